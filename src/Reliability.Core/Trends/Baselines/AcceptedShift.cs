using Reliability.Common;
using Reliability.Statistics;

namespace Reliability.Trends;

/// <summary>
/// A shift that a person accepted: the level after it is the new baseline. The trend is judged on the points after it, and no alert is
/// about it.
/// </summary>
public sealed record AcceptedShift
{
    /// <summary>Gets the ID of the acceptance, which is that of the request.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the service of the metric.</summary>
    public required string Service { get; init; }

    /// <summary>Gets the name of the metric.</summary>
    public required string Metric { get; init; }

    /// <summary>Gets the start of the first day at the new level, as it was found when the shift was accepted.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Gets the interval that contained the shift when it was accepted.</summary>
    public required TimeRange Within { get; init; }

    /// <summary>Gets how the level changed.</summary>
    public required ShiftKind Kind { get; init; }

    /// <summary>Gets the level after the shift minus the level before it, in the unit of the metric.</summary>
    public required double Size { get; init; }

    /// <summary>Gets the person who accepted the shift.</summary>
    public required string By { get; init; }

    /// <summary>Gets the reason.</summary>
    public required string Reason { get; init; }

    /// <summary>Gets the time at which the shift was accepted.</summary>
    public required DateTimeOffset AcceptedAt { get; init; }

    /// <summary>Gets the person who withdrew the acceptance, or <see langword="null"/> if it is in force.</summary>
    public string? WithdrawnBy { get; init; }

    /// <summary>Gets the reason of the withdrawal.</summary>
    public string? WithdrawalReason { get; init; }

    /// <summary>Gets the time at which the acceptance was withdrawn.</summary>
    public DateTimeOffset? WithdrawnAt { get; init; }

    /// <summary>Gets a value indicating whether the acceptance is in force.</summary>
    public bool IsInForce => WithdrawnAt is null;

    /// <summary>
    /// Gets the start of the points that the trend is judged on: the first day at the new level, or the end of a ramp.
    /// </summary>
    public DateTimeOffset BaselineStart => Kind == ShiftKind.Ramp ? Within.End : At;
}
