using CsCheck;
using Reliability.Statistics;

namespace Reliability.Core.Tests.Statistics.Series;

/// <summary>When a line crosses a threshold: units, directions, and input without an answer.</summary>
public sealed class ThresholdCrossingTests
{
    private static readonly double[] Days = [.. Enumerable.Range(0, 60).Select(i => (double)i)];

    private static readonly Gen<double[]> Series =
        Gen.Select(Gen.Double[-2, 2].Array[60], Gen.Double[-0.3, 0.5], (noise, slope) =>
            noise.Select((e, i) => 100 + (slope * i) + e).ToArray());

    [Fact]
    public void A_line_without_noise_crosses_where_it_crosses()
    {
        CrossingEstimate rising = ThresholdCrossing.Estimate(Days, [.. Days.Select(d => 100 + (0.25 * d))], 130);
        (rising.Outcome, rising.Position, rising.Low, rising.High).Should().Be((CrossingOutcome.Expected, 120, 120, 120));
        (rising.Remaining, rising.Slope, rising.Autocorrelation).Should().Be((61, 0.25, 0));
        rising.Reason.Should().Be("The line rises towards the threshold.");

        CrossingEstimate falling = ThresholdCrossing.Estimate(Days, [.. Days.Select(d => 100 - (0.5 * d))], 50);
        (falling.Outcome, falling.Position, falling.Reason)
            .Should()
            .Be((CrossingOutcome.Expected, 100, "The line falls towards the threshold."));
    }

    [Fact]
    public void Units_of_values_and_of_positions_and_the_sign_change_nothing_else() =>
        Gen.Select(Series, Gen.Int[-60, 60], Gen.Int[-20, 40], Gen.Int[-5, 5]).Sample(
            (series, exponent, day, start) =>
        {
            CrossingEstimate plain = ThresholdCrossing.Estimate(Days, series, 130, 0.9, CrossingDirection.Rising);
            double[] scaled = [.. series.Select(v => -Math.ScaleB(v, exponent))];
            double[] positions = [.. Days.Select(d => Math.ScaleB(d + start, day))];
            CrossingEstimate moved =
                ThresholdCrossing.Estimate(positions, scaled, -Math.ScaleB(130, exponent), 0.9, CrossingDirection.Falling);
            moved.Outcome.Should().Be(plain.Outcome);
            Near(moved.Remaining, plain.Remaining * Math.ScaleB(1, day));
            Near(moved.Low - moved.LastPosition, (plain.Low - 59) * Math.ScaleB(1, day));
            Near(moved.High - moved.LastPosition, (plain.High - 59) * Math.ScaleB(1, day));
        });

    [Fact]
    public void The_interval_holds_the_estimate_and_grows_with_the_confidence() =>
        Series.Sample(series =>
        {
            CrossingEstimate wide = ThresholdCrossing.Estimate(Days, series, 130, 0.99, CrossingDirection.Rising);
            CrossingEstimate narrow = ThresholdCrossing.Estimate(Days, series, 130, 0.5, CrossingDirection.Rising);
            return !(narrow.Position < narrow.Low) && !(narrow.Position > narrow.High)
                && (narrow.Position is null || narrow.Low is not null)
                && !(wide.Low > narrow.Low) && (wide.High is null || wide.High >= narrow.High);
        });

    [Fact]
    public void A_missing_value_is_a_distance_and_not_a_zero()
    {
        double[] values = [.. Days.Select(d => d is 7 or 8 or 59 ? double.NaN : 100 + (0.25 * d))];
        CrossingEstimate crossing = ThresholdCrossing.Estimate(Days, values, 130);
        (crossing.Position, crossing.LastPosition, crossing.Remaining).Should().Be((120, 58, 62));
    }

    [Fact]
    public void A_line_that_is_not_significant_has_no_latest_day_and_one_that_moves_away_has_none_at_all()
    {
        var random = new Random(3);
        double[] noise = [.. Days.Select(_ => (4 * random.NextDouble()) - 2)];
        CrossingEstimate flat = ThresholdCrossing.Estimate(Days, [.. noise.Select((e, i) => 100 + (0.005 * i) + e)], 130);
        flat.Low.Should().BeGreaterThan(100);
        flat.High.Should().BeNull();
        flat.Reason.Should().Contain("not significant").And.Contain("rises");

        CrossingEstimate away = ThresholdCrossing.Estimate(Days, [.. noise.Select((e, i) => 100 - (0.5 * i) + e)], 130);
        (away.Outcome, away.Position, away.Low, away.High).Should().Be((CrossingOutcome.Never, null, null, null));
        away.Reason.Should().Be("The line moves away from the threshold.");

        CrossingEstimate constant = ThresholdCrossing.Estimate(Days, [.. Days.Select(_ => 0.1)], 0.3);
        (constant.Outcome, constant.Position, constant.Low, constant.High, constant.Slope)
            .Should()
            .Be((CrossingOutcome.Never, null, null, null, 0));
        constant.Reason.Should().Be("The line is level.");
    }

    [Fact]
    public void A_threshold_that_is_crossed_already_is_crossed_now()
    {
        double[] values = [.. Days.Select(d => 100 + d)];
        CrossingEstimate now = ThresholdCrossing.Estimate(Days, values, 130);
        (now.Outcome, now.Position, now.Remaining, now.Low, now.High).Should().Be((CrossingOutcome.AlreadyCrossed, 59, 0, 59, 59));
        ThresholdCrossing.Estimate(Days, values, 90).Outcome
            .Should()
            .Be(CrossingOutcome.Never, "the line has never been below, and moves up");
        ThresholdCrossing.Estimate(Days, values, 90, direction: CrossingDirection.Rising).Outcome
            .Should()
            .Be(CrossingOutcome.AlreadyCrossed);
        ThresholdCrossing.Estimate(Days, values, 130, direction: CrossingDirection.Falling).Outcome.Should().Be(CrossingOutcome.Never);
        ThresholdCrossing.Estimate(Days, [.. Days.Select(_ => 130.0)], 130).Outcome.Should().Be(CrossingOutcome.AlreadyCrossed);
    }

    [Fact]
    public void A_crossing_beyond_the_horizon_has_no_position()
    {
        double[] values = [.. Days.Select(d => 100 + (0.25 * d))];
        ThresholdCrossing.Estimate(Days, values, 130, horizon: 61).Position.Should().Be(120);
        CrossingEstimate beyond = ThresholdCrossing.Estimate(Days, values, 130, horizon: 60);
        (beyond.Outcome, beyond.Position, beyond.Low, beyond.High).Should().Be((CrossingOutcome.BeyondHorizon, null, null, null));
        beyond.Reason.Should().Be("The line rises towards the threshold and crosses it beyond the horizon.");
    }

    [Fact]
    public void Fewer_than_three_values_say_nothing()
    {
        CrossingEstimate none = ThresholdCrossing.Estimate([], [], 1);
        (none.Outcome, none.LastPosition, none.Slope, none.Remaining).Should().Be((CrossingOutcome.InsufficientData, null, null, null));
        CrossingEstimate two = ThresholdCrossing.Estimate([1, 2, 3], [1, 2, double.NaN], 9);
        (two.Outcome, two.Position, two.LastPosition).Should().Be((CrossingOutcome.InsufficientData, null, 2));
        two.Reason.Should().Be("There are 2 values; a trend line needs at least 3.");
        ThresholdCrossing.Estimate([1, 2, 3], [1, 2, 3], 9).Position.Should().BeApproximately(9, 1e-9);
    }

    [Theory]
    [InlineData(1e306)]
    [InlineData(1e-307)]
    [InlineData(1e-310)]
    public void Values_near_the_limits_of_a_double_cross_on_the_same_day(double unit)
    {
        var random = new Random(5);
        double[] values = [.. Days.Select(d => Math.Round(100 + (0.25 * d) + (4 * random.NextDouble())))];
        CrossingEstimate plain = ThresholdCrossing.Estimate(Days, values, 150);
        CrossingEstimate extreme = ThresholdCrossing.Estimate(Days, [.. values.Select(v => v * unit)], 150 * unit);
        extreme.Position.Should().BeApproximately(plain.Position!.Value, 1e-6);
        extreme.Low.Should().BeApproximately(plain.Low!.Value, 1e-6);
        extreme.High.Should().BeApproximately(plain.High!.Value, 1e-6);
        ThresholdCrossing.Estimate(Days, values, double.MaxValue).Outcome
            .Should()
            .BeOneOf(CrossingOutcome.Never, CrossingOutcome.Expected, CrossingOutcome.BeyondHorizon);
        ThresholdCrossing.Estimate(Days, [.. values.Select((v, i) => i % 2 == 0 ? -1.7e308 : 1.7e308)], 1e308).Confidence.Should().Be(0.9);
    }

    [Fact]
    public void Input_that_is_not_valid_is_rejected_by_its_place_and_value()
    {
        Rejects([1, 2], [1], 0).WithMessage("*1 and 2*");
        Rejects([1, 2, 2], [1, 2, 3], 0).WithMessage("*position 2 is 2*");
        Rejects([2, 1], [1, 2], 0).WithMessage("*position 1 is 1*");
        Rejects([1, double.NaN], [1, 2], 0).WithMessage("*position 1 is NaN*");
        Rejects([1, 2], [1, double.NegativeInfinity], 0).WithMessage("*value 1 is -Infinity*");
        Rejects([-1.7e308, 1.7e308], [1, 2], 0).WithMessage("*distance*");
        Rejects([1], [1], double.NaN);
        Rejects([1], [1], 0, 1);
        Rejects([1], [1], 0, 0.9, 0);
    }

    private static FluentAssertions.Specialized.ExceptionAssertions<ArgumentException> Rejects(
        double[] positions, double[] values, double threshold, double confidence = 0.9, double? horizon = null)
    {
        Action action = () => ThresholdCrossing.Estimate(positions, values, threshold, confidence, horizon: horizon);
        return action.Should().Throw<ArgumentException>();
    }

    private static void Near(double? actual, double? expected)
    {
        (actual is null).Should().Be(expected is null);
        if (actual is { } value)
        {
            value.Should().BeApproximately(expected!.Value, 1e-6 * Math.Abs(expected.Value) + 1e-300);
        }
    }
}
