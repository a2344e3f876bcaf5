using Reliability.Storage;

namespace Reliability.Incidents;

/// <summary>What deployments broke: the incidents that are attributed to them, the latest start first.</summary>
public sealed record AttributedIncidentPage
{
    /// <summary>Gets the incidents.</summary>
    public required IReadOnlyList<AttributedIncident> Incidents { get; init; }

    /// <summary>
    /// Gets the number of all incidents that are attributed to the deployments. Those that started earliest are left out.
    /// </summary>
    public required int TotalCount { get; init; }

    /// <summary>Gets the documents that could not be read, with the reason. What they are attributed to is not known.</summary>
    public IReadOnlyList<UnreadableDocument> Unreadable { get; init => field = value ?? []; } = [];
}
