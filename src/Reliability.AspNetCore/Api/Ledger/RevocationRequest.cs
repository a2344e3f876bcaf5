namespace Reliability.AspNetCore.Internal;

internal sealed record RevocationRequest
{
    public required string Reason { get; init; }
}
