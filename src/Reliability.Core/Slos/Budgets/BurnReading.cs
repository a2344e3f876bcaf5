using Reliability.Slos.Internal;

namespace Reliability.Slos;

/// <summary>The burn of an error budget over a recent window.</summary>
public sealed record BurnReading
{
    /// <summary>Gets the length of the window.</summary>
    public required TimeSpan Window { get; init; }

    /// <summary>Gets the number of units in the window: events, or time slices if the objective counts slices.</summary>
    public required decimal Total { get; init; }

    /// <summary>Gets the number of bad units.</summary>
    public required decimal Bad { get; init; }

    /// <summary>Gets the number of buckets in the window that were measured. If it is 0, nothing is known about the window.</summary>
    public required long ObservedBuckets { get; init; }

    /// <summary>Gets the share of bad units, 0 to 1, or <see langword="null"/> if there are no units.</summary>
    public decimal? ErrorRatio => Total > 0 ? Bad / Total : null;

    /// <summary>
    /// Gets the burn rate: the error ratio divided by the share that may be bad. A rate of 1 consumes exactly the budget over a whole
    /// period. It is <see langword="null"/> without units and for zero tolerance.
    /// </summary>
    public required decimal? BurnRate { get; init; }

    /// <summary>
    /// Gets the share of the whole period's budget that this window consumed, weighted by traffic: bad / ((1 - target) · total of the
    /// period). It is <see langword="null"/> if the total of the period is unknown or 0, or the target allows no bad units.
    /// </summary>
    public decimal? BudgetShare { get; init; }

    /// <summary>Computes the reading of a window whose units are events.</summary>
    internal static BurnReading Of(SloDefinition slo, TimeSpan window, in WindowTotals totals, decimal? periodTotal) =>
        Of(slo, window, totals.Count, totals.Count - slo.Indicator.Credit(in totals), totals.Buckets, periodTotal);

    /// <summary>Computes the reading of a window from its numbers of units.</summary>
    internal static BurnReading Of(SloDefinition slo, TimeSpan window, decimal total, decimal bad, long observed, decimal? periodTotal)
    {
        decimal budget = slo.ErrorBudget;
        return new BurnReading
        {
            Window = window,
            Total = total,
            Bad = bad,
            ObservedBuckets = observed,
            BurnRate = total > 0 && budget > 0 ? bad / total / budget : null,
            BudgetShare = periodTotal > 0 && budget > 0 ? bad / (budget * periodTotal) : null,
        };
    }
}
