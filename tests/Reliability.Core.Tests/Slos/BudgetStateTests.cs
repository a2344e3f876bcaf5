using System.Globalization;
using Reliability.Common;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Core.Tests.Slos;

public sealed class BudgetStateTests
{
    private static readonly SloDefinition Slo =
        SloDefinition.Availability("a", 99m) with { Window = SloWindow.Rolling(TimeSpan.FromDays(7)) };

    [Theory]
    [InlineData(0, BudgetState.Healthy)]
    [InlineData(75, BudgetState.Healthy)]
    [InlineData(76, BudgetState.AtRisk)]
    [InlineData(99, BudgetState.AtRisk)]
    [InlineData(100, BudgetState.Exhausted)]
    [InlineData(101, BudgetState.Exhausted)]
    public void A_budget_of_100_events_is_at_risk_below_a_quarter_and_exhausted_when_nothing_remains(int bad, BudgetState expected)
    {
        BudgetStatus status = Of(Slo, (10_000, bad));
        status.State.Should().Be(expected);
        status.Reason.Should().BeNull("the numbers say it");
        status.RemainingUnits.Should().Be(100 - bad);
    }

    [Fact]
    public void Exactly_at_the_target_the_objective_is_met_and_nothing_remains()
    {
        BudgetStatus status = Of(Slo, (10_000, 100));
        (status.IsMet, status.Remaining, status.State).Should().Be((true, 0m, BudgetState.Exhausted));
        Of(Slo, (10_000, 101)).IsMet.Should().BeFalse();
    }

    [Fact]
    public void Nothing_measured_is_no_data_and_not_green()
    {
        BudgetStatus status = ErrorBudget.Evaluate(Slo, [], Bucket.Hour(3));
        (status.State, status.Sli, status.Consumed, status.Remaining, status.BurnRate, status.IsMet)
            .Should()
            .Be((BudgetState.NoData, null, null, null, null, null));
        status.Reason.Should().Be("Nothing was measured in the window.");
    }

    [Fact]
    public void Measured_time_in_which_nothing_happened_is_no_traffic_and_not_green()
    {
        BudgetStatus status = Of(Slo, (0, 0), (0, 0));
        (status.State, status.Sli, status.Consumed, status.BurnRate, status.IsMet)
            .Should()
            .Be((BudgetState.NoTraffic, null, null, null, null));
        status.Reason.Should().Contain("has no events");
        (status.Coverage > 0, status.LastObserved).Should().Be((true, Bucket.Hour(1)));
    }

    [Fact]
    public void Buckets_outside_the_window_are_ignored()
    {
        DateTimeOffset now = Bucket.Hour(24 * 10);
        SeriesBucket[] buckets =
        [
            Bucket.At(now.AddDays(-7).AddHours(-1), 10, 10),
            Bucket.At(now.AddDays(-7), 5, 1),
            Bucket.At(now.AddHours(1), 10, 10),
        ];
        BudgetStatus status = ErrorBudget.Evaluate(Slo, buckets, now);
        (status.Total, status.Bad).Should().Be((5m, 1m));
    }

    [Fact]
    public void Zero_tolerance_without_a_loss_is_healthy_and_the_first_loss_exhausts_it()
    {
        SloDefinition slo = SloDefinition.ZeroTolerance("d");
        BudgetStatus whole = Of(slo, (1000, 0));
        (whole.State, whole.Consumed, whole.Remaining, whole.IsMet, whole.BurnRate, whole.Allowed)
            .Should()
            .Be((BudgetState.Healthy, 0m, 1m, true, null, 0m));
        BudgetStatus lost = Of(slo, (1000, 1));
        (lost.State, lost.Consumed, lost.IsMet).Should().Be((BudgetState.Exhausted, null, false));
        lost.Reason.Should().Be("No bad event is allowed, so the consumed share is undefined. Bad events: 1.");
        Of(slo, (0, 0)).State.Should().Be(BudgetState.NoTraffic);
    }

    [Theory]
    [InlineData(2, BudgetState.Healthy, true)]
    [InlineData(3, BudgetState.Healthy, true)]
    [InlineData(4, BudgetState.Exhausted, true)]
    [InlineData(5, BudgetState.Exhausted, false)]
    public void A_zero_tolerance_budget_of_4_events_is_met_until_the_fifth(int bad, BudgetState state, bool met)
    {
        BudgetStatus status = Of(SloDefinition.ZeroTolerance("d", allowedEvents: 4), (1_000_000, bad));
        (status.State, status.IsMet, status.Consumed, status.Allowed).Should().Be((state, met, bad / 4m, 4m));
    }

    [Fact]
    public void A_coverage_below_the_floor_says_how_much_was_measured_in_every_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            SloDefinition slo = Slo with { Budgeting = Budgeting.TimeSlices(TimeSpan.FromHours(1), 99, minCoverageShare: 0.9m) };
            BudgetStatus status =
                ErrorBudget.Evaluate(slo, [Bucket.At(Bucket.Hour(0), 5, 0), Bucket.At(Bucket.Hour(7), 5, 0)], Bucket.Hour(7).AddMinutes(5));
            status.State.Should().Be(BudgetState.NoData);
            status.Coverage.Should().Be(0.25m);
            status.Reason.Should().Be("Only 25 % of the time was measured; the coverage floor is 90 %.");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_slice_that_has_just_begun_is_not_missing_yet()
    {
        SloDefinition slo = Slo with { Budgeting = Budgeting.TimeSlices(TimeSpan.FromMinutes(5), 99, MissingSlice.Bad) };
        SeriesBucket[] minutes = Bucket.Minutes(10, _ => (100, 0));
        ErrorBudget.Evaluate(slo, minutes, Bucket.Minute(10)).Bad.Should().Be(0, "its first minute has not come in");
        ErrorBudget.Evaluate(slo, minutes, Bucket.Minute(15)).Bad.Should().Be(1, "it is over and nobody measured");
    }

    [Fact]
    public void A_calendar_window_projects_the_traffic_so_far_onto_the_whole_period()
    {
        SloDefinition slo = SloDefinition.Availability("a", 99.9m) with { Window = SloWindow.Calendar(CalendarPeriod.Month) };
        DateTimeOffset now = new(2026, 4, 11, 0, 0, 0, TimeSpan.Zero);
        BudgetStatus status =
            ErrorBudget.Evaluate(slo, [Bucket.At(new DateTimeOffset(2026, 4, 2, 0, 0, 0, TimeSpan.Zero), 1_000_000, 500)], now);
        (status.Allowed, status.Consumed).Should().Be((1000m, 0.5m));
        BudgetProjection projected = status.Projected!;
        (projected.Total, projected.Allowed, projected.Remaining).Should().Be((3_000_000m, 3000m, 1 - (500m / 3000)));
        Of(Slo, (10, 0)).Projected.Should().BeNull("a rolling window is always whole");
    }

    [Fact]
    public void A_slice_is_good_exactly_at_its_target()
    {
        SloDefinition slo = Slo with { Budgeting = Budgeting.TimeSlices(TimeSpan.FromMinutes(1), 95) };
        BudgetStatus status =
            ErrorBudget.Evaluate(slo, [Bucket.At(Bucket.Minute(0), 100, 5), Bucket.At(Bucket.Minute(1), 100, 6)], Bucket.Minute(2));
        (status.Total, status.Good).Should().Be((2m, 1m));
    }

    [Fact]
    public void A_quiet_slice_weighs_as_much_as_a_busy_one()
    {
        SloDefinition slo = Slo with { Budgeting = Budgeting.TimeSlices(TimeSpan.FromMinutes(1), 99) };
        ErrorBudget.Evaluate(slo, [Bucket.At(Bucket.Minute(0), 1, 1), Bucket.At(Bucket.Minute(1), 1_000_000, 0)], Bucket.Minute(2)).Sli
            .Should()
            .Be(0.5m);
    }

    [Fact]
    public void Long_windows_are_read_in_hours_and_fine_slices_in_minutes()
    {
        ErrorBudget.ResolutionFor(Slo).Should().Be(SeriesResolution.Hour);
        ErrorBudget.ResolutionFor(Slo with { Window = SloWindow.Rolling(TimeSpan.FromDays(3)) }).Should().Be(SeriesResolution.Minute);
        ErrorBudget.ResolutionFor(Slo with { Budgeting = Budgeting.TimeSlices(TimeSpan.FromMinutes(5), 99) })
            .Should()
            .Be(SeriesResolution.Minute);
        ErrorBudget.BucketsFor(Slo, Bucket.Hour(240).AddMinutes(25)).Should().Be(new TimeRange(Bucket.Hour(240 - 168), Bucket.Hour(241)));
    }

    private static BudgetStatus Of(SloDefinition slo, params (long Total, long Bad)[] hours) =>
        ErrorBudget.Evaluate(slo, Bucket.Hours(hours.Length, i => hours[i]), Bucket.Hour(hours.Length));
}
