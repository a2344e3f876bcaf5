using CsCheck;
using Reliability.Sketches;

namespace Reliability.Core.Tests.Statistics;

public sealed class SketchErrorTests
{
    private static readonly double[] Shares = [0, 0.001, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 0.9999, 1];

    [Theory]
    [InlineData("uniform")]
    [InlineData("lognormal")]
    [InlineData("wide lognormal")]
    [InlineData("Pareto")]
    [InlineData("normal around zero")]
    [InlineData("half zeros")]
    [InlineData("all equal")]
    [InlineData("powers of two")]
    public void Every_quantile_is_within_the_relative_error_of_the_exact_one(string distribution)
    {
        var random = new Random(20261123);
        double[] values = [.. Enumerable.Range(0, 20_000).Select(i => Draw(distribution, random, i))];

        ShouldHold(values).RelativeError.Should().BeApproximately(0.0054, 0.00002, "no distribution here spans more than 32 octaves");
    }

    [Fact]
    public void The_guarantee_holds_for_any_values() =>
        Gen.Select(Gen.Double[-300, 300].Select(e => Math.Pow(10, e)), Gen.Int[-1, 1]).Select((m, sign) => m * sign).Array[1, 200]
            .Sample(values => ShouldHold(values).Count.Should().Be(values.Length), iter: 300);

    [Fact]
    public void The_guarantee_holds_for_values_of_like_size() =>
        Gen.Double[0.001, 1000].Array[1, 300].Sample(values => ShouldHold(values).RelativeError.Should().BeLessThan(0.00542), iter: 300);

    [Fact]
    public void The_full_range_of_doubles_keeps_an_octave_of_resolution()
    {
        double[] values = [double.MaxValue, 1e-307, -double.MaxValue, -1e-307, 2.2250738585072014E-308, 1, 0];
        ShouldHold(values).RelativeError.Should().BeApproximately(1 / 3d, 1e-9);
    }

    [Theory]
    [InlineData(double.Epsilon)]
    [InlineData(-1e-310)]
    [InlineData(-0d)]
    public void A_magnitude_too_small_for_a_normal_double_counts_as_zero(double value)
    {
        var sketch = new QuantileSketch();
        sketch.Add(value);
        (sketch.Count, sketch.Quantile(0.5)).Should().Be((1, 0d));
    }

    [Fact]
    public void Adding_a_value_several_times_is_adding_it_as_often()
    {
        QuantileSketch one = new(), many = new();
        one.Add(-3.5, 4);
        one.Add(7, 0);
        one.Add(0, 2);
        one.Add(0.25, 3);
        foreach (double value in new[] { 0.25, 0, -3.5, 0.25, -3.5, 0, -3.5, 0.25, -3.5 })
        {
            many.Add(value);
        }

        one.ToBytes().Should().Equal(many.ToBytes());
        one.Count.Should().Be(9);
    }

    [Fact]
    public void An_empty_sketch_has_no_quantile()
    {
        var sketch = new QuantileSketch();
        sketch.Quantile(0.5).Should().BeNull();
        sketch.Count.Should().Be(0);
        sketch.RelativeError.Should().BeApproximately(0.005415, 1e-6);
    }

    [Theory]
    [InlineData(-0.0001)]
    [InlineData(1.0001)]
    [InlineData(double.NaN)]
    public void A_share_outside_0_to_1_is_rejected(double q) =>
        new QuantileSketch()
            .Invoking(s => s.Quantile(q))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("* is not valid. The quantile must be from 0 to 1.*");

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_value_that_is_no_finite_number_is_rejected(double value)
    {
        var sketch = new QuantileSketch();
        sketch.Invoking(s => s.Add(value)).Should().Throw<ArgumentOutOfRangeException>();
        sketch.Invoking(s => s.Add(value, 2)).Should().Throw<ArgumentOutOfRangeException>();
        sketch.Invoking(s => s.Add(1, -1)).Should().Throw<ArgumentOutOfRangeException>();
        sketch.Count.Should().Be(0);
    }

    private static double Draw(string distribution, Random random, int i) => distribution switch
    {
        "uniform" => 0.5 + random.NextDouble(),
        "lognormal" => Math.Exp(Normal(random)),
        "wide lognormal" => Math.Exp(2 * Normal(random)),
        "Pareto" => 0.01 * Math.Pow(1 - random.NextDouble(), -1 / 1.16),
        "normal around zero" => Math.Round(Normal(random), 4),
        "half zeros" => i % 2 == 0 ? 0 : random.NextDouble() + 0.01,
        "all equal" => 0.3,
        _ => Math.ScaleB(1, (i % 20) - 10),
    };

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static QuantileSketch ShouldHold(double[] values)
    {
        var sketch = new QuantileSketch();
        Array.ForEach(values, sketch.Add);
        double[] sorted = [.. values.Order()];
        foreach (double q in Shares)
        {
            double exact = sorted[Math.Max(1, (int)Math.Ceiling(q * sorted.Length)) - 1];
            double got = sketch.Quantile(q)!.Value;
            double bound = sketch.RelativeError * Math.Abs(exact) * (1 + 1e-9);
            if (!(Math.Abs(got - exact) <= bound))
            {
                throw new InvalidOperationException($"q = {q}: {got:R} is further than {bound:R} from {exact:R}.");
            }
        }

        return sketch;
    }
}
