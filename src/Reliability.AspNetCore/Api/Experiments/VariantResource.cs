namespace Reliability.AspNetCore.Internal;

internal sealed record VariantResource(string Key, string DisplayName, double? Weight, string? Payload);
