using Reliability.Common.Internal;
using Reliability.Trends;

namespace Reliability.AspNetCore.Internal;

/// <summary>
/// The report on a metric. <c>Slope</c> is per day and <c>PercentageChange</c> in percent, both of the robust line <c>Trend</c>.
/// </summary>
internal sealed record TrendResource(
    string Metric,
    string Service,
    string? Value,
    string? DegradingValue,
    string Unit,
    string Figure,
    string Direction,
    double MinimumEffect,
    string Resolution,
    int DaysAnalyzed,
    DateTimeOffset? Start,
    DateTimeOffset? End,
    int Points,
    int Dropped,
    int Missing,
    double? CurrentValue,
    double? Slope,
    double? PercentageChange,
    string TrendType,
    string Summary,
    BaselineResource? Baseline,
    TrendLineResource? Trend,
    LevelChangeResource? LevelChange,
    TrendLineResource? LeastSquares,
    SeasonalPatternResource SeasonalPattern,
    IReadOnlyList<MetricShiftResource> Shifts,
    IReadOnlyList<MetricOutlierResource> Outliers,
    TrendForecastResource? Forecast,
    IReadOnlyList<TrendPointResource> Data)
{
    public static TrendResource From(TrendReport report, int days) => new(
        report.Metric.Name,
        report.Metric.Service,
        report.Value,
        report.DegradingValue,
        report.Metric.Unit,
        report.Metric.AnalyzedFigure.ToString(),
        report.Metric.Direction.ToString(),
        report.Metric.MinimumEffect,
        report.Resolution.ToString(),
        days,
        report.Range?.Start,
        report.Range?.End,
        report.Points.Count,
        report.DroppedCount,
        report.MissingCount,
        JsonNumber.Of(report.CurrentValue),
        JsonNumber.Of(report.Trend?.SlopePerDay),
        JsonNumber.Of(report.Trend?.Change.Ratio * 100),
        report.Verdict.ToString(),
        report.Summary,
        BaselineResource.Of(report),
        TrendLineResource.From(report.Trend),
        LevelChangeResource.From(report),
        TrendLineResource.From(report.LeastSquares),
        SeasonalPatternResource.From(report),
        [.. report.Shifts.Select(MetricShiftResource.Of)],
        [.. report.Outliers.Select(MetricOutlierResource.From)],
        TrendForecastResource.From(report.Forecast),
        [.. report.Points.Select(TrendPointResource.From)]);
}
