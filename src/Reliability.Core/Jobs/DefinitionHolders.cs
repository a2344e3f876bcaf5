namespace Reliability.Jobs;

/// <summary>The live processes that have the same definition of a subject.</summary>
public sealed record DefinitionHolders
{
    /// <summary>Gets the definition as text.</summary>
    public required string Definition { get; init; }

    /// <summary>Gets the processes, ordered by name.</summary>
    public required IReadOnlyList<string> Processes { get; init; }
}
