using Reliability.Common;
using Reliability.Core.Tests.Doubles;
using Reliability.Core.Tests.Incidents;
using Reliability.Incidents;
using Reliability.Slos;
using Reliability.Slos.Internal;
using Reliability.Storage;

namespace Reliability.Core.Tests.Slos;

public sealed class BurntBudgetTests
{
    private const decimal Rounding = 0.000_000_001m;

    public static TheoryData<string> Kinds => HistoryScene.Kinds;

    /// <summary>
    /// The definition: the bad units of the window with the minutes of the ranges, less those without them, for all kinds of objectives and
    /// ranges that overlap.
    /// </summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_ranges_burnt_is_the_difference_of_bad_units_with_and_without_their_minutes(string kind)
    {
        int burning = 0;
        HistoryScene.Sample(
            scene =>
            {
                TimeRange[] ranges = scene.Ranges();
                BurntBudget burnt = HistoryScene.Wait(scene.Budgets.GetBurntBudgetsAsync([scene.Slo.Name], ranges))[0];
                (decimal with, decimal without) = scene.BadOf(ranges);
                _ = burnt.Bad > 0 ? Interlocked.Increment(ref burning) : 0;
                return !burnt.IsEstimate && Math.Abs(burnt.Bad - Math.Max(0, with - without)) < Rounding;
            },
            iter: 300,
            kind);
        burning.Should().BePositive("the property says nothing where nothing burnt");
    }

    /// <summary>Of each incident alone, and of all of them together, whose minutes count once.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_incidents_burnt_is_the_difference_of_bad_units_with_and_without_their_minutes(string kind)
    {
        int overlapping = 0;
        HistoryScene.Sample(
            scene =>
            {
                var register = new IncidentRegister(scene.Documents, ["shop"], scene.Budgets, timeProvider: scene.Time);
                TimeRange[] ranges = scene.Ranges();
                Incident[] incidents = [.. ranges.Select((range, i) => SomeIncidents.Of($"i{i}", range.Start, range.Length))];
                decimal?[] each = [.. ranges.Select((range, i) => Burnt(register, scene, [range], [incidents[i]]))];
                decimal? all = Burnt(register, scene, ranges, incidents);
                _ = all < each.Sum() ? Interlocked.Increment(ref overlapping) : 0;
                return all is not null && each.All(one => one is not null);
            },
            iter: 300,
            kind);
        overlapping.Should().BePositive("minutes of two incidents are to count once");
    }

    [Fact]
    public async Task A_latency_objective_burns_what_was_slower_than_its_threshold_by_however_little()
    {
        SloDefinition slo = SloDefinition.Latency("checkout", TimeSpan.FromMilliseconds(300), 99m);
        var series = new InMemorySeriesStore();
        series.Put(
            slo, [.. Enumerable.Range(0, 60).Select(i => Bucket.AtThreshold(Bucket.Minute(i), 0.3, 100, i is >= 20 and < 30 ? 7 : 0))]);
        var budgets = new ErrorBudgets(series, [slo], new StoppedClock(Bucket.Minute(60)));
        BurntBudget burnt = (await budgets.GetBurntBudgetsAsync([slo.Name], [Range(15, 25), Range(20, 28)]))[0];
        (burnt.Bad, burnt.BadEvents, burnt.CountsEvents, burnt.Share).Should().Be((8 * 7, 8 * 7, true, 56m / 60));
    }

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

    /// <summary>Unmeasured slices count from the first measured one: without the incident, the silence after it would not count.</summary>
    [Fact]
    public async Task The_first_measured_minutes_burn_the_silence_after_them_too()
    {
        SloDefinition slo = SloDefinition.Availability("checkout", 97m) with
        {
            Window = SloWindow.Rolling(TimeSpan.FromDays(1)),
            Budgeting = Budgeting.TimeSlices(TimeSpan.FromMinutes(30), 50m, MissingSlice.Bad, 0),
        };
        var series = new InMemorySeriesStore();
        series.Put(
            slo,
            [
                .. Enumerable.Range(600, 30).Select(i => Bucket.At(Bucket.Minute(i), 100, 100)),
                .. Enumerable.Range(720, 60).Select(i => Bucket.At(Bucket.Minute(i), 100, 0)),
            ]);
        var budgets = new ErrorBudgets(series, [slo], new StoppedClock(Bucket.Minute(780)));
        (await budgets.GetBurntBudgetsAsync([slo.Name], [Range(605, 640)]))[0].Bad.Should().Be(0, "five bad minutes stay");
        (await budgets.GetBurntBudgetsAsync([slo.Name], [Range(600, 640)]))[0].Bad.Should().Be(4);
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

    /// <summary>Returns what incidents burnt, or null if it is not the difference.</summary>
    private static decimal? Burnt(IncidentRegister register, HistoryScene scene, TimeRange[] minutes, Incident[] incidents)
    {
        IncidentCost cost = HistoryScene.Wait(register.MeasureAsync("shop", incidents));
        (decimal with, decimal without) = scene.BadOf(minutes);
        decimal burnt = cost.Objectives.Sum(one => one.Bad);
        return !cost.IsEstimate && Math.Abs(burnt - Math.Max(0, with - without)) < Rounding ? burnt : null;
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
