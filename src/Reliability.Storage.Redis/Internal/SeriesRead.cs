using System.Globalization;
using Reliability.Sketches;
using StackExchange.Redis;

namespace Reliability.Storage.Redis.Internal;

/// <summary>Reads one range of one series as a snapshot, however long it is: the blocks that exist are listed first.</summary>
internal sealed class SeriesRead(RedisConnection connection, KeyFactory keys, TierLayout tier, SeriesQuery query)
{
    public async ValueTask<List<SeriesBucket>> RunAsync(CancellationToken cancellationToken)
    {
        long first = tier.FirstFrom(query.From);
        long last = tier.FirstFrom(query.To) - 1;
        (long firstBlock, long lastBlock) = (tier.Block(first), tier.Block(last));
        List<long> blocks = [];
        while (true)
        {
            int from = blocks is [var oldest, ..] && oldest == firstBlock ? tier.Slot(first) : 0;
            int to = blocks is [.., var newest] && newest == lastBlock ? tier.Slot(last) : tier.BlockSize - 1;
            RedisResult answer = await connection.ScriptAsync(
                RedisScripts.SeriesRead,
                KeysOf(blocks),
                [
                    query.Series.Name, tier.BlockSize, from, to, query.IncludeSketches,
                    string.Join(' ', blocks.Select(block => block.ToString(CultureInfo.InvariantCulture))), firstBlock, lastBlock,
                ],
                cancellationToken).ConfigureAwait(false);
            if (answer.Resp2Type == ResultType.Array)
            {
                return connection.Faults.Read(() => Read(blocks, from, (RedisResult[])answer!));
            }

            blocks = [
                .. ((string)answer!)
                    .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                    .Select(text => long.Parse(text, CultureInfo.InvariantCulture))
            ];
        }
    }

    private RedisKey[] KeysOf(List<long> blocks)
    {
        string service = query.Series.Service;
        var all = new RedisKey[1 + (2 * blocks.Count)];
        all[0] = keys.Blocks(service, tier);
        for (int i = 0; i < blocks.Count; i++)
        {
            all[1 + (2 * i)] = keys.Buckets(service, tier, blocks[i]);
            all[2 + (2 * i)] = keys.Sketches(service, tier, blocks[i]);
        }

        return all;
    }

    private List<SeriesBucket> Read(List<long> blocks, int from, RedisResult[] answer)
    {
        List<SeriesBucket> buckets = [];
        int width = query.IncludeSketches ? 2 : 1;
        for (int i = 0; i < blocks.Count; i++)
        {
            RedisValue[] packed = (RedisValue[])answer[i * width]!;
            RedisValue[]? sketches = query.IncludeSketches ? (RedisValue[])answer[(i * width) + 1]! : null;
            long start = (blocks[i] * tier.BlockSize) + (i == 0 ? from : 0);
            Add(buckets, tier, start, packed, sketches);
        }

        return buckets;
    }

    /// <summary>Adds the buckets of consecutive slots.</summary>
    public static void Add(List<SeriesBucket> buckets, TierLayout tier, long start, RedisValue[] packed, RedisValue[]? sketches)
    {
        for (int slot = 0; slot < packed.Length; slot++)
        {
            if (!packed[slot].IsNull)
            {
                QuantileSketch? sketch = sketches is null || sketches[slot].IsNull
                    ? null
                    : QuantileSketch.FromBytes(Bytes(sketches[slot]));
                buckets.Add(PackedBucket.Read(tier.Start(start + slot), Bytes(packed[slot]), sketch));
            }
        }
    }

    private static ReadOnlySpan<byte> Bytes(RedisValue value) => ((ReadOnlyMemory<byte>)value).Span;
}
