namespace Reliability.AspNetCore.Internal;

internal sealed record ShiftAcceptanceRequest
{
    /// <summary>The time of the shift, or a time within its interval.</summary>
    public required DateTimeOffset At { get; init; }

    public required string Reason { get; init; }

    public string? Id { get; init; }
}
