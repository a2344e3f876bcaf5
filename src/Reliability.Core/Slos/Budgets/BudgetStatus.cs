using Reliability.Common;

namespace Reliability.Slos;

/// <summary>
/// How an error budget stands at one moment. Undefined numbers are <see langword="null"/>, and <see cref="Reason"/> says why; nothing is
/// NaN or infinite.
/// </summary>
/// <remarks>
/// allowed = (1 - target) · total; consumed = bad / allowed; remaining = 1 - consumed; burn rate = (bad / total) / (1 - target).
/// The unit of the counts is an event, or a time slice when the budget counts those; a scored event may be partly good.
/// </remarks>
public sealed record BudgetStatus
{
    /// <summary>The name of the objective.</summary>
    public required string Slo { get; init; }

    /// <summary>The service of the objective.</summary>
    public required string Service { get; init; }

    /// <summary>The moment of this status.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>The window: for a calendar window the whole period, of which the time up to <see cref="AsOf"/> has been counted.</summary>
    public required TimeRange Window { get; init; }

    /// <summary>The target in percent.</summary>
    public required decimal Target { get; init; }

    /// <summary>How the budget stands.</summary>
    public required BudgetState State { get; init; }

    /// <summary>Why the state is what it is, when the numbers do not say it.</summary>
    public string? Reason { get; init; }

    /// <summary>How many units were counted.</summary>
    public required decimal Total { get; init; }

    /// <summary>How many of them were good.</summary>
    public required decimal Good { get; init; }

    /// <summary>How many of them were bad: total - good.</summary>
    public decimal Bad => Total - Good;

    /// <summary>How many may be bad, given <see cref="Total"/>.</summary>
    public required decimal Allowed { get; init; }

    /// <summary>How many may still turn bad: allowed - bad; negative when overspent.</summary>
    public decimal RemainingUnits => Allowed - Bad;

    /// <summary>The share of good units, 0 to 1; <see langword="null"/> without any.</summary>
    public decimal? Sli { get; init; }

    /// <summary>The share of the budget that is spent; above 1 when overspent, <see langword="null"/> when undefined.</summary>
    public decimal? Consumed { get; init; }

    /// <summary>The share of the budget that remains: 1 - consumed; negative when overspent.</summary>
    public decimal? Remaining => 1 - Consumed;

    /// <summary>
    /// How many times faster than the target allows errors came in, over the window; <see langword="null"/> when undefined.
    /// </summary>
    public decimal? BurnRate { get; init; }

    /// <summary>
    /// Whether the share of good units reaches the target, or no more are bad than allowed; <see langword="null"/> without any.
    /// </summary>
    public bool? IsMet => Sli is { } sli ? sli * 100 >= Target || Bad <= Allowed : null;

    /// <summary>The share of the elapsed window that was measured, 0 to 1, in buckets (events) or slices.</summary>
    public required decimal Coverage { get; init; }

    /// <summary>When the newest bucket with data starts; <see langword="null"/> without any.</summary>
    public DateTimeOffset? LastObserved { get; init; }

    /// <summary>What the ledger changed: adjustments, excluded time, a reset; <see langword="null"/> when it changed nothing.</summary>
    public LedgerEffect? Ledger { get; init; }

    /// <summary>
    /// For a calendar window: the budget of the whole period if it goes on like this; <see langword="null"/> in its first minute.
    /// </summary>
    public BudgetProjection? Projected { get; init; }
}
