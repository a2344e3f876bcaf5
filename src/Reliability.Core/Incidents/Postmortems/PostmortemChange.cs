namespace Reliability.Incidents;

/// <summary>An entry of the history of a postmortem.</summary>
public sealed record PostmortemChange
{
    /// <summary>Gets the number of the change: 1 for the draft, without gaps.</summary>
    public required int Revision { get; init; }

    /// <summary>Gets the <see cref="Common.ChangeRequest.Id"/> of the request that made the change.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the kind of the change.</summary>
    public required PostmortemChangeKind Kind { get; init; }

    /// <summary>Gets the author of the change.</summary>
    public required string By { get; init; }

    /// <summary>Gets the reason for the change.</summary>
    public required string Reason { get; init; }

    /// <summary>Gets the time of the change, in UTC to the microsecond.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Gets the fields that changed, in ordinal order.</summary>
    public IReadOnlyList<IncidentFieldChange> Fields { get; init => field = value ?? []; } = [];
}
