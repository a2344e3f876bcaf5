namespace Reliability.Jobs.Internal;

/// <summary>How a process defines something.</summary>
internal sealed record DeclaredDefinition(string Kind, string Name, string Text);
