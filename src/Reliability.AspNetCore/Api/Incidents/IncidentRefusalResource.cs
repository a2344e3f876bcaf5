namespace Reliability.AspNetCore.Internal;

internal sealed record IncidentRefusalResource(int Line, string? Id, string Reason);
