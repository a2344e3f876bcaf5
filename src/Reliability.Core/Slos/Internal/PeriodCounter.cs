using Reliability.Common;
using Reliability.Storage;

namespace Reliability.Slos.Internal;

/// <summary>Counts the units of a budget in each period of a history. No clock, no I/O.</summary>
internal static class PeriodCounter
{
    /// <summary>Counts events from buckets of which each lies within one period.</summary>
    public static PeriodCount[] OfEvents(SloDefinition slo, IReadOnlyList<TimeRange> periods, ReadOnlySpan<SeriesBucket> buckets)
    {
        var totals = new WindowTotals[periods.Count];
        Add(totals, periods, buckets);
        return Array.ConvertAll(totals, one => Count(slo, one, one.Buckets > 0));
    }

    /// <summary>
    /// Counts events from days, whose hours with excluded time are replaced by what counts of them. An hour over which a day begins belongs
    /// to the day in which it starts.
    /// </summary>
    public static PeriodCount[] OfDays(
        SloDefinition slo,
        IReadOnlyList<TimeRange> periods,
        ReadOnlySpan<SeriesBucket> days,
        ReadOnlySpan<SeriesBucket> touched,
        ReadOnlySpan<SeriesBucket> counted,
        ExcludedTime excluded,
        DateTimeOffset now)
    {
        var totals = new WindowTotals[periods.Count];
        var without = new WindowTotals[periods.Count];
        var rest = new WindowTotals[periods.Count];
        Add(totals, periods, days);
        Add(without, periods, touched);
        Add(rest, periods, counted);
        var counts = new PeriodCount[periods.Count];
        for (int i = 0; i < counts.Length; i++)
        {
            bool isMeasured = totals[i].Buckets > 0 && !excluded.Covers(periods[i].Start, Elapsed(periods[i], now).Length);

            // The days and the hours were read one after the other, so that late events may be in one of them only.
            long count = Math.Max(0, totals[i].Count - without[i].Count + rest[i].Count);
            counts[i] = Count(
                slo,
                new WindowTotals
                {
                    Count = count,
                    Good = Math.Clamp(totals[i].Good - without[i].Good + rest[i].Good, 0, count),
                    ScaledSum = totals[i].ScaledSum - without[i].ScaledSum + rest[i].ScaledSum,
                },
                isMeasured);
        }

        return counts;
    }

    /// <summary>Counts slices as <see cref="SliceCounter"/> does, each in the period in which it starts.</summary>
    public static PeriodCount[] OfSlices(
        SloDefinition slo,
        TimeSliceBudgeting slices,
        IReadOnlyList<TimeRange> periods,
        ReadOnlySpan<SeriesBucket> buckets,
        DateTimeOffset now,
        ExcludedTime excluded)
    {
        var good = new long[periods.Count];
        var bad = new long[periods.Count];
        var counts = new PeriodCount[periods.Count];
        long length = slices.Length.Ticks;
        long first = -1;
        long last = -1;
        for (int start = 0; start < buckets.Length;)
        {
            last = buckets[start].Start.UtcTicks / length;
            first = first < 0 ? last : first;
            var totals = default(WindowTotals);
            int end = start;
            for (; end < buckets.Length && buckets[end].Start.UtcTicks / length == last; end++)
            {
                totals.Add(in buckets[end]);
                counts[Math.Max(0, HistoryGrid.PlaceOf(periods, buckets[end].Start))] = new PeriodCount(0, 0, IsMeasured: true);
            }

            if (totals.Count > 0)
            {
                int place = Math.Max(0, HistoryGrid.PlaceOf(periods, new DateTimeOffset(last * length, TimeSpan.Zero)));
                (slices.IsGood(slo.Indicator, in totals) ? good : bad)[place]++;
            }

            start = end;
        }

        if (first < 0)
        {
            return counts;
        }

        // The running slice counts once somebody measured in it, as in the budget.
        DateTimeOffset until = periods[^1].End < now ? periods[^1].End : now;
        last = Math.Max((until.UtcTicks / length) - 1, last);
        for (int i = 0; i < counts.Length; i++)
        {
            long from = i == 0 ? first : Math.Max(first, SliceFrom(periods[i].Start));
            long to = i == counts.Length - 1 ? last + 1 : Math.Min(last + 1, SliceFrom(periods[i].End));
            long elapsed = to <= from ? 0 : to - from - excluded.WholeUnits(new TimeRange(At(from), At(to)), slices.Length);
            long missing = elapsed - good[i] - bad[i];
            counts[i] = counts[i] with
            {
                Total = slices.Missing == MissingSlice.Exclude ? good[i] + bad[i] : elapsed,
                Good = good[i] + (slices.Missing == MissingSlice.Good ? missing : 0),
            };
        }

        return counts;

        long SliceFrom(DateTimeOffset at) => (at.UtcTicks + length - 1) / length;

        DateTimeOffset At(long slice) => new(slice * length, TimeSpan.Zero);
    }

    /// <summary>Returns the part of a period that is over; all of it if it starts now.</summary>
    public static TimeRange Elapsed(TimeRange period, DateTimeOffset now) =>
        now > period.Start && now < period.End ? period with { End = now } : period;

    private static void Add(WindowTotals[] totals, IReadOnlyList<TimeRange> periods, ReadOnlySpan<SeriesBucket> buckets)
    {
        foreach (ref readonly SeriesBucket bucket in buckets)
        {
            if (HistoryGrid.PlaceOf(periods, bucket.Start) is >= 0 and int place)
            {
                totals[place].Add(in bucket);
            }
        }
    }

    private static PeriodCount Count(SloDefinition slo, in WindowTotals totals, bool isMeasured) =>
        new(totals.Count, slo.Indicator.Credit(in totals), isMeasured);
}
