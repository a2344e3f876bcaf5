namespace Reliability.Trends;

/// <summary>The values of one hour or day.</summary>
public sealed record TrendPoint
{
    /// <summary>Gets the start of the hour or day.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>Gets the figure that is analyzed, in the unit of the metric.</summary>
    public required double Value { get; init; }

    /// <summary>Gets the number of events. Default: 1.</summary>
    public long Count { get; init; } = 1;

    /// <summary>Gets the mean of the values, or null if the metric has none.</summary>
    public double? Average { get; init; }

    /// <summary>Gets the minimum value, or null if the metric has none.</summary>
    public double? Min { get; init; }

    /// <summary>Gets the maximum value, or null if the metric has none.</summary>
    public double? Max { get; init; }

    /// <summary>Gets the median, or null without a sketch.</summary>
    public double? P50 { get; init; }

    /// <summary>Gets the 95th percentile, or null without a sketch.</summary>
    public double? P95 { get; init; }

    /// <summary>Gets the 99th percentile, or null without a sketch.</summary>
    public double? P99 { get; init; }
}
