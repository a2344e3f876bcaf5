using Reliability.Common;
using Reliability.Incidents;

namespace Reliability.Dashboard.Internal;

/// <summary>Returns the rows about metrics of improvement.</summary>
internal static class MetricRows
{
    /// <summary>The number of days before the present that the dashboard shows.</summary>
    public const int Days = 90;

    private const string NothingRecorded = "no incident of this service was ever recorded";

    public static TimeRange Range(DateTimeOffset now) => new(now.AddDays(-Days), now);

    /// <param name="metric">The metric.</param>
    /// <param name="hasIncidents">
    /// Whether any incident of the service was ever recorded. If not, its metrics have no figure: nothing tells a service that does not
    /// fail from one whose failures nobody records.
    /// </param>
    public static MetricRow Of(ImprovementMetric metric, bool hasIncidents) => metric switch
    {
        DurationMetric one => Durations(one),
        ShareMetric one => Shared(one, one.Name == "change-failure-rate" && !hasIncidents),
        RateMetric one => Rate(one, one.Name is "uptime-mtbf" or "frequency-per-30-days" && !hasIncidents),
        _ => throw new InvalidOperationException($"The metric '{metric.Name}' is of no known kind."),
    };

    public static string Label(ImprovementMetric metric) => metric.Name switch
    {
        "uptime-mtbf" => "Time between incidents (MTBF)",
        "frequency-per-30-days" => "Incidents",
        var name => char.ToUpperInvariant(name[0]) + name[1..].Replace('-', ' '),
    };

    /// <summary>Returns how the figures of a metric are written.</summary>
    public static Format FormatOf(MetricRow row) => row.Unit switch
    {
        "seconds" => Format.Duration,
        "share" => Format.PercentWhole,
        _ => Format.Number,
    };

    private static MetricRow Durations(DurationMetric one) => new()
    {
        Name = one.Name,
        Label = Label(one),
        Definition = one.Definition,
        Unit = one.Unit,
        Count = one.Count,
        Value = one.Median?.TotalSeconds,
        Low = one.Low?.TotalSeconds,
        High = one.High?.TotalSeconds,
        Confidence = one.ConfidenceLevel,
        P90 = one.P90?.TotalSeconds,
        Mean = one.Mean?.TotalSeconds,
        Open = one.Open.Count,
        CensoredMedian = one.CensoredMedian?.TotalSeconds,
        Excluded = one.Excluded.Count,
        Because = one.Median is not null ? null : one.Open.Count > 0 ? "none is over yet" : "no record counts",
    };

    private static MetricRow Shared(ShareMetric one, bool isUnknown) =>
        Figure(one, isUnknown, one.Value, one.Low, one.High) with { Matching = isUnknown ? null : one.Matching };

    private static MetricRow Rate(RateMetric one, bool isUnknown) => Figure(one, isUnknown, one.Value, one.Low, one.High);

    private static MetricRow Figure(ImprovementMetric one, bool isUnknown, double? value, double? low, double? high) => new()
    {
        Name = one.Name,
        Label = Label(one),
        Definition = one.Definition,
        Unit = one.Unit,
        Count = one.Count,
        Value = isUnknown ? null : value,
        Low = isUnknown ? null : low,
        High = isUnknown ? null : high,
        Confidence = isUnknown ? null : one.ConfidenceLevel,
        Excluded = one.Excluded.Count,
        Because = isUnknown ? NothingRecorded : value is null ? "no record counts" : null,
    };
}
