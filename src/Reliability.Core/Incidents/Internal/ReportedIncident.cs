using Reliability.Common;

namespace Reliability.Incidents.Internal;

/// <summary>What a report needs of an incident, and keeps of all of them.</summary>
internal sealed class ReportedIncident(Incident one)
{
    public string Id { get; } = one.Id;

    public IncidentKind Kind { get; } = one.Definition.Kind;

    public IncidentSeverity Severity { get; } = one.Definition.Severity;

    public IncidentStatus Status { get; } = one.Status;

    public bool IsDuplicate { get; } = one.Definition.DuplicateOf is not null;

    public bool Counts { get; } = one.Counts;

    public bool HasCredibleDuration { get; } = one.HasCredibleDuration;

    public string? CauseClass { get; } = one.Definition.CauseClass;

    public string? RecurrenceOf { get; } = one.Definition.RecurrenceOf;

    public DateTimeOffset StartedAt { get; } = one.StartedAt;

    public DateTimeOffset? EndedAt { get; } = one.EndedAt;

    public TimeSpan? TimeToDetect { get; } =
        one.Times.DetectedAt >= one.Times.StartedAt ? one.Times.DetectedAt.Value - one.StartedAt : null;

    /// <summary>Gets or sets whether another incident came again as this one.</summary>
    public bool IsRecurrence { get; set; }

    /// <inheritdoc cref="Incident.RangeAt"/>
    public TimeRange RangeAt(DateTimeOffset now)
    {
        DateTimeOffset end = EndedAt ?? now;
        return new TimeRange(StartedAt, end > StartedAt ? end : StartedAt);
    }

    public static int Compare(ReportedIncident x, ReportedIncident y) => x.StartedAt.CompareTo(y.StartedAt) is not 0 and int byStart
        ? byStart
        : string.CompareOrdinal(x.Id, y.Id);
}
