namespace Reliability.Dashboard.Internal;

/// <summary>Who has a role in an incident.</summary>
internal sealed record IncidentRoleRow
{
    public required string Role { get; init; }

    public required string Name { get; init; }
}
