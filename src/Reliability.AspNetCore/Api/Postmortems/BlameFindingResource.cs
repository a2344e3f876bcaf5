namespace Reliability.AspNetCore.Internal;

/// <summary>A place in a text that blames somebody, or names a person.</summary>
internal sealed record BlameFindingResource(string Field, int Start, int Length, string Text, string Kind, string Suggestion);
