namespace Reliability.AspNetCore.Internal;

internal sealed record IncidentRejectionResource(int Line, string? Id, string Reason);
