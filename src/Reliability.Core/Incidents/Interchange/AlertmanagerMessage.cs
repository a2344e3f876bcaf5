using Reliability.Alerting;

namespace Reliability.Incidents;

/// <summary>The alerts of a webhook of Alertmanager, and those that were refused.</summary>
public sealed record AlertmanagerMessage
{
    /// <summary>Gets the transitions, in the order of the message.</summary>
    public required IReadOnlyList<AlertNotification> Notifications { get; init; }

    /// <summary>Gets the alerts that were refused, and why.</summary>
    public required IReadOnlyList<IncidentRefusal> Refused { get; init; }
}
