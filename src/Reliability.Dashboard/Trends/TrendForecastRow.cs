namespace Reliability.Dashboard.Internal;

/// <summary>What a metric will be if it goes on as before.</summary>
internal sealed record TrendForecastRow
{
    /// <summary>Gets the days after the last one, in the order of time.</summary>
    public required IReadOnlyList<TrendForecastPointRow> Points { get; init; }

    /// <summary>Gets the confidence of the intervals, 0 to 1.</summary>
    public required double Confidence { get; init; }

    /// <summary>Gets what the forecast follows, as a sentence.</summary>
    public required string Model { get; init; }

    /// <summary>Gets when the metric reaches its threshold; <see langword="null"/> if it has none.</summary>
    public UntilThresholdRow? UntilThreshold { get; init; }
}
