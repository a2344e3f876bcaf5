namespace Reliability.AspNetCore.Internal;

internal sealed record AdjustmentRequest
{
    public required string Slo { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Reason { get; init; }

    public decimal Good { get; init; }

    public decimal Bad { get; init; }

    public decimal BudgetShare { get; init; }

    public string? Id { get; init; }
}
