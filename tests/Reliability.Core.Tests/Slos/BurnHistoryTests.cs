using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Reliability.Common;
using Reliability.Core.Tests.Doubles;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Core.Tests.Slos;

public sealed class BurnHistoryTests
{
    private static readonly DateTimeOffset Now = Bucket.Hour(24 * 6);

    private static readonly Gen<BurnRateRule> Rule = Gen.Select(Gen.Int[60, 4400], Gen.Int[1, 100], (length, share) =>
        new BurnRateRule(
            TimeSpan.FromMinutes(length), TimeSpan.FromMinutes(Math.Max(60, length * share / 100)), 2, AlertSeverity.Page));

    [Fact]
    public void Each_point_is_the_burn_rate_of_the_windows_that_end_there() =>
        Gen.Select(Rule, Gen.Bool, Gen.Int[1, 40], Gen.Int[0, 100].Array[50], Gen.Int[0, 2 * 1440], Gen.Int[1, 30]).Sample(
            (rule, isSliced, step, bad, minutes, maxPoints) =>
            {
                SloDefinition slo = SloDefinition.Availability("checkout", 97m) with
                {
                    Service = "shop",
                    Alerts = [rule],
                    Budgeting = isSliced ? Budgeting.TimeSlices(TimeSpan.FromHours(1), 97m, MissingSlice.Bad, 0) : Budgeting.Occurrences,
                };
                SeriesBucket[] measured =
                [
                    .. Enumerable.Range(0, 6 * 1440).Where(minute => minute % step == 0 && minute / 500 % 4 != 1)
                        .Select(minute => Bucket.At(Bucket.Minute(minute), 100, bad[minute % bad.Length])),
                ];
                var store = new InMemorySeriesStore();
                store.Put(slo, measured);
                var budgets = new ErrorBudgets(store, [slo], new FakeTimeProvider(Now));
                var range = new TimeRange(Now.AddMinutes(-minutes).AddSeconds(-7), Now.AddHours(1));
                BurnHistory history = HistoryScene.Wait(budgets.GetBurnHistoryAsync("checkout", range, maxPoints));
                BurnHistoryRule found = history.Rules.Should().ContainSingle().Subject;
                return found.Points.Count >= 1
                    && found.Points.Count <= maxPoints
                    && found.Points[^1].At == Now
                    && found.Points.All(point =>
                    {
                        SeriesBucket[] before = [.. measured.Where(minute => minute.Start < point.At)];
                        return point.At >= range.Start
                            && point.LongBurn == BurnRate.Over(slo, before, rule.LongWindow, point.At).BurnRate
                            && point.ShortBurn == BurnRate.Over(slo, before, rule.ShortWindow, point.At).BurnRate;
                    });
            },
            iter: 200);

    [Fact]
    public async Task The_last_point_is_what_the_rule_reads_now_and_excluded_time_does_not_count()
    {
        SloDefinition slo = SloDefinition.Availability("checkout", 99.9m) with { Service = "shop" };
        var series = new InMemorySeriesStore();
        series.Put(slo, Bucket.Minutes(6 * 1440, minute => (100, minute % 700 < 9 ? 60 : 0)));
        using var store = new InMemoryStore();
        var time = new FakeTimeProvider(Now);
        var ledger = new BudgetLedger(series, store.Documents, store.Events, [slo], time);
        await ledger.ExcludeAsync(BudgetLedgerTests.Exclusion(Now.AddMinutes(-30), Now.AddMinutes(-20)));
        var budgets = new ErrorBudgets(series, [slo], time, corrections: ledger);
        BurnHistory history = await budgets.GetBurnHistoryAsync("checkout", new TimeRange(Now.AddDays(-1), Now), 400);
        IReadOnlyList<AlertReading> readings = await budgets.GetAlertReadingsAsync("checkout");
        history.Rules.Should().HaveCount(4);
        history.Rules.Select(rule => (rule.Rule, rule.Threshold, rule.Severity)).Should()
            .Equal(readings.Select(reading => (reading.Rule, reading.Threshold, reading.Severity)));
        history.Rules.Select(rule => (rule.Points[^1].LongBurn, rule.Points[^1].ShortBurn)).Should()
            .Equal(readings.Select(reading => (reading.Windows[0].BurnRate, reading.Windows[1].BurnRate)));
        history.Rules.Should().OnlyContain(rule => rule.Points.Count == 361 && rule.Since == Now.AddDays(-1));
    }

    [Fact]
    public async Task It_reaches_back_as_far_as_the_minutes_of_the_windows_are_kept()
    {
        SloDefinition slo = SloDefinition.Availability("checkout", 99m) with
        {
            Service = "shop",
            Alerts =
            [
                new BurnRateRule(TimeSpan.FromHours(2), TimeSpan.FromHours(1), 2, AlertSeverity.Page),
                new BadEventRule(TimeSpan.FromHours(1)),
                new BurnRateRule(TimeSpan.FromDays(4), TimeSpan.FromHours(1), 2, AlertSeverity.Ticket),
            ],
        };
        var time = new FakeTimeProvider(Now);
        var series = new InMemorySeriesStore(time);
        var kept = new SeriesRetention(TimeSpan.FromDays(3), TimeSpan.FromDays(400));
        series.Put(slo, Bucket.Minutes(6 * 1440, _ => (100, 1)));
        await series.SetRetentionAsync("shop", kept, default);
        await series.TrimAsync("shop", default);
        time.Advance(TimeSpan.FromDays(10));
        await series.TrimAsync("shop", default);
        time.AdjustTime(Now);
        DateTimeOffset oldest = series.Minutes(slo.SeriesId)[0].Start;
        oldest.Should().BeAfter(Bucket.Hour(48));

        var budgets = new ErrorBudgets(series, [slo], time, kept);
        BurnHistory history = await budgets.GetBurnHistoryAsync("checkout", new TimeRange(Bucket.Hour(0), Now), 400);
        history.Rules.Select(rule => (rule.Rule, rule.Since)).Should().Equal(
            (slo.Alerts[0].Name, oldest.AddHours(2)), (slo.Alerts[2].Name, null));
        history.Rules[0].Points.Should().NotBeEmpty().And.OnlyContain(point => point.At >= oldest.AddHours(2) && point.LongBurn == 1);
        history.Rules[1].Points.Should().BeEmpty("its windows never have all their minutes");
    }

    [Fact]
    public async Task What_cannot_be_answered_is_rejected_and_what_has_no_rule_is_empty()
    {
        SloDefinition slo = SloDefinition.Availability("checkout", 99.9m) with { Service = "shop" };
        var budgets = new ErrorBudgets(
            new InMemorySeriesStore(), [slo, SloDefinition.ZeroTolerance("lost") with { Service = "shop" }], new FakeTimeProvider(Now));
        var day = new TimeRange(Now.AddDays(-1), Now);
        foreach ((TimeRange range, int points) in ((TimeRange, int)[])
        [
            (day, 0),
            (day, 401),
            (new TimeRange(Now, Now.AddDays(-1)), 10),
            (new TimeRange(Now.AddDays(-367), Now), 10),
        ])
        {
            await FluentActions.Awaiting(() => budgets.GetBurnHistoryAsync("checkout", range, points).AsTask())
                .Should().ThrowAsync<ArgumentOutOfRangeException>();
        }

        await FluentActions.Awaiting(() => budgets.GetBurnHistoryAsync("chekout", day, 10).AsTask())
            .Should().ThrowAsync<KeyNotFoundException>();
        (await budgets.GetBurnHistoryAsync("lost", day, 10)).Rules.Should().BeEmpty();
        (await budgets.GetBurnHistoryAsync("checkout", new TimeRange(Now.AddDays(1), Now.AddDays(2)), 10)).Rules.Should()
            .OnlyContain(rule => rule.Points.Count == 0);
        (await budgets.GetBurnHistoryAsync(
            "checkout", new TimeRange(DateTimeOffset.MinValue, DateTimeOffset.MinValue.AddDays(1)), 10)).Rules.Should()
            .OnlyContain(rule => rule.Points.Count == 0);
        (await budgets.GetBurnHistoryAsync("checkout", day, 1)).Rules.Should()
            .OnlyContain(
                rule => rule.Points.Single() == new BurnPoint { At = Now, LongBurn = null, ShortBurn = null }, "nothing was measured");
    }
}
