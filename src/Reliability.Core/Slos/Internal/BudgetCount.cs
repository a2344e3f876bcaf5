using Reliability.Common;
using Reliability.Storage;

namespace Reliability.Slos.Internal;

/// <summary>The units of a budget in its window: events, or time slices.</summary>
internal readonly struct BudgetCount
{
    public decimal Total { get; private init; }

    public decimal Good { get; private init; }

    /// <summary>Gets a value indicating whether there were events, and not only slices without any.</summary>
    public bool HasEvents { get; private init; }

    public decimal Coverage { get; private init; }

    public long ObservedBuckets { get; private init; }

    public DateTimeOffset? LastObserved { get; private init; }

    /// <summary>Gets a value indicating whether the whole window is excluded.</summary>
    public bool IsExcluded { get; private init; }

    public BudgetCount With(decimal total, decimal good) => this with { Total = total, Good = good };

    public static BudgetCount Of(SloDefinition slo, ReadOnlySpan<SeriesBucket> buckets, DateTimeOffset now, ExcludedTime excluded)
    {
        TimeRange range = BucketGrid.RangeOf(slo.Window, slo.Budgeting, now);
        return slo.Budgeting is TimeSliceBudgeting slices
            ? OfSlices(slo, slices, buckets, range, now, excluded)
            : OfEvents(slo, WindowTotals.Over(buckets, range.Start, range.End), range, excluded);
    }

    /// <summary>Counts the events of a window that the store has added up. Nothing is excluded, and no slices are counted.</summary>
    public static BudgetCount Of(SloDefinition slo, in SeriesSummary summary, DateTimeOffset now) =>
        OfEvents(slo, WindowTotals.Of(in summary), BucketGrid.RangeOf(slo.Window, slo.Budgeting, now), ExcludedTime.None);

    private static BudgetCount OfEvents(SloDefinition slo, in WindowTotals totals, TimeRange range, ExcludedTime excluded)
    {
        TimeSpan unit = BucketGrid.ResolutionFor(slo.Window, slo.Budgeting).Length();
        long elapsed = (range.Length.Ticks / unit.Ticks) - excluded.WholeUnits(range, unit);
        return new BudgetCount
        {
            Total = totals.Count,
            HasEvents = totals.Count > 0,
            Good = slo.Indicator.Credit(in totals),
            Coverage = elapsed > 0 ? Math.Min(1, (decimal)totals.Buckets / elapsed) : 0,
            ObservedBuckets = totals.Buckets,
            LastObserved = totals.Last,
            IsExcluded = elapsed == 0,
        };
    }

    private static BudgetCount OfSlices(
        SloDefinition slo,
        TimeSliceBudgeting slices,
        ReadOnlySpan<SeriesBucket> buckets,
        TimeRange range,
        DateTimeOffset now,
        ExcludedTime excluded)
    {
        var counter = new SliceCounter(slo, slices);
        foreach (ref readonly SeriesBucket bucket in buckets)
        {
            if (bucket.Start >= range.Start && bucket.Start < range.End)
            {
                counter.Add(in bucket);
            }
        }

        return counter.Finish(now, excluded) is { } count
            ? new BudgetCount
            {
                Total = count.Total,
                HasEvents = counter.HasEvents,
                Good = count.Good,
                Coverage = count.Elapsed > 0 ? (decimal)count.Measured / count.Elapsed : 0,
                ObservedBuckets = count.Measured,
                LastObserved = counter.LastObserved,
            }
            : new BudgetCount { IsExcluded = excluded.Covers(range.Start, range.Length) };
    }
}
