namespace Reliability.Dashboard.Internal;

/// <summary>An override of a gate that is in force.</summary>
internal sealed record OverrideRow
{
    public required string Id { get; init; }

    public required string By { get; init; }

    public required string Reason { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }
}
