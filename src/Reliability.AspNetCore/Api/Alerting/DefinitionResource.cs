namespace Reliability.AspNetCore.Internal;

internal sealed record DefinitionResource(string Definition, IReadOnlyList<string> Processes);
