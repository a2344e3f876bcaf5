using Reliability.Slos;
using Reliability.Statistics;
using Reliability.Trends;

namespace Reliability.Core.Tests.Trends;

public sealed class TrendForecastTests
{
    private static readonly MetricDefinition _limited = Series.Latency with { Threshold = 0.5 };

    [Fact]
    public void A_metric_that_rises_by_a_millisecond_a_day_reaches_its_threshold_in_as_many_days_as_milliseconds_are_left()
    {
        double[] noise = Series.Noise(90, 3);
        TrendReport report = Trend.Analyze(_limited, Series.Days(90, i => 0.3 + (0.001 * i) + (0.004 * noise[i])));
        ThresholdForecast reached = report.Forecast!.Threshold!;
        reached.Outcome.Should().Be(CrossingOutcome.Expected);
        reached.Days.Should().BeApproximately(111, 12, "0.389 is the last value of the line");
        reached.LowerDays.Should().BeLessThan(reached.Days!.Value).And.BePositive();
        reached.UpperDays.Should().BeGreaterThan(reached.Days.Value);
        report.Summary.Should().MatchRegex(@"; it reaches 500 ms in \d+ days \(\d+ to \d+\) if this goes on\.$");
    }

    [Fact]
    public void A_metric_that_moves_away_never_reaches_it_and_one_beyond_it_already_did()
    {
        double[] noise = Series.Noise(90, 4);
        TrendReport falling = Trend.Analyze(_limited, Series.Days(90, i => 0.3 - (0.001 * i) + (0.004 * noise[i])));
        ThresholdForecast never = falling.Forecast!.Threshold!;
        (never.Outcome, never.Days, never.LowerDays).Should().Be((CrossingOutcome.Never, null, null));
        TrendReport beyond = Trend.Analyze(_limited, Series.Days(90, i => 0.6 + (0.004 * noise[i])));
        (beyond.Forecast!.Threshold!.Outcome, beyond.Forecast.Threshold.Days).Should().Be((CrossingOutcome.AlreadyCrossed, 0.0));
        beyond.Summary.Should().EndWith("; it is already beyond its threshold of 500 ms.");
    }

    [Fact]
    public void The_threshold_of_a_metric_whose_high_values_are_better_lies_below()
    {
        double[] noise = Series.Noise(60, 5);
        MetricDefinition metric = new MetricDefinition("m") { Direction = MetricDirection.HigherIsBetter, Threshold = 40 };
        TrendReport report = Trend.Analyze(metric, Series.Days(60, i => 100 - (0.5 * i) + noise[i]));
        report.Forecast!.Threshold!.Days.Should().BeApproximately(61, 6, "70.5 is the last value of the line");
    }

    [Fact]
    public void A_step_is_not_the_start_of_a_slope()
    {
        double[] noise = Series.Noise(90, 6);
        TrendReport report = Trend.Analyze(_limited, Series.Days(90, i => (i < 45 ? 0.3 : 0.4) + (0.004 * noise[i])));
        report.Shifts.Should().ContainSingle();
        report.Forecast!.Threshold!.Days.Should().BeNull("the level is flat since the step");
    }

    [Fact]
    public void Days_follow_the_week_and_have_an_interval()
    {
        double[] noise = Series.Noise(70, 8);
        TrendReport report = Trend.Analyze(new MetricDefinition("m"), Series.Days(70, i => (i % 7 >= 5 ? 50 : 100) + noise[i]));
        report.Weekly.IsDetected.Should().BeTrue();
        report.Forecast!.Points.Select(point => point.Start).Should()
            .Equal(Enumerable.Range(70, 14).Select(i => Series.Monday.AddDays(i)));
        report.Forecast.Points.Select(point => point.Value > 75).Should()
            .Equal(Enumerable.Range(70, 14).Select(i => i % 7 < 5));
        report.Forecast.Points.Should().OnlyContain(point => point.Low < point.Value && point.Value < point.High);
        report.Forecast.Threshold.Should().BeNull("the metric has none");
    }

    [Fact]
    public void Hours_are_forecast_by_the_hour()
    {
        TrendReport report = Trend.Analyze(
            new MetricDefinition("m"), Series.Hours(240, i => 10 + (i % 24)), new TrendOptions { ForecastLength = TimeSpan.FromDays(2) });
        report.Forecast!.Points.Select(point => point.Start).Should()
            .Equal(Enumerable.Range(240, 48).Select(i => Series.Monday.AddHours(i)));
        report.Forecast.Points[0].Value.Should().BeApproximately(10, 0.5);
        report.Forecast.Points[47].Value.Should().BeApproximately(33, 0.5);
    }

    [Fact]
    public void Days_of_a_zone_begin_at_its_midnights_across_the_change_of_summer_time()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var first = new DateOnly(2026, 3, 2);
        TrendReport report = Trend.Analyze(new MetricDefinition("m"), new TrendSeries
        {
            Zone = zone,
            Points = [.. Enumerable.Range(0, 26).Select(i => new TrendPoint { Start = Midnight(i), Value = i % 3 })],
        });
        report.Forecast!.Points.Select(point => point.Start).Should().Equal(Enumerable.Range(26, 14).Select(Midnight));

        DateTimeOffset Midnight(int day)
        {
            DateTime local = first.AddDays(day).ToDateTime(TimeOnly.MinValue);
            return new DateTimeOffset(local, zone.GetUtcOffset(local));
        }
    }

    [Fact]
    public void No_forecast_is_a_share_above_1_or_a_negative_duration()
    {
        double[] noise = Series.Noise(60, 9);
        TrendReport share = Trend.Analyze(
            MetricDefinition.Of(SloDefinition.Availability("a", 99.9m)),
            Series.Days(60, i => Math.Min(1, 0.998 + (0.00004 * i) + (0.001 * noise[i]))));
        share.Forecast!.Points.Should().Contain(point => point.High == 1).And.OnlyContain(point => point.Value <= 1 && point.Low < 1);
        TrendReport duration = Trend.Analyze(Series.Latency, Series.Days(60, i => Math.Max(0.001, 0.3 - (0.0055 * i) + (0.01 * noise[i]))));
        duration.Forecast!.Points.Should().Contain(point => point.Low == 0).And.OnlyContain(point => point.Value >= 0);
    }

    [Fact]
    public void Nothing_is_forecast_from_few_points_or_if_nobody_asks()
    {
        Trend.Analyze(_limited, Series.Days(6, i => i)).Forecast.Should().BeNull();
        Trend.Analyze(_limited, Series.Days(60, i => i), new TrendOptions { ForecastLength = TimeSpan.Zero }).Forecast.Should().BeNull();
        FluentActions.Invoking(() => new TrendOptions { ForecastLength = TimeSpan.FromDays(41) })
            .Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Series.Latency with { Threshold = double.NaN }).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Theory]
    [InlineData(1e308)]
    [InlineData(1e-308)]
    [InlineData(0)]
    public void No_figure_of_a_forecast_is_infinite(double size)
    {
        TrendReport report = Trend.Analyze(
            new MetricDefinition("m") { Threshold = 1.5e308 }, Series.Days(60, i => size * (0.5 + (i % 5 * 0.1))));
        report.Forecast!.Points.Should().OnlyContain(point => double.IsFinite(point.Value)
            && (point.Low == null || double.IsFinite(point.Low.Value)) && (point.High == null || double.IsFinite(point.High.Value)));
    }

    [Fact]
    public void An_objective_of_good_events_must_not_reach_its_target()
    {
        MetricDefinition.Of(SloDefinition.Availability("a", 99.9m)).Threshold.Should().Be(0.999);
        MetricDefinition.Of(SloDefinition.Latency("l", TimeSpan.FromSeconds(1), 95m)).Threshold.Should().BeNull("it is analyzed by p95");
        MetricDefinition.Of(SloDefinition.ZeroTolerance("z", 5)).Threshold.Should().BeNull();
    }

    [Fact]
    public void Markdown_shows_the_days_until_the_threshold_and_the_forecast()
    {
        string text = TrendMarkdown.Write(Trend.Analyze(_limited, Series.Days(60, i => 0.3 + (0.001 * i))));
        text.Should().Contain("## Forecast").And.Contain("Threshold 500 ms: ").And.Contain("| at | value | 90 % from | 90 % to |");
        text.Should().Contain("| 2026-05-01 | 360 ms |");
    }
}
