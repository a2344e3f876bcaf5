using Reliability.Alerting;

namespace Reliability.Incidents;

/// <summary>The alerts of a webhook of Alertmanager, and those that were rejected.</summary>
public sealed record AlertmanagerMessage
{
    /// <summary>Gets the transitions, in the order of the message.</summary>
    public required IReadOnlyList<AlertNotification> Notifications { get; init; }

    /// <summary>Gets the alerts that were rejected, and why.</summary>
    public required IReadOnlyList<IncidentRejection> Rejected { get; init; }
}
