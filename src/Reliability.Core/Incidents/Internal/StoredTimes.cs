using Reliability.Common.Internal;

namespace Reliability.Incidents.Internal;

/// <summary>The stored form of <see cref="IncidentTimes"/>.</summary>
internal sealed record StoredTimes
{
    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? DetectedAt { get; init; }

    public DateTimeOffset? AcknowledgedAt { get; init; }

    public DateTimeOffset? InvestigationStartedAt { get; init; }

    public DateTimeOffset? CauseIdentifiedAt { get; init; }

    public DateTimeOffset? MitigatedAt { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }

    public IReadOnlyList<string>? Estimated { get; init; }

    public static StoredTimes Of(IncidentTimes one) => new()
    {
        StartedAt = one.StartedAt,
        DetectedAt = one.DetectedAt,
        AcknowledgedAt = one.AcknowledgedAt,
        InvestigationStartedAt = one.InvestigationStartedAt,
        CauseIdentifiedAt = one.CauseIdentifiedAt,
        MitigatedAt = one.MitigatedAt,
        ResolvedAt = one.ResolvedAt,
        Estimated = one.Estimated.Count == 0 ? null : [.. one.Estimated.Select(IncidentWords.Milestone.Word)],
    };

    public IncidentTimes ToTimes() => new()
    {
        StartedAt = StartedAt,
        DetectedAt = DetectedAt,
        AcknowledgedAt = AcknowledgedAt,
        InvestigationStartedAt = InvestigationStartedAt,
        CauseIdentifiedAt = CauseIdentifiedAt,
        MitigatedAt = MitigatedAt,
        ResolvedAt = ResolvedAt,
        Estimated = StoredList.Of(Estimated, IncidentWords.Milestone.Value),
    };
}
