namespace Reliability.AspNetCore.Internal;

/// <summary>Resolves an incident.</summary>
internal sealed record IncidentResolutionBody
{
    public required string Reason { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }

    public string? CauseClass { get; init; }

    public string? Impact { get; init; }

    public string? Id { get; init; }

    public string? Etag { get; init; }
}
