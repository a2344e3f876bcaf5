using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Core.Tests.Slos;

public sealed class ForecastTests
{
    private static readonly SloDefinition Week =
        SloDefinition.Availability("a", 99m) with { Window = SloWindow.Rolling(TimeSpan.FromDays(7)) };

    [Fact]
    public void A_steady_burn_spends_a_young_rolling_budget_when_arithmetic_says()
    {
        // 96 hours without errors, then 72 at 15 an hour: 1080 of 1680 allowed, which grow by 10 an hour: (1680 - 1080) / 5 = 120 hours.
        SloDefinition slo = SloDefinition.Availability("a", 99m);
        BudgetForecast forecast = Forecast.Evaluate(slo, Bucket.Hours(168, i => (1000, i < 96 ? 0 : 15)), Bucket.Hour(168));
        forecast.Outcome.Should().Be(ForecastOutcome.WillBeSpent);
        forecast.Likely!.Value.Should().BeCloseTo(Bucket.Hour(168 + 120), TimeSpan.FromSeconds(1));
        forecast.Horizon.Should().Be(Bucket.Hour(168 + 720));
    }

    [Fact]
    public void A_budget_of_a_calendar_month_is_spent_at_the_hour_that_its_pace_gives()
    {
        SloDefinition slo = SloDefinition.Availability("a", 99m) with { Window = SloWindow.Calendar(CalendarPeriod.Month) };
        var start = new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);

        // 4 days without errors, then 3 days at 15 bad an hour: 1080 of 1680 allowed; allowed grows by 10 an hour: (1680 - 1080) / 5 = 120
        // hours.
        SeriesBucket[] hours = [.. Enumerable.Range(0, 168).Select(i => Bucket.At(start.AddHours(i), 1000, i < 96 ? 0 : 15))];
        BudgetForecast forecast = Forecast.Evaluate(slo, hours, start.AddHours(168));
        (forecast.Outcome, forecast.Hours, forecast.BadPerHour, forecast.BadPerHourLow, forecast.BadPerHourHigh)
            .Should()
            .Be((ForecastOutcome.WillBeSpent, 72, 15.0, 15.0, 15.0));
        forecast.Likely!.Value.Should().BeCloseTo(start.AddHours(168 + 120), TimeSpan.FromSeconds(1));
        (forecast.Earliest, forecast.Latest).Should().Be((forecast.Likely, forecast.Likely), "a steady pace has no range");
        forecast.Horizon.Should().Be(new DateTimeOffset(2026, 5, 1, 0, 0, 0, TimeSpan.Zero));
        forecast.FromFull.Should().Be(TimeSpan.FromHours(480), "a full budget of 7200 lasts 480 hours at 15");
    }

    [Fact]
    public void A_spent_budget_says_so() =>
        Forecast.Evaluate(Week, Bucket.Hours(24, _ => (1000, 11)), Bucket.Hour(24)).Should().BeEquivalentTo(
            new { Outcome = ForecastOutcome.IsSpent, Earliest = Bucket.Hour(24), Likely = Bucket.Hour(24), Latest = Bucket.Hour(24) });

    [Fact]
    public void A_budget_without_errors_lasts()
    {
        BudgetForecast forecast = Forecast.Evaluate(Week, Bucket.Hours(24, _ => (1000, 0)), Bucket.Hour(24));
        (forecast.Outcome, forecast.Likely, forecast.Earliest, forecast.FromFull).Should().Be((ForecastOutcome.Lasts, null, null, null));
        forecast.Horizon.Should().Be(Bucket.Hour(24 + 168));
    }

    [Fact]
    public void A_budget_at_whose_high_pace_alone_it_is_spent_may_be_spent()
    {
        // Bursts: mean 8 an hour where 10 are allowed, but with a wide interval.
        BudgetForecast forecast = Forecast.Evaluate(Week, Bucket.Hours(48, i => (1000, i % 12 == 0 ? 96 : 0)), Bucket.Hour(48));
        forecast.Outcome.Should().Be(ForecastOutcome.MayBeSpent);
        (forecast.Likely, forecast.Latest).Should().Be((null, null));
        forecast.Earliest.Should().BeAfter(Bucket.Hour(48));
    }

    [Fact]
    public void Old_errors_that_leave_a_rolling_window_let_the_budget_recover()
    {
        // A bad first day and small errors since: the budget is nearly spent, but the bad day leaves before the rest adds up.
        SeriesBucket[] hours = Bucket.Hours(168, i => (1000, i < 24 ? 50 : 2));
        BudgetForecast forecast = Forecast.Evaluate(Week, hours, Bucket.Hour(168));
        ErrorBudget.Evaluate(Week, hours, Bucket.Hour(168)).Remaining.Should().BeLessThan(0.12m);
        forecast.Outcome.Should().Be(ForecastOutcome.Lasts);

        // The same day at the end of the window does not leave in time.
        SeriesBucket[] late = Bucket.Hours(168, i => (1000, i >= 144 ? 50 : 2));
        Forecast.Evaluate(Week, late, Bucket.Hour(168)).Outcome.Should().Be(ForecastOutcome.WillBeSpent);
    }

    [Fact]
    public void What_leaves_a_rolling_window_moves_the_day_on_which_it_is_spent()
    {
        // Full for 7 days, of which the last 72 hours had 15 errors: nothing bad leaves, 15 an hour come: (1680 - 1080) / 15 = 40 hours.
        BudgetForecast sooner = Forecast.Evaluate(Week, Bucket.Hours(168, i => (1000, i < 96 ? 0 : 15)), Bucket.Hour(168));
        sooner.Likely!.Value.Should().BeCloseTo(Bucket.Hour(168 + 40), TimeSpan.FromSeconds(1));

        // 24 hours at 30, 72 at 0, 72 at 12: 1584. First 24 hours at 12 - 30, then 12 an hour: 1152 + 12 · 44 = 1680 after 68 hours.
        BudgetForecast later = Forecast.Evaluate(Week, Bucket.Hours(168, i => (1000, i < 24 ? 30 : i < 96 ? 0 : 12)), Bucket.Hour(168));
        later.Likely!.Value.Should().BeCloseTo(Bucket.Hour(168 + 68), TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void Fewer_than_6_measured_hours_say_nothing()
    {
        BudgetForecast forecast = Forecast.Evaluate(Week, Bucket.Hours(5, _ => (1000, 5)), Bucket.Hour(5));
        (forecast.Outcome, forecast.Hours, forecast.BadPerHour).Should().Be((ForecastOutcome.NotEnoughData, 5, null));
        forecast.Reason.Should().Contain("A forecast requires 6");
        Forecast.Evaluate(Week, Bucket.Hours(6, _ => (1000, 5)), Bucket.Hour(6)).Outcome.Should().Be(ForecastOutcome.Lasts);
        Forecast.Evaluate(Week, [], Bucket.Hour(6)).Reason.Should().Be("Nothing was measured in the window.");
    }

    [Fact]
    public void Zero_tolerance_has_no_pace() =>
        Forecast.Evaluate(SloDefinition.ZeroTolerance("d", 5), Bucket.Hours(24, _ => (1000, 0)), Bucket.Hour(24)).Should().BeEquivalentTo(
            new { Outcome = ForecastOutcome.NotEnoughData, Reason = "A zero-tolerance budget has no pace." });

    [Fact]
    public void Slices_of_several_hours_are_spent_as_fast_as_they_pass()
    {
        // Slices of 4 hours over a calendar month, target 50 %: 18 bad of 42 after 7 days; 3 of 4 bad from then on.
        SloDefinition slo = SloDefinition.Availability("a", 50m) with
        {
            Window = SloWindow.Calendar(CalendarPeriod.Month),
            Budgeting = Budgeting.TimeSlices(TimeSpan.FromHours(4), 99),
        };
        var start = new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);
        SeriesBucket[] hours = [.. Enumerable.Range(0, 168).Select(i => Bucket.At(start.AddHours(i), 10, i >= 96 ? 1 : 0))];
        BudgetForecast forecast = Forecast.Evaluate(slo, hours, start.AddHours(168));

        // All 18 slices of the lookback were bad, a quarter of a slice per hour; half a slice is allowed for each: (21 - 18) / (1/4 - 1/8)
        // = 24 hours.
        (forecast.Hours, forecast.BadPerHour, forecast.FromFull).Should().Be((18, 0.25, TimeSpan.FromDays(15)));
        forecast.Likely!.Value.Should().BeCloseTo(start.AddHours(168 + 24), TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void A_quiet_service_is_not_forecast_to_fail_when_its_last_scores_leave_the_window()
    {
        SloDefinition slo = SloDefinition.Score("s", 1, 3) with { Window = SloWindow.Rolling(TimeSpan.FromDays(7)) };
        SeriesBucket[] hours =
        [
            .. Enumerable.Range(0, 168)
                .Select(i => Bucket.Scored(Bucket.Hour(i), i < 90 ? 7 + (i % 5) : 0, i < 90 ? 13.1m + (i % 3 * 0.7m) : 0)),
        ];
        Forecast.Evaluate(slo, hours, Bucket.Hour(168))
            .Should()
            .BeEquivalentTo(new { Outcome = ForecastOutcome.Lasts, Likely = (DateTimeOffset?)null });
    }
}
