using CsCheck;
using Reliability.Sketches;

namespace Reliability.Core.Tests.Statistics;

public sealed class SketchFormatTests
{
    private static readonly Gen<double[]> Values = Gen.OneOf(
        Gen.Double[-300, 300].Select(e => Math.Pow(10, e)), Gen.Double[-10, 10], Gen.OneOfConst(0d, 1d)).Array[0, 40];

    /// <summary>
    /// Payloads of format 1, as the release that wrote it made them of these values. Never edit or remove one: a store may hold such bytes.
    /// </summary>
    public static TheoryData<string, double[]> Released => new()
    {
        { "0106000000", [] },
        { "01060001010100", [1] },
        { "01060006FB07010401C60102D20401AA0201AA040100", [0.004, 0.0041, 0.012, 0.012, 0.3, 1.5, 30] },
        { "01060302FB0901A40B01014A02", [-1.5, -1.5, 0, 0, 0, 2.5, 1e-3] },
        { "01000003C90F01C80F01CA0F0101C80F01", [1e-300, 1, 1e300, -1e300] },
    };

    [Theory]
    [MemberData(nameof(Released))]
    public void Format_1_is_read_as_released_and_written_in_format_2(string hex, double[] values)
    {
        QuantileSketch sketch = Of(values);
        QuantileSketch read = QuantileSketch.FromBytes(Convert.FromHexString(hex));
        read.ToBytes().Should().Equal(sketch.ToBytes()).And.StartWith((byte)2);
        Convert.ToHexString(Plain(read)).Should().Be(hex);
        read.Count.Should().Be(values.Length);
        read.RelativeError.Should().Be(sketch.RelativeError);
        for (double q = 0; q <= 1; q += 0.05)
        {
            read.Quantile(q).Should().Be(sketch.Quantile(q));
        }
    }

    [Fact]
    public void Reading_gives_back_what_was_written_and_goes_on_from_there() =>
        Gen.Select(Values, Values).Sample((first, second) =>
        {
            QuantileSketch read = QuantileSketch.FromBytes(Of(first).ToBytes());
            read.ToBytes().Should().Equal(Of(first).ToBytes());
            Array.ForEach(second, read.Add);
            read.ToBytes().Should().Equal(Of([.. first, .. second]).ToBytes());
        },
        iter: 1000);

    [Fact]
    public void A_large_count_survives()
    {
        var sketch = new QuantileSketch();
        sketch.Add(5, long.MaxValue - 1);
        sketch.Add(0);
        QuantileSketch read = QuantileSketch.FromBytes(sketch.ToBytes());
        read.Count.Should().Be(long.MaxValue);
        read.Quantile(0.5).Should().Be(sketch.Quantile(0.5));
    }

    [Fact]
    public void A_payload_cut_anywhere_is_rejected() =>
        Values.Sample(values =>
        {
            byte[] whole = Plain(Of(values));
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
        FluentActions.Invoking(() => QuantileSketch.FromBytes([.. Plain(Of([1, 2])), 0]))
            .Should()
            .Throw<FormatException>()
            .WithMessage("*1 bytes*");

    [Fact]
    public void A_later_version_is_rejected_by_name() =>
        FluentActions.Invoking(() => QuantileSketch.FromBytes([3, 6, 0, 0, 0])).Should().Throw<FormatException>()
            .WithMessage("The sketch has format 3; this release reads formats 1 and 2.");

    [Fact]
    public void A_mutated_payload_is_rejected_or_is_a_sound_sketch() =>
        Gen.Select(Values, Gen.Select(Gen.Int[0, 400], Gen.Byte).Array[1, 4]).Sample((values, mutations) =>
        {
            byte[] bytes = Plain(Of(values));
            foreach ((int at, byte with) in mutations)
            {
                bytes[at % bytes.Length] = with;
            }

            ShouldBeRejectedOrSound(bytes);
        },
        iter: 10_000);

    [Fact]
    public void Random_bytes_are_rejected_or_are_a_sound_sketch() =>
        Gen.Select(Gen.Byte.Array[0, 60], Gen.Byte[0, 6])
            .Sample((bytes, scale) => ShouldBeRejectedOrSound([1, scale, .. bytes]), iter: 10_000);

    [Theory]
    [InlineData("010600FFFFFFFFFFFFFFFFFF01", "truncated")] // 2^64 - 1 buckets announced, none there
    [InlineData("0106000100FFFFFFFFFFFFFFFFFF0100", "more than 9223372036854775807 values")] // 2^64 - 1 values in a bucket
    [InlineData("0106FFFFFFFFFFFFFFFF7F01000100", "more than 9223372036854775807 values")] // with the zeros
    [InlineData("010600020001" + "02FFFFFFFFFFFFFFFF7F" + "00", "more than 9223372036854775807 values")] // of two buckets
    [InlineData("010600010001" + "0100FFFFFFFFFFFFFFFF7F", "more than 9223372036854775807 values")] // of both sides
    [InlineData("0106FFFFFFFFFFFFFFFFFF7F0000", "more than 64 bits")]
    [InlineData("0106FFFFFFFFFFFFFFFFFFFF010000", "more than 64 bits")]
    [InlineData("010600020001" + "80200100", "bucket at 2048")] // further apart than a side can hold
    [InlineData("01060001" + "FEFFFFFFFFFFFFFFFF01" + "0100", "bucket at 9223372036854775807")]
    [InlineData("01060002" + "0201" + "FEFFFFFFFFFFFFFFFF01" + "0100", "bucket at -9223372036854775808")]
    [InlineData("01060001" + "808008" + "0100", "bucket at 65536")] // 2^1024 and more
    [InlineData("01000001" + "8010" + "0100", "bucket at 1024")]
    [InlineData("01FF000000", "scale -1")] // which no data needs
    [InlineData("01F5000000", "scale -11")]
    [InlineData("0107000000", "scale 7")]
    public void A_hostile_payload_is_rejected_with_the_reason(string hex, string reason) =>
        FluentActions.Invoking(() => QuantileSketch.FromBytes(Convert.FromHexString(hex)))
            .Should()
            .Throw<FormatException>()
            .WithMessage($"*{reason}*");

    [Fact]
    public void Bins_tell_where_the_values_lie_and_make_the_same_sketch_in_any_order() =>
        Values.Sample(values =>
        {
            QuantileSketch sketch = Of(values);
            double b = Math.Pow(2, Math.Pow(2, -sketch.Scale));
            foreach (QuantileSketchBin bin in sketch.Bins)
            {
                double sign = bin.IsNegative ? -1 : 1;
                int inside = values.Count(value =>
                    sign * value > 0
                        && Math.Abs(value) > Math.Pow(b, bin.Index) * 0.999999
                        && Math.Abs(value) <= Math.Pow(b, bin.Index + 1) * 1.000001);
                bin.Count.Should().BeInRange(1, inside);
            }

            (sketch.ZeroCount + sketch.Bins.Sum(bin => bin.Count)).Should().Be(sketch.Count);
            QuantileSketch.FromBins(sketch.Scale, sketch.ZeroCount, sketch.Bins.Reverse()).ToBytes().Should().Equal(sketch.ToBytes());
        },
        iter: 1000);

    [Fact]
    public void Bins_of_one_place_add_up()
    {
        QuantileSketchBin[] twice = [new(isNegative: false, 3, 1), new(isNegative: true, 3, 5), new(isNegative: false, 3, 2)];
        QuantileSketch.FromBins(6, 4, twice).Bins
            .Should()
            .Equal(new QuantileSketchBin(isNegative: true, 3, 5), new QuantileSketchBin(isNegative: false, 3, 3));
    }

    [Theory]
    [InlineData(7, 0, 0, 1, "scale 7")]
    [InlineData(-1, 0, 0, 1, "scale -1")]
    [InlineData(6, -1, 0, 1, "-1 zeros")]
    [InlineData(6, 0, 0, -1, "has -1 values")]
    [InlineData(6, 0, 65536, 1, "65536")]
    [InlineData(6, 1, 0, long.MaxValue, "more than 9223372036854775807 values")]
    public void Bins_that_no_sketch_has_are_rejected_with_the_reason(int scale, long zeros, int index, long count, string reason) =>
        FluentActions.Invoking(() => QuantileSketch.FromBins(scale, zeros, [new QuantileSketchBin(isNegative: false, index, count)]))
            .Should().Throw<FormatException>().WithMessage($"*{reason}*");

    [Fact]
    public void Bins_further_apart_than_a_side_can_hold_are_rejected() =>
        FluentActions.Invoking(() => QuantileSketch.FromBins(6, 0, [new(isNegative: false, 0, 1), new(isNegative: false, 2048, 1)]))
            .Should().Throw<FormatException>().WithMessage("*2048*");

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
        double.IsFinite(sketch.RelativeError).Should().BeTrue();
        foreach (double q in new[] { 0, 0.5, 1 })
        {
            (sketch.Quantile(q) is { } value && double.IsFinite(value)).Should().Be(sketch.Count > 0);
        }

        QuantileSketch.FromBytes(sketch.ToBytes()).ToBytes().Should().Equal(sketch.ToBytes());
    }

    private static byte[] Plain(QuantileSketch sketch) => new PlainSketchFormat(sketch).ToBytes();

    private static QuantileSketch Of(double[] values)
    {
        var sketch = new QuantileSketch();
        Array.ForEach(values, sketch.Add);
        return sketch;
    }
}
