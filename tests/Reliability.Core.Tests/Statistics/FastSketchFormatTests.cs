using CsCheck;
using Reliability.Sketches;
using Reliability.Storage;

namespace Reliability.Core.Tests.Statistics;

/// <summary>Format 2 with packed counts.</summary>
public sealed class FastSketchFormatTests
{
    /// <summary>
    /// Payloads made by adding the values and printing <c>ToFastBytes</c> as hex. Never edit or remove one: every store holds such bytes.
    /// </summary>
    public static TheoryData<string, int[], int[]> Golden => new()
    {
        { "026E090C9001E47F0200", [3, 200, 255, 4], [] },
        { "026E0908209680FF7FAC0D00", [300, 65535, 7000], [] },
        { "026E090C22B888A0860100407E05", [70000, 100000, 0, 90000], [] },
        { "026E090888C41B0001853E2C01", [9, 8, 7], [500, 600] },
        { "028E012028A29C", [], [17, 18, 19] },
    };

    [Theory]
    [MemberData(nameof(Golden))]
    public void Packed_counts_are_written_and_read_as_released(string hex, int[] positive, int[] negative)
    {
        QuantileSketch sketch = Run(positive, negative);
        Convert.ToHexString(sketch.ToFastBytes()).Should().Be(hex);
        QuantileSketch.FromBytes(Convert.FromHexString(hex)).Bins.Should().Equal(sketch.Bins);
    }

    [Fact]
    public void Any_sketch_is_the_same_in_either_form() =>
        CompactSketch.Any.Sample(
            sketch =>
            {
                QuantileSketch read = QuantileSketch.FromBytes(sketch.ToFastBytes());
                (read.Scale, read.ZeroCount).Should().Be((sketch.Scale, sketch.ZeroCount));
                read.Bins.Should().Equal(sketch.Bins);
                read.ToBytes().Should().Equal(sketch.ToBytes());
                read.ToFastBytes().Should().Equal(sketch.ToFastBytes(), "equal sketches give equal bytes");
            },
            iter: 3000);

    [Fact]
    public void Merging_either_form_is_merging_the_sketch() =>
        Gen.Select(CompactSketch.Any, CompactSketch.Any).Sample((target, added) =>
        {
            QuantileSketch expected = target.Clone();
            expected.Merge(added);
            QuantileSketch merged = target.Clone();
            merged.MergeBytes(added.ToFastBytes());
            merged.ToBytes().Should().Equal(expected.ToBytes());
        },
        iter: 2000);

    [Theory]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(16)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(52)]
    public void Each_number_of_buckets_survives_in_each_width(int width)
    {
        long greatest = (1L << width) - 1;
        foreach (int buckets in new[] { 1, 2, 15, 16, 31, 32, 33, 64, 127, 700, 2047, 2048 })
        {
            QuantileSketchBin[] bins =
                [.. Enumerable.Range(0, buckets).Select(i => new QuantileSketchBin(isNegative: false, i, greatest - (i % 3)))];
            QuantileSketch sketch = QuantileSketch.FromBins(6, 2, bins);
            byte[] written = sketch.ToFastBytes();
            int groups = (buckets + 31) / 32;
            written.Length.Should().BeInRange(buckets * width / 8, (((buckets * width) + (groups * 6)) / 8) + 10);
            QuantileSketch.FromBytes(written).Bins.Should().Equal(bins);
        }
    }

    [Theory]
    [InlineData(56)]
    [InlineData(57)]
    [InlineData(58)]
    [InlineData(62)]
    [InlineData(63)]
    public void Counts_near_the_greatest_survive(int width)
    {
        QuantileSketchBin[] bins = [new(isNegative: false, 7, (1L << (width - 1)) + 5), new(isNegative: false, 8, (1L << (width - 2)) + 3)];
        QuantileSketch sketch = QuantileSketch.FromBins(6, 0, bins);
        QuantileSketch.FromBytes(sketch.ToFastBytes()).Bins.Should().Equal(bins);
    }

    [Fact]
    public void Sketches_that_packing_would_make_large_are_written_short()
    {
        QuantileSketch sparse = CompactSketch.Of(1e-6, 1, 1000);
        sparse.ToFastBytes().Should().Equal(sparse.ToBytes());
    }

    [Theory]
    [InlineData(6_000)]
    [InlineData(36_000)]
    [InlineData(864_000)]
    public void Packed_latencies_take_at_most_a_third_more_space(int events)
    {
        QuantileSketch sketch = CompactSketch.Latencies(events, seed: 1);
        sketch.ToFastBytes().Should().HaveCountLessThan(sketch.ToBytes().Length * 4 / 3);
    }

    [Fact]
    public void One_bucket_with_far_more_values_than_all_others_makes_its_neighbours_large_alone()
    {
        QuantileSketch uneven = CompactSketch.Latencies(600, seed: 1);
        uneven.Add(0.05, 1_000_000_000);
        uneven.ToFastBytes().Should().HaveCountLessThan(uneven.ToBytes().Length + (32 * 30 / 8));
    }

    [Fact]
    public void Minutes_are_kept_short_and_longer_tiers_fast_to_read()
    {
        QuantileSketch sketch = CompactSketch.Latencies(6_000, seed: 1);
        SketchJournal.Encode(sketch, SeriesResolution.Minute).Should().Equal(sketch.ToBytes());
        SketchJournal.Encode(sketch, SeriesResolution.Hour).Should().Equal(sketch.ToFastBytes()).And.NotEqual(sketch.ToBytes());
        SketchJournal.Encode(sketch, SeriesResolution.Day).Should().Equal(sketch.ToFastBytes());
    }

    [Fact]
    public void Merging_allocates_nothing_where_the_range_is_covered()
    {
        QuantileSketch added = CompactSketch.Latencies(6_000, seed: 1);
        byte[] bytes = added.ToFastBytes();
        QuantileSketch target = added.Clone();
        target.MergeBytes(bytes);

        long before = GC.GetAllocatedBytesForCurrentThread();
        target.MergeBytes(bytes);
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
        target.Count.Should().Be(3 * added.Count);
    }

    [Fact]
    public void A_payload_cut_anywhere_or_with_a_byte_to_spare_changes_nothing() =>
        Gen.Select(CompactSketch.Any, CompactSketch.Any).Sample((target, added) =>
        {
            byte[] before = target.ToBytes();
            byte[] whole = added.ToFastBytes();
            for (int length = 0; length < whole.Length; length += 1 + (length / 16))
            {
                byte[] cut = whole[..length];
                target.Invoking(t => t.MergeBytes(cut)).Should().Throw<FormatException>();
            }

            target.Invoking(t => t.MergeBytes([.. whole, 0])).Should().Throw<FormatException>();
            target.ToBytes().Should().Equal(before);
        },
        iter: 100);

    [Fact]
    public void A_mutated_payload_is_rejected_or_is_a_sound_sketch() =>
        Gen.Select(CompactSketch.Any, Gen.Select(Gen.Int[0, 400], Gen.Byte).Array[1, 4]).Sample((sketch, mutations) =>
        {
            byte[] bytes = sketch.ToFastBytes();
            foreach ((int at, byte with) in mutations)
            {
                bytes[at % bytes.Length] = with;
            }

            try
            {
                QuantileSketch read = QuantileSketch.FromBytes(bytes);
                read.Count.Should().BeGreaterThanOrEqualTo(0);
                QuantileSketch.FromBytes(read.ToFastBytes()).Bins.Should().Equal(read.Bins);
            }
            catch (FormatException)
            {
                // Rejected.
            }
        },
        iter: 5000);

    private static QuantileSketch Run(int[] positive, int[] negative) => QuantileSketch.FromBins(
        6,
        1,
        [
            .. negative.Select((count, i) => new QuantileSketchBin(isNegative: true, i, count)),
            .. positive.Select((count, i) => new QuantileSketchBin(isNegative: false, i - 5, count)),
        ]);
}
