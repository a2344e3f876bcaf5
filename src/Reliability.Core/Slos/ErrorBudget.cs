using Reliability.Slos.Internal;
using Reliability.Storage;

namespace Reliability.Slos;

/// <summary>The arithmetic of error budgets: buckets in, status out. No clock, no I/O, no allocation per bucket.</summary>
public static class ErrorBudget
{
    /// <summary>The tier from which an objective's budget is counted: minutes for short windows and fine slices, else hours.</summary>
    /// <param name="slo">The objective.</param>
    public static SeriesResolution ResolutionFor(SloDefinition slo)
    {
        ArgumentNullException.ThrowIfNull(slo);
        return slo.Budgeting is TimeSliceBudgeting slices && slices.Length < TimeSpan.FromHours(1)
            ? SeriesResolution.Minute
            : BucketGrid.ResolutionFor(slo.Window.NominalLength);
    }

    /// <summary>The range of buckets that an objective's budget needs at a moment: the window up to then, its start aligned down to the tier.</summary>
    /// <param name="slo">The objective.</param>
    /// <param name="now">The moment.</param>
    public static TimeRange BucketsFor(SloDefinition slo, DateTimeOffset now)
    {
        SeriesResolution resolution = ResolutionFor(slo);
        DateTimeOffset end = resolution.StartOf(now) + resolution.Length();
        return new TimeRange(resolution.StartOf(slo.Window.At(now).Start), end);
    }

    /// <summary>How an objective's budget stands.</summary>
    /// <param name="slo">The objective.</param>
    /// <param name="buckets">The buckets of its series in <see cref="BucketsFor"/>, in time order, of the tier in <see cref="ResolutionFor"/>. Others are ignored.</param>
    /// <param name="now">The moment.</param>
    public static BudgetStatus Evaluate(SloDefinition slo, ReadOnlySpan<SeriesBucket> buckets, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(slo);
        now = now.ToUniversalTime();
        BudgetCount count = BudgetCount.Of(slo, buckets, now);
        TimeRange window = slo.Window.At(now);
        decimal bad = count.Total - count.Good;
        decimal allowed = Allowed(slo, count.Total);
        decimal? consumed = Consumed(slo, count.Total, bad, allowed);
        (BudgetState state, string? reason) = Judge(slo, in count, bad, allowed, consumed);
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
            Allowed = allowed,
            Sli = count.Total > 0 ? count.Good / count.Total : null,
            Consumed = consumed,
            BurnRate = count.Total > 0 && slo.ErrorBudget > 0 ? bad / count.Total / slo.ErrorBudget : null,
            Coverage = count.Coverage,
            LastObserved = count.LastObserved,
            Projected = Project(slo, in count, bad, window, now),
        };
    }

    private static decimal Allowed(SloDefinition slo, decimal total) =>
        slo.Indicator is ZeroToleranceIndicator zero ? zero.AllowedEvents : slo.ErrorBudget * total;

    private static decimal? Consumed(SloDefinition slo, decimal total, decimal bad, decimal allowed)
    {
        if (allowed > 0)
        {
            return total > 0 ? bad / allowed : null;
        }

        // Only zero tolerance without a single allowed event comes here with traffic.
        return total > 0 && bad == 0 && slo.Indicator is ZeroToleranceIndicator ? 0 : null;
    }

    private static (BudgetState State, string? Reason) Judge(
        SloDefinition slo, in BudgetCount count, decimal bad, decimal allowed, decimal? consumed)
    {
        if (count.ObservedBuckets == 0)
        {
            return (BudgetState.NoData, "Nothing was measured in the window.");
        }

        if (slo.Budgeting is TimeSliceBudgeting slices && count.Coverage < slices.CoverageFloor)
        {
            return (BudgetState.NoData, $"Only {count.Coverage:P1} of the time was measured; the coverage floor is {slices.CoverageFloor:P0}.");
        }

        if (count.Total == 0)
        {
            return (BudgetState.NoTraffic, "The time was measured, and nothing happened; there is no ratio of nothing.");
        }

        if (consumed is null)
        {
            return (BudgetState.Exhausted, $"Nothing may be lost, so a share spent is undefined; {bad:0.###} bad events.");
        }

        bool isSpent = bad >= allowed && bad > 0;
        return isSpent ? (BudgetState.Exhausted, null)
            : 1 - consumed < slo.AtRiskBelow ? (BudgetState.AtRisk, null)
            : (BudgetState.Healthy, null);
    }

    private static BudgetProjection? Project(SloDefinition slo, in BudgetCount count, decimal bad, TimeRange window, DateTimeOffset now)
    {
        if (slo.Window is not CalendarWindow || slo.ErrorBudget == 0 || count.Total == 0 || now <= window.Start)
        {
            return null;
        }

        decimal total = count.Total * window.Length.Ticks / (now - window.Start).Ticks;
        decimal allowed = slo.ErrorBudget * total;
        return new BudgetProjection { Total = total, Allowed = allowed, Consumed = bad / allowed };
    }
}
