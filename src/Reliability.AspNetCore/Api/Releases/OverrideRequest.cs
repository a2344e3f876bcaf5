namespace Reliability.AspNetCore.Internal;

internal sealed record OverrideRequest
{
    public required string Reason { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public string? Id { get; init; }
}
