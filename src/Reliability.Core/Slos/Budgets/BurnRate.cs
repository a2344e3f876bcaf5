using Reliability.Common.Internal;
using Reliability.Slos.Internal;
using Reliability.Storage;

namespace Reliability.Slos;

/// <summary>Computes burn rates. All methods are pure.</summary>
/// <remarks>Source: Google, The Site Reliability Workbook, chapter 5, "Alerting on SLOs".</remarks>
public static class BurnRate
{
    /// <summary>
    /// Returns how fast a budget was consumed over a window that ends now, in the units of the budget: events or time slices.
    /// </summary>
    /// <param name="slo">The objective.</param>
    /// <param name="buckets">
    /// The buckets of its series that cover the window, in time order, without overlap. Other buckets are ignored, except that if the
    /// budget counts slices, an earlier bucket shows that the series was measured before the window, so that the unmeasured slices at its
    /// start count as <see cref="TimeSliceBudgeting.Missing"/> states.
    /// </param>
    /// <param name="window">
    /// The length of the window, 1 minute or more. The window starts at a whole minute, or at a whole hour if it is longer than 3 days, and
    /// at a whole slice if the budget counts slices.
    /// </param>
    /// <param name="now">The end of the window.</param>
    /// <param name="periodTotal">
    /// The total number of units in the window of the objective, which <see cref="BurnReading.BudgetShare"/> requires, or
    /// <see langword="null"/>.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="window"/> is shorter than 1 minute, or <paramref name="periodTotal"/> is negative.
    /// </exception>
    public static BurnReading Over(
        SloDefinition slo, ReadOnlySpan<SeriesBucket> buckets, TimeSpan window, DateTimeOffset now, decimal? periodTotal = null) =>
        Over(slo, buckets, window, now, periodTotal, ExcludedTime.None);

    /// <summary>Computes the reading with time that does not count. The buckets must not contain excluded time.</summary>
    internal static BurnReading Over(
        SloDefinition slo,
        ReadOnlySpan<SeriesBucket> buckets,
        TimeSpan window,
        DateTimeOffset now,
        decimal? periodTotal,
        ExcludedTime excluded)
    {
        ArgumentNullException.ThrowIfNull(slo);
        Check.That(window >= TimeSpan.FromMinutes(1), window, "The window must be at least 1 minute.", nameof(window));
        Check.That(periodTotal is not < 0, periodTotal, "The total must be 0 or more.", nameof(periodTotal));
        DateTimeOffset start = BucketGrid.StartOf(slo.Budgeting, now, window);
        if (slo.Budgeting is OccurrenceBudgeting)
        {
            WindowTotals totals = WindowTotals.Over(buckets, start, now);
            return BurnReading.Of(slo, window, in totals, periodTotal);
        }

        var slices = new BurnWindow(slo, window, excluded);
        foreach (ref readonly SeriesBucket bucket in BucketGrid.Within(slo.Budgeting, buckets, start, now))
        {
            slices.Add(in bucket);
        }

        return slices.At(now, periodTotal);
    }

    /// <summary>Returns the time until a full budget is exhausted at a constant burn rate: period / burn rate.</summary>
    /// <param name="period">The length of the objective's window.</param>
    /// <param name="burnRate">The burn rate, above 0.</param>
    /// <returns>The time, or <see langword="null"/> if it is longer than <see cref="TimeSpan.MaxValue"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="burnRate"/> is 0 or negative.</exception>
    public static TimeSpan? TimeToExhaustion(TimeSpan period, decimal burnRate)
    {
        Check.That(burnRate > 0, burnRate, "The burn rate must be above 0.", nameof(burnRate));
        return FractionOf(period, 1, burnRate);
    }

    /// <summary>Returns the time until the rest of a budget is exhausted at a constant burn rate: remaining · period / burn rate.</summary>
    /// <param name="period">The length of the objective's window.</param>
    /// <param name="burnRate">The burn rate, above 0.</param>
    /// <param name="remaining">
    /// The share of the budget that remains. If it is 0 or negative, the budget is already exhausted, and the time is 0.
    /// </param>
    /// <returns>The time, or <see langword="null"/> if it is longer than <see cref="TimeSpan.MaxValue"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="burnRate"/> is 0 or negative.</exception>
    public static TimeSpan? TimeToExhaustion(TimeSpan period, decimal burnRate, decimal remaining)
    {
        Check.That(burnRate > 0, burnRate, "The burn rate must be above 0.", nameof(burnRate));
        return remaining <= 0 ? TimeSpan.Zero : FractionOf(period, remaining, burnRate);
    }

    private static TimeSpan? FractionOf(TimeSpan period, decimal share, decimal burnRate)
    {
        double ticks = period.Ticks * (double)share / (double)burnRate;
        return ticks < TimeSpan.MaxValue.Ticks ? TimeSpan.FromTicks((long)(period.Ticks * share / burnRate)) : null;
    }
}
