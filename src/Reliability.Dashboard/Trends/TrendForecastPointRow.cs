namespace Reliability.Dashboard.Internal;

/// <summary>The forecast of a day.</summary>
internal sealed record TrendForecastPointRow
{
    public required DateTimeOffset At { get; init; }

    public double? Value { get; init; }

    /// <summary>Gets the low end of the interval; <see langword="null"/> if there are too few values for one.</summary>
    public double? Low { get; init; }

    /// <summary>Gets the high end of the interval; <see langword="null"/> if there are too few values for one.</summary>
    public double? High { get; init; }
}
