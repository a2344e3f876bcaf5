namespace Reliability.Trends;

/// <summary>A single hour or day that is far from its neighbours.</summary>
public sealed record MetricOutlier
{
    /// <summary>Gets the start of the hour or day.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Gets the value.</summary>
    public required double Value { get; init; }

    /// <summary>Gets the value that its neighbours and the season let expect.</summary>
    public required double Expected { get; init; }
}
