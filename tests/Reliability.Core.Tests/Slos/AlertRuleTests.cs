using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Core.Tests.Slos;

public sealed class AlertRuleTests
{
    private static readonly DateTimeOffset Noon = Bucket.Minute(720);

    [Fact]
    public void Three_of_ten_requests_failing_at_night_page_nobody_unless_the_guard_is_off()
    {
        SloDefinition With(LowTrafficGuard guard) => SloDefinition.Availability("a", 99.9m) with
        {
            Alerts = [new BurnRateRule(TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), 14.4m, AlertSeverity.Page) { Guard = guard }],
        };
        SeriesBucket[] night = [.. Enumerable.Range(1, 10).Select(i => Bucket.At(Noon.AddMinutes(-i), 1, i % 3 == 0 ? 1 : 0)).Reverse()];
        night.Sum(b => b.Count - b.Good).Should().Be(3);
        Judge(With(LowTrafficGuard.Default), night).Condition.Should().Be(AlertCondition.NotMet);
        Judge(With(LowTrafficGuard.None), night).Condition.Should().Be(AlertCondition.Met);
        Judge(With(new LowTrafficGuard(3, 0.95)), night).Condition
            .Should()
            .Be(AlertCondition.Met, "three bad events are enough for it, and the bound is far above 1.44 %");
        Judge(With(new LowTrafficGuard(4, 0.5)), night).Condition.Should().Be(AlertCondition.NotMet);
    }

    [Fact]
    public void The_bound_of_the_guard_vanishes_with_traffic()
    {
        SloDefinition slo =
            SloDefinition.Availability("a", 99.9m) with
            {
                Alerts = [new BurnRateRule(TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), 14.4m, AlertSeverity.Page)],
            };
        Judge(slo, Bucket.At(Noon.AddMinutes(-1), 500, 8)).Condition.Should().Be(AlertCondition.NotMet, "8 of 500 may be luck");
        Judge(slo, Bucket.At(Noon.AddMinutes(-1), 500_000, 8000)).Condition.Should().Be(AlertCondition.Met, "8000 of 500000 are not");
    }

    [Fact]
    public void A_burn_rate_exactly_at_the_factor_does_not_fire()
    {
        SloDefinition slo = SloDefinition.Availability("a", 99.9m) with
        {
            Alerts =
            [
                new BurnRateRule(TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), 14.4m, AlertSeverity.Page)
                {
                    Guard = LowTrafficGuard.None,
                },
            ],
        };
        Judge(slo, Bucket.At(Noon.AddMinutes(-1), 10_000, 144))
            .Should()
            .BeEquivalentTo(new { Condition = AlertCondition.NotMet, Value = 14.4m, Threshold = 14.4m });
        Judge(slo, Bucket.At(Noon.AddMinutes(-1), 10_000, 145)).Condition.Should().Be(AlertCondition.Met);
    }

    [Fact]
    public void Both_windows_must_burn()
    {
        SloDefinition slo =
            SloDefinition.Availability("a", 99.9m) with
            {
                Alerts = [new BurnRateRule(TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), 14.4m, AlertSeverity.Page)],
            };
        AlertReading over = Judge(slo, Bucket.At(Noon.AddMinutes(-30), 1000, 500), Bucket.At(Noon.AddMinutes(-2), 1000, 0));
        over.Condition.Should().Be(AlertCondition.NotMet, "it is over");
        over.Explanation.Should().Be("burn 250 over 1h (500 bad of 2000) and 0 over 5m (0 bad of 1000); fires above 14.4 in both");
        Judge(slo, Bucket.At(Noon.AddMinutes(-30), 1_000_000, 0), Bucket.At(Noon.AddMinutes(-2), 1000, 500)).Condition
            .Should()
            .Be(AlertCondition.NotMet, "it does not matter");
    }

    [Fact]
    public void A_short_window_that_nobody_measured_is_no_data_and_one_without_events_burned_nothing()
    {
        SloDefinition slo =
            SloDefinition.Availability("a", 99.9m) with
            {
                Alerts = [new BurnRateRule(TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), 14.4m, AlertSeverity.Page)],
            };
        SeriesBucket outage = Bucket.At(Noon.AddMinutes(-30), 1000, 500);
        Judge(slo, outage).Condition.Should().Be(AlertCondition.NoData);
        Judge(slo, outage, Bucket.At(Noon.AddMinutes(-1), 0, 0)).Condition.Should().Be(AlertCondition.NotMet);
    }

    [Fact]
    public void Every_rule_says_no_data_of_a_window_that_nobody_measured()
    {
        SloDefinition slo = SloDefinition.Latency("l", TimeSpan.FromSeconds(1), 99) with
        {
            Alerts =
            [
                new PercentBelowRule(99, TimeSpan.FromHours(1)),
                new MeanBelowRule(1, TimeSpan.FromHours(1)),
                new BadEventRule(TimeSpan.FromHours(1)),
                new QuantileAboveRule(0.5, 1.0, TimeSpan.FromHours(1)),
            ],
        };
        AlertRules.Evaluate(slo, [Bucket.Timed(Noon.AddMinutes(-61), 1, 5)], Noon)
            .Should()
            .OnlyContain(r => r.Condition == AlertCondition.NoData);
    }

    [Fact]
    public void A_window_ends_now_and_starts_at_a_whole_minute()
    {
        SloDefinition slo = SloDefinition.ZeroTolerance("d") with { Alerts = [new BadEventRule(TimeSpan.FromMinutes(10))] };
        AlertRules.Evaluate(slo, [Bucket.At(Noon, 1, 1)], Noon)[0].Condition
            .Should()
            .Be(AlertCondition.NoData, "that minute has not begun");
        AlertRules.Evaluate(slo, [Bucket.At(Noon.AddMinutes(-10), 1, 1)], Noon.AddSeconds(59))[0].Condition.Should().Be(AlertCondition.Met);
        AlertRules.Evaluate(slo, [Bucket.At(Noon.AddMinutes(-10), 1, 1), Bucket.At(Noon, 1, 0)], Noon.AddMinutes(1))[0].Condition
            .Should()
            .Be(AlertCondition.NotMet);
    }

    [Fact]
    public void API_availability_alerts_below_99_8_percent_and_not_at_it()
    {
        Judge(Unguarded(SloPresets.ApiAvailability), Bucket.At(Noon.AddMinutes(-59), 1000, 2)).Condition.Should().Be(AlertCondition.NotMet);
        Judge(Unguarded(SloPresets.ApiAvailability), Bucket.At(Noon.AddMinutes(-59), 10_000, 21))
            .Should()
            .BeEquivalentTo(new { Condition = AlertCondition.Met, Value = 99.79m, Severity = AlertSeverity.Page });
    }

    [Fact]
    public void The_error_rate_alerts_above_0_2_percent_over_10_minutes_and_not_at_it()
    {
        Judge(Unguarded(SloPresets.ErrorRate), Bucket.At(Noon.AddMinutes(-9), 1000, 2)).Condition.Should().Be(AlertCondition.NotMet);
        Judge(Unguarded(SloPresets.ErrorRate), Bucket.At(Noon.AddMinutes(-9), 10_000, 21)).Condition.Should().Be(AlertCondition.Met);
        Judge(Unguarded(SloPresets.ErrorRate), Bucket.At(Noon.AddMinutes(-11), 10, 10)).Condition.Should().Be(AlertCondition.NoData);
    }

    [Theory]
    [InlineData(0.547, AlertCondition.NotMet)]
    [InlineData(0.553, AlertCondition.Met)]
    public void API_latency_alerts_when_the_95th_percentile_exceeds_550_ms_within_the_error_of_the_sketch(
        double p95,
        AlertCondition expected)
    {
        double[] seconds = [.. Enumerable.Repeat(0.1, 94), p95, .. Enumerable.Repeat(2.0, 5)];
        AlertReading reading = Judge(Unguarded(SloPresets.ApiLatency), Bucket.Timed(Noon.AddMinutes(-10), 0.5, seconds));
        reading.Condition.Should().Be(expected);
        ((double)reading.Value!.Value).Should().BeApproximately(p95, p95 * 0.0054);
    }

    [Fact]
    public void Response_quality_alerts_below_a_mean_of_3_8_and_not_at_it()
    {
        Judge(Unguarded(SloPresets.LlmResponseQuality), Bucket.Scored(Noon.AddHours(-24), 10, 38)).Condition
            .Should().Be(AlertCondition.NotMet);
        Judge(Unguarded(SloPresets.LlmResponseQuality), Bucket.Scored(Noon.AddHours(-24), 10, 37.9999999m)).Condition
            .Should().Be(AlertCondition.Met);
        Judge(Unguarded(SloPresets.LlmResponseQuality), Bucket.Scored(Noon.AddHours(-24), 3, 11.4m)).Value.Should().Be(3.8m);
    }

    [Fact]
    public void Data_durability_alerts_on_any_loss_for_a_day()
    {
        Judge(SloPresets.DataDurability, Bucket.At(Noon.AddMinutes(-1), 1_000_000_000, 0)).Condition.Should().Be(AlertCondition.NotMet);
        Judge(SloPresets.DataDurability, Bucket.At(Noon.AddHours(-24), 1_000_000_000, 1), Bucket.At(Noon.AddMinutes(-1), 5, 0)).Condition
            .Should()
            .Be(AlertCondition.Met);
        Judge(
            SloPresets.DataDurability,
            Bucket.At(Noon.AddMinutes(-1441), 1_000_000_000, 1),
            Bucket.At(Noon.AddMinutes(-1), 5, 0)).Condition
            .Should()
            .Be(AlertCondition.NotMet);
    }

    [Fact]
    public void The_five_presets_are_sound_and_follow_the_table()
    {
        SloPresets.All.Should().OnlyContain(slo => slo.Validate().Count == 0);
        SloPresets.All.Select(slo => slo.Target).Should().Equal(99.9m, 95m, 99.9m, 100m, 80m);
        SloPresets.All.Select(slo => slo.Name).Should().OnlyHaveUniqueItems();
    }

    private static SloDefinition Unguarded(SloDefinition slo) => slo with
    {
        Alerts =
        [
            slo.Alerts.Single() switch
            {
                PercentBelowRule ratio => ratio with { Guard = LowTrafficGuard.None },
                MeanBelowRule mean => mean with { Guard = LowTrafficGuard.None },
                QuantileAboveRule quantile => quantile with { Guard = LowTrafficGuard.None },
                AlertRule other => other,
            },
        ],
    };

    private static AlertReading Judge(
        SloDefinition slo,
        params SeriesBucket[] buckets) => AlertRules.Evaluate(slo, buckets, Noon).Should().ContainSingle().Subject;
}
