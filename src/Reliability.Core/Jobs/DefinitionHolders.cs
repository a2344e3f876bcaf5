namespace Reliability.Jobs;

/// <summary>The live processes that have one definition of something.</summary>
/// <param name="Definition">The definition, in words.</param>
/// <param name="Processes">The processes, ordered by name.</param>
public sealed record DefinitionHolders(string Definition, IReadOnlyList<string> Processes);
