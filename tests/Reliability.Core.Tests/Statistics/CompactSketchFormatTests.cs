using System.Buffers;
using CsCheck;
using Reliability.Sketches;

namespace Reliability.Core.Tests.Statistics;

public sealed class CompactSketchFormatTests
{
    /// <summary>
    /// Payloads of format 2, made by adding the values and printing <c>WriteCompact</c> as hex. Never edit or remove one: every store holds
    /// such bytes.
    /// </summary>
    public static TheoryData<string, double[]> Golden => new()
    {
        { "0206", [] },
        { "0296000000", [1] },
        { "0256FB15F2FF6F88FBFF47501AE55100", [0.004, 0.0041, 0.012, 0.012, 0.3, 1.5, 30] },
        { "02BEB64FF0FF9F442B4A8000", [-1.5, -1.5, 0, 0, 0, 2.5, 1e-3] },
        { "02D02527FCFF27E3FB23EB900300", [1e-300, 1, 1e300, -1e300] },
        { "0226005CEDDE774E666666666626333313E4AAEAEE76777777777707", Dense },
    };

    // 1, 2, 3 ... 24 ... 3, 2, 1 values in neighbouring buckets: a dense run with small and large counts.
    private static double[] Dense =>
    [
        .. Enumerable.Range(0, 47).SelectMany(i => Enumerable.Repeat(Math.Pow(2, (i + 0.5) / 64), 24 - Math.Abs(i - 23))),
    ];

    [Theory]
    [MemberData(nameof(Golden))]
    public void Format_2_is_written_and_read_as_released(string hex, double[] values)
    {
        QuantileSketch sketch = CompactSketch.Of(values);
        Convert.ToHexString(CompactSketch.Write(sketch)).Should().Be(hex);
        Convert.ToHexString(sketch.ToBytes()).Should().Be(hex);
        QuantileSketch.FromBytes(Convert.FromHexString(hex)).Bins.Should().Equal(sketch.Bins);
    }

    [Fact]
    public void Reading_format_2_gives_the_sketch_that_was_written() =>
        CompactSketch.Any.Sample(
            sketch =>
            {
                QuantileSketch read = QuantileSketch.FromBytes(CompactSketch.Write(sketch));
                (read.Scale, read.ZeroCount).Should().Be((sketch.Scale, sketch.ZeroCount));
                read.Bins.Should().Equal(sketch.Bins);
            },
            iter: 3000);

    [Fact]
    public void Equal_sketches_give_equal_bytes_however_they_came_about() =>
        Gen.Select(CompactSketch.Any, CompactSketch.Any).Sample((first, second) =>
        {
            QuantileSketch one = first.Clone();
            one.Merge(second);
            QuantileSketch other = second.Clone();
            other.Merge(first);
            byte[] expected = CompactSketch.Write(one);
            CompactSketch.Write(other).Should().Equal(expected, "the order of merging does not matter");
            CompactSketch.Write(QuantileSketch.FromBytes(expected)).Should().Equal(expected, "nor does a way through bytes");

            // Memory that earlier values left behind is not part of a sketch.
            other.Clear();
            other.Merge(one);
            CompactSketch.Write(other).Should().Equal(expected);
        },
        iter: 1000);

    [Fact]
    public void Every_scale_survives()
    {
        for (int scale = 0; scale <= 6; scale++)
        {
            foreach (int index in new[] { -1023 << scale, 0, (1024 << scale) - 1 })
            {
                QuantileSketch sketch = QuantileSketch.FromBins(scale, 3, [new(isNegative: index > 0, index, 5)]);
                QuantileSketch read = QuantileSketch.FromBytes(CompactSketch.Write(sketch));
                read.Scale.Should().Be(scale);
                read.Bins.Should().Equal(sketch.Bins);
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(47)]
    public void Counts_up_to_the_greatest_survive_among_small_ones(int at)
    {
        // With neighbours of one to three values it is part of a dense run; alone it makes a sparse side.
        QuantileSketchBin[] bins =
        [
            .. Enumerable.Range(0, 48)
                .Select(i => new QuantileSketchBin(isNegative: false, i, i == at ? long.MaxValue - 200 : 1 + (i % 3))),
        ];
        QuantileSketch sketch = QuantileSketch.FromBins(6, 0, bins);
        QuantileSketch.FromBytes(CompactSketch.Write(sketch)).Bins.Should().Equal(bins);

        QuantileSketch alone = QuantileSketch.FromBins(6, 1, [new(isNegative: true, at, long.MaxValue - 1)]);
        QuantileSketch.FromBytes(CompactSketch.Write(alone)).Bins.Should().Equal(alone.Bins);
    }

    /// <summary>Plain Rice codes take 330 and 519 bytes for the last two; the difference from the mean takes less.</summary>
    [Theory]
    [InlineData(10, 15)]
    [InlineData(60, 46)]
    [InlineData(600, 152)]
    [InlineData(6_000, 285)]
    [InlineData(36_000, 410)]
    public void Latencies_take_few_bytes_on_average(int events, double bytes) =>
        Enumerable.Range(1, 10).Average(seed => CompactSketch.Write(CompactSketch.Latencies(events, seed)).Length)
            .Should().BeLessThanOrEqualTo(bytes);

    [Fact]
    public void Writing_allocates_nothing()
    {
        QuantileSketch sketch = CompactSketch.Latencies(600, seed: 1);
        sketch.Add(-2, 7);
        var writer = new ArrayBufferWriter<byte>(1024);
        sketch.WriteCompact(writer);
        writer.ResetWrittenCount();

        long before = GC.GetAllocatedBytesForCurrentThread();
        sketch.WriteCompact(writer);
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    [Fact]
    public void A_payload_cut_anywhere_is_rejected() =>
        CompactSketch.Any.Sample(sketch =>
        {
            byte[] whole = CompactSketch.Write(sketch);
            for (int length = 0; length < whole.Length; length++)
            {
                byte[] cut = whole[..length];
                Action read = () => QuantileSketch.FromBytes(cut);
                read.Should().Throw<FormatException>("{0} of {1} bytes are not the whole", length, whole.Length);
            }
        },
        iter: 20);

    [Fact]
    public void A_payload_with_bytes_to_spare_is_rejected() =>
        FluentActions.Invoking(() => QuantileSketch.FromBytes([.. CompactSketch.Write(CompactSketch.Of(1, 2)), 0]))
            .Should()
            .Throw<FormatException>()
            .WithMessage("*1 bytes after its end*");

    [Fact]
    public void A_mutated_payload_is_rejected_or_is_a_sound_sketch() =>
        Gen.Select(CompactSketch.Any, Gen.Select(Gen.Int[0, 400], Gen.Byte).Array[1, 4]).Sample((sketch, mutations) =>
        {
            byte[] bytes = CompactSketch.Write(sketch);
            foreach ((int at, byte with) in mutations)
            {
                bytes[at % bytes.Length] = with;
            }

            ShouldBeRejectedOrSound(bytes);
        },
        iter: 5000);

    [Fact]
    public void Random_bytes_are_rejected_or_are_a_sound_sketch() =>
        Gen.Byte.Array[0, 60].Sample(bytes => ShouldBeRejectedOrSound([2, .. bytes]), iter: 20_000);

    private static void ShouldBeRejectedOrSound(byte[] bytes)
    {
        QuantileSketch sketch;
        try
        {
            sketch = QuantileSketch.FromBytes(bytes);
        }
        catch (FormatException)
        {
            return;
        }

        sketch.Count.Should().BeGreaterThanOrEqualTo(0);
        foreach (double q in new[] { 0, 0.5, 1 })
        {
            (sketch.Quantile(q) is { } value && double.IsFinite(value)).Should().Be(sketch.Count > 0);
        }

        QuantileSketch.FromBytes(CompactSketch.Write(sketch)).Bins.Should().Equal(sketch.Bins);
    }
}
