namespace Reliability.AspNetCore.Internal;

/// <summary>The weight of a variant after a change.</summary>
internal sealed record ShareResource(string Key, double? Weight);
