namespace Reliability.Incidents.Internal;

/// <summary>The stored form of <see cref="PostmortemEvidence"/>.</summary>
internal sealed record StoredEvidence
{
    public required string Title { get; init; }

    public string? Address { get; init; }
}
