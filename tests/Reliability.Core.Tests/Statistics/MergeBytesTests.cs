using CsCheck;
using Reliability.Sketches;

namespace Reliability.Core.Tests.Statistics;

public sealed class MergeBytesTests
{
    [Fact]
    public void Merging_bytes_of_either_format_is_merging_the_sketch() =>
        Gen.Select(CompactSketch.Any, CompactSketch.Any).Sample((target, added) =>
        {
            QuantileSketch expected = target.Clone();
            expected.Merge(added);

            foreach (byte[] bytes in new[] { CompactSketch.Write(added), added.ToBytes() })
            {
                QuantileSketch merged = target.Clone();
                merged.MergeBytes(bytes);
                merged.ToBytes().Should().Equal(expected.ToBytes());
            }
        },
        iter: 2000);

    [Fact]
    public void Many_deltas_give_the_sketch_of_all_values()
    {
        var all = new QuantileSketch();
        var merged = new QuantileSketch();
        for (int seed = 0; seed < 60; seed++)
        {
            QuantileSketch delta = CompactSketch.Latencies(10 + seed, seed);
            all.Merge(delta);
            merged.MergeBytes(CompactSketch.Write(delta));
        }

        merged.Count.Should().Be(60 * 10 + (59 * 60 / 2));
        merged.ToBytes().Should().Equal(all.ToBytes());
    }

    [Fact]
    public void A_damaged_payload_changes_nothing() =>
        Gen.Select(CompactSketch.Any, CompactSketch.Any).Sample((target, added) =>
        {
            byte[] before = target.ToBytes();
            byte[] bytes = CompactSketch.Write(added);
            foreach (byte[] damaged in new[] { bytes[..^1], [.. bytes, 0], [9, .. bytes[1..]], [] })
            {
                target.Invoking(t => t.MergeBytes(damaged)).Should().Throw<FormatException>();
                target.ToBytes().Should().Equal(before);
            }
        },
        iter: 300);

    [Fact]
    public void Merging_bytes_into_a_sketch_that_covers_their_range_allocates_nothing()
    {
        QuantileSketch added = CompactSketch.Latencies(600, seed: 1);
        added.Add(-2, 7);
        added.Add(0, 3);
        byte[] bytes = CompactSketch.Write(added);
        QuantileSketch target = added.Clone();
        target.MergeBytes(bytes);

        long before = GC.GetAllocatedBytesForCurrentThread();
        target.MergeBytes(bytes);
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
        target.Count.Should().Be(3 * added.Count);
    }

    [Fact]
    public void Random_bytes_allocate_no_more_than_a_sketch_can_hold() =>
        Gen.Byte.Array[0, 60].Sample(bytes =>
        {
            byte[] payload = [2, .. bytes];
            var target = new QuantileSketch();
            target.MergeBytes(CompactSketch.Write(target));

            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                target.MergeBytes(payload);
            }
            catch (FormatException)
            {
                // The message and the stack trace count, too.
            }

            // Two sides, each grown once to 2,048 counts of 8 bytes.
            (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(48 * 1024);
        },
        iter: 5000);
}
