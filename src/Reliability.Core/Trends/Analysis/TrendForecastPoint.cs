namespace Reliability.Trends;

/// <summary>The forecast of one hour or day.</summary>
public sealed record TrendForecastPoint
{
    /// <summary>Gets the start of the hour or day.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>Gets the forecast, in the unit of the metric.</summary>
    public required double Value { get; init; }

    /// <summary>Gets the lower bound of the prediction interval, or <see langword="null"/> if there are too few values for one.</summary>
    public required double? Low { get; init; }

    /// <summary>Gets the upper bound of the prediction interval, or <see langword="null"/> if there are too few values for one.</summary>
    public required double? High { get; init; }
}
