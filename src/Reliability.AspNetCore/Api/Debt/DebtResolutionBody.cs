namespace Reliability.AspNetCore.Internal;

internal sealed record DebtResolutionBody
{
    public required string Reason { get; init; }

    public string? Notes { get; init; }

    public string? Id { get; init; }

    public string? Etag { get; init; }
}
