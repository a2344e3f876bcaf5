using Reliability.Storage;

namespace Reliability.Incidents;

/// <summary>Actions, those first that are due first; those without a date are last.</summary>
public sealed record ActionPage
{
    /// <summary>Gets the actions.</summary>
    public required IReadOnlyList<TrackedAction> Actions { get; init; }

    /// <summary>Gets the number of actions that the query selects, of which only some may be here.</summary>
    public required int TotalCount { get; init; }

    /// <summary>Gets how many of the selected ones are overdue.</summary>
    public required int OverdueCount { get; init; }

    /// <summary>Gets the documents that could not be read, so that their actions are unknown.</summary>
    public IReadOnlyList<UnreadableDocument> Unreadable { get; init => field = value ?? []; } = [];
}
