using Reliability.Sketches;
using Reliability.Sketches.Internal;

namespace Reliability.Core.Tests.Statistics;

/// <summary>Payloads of format 2 that no writer makes, put together number by number.</summary>
public sealed class CompactSketchRejectionTests
{
    [Fact]
    public void A_scale_that_no_sketch_has_is_rejected() => Header(zeros: 0, scale: 7).Put(0, 4).ShouldBeRejected("scale 7");

    [Theory]
    [InlineData(6, 65536)]
    [InlineData(6, -65473)]
    [InlineData(0, 1024)]
    [InlineData(6, long.MaxValue)]
    [InlineData(6, long.MinValue)]
    public void An_index_that_no_double_has_is_rejected(int scale, long index) =>
        Side(RiceForm.Sparse, index, scale).Put(0, 20).ShouldBeRejected($"bucket at {index}");

    [Fact]
    public void A_run_that_leaves_the_range_of_a_double_is_rejected() =>
        Side(RiceForm.Dense, first: 65535).Rice(1, RiceFormat.LengthParameter).Rice(1, 0).Rice(1, 0).Put(0, 2)
            .ShouldBeRejected("bucket at 65536");

    [Theory]
    [InlineData(2048, "bucket at 2048")]
    [InlineData(ulong.MaxValue, "bucket at 18446744073709551615")]
    public void A_dense_run_that_no_side_can_hold_is_rejected(ulong last, string reason) =>
        Side(RiceForm.Dense, first: 0).Rice(last, RiceFormat.LengthParameter).ShouldBeRejected(reason);

    [Theory]
    [InlineData(2047, "bucket at 2048")]
    [InlineData(ulong.MaxValue, "bucket at 18446744073709551616")]
    public void A_gap_that_no_side_can_hold_is_rejected(ulong gap, string reason) =>
        Side(RiceForm.Sparse, first: 0).Rice(1, RiceFormat.OccupiedParameter).Rice(0, 0).Rice(gap, 2).ShouldBeRejected(reason);

    [Fact]
    public void Announced_buckets_that_are_not_there_are_rejected()
    {
        Side(RiceForm.Sparse, first: 0).Rice(ulong.MaxValue, RiceFormat.OccupiedParameter).ShouldBeRejected("truncated");
        Side(RiceForm.Dense, first: 0).Rice(2047, RiceFormat.LengthParameter).ShouldBeRejected("truncated");
    }

    [Theory]
    [InlineData(0, ulong.MaxValue)]
    [InlineData(0, ulong.MaxValue - 1)]
    [InlineData(0, (ulong)long.MaxValue)]
    [InlineData(1, (ulong)long.MaxValue - 1)]
    public void More_values_than_a_long_can_count_are_rejected(ulong zeros, ulong countLessOne) =>
        Side(RiceForm.Sparse, first: 0, zeros: zeros).Rice(0, RiceFormat.OccupiedParameter).Rice(countLessOne, 0).Put(0, 2)
            .ShouldBeRejected("more than 9223372036854775807 values");

    [Fact]
    public void More_zeros_than_a_long_can_count_are_rejected() =>
        Header(zeros: 1UL << 63).Put(0, 4).ShouldBeRejected("more than 9223372036854775807 values");

    [Fact]
    public void A_dense_run_with_an_empty_end_is_rejected() =>
        Side(RiceForm.Dense, first: 0).Rice(1, RiceFormat.LengthParameter).Rice(1, 0).Rice(0, 0).Put(0, 2)
            .ShouldBeRejected("starts or ends with an empty one");

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(40)]
    [InlineData(57)]
    [InlineData(58)]
    [InlineData(63)]
    public void Packed_counts_with_an_empty_end_are_rejected(int width)
    {
        Packed(buckets: 2, width).Put(1, width).Put(0, width).Put(0, 8).ShouldBeRejected("starts or ends with an empty one");
        Packed(buckets: 2, width).Put(0, width).Put(1, width).Put(0, 8).ShouldBeRejected("starts or ends with an empty one");
    }

    [Fact]
    public void A_packed_bucket_of_no_width_is_empty_and_rejected() =>
        Packed(buckets: 1, width: 0).Put(0, 8).ShouldBeRejected("starts or ends with an empty one");

    [Theory]
    [InlineData(8)]
    [InlineData(40)]
    [InlineData(57)]
    [InlineData(58)]
    [InlineData(63)]
    public void Packed_counts_that_are_not_there_are_rejected(int width)
    {
        Packed(buckets: 2048, width).Put(1, width).ShouldBeRejected("truncated");
        Packed(buckets: 3, width).Put(1, width).ShouldBeRejected("truncated");
        Packed(buckets: 1, width).ShouldBeRejected("truncated");
        Side(RiceForm.Packed, first: 0).Rice(2047, RiceFormat.LengthParameter).ShouldBeRejected("truncated");
    }

    [Theory]
    [InlineData(2048, "bucket at 2048")]
    [InlineData(ulong.MaxValue, "bucket at 18446744073709551615")]
    public void A_packed_run_that_no_side_can_hold_is_rejected(ulong last, string reason) =>
        Side(RiceForm.Packed, first: 0).Rice(last, RiceFormat.LengthParameter).ShouldBeRejected(reason);

    [Fact]
    public void A_packed_run_that_leaves_the_range_of_a_double_is_rejected() =>
        Packed(buckets: 2, width: 8, first: 65535).Put(1, 8).Put(1, 8).Put(0, 8).ShouldBeRejected("bucket at 65536");

    [Theory]
    [InlineData(0, (ulong)long.MaxValue, 1)]
    [InlineData(0, (ulong)long.MaxValue - 4, 5)]
    [InlineData(2, (ulong)long.MaxValue - 2, 1)]
    public void More_packed_values_than_a_long_can_count_are_rejected(ulong zeros, ulong first, ulong second) =>
        Packed(buckets: 2, width: 63, first: 0, zeros).Put(first, 63).Put(second, 63).Put(0, 8)
            .ShouldBeRejected("more than 9223372036854775807 values");

    [Fact]
    public void Small_packed_counts_and_zeros_that_a_long_cannot_count_together_are_rejected() =>
        Packed(buckets: 1, width: 1, first: 0, zeros: (ulong)long.MaxValue).Put(1, 1).Put(0, 8)
            .ShouldBeRejected("more than 9223372036854775807 values");

    [Fact]
    public void Bytes_after_packed_counts_are_rejected() =>
        Packed(buckets: 1, width: 16).Put(1, 16).Put(0, 8).Put(0, 8).ShouldBeRejected("bytes after its end");

    [Fact]
    public void Bits_that_fill_the_last_byte_and_are_not_zero_are_rejected() =>
        Header(zeros: 1).Put(0, 4).Put(1, 1).ShouldBeRejected("not zero");

    private static Payload Side(RiceForm form, long first, int scale = 6, ulong zeros = 0) =>
        Header(zeros, scale).Put((ulong)form, RiceFormat.FormBits).Rice(RiceFormat.ZigZag(first), RiceFormat.IndexParameter);

    /// <summary>A positive side up to the counts of its first group, which follow it. The negative side takes one more byte.</summary>
    private static Payload Packed(int buckets, int width, long first = 0, ulong zeros = 0) =>
        Side(RiceForm.Packed, first, zeros: zeros).Rice((ulong)buckets - 1, RiceFormat.LengthParameter)
            .Put((ulong)width, PackedCounts.WidthBits);

    private static Payload Header(ulong zeros, int scale = 6) =>
        new Payload().Put(RiceFormat.Version, RiceFormat.VersionBits).Put((ulong)scale, RiceFormat.ScaleBits)
            .Rice(zeros, RiceFormat.ZeroParameter);

    private sealed class Payload : IBitSink
    {
        private readonly List<bool> _bits = [];

        void IBitSink.Put(ulong value, int length) =>
            _bits.AddRange(Enumerable.Range(0, length).Select(i => ((value >> i) & 1) == 1));

        public Payload Put(ulong value, int length)
        {
            ((IBitSink)this).Put(value, length);
            return this;
        }

        public Payload Rice(ulong value, int parameter)
        {
            IBitSink sink = this;
            RiceCode.Put(ref sink, value, parameter);
            return this;
        }

        public void ShouldBeRejected(string reason)
        {
            byte[] bytes = [.. _bits.Chunk(8).Select(bits => (byte)bits.Select((bit, i) => bit ? 1 << i : 0).Sum())];
            FluentActions.Invoking(() => QuantileSketch.FromBytes(bytes)).Should().Throw<FormatException>().WithMessage($"*{reason}*");
        }
    }
}
