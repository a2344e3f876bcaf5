namespace Reliability.Incidents;

/// <summary>What became of the alerts of a message of Alertmanager.</summary>
public sealed record AlertmanagerReport
{
    /// <summary>
    /// Gets the number of alerts that were accepted, also of those that are ignored. Accepting the same again changes nothing.
    /// </summary>
    public required int AcceptedCount { get; init; }

    /// <summary>Gets the alerts that were rejected, and why, in the order of the message.</summary>
    public required IReadOnlyList<IncidentRejection> Rejected { get; init; }

    /// <summary>Gets the accepted alerts that opened and changed no incident, and why, in the order of the message.</summary>
    public IReadOnlyList<IncidentRejection> Ignored { get; init => field = value ?? []; } = [];
}
