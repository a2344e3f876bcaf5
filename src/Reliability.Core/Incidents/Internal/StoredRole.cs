namespace Reliability.Incidents.Internal;

/// <summary>The stored form of <see cref="IncidentRole"/>.</summary>
internal sealed record StoredRole
{
    public required string Role { get; init; }

    public required string Name { get; init; }
}
