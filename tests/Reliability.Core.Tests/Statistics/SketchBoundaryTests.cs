using System.Globalization;
using System.Numerics;
using Reliability.Sketches;
using Reliability.Sketches.Internal;

namespace Reliability.Core.Tests.Statistics;

/// <summary>OpenTelemetry, exponential histogram: bucket i holds (2^(i/64), 2^((i+1)/64)], the upper end included.</summary>
public sealed class SketchBoundaryTests
{
    [Fact]
    public void A_power_of_two_is_the_upper_end_of_its_bucket()
    {
        for (int exponent = -1022; exponent <= 1023; exponent++)
        {
            double power = Math.ScaleB(1, exponent);
            ExponentialIndex.Of(power).Should().Be((exponent * 64) - 1);
            ExponentialIndex.Of(Math.BitIncrement(power)).Should().Be(exponent * 64);
        }
    }

    [Fact]
    public void Every_boundary_of_an_octave_is_right_to_the_last_bit()
    {
        for (int i = 1; i < 64; i++)
        {
            double below = LastDoubleUpTo(i);
            foreach (int octave in new[] { -1000, -10, 0, 1, 1000 })
            {
                double scaled = Math.ScaleB(below, octave);
                ExponentialIndex.Of(scaled).Should().Be((octave * 64) + i - 1, "2^({0}/64) lies above {1:R}", i, scaled);
                ExponentialIndex.Of(Math.BitIncrement(scaled)).Should().Be((octave * 64) + i, "2^({0}/64) lies below the next double", i);
            }
        }
    }

    [Theory]
    [InlineData(1, "1.0108892860517004600204")]
    [InlineData(16, "1.1892071150027210667175")]
    [InlineData(32, "1.4142135623730950488017")]
    [InlineData(48, "1.6817928305074290860623")]
    [InlineData(63, "1.9784560263879509682583")]
    public void The_reference_itself_agrees_with_published_digits(int i, string digits) =>
        ((decimal)LastDoubleUpTo(i) - decimal.Parse(digits, CultureInfo.InvariantCulture)).Should().BeInRange(-1e-14m, 1e-14m);

    [Fact]
    public void The_index_never_falls_when_the_value_rises()
    {
        int last = int.MinValue;
        for (double value = 0.37; value < 9; value *= 1.00003)
        {
            int index = ExponentialIndex.Of(value);
            index.Should().BeGreaterThanOrEqualTo(last);
            last = index;
        }
    }

    [Fact]
    public void The_answer_for_a_bucket_is_as_far_from_its_lower_end_as_from_its_upper()
    {
        var sketch = new QuantileSketch();
        sketch.Add(1.005);
        double middle = sketch.Quantile(1)!.Value;
        double upper = Math.Pow(2, 1 / 64d);

        ((middle - 1) / 1).Should().BeApproximately((upper - middle) / upper, 1e-12).And.BeApproximately(sketch.RelativeError, 1e-12);
    }

    /// <summary>
    /// The largest double at or below 2^(i/64), found with whole numbers: x ≤ 2^(i/64) · 2^52 exactly when x^64 ≤ 2^(i + 52 · 64).
    /// </summary>
    private static double LastDoubleUpTo(int i)
    {
        BigInteger limit = BigInteger.Pow(2, i + (52 * 64));
        long low = 1L << 52;
        long high = 1L << 53;
        while (high - low > 1)
        {
            long middle = low + ((high - low) / 2);
            (low, high) = BigInteger.Pow(middle, 64) <= limit ? (middle, high) : (low, middle);
        }

        return Math.ScaleB(low, -52);
    }
}
