using CsCheck;
using Reliability.Dashboard.Internal;

namespace Reliability.Dashboard.Tests.Charts;

public sealed class TicksTests
{
    /// <summary>Ranges of every size, around zero and far from it.</summary>
    private static readonly Gen<(double Low, double High, int Max)> Ranges =
        from center in Gen.Double[-1, 1]
        from centerPower in Gen.Int[-6, 11]
        from size in Gen.Double[0.1, 1]
        from sizePower in Gen.Int[-5, 3]
        from max in Gen.Int[3, 12]
        let low = center * Math.Pow(10, centerPower)
        let high = low + (size * Math.Pow(10, centerPower + sizePower))
        select (low, high, max);

    [Fact]
    public void Ticks_within_a_range_are_round_ascend_lie_inside_and_are_no_more_than_asked_for() =>
        Ranges.Sample((low, high, max) =>
        {
            var ticks = Ticks.Within(low, high, max);
            return ticks.Values.Count <= max
                && ticks.Values.All(tick => tick >= low && tick <= high)
                && IsRound(ticks);
        });

    [Fact]
    public void A_range_has_at_least_a_quarter_of_the_ticks_that_it_may_have() =>
        Ranges.Sample((low, high, max) => Ticks.Within(low, high, max).Values.Count >= max / 4);

    [Fact]
    public void Ticks_around_a_range_hold_it_and_are_no_more_than_asked_for() =>
        Ranges.Sample((low, high, max) =>
        {
            var ticks = Ticks.Around(low, high, max);
            return ticks.Values.Count >= 2 && ticks.Values.Count <= max
                && ticks.Values[0] <= low && ticks.Values[^1] >= high
                && IsRound(ticks);
        });

    [Theory]
    [InlineData(0, 1, 5, new[] { 0, 0.5, 1 })]
    [InlineData(0, 1, 6, new[] { 0, 0.2, 0.4, 0.6, 0.8, 1 })]
    [InlineData(-0.031, 0.038, 5, new[] { -0.02, 0, 0.02 })]
    [InlineData(0.9951, 1, 6, new[] { 0.996, 0.997, 0.998, 0.999, 1 })]
    [InlineData(3, 4, 5, new[] { 3, 3.5, 4 })]
    public void Ticks_are_the_doubles_that_people_write(double low, double high, int max, double[] expected) =>
        Ticks.Within(low, high, max).Values.Should().Equal(expected);

    [Fact]
    public void Counts_have_no_tick_between_whole_numbers() =>
        Ticks.Within(0, 2, 5, minStep: 1).Values.Should().Equal(0, 1, 2);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(-3, -3)]
    [InlineData(1e15, 1e15)]
    [InlineData(0.5, 0.5000000001)]
    [InlineData(1e-13, 2e-13)]
    public void A_point_is_widened_to_a_range_that_holds_it(double low, double high)
    {
        (double wideLow, double wideHigh) = Ticks.Widen(low, high);
        wideLow.Should().BeLessThanOrEqualTo(low);
        wideHigh.Should().BeGreaterThanOrEqualTo(high);
        (wideHigh - wideLow).Should().BeGreaterThan(0);
    }

    [Theory]
    [InlineData(double.NaN, 1)]
    [InlineData(0, double.PositiveInfinity)]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    public void A_range_that_is_none_is_rejected(double low, double high) =>
        FluentActions.Invoking(() => Ticks.Within(low, high, 5)).Should().Throw<ArgumentOutOfRangeException>();

    [Fact]
    public void A_linear_scale_maps_ends_to_ends_keeps_order_and_stays_inside() =>
        (from range in Ranges from a in Gen.Double[-0.5, 1.5] from b in Gen.Double[-0.5, 1.5] select (range, a, b))
        .Sample((range, a, b) =>
        {
            var scale = new LinearScale(range.Low, range.High, 0, 1000);
            double size = range.High - range.Low;
            double first = scale.At(range.Low + (Math.Min(a, b) * size));
            double second = scale.At(range.Low + (Math.Max(a, b) * size));
            return scale.At(range.Low) == 0 && scale.At(range.High) == 1000 && first >= 0 && first <= second && second <= 1000;
        });

    [Fact]
    public void Ticks_of_a_logarithmic_scale_ascend_lie_inside_and_are_no_more_than_asked_for() =>
        (from low in Gen.Double[-8, 8] from decades in Gen.Double[0.1, 12] from max in Gen.Int[1, 12] select (low, decades, max))
        .Sample((low, decades, max) =>
        {
            double start = Math.Pow(10, low);
            double end = Math.Pow(10, low + decades);
            IReadOnlyList<double> ticks = new LogScale(start, end, 0, 100).Ticks(max);
            return ticks.Count <= max && ticks.All(tick => tick >= start && tick <= end) && ticks.SequenceEqual(ticks.Order().Distinct());
        });

    [Fact]
    public void Equal_factors_have_equal_distances_on_a_logarithmic_scale()
    {
        var scale = new LogScale(1, 1000, 0, 300);
        scale.At(10).Should().BeApproximately(100, 1e-9);
        scale.At(100).Should().BeApproximately(200, 1e-9);
        scale.At(0).Should().Be(0);
        scale.Ticks(10).Should().Equal(1, 2, 5, 10, 20, 50, 100, 200, 500, 1000);
        scale.Ticks(4).Should().Equal(1, 10, 100, 1000);
        FluentActions.Invoking(() => new LogScale(0, 1, 0, 1)).Should().Throw<ArgumentOutOfRangeException>();
    }

    private static bool IsRound(Ticks ticks)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(ticks.Step) + 1e-9));
        bool isStep = new[] { 1.0, 2, 5 }.Any(mantissa => Math.Abs((ticks.Step / power) - mantissa) < 1e-9);
        return isStep
            && ticks.Values.All(tick => Math.Abs((tick / ticks.Step) - Math.Round(tick / ticks.Step)) < 1e-5)
            && ticks.Values.Zip(ticks.Values.Skip(1)).All(pair => pair.First < pair.Second);
    }
}
