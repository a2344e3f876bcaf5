namespace Reliability.Trends;

/// <summary>What a metric will be if it goes on as before.</summary>
public sealed record TrendForecast
{
    /// <summary>Gets the hours or days after the last point of the report, in the order of time.</summary>
    public required IReadOnlyList<TrendForecastPoint> Points { get; init; }

    /// <summary>Gets the confidence level of the intervals, 0.9.</summary>
    public required double Confidence { get; init; }

    /// <summary>Gets the reason for the choice of the model, in words.</summary>
    public required string Model { get; init; }

    /// <summary>
    /// Gets when the metric reaches its <see cref="MetricDefinition.Threshold"/>, or <see langword="null"/> if it has none.
    /// </summary>
    public required ThresholdForecast? Threshold { get; init; }
}
