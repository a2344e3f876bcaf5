using Reliability.Common.Internal;
using Reliability.Slos.Internal;
using Reliability.Storage;

namespace Reliability.Slos;

/// <summary>The arithmetic of burn rates.</summary>
/// <remarks>Source: Google, The Site Reliability Workbook, chapter 5, "Alerting on SLOs".</remarks>
public static class BurnRate
{
    /// <summary>How fast a budget was spent over a window that ends now, in the units of the budget: events, or time slices.</summary>
    /// <param name="slo">The objective.</param>
    /// <param name="buckets">Buckets of its series that cover the window, in time order, each moment once; others are ignored.</param>
    /// <param name="window">
    /// The length of the window, a minute or more. It starts at a whole minute, beyond 3 days at a whole hour, and at a whole slice if the
    /// budget counts those.
    /// </param>
    /// <param name="now">The moment.</param>
    /// <param name="periodTotal">The units of the objective's whole window, for <see cref="BurnReading.BudgetShare"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="window"/> is shorter than a minute, or <paramref name="periodTotal"/> is negative.
    /// </exception>
    public static BurnReading Over(
        SloDefinition slo, ReadOnlySpan<SeriesBucket> buckets, TimeSpan window, DateTimeOffset now, decimal? periodTotal = null)
    {
        ArgumentNullException.ThrowIfNull(slo);
        Require.That(window >= TimeSpan.FromMinutes(1), window, "A window lasts at least a minute.", nameof(window));
        Require.That(periodTotal is not < 0, periodTotal, "A total is zero or more.", nameof(periodTotal));
        DateTimeOffset start = BucketGrid.StartOf(slo, now, window);
        if (slo.Budgeting is OccurrenceBudgeting)
        {
            WindowTotals totals = WindowTotals.Over(buckets, start, now);
            return Read(slo, window, in totals, periodTotal);
        }

        var slices = new BurnWindow(slo, window);
        foreach (ref readonly SeriesBucket bucket in buckets)
        {
            if (bucket.Start >= start && bucket.Start < now)
            {
                slices.Add(in bucket);
            }
        }

        return slices.At(now, periodTotal);
    }

    /// <summary>The time until a full budget is spent at a steady burn rate: period / burn rate.</summary>
    /// <param name="period">The length of the objective's window.</param>
    /// <param name="burnRate">The burn rate, above zero.</param>
    /// <returns>The time; <see langword="null"/> when it exceeds <see cref="TimeSpan.MaxValue"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="burnRate"/> is zero or negative.</exception>
    public static TimeSpan? TimeToExhaustion(TimeSpan period, decimal burnRate)
    {
        Require.That(burnRate > 0, burnRate, "A burn rate that exhausts a budget is above 0.", nameof(burnRate));
        return FractionOf(period, 1, burnRate);
    }

    /// <summary>The time until the rest of a budget is spent at a steady burn rate: remaining · period / burn rate.</summary>
    /// <param name="period">The length of the objective's window.</param>
    /// <param name="burnRate">The burn rate, above zero.</param>
    /// <param name="remaining">The share of the budget that remains; zero or less is spent already.</param>
    /// <returns>The time; <see langword="null"/> when it exceeds <see cref="TimeSpan.MaxValue"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="burnRate"/> is zero or negative.</exception>
    public static TimeSpan? TimeToExhaustion(TimeSpan period, decimal burnRate, decimal remaining)
    {
        Require.That(burnRate > 0, burnRate, "A burn rate that exhausts a budget is above 0.", nameof(burnRate));
        return remaining <= 0 ? TimeSpan.Zero : FractionOf(period, remaining, burnRate);
    }

    /// <summary>Reads events.</summary>
    internal static BurnReading Read(SloDefinition slo, TimeSpan window, in WindowTotals totals, decimal? periodTotal) =>
        Read(slo, window, totals.Count, totals.Count - slo.Indicator.Credit(in totals), totals.Buckets, periodTotal);

    internal static BurnReading Read(SloDefinition slo, TimeSpan window, decimal total, decimal bad, long observed, decimal? periodTotal)
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

    private static TimeSpan? FractionOf(TimeSpan period, decimal share, decimal burnRate)
    {
        double ticks = period.Ticks * (double)share / (double)burnRate;
        return ticks < TimeSpan.MaxValue.Ticks ? TimeSpan.FromTicks((long)(period.Ticks * share / burnRate)) : null;
    }
}
