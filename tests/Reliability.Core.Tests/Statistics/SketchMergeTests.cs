using CsCheck;
using Reliability.Sketches;
using Reliability.Sketches.Internal;

namespace Reliability.Core.Tests.Statistics;

public sealed class SketchMergeTests
{
    private static readonly Gen<double> Any = Gen.OneOf(
        Gen.Double[-300, 300].Select(e => Math.Pow(10, e)),
        Gen.Double[-300, 300].Select(e => -Math.Pow(10, e)),
        Gen.Double[-100, 100],
        Gen.OneOfConst(0d, 1d, -1d, 1024d));

    // Around the 2,048 buckets that a side can hold, where growing by pages and the limit meet.
    private static readonly Gen<double> NearTheLimit = Gen.OneOf(
        Gen.Int[-130, 130], Gen.Int[1900, 2200], Gen.Int[0, 2047], Gen.Int[4030, 4200]).Select(i => Math.Pow(2, (i + 0.5) / 64));

    private static readonly Gen<double[][]> Parts = Gen.OneOf(Any.Array[0, 12].Array[1, 6], NearTheLimit.Array[0, 6].Array[1, 6]);

    [Fact]
    public void Merging_in_any_order_gives_the_bytes_of_adding_everything_in_any_order() =>
        Gen.Select(Parts, Gen.Int[0, int.MaxValue]).Sample((parts, seed) =>
        {
            var random = new Random(seed);
            double[] all = [.. parts.SelectMany(p => p)];
            byte[] expected = Of(all).ToBytes();

            random.Shuffle(all);
            Of(all).ToBytes().Should().Equal(expected, "adding does not depend on the order");
            Merged(parts.Select(Of)).ToBytes().Should().Equal(expected, "merging is adding");
            random.Shuffle(parts);
            Merged(parts.Select(Of)).ToBytes().Should().Equal(expected, "merging does not depend on the order");
            Tree([.. parts.Select(Of)]).ToBytes().Should().Equal(expected, "nor on the grouping");
        },
        iter: 3000);

    [Fact]
    public void A_bucket_at_the_edge_of_a_page_does_not_get_in_where_the_limit_keeps_it_out_in_another_order()
    {
        double[] values = [.. new[] { 63, 63 + 2047, 0 }.Select(i => Math.Pow(2, (i + 0.5) / 64))];

        Of(values).ToBytes().Should().Equal(Of([.. values.Reverse()]).ToBytes());
        Of(values).RelativeError.Should().BeApproximately(0.01083, 0.00001, "2,111 buckets do not fit, so the resolution is halved");
    }

    [Fact]
    public void A_side_never_holds_more_than_2048_buckets() =>
        NearTheLimit.Array[1, 12].Sample(values =>
        {
            var bins = new SketchBins();
            foreach (double value in values)
            {
                bins.TryAdd(ExponentialIndex.Of(value), 1);
            }

            bins.Counts.Length.Should().BeLessThanOrEqualTo(SketchBins.MaxLength);
        },
        iter: 1000);

    [Fact]
    public void Ranges_that_need_a_coarser_scale_lower_it_for_both()
    {
        QuantileSketch small = Of([1e-300, 2e-300]);
        QuantileSketch large = Of([1e300, -5]);
        small.Merge(large);

        small.Count.Should().Be(4);
        small.RelativeError.Should().BeApproximately(1 / 3d, 1e-9);
        large.RelativeError.Should().BeLessThan(0.0055, "the other sketch is not changed");
        large.Count.Should().Be(2);
    }

    [Fact]
    public void Thirty_two_octaves_keep_the_full_resolution_and_one_bucket_more_does_not()
    {
        double first = Math.Pow(2, 0.5 / 64);
        Of([first, first * Math.Pow(2, 2047 / 64d)]).RelativeError.Should().BeLessThan(0.0055);
        Of([first, first * Math.Pow(2, 2048 / 64d)]).RelativeError.Should().BeGreaterThan(0.0105);
    }

    [Fact]
    public void A_sketch_merged_with_itself_counts_double()
    {
        QuantileSketch sketch = Of([1, -2, 0, 1e100]);
        sketch.Merge(sketch);
        sketch.ToBytes().Should().Equal(Of([1, -2, 0, 1e100, 1, -2, 0, 1e100]).ToBytes());
    }

    [Fact]
    public void A_clone_shares_nothing()
    {
        QuantileSketch original = Of([1, 2, -3, 0]);
        byte[] before = original.ToBytes();
        QuantileSketch clone = original.Clone();
        clone.ToBytes().Should().Equal(before);
        clone.Add(1);
        clone.Add(-3);
        original.ToBytes().Should().Equal(before);
        original.Add(2);
        clone.Count.Should().Be(6);
    }

    [Fact]
    public void A_cleared_sketch_is_as_good_as_new() =>
        Gen.Select(Any.Array[0, 20], Any.Array[0, 20]).Sample((before, after) =>
        {
            QuantileSketch sketch = Of(before);
            sketch.Clear();
            sketch.Count.Should().Be(0);
            sketch.Quantile(0.5).Should().BeNull();
            Array.ForEach(after, sketch.Add);
            sketch.ToBytes().Should().Equal(Of(after).ToBytes());
        },
        iter: 500);

    [Fact]
    public void A_merge_needs_a_sketch() =>
        new QuantileSketch().Invoking(s => s.Merge(null!)).Should().Throw<ArgumentNullException>();

    private static QuantileSketch Of(double[] values)
    {
        var sketch = new QuantileSketch();
        Array.ForEach(values, sketch.Add);
        return sketch;
    }

    private static QuantileSketch Merged(IEnumerable<QuantileSketch> parts)
    {
        var sketch = new QuantileSketch();
        foreach (QuantileSketch part in parts)
        {
            sketch.Merge(part);
        }

        return sketch;
    }

    private static QuantileSketch Tree(QuantileSketch[] parts)
    {
        if (parts.Length == 1)
        {
            return parts[0];
        }

        QuantileSketch left = Tree(parts[..(parts.Length / 2)]);
        left.Merge(Tree(parts[(parts.Length / 2)..]));
        return left;
    }
}
