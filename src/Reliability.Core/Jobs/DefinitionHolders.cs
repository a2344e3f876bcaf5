namespace Reliability.Jobs;

/// <summary>The live processes that have one definition of something.</summary>
public sealed record DefinitionHolders
{
    /// <summary>The definition, in words.</summary>
    public required string Definition { get; init; }

    /// <summary>The processes, ordered by name.</summary>
    public required IReadOnlyList<string> Processes { get; init; }
}
