namespace Reliability.AspNetCore.Internal;

internal sealed record LayerResource(string Layer, double? From, double? To);
