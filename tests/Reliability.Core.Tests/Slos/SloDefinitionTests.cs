using Reliability.Slos;

namespace Reliability.Core.Tests.Slos;

public sealed class SloDefinitionTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("100.1")]
    [InlineData("99.999999999")]
    public void A_target_outside_its_range_is_rejected_with_the_range(string target) =>
        FluentActions.Invoking(() =>
            SloDefinition.Availability("a", decimal.Parse(target, System.Globalization.CultureInfo.InvariantCulture)))
            .Should().Throw<ArgumentOutOfRangeException>().WithMessage("*above 0 and at most 99.99999999, such as 99.9*");

    [Fact]
    public void A_target_of_100_is_rejected_with_a_hint_at_zero_tolerance() =>
        FluentActions.Invoking(() => SloDefinition.Availability("a", 100))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("*For 100 use a zero-tolerance objective*");

    [Fact]
    public void Zero_tolerance_has_a_target_of_100_and_no_other()
    {
        SloDefinition.ZeroTolerance("d").Target.Should().Be(100);
        FluentActions.Invoking(() => new SloDefinition("d", 99, new ZeroToleranceIndicator()))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("*exactly 100*");
        FluentActions.Invoking(() => SloDefinition.ZeroTolerance("d", -1)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void A_target_is_a_percentage_so_0_999_is_legal_and_means_less_than_one_percent()
    {
        SloDefinition slo = SloDefinition.Availability("a", 0.999m);
        slo.ErrorBudget.Should().Be(0.99001m);
        slo.Validate().Should().BeEmpty();
    }

    [Fact]
    public void An_objective_may_choose_its_alerts_or_have_none()
    {
        SloBuilder.Create("a", slo => slo.Availability(99m).WithoutAlerts()).Alerts.Should().BeEmpty();
        SloBuilder.Create("a", slo => slo.Availability(99m)).Alerts.Should().HaveCount(4);
        var one = new BurnRateRule(TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), 14.4m, AlertSeverity.Page);
        SloBuilder.Create("a", slo => slo.Availability(99m).AlertWhen(one)).Alerts.Should().Equal(one);
        FluentActions.Invoking(() => SloBuilder.Create("a", slo => slo.Availability(99m).WithoutAlerts().AlertWhen(one)))
            .Should().Throw<InvalidOperationException>().WithMessage(
                "Objective 'a' calls WithoutAlerts and also adds alert rules; use one of them.");
    }

    [Fact]
    public void The_error_budget_of_99_9_is_exactly_a_thousandth() =>
        SloDefinition.Availability("a", 99.9m).ErrorBudget.Should().Be(0.001m);

    [Fact]
    public void An_average_score_becomes_a_percentage_of_its_scale()
    {
        SloDefinition.Score("s", 4, 5).Target.Should().Be(80);
        FluentActions.Invoking(() => SloDefinition.Score("s", 5, 5))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("*below the scale (5)*");
    }

    [Theory]
    [InlineData(59)]
    [InlineData(366 * 1440 + 1)]
    public void A_rolling_window_outside_its_range_is_rejected(int minutes) =>
        FluentActions.Invoking(() => SloWindow.Rolling(TimeSpan.FromMinutes(minutes)))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("*1 hour to 366 days*");

    [Fact]
    public void An_unknown_zone_is_rejected_by_name() =>
        FluentActions.Invoking(() => SloWindow.Calendar(CalendarPeriod.Month, "Europe/Atlantis"))
            .Should().Throw<ArgumentException>().WithMessage("'Europe/Atlantis' is not valid*'Europe/Berlin'*");

    [Theory]
    [InlineData(7)]
    [InlineData(90)]
    [InlineData(2880)]
    public void A_slice_that_divides_neither_an_hour_nor_a_day_is_rejected(int minutes) =>
        FluentActions.Invoking(() => Budgeting.TimeSlices(TimeSpan.FromMinutes(minutes), 99))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("*divisor of an hour*");

    [Theory]
    [InlineData(0.0, "0.9")]
    [InlineData(100.1, "0.9")]
    [InlineData(99.0, "1.1")]
    public void Slice_targets_and_coverage_floors_have_ranges(double target, string floor) =>
        FluentActions.Invoking(() =>
            Budgeting.TimeSlices(
                TimeSpan.FromMinutes(5),
                (decimal)target,
                minCoverageShare: decimal.Parse(floor, System.Globalization.CultureInfo.InvariantCulture)))
            .Should().Throw<ArgumentOutOfRangeException>();

    [Fact]
    public void A_factor_at_or_above_the_ceiling_is_rejected_with_both_numbers()
    {
        SloDefinition Under(decimal factor) => SloDefinition.Availability("a", 90) with { Alerts = [Burn(factor)] };
        Under(10).Validate().Should().ContainSingle().Which.Should().Contain("factor 10").And.Contain("90 %").And.Contain("at most 10.");
        Under(14.4m).Validate().Should().ContainSingle().Which.Should().Contain("14.4").And.Contain("at most 10.");
        Under(9.9999m).Validate().Should().BeEmpty();
        FluentActions.Invoking(() => new AlertTimeline(Under(10))).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Workbook_rules_that_no_burn_rate_can_exceed_are_left_out() =>
        BurnRateRule.Workbook(TimeSpan.FromDays(30), 90).Select(r => r.Factor).Should().Equal(6, 3, 1);

    [Fact]
    public void Workbook_rules_whose_long_window_exceeds_the_period_are_left_out() =>
        BurnRateRule.Workbook(TimeSpan.FromDays(1), 99.9m).Select(r => r.LongWindow.TotalHours).Should().Equal(1, 6, 24);

    [Fact]
    public void Rules_that_do_not_fit_the_indicator_are_named()
    {
        (SloDefinition Slo, AlertRule Rule, string Fault)[] misfits =
        [
            (SloDefinition.Availability("a", 99),
                new QuantileAboveRule(0.95, 1.0, TimeSpan.FromHours(1)),
                "only latencies and measurements have quantiles"),
            (SloDefinition.Score("s", 4, 5),
                new QuantileAboveRule(0.95, 1.0, TimeSpan.FromHours(1)),
                "only latencies and measurements have quantiles"),
            (SloDefinition.Availability("a", 99), new MeanBelowRule(1, TimeSpan.FromHours(1)), "outcomes have no values"),
            (SloDefinition.ZeroTolerance("d"), Burn(2), "use a BadEventRule"),
        ];
        foreach ((SloDefinition slo, AlertRule rule, string fault) in misfits)
        {
            (slo with { Alerts = [rule] })
                .Validate()
                .Should()
                .ContainSingle().Which
                .Should()
                .StartWith($"Alert rule '{rule.Name}' of objective '{slo.Name}'").And
                .Contain(fault);
        }
    }

    [Fact]
    public void A_preset_is_renamed_retargeted_and_measured_otherwise()
    {
        SloDefinition search = SloPresets.ApiLatency with { Name = "search-latency", Target = 99m };
        (search.Name, search.Target, search.ErrorBudget, search.Series.Id.Name, search.Series.Name).Should()
            .Be(("search-latency", 99m, 0.01m, SloDefinition.Latency("search-latency", TimeSpan.FromMilliseconds(500), 99m).Series.Id.Name,
                "search-latency"));
        search.Alerts.Should().Equal(SloPresets.ApiLatency.Alerts);
        (SloPresets.ApiLatency.Name, SloPresets.ApiLatency.Target).Should().Be(("api-latency", 95m), "a change makes a new definition");

        var faster = new LatencyIndicator(TimeSpan.FromMilliseconds(250));
        (search with { Indicator = faster }).Should().Be(new SloDefinition("search-latency", 99m, faster)
        {
            Description = search.Description,
            Alerts = search.Alerts,
        });
        (SloPresets.DataDurability with { Indicator = new ZeroToleranceIndicator(2) }).Indicator.Should().Be(new ZeroToleranceIndicator(2));
    }

    [Fact]
    public void Default_rules_that_were_read_do_not_stay_in_a_copy_with_another_target_or_window()
    {
        SloDefinition slo = SloDefinition.Availability("a", 99.9m);
        IReadOnlyList<AlertRule> rules = slo.Alerts;
        slo.Alerts.Should().BeSameAs(rules);
        (slo with { Target = 90m }).Alerts.Should().Equal(SloDefinition.Availability("a", 90m).Alerts).And.NotEqual(rules);
        SloDefinition ofADay = slo with { Window = SloWindow.Rolling(TimeSpan.FromDays(1)) };
        ofADay.Alerts.Should().HaveCountLessThan(rules.Count);
        (ofADay with { Window = slo.Window }).Alerts.Should().Equal(rules);
        slo.Alerts.Should().BeSameAs(rules);
    }

    [Fact]
    public void The_default_alert_rules_follow_a_new_target() =>
        (SloDefinition.Availability("a", 99.9m) with { Target = 90m }).Alerts.Should()
            .Equal(SloDefinition.Availability("a", 90m).Alerts).And.NotEqual(SloDefinition.Availability("a", 99.9m).Alerts);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(100)]
    [InlineData(99.999999999)]
    public void A_change_to_a_target_that_the_constructor_rejects_is_rejected(double target)
    {
        FluentActions.Invoking(() => SloPresets.ApiLatency with { Target = (decimal)target })
            .Should().Throw<ArgumentOutOfRangeException>().WithMessage("*a percentage above 0 and at most 99.99999999*");
        FluentActions.Invoking(() => SloPresets.ApiLatency with { Indicator = new AvailabilityIndicator(), Target = (decimal)target })
            .Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Zero_tolerance_keeps_its_target_and_its_kind_and_nothing_else_becomes_it()
    {
        FluentActions.Invoking(() => SloPresets.DataDurability with { Target = 99.9m })
            .Should().Throw<ArgumentOutOfRangeException>().WithMessage("*exactly 100*");
        FluentActions.Invoking(() => SloPresets.DataDurability with { Indicator = new AvailabilityIndicator() })
            .Should().Throw<ArgumentException>().WithMessage("*'data-durability' has a target of 100 %*declare another objective*");
        FluentActions.Invoking(() => SloPresets.ApiLatency with { Indicator = new ZeroToleranceIndicator() })
            .Should().Throw<ArgumentException>().WithMessage("*'api-latency' has a target of 95 %*");
        FluentActions.Invoking(() => SloPresets.ApiLatency with { Indicator = null! }).Should().Throw<ArgumentNullException>();
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a\nb")]
    public void A_change_to_a_name_that_the_constructor_rejects_is_rejected(string name) =>
        FluentActions.Invoking(() => SloPresets.ApiLatency with { Name = name }).Should().Throw<ArgumentException>();

    [Fact]
    public void Two_rules_of_one_name_are_rejected() =>
        (SloDefinition.Availability("a", 99.9m) with { Alerts = [Burn(2), Burn(3)] })
            .Validate()
            .Should()
            .ContainSingle().Which
            .Should()
            .Contain("two alert rules named 'burn-1h-5m'");

    [Fact]
    public void A_long_window_beyond_the_objectives_window_is_rejected() =>
        (SloDefinition.Availability("a", 99.9m) with
        {
            Window = SloWindow.Rolling(TimeSpan.FromDays(1)),
            Alerts = [new BurnRateRule(TimeSpan.FromDays(2), TimeSpan.FromHours(1), 2, AlertSeverity.Page)],
        })
            .Validate().Should().ContainSingle().Which.Should().Contain("2d exceeds the objective's window 24h");

    [Fact]
    public void Zero_tolerance_is_not_counted_in_time_slices() =>
        (SloDefinition.ZeroTolerance("d") with { Budgeting = Budgeting.TimeSlices(TimeSpan.FromHours(1), 99) })
            .Validate()
            .Should()
            .ContainSingle().Which
            .Should()
            .Contain("time slices are for ratios");

    [Fact]
    public void A_sentence_makes_the_definition_that_it_says()
    {
        SloDefinition slo = SloBuilder.Create("checkout", s => s
            .Availability(99.5m).OverCalendar(CalendarPeriod.Month, "Europe/Berlin").OfService("shop")
                .Describe("Orders go through.").AtRiskBelow(0.5m)
            .AlertOnBurnRate(BurnRateScaling.KeepFactors).AlertWhen(new PercentBelowRule(95, TimeSpan.FromMinutes(10))));
        (slo.Name, slo.Service, slo.Target, slo.AtRiskBelow, slo.Description)
            .Should()
            .Be(("checkout", "shop", 99.5m, 0.5m, "Orders go through."));
        slo.Window.Should().Be(SloWindow.Calendar(CalendarPeriod.Month, "Europe/Berlin"));
        slo.Alerts.Select(a => a.Name).Should().Equal("burn-1h-5m", "burn-6h-30m", "burn-24h-2h", "burn-3d-6h", "below-95%-10m");
    }

    [Fact]
    public void A_sentence_in_slices_over_a_week_with_its_own_rule_has_that_rule_alone()
    {
        SloDefinition slo = SloBuilder.Create("l", s => s
            .Latency(TimeSpan.FromMilliseconds(300), 95)
                .OverRolling(TimeSpan.FromDays(7))
                .InTimeSlices(TimeSpan.FromMinutes(5), 99)
                .AlertWhen(new BadEventRule(TimeSpan.FromHours(1))));
        slo.Budgeting.Should().Be(Budgeting.TimeSlices(TimeSpan.FromMinutes(5), 99));
        slo.Alerts.Should().ContainSingle().Which.Name.Should().Be("any-bad-event-1h");
    }

    [Fact]
    public void A_sentence_that_measures_nothing_or_does_not_fit_is_rejected()
    {
        FluentActions.Invoking(() => SloBuilder.Create("x", _ => { }))
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("*'x' does not say what it measures*");
        FluentActions.Invoking(() =>
            SloBuilder.Create("x", s => s.Availability(99).AlertWhen(new MeanBelowRule(1, TimeSpan.FromHours(1)))))
            .Should().Throw<ArgumentException>().WithMessage("*outcomes have no values*");
        FluentActions.Invoking(() => SloBuilder.Create(string.Empty, s => s.Availability(99))).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Definitions_that_say_the_same_are_equal()
    {
        SloDefinition Make(decimal percent) => SloBuilder.Create("x", s => s
            .Latency(TimeSpan.FromSeconds(1), 99)
                .OverCalendar(CalendarPeriod.Week, "Asia/Kolkata")
                .InTimeSlices(TimeSpan.FromHours(1), 95)
                .AlertWhen(new PercentBelowRule(percent, TimeSpan.FromHours(1))));
        Make(98).Should().Be(Make(98)).And.NotBe(Make(97));
        Make(98).GetHashCode().Should().Be(Make(98).GetHashCode());
    }

    private static BurnRateRule Burn(decimal factor) => new(TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), factor, AlertSeverity.Page);
}
