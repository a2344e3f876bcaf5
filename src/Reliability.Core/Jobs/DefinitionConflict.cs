namespace Reliability.Jobs;

/// <summary>A subject that live processes define in different ways. One definition is in force, and the others have no effect.</summary>
public sealed record DefinitionConflict
{
    /// <summary>Gets the service.</summary>
    public required string Service { get; init; }

    /// <summary>Gets the kind of the subject, such as <c>objective</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Gets the name of the subject.</summary>
    public required string Item { get; init; }

    /// <summary>Gets the definition that is in force.</summary>
    public required string Answers { get; init; }

    /// <summary>Gets a value indicating whether this process has the definition that is in force.</summary>
    public required bool IsOurs { get; init; }

    /// <summary>Gets every definition with the processes that have it, the one that is in force first.</summary>
    public required IReadOnlyList<DefinitionHolders> Definitions { get; init; }

    /// <summary>Gets the reason why that definition is in force.</summary>
    public required string Explanation { get; init; }
}
