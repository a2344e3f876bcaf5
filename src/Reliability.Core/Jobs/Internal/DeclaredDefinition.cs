namespace Reliability.Jobs.Internal;

/// <summary>How a process defines something, and which jobs it wants to be done for it.</summary>
internal sealed record DeclaredDefinition(string Kind, string Name, string Text, IReadOnlyList<string>? Jobs = null);
