using Reliability.Storage;

namespace Reliability.Incidents;

/// <summary>A version of the postmortem of an incident.</summary>
public sealed record Postmortem
{
    /// <summary>
    /// The maximum number of changes of the text. After so many, actions can still be changed and the postmortem finalised, up to twice
    /// this number.
    /// </summary>
    public const int MaxChanges = 500;

    /// <summary>Gets the service.</summary>
    public required string Service { get; init; }

    /// <summary>Gets the id of the incident, which is the id of the postmortem too.</summary>
    public required string IncidentId { get; init; }

    /// <summary>Gets what people write in it.</summary>
    public required PostmortemContent Content { get; init; }

    /// <summary>Gets the status.</summary>
    public required PostmortemStatus Status { get; init; }

    /// <summary>Gets every change, oldest first.</summary>
    public required IReadOnlyList<PostmortemChange> History { get; init; }

    /// <summary>Gets the ETag of this version.</summary>
    public required ETag ETag { get; init; }

    /// <summary>Gets the title.</summary>
    public string Title => Content.Title;

    /// <summary>Gets the number of changes.</summary>
    public int Revision => History.Count;

    /// <summary>Gets when it was drafted.</summary>
    public DateTimeOffset CreatedAt => History[0].At;

    /// <summary>Gets when it became final, or <see langword="null"/> while it is not.</summary>
    public DateTimeOffset? FinalizedAt => Status == PostmortemStatus.Final
        ? History.LastOrDefault(one => one.Kind == PostmortemChangeKind.Finalized)?.At
        : null;
}
