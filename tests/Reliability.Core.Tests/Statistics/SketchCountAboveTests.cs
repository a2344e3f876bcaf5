using Reliability.Sketches;
using Reliability.Sketches.Internal;

namespace Reliability.Core.Tests.Statistics;

public sealed class SketchCountAboveTests
{
    [Fact]
    public void Values_count_above_a_limit_as_a_quantile_reports_them()
    {
        double[] values = [double.Epsilon, ExponentialIndex.MinNormal, 1e-300, 1e-9, 0.999, 1, 1.001, 64, 1e9, 1e300, double.MaxValue];
        foreach (int scale in Enumerable.Range(0, ExponentialIndex.MaxScale + 1))
        {
            foreach (double value in values)
            {
                QuantileSketch sketch = At(scale, value);
                double reported = sketch.Quantile(1)!.Value;
                foreach (double limit in Around(reported).Concat(values).Concat(values.Select(v => -v)).Append(0))
                {
                    sketch.CountAbove(limit).Should().Be(reported > limit ? 3 : 0, "{0:R} at scale {1}, limit {2:R}", value, scale, limit);
                }
            }
        }
    }

    [Fact]
    public void Each_bucket_of_two_octaves_is_above_what_lies_below_its_middle()
    {
        var sketch = new QuantileSketch();
        double[] middles = [.. Enumerable.Range(-64, 128).Select(index => ExponentialIndex.Middle(index, ExponentialIndex.MaxScale))];
        Array.ForEach(middles, sketch.Add);
        for (int i = 0; i < middles.Length; i++)
        {
            sketch.CountAbove(middles[i]).Should().Be(middles.Length - i - 1);
            sketch.CountAbove(Math.BitDecrement(middles[i])).Should().Be(middles.Length - i);
        }
    }

    private static IEnumerable<double> Around(double value) =>
        new[] { value, Math.BitDecrement(value), Math.BitIncrement(value), value * 0.98, value * 1.02 }.Where(double.IsFinite);

    /// <summary>Returns a sketch of three equal values at a scale.</summary>
    private static QuantileSketch At(int scale, double value)
    {
        var fine = new QuantileSketch();
        fine.Add(value);
        return QuantileSketch.FromBins(
            scale,
            3 * fine.ZeroCount,
            fine.Bins.Select(bin => new QuantileSketchBin(false, bin.Index >> (ExponentialIndex.MaxScale - scale), 3)));
    }
}
