using Reliability.Common;
using Reliability.Storage;

namespace Reliability.Trends;

/// <summary>What a metric did over a time: whether it changed, by how much, when, and how sure that is.</summary>
/// <remarks>No number is NaN or infinite. What is not defined is <see langword="null"/>.</remarks>
public sealed record TrendReport
{
    /// <summary>Gets the metric.</summary>
    public required MetricDefinition Metric { get; init; }

    /// <summary>
    /// Gets the value of the dimension of a split metric that the report is about; <see langword="null"/> for the total.
    /// </summary>
    public string? Value { get; init; }

    /// <summary>
    /// Gets the value of a split metric whose own trend degrades most, in the report on its total; <see langword="null"/> if none degrades.
    /// The total need not degrade.
    /// </summary>
    public string? DegradingValue { get; init; }

    /// <summary>Gets the length of a point.</summary>
    public required SeriesResolution Resolution { get; init; }

    /// <summary>
    /// Gets the time from the start of the first point to the end of the last one; <see langword="null"/> without points.
    /// </summary>
    public required TimeRange? Range { get; init; }

    /// <summary>Gets the points, in the order of time.</summary>
    public required IReadOnlyList<TrendPoint> Points { get; init; }

    /// <summary>Gets the number of values that were dropped, because they were not finite or another one had the same start.</summary>
    public required int DroppedCount { get; init; }

    /// <summary>Gets the number of hours or days between the first point and the last one that have no value.</summary>
    public required int MissingCount { get; init; }

    /// <summary>Gets the value of the last point; <see langword="null"/> without points.</summary>
    public double? CurrentValue => Points.Count > 0 ? Points[^1].Value : null;

    /// <summary>Gets what the metric did.</summary>
    public required TrendVerdict Verdict { get; init; }

    /// <summary>Gets the verdict with its reasons in plain words.</summary>
    public required string Summary { get; init; }

    /// <summary>
    /// Gets the robust line by which the verdict is decided: the slope of Theil and Sen, and the test of Mann and Kendall, corrected for
    /// autocorrelation, after removal of the season. It is <see langword="null"/> with too few points.
    /// </summary>
    public required TrendLine? Trend { get; init; }

    /// <summary>
    /// Gets the change from the level before the first lasting shift to the level after the last one; <see langword="null"/> without one.
    /// It decides the verdict if there is no significant trend: a step in the middle of a series is one change, and not a trend.
    /// </summary>
    public TrendChange? LevelChange { get; init; }

    /// <summary>
    /// Gets a value indicating whether the verdict is that of <see cref="LevelChange"/>, and not that of <see cref="Trend"/>.
    /// </summary>
    public bool IsDecidedByLevels { get; internal init; }

    /// <summary>
    /// Gets the line of least squares, for comparison. Its p-value takes the values for independent. It is <see langword="null"/> with
    /// fewer than two points.
    /// </summary>
    public required TrendLine? LeastSquares { get; init; }

    /// <summary>Gets whether the metric repeats itself every week.</summary>
    public required SeasonalPattern Weekly { get; init; }

    /// <summary>
    /// Gets whether the metric repeats itself every day. It is <see langword="null"/> if there are only days, which contain no pattern
    /// within a day.
    /// </summary>
    public required SeasonalPattern? TimeOfDay { get; init; }

    /// <summary>Gets the shifts of the level, in the order of time.</summary>
    public required IReadOnlyList<MetricShift> Shifts { get; init; }

    /// <summary>
    /// Gets the newest accepted shift if it lies within the points; otherwise <see langword="null"/>. The verdict, the lines and the shifts
    /// after <see cref="BaselineStart"/> are then those of the points from there on.
    /// </summary>
    public AcceptedShift? Baseline { get; init; }

    /// <summary>Gets the start of the points that the verdict is about, if a baseline was accepted; otherwise <see langword="null"/>.
    /// </summary>
    public DateTimeOffset? BaselineStart { get; init; }

    /// <summary>Gets the report on the points after the baseline alone, from which the verdict and its words are.</summary>
    internal TrendReport? SinceBaseline { get; init; }

    /// <summary>
    /// Gets what the metric will be if it goes on as before; <see langword="null"/> with too few points, or if
    /// <see cref="TrendOptions.ForecastLength"/> is 0.
    /// </summary>
    public TrendForecast? Forecast { get; init; }

    /// <summary>Gets single points that are far from their neighbours, in the order of time.</summary>
    public required IReadOnlyList<MetricOutlier> Outliers { get; init; }
}
