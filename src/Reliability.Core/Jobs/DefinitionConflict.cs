namespace Reliability.Jobs;

/// <summary>Something that live processes define in more than one way. One definition answers; the others wait.</summary>
public sealed record DefinitionConflict
{
    /// <summary>The service.</summary>
    public required string Service { get; init; }

    /// <summary>What kind of thing it is, such as <c>objective</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Its name.</summary>
    public required string Item { get; init; }

    /// <summary>The definition that answers.</summary>
    public required string Answers { get; init; }

    /// <summary>Whether this process has the definition that answers.</summary>
    public required bool IsOurs { get; init; }

    /// <summary>Every definition with the processes that have it, the one that answers first.</summary>
    public required IReadOnlyList<DefinitionHolders> Definitions { get; init; }

    /// <summary>Why that definition answers.</summary>
    public required string Explanation { get; init; }
}
