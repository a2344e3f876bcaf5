using Reliability.Storage;

namespace Reliability.Incidents;

/// <summary>Postmortems, the latest draft first.</summary>
public sealed record PostmortemPage
{
    /// <summary>Gets the postmortems.</summary>
    public required IReadOnlyList<Postmortem> Postmortems { get; init; }

    /// <summary>Gets the number of postmortems that the query selects, of which only some may be here.</summary>
    public required int TotalCount { get; init; }

    /// <summary>Gets the documents that could not be read.</summary>
    public IReadOnlyList<UnreadableDocument> Unreadable { get; init => field = value ?? []; } = [];
}
