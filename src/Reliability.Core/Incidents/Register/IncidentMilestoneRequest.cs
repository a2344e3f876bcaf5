using Reliability.Common;
using Reliability.Common.Internal;

namespace Reliability.Incidents;

/// <summary>Asks to set or remove a milestone.</summary>
public sealed record IncidentMilestoneRequest : ChangeRequest
{
    /// <summary>Gets the milestone.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such milestone.</exception>
    public required IncidentMilestone Milestone
    {
        get;
        init => field = Check.Word(value, nameof(Milestone), IncidentMilestone.Unknown);
    }

    /// <summary>Gets the time, at most a day ahead, or <see langword="null"/> to remove the milestone.</summary>
    public required DateTimeOffset? At { get; init; }

    /// <summary>Gets a value indicating whether the time is an estimate.</summary>
    public bool IsEstimate { get; init; }
}
