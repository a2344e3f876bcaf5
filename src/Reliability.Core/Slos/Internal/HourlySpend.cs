using Reliability.Common;
using Reliability.Storage;

namespace Reliability.Slos.Internal;

/// <summary>The units of a budget that one hour counted, or one time slice if those are longer.</summary>
/// <param name="Start">When the hour starts.</param>
/// <param name="Hours">How long it lasts: 1, or the length of a longer slice.</param>
/// <param name="Total">The units of the hour: events, or time slices.</param>
/// <param name="Bad">The bad ones.</param>
internal readonly record struct HourlySpend(DateTimeOffset Start, int Hours, decimal Total, decimal Bad)
{
    public DateTimeOffset End => Start.AddHours(Hours);

    public double TotalPerHour => (double)Total / Hours;

    public double BadPerHour => (double)Bad / Hours;

    /// <summary>The measured hours of an objective's window, in time order. The last may not be over.</summary>
    public static List<HourlySpend> Of(SloDefinition slo, ReadOnlySpan<SeriesBucket> buckets, DateTimeOffset now)
    {
        TimeRange range = ErrorBudget.BucketsFor(slo, now);
        TimeSpan step =
            slo.Budgeting is TimeSliceBudgeting slices && slices.Length > TimeSpan.FromHours(1) ? slices.Length : TimeSpan.FromHours(1);
        var spends = new List<HourlySpend>();
        int first = 0;
        while (first < buckets.Length)
        {
            long group = buckets[first].Start.UtcTicks / step.Ticks;
            int end = first + 1;
            while (end < buckets.Length && buckets[end].Start.UtcTicks / step.Ticks == group)
            {
                end++;
            }

            if (buckets[first].Start >= range.Start && buckets[first].Start < range.End)
            {
                spends.Add(Fold(
                    slo,
                    buckets[first..end],
                    new DateTimeOffset(group * step.Ticks, TimeSpan.Zero),
                    (int)step.TotalHours,
                    range.End));
            }

            first = end;
        }

        return spends;
    }

    private static HourlySpend Fold(SloDefinition slo, ReadOnlySpan<SeriesBucket> hour, DateTimeOffset start, int hours, DateTimeOffset end)
    {
        if (slo.Budgeting is TimeSliceBudgeting slices)
        {
            var counter = new SliceCounter(slo, slices);
            foreach (ref readonly SeriesBucket bucket in hour)
            {
                counter.Add(in bucket);
            }

            SliceCounts counts = counter.Finish(hour[^1].Start)!.Value;
            return new HourlySpend(start, hours, counts.Total, counts.Total - counts.Good);
        }

        WindowTotals totals = WindowTotals.Over(hour, start, end);
        return new HourlySpend(start, hours, totals.Count, totals.Count - slo.Indicator.Credit(in totals));
    }
}
