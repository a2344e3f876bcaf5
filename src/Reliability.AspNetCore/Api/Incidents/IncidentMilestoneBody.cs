namespace Reliability.AspNetCore.Internal;

/// <summary>Sets a milestone, or removes it without a time.</summary>
internal sealed record IncidentMilestoneBody
{
    public required string Milestone { get; init; }

    public required string Reason { get; init; }

    public DateTimeOffset? At { get; init; }

    public bool IsEstimate { get; init; }

    public string? Id { get; init; }

    public string? Etag { get; init; }
}
