using Reliability.Common.Internal;

namespace Reliability.Incidents;

/// <summary>The milestones of an incident, in UTC to the microsecond.</summary>
public sealed record IncidentTimes
{
    /// <summary>All milestones.</summary>
    internal static readonly IReadOnlyList<IncidentMilestone> Milestones =
        [.. Enum.GetValues<IncidentMilestone>().Where(one => one != IncidentMilestone.Unknown)];

    /// <summary>Gets when users were affected first.</summary>
    public DateTimeOffset? StartedAt { get; init => field = Moment(value); }

    /// <summary>Gets when somebody or something noticed it.</summary>
    public DateTimeOffset? DetectedAt { get; init => field = Moment(value); }

    /// <summary>Gets when somebody took care of it.</summary>
    public DateTimeOffset? AcknowledgedAt { get; init => field = Moment(value); }

    /// <summary>Gets when the investigation started.</summary>
    public DateTimeOffset? InvestigationStartedAt { get; init => field = Moment(value); }

    /// <summary>Gets when the cause was known.</summary>
    public DateTimeOffset? CauseIdentifiedAt { get; init => field = Moment(value); }

    /// <summary>Gets when users were no longer affected.</summary>
    public DateTimeOffset? MitigatedAt { get; init => field = Moment(value); }

    /// <summary>Gets when the incident was over.</summary>
    public DateTimeOffset? ResolvedAt { get; init => field = Moment(value); }

    /// <summary>Gets the milestones whose time is an estimate.</summary>
    public IReadOnlyList<IncidentMilestone> Estimated
    {
        get;
        init => field = value is null or { Count: 0 } ? [] : [.. value.Distinct().Order()];
    } = [];

    /// <summary>Returns the time of a milestone.</summary>
    /// <param name="milestone">The milestone.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such milestone.</exception>
    public DateTimeOffset? Of(IncidentMilestone milestone) => Check.Word(milestone, nameof(milestone), IncidentMilestone.Unknown) switch
    {
        IncidentMilestone.Started => StartedAt,
        IncidentMilestone.Detected => DetectedAt,
        IncidentMilestone.Acknowledged => AcknowledgedAt,
        IncidentMilestone.InvestigationStarted => InvestigationStartedAt,
        IncidentMilestone.CauseIdentified => CauseIdentifiedAt,
        IncidentMilestone.Mitigated => MitigatedAt,
        _ => ResolvedAt,
    };

    /// <summary>Returns these times with another time of a milestone.</summary>
    /// <param name="milestone">The milestone.</param>
    /// <param name="at">The time, or <see langword="null"/> to remove it.</param>
    /// <param name="isEstimate">Whether the time is an estimate.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such milestone.</exception>
    public IncidentTimes With(IncidentMilestone milestone, DateTimeOffset? at, bool isEstimate = false)
    {
        IncidentTimes after = Check.Word(milestone, nameof(milestone), IncidentMilestone.Unknown) switch
        {
            IncidentMilestone.Started => this with { StartedAt = at },
            IncidentMilestone.Detected => this with { DetectedAt = at },
            IncidentMilestone.Acknowledged => this with { AcknowledgedAt = at },
            IncidentMilestone.InvestigationStarted => this with { InvestigationStartedAt = at },
            IncidentMilestone.CauseIdentified => this with { CauseIdentifiedAt = at },
            IncidentMilestone.Mitigated => this with { MitigatedAt = at },
            _ => this with { ResolvedAt = at },
        };
        return after with
        {
            Estimated =
            [
                .. Estimated.Where(one => one != milestone),
                .. isEstimate && at is not null ? [milestone] : (IncidentMilestone[])[],
            ],
        };
    }

    /// <summary>Returns whether the time of a milestone is an estimate.</summary>
    /// <param name="milestone">The milestone.</param>
    public bool IsEstimate(IncidentMilestone milestone) => Estimated.Contains(milestone);

    private static DateTimeOffset? Moment(DateTimeOffset? value) => value is { } at ? AuditText.ToMicrosecond(at) : null;
}
