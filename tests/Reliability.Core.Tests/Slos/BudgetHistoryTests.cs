using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using Reliability.Common;
using Reliability.Core.Tests.Doubles;
using Reliability.Slos;
using Reliability.Storage;
using Reliability.Tests.Shared;

namespace Reliability.Core.Tests.Slos;

public sealed class BudgetHistoryTests : IDisposable
{
    private static readonly DateTimeOffset Now = Bucket.Hour(24 * 40);
    private static readonly SloDefinition Slo = SloDefinition.Availability("checkout", 99m) with { Service = "shop", Alerts = [] };
    private readonly InMemorySeriesStore _series = new();
    private readonly InMemoryStore _store = new();
    private readonly FakeTimeProvider _time = new(Now);

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Days_and_months_are_those_of_the_service_also_when_clocks_change()
    {
        // In Berlin, the clocks went forward on 2026-03-29.
        Put("Europe/Berlin", Bucket.At(At("2026-03-28T23:00Z"), 100, 1), Bucket.At(At("2026-03-29T21:59Z"), 100, 2),
            Bucket.At(At("2026-03-29T22:00Z"), 100, 4), Bucket.At(At("2026-03-31T22:00Z"), 100, 8));
        ErrorBudgets budgets = new(_series, [Slo], _time);
        var range = new TimeRange(At("2026-03-29T10:00Z"), At("2026-04-02T00:00Z"));

        BudgetHistory days = (await budgets.GetHistoriesAsync(["checkout"], HistoryStep.Day, range)).Single();
        days.Periods.Select(day => (day.Start, day.Bad)).Should().Equal(
            (At("2026-03-28T23:00Z"), 3m),
            (At("2026-03-29T22:00Z"), 4m),
            (At("2026-03-30T22:00Z"), 0m),
            (At("2026-03-31T22:00Z"), 8m),
            (At("2026-04-01T22:00Z"), 0m));
        days.Periods[2].Should().BeEquivalentTo(new { Total = 0m, Sli = (decimal?)null, IsMet = (bool?)null, IsMeasured = false });
        days.Periods[3].Should().BeEquivalentTo(new { Total = 100m, Sli = 0.92m, IsMet = false, IsMeasured = true, ExcludedShare = 0m });
        days.Should().BeEquivalentTo(new { Slo = "checkout", Service = "shop", Step = HistoryStep.Day });

        BudgetHistory months = (await budgets.GetHistoriesAsync(["checkout"], HistoryStep.Month, range)).Single();
        months.Periods.Select(month => (month.Start, month.End, month.Total, month.Bad)).Should().Equal(
            (At("2026-02-28T23:00Z"), At("2026-03-31T22:00Z"), 300m, 7m),
            (At("2026-03-31T22:00Z"), At("2026-04-30T22:00Z"), 100m, 8m));
    }

    [Fact]
    public async Task Excluded_time_is_taken_out_of_a_day_to_the_minute()
    {
        SeriesBucket[] minutes = Bucket.Minutes(2 * 1440, minute => (100, minute % 60));
        Put("UTC", [.. minutes.Select(one => one with { Start = one.Start.AddDays(38) })]);
        BudgetLedger ledger = Ledger();
        DateTimeOffset day = Bucket.Hour(38 * 24);
        await ledger.ExcludeAsync(BudgetLedgerTests.Exclusion(day.AddMinutes(90), day.AddHours(6)));
        await ledger.ExcludeAsync(BudgetLedgerTests.Exclusion(day.AddDays(1), day.AddDays(2)));
        IReadOnlyList<BudgetPeriod> days = await PeriodsAsync(ledger, HistoryStep.Day, new TimeRange(day, Now));
        days.Select(one => (one.Total, one.ExcludedShare, one.IsMeasured)).Should().Equal(
            ((1440 - 270) * 100m, 270 / 1440m, true),
            (0m, 1m, false));

        IReadOnlyList<BudgetPeriod> hours = await PeriodsAsync(ledger, HistoryStep.Hour, new TimeRange(day, day.AddHours(3)));
        hours.Select(one => (one.Total, one.ExcludedShare)).Should().Equal((6000m, 0m), (3000m, 0.5m), (0m, 1m));
    }

    [Fact]
    public async Task A_reset_empties_the_present_window_before_it_and_no_earlier_month()
    {
        Put("UTC", [.. Enumerable.Range(0, 40 * 24).Select(hour => Bucket.At(Bucket.Hour(hour), 10, 1))]);
        BudgetLedger ledger = Ledger();
        await ledger.ResetAsync(new BudgetReset { Slo = "checkout", At = Now.AddDays(-2), By = "ada", Reason = "a new quarter" });
        IReadOnlyList<BudgetPeriod> days = await PeriodsAsync(ledger, HistoryStep.Day, new TimeRange(Now.AddDays(-32), Now));
        days.Select(day => day.Total).Should().Equal([240m, 240m, .. Enumerable.Repeat(0m, 28), 240m, 240m]);
    }

    [Fact]
    public async Task An_adjustment_counts_at_its_time_and_takes_from_the_following_periods_what_its_own_has_not()
    {
        Put("UTC", [.. Enumerable.Range(0, 4).Select(hour => Bucket.At(Now.AddHours(hour - 4), 100, 10))]);
        BudgetLedger ledger = Ledger();
        await ledger.AdjustAsync(
            new BudgetAdjustment { Slo = "checkout", At = Now.AddMinutes(-150), Bad = -25, Good = 7, By = "ada", Reason = "a load test" });
        IReadOnlyList<BudgetPeriod> hours = await PeriodsAsync(ledger, HistoryStep.Hour, new TimeRange(Now.AddHours(-4), Now));
        hours.Select(hour => (hour.Good, hour.Bad, hour.AdjustedBad)).Should().Equal(
            (90m, 10m, 0m), (97m, 0m, -10m), (90m, 0m, -10m), (90m, 5m, -5m));
    }

    [Fact]
    public async Task Any_number_of_objectives_is_one_read_and_the_zone_is_read_once()
    {
        SloDefinition[] many = [.. Enumerable.Range(0, 60).Select(i => Slo with { Name = $"slo-{i}", Service = $"shop-{i % 2}" })];
        foreach (SloDefinition one in many)
        {
            _series.Put(one, Bucket.At(Now.AddHours(-1), 10, 1));
        }

        ISeriesStore counted = Forwarding.To<ISeriesStore>(_series);
        var ledger = new BudgetLedger(_series, _store.Documents, _store.Events, many, _time);
        var budgets = new ErrorBudgets(counted, many, _time, corrections: ledger);
        string[] names = [.. many.Select(one => one.Name).Reverse()];
        for (int i = 0; i < 2; i++)
        {
            IReadOnlyList<BudgetHistory> histories =
                await budgets.GetHistoriesAsync(names, HistoryStep.Day, new TimeRange(Now.AddDays(-300), Now));
            histories.Select(one => one.Slo).Should().Equal(names);
            histories.Should().OnlyContain(one => one.Periods.Sum(period => period.Bad) == 1);
        }

        counted.ReceivedCalls().Select(call => call.GetMethodInfo().Name).Should().BeEquivalentTo(
            "GetDayZoneAsync", "GetDayZoneAsync", "ReadAsync", "ReadAsync");
    }

    [Fact]
    public async Task What_cannot_be_answered_is_rejected_and_what_is_empty_is_empty()
    {
        ErrorBudgets budgets = new(_series, [Slo], _time);
        Func<string[], HistoryStep, double, Task<IReadOnlyList<BudgetHistory>>> ask = (names, step, days) =>
            budgets.GetHistoriesAsync(names, step, new TimeRange(Now.AddDays(-days), Now)).AsTask();
        await FluentActions.Awaiting(() => ask(["chekout"], HistoryStep.Day, 1)).Should().ThrowAsync<KeyNotFoundException>();
        await FluentActions.Awaiting(() => ask([null!], HistoryStep.Day, 1)).Should().ThrowAsync<ArgumentException>();
        await FluentActions.Awaiting(() => ask(["checkout"], HistoryStep.Unknown, 1)).Should().ThrowAsync<ArgumentOutOfRangeException>();
        await FluentActions.Awaiting(() => ask(["checkout"], (HistoryStep)9, 1)).Should().ThrowAsync<ArgumentOutOfRangeException>();
        await FluentActions.Awaiting(() => ask(["checkout"], HistoryStep.Day, -0.1))
            .Should().ThrowAsync<ArgumentOutOfRangeException>().WithMessage("*must not end before it starts*");
        await FluentActions.Awaiting(() => ask(["checkout"], HistoryStep.Month, 366.1))
            .Should().ThrowAsync<ArgumentOutOfRangeException>().WithMessage("*not be longer than 366 days*");
        await FluentActions.Awaiting(() => ask(["checkout"], HistoryStep.Hour, 35.1))
            .Should().ThrowAsync<ArgumentOutOfRangeException>().WithMessage("*not be longer than 35 days*");
        (await ask([], HistoryStep.Day, 1)).Should().BeEmpty();
        (await ask(["checkout"], HistoryStep.Day, 0)).Single().Periods.Should().BeEmpty();
        (await ask(["checkout"], HistoryStep.Hour, 35)).Single().Periods.Should().HaveCount(35 * 24)
            .And.OnlyContain(hour => !hour.IsMeasured && hour.Total == 0);
        (await budgets.GetHistoriesAsync(["checkout"], HistoryStep.Month, new TimeRange(Now.AddDays(1), Now.AddDays(90)))).Single()
            .Periods.Should().BeEmpty("it has not begun");
        (await budgets.GetHistoriesAsync(["checkout"], HistoryStep.Day, new TimeRange(Now.AddHours(-1), Now.AddDays(90)))).Single()
            .Periods.Should().HaveCount(2, "only the first two have begun");
        (await budgets.GetHistoriesAsync(
            ["checkout"], HistoryStep.Month, new TimeRange(DateTimeOffset.MinValue, DateTimeOffset.MinValue.AddDays(40)))).Single()
            .Periods.Should().HaveCount(2);
    }

    private static DateTimeOffset At(string text) =>
        DateTimeOffset.ParseExact(text, "yyyy-MM-dd'T'HH:mm'Z'", null, System.Globalization.DateTimeStyles.AssumeUniversal);

    private void Put(string zone, params SeriesBucket[] minutes)
    {
        var batch = new SeriesBatch("shop", "test", 1, [.. minutes.Select(minute => new SeriesDelta(Slo.SeriesId.Name, minute))])
        {
            DayZone = TimeZoneInfo.FindSystemTimeZoneById(zone),
        };
        _series.AppendAsync(batch, default).AsTask().GetAwaiter().GetResult().Should().Be(AppendOutcome.Applied);
    }

    private BudgetLedger Ledger() => new(_series, _store.Documents, _store.Events, [Slo], _time);

    private async Task<IReadOnlyList<BudgetPeriod>> PeriodsAsync(BudgetLedger ledger, HistoryStep step, TimeRange range) =>
        (await new ErrorBudgets(_series, [Slo], _time, corrections: ledger).GetHistoriesAsync(["checkout"], step, range))[0].Periods;
}
