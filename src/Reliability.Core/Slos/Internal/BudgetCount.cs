using Reliability.Storage;

namespace Reliability.Slos.Internal;

/// <summary>The units of a budget in its window: events, or time slices.</summary>
internal readonly struct BudgetCount
{
    public decimal Total { get; private init; }

    public decimal Good { get; private init; }

    public decimal Coverage { get; private init; }

    public long ObservedBuckets { get; private init; }

    public DateTimeOffset? LastObserved { get; private init; }

    public static BudgetCount Of(SloDefinition slo, ReadOnlySpan<SeriesBucket> buckets, DateTimeOffset now)
    {
        TimeRange range = ErrorBudget.BucketsFor(slo, now);
        return slo.Budgeting is TimeSliceBudgeting slices
            ? OfSlices(slo, slices, buckets, range, now)
            : OfEvents(slo, buckets, range);
    }

    private static BudgetCount OfEvents(SloDefinition slo, ReadOnlySpan<SeriesBucket> buckets, TimeRange range)
    {
        WindowTotals totals = WindowTotals.Over(buckets, range.Start, range.End);
        long elapsed = range.Length.Ticks / ErrorBudget.ResolutionFor(slo).Length().Ticks;
        return new BudgetCount
        {
            Total = totals.Count,
            Good = slo.Indicator.Credit(in totals),
            Coverage = Math.Min(1, (decimal)totals.Buckets / elapsed),
            ObservedBuckets = totals.Buckets,
            LastObserved = totals.Last,
        };
    }

    private static BudgetCount OfSlices(
        SloDefinition slo, TimeSliceBudgeting slices, ReadOnlySpan<SeriesBucket> buckets, TimeRange range, DateTimeOffset now)
    {
        var counter = new SliceCounter(slo, slices);
        foreach (ref readonly SeriesBucket bucket in buckets)
        {
            if (bucket.Start >= range.Start && bucket.Start < range.End)
            {
                counter.Add(in bucket);
            }
        }

        return counter.Finish(now) is { } count
            ? new BudgetCount
            {
                Total = count.Total,
                Good = count.Good,
                Coverage = (decimal)count.Measured / count.Elapsed,
                ObservedBuckets = count.Measured,
                LastObserved = counter.LastObserved,
            }
            : default;
    }
}
