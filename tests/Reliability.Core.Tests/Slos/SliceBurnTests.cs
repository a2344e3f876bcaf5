using Reliability.Common;
using Reliability.Slos;
using Reliability.Slos.Internal;
using Reliability.Storage;

namespace Reliability.Core.Tests.Slos;

/// <summary>A budget that counts time slices burns in time slices.</summary>
public sealed class SliceBurnTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static readonly SloDefinition Slo = SloDefinition.Availability("checkout", 99m) with
    {
        Window = SloWindow.Rolling(TimeSpan.FromDays(7)),
        Budgeting = Budgeting.TimeSlices(TimeSpan.FromMinutes(5), sliceTargetPercent: 95),
    };

    [Fact]
    public void Errors_that_no_slice_minds_burn_nothing_and_page_nobody()
    {
        // 4 % of the events fail, evenly: every slice reaches its 95 %, while events alone would burn at 4.
        SeriesBucket[] minutes = Minutes(180, _ => (100, 96));

        BurnRate.Over(Slo, minutes, TimeSpan.FromHours(1), At(180)).Should().BeEquivalentTo(new { Total = 12, Bad = 0, BurnRate = 0 });
        AlertRules.Evaluate(Slo, minutes, At(180)).Should().OnlyContain(reading => reading.Condition == AlertCondition.NotMet);
    }

    [Fact]
    public void One_slice_in_twelve_burns_an_hour_at_a_twelfth_over_the_budget()
    {
        SeriesBucket[] minutes = Minutes(60, i => (100, i is >= 30 and < 35 ? 0 : 100));

        BurnReading hour = BurnRate.Over(Slo, minutes, TimeSpan.FromHours(1), At(60), periodTotal: 2_016);

        (hour.Total, hour.Bad).Should().Be((12m, 1m));
        hour.BurnRate.Should().BeApproximately(1m / 12 / 0.01m, 1e-20m);
        hour.BudgetShare.Should().BeApproximately(1 / (0.01m * 2_016), 1e-20m);
    }

    [Fact]
    public void A_quiet_minute_in_a_running_slice_does_not_hide_it()
    {
        SeriesBucket[] minutes = Minutes(63, i => i < 60 ? (100, 100) : i == 60 ? (10, 0) : (0, 0));

        BurnRate.Over(Slo, minutes, TimeSpan.FromMinutes(5), At(63)).Should().BeEquivalentTo(new { Total = 2, Bad = 1 });
    }

    [Theory]
    [InlineData(MissingSlice.Good, 12, 0)]
    [InlineData(MissingSlice.Bad, 12, 12)]
    [InlineData(MissingSlice.Exclude, 0, 0)]
    public void Silence_that_was_measured_burns_as_the_objective_says(MissingSlice missing, int total, int bad)
    {
        SloDefinition slo = Slo with { Budgeting = Budgeting.TimeSlices(TimeSpan.FromMinutes(5), 95, missing) };

        BurnReading hour = BurnRate.Over(slo, Minutes(60, _ => (0, 0)), TimeSpan.FromHours(1), At(60));

        (hour.Total, hour.Bad, hour.ObservedBuckets).Should().Be((total, bad, 12));
    }

    [Fact]
    public void A_burn_rule_whose_short_window_is_shorter_than_a_slice_is_rejected_and_is_no_default()
    {
        SloDefinition hourly = Slo with { Budgeting = Budgeting.TimeSlices(TimeSpan.FromHours(1), 95) };

        hourly.Alerts.Cast<BurnRateRule>().Should().OnlyContain(rule => rule.ShortWindow >= TimeSpan.FromHours(1)).And.NotBeEmpty();
        (hourly with { Alerts = [new BurnRateRule(TimeSpan.FromHours(6), TimeSpan.FromMinutes(30), 6, AlertSeverity.Page)] })
            .Validate().Should().ContainSingle().Which.Should().Contain("30m").And.Contain("1h");
    }

    [Fact]
    public void The_timeline_decides_minute_by_minute_as_the_rules_do_live()
    {
        // Slices go bad for 40 minutes; the guard of the default rules asks for five of them.
        SeriesBucket[] minutes = Minutes(300, i => (20, i is >= 120 and < 160 ? 10 : 20));
        var timeline = new AlertTimeline(Slo);
        foreach (SeriesBucket minute in minutes)
        {
            timeline.Add(in minute);
        }

        IReadOnlyList<AlertEpisode> episodes = timeline.Complete(At(300));

        episodes.Should().Contain(e => e.Rule == "burn-1h-5m");
        for (int i = 1; i <= 300; i++)
        {
            foreach (AlertReading live in AlertRules.Evaluate(Slo, minutes, At(i)))
            {
                bool fires =
                    episodes.Any(e => e.Rule == live.Rule && e.FiredAt <= At(i) && (e.ClearedAt is not { } cleared || cleared > At(i)));
                (live.Condition == AlertCondition.Met).Should().Be(fires, "{0} at minute {1}: {2}", live.Rule, i, live.Explanation);
            }
        }
    }

    [Fact]
    public void A_budget_that_is_spent_stays_spent_when_the_measuring_stops()
    {
        SloDefinition slo =
            Slo with { Budgeting = Budgeting.TimeSlices(TimeSpan.FromMinutes(5), 95, MissingSlice.Bad, minCoverageShare: 0.9m) };

        // Measured for an hour, silent for a day: far below the floor, and far beyond the budget.
        ErrorBudget.Evaluate(slo, Minutes(60, _ => (100, 100)), At(1_500)).State.Should().Be(BudgetState.Exhausted);
    }

    [Fact]
    public void An_hour_of_silence_that_counts_as_bad_burns_six_hours_at_16_7_and_pages_at_the_first_judgement_after_it()
    {
        SloDefinition slo = EveryMinute(MissingSlice.Bad);
        SeriesBucket[] week = Silent(minutes: 10_080, from: 10_019, to: 10_079);

        ErrorBudget.Evaluate(slo, week, At(10_080)).Consumed.Should().BeApproximately(60 / 100.8m, 1e-20m, "59.5 % of the budget is spent");
        BurnReading burn = BurnRate.Over(slo, week, TimeSpan.FromHours(6), At(10_080));

        (burn.Total, burn.Bad, burn.ObservedBuckets).Should().Be((360m, 60m, 300L));
        burn.BurnRate.Should().BeApproximately(60 / 3.6m, 1e-20m);
        AlertRules.Evaluate(slo, week, At(10_080)).Where(reading => reading.Severity == AlertSeverity.Page)
            .Should().HaveCount(2).And.OnlyContain(reading => reading.Condition == AlertCondition.Met);
        AlertRules.Evaluate(slo, week.AsSpan(..^1), At(10_079))
            .Single(reading => reading.Rule == "burn-1h-5m").Condition.Should().Be(AlertCondition.NoData, "nothing is measured yet");
    }

    [Theory]
    [InlineData(MissingSlice.Good, 60, 1)]
    [InlineData(MissingSlice.Bad, 60, 60)]
    [InlineData(MissingSlice.Exclude, 1, 1)]
    public void One_bad_minute_in_an_hour_of_silence_burns_as_the_objective_says(MissingSlice missing, int total, int bad)
    {
        SeriesBucket[] minutes = [new(At(0), 10, 10), new(At(90), 1, 0)];

        BurnReading hour = BurnRate.Over(EveryMinute(missing), minutes, TimeSpan.FromHours(1), At(120));

        (hour.Total, hour.Bad).Should().Be((total, bad));
        hour.BurnRate.Should().BeApproximately((decimal)bad / total / 0.01m, 1e-20m);
    }

    [Fact]
    public void A_new_service_owes_no_time_before_its_first_slice_and_neither_does_one_that_was_silent_for_longer_than_its_window()
    {
        SloDefinition slo = EveryMinute(MissingSlice.Bad);
        SeriesBucket[] fresh = [new(At(20_000), 10, 10), new(At(20_005), 10, 10)];

        foreach (SeriesBucket[] minutes in (SeriesBucket[][])[fresh, [new(At(0), 10, 10), .. fresh]])
        {
            BurnRate.Over(slo, minutes, TimeSpan.FromHours(1), At(20_010)).Should().BeEquivalentTo(new { Total = 10, Bad = 8 });
            ErrorBudget.Evaluate(slo, minutes, At(20_010)).Should().BeEquivalentTo(new { Total = 10, Bad = 8 });
        }
    }

    [Fact]
    public void Excluded_time_is_not_missing()
    {
        SloDefinition slo = EveryMinute(MissingSlice.Bad);
        SeriesBucket[] minutes = Silent(minutes: 600, from: 500, to: 560);
        ExcludedTime excluded = ExcludedTime.Of([new TimeRange(At(500), At(550))]);

        BurnRate.Over(slo, minutes, TimeSpan.FromHours(6), At(600), periodTotal: null, excluded)
            .Should().BeEquivalentTo(new { Total = 310, Bad = 10 });
        AlertRules.Evaluate(slo, minutes, [], At(600), excluded, null).Single(reading => reading.Rule == "burn-6h-30m").Windows[0]
            .Should().BeEquivalentTo(new { Total = 310, Bad = 10 });
    }

    [Theory]
    [InlineData(MissingSlice.Good)]
    [InlineData(MissingSlice.Bad)]
    [InlineData(MissingSlice.Exclude)]
    public void The_timeline_is_frozen_in_silence_and_counts_it_afterwards_as_the_rules_do_live(MissingSlice missing)
    {
        SloDefinition slo = EveryMinute(missing);
        SeriesBucket[] minutes = Silent(minutes: 700, from: 200, to: 260);
        ExcludedTime excluded = ExcludedTime.Of([new TimeRange(At(200), At(205))]);
        var timeline = new AlertTimeline(slo, excluded, null);
        Array.ForEach(minutes, minute => timeline.Add(in minute));
        IReadOnlyList<AlertEpisode> episodes = timeline.Complete(At(700));

        episodes.Any(episode => episode.Rule == "burn-1h-5m" && episode.FiredAt == At(261)).Should().Be(missing == MissingSlice.Bad);
        var fires = slo.Alerts.ToDictionary(rule => rule.Name, _ => false);
        for (int i = 1; i <= 700; i++)
        {
            foreach (AlertReading live in AlertRules.Evaluate(slo, minutes, [], At(i), excluded, null))
            {
                fires[live.Rule] = live.Condition == AlertCondition.NoData ? fires[live.Rule] : live.Condition == AlertCondition.Met;
                episodes.Any(e => e.Rule == live.Rule && e.FiredAt <= At(i) && (e.ClearedAt is not { } cleared || cleared > At(i)))
                    .Should().Be(fires[live.Rule], "{0} at minute {1}: {2}", live.Rule, i, live.Explanation);
            }
        }
    }

    [Fact]
    public async Task A_report_counts_silence_as_the_budget_does_if_only_the_budget_remembers_what_was_measured_before()
    {
        SloDefinition slo = EveryMinute(MissingSlice.Bad);
        using var store = new InMemoryStore();
        SeriesBucket[] minutes = [new(At(0), 10, 10), new(At(9_000), 10, 10)];
        await store.Series.AppendAsync(new SeriesBatch(slo.Service, "p", 1, minutes.Select(m => new SeriesDelta(slo.Name, m))), default);
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(At(9_001));

        SloReport report = await new ErrorBudgets(store.Series, [slo], time).GetReportAsync(slo.Name);

        report.Status.Bad.Should().Be(8_999);
        report.Burn.Should().HaveCount(3).And.OnlyContain(burn => burn.Bad == burn.Total - 1);
        report.Burn[0].Total.Should().Be(60);
    }

    private static SloDefinition EveryMinute(MissingSlice missing) => SloDefinition.Availability("checkout", 99m) with
    {
        Window = SloWindow.Rolling(TimeSpan.FromDays(7)),
        Budgeting = Budgeting.TimeSlices(Minute, sliceTargetPercent: 95, missing),
    };

    /// <summary>Good minutes with a gap.</summary>
    private static SeriesBucket[] Silent(int minutes, int from, int to) =>
        [.. Minutes(minutes, _ => (10, 10)).Where(minute => minute.Start < At(from) || minute.Start >= At(to))];

    private static DateTimeOffset At(int minute) => Start + (minute * Minute);

    private static SeriesBucket[] Minutes(int count, Func<int, (long Total, long Good)> traffic) =>
        [.. Enumerable.Range(0, count).Select(i => new SeriesBucket(At(i), traffic(i).Total, traffic(i).Good))];
}
