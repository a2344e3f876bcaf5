using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using Reliability.Common;
using Reliability.Core.Tests.Doubles;
using Reliability.Releases;
using Reliability.Slos;
using Reliability.Storage;
using Reliability.Tests.Shared;

namespace Reliability.Core.Tests.Slos;

public sealed class ErrorBudgetsTests
{
    private static readonly DateTimeOffset Now = Bucket.Hour(24 * 10).AddMinutes(30);
    private readonly InMemorySeriesStore _measured = new();
    private readonly ISeriesStore _store;
    private readonly FakeTimeProvider _time = new(Now);

    public ErrorBudgetsTests() => _store = Forwarding.To<ISeriesStore>(_measured);

    private SeriesQuery[] Queries =>
        [.. _store.ReceivedCalls().SelectMany(call => call.GetArguments().OfType<IReadOnlyList<SeriesQuery>>().SelectMany(all => all))];

    private int Calls => _store.ReceivedCalls().Count();

    [Fact]
    public async Task An_unknown_name_is_answered_with_the_known_ones()
    {
        ErrorBudgets budgets = Of(SloDefinition.Availability("a", 99), SloDefinition.Availability("b", 99));
        await FluentActions.Awaiting(() => budgets.GetStatusAsync("c").AsTask())
            .Should()
            .ThrowAsync<KeyNotFoundException>()
            .WithMessage("No objective is named 'c'. Declared are: 'a', 'b'.");
        await FluentActions.Awaiting(() => Of().GetReportAsync("c").AsTask())
            .Should()
            .ThrowAsync<KeyNotFoundException>()
            .WithMessage("*Declared are: none.");
    }

    [Fact]
    public void Twins_are_rejected() =>
        FluentActions.Invoking(() => Of(SloDefinition.Availability("a", 99), SloDefinition.Availability("a", 98)))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("2 objectives are named 'a'*");

    [Fact]
    public void Windows_beyond_what_is_kept_are_rejected_with_a_hint()
    {
        SloDefinition slices =
            SloDefinition.Availability("fine", 99) with { Budgeting = Budgeting.TimeSlices(TimeSpan.FromMinutes(5), 99) };
        FluentActions.Invoking(() => Of(slices)).Should().Throw<ArgumentException>()
            .WithMessage(
                "Objective 'fine' counts minutes over 30d, but minutes are kept for 8d. Keep minutes longer, or use slices of whole "
                    + "hours.*");
        FluentActions.Invoking(() =>
            Of(
                new SeriesRetention(TimeSpan.FromDays(8), TimeSpan.FromDays(90)),
                SloDefinition.Availability("quarter", 99) with { Window = SloWindow.Calendar(CalendarPeriod.Quarter) }))
            .Should().Throw<ArgumentException>("a quarter has up to 92 days").WithMessage(
                "*hours over 92d, but hours are kept for 90d. Keep hours longer*");
    }

    [Fact]
    public void Alert_windows_beyond_what_is_kept_are_rejected_instead_of_being_read_in_part()
    {
        var retention = new SeriesRetention(TimeSpan.FromHours(12), TimeSpan.FromDays(60));
        FluentActions.Invoking(() => Of(retention, SloDefinition.Availability("a", 99.9m))).Should().Throw<ArgumentException>()
            .WithMessage("Alert rule 'burn-24h-2h' of objective 'a' reads minutes over 24h, but minutes are kept for 12h.*burn-3d-6h*");
        FluentActions.Invoking(() =>
            Of(
                SeriesRetention.Default,
                SloDefinition.Availability("a", 99) with { Alerts = [new PercentBelowRule(99, TimeSpan.FromDays(90))] }))
            .Should()
            .NotThrow();
        FluentActions.Invoking(() =>
            Of(
                new SeriesRetention(TimeSpan.FromDays(8), TimeSpan.FromDays(60)),
                SloDefinition.Availability("a", 99) with { Alerts = [new PercentBelowRule(99, TimeSpan.FromDays(90))] }))
            .Should().Throw<ArgumentException>().WithMessage("*reads hours over 90d, but hours are kept for 60d*");
    }

    [Fact]
    public async Task Burn_is_not_told_over_windows_whose_minutes_are_not_kept()
    {
        ErrorBudgets budgets =
            Of(
                new SeriesRetention(TimeSpan.FromHours(12), TimeSpan.FromDays(60)),
                SloDefinition.Availability("a", 99.9m) with { Alerts = [] });
        (await budgets.GetReportAsync("a")).Burn.Select(b => b.Window.TotalHours).Should().Equal(1, 6);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1_000_000)]
    public async Task A_status_is_one_sum_over_as_many_rows_as_the_window_has_hours(long perMinute)
    {
        SloDefinition slo = SloDefinition.Availability("a", 99.9m);
        for (int minute = 0; minute < 24 * 60; minute++)
        {
            _measured.Put(slo, Bucket.At(Bucket.Minute(minute), perMinute, 0));
        }

        BudgetStatus status = await Of(slo).GetStatusAsync("a");
        status.Total.Should().Be(24 * 60 * perMinute);
        Calls.Should().Be(1);
        Queries.Should().ContainSingle().Which.Resolution.Should().Be(SeriesResolution.Hour, "a window of 30 days is read in hours");
    }

    [Fact]
    public async Task Reports_are_four_calls_with_the_presets_and_the_default_rules()
    {
        ErrorBudgets budgets = Of([.. SloPresets.All, SloDefinition.Availability("plain", 99.9m)]);
        await budgets.GetReportsAsync();
        Calls.Should().Be(4, "budgets, sums and buckets of alerts, and what was abandoned where nothing was counted");
        Queries.Any(q => q.IncludeSketches && q.To - q.From > TimeSpan.FromMinutes(12)).Should()
            .BeFalse("sketches are read only where a rule needs them");
    }

    [Fact]
    public async Task Calls_do_not_grow_with_the_number_of_objectives()
    {
        SloDefinition[] all = [.. Enumerable.Range(0, 1_200).Select(Mixed)];
        Array.ForEach(all, slo => _measured.Put(slo, Bucket.At(Now.AddMinutes(-7), 10, 1)));
        ErrorBudgets budgets = Of(all);
        (await budgets.GetStatusesAsync()).Select(one => (one.Slo, one.Total > 0)).Should().Equal(all.Select(one => (one.Name, true)));
        Calls.Should().BeLessThanOrEqualTo(3 * 2, "three groups, each a call for sums and one for buckets");

        _store.ClearReceivedCalls();
        string[] names = [.. all.Select(one => one.Name)];
        IReadOnlyList<IReadOnlyList<AlertReading>> readings = await budgets.GetAlertReadingsByNameAsync(names);
        readings.Select(one => one.Count).Should().Equal(all.Select(one => one.Alerts.Count));
        Calls.Should().BeLessThanOrEqualTo(3 * 2);
        (await budgets.GetAlertReadingsByNameAsync([])).Should().BeEmpty();
        (await budgets.GetStatusesByNameAsync([])).Should().BeEmpty();
    }

    /// <summary>Objectives that are evaluated from sums, and some that need buckets.</summary>
    private static SloDefinition Mixed(int i) => (i % 4) switch
    {
        0 => SloDefinition.Latency($"o{i}", TimeSpan.FromSeconds(1), 99) with
        {
            Alerts = [new QuantileAboveRule(0.95, 1, TimeSpan.FromMinutes(10))],
        },
        1 => SloDefinition.Availability($"o{i}", 99) with
        {
            Budgeting = new TimeSliceBudgeting(TimeSpan.FromHours(1), 90, MissingSlice.Bad),
        },
        _ => SloDefinition.Availability($"o{i}", 99.9m),
    };

    [Fact]
    public async Task A_long_alert_window_is_read_in_hours_and_then_minutes_each_moment_once()
    {
        SloDefinition slo = SloDefinition.Latency("l", TimeSpan.FromSeconds(1), 99) with
        {
            Alerts = [new PercentBelowRule(99, TimeSpan.FromDays(5)), new QuantileAboveRule(0.5, 1.0, TimeSpan.FromMinutes(10))],
        };
        for (int minute = 0; minute < 24 * 60 * 10 + 30; minute += 3)
        {
            _measured.Put(slo, Bucket.Timed(Bucket.Minute(minute), 1, 0.5, 2));
        }

        SloReport report = await Of(slo).GetReportAsync("l");
        SeriesQuery[] recent = [.. Queries.Skip(1)]; // after the window of the budget
        recent.Select(query => query.To).SkipLast(1).Should().Equal(recent.Select(query => query.From).Skip(1), "each moment is read once");
        DateTimeOffset from = SeriesResolution.Hour.StartOf(Now.AddDays(-5));
        report.Alerts[0].Windows[0].Total
            .Should()
            .Be((decimal)(Now - from).TotalMinutes / 3 * 2, "nothing is counted twice and nothing is left out");
        report.Alerts[1].Value.Should().BeApproximately(0.5m, 0.003m);
    }

    [Fact]
    public async Task Judging_the_default_rules_is_one_call_for_some_twenty_sums()
    {
        SloDefinition slo = SloDefinition.Availability("a", 99.9m);
        _measured.Put(slo, Bucket.Minutes((24 * 60 * 10) + 30, _ => (100, 0)));
        await Of(slo).GetAlertReadingsAsync("a");
        Calls.Should().Be(1);
        Queries.Should().HaveCountLessThan(21).And.NotContain(query => query.IncludeSketches);
        Queries.Select(query => query.To).SkipLast(1).Should().Equal(Queries.Select(query => query.From).Skip(1), "each moment once");
    }

    [Fact]
    public async Task A_report_holds_the_status_the_burn_the_alerts_and_the_forecast_of_one_moment()
    {
        SloDefinition slo = SloDefinition.Availability("a", 99m);
        for (int minute = 0; minute < 24 * 60 * 10 + 30; minute++)
        {
            _measured.Put(slo, Bucket.At(Bucket.Minute(minute), 100, minute >= 24 * 60 * 10 - 30 ? 50 : 0));
        }

        SloReport report = await Of(slo).GetReportAsync("a");
        (report.Status.AsOf, report.Forecast.Hours).Should().Be((Now, 71), "two of the hours lie half outside the last 3 days");
        report.Burn.Select(b => (b.Window.TotalHours, b.BurnRate))
            .Should()
            .Equal((1, 50m), (6, 3000m / 36000 / 0.01m), (72, 3000m / 432000 / 0.01m));
        report.Burn.Should().OnlyContain(b => b.BudgetShare == report.Status.Consumed, "all bad events are recent");
        report.Alerts.Select(a => a.Condition).Should().StartWith(AlertCondition.Met);
        ReleaseGate.Decide(await Of(slo).GetReportsAsync(), Now).Verdict.Should().Be(GateVerdict.Block);
    }

    [Fact]
    public async Task Many_are_read_at_once_all_or_those_of_a_service()
    {
        ErrorBudgets budgets =
            Of(
                SloDefinition.Availability("a", 99) with { Service = "shop" },
                SloDefinition.Availability("b", 99) with { Service = "search" });
        (await budgets.GetReportsAsync("shop")).Select(report => report.Status.Slo).Should().Equal("a");
        (await budgets.GetReportsAsync()).Select(report => report.Status).Should().Equal(await budgets.GetStatusesAsync());
        (await budgets.GetStatusesAsync("search")).Should().Equal(await budgets.GetStatusAsync("b"));
        budgets.GetObjectives("search").Should().Equal(budgets.Objectives[1]);
    }

    [Fact]
    public async Task History_tells_the_episodes_that_overlap_a_range()
    {
        ErrorBudgets budgets = Of(Outage(Bucket.Hour(24 * 9), 30));
        TimeRange Around(int fromHour, int toHour) => new(Bucket.Hour(fromHour), Bucket.Hour(toHour));
        AlertEpisode episode = (await budgets.ReplayAlertsAsync("a", Around(210, 230))).Episodes.Should().ContainSingle().Subject;
        (episode.FiredAt, episode.ClearedAt)
            .Should()
            .Be((Bucket.Hour(216).AddMinutes(2), Bucket.Hour(216).AddMinutes(39)), "one bad minute of ten is exactly 90 %");
        (await budgets.ReplayAlertsAsync("a", Around(217, 230))).Episodes.Should().BeEmpty();
        (await budgets.ReplayAlertsAsync("a", Around(200, 216))).Episodes.Should().BeEmpty();
        await FluentActions.Awaiting(() => budgets.ReplayAlertsAsync("a", Around(5, 4)).AsTask())
            .Should()
            .ThrowAsync<ArgumentOutOfRangeException>();
    }

    [Fact]
    public async Task History_does_not_tell_the_future()
    {
        SloDefinition slo = SloDefinition.Availability("a", 99) with { Alerts = [new PercentBelowRule(90, TimeSpan.FromHours(1))] };
        for (int minute = 1; minute < 60; minute++)
        {
            _measured.Put(slo, Bucket.At(Now.AddMinutes(-minute), 100, minute > 40 ? 50 : 0));
        }

        AlertEpisode episode =
            (await Of(slo).ReplayAlertsAsync("a", new TimeRange(Now.AddHours(-2), Now.AddHours(12)))).Episodes
            .Should().ContainSingle().Subject;
        episode.ClearedAt.Should().BeNull("it holds now, and nobody knows the minutes to come");
    }

    private SloDefinition Outage(DateTimeOffset start, int minutes)
    {
        SloDefinition slo = SloDefinition.Availability("a", 99) with { Alerts = [new PercentBelowRule(90, TimeSpan.FromMinutes(10))] };
        for (int minute = -120; minute < 240; minute++)
        {
            _measured.Put(slo, Bucket.At(start.AddMinutes(minute), 100, minute >= 0 && minute < minutes ? 100 : 0));
        }

        return slo;
    }

    private ErrorBudgets Of(params SloDefinition[] objectives) => new(_store, objectives, _time);

    private ErrorBudgets Of(SeriesRetention retention, params SloDefinition[] objectives) => new(_store, objectives, _time, retention);
}
