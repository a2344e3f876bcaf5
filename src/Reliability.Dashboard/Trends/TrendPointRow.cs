namespace Reliability.Dashboard.Internal;

/// <summary>A day of a metric, and where the robust line lies there.</summary>
internal sealed record TrendPointRow
{
    public required DateTimeOffset At { get; init; }

    /// <summary>Gets the figure that is analyzed; <see langword="null"/> for a day without values.</summary>
    public double? Value { get; init; }

    public long? Count { get; init; }

    public double? Avg { get; init; }

    public double? Min { get; init; }

    public double? Max { get; init; }

    public double? P95 { get; init; }

    public double? P99 { get; init; }

    /// <summary>Gets the value of the robust line.</summary>
    public double? Line { get; init; }

    /// <summary>Gets the lower of the lines with the bounds of the slope, through the middle.</summary>
    public double? Low { get; init; }

    /// <summary>Gets the higher of the lines with the bounds of the slope, through the middle.</summary>
    public double? High { get; init; }
}
