using CsCheck;
using Reliability.Storage.Redis.Internal;
using Reliability.TestServers;
using StackExchange.Redis;

namespace Reliability.Storage.Redis.Tests;

/// <summary>What the script merges is, to the bit, what the core merges.</summary>
public sealed class MergeScriptTests
{
    private static readonly Gen<double> Number = Gen.OneOf(
        Gen.Const(0.0),
        Gen.Const(-0.0),
        Gen.Double[-1000, 1000],
        Gen.Double.Where(double.IsFinite),
        Gen.Const(double.MaxValue),
        Gen.Const(double.MinValue));

    private static readonly Gen<SeriesBucket> Bucket =
        Gen.Select(
            Gen.OneOf(Gen.Long[0, 5], Gen.Long[0, 1L << 33], Gen.Long[0, long.MaxValue]),
            Gen.Double[0, 1],
            Number,
            Number,
            Number,
            Gen.Bool)
            .Select((count, share, sum, min, max, isPlain) => isPlain
                ? new SeriesBucket(Given.Noon, count, Math.Min(count, (long)(count * share)))
                : new SeriesBucket(Given.Noon, count, Math.Min(count, (long)(count * share))) { ScaledSum = sum, Min = min, Max = max });

    [Fact]
    public Task Buckets_merge_to_the_bits_of_the_core() => Gen.Select(Bucket, Bucket).SampleAsync(
        async (a, b) =>
        {
            byte[] merged = await RunAsync(RedisScripts.BucketMerge + "return merge_buckets(ARGV[1], ARGV[2])", Pack(a), Pack(b));
            Bits(PackedBucket.Read(Given.Noon, merged, null)).Should().Be(Bits(a.Merge(b)));
        },
        iter: 5000,
        threads: 1);

    private static byte[] Pack(SeriesBucket bucket)
    {
        var writer = new System.Buffers.ArrayBufferWriter<byte>();
        PackedBucket.Write(writer, bucket);
        return writer.WrittenSpan.ToArray();
    }

    private static (long, long, long, long, long) Bits(SeriesBucket b) => (
        b.Count,
        b.Good,
        BitConverter.DoubleToInt64Bits(b.ScaledSum),
        BitConverter.DoubleToInt64Bits(b.Min), BitConverter.DoubleToInt64Bits(b.Max));

    private static async Task<byte[]> RunAsync(string script, byte[] left, byte[] right) =>
        (byte[])(await (await Connection.Value).GetDatabase().ScriptEvaluateAsync(script, [], [left, right]))!;

    private static readonly Lazy<Task<ConnectionMultiplexer>> Connection = new(async () =>
        await ConnectionMultiplexer.ConnectAsync((await SharedServers.RedisAsync()).ConnectionString));
}
