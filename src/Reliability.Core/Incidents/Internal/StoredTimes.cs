using Reliability.Common.Internal;

namespace Reliability.Incidents.Internal;

/// <summary>The stored form of <see cref="IncidentTimes"/>.</summary>
/// <remarks>The serializer calls setters as it reads; for a required or init-only property it would box each value first.</remarks>
internal sealed record StoredTimes
{
    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? DetectedAt { get; set; }

    public DateTimeOffset? AcknowledgedAt { get; set; }

    public DateTimeOffset? InvestigationStartedAt { get; set; }

    public DateTimeOffset? CauseIdentifiedAt { get; set; }

    public DateTimeOffset? MitigatedAt { get; set; }

    public DateTimeOffset? ResolvedAt { get; set; }

    public IReadOnlyList<string>? Estimated { get; set; }

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
