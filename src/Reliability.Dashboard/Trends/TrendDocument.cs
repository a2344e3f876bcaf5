namespace Reliability.Dashboard.Internal;

/// <summary>Everything that the page of a trend shows.</summary>
internal sealed record TrendDocument : PageDocument
{
    public required TrendRow Trend { get; init; }

    /// <summary>Gets the dimension by which the metric is split; <see langword="null"/> if it is not.</summary>
    public string? SplitBy { get; init; }

    /// <summary>Gets the value of the split metric that the page is about; <see langword="null"/> for the total.</summary>
    public string? Value { get; init; }

    /// <summary>Gets the trends of the values of a split metric; empty on the page of a value.</summary>
    public IReadOnlyList<TrendValueRow> Values { get; init; } = [];

    /// <summary>Gets the time at which the trend was computed.</summary>
    public required DateTimeOffset ComputedAt { get; init; }

    /// <summary>Gets what the metric is, as a sentence.</summary>
    public required string Definition { get; init; }

    public double? SlopePerDay { get; init; }

    /// <summary>Gets the low end of the interval of the slope.</summary>
    public double? SlopeLow { get; init; }

    /// <summary>Gets the high end of the interval of the slope.</summary>
    public double? SlopeHigh { get; init; }

    public double? PValue { get; init; }

    /// <summary>
    /// Gets a value indicating whether the verdict and the change are those of the level over its lasting shifts, and not those of the
    /// robust line.
    /// </summary>
    public required bool DecidedByLevels { get; init; }

    /// <summary>Gets the value at which the change begins: of the robust line at the first day, or of the first level.</summary>
    public double? Start { get; init; }

    /// <summary>Gets the value at which the change ends: of the robust line at the last day, or of the last level.</summary>
    public double? End { get; init; }

    /// <summary>Gets why the change has no ratio.</summary>
    public string? ChangeReason { get; init; }

    /// <summary>Gets the days, oldest first, with a row for each day without values between them.</summary>
    public required IReadOnlyList<TrendPointRow> Points { get; init; }

    /// <summary>Gets the value that the metric must not reach; <see langword="null"/> without one.</summary>
    public double? Threshold { get; init; }

    /// <summary>Gets what comes next; <see langword="null"/> with too few days, or if nothing is forecast.</summary>
    public TrendForecastRow? Forecast { get; init; }

    public required IReadOnlyList<TrendShiftRow> Shifts { get; init; }

    /// <summary>Gets the shifts that somebody accepted, the last acceptance first.</summary>
    public IReadOnlyList<AcceptedShiftRow> Accepted { get; init; } = [];

    /// <summary>Gets the last things that happened to the service in the days of the chart, the earliest first.</summary>
    public IReadOnlyList<MarkerRow> Markers { get; init; } = [];

    public required IReadOnlyList<TrendOutlierRow> Outliers { get; init; }

    public required IReadOnlyList<TrendSeasonRow> Seasons { get; init; }

    /// <summary>Gets why the verdict is so, one sentence each.</summary>
    public required IReadOnlyList<string> Why { get; init; }
}
