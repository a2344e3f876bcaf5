namespace Reliability.AspNetCore.Internal;

/// <summary>A stored experiment that this version cannot read.</summary>
internal sealed record UnreadableExperimentResource(string Key, string Reason);
