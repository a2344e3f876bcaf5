namespace Reliability.AspNetCore.Internal;

internal sealed record TargetingResource(string Attribute, string Operator, IReadOnlyList<string> Values);
