namespace Reliability.AspNetCore.Internal;

internal sealed record DebtAcceptanceBody
{
    public required string Reason { get; init; }

    public required string Approver { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public string? Id { get; init; }

    public string? Etag { get; init; }
}
