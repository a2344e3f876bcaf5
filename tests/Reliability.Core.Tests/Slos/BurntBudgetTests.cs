using Reliability.Common;
using Reliability.Core.Tests.Doubles;
using Reliability.Slos;
using Reliability.Slos.Internal;
using Reliability.Storage;

namespace Reliability.Core.Tests.Slos;

public sealed class BurntBudgetTests
{
    private const decimal Rounding = 0.000_000_001m;

    /// <summary>
    /// The definition: the bad units of the window with the minutes of the ranges, less those without them, for all kinds of objectives and
    /// ranges that overlap.
    /// </summary>
    [Fact]
    public void What_ranges_burnt_is_the_difference_of_bad_units_with_and_without_their_minutes() => HistoryScene.Sample(
        scene =>
        {
            DateTimeOffset now = HistoryScene.Now;
            TimeRange window = ErrorBudget.BucketsFor(scene.Slo, now);
            SeriesBucket[] minutes =
            [
                .. scene.Series.Minutes(scene.Slo.SeriesId).Where(minute => minute.Start >= window.Start && minute.Start < window.End),
            ];
            var view = new LedgerView(HistoryScene.Wait(
                ((IBudgetCorrections)scene.Ledger).GetAsync(scene.Slo, now, window, null, CancellationToken.None)));
            int seed = minutes.Length;
            TimeRange[] ranges =
            [
                .. Enumerable.Range(1, 3).Select(i => now.AddMinutes(-(((seed * 37 * i) % 1400) + 1)))
                    .Select((start, i) => new TimeRange(start, start.AddMinutes((seed * (i + 3) % 200) + 1)))
                    .Where(range => range.Start >= window.Start && range.End <= now),
            ];

            BurntBudget burnt = HistoryScene.Wait(scene.Budgets.GetBurntBudgetsAsync([scene.Slo.Name], ranges))[0];

            decimal expected = Bad(view.Excluded, []) - Bad(view.Excluded, ranges);
            return !burnt.IsEstimate && Math.Abs(burnt.Bad - Math.Max(0, expected)) < Rounding;

            decimal Bad(ExcludedTime notCounted, TimeRange[] without)
            {
                var taken = ExcludedTime.Of(without);
                SeriesBucket[] rest =
                [
                    .. minutes.Where(minute =>
                        !notCounted.Covers(minute.Start, TimeSpan.FromMinutes(1)) && !taken.Covers(minute.Start, TimeSpan.FromMinutes(1))),
                ];
                var excluded = ExcludedTime.Of([.. notCounted.Parts(), .. without]);
                BudgetCount count = BudgetCount.Of(scene.Slo, rest, now, excluded);
                return count.Total - count.Good;
            }
        });

    [Fact]
    public async Task Minutes_in_two_ranges_count_once_and_time_ahead_not_at_all()
    {
        ErrorBudgets budgets = Of(out SloDefinition slo, minute => minute is >= 60 and < 90 ? (100, 40) : (100, 0), minutes: 120);
        BurntBudget burnt = (await budgets.GetBurntBudgetsAsync(
            [slo.Name],
            [Range(60, 80), Range(70, 90), Range(85, 500)]))[0];
        (burnt.Bad, burnt.BadEvents, burnt.IsEstimate, burnt.CountsEvents).Should().Be((30 * 40, 30 * 40, false, true));
        burnt.Allowed.Should().Be(120 * 100 * 0.01m);
        burnt.Share.Should().Be(10);
    }

    [Fact]
    public async Task When_minutes_are_no_longer_kept_hours_count_as_a_whole_and_it_says_so()
    {
        ErrorBudgets budgets = Of(
            out SloDefinition slo,
            minute => minute is >= 70 and < 80 ? (100, 50) : (100, 1),
            minutes: 180,
            now: Bucket.Hour(24 * 9));
        BurntBudget burnt = (await budgets.GetBurntBudgetsAsync([slo.Name], [Range(70, 80)]))[0];
        (burnt.Bad, burnt.IsEstimate).Should().Be(((10 * 50) + 50, true));
    }

    [Fact]
    public async Task Ranges_are_checked_and_no_ranges_burnt_nothing()
    {
        ErrorBudgets budgets = Of(out SloDefinition slo, _ => (100, 1), minutes: 60);
        (await budgets.GetBurntBudgetsAsync([slo.Name], []))[0].Bad.Should().Be(0);
        await FluentActions.Awaiting(() => budgets.GetBurntBudgetsAsync([slo.Name], [Range(9, 8)]).AsTask())
            .Should().ThrowAsync<ArgumentOutOfRangeException>().WithMessage("*must not end before it starts*");
        await FluentActions.Awaiting(() => budgets.GetBurntBudgetsAsync(["other"], []).AsTask())
            .Should().ThrowAsync<KeyNotFoundException>();
    }

    [Fact]
    public async Task The_start_of_a_burn_is_its_first_bad_minute_and_not_that_of_errors_that_were_always_there()
    {
        ErrorBudgets budgets = Of(
            out SloDefinition slo,
            minute => minute >= 100 ? (1000, 500) : (1000, minute % 5 == 0 ? 1 : 0),
            minutes: 110);
        (await budgets.EstimateBurnStartAsync(slo.Name, slo.Alerts[0].Name, Bucket.Minute(105))).Should().Be(Bucket.Minute(100));
        (await budgets.EstimateBurnStartAsync(slo.Name, "a rule of before", Bucket.Minute(105))).Should().Be(Bucket.Minute(100));
    }

    [Fact]
    public async Task Without_a_bad_event_no_start_is_known()
    {
        ErrorBudgets budgets = Of(out SloDefinition slo, _ => (1000, 0), minutes: 110);
        (await budgets.EstimateBurnStartAsync(slo.Name, slo.Alerts[0].Name, Bucket.Minute(105))).Should().BeNull();
    }

    private static TimeRange Range(int from, int to) => new(Bucket.Minute(from), Bucket.Minute(to));

    private static ErrorBudgets Of(
        out SloDefinition slo, Func<int, (long Total, long Bad)> traffic, int minutes, DateTimeOffset? now = null)
    {
        slo = SloDefinition.Availability("checkout", 99m);
        var series = new InMemorySeriesStore();
        series.Put(slo, Bucket.Minutes(minutes, traffic));
        return new ErrorBudgets(series, [slo], new StoppedClock(now ?? Bucket.Minute(minutes)));
    }
}
