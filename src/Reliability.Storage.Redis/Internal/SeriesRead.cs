using System.Globalization;
using Reliability.Sketches;
using StackExchange.Redis;

namespace Reliability.Storage.Redis.Internal;

/// <summary>Reads one range of one series as a snapshot.</summary>
internal sealed class SeriesRead(RedisFaults faults, KeyFactory keys, SeriesQuery query)
{
    /// <summary>
    /// Up to this number, blocks are requested by number, whether they exist or not. For more blocks, the existing ones are listed first.
    /// </summary>
    private const int MaxBlocksByNumber = 400;

    private readonly TierLayout _tier = TierLayout.Of(query.Resolution);

    /// <summary>Gets the number of buckets that the range can have at most.</summary>
    public long Slots => Math.Max(0, _tier.FirstFrom(query.To) - _tier.FirstFrom(query.From));

    public async Task<List<SeriesBucket>> RunAsync(IDatabase database)
    {
        long first = _tier.FirstFrom(query.From);
        long last = _tier.FirstFrom(query.To) - 1;
        if (last < first)
        {
            return [];
        }

        (long firstBlock, long lastBlock) = (_tier.Block(first), _tier.Block(last));
        if (firstBlock == lastBlock && !query.IncludeSketches)
        {
            return await ReadBlockAsync(database, firstBlock, _tier.Slot(first), _tier.Slot(last)).ConfigureAwait(false);
        }

        bool isShort = lastBlock - firstBlock < MaxBlocksByNumber;
        List<long> blocks = isShort ? Range(firstBlock, lastBlock) : [];
        while (true)
        {
            int from = blocks is [var oldest, ..] && oldest == firstBlock ? _tier.Slot(first) : 0;
            int to = blocks is [.., var newest] && newest == lastBlock ? _tier.Slot(last) : _tier.BlockSize - 1;
            RedisResult answer = await database.ScriptEvaluateAsync(
                RedisScripts.SeriesRead,
                KeysOf(blocks),
                [
                    query.Series.Name, _tier.BlockSize, from, to, query.IncludeSketches, !isShort,
                    string.Join(' ', blocks.Select(block => block.ToString(CultureInfo.InvariantCulture))), firstBlock, lastBlock,
                ]).ConfigureAwait(false);
            if (answer.Resp2Type == ResultType.Array)
            {
                return faults.Read(() => Read(blocks, from, (RedisResult[])answer!));
            }

            blocks = [
                .. ((string)answer!)
                    .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                    .Select(text => long.Parse(text, CultureInfo.InvariantCulture))
            ];
        }
    }

    /// <summary>Reads buckets of one block, which is one hash, so that one command reads them at one point in time.</summary>
    private async Task<List<SeriesBucket>> ReadBlockAsync(IDatabase database, long block, int from, int to)
    {
        var fields = new RedisValue[to - from + 1];
        for (int i = 0; i < fields.Length; i++)
        {
            fields[i] = string.Create(CultureInfo.InvariantCulture, $"{from + i:00}:{query.Series.Name}");
        }

        RedisValue[] packed =
            await database.HashGetAsync(keys.Buckets(query.Series.Service, _tier, block), fields).ConfigureAwait(false);
        return faults.Read(() =>
        {
            List<SeriesBucket> buckets = [];
            Add(buckets, (block * _tier.BlockSize) + from, packed, sketches: null);
            return buckets;
        });
    }

    private static List<long> Range(long first, long last)
    {
        List<long> range = new((int)(last - first + 1));
        for (long block = first; block <= last; block++)
        {
            range.Add(block);
        }

        return range;
    }

    private RedisKey[] KeysOf(List<long> blocks)
    {
        string service = query.Series.Service;
        var all = new RedisKey[1 + (2 * blocks.Count)];
        all[0] = keys.Blocks(service, _tier);
        for (int i = 0; i < blocks.Count; i++)
        {
            all[1 + (2 * i)] = keys.Buckets(service, _tier, blocks[i]);
            all[2 + (2 * i)] = keys.Sketches(service, _tier, blocks[i]);
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
            long start = (blocks[i] * _tier.BlockSize) + (i == 0 ? from : 0);
            Add(buckets, start, packed, sketches);
        }

        return buckets;
    }

    private void Add(List<SeriesBucket> buckets, long start, RedisValue[] packed, RedisValue[]? sketches)
    {
        for (int slot = 0; slot < packed.Length; slot++)
        {
            if (!packed[slot].IsNull)
            {
                QuantileSketch? sketch = sketches is null || sketches[slot].IsNull
                    ? null
                    : QuantileSketch.FromBytes(Bytes(sketches[slot]));
                buckets.Add(PackedBucket.Read(_tier.Start(start + slot), Bytes(packed[slot]), sketch));
            }
        }
    }

    private static ReadOnlySpan<byte> Bytes(RedisValue value) => ((ReadOnlyMemory<byte>)value).Span;
}
