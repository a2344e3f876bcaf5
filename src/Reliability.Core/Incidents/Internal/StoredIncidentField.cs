namespace Reliability.Incidents.Internal;

/// <summary>The stored form of <see cref="IncidentFieldChange"/>.</summary>
internal sealed record StoredIncidentField
{
    public required string Field { get; init; }

    public string? From { get; init; }

    public string? To { get; init; }
}
