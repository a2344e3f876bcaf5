using Reliability.Statistics;
using Reliability.Storage;
using Reliability.Trends;

namespace Reliability.Core.Tests.Trends;

public sealed class TrendTests
{
    [Fact]
    public void A_rise_of_a_metric_whose_low_values_are_better_degrades()
    {
        double[] noise = Series.Noise(90, 1);
        TrendReport report = Trend.Analyze(Series.Latency, Series.Days(90, i => 0.3 + (0.001 * i) + (0.01 * noise[i])));
        report.Verdict.Should().Be(TrendVerdict.Degrading);
        report.Trend!.Change.Ratio.Should().BeApproximately(0.089 / 0.3, 0.03);
        report.Trend.SlopePerDay.Should().BeApproximately(0.001, 0.0002);
        report.Trend.PValue.Should().BeLessThan(1e-6);
        report.LeastSquares!.SlopePerDay.Should().BeApproximately(0.001, 0.0002);
        report.Trend.Change.RatioInterval!.Value.Contains(report.Trend.Change.Ratio!.Value).Should().BeTrue();
        report.Summary.Should().StartWith("Degrading: p95 rose 28.6 % (").And.Contain(" over 90 days");
    }

    [Fact]
    public void The_same_rise_is_an_improvement_where_high_values_are_better_and_a_change_where_nothing_is_stated()
    {
        double[] noise = Series.Noise(90, 1);
        TrendSeries rise = Series.Days(90, i => 100 + i + noise[i]);
        MetricDefinition metric = new("m");
        Trend.Analyze(metric with { Direction = MetricDirection.HigherIsBetter }, rise).Verdict.Should().Be(TrendVerdict.Improving);
        Trend.Analyze(metric with { Direction = MetricDirection.LowerIsBetter }, rise).Verdict.Should().Be(TrendVerdict.Degrading);
        Trend.Analyze(metric, rise).Verdict.Should().Be(TrendVerdict.Changing);
    }

    [Fact]
    public void A_significant_rise_below_the_minimum_effect_is_stable_and_says_so()
    {
        TrendReport report = Trend.Analyze(Series.Latency, Series.Days(90, i => 0.3 + (0.0001 * i)));
        report.Trend!.PValue.Should().BeLessThan(0.001);
        report.Verdict.Should().Be(TrendVerdict.Stable);
        report.Summary.Should().Contain("less than the 5 % that matter");
    }

    [Fact]
    public void What_the_source_dropped_and_why_it_has_nothing_is_part_of_the_report()
    {
        TrendSeries series = Series.Days(10, i => i == 3 ? double.NaN : i) with { DroppedCount = 5, EmptyReason = "No rows." };
        TrendReport report = Trend.Analyze(Series.Latency, series);
        report.DroppedCount.Should().Be(6);
        report.Summary.Should().NotContain("No rows", "there are values");
        Trend.Analyze(Series.Latency, series with { Points = [] }).Summary.Should().Be("Not enough data: there are no values. No rows.");
        Trend.Analyze(Series.Latency, series with { DroppedCount = int.MaxValue }).DroppedCount.Should().Be(int.MaxValue);
        FluentActions.Invoking(() => Trend.Analyze(Series.Latency, series with { Points = [] }, new TrendOptions { IsStrict = true }))
            .Should().Throw<ArgumentException>().WithMessage("*dropped 5 values*");
        FluentActions.Invoking(() => series with { DroppedCount = -1 }).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Noise_is_stable()
    {
        double[] noise = Series.Noise(90, 7);
        TrendReport report = Trend.Analyze(Series.Latency, Series.Days(90, i => 0.3 + (0.03 * noise[i])));
        report.Verdict.Should().Be(TrendVerdict.Stable);
        report.Shifts.Should().BeEmpty();
        report.Summary.Should().StartWith("Stable: p95 shows no change over 90 days that chance does not explain (p = 0.");
    }

    [Theory]
    [InlineData(0, "Not enough data: there are no values.")]
    [InlineData(1, "Not enough data: 1 daily value; a trend needs at least 7.")]
    [InlineData(2, "Not enough data: 2 daily values; a trend needs at least 7.")]
    [InlineData(6, "Not enough data: 6 daily values; a trend needs at least 7.")]
    public void Few_values_are_no_verdict(int count, string summary)
    {
        TrendReport report = Trend.Analyze(Series.Latency, Series.Days(count, i => i));
        report.Verdict.Should().Be(TrendVerdict.InsufficientData);
        report.Trend.Should().BeNull();
        report.Summary.Should().Be(summary);
        (report.Range is null).Should().Be(count == 0);
        (report.CurrentValue is null).Should().Be(count == 0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    [InlineData(66094598367756)]
    [InlineData(1e308)]
    [InlineData(1e-308)]
    public void Equal_values_do_not_change(double value)
    {
        TrendReport report = Trend.Analyze(Series.Latency, Series.Days(60, _ => value));
        report.Verdict.Should().Be(TrendVerdict.Stable);
        report.Trend!.SlopePerDay.Should().Be(0);
        report.LeastSquares!.SlopePerDay.Should().Be(0);
        report.Weekly.State.Should().Be(SeasonalityState.Constant);
        report.Weekly.Correlation.Should().BeNull();
        report.Shifts.Should().BeEmpty();
        report.Outliers.Should().BeEmpty();
        report.Summary.Should().StartWith("Stable: p95 did not change over 60 days");
    }

    [Fact]
    public void Values_that_are_not_finite_are_dropped_and_counted_or_rejected()
    {
        TrendSeries series = Series.Days(30, i => i % 10 == 3 ? double.NaN : i == 4 ? double.NegativeInfinity : 1);
        TrendReport report = Trend.Analyze(Series.Latency, series);
        report.DroppedCount.Should().Be(4);
        report.MissingCount.Should().Be(4);
        report.Points.Should().HaveCount(26);
        FluentActions.Invoking(() => Trend.Analyze(Series.Latency, series, new TrendOptions { IsStrict = true }))
            .Should().Throw<ArgumentException>().WithMessage("*2026-03-05*NaN*must be finite*");
    }

    [Fact]
    public void The_order_of_points_does_not_matter_and_of_two_with_one_start_the_last_counts()
    {
        double[] noise = Series.Noise(60, 3);
        TrendSeries series = Series.Days(60, i => 10 + (0.1 * i) + noise[i]);
        TrendReport expected = Trend.Analyze(Series.Latency, series);
        TrendPoint[] shuffled = [.. series.Points.Reverse().Prepend(series.Points[5] with { Value = 99 })];
        TrendReport report = Trend.Analyze(Series.Latency, series with { Points = shuffled });
        report.Summary.Should().Be(expected.Summary);
        report.Points.Should().Equal(expected.Points);
        report.DroppedCount.Should().Be(1);
    }

    [Fact]
    public void Missing_days_are_gaps_and_not_zeros()
    {
        TrendSeries all = Series.Days(90, i => 50 + (0.5 * i));
        TrendReport report = Trend.Analyze(Series.Latency, all with { Points = [.. all.Points.Where((_, i) => i % 9 != 4)] });
        report.Trend!.SlopePerDay.Should().BeApproximately(0.5, 1e-9);
        report.LeastSquares!.SlopePerDay.Should().BeApproximately(0.5, 1e-9);
        report.MissingCount.Should().Be(10);
    }

    [Theory]
    [InlineData(0, 1, "The value at the start is not above zero.")]
    [InlineData(-5, 1, "The value at the start is not above zero.")]
    [InlineData(30, -1, "The value changes its sign.")]
    public void A_share_of_a_start_that_is_not_above_zero_is_null_with_a_reason(double start, double slope, string reason)
    {
        TrendReport report = Trend.Analyze(Series.Latency, Series.Days(60, i => start + (slope * i)));
        report.Trend!.Change.Ratio.Should().BeNull();
        report.Trend.Change.RatioInterval.Should().BeNull();
        report.Trend.Change.Reason.Should().Be(reason);
        report.Trend.Change.Absolute.Should().BeApproximately(59 * slope, 1e-9);
        report.Verdict.Should().Be(slope > 0 ? TrendVerdict.Degrading : TrendVerdict.Improving);
        report.Summary.Should().Contain(slope > 0 ? "p95 rose from " : "p95 fell from ");
    }

    [Fact]
    public void A_week_is_found_removed_and_told_by_weekday()
    {
        double[] noise = Series.Noise(84, 5);
        TrendReport report = Trend.Analyze(Series.Latency, Series.Days(84, i => 100 + noise[i] - (i % 7 >= 5 ? 10 : 0)));
        report.Weekly.IsDetected.Should().BeTrue();
        report.Weekly.Strength.Should().BeGreaterThan(0.8);
        report.Weekly.Correlation.Should().BeInRange(0.6, 1);
        report.Weekly.Profile.Should().HaveCount(7);
        report.Weekly.PhaseNames.Should().Equal("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
        report.Weekly.Profile.Take(5).Should().OnlyContain(effect => effect > 1);
        report.Weekly.Profile.Skip(5).Should().OnlyContain(effect => effect < -4);
        report.TimeOfDay.Should().BeNull("days hold no pattern of a day");
        report.Verdict.Should().Be(TrendVerdict.Stable);
        report.Shifts.Should().BeEmpty();
    }

    [Fact]
    public void The_pattern_of_a_day_is_found_in_hours()
    {
        double[] noise = Series.Noise(24 * 28, 6);
        TrendSeries hours = Series.Hours(24 * 28, i => 100 + noise[i] + (i % 24 is >= 9 and < 17 ? 20 : 0));
        TrendReport report = Trend.Analyze(Series.Latency, hours);
        report.TimeOfDay!.IsDetected.Should().BeTrue();
        report.TimeOfDay.Profile.Should().HaveCount(24);
        report.TimeOfDay.Profile.Select((effect, hour) => (effect, hour)).Where(one => one.effect > 5).Select(one => one.hour)
            .Should().Equal(9, 10, 11, 12, 13, 14, 15, 16);

        TrendReport days = Trend.Analyze(Series.Latency, Series.Days(28, i => 100 + noise[i]) with { Hours = hours.Points });
        days.TimeOfDay!.IsDetected.Should().BeTrue();
        days.Weekly.IsDetected.Should().BeFalse();
    }

    [Fact]
    public void A_step_is_found_where_it_is_with_its_size_and_direction()
    {
        double[] noise = Series.Noise(90, 8);
        TrendReport report = Trend.Analyze(Series.Latency, Series.Days(90, i => 0.3 + (0.01 * noise[i]) + (i >= 50 ? 0.04 : 0)));
        MetricShift step = report.Shifts.Should().ContainSingle().Which;
        step.Kind.Should().Be(ShiftKind.Step);
        step.At.Should().BeCloseTo(Series.Monday.AddDays(50), TimeSpan.FromDays(2));
        step.Within.Start.Should().BeOnOrBefore(step.At);
        step.Within.End.Should().BeAfter(step.At);
        step.Size.Should().BeApproximately(0.04, 0.01);
        step.Ratio.Should().BeApproximately(0.04 / 0.3, 0.04);
        step.Verdict.Should().Be(TrendVerdict.Degrading);
        step.PValue.Should().BeLessThan(0.001);
        report.Verdict.Should().Be(TrendVerdict.Degrading);
        report.LevelChange!.Absolute.Should().BeApproximately(step.Size, 1e-12);
        report.Summary.Should().StartWith("Degrading: p95 rose ").And.Contain(" over 90 days; a step of +").And.Contain(" ms on ");
    }

    [Theory]
    [InlineData(60, 30)]
    [InlineData(90, 45)]
    [InlineData(90, 20)]
    [InlineData(90, 80)]
    public void A_clean_step_is_a_change_and_not_stable_wherever_it_is(int days, int at)
    {
        double[] noise = Series.Noise(days, 11);
        TrendReport report = Trend.Analyze(Series.Latency, Series.Days(days, i => (i >= at ? 0.3 : 0.2) + (0.01 * noise[i])));
        report.Verdict.Should().Be(TrendVerdict.Degrading, report.Summary);
    }

    [Fact]
    public void A_shift_that_goes_away_is_no_lasting_change()
    {
        double[] noise = Series.Noise(90, 12);
        TrendReport report = Trend.Analyze(
            Series.Latency, Series.Days(90, i => (i is >= 40 and < 47 ? 0.3 : 0.2) + (0.01 * noise[i])));
        report.Shifts.Should().HaveCount(2).And.OnlyContain(shift => shift.Kind == ShiftKind.Transient);
        report.Verdict.Should().Be(TrendVerdict.Stable, report.Summary);
        report.LevelChange.Should().BeNull();
    }

    [Fact]
    public void One_wild_day_is_an_outlier_and_no_trend()
    {
        double[] noise = Series.Noise(90, 9);
        TrendReport report = Trend.Analyze(Series.Latency, Series.Days(90, i => 0.3 + (0.01 * noise[i]) + (i == 40 ? 0.5 : 0)));
        report.Verdict.Should().Be(TrendVerdict.Stable);
        report.Shifts.Should().BeEmpty();
        MetricOutlier outlier = report.Outliers.Should().ContainSingle().Which;
        outlier.At.Should().Be(Series.Monday.AddDays(40));
        outlier.Expected.Should().BeApproximately(0.3, 0.03);
    }

    [Fact]
    public void Days_lie_in_their_time_zone()
    {
        TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        double[] noise = Series.Noise(84, 5);

        // Clocks go forward within this time, so that days start at 23:00 and later at 22:00 UTC.
        TrendPoint[] points =
        [
            .. Enumerable.Range(0, 84).Select(i => new TrendPoint
            {
                Start = DateOnly.FromDateTime(Series.Monday.DateTime).AddDays(i).StartIn(zone),
                Value = 100 + noise[i] - (i % 7 == 6 ? 20 : 0),
            }),
        ];
        TrendReport report = Trend.Analyze(Series.Latency, new TrendSeries { Points = points, Zone = zone });
        report.MissingCount.Should().Be(0);
        report.Weekly.IsDetected.Should().BeTrue();
        report.Weekly.Profile[6].Should().BeLessThan(-10, "the seventh day of a week is a Sunday");
        report.Range!.Value.End.Should().Be(DateOnly.FromDateTime(Series.Monday.DateTime).AddDays(84).StartIn(zone));
    }

    [Fact]
    public void Minutes_are_rejected() =>
        FluentActions.Invoking(() => Trend.Analyze(Series.Latency, Series.Days(9, i => i) with { Resolution = SeriesResolution.Minute }))
            .Should().Throw<ArgumentException>().WithMessage("*an hour or a day, not of a Minute*");

    [Theory]
    [InlineData(1e300)]
    [InlineData(1e-300)]
    public void Numbers_near_the_limits_of_doubles_give_finite_results(double scale)
    {
        double[] noise = Series.Noise(60, 4);
        TrendReport report = Trend.Analyze(Series.Latency, Series.Days(60, i => scale * (100 + i + noise[i])));
        report.Verdict.Should().Be(TrendVerdict.Degrading);
        double.IsFinite(report.Trend!.SlopePerDay).Should().BeTrue();
        double.IsFinite(report.LeastSquares!.SlopePerDay).Should().BeTrue();
        report.Shifts.Should().NotContain(shift => !double.IsFinite(shift.Size));
        report.Trend.Change.Ratio.Should().BeApproximately(0.59, 0.1);
    }
}
