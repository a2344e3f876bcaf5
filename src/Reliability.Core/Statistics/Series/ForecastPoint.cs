namespace Reliability.Statistics;

/// <summary>The forecast of one value.</summary>
public sealed record ForecastPoint
{
    /// <summary>Gets the number of positions after the last one of the series, from 1.</summary>
    public required int Step { get; init; }

    /// <summary>Gets the forecast.</summary>
    public required double Value { get; init; }

    /// <summary>Gets the lower bound of the prediction interval, or <see langword="null"/> if there are too few values for one.</summary>
    public double? Low { get; init; }

    /// <summary>Gets the upper bound of the prediction interval, or <see langword="null"/> if there are too few values for one.</summary>
    public double? High { get; init; }
}
