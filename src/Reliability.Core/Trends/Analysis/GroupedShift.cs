namespace Reliability.Trends;

/// <summary>A shift of one metric among those of several.</summary>
public sealed record GroupedShift
{
    /// <summary>Gets the name of the metric.</summary>
    public required string Metric { get; init; }

    /// <summary>Gets the shift.</summary>
    public required MetricShift Shift { get; init; }
}
