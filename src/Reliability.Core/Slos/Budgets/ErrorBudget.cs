using Reliability.Common.Internal;
using Reliability.Common;
using Reliability.Slos.Internal;
using Reliability.Storage;

namespace Reliability.Slos;

/// <summary>Computes error budgets from buckets. All methods are pure: no clock, no I/O, no allocation per bucket.</summary>
public static class ErrorBudget
{
    /// <summary>
    /// Returns the tier from which the budget of an objective is counted: minutes for windows of up to 3 days and for slices shorter than
    /// an hour, otherwise hours.
    /// </summary>
    /// <param name="slo">The objective.</param>
    public static SeriesResolution ResolutionFor(SloDefinition slo)
    {
        ArgumentNullException.ThrowIfNull(slo);
        return BucketGrid.ResolutionFor(slo.Window, slo.Budgeting);
    }

    /// <summary>
    /// Returns the range of buckets that the budget of an objective requires: the window at that time, with its start aligned down to the
    /// tier.
    /// </summary>
    /// <param name="slo">The objective.</param>
    /// <param name="now">The time of the evaluation.</param>
    public static TimeRange BucketsFor(SloDefinition slo, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(slo);
        return BucketGrid.RangeOf(slo.Window, slo.Budgeting, now);
    }

    /// <summary>Returns the status of the budget of an objective.</summary>
    /// <param name="slo">The objective.</param>
    /// <param name="buckets">
    /// The buckets of its series within <see cref="BucketsFor"/>, in time order, of the tier <see cref="ResolutionFor"/>. Other buckets are
    /// ignored.
    /// </param>
    /// <param name="now">The time of the evaluation.</param>
    public static BudgetStatus Evaluate(SloDefinition slo, ReadOnlySpan<SeriesBucket> buckets, DateTimeOffset now) =>
        Evaluate(slo, buckets, now, LedgerView.Empty);

    /// <summary>Returns the status of a budget with the corrections of its ledger. The buckets must not contain excluded time.</summary>
    internal static BudgetStatus Evaluate(
        SloDefinition slo,
        ReadOnlySpan<SeriesBucket> buckets,
        DateTimeOffset now,
        LedgerView ledger,
        int hoursCountedWhole = 0)
    {
        ArgumentNullException.ThrowIfNull(slo);
        return Evaluate(
            new SloMoment(slo, now, ledger), BudgetCount.Of(slo, buckets, now.ToUniversalTime(), ledger.NotCounted), hoursCountedWhole);
    }

    /// <summary>Returns the status of a budget whose units are counted.</summary>
    internal static BudgetStatus Evaluate(SloMoment moment, BudgetCount count, int hoursCountedWhole)
    {
        (SloDefinition slo, DateTimeOffset now, LedgerView ledger) = moment;
        now = now.ToUniversalTime();
        count = Adjust(slo, count, ledger.Corrections);
        TimeRange window = slo.Window.At(now);
        decimal bad = count.Total - count.Good;
        decimal allowed = Allowed(slo, count.Total);
        decimal? consumed = Consumed(slo, count.Total, bad, allowed);
        (BudgetState state, string? reason) = StateOf(slo, in count, bad, allowed, consumed);
        return new BudgetStatus
        {
            Slo = slo.Name,
            Service = slo.Service,
            AsOf = now,
            Window = window,
            Target = slo.Target,
            State = state,
            Reason = reason,
            Total = count.Total,
            Good = count.Good,
            HasEvents = count.HasEvents || ledger.Corrections.Good + ledger.Corrections.Bad > 0,
            Allowed = allowed,
            Sli = count.Total > 0 ? count.Good / count.Total : null,
            ScoreScale = slo.Indicator is ScoreIndicator score ? (decimal)score.Scale : null,
            Consumed = consumed,
            BurnRate = count.Total > 0 && slo.ErrorBudget > 0 ? bad / count.Total / slo.ErrorBudget : null,
            Coverage = count.Coverage,
            LastObserved = count.LastObserved,
            Projected = Project(slo, in count, bad, window, now),
            Ledger = Effect(ledger, BucketsFor(slo, now), hoursCountedWhole),
        };
    }

    /// <summary>Applies the manual adjustments. No count becomes negative, and the good units never exceed the total.</summary>
    private static BudgetCount Adjust(SloDefinition slo, BudgetCount count, BudgetCorrections ledger)
    {
        if (ledger is { Good: 0, Bad: 0, BudgetShare: 0 })
        {
            return count;
        }

        decimal total = Math.Max(0, count.Total + ledger.Good + ledger.Bad);
        decimal good = Math.Clamp(count.Good + ledger.Good, 0, total);
        return count.With(total, Math.Clamp(good + (ledger.BudgetShare * Allowed(slo, total)), 0, total));
    }

    private static LedgerEffect? Effect(LedgerView view, TimeRange range, int hoursCountedWhole)
    {
        BudgetCorrections ledger = view.Corrections;
        TimeSpan excluded = view.Excluded.Length(range);
        return excluded == TimeSpan.Zero && ledger is { CountsFrom: null, Good: 0, Bad: 0, BudgetShare: 0 }
            ? null
            : new LedgerEffect
            {
                Good = ledger.Good,
                Bad = ledger.Bad,
                BudgetShare = ledger.BudgetShare,
                ExcludedTime = excluded,
                CountsFrom = ledger.CountsFrom,
                HoursCountedWhole = hoursCountedWhole,
            };
    }

    /// <summary>Returns the number of units that may be bad, given the total.</summary>
    internal static decimal Allowed(SloDefinition slo, decimal total) =>
        slo.Indicator is ZeroToleranceIndicator zero ? zero.AllowedEvents : slo.ErrorBudget * total;

    private static decimal? Consumed(SloDefinition slo, decimal total, decimal bad, decimal allowed)
    {
        if (allowed > 0)
        {
            return total > 0 ? bad / allowed : null;
        }

        // With traffic, only a zero-tolerance budget of 0 events reaches this line.
        return total > 0 && bad == 0 && slo.Indicator is ZeroToleranceIndicator ? 0 : null;
    }

    private static (BudgetState State, string? Reason) StateOf(
        SloDefinition slo, in BudgetCount count, decimal bad, decimal allowed, decimal? consumed)
    {
        if (count.ObservedBuckets == 0)
        {
            return count.IsExcluded
                ? (BudgetState.NoTraffic, "The whole window is excluded.")
                : (BudgetState.NoData, "Nothing was measured in the window.");
        }

        if (consumed is not null && bad >= allowed && bad > 0)
        {
            // The units that are known to be bad exhaust the budget by themselves, even if coverage is low.
            return (BudgetState.Exhausted, null);
        }

        if (slo.Budgeting is TimeSliceBudgeting slices && count.Coverage < slices.MinCoverageShare)
        {
            return (BudgetState.NoData,
                Check.Text(
                    $"Only {count.Coverage * 100:0.#} % of the time was measured; the coverage floor is "
                    + $"{slices.MinCoverageShare * 100:0.#} %."));
        }

        if (count.Total == 0)
        {
            return (BudgetState.NoTraffic, "The window was measured and has no events, so the SLI is undefined.");
        }

        if (consumed is null)
        {
            return (BudgetState.Exhausted,
                Check.Text($"No bad event is allowed, so the consumed share is undefined. Bad events: {bad:0.###}."));
        }

        return 1 - consumed < slo.AtRiskBelow ? (BudgetState.AtRisk, null)
            : (BudgetState.Healthy, null);
    }

    private static BudgetProjection? Project(SloDefinition slo, in BudgetCount count, decimal bad, TimeRange window, DateTimeOffset now)
    {
        if (slo.Window is not CalendarWindow || slo.ErrorBudget == 0 || count.Total == 0 || now - window.Start < TimeSpan.FromMinutes(1))
        {
            return null;
        }

        decimal total = count.Total * Minutes(window.Length) / Minutes(now - window.Start);
        decimal allowed = slo.ErrorBudget * total;
        return new BudgetProjection { Total = total, Allowed = allowed, Consumed = bad / allowed };
    }

    private static decimal Minutes(TimeSpan duration) => (decimal)duration.Ticks / TimeSpan.TicksPerMinute;
}
