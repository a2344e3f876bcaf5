namespace Reliability.Incidents.Internal;

/// <summary>The delivery of one reminder.</summary>
internal sealed record StoredReminder
{
    /// <summary>Gets the id of the notification, which an action has for each due date.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the notifiers to which it was delivered, or which failed too often.</summary>
    public required IReadOnlyList<string> Done { get; init; }

    /// <summary>Gets the number of attempts for those to which it is not delivered.</summary>
    public int Attempts { get; init; }
}
