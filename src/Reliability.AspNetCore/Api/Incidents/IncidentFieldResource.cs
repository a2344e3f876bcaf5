namespace Reliability.AspNetCore.Internal;

internal sealed record IncidentFieldResource(string Field, string? From, string? To);
