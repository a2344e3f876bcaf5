namespace Reliability.AspNetCore.Internal;

internal sealed record ResetRequest
{
    public required string Slo { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Reason { get; init; }

    public string? Id { get; init; }
}
