namespace Reliability.AspNetCore.Internal;

internal sealed record IncidentRoleResource(string Role, string Name);
