using Reliability.Common.Internal;
using Reliability.Incidents;

namespace Reliability.AspNetCore.Internal;

/// <summary>
/// A metric of improvement. Durations have <c>Median</c> to <c>CensoredMedian</c>, in seconds; rates and shares have <c>Value</c>. What is
/// not defined is null.
/// </summary>
internal sealed record ImprovementMetricResource(
    string Name,
    string Unit,
    string Definition,
    bool IsLowerBetter,
    int Count,
    int? Matching,
    double? Value,
    double? Median,
    double? Mean,
    double? P75,
    double? P90,
    double? Low,
    double? High,
    double? ConfidenceLevel,
    double? CensoredMedian,
    string Summary,
    IReadOnlyList<MetricValueResource>? Values,
    IReadOnlyList<MetricValueResource>? Open,
    IReadOnlyList<MetricExclusionResource> Excluded)
{
    /// <param name="metric">The metric.</param>
    /// <param name="showsValues">Whether it lists the values of a duration.</param>
    public static ImprovementMetricResource From(ImprovementMetric metric, bool showsValues)
    {
        var duration = metric as DurationMetric;
        (double? value, double? low, double? high) = metric switch
        {
            RateMetric rate => (rate.Value, rate.Low, rate.High),
            ShareMetric share => (share.Value, share.Low, share.High),
            _ => (null, duration?.Low?.TotalSeconds, duration?.High?.TotalSeconds),
        };
        return new(
            metric.Name,
            metric.Unit,
            metric.Definition,
            metric.IsLowerBetter,
            metric.Count,
            (metric as ShareMetric)?.Matching,
            JsonNumber.Of(value),
            JsonNumber.Of(duration?.Median?.TotalSeconds),
            JsonNumber.Of(duration?.Mean?.TotalSeconds),
            JsonNumber.Of(duration?.P75?.TotalSeconds),
            JsonNumber.Of(duration?.P90?.TotalSeconds),
            JsonNumber.Of(low),
            JsonNumber.Of(high),
            JsonNumber.Of(metric.ConfidenceLevel),
            JsonNumber.Of(duration?.CensoredMedian?.TotalSeconds),
            metric.ToString()!,
            showsValues && duration is not null ? MetricValueResource.Of(duration.Values) : null,
            showsValues && duration is not null ? MetricValueResource.Of(duration.Open) : null,
            [.. metric.Excluded.Select(one => new MetricExclusionResource(one.Service, one.Id, one.Reason))]);
    }
}
