using Reliability.Common;
using Reliability.Storage;

namespace Reliability.Incidents;

/// <summary>A version of an incident.</summary>
public sealed record Incident
{
    /// <summary>The maximum number of changes. After so many it can only be resolved.</summary>
    public const int MaxChanges = 500;

    /// <summary>The longest credible duration: 30 days.</summary>
    public static readonly TimeSpan MaxDuration = TimeSpan.FromDays(30);

    private static readonly IncidentMilestone[] _order =
        [IncidentMilestone.Started, IncidentMilestone.Detected, IncidentMilestone.Acknowledged, IncidentMilestone.Resolved];

    /// <summary>Gets the id, unique within the service.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the service.</summary>
    public required string Service { get; init; }

    /// <summary>Gets what people state about the incident.</summary>
    public required IncidentDefinition Definition { get; init; }

    /// <summary>Gets the milestones.</summary>
    public required IncidentTimes Times { get; init; }

    /// <summary>Gets who opened it.</summary>
    public required IncidentSource Source { get; init; }

    /// <summary>Gets when it was opened here.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>Gets the alerts that are a part of it, in the order in which they fired.</summary>
    public IReadOnlyList<IncidentAlert> Alerts { get; init => field = value ?? []; } = [];

    /// <summary>Gets the entries of its timeline, in time order.</summary>
    public IReadOnlyList<IncidentNote> Timeline { get; init => field = value ?? []; } = [];

    /// <summary>Gets what it burnt when that was last measured, or <see langword="null"/> if it never was.</summary>
    public IncidentCost? Cost { get; init; }

    /// <summary>Gets every change, oldest first.</summary>
    public required IReadOnlyList<IncidentChange> History { get; init; }

    /// <summary>Gets the ETag of this version.</summary>
    public required ETag ETag { get; init; }

    /// <summary>Gets the title.</summary>
    public string Title => Definition.Title;

    /// <summary>Gets the number of changes.</summary>
    public int Revision => History.Count;

    /// <summary>Gets when it started: as stated, otherwise when it was detected or opened.</summary>
    public DateTimeOffset StartedAt => Times.StartedAt ?? Times.DetectedAt ?? OpenedAt;

    /// <summary>Gets when it stopped to affect users: when it was mitigated, otherwise when it was resolved.</summary>
    public DateTimeOffset? EndedAt => Times.MitigatedAt ?? Times.ResolvedAt;

    /// <summary>Gets the status.</summary>
    public IncidentStatus Status => Times.ResolvedAt is not null ? IncidentStatus.Resolved
        : Times.MitigatedAt is not null ? IncidentStatus.Mitigated
        : IncidentStatus.Open;

    /// <summary>Gets the largest share of a budget that it burnt, or <see langword="null"/> if that is not known.</summary>
    public decimal? BudgetBurnt => Cost?.BudgetBurnt;

    /// <summary>Gets the requests that were affected. It is always an estimate (<see cref="IncidentCost.AffectedRequests"/>).</summary>
    public long AffectedRequests => Cost?.AffectedRequests ?? 0;

    /// <summary>Gets what a person is asked for before the incident is complete: "cause" and "impact", once it is mitigated.</summary>
    public IReadOnlyList<string> MissingInputs => Status == IncidentStatus.Open || Definition.Kind != IncidentKind.Incident ? [] :
    [
        .. Definition.CauseClass is null ? (string[])["cause"] : [],
        .. Definition.Impact is null ? (string[])["impact"] : [],
    ];

    /// <summary>Gets what is doubtful about its times. <see cref="DoubtsAt"/> also judges how long an open one lasts.</summary>
    public IncidentDoubts Doubts => DurationDoubts
        | (Times.DetectedAt is null ? IncidentDoubts.NoDetection : IncidentDoubts.None)
        | (OpenedAt >= StartedAt.AddDays(1) || OpenedAt > EndedAt ? IncidentDoubts.PostedLate : IncidentDoubts.None)
        | (IsOutOfOrder ? IncidentDoubts.OutOfOrder : IncidentDoubts.None)
        | (Times.Estimated.Count > 0 ? IncidentDoubts.Estimated : IncidentDoubts.None);

    /// <summary>Gets a value indicating whether it counts as an incident: no maintenance, near miss or duplicate.</summary>
    public bool Counts => Definition is { Kind: IncidentKind.Incident, DuplicateOf: null };

    /// <summary>Gets a value indicating whether its durations count: it counts, and they are neither negative, zero nor too long.</summary>
    public bool HasCredibleDuration => Counts && DurationDoubts == IncidentDoubts.None;

    private IncidentDoubts DurationDoubts => (EndedAt - StartedAt) switch
    {
        { Ticks: < 0 } => IncidentDoubts.NegativeDuration,
        { Ticks: 0 } => IncidentDoubts.ZeroDuration,
        { } length when length > MaxDuration => IncidentDoubts.TooLong,
        _ => IncidentDoubts.None,
    };

    private bool IsOutOfOrder
    {
        get
        {
            DateTimeOffset[] times = [.. _order.Select(Times.Of).OfType<DateTimeOffset>()];
            return !times.SequenceEqual(times.Order())
                || Times.MitigatedAt < Times.StartedAt
                || Times.CauseIdentifiedAt < Times.InvestigationStartedAt
                || Times.InvestigationStartedAt < Times.StartedAt;
        }
    }

    /// <summary>Returns what is doubtful about its times at a moment: one that has not ended may be too long.</summary>
    /// <param name="now">The moment.</param>
    public IncidentDoubts DoubtsAt(DateTimeOffset now) =>
        Doubts | (EndedAt is null && now - StartedAt > MaxDuration ? IncidentDoubts.TooLong : IncidentDoubts.None);

    /// <summary>Returns the time in which it affected users, up to a moment: empty if it ended before it started.</summary>
    /// <param name="now">The moment up to which an incident counts that has not ended.</param>
    public TimeRange RangeAt(DateTimeOffset now)
    {
        DateTimeOffset end = EndedAt ?? (now > StartedAt ? now : StartedAt);
        return new TimeRange(StartedAt, end > StartedAt ? end : StartedAt);
    }
}
