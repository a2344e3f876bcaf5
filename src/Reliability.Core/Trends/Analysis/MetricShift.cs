using Reliability.Common;
using Reliability.Statistics;

namespace Reliability.Trends;

/// <summary>A shift of the level of a metric.</summary>
public sealed record MetricShift
{
    /// <summary>Gets the start of the first hour or day at the new level. For a ramp, it is where the ramp begins.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>
    /// Gets the interval that contains the shift with a probability of about 95 %. For a ramp, it is the extent of the ramp.
    /// </summary>
    public required TimeRange Within { get; init; }

    /// <summary>Gets how the level changes.</summary>
    public required ShiftKind Kind { get; init; }

    /// <summary>Gets the level after the shift minus the level before it, in the unit of the metric.</summary>
    public required double Size { get; init; }

    /// <summary>Gets the level before the shift.</summary>
    public required double Before { get; init; }

    /// <summary>Gets the level after the shift.</summary>
    public required double After { get; init; }

    /// <summary>Gets the size as a share of the level before it; null if that is not above zero.</summary>
    public required double? Ratio { get; init; }

    /// <summary>Gets the probability of a shift as clear as this in a series without one, 0 to 1.</summary>
    public required double PValue { get; init; }

    /// <summary>
    /// Gets <see cref="TrendVerdict.Improving"/> or <see cref="TrendVerdict.Degrading"/> by the better direction of the metric, or
    /// <see cref="TrendVerdict.Changing"/> if it states none.
    /// </summary>
    public required TrendVerdict Verdict { get; init; }

    /// <summary>Gets by whom and why the shift was accepted, or <see langword="null"/> if it was not.</summary>
    public AcceptedShift? Acceptance { get; init; }

    /// <summary>
    /// Gets what happened at the same time, the nearest first. That it happened at the same time does not mean that it is the cause.
    /// </summary>
    public IReadOnlyList<Marker> Markers { get; init; } = [];
}
