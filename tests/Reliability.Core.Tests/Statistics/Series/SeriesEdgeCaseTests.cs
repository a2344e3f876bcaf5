using CsCheck;
using Reliability.Statistics;

namespace Reliability.Core.Tests.Statistics.Series;

/// <summary>Degenerate and rejected input, and what a change of units or of order must not change.</summary>
public sealed class SeriesEdgeCaseTests
{
    private static readonly Gen<double[]> Values = Gen.Double[-100, 100].Array[3, 120];

    [Fact]
    public void Too_few_values_have_no_errors_and_no_p_value()
    {
        LinearFit none = LinearRegression.Fit([]);
        LinearFit one = LinearRegression.Fit([5], [7]);
        LinearFit two = LinearRegression.Fit([1, 3], [2, 8]);

        (none.Count, none.Slope, none.Intercept, none.GetPValue()).Should().Be((0, 0, 0, null));
        (one.Slope, one.Intercept, one.MeanX, one.Correlation).Should().Be((0, 7, 5, null));
        (two.Slope, two.Intercept, two.DegreesOfFreedom).Should().Be((3, -1, 0));
        two.Correlation.Should().Be(1);
        two.SlopeStandardError.Should().BeNull();
        two.T.Should().BeNull();
        two.GetPValue().Should().BeNull();
        two.GetSlopeInterval().Should().BeNull();
        two.GetLineInterval(2).Should().BeNull();
        TheilSen.Fit([]).Count.Should().Be(0);
        TheilSen.Fit([4]).Intercept.Should().Be(4);
        TheilSen.Fit([4, 6]).Slope.Should().Be(2);
        MannKendall.Test([]).PValue.Should().BeNull();
        MannKendall.Test([1, 2]).S.Should().Be(1);
        Autocorrelation.At([], 0).Should().BeNull();
    }

    [Theory]
    [InlineData(66_094_598_367_756, 661)]
    [InlineData(0, 3)]
    [InlineData(0.1, 90)]
    [InlineData(1e-308, 40)]
    [InlineData(1.7e308, 40)]
    public void Equal_values_have_a_slope_of_exactly_0(double value, int count)
    {
        double[] y = [.. Enumerable.Repeat(value, count)];
        double[] x = [.. Enumerable.Range(0, count).Select(i => 1.7e12 + i)];
        foreach (LinearFit fit in (LinearFit[])[LinearRegression.Fit(y), LinearRegression.Fit(x, y)])
        {
            fit.Slope.Should().Be(0);
            fit.Intercept.Should().Be(value);
            fit.Correlation.Should().BeNull();
            fit.RSquared.Should().BeNull();
            fit.SlopeStandardError.Should().Be(0);
            fit.GetPValue().Should().Be(1);
        }

        TheilSen.Fit(y).Slope.Should().Be(0);
        MannKendall.Test(y, MannKendallCorrection.FirstOrder).PValue.Should().Be(1);
        MannKendall.Test(y).Tau.Should().BeNull();
        Autocorrelation.At(y, 1).Should().BeNull();
        Autocorrelation.Compute(y, new double[2]).Should().BeFalse();
        LjungBox.Test(y, 2).PValue.Should().Be(1);
    }

    [Theory]
    [InlineData(2, 1, 1)]
    [InlineData(1, 3, 0)]
    [InlineData(-5, 7, 1e9)]
    public void A_line_without_noise_has_no_error_and_a_p_value_of_0(double rise, double run, double offset)
    {
        double[] x = [.. Enumerable.Range(0, 20).Select(i => i * run)];
        double[] y = [.. Enumerable.Range(0, 20).Select(i => (i * rise) + offset)];
        LinearFit fit = LinearRegression.Fit(x, y);

        fit.Slope.Should().Be(rise / run);
        fit.SlopeStandardError.Should().Be(0);
        fit.GetPValue().Should().Be(0);
        fit.Correlation.Should().Be(Math.Sign(rise));
        fit.GetSlopeInterval()!.Value.Should().Be(new ConfidenceInterval(fit.Slope, fit.Slope, 0.95));
    }

    [Fact]
    public void Values_that_are_not_finite_are_named_and_rejected()
    {
        foreach (double bad in (double[])[double.NaN, double.PositiveInfinity, double.NegativeInfinity])
        {
            double[] y = [1, 2, bad, 4, 5];
            double[] x = [1, 2, 3, 4, 5];
            foreach (Action act in (Action[])
            [
                () => LinearRegression.Fit(y), () => LinearRegression.Fit(x, y), () => LinearRegression.Fit(y, x),
                () => TheilSen.Fit(x, y), () => MannKendall.Test(y), () => Autocorrelation.At(y, 1),
                () => Autocorrelation.Compute(y, new double[2]), () => LjungBox.Test(y, 1),
            ])
            {
                act.Should().Throw<ArgumentException>().WithMessage("*value 2*");
            }
        }

        ((Action)(() => LinearRegression.Fit([1], [1, 2]))).Should().Throw<ArgumentException>();
        ((Action)(() => LinearRegression.Fit([3, 3, 3], [1, 2, 3]))).Should().Throw<ArgumentException>().WithMessage("*positions*");
        ((Action)(() => TheilSen.Fit([3, 3, 3], [1, 2, 3]))).Should().Throw<ArgumentException>().WithMessage("*positions*");
        ((Action)(() => LinearRegression.Fit([1, 2], 0, 0))).Should().Throw<ArgumentException>();
        ((Action)(() => Autocorrelation.At([1, 2], 2))).Should().Throw<ArgumentException>();
        ((Action)(() => Autocorrelation.At([1, 2], 1, AutocorrelationEstimator.Unknown))).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void A_fit_in_implicit_positions_is_the_fit_in_listed_ones() => Values.Sample(y =>
    {
        double[] x = [.. Enumerable.Range(0, y.Length).Select(i => 30 - (i * 0.25))];
        LinearFit listed = LinearRegression.Fit(x, y);
        LinearFit even = LinearRegression.Fit(y, 30, -0.25);
        return Near(listed.Slope, even.Slope, listed.SlopeStandardError!.Value)
            && Near(listed.Intercept, even.Intercept, listed.InterceptStandardError!.Value)
            && Near(listed.SlopeStandardError.Value, even.SlopeStandardError!.Value, listed.SlopeStandardError.Value)
            && Near(listed.MeanX, even.MeanX, 1);
    });

    [Fact]
    public void A_power_of_two_as_unit_changes_no_digit() => Gen.Select(Values, Gen.Int[-900, 900]).Sample((y, power) =>
    {
        double unit = Math.ScaleB(1, power);
        LinearFit fit = LinearRegression.Fit(y);
        LinearFit scaled = LinearRegression.Fit(y.Select(v => v * unit).ToArray());
        return Near(scaled.Slope / unit, fit.Slope, fit.SlopeStandardError!.Value)
            && Near(scaled.SlopeStandardError!.Value / unit, fit.SlopeStandardError.Value, fit.SlopeStandardError.Value)
            && Near(Autocorrelation.At(y.Select(v => v * unit).ToArray(), 1)!.Value, Autocorrelation.At(y, 1)!.Value, 1);
    });

    [Fact]
    public void The_order_of_pairs_does_not_count() => Gen.Select(Values, Gen.Int[1, 1_000_000]).Sample((y, seed) =>
    {
        double[] x = [.. Enumerable.Range(0, y.Length).Select(i => (double)i)];
        (double X, double Y)[] pairs = [.. x.Zip(y)];
        new Random(seed).Shuffle(pairs);
        double[] shuffledX = [.. pairs.Select(p => p.X)];
        double[] shuffledY = [.. pairs.Select(p => p.Y)];
        LinearFit fit = LinearRegression.Fit(x, y);
        return Near(LinearRegression.Fit(shuffledX, shuffledY).Slope, fit.Slope, fit.SlopeStandardError!.Value)
            && TheilSen.Fit(shuffledX, shuffledY).Slope == TheilSen.Fit(x, y).Slope
            && MannKendall.Test(shuffledX, shuffledY, MannKendallCorrection.FirstOrder)
                == MannKendall.Test(x, y, MannKendallCorrection.FirstOrder);
    });

    [Fact]
    public void The_selected_median_slope_of_many_points_is_the_sorted_one() =>
        Gen.Select(Gen.Int[513, 700], Gen.Int[0, 3], Gen.Int[1, 1_000_000]).Sample(
            (count, digits, seed) =>
            {
                var random = new Random(seed);
                double[] x = [.. Enumerable.Range(0, count).Select(i => digits == 0 ? i / 3 : (double)i)];
                double[] y = [.. Enumerable.Range(0, count).Select(_ => Math.Round(random.NextDouble() * 5, digits))];
                double[] slopes =
                [
                    .. from j in Enumerable.Range(0, count)
                       from i in Enumerable.Range(0, j)
                       where x[i] < x[j]
                       select (y[j] - y[i]) / (x[j] - x[i]) into slope
                       orderby slope
                       select slope,
                ];
                double median = (slopes[(slopes.Length - 1) / 2] / 2) + (slopes[slopes.Length / 2] / 2);
                return Math.Abs(TheilSen.Fit(x, y).Slope - median) <= 1e-15;
            },
            iter: 30);

    [Fact]
    public void Nothing_is_allocated_by_a_fit_or_by_one_lag()
    {
        double[] y = [.. Enumerable.Range(0, 5_000).Select(i => Math.Sin(i) + (i * 0.01))];
        double[] x = [.. Enumerable.Range(0, 5_000).Select(i => 1e12 + i)];
        double sum = Use(x, y);
        long before = GC.GetAllocatedBytesForCurrentThread();
        sum += Use(x, y);

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
        double.IsFinite(sum).Should().BeTrue();
    }

    private static double Use(double[] x, double[] y)
    {
        LinearFit fit = LinearRegression.Fit(x, y);
        LinearFit even = LinearRegression.Fit(y, 3, 2);
        return fit.Slope + fit.GetPValue()!.Value + even.GetSlopeInterval()!.Value.Lower!.Value + fit.GetLineInterval(5)!.Value.Upper!.Value
            + Autocorrelation.At(y, 7)!.Value;
    }

    private static bool Near(double found, double expected, double unit) =>
        Math.Abs(found - expected) <= 1e-13 * Math.Max(Math.Abs(expected), Math.Abs(unit));
}
