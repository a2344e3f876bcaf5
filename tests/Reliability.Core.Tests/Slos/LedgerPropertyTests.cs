using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Reliability.Common;
using Reliability.Core.Tests.Doubles;
using Reliability.Slos;
using Reliability.Slos.Internal;
using Reliability.Storage;

namespace Reliability.Core.Tests.Slos;

public sealed class LedgerPropertyTests
{
    private static readonly DateTimeOffset Now = Bucket.Hour(24 * 5);
    private static readonly SloDefinition Slo = SloDefinition.Availability("checkout", 99m) with { Service = "shop" };

    private static readonly Gen<TimeRange> Range =
        Gen.Select(
            Gen.Int[0, 5 * 24 * 60],
            Gen.OneOf(Gen.Int[1, 90], Gen.Int[1, 3000]),
            (from, length) => new TimeRange(Bucket.Minute(from), Bucket.Minute(from + length)));

    [Fact]
    public void Excluded_time_agrees_with_a_set_of_minutes() =>
        Gen.Select(Range.Array[0, 8], Range, Gen.OneOfConst(1, 5, 60, 240)).Sample((ranges, asked, unit) =>
    {
        var excluded = ExcludedTime.Of(ranges);
        HashSet<long> set = [.. ranges.SelectMany(Minutes)];
        TimeSpan length = TimeSpan.FromMinutes(unit);
        long firstUnit = (asked.Start.UtcTicks + length.Ticks - 1) / length.Ticks;
        bool units = excluded.WholeUnits(asked, length) == Enumerable.Range(0, 10_000).Select(i => firstUnit + i)
            .TakeWhile(i => (i + 1) * length.Ticks <= asked.End.UtcTicks)
            .Count(i =>
                Minutes(new TimeRange(
                    new DateTimeOffset(i * length.Ticks, TimeSpan.Zero),
                    new DateTimeOffset((i + 1) * length.Ticks, TimeSpan.Zero)))
                    .All(set.Contains));
        var hours = new TimeRange(SeriesResolution.Hour.StartOf(asked.Start), SeriesResolution.Hour.StartOf(asked.End));
        IEnumerable<DateTimeOffset> partial = Minutes(hours).GroupBy(minute => minute / 60)
            .Where(hour => hour.Count(set.Contains) is > 0 and < 60)
            .Select(hour => new DateTimeOffset(hour.Key * TimeSpan.TicksPerHour, TimeSpan.Zero));
        return units
            && excluded.Covers(asked.Start, asked.Length) == Minutes(asked).All(set.Contains)
            && excluded.Touches(asked.Start, asked.Length) == Minutes(asked).Any(set.Contains)
            && excluded.Length(asked) == TimeSpan.FromMinutes(Minutes(asked).Count(set.Contains))
            && excluded.PartialHours(hours).SequenceEqual(partial);
    });

    [Fact]
    public void A_budget_with_exclusions_is_the_budget_of_the_other_minutes() =>
        Gen.Select(Range.Array[1, 5], Gen.Int[0, 100].Array[24 * 60]).Sample(
        (ranges, bad) =>
        {
            var series = new InMemorySeriesStore();
            var rest = new InMemorySeriesStore();
            var excluded = ExcludedTime.Of(ranges);
            for (int minute = 0; minute < bad.Length * 5; minute += 5)
            {
                SeriesBucket bucket = Bucket.At(Bucket.Minute(minute), 100, bad[minute / 5]);
                series.Put(Slo, bucket);
                if (!excluded.Covers(bucket.Start, TimeSpan.FromMinutes(1)))
                {
                    rest.Put(Slo, bucket);
                }
            }

            using var store = new InMemoryStore();
            var time = new FakeTimeProvider(Now);
            var ledger = new BudgetLedger(series, store.Documents, store.Events, [Slo], time);
            foreach (TimeRange range in ranges)
            {
                Wait(ledger.ExcludeAsync(BudgetLedgerTests.Exclusion(range.Start, range.End)));
            }

            BudgetStatus status = Wait(new ErrorBudgets(series, [Slo], time, corrections: ledger).GetStatusAsync("checkout"));
            BudgetStatus expected = Wait(new ErrorBudgets(rest, [Slo], time).GetStatusAsync("checkout"));
            return (status.Total, status.Bad, status.Consumed) == (expected.Total, expected.Bad, expected.Consumed);
        },
        iter: 100);

    [Fact]
    public void However_the_ledger_is_read_it_says_the_same() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[-50, 50], Gen.Int[0, 3], Gen.Int[0, 20]).Array[1, 15].Sample(
        steps =>
        {
            var series = new InMemorySeriesStore();
            series.Put(Slo, Bucket.Minutes(600, minute => (100, minute % 7)));
            using var store = new InMemoryStore();
            var time = new FakeTimeProvider(Now);
            BudgetLedger[] processes = [Open(), Open(), Open()];
            List<(DateTimeOffset At, BudgetStatus Status)> known = [];
            decimal adjusted = 0;
            foreach ((int kind, int amount, int process, int seconds) in steps)
            {
                BudgetLedger ledger = processes[process % 3];
                if (kind == 0 || amount == 0)
                {
                    Wait(ledger.ExcludeAsync(BudgetLedgerTests.Exclusion(Bucket.Hour(process), Bucket.Hour(process + 1))));
                }
                else if (kind == 1
                    && Wait(ledger.GetEntriesAsync("shop")).FirstOrDefault(entry => entry.Kind == LedgerEntryKind.Exclusion) is { } entry)
                {
                    Wait(ledger.RevokeAsync(new LedgerRevocation { Service = "shop", EntryId = entry.Id, By = "bob", Reason = "no" }));
                }
                else
                {
                    adjusted += amount;
                    Wait(ledger.AdjustAsync(new BudgetAdjustment
                    {
                        Slo = "checkout",
                        At = Bucket.Hour(1),
                        Bad = amount,
                        By = "ada",
                        Reason = "so",
                    }));
                }

                BudgetStatus mine = Wait(Budgets(ledger).GetStatusAsync("checkout"));
                if (mine != Wait(Budgets(Open()).GetStatusAsync("checkout")) || (mine.Ledger?.Bad ?? 0) != adjusted)
                {
                    return false;
                }

                known.Add((time.GetUtcNow(), mine));
                time.Advance(TimeSpan.FromSeconds(1 + seconds));
            }

            return known.All(one => Wait(Budgets(processes[0]).ReplayAsync("checkout", one.At)) == one.Status);

            BudgetLedger Open() => new(series, store.Documents, store.Events, [Slo], time);

            ErrorBudgets Budgets(BudgetLedger ledger) => new(series, [Slo], time, corrections: ledger);
        },
        iter: 200);

    private static IEnumerable<long> Minutes(TimeRange range)
    {
        for (long minute = range.Start.UtcTicks / TimeSpan.TicksPerMinute; minute < range.End.UtcTicks / TimeSpan.TicksPerMinute; minute++)
        {
            yield return minute;
        }
    }

    private static T Wait<T>(ValueTask<T> task) => task.AsTask().GetAwaiter().GetResult();
}
