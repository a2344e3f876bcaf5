namespace Reliability.AspNetCore.Internal;

internal sealed record DebtChangeBody
{
    public required string Reason { get; init; }

    public string? Id { get; init; }

    public string? Etag { get; init; }
}
