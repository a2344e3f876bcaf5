using Reliability.Slos;
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
        Budgeting = Budgeting.TimeSlices(TimeSpan.FromMinutes(5), sliceTarget: 95),
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
    public void A_burn_rule_whose_short_window_is_shorter_than_a_slice_is_refused_and_is_no_default()
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
            Slo with { Budgeting = Budgeting.TimeSlices(TimeSpan.FromMinutes(5), 95, MissingSlice.Bad, coverageFloor: 0.9m) };

        // Measured for an hour, silent for a day: far below the floor, and far beyond the budget.
        ErrorBudget.Evaluate(slo, Minutes(60, _ => (100, 100)), At(1_500)).State.Should().Be(BudgetState.Exhausted);
    }

    private static DateTimeOffset At(int minute) => Start + (minute * Minute);

    private static SeriesBucket[] Minutes(int count, Func<int, (long Total, long Good)> traffic) =>
        [.. Enumerable.Range(0, count).Select(i => new SeriesBucket(At(i), traffic(i).Total, traffic(i).Good))];
}
