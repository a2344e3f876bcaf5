using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using StackExchange.Redis;

namespace Reliability.Storage.Redis.Internal;

/// <summary>One batch as the keys and values of <c>series-append.lua</c>.</summary>
internal sealed class SeriesAppend
{
    private readonly ArrayBufferWriter<byte> _bytes = new(32 * 1024);
    private readonly List<RedisKey> _keys;
    private readonly List<RedisValue> _values;

    public SeriesAppend(KeyFactory keys, SeriesBatch batch)
    {
        string service = batch.Service;
        _keys =
        [
            keys.Producers(service), keys.Series(service), keys.Blocks(service, TierLayout.Minutes), keys.Blocks(service, TierLayout.Hours),
            keys.Retention(service),
        ];
        _values = new(16 + (4 * batch.Deltas.Count))
        {
            batch.ProducerId,
            batch.Sequence.ToString("D19", CultureInfo.InvariantCulture),
            batch.Deltas.Count == 0 ? "" : batch.Deltas.Max(delta => delta.Bucket.Start.ToUnixTimeSeconds()),
        };
        AddTier(keys, batch, TierLayout.Minutes, SeriesTiers.Minute);
        AddTier(keys, batch, TierLayout.Hours, SeriesTiers.Hour);
    }

    public RedisKey[] Keys => [.. _keys];

    public RedisValue[] Values => [.. _values];

    private void AddTier(KeyFactory keys, SeriesBatch batch, TierLayout tier, SeriesTiers flag)
    {
        foreach ((long block, Dictionary<Slot, SeriesBucket> buckets) in Fold(batch, tier, flag))
        {
            _keys.Add(keys.Buckets(batch.Service, tier, block));
            _keys.Add(keys.Sketches(batch.Service, tier, block));
            _values.Add(flag == SeriesTiers.Minute ? 3 : 4);
            _values.Add(block);
            _values.Add(tier.EndOf(block));
            _values.Add(flag == SeriesTiers.Minute ? block : (block * tier.BlockSize) + buckets.Keys.Max(slot => slot.Number));
            _values.Add(buckets.Count);
            AddFields(buckets.Keys);
            foreach (SeriesBucket bucket in buckets.Values)
            {
                int start = _bytes.WrittenCount;
                PackedBucket.Write(_bytes, bucket);
                _values.Add(_bytes.WrittenMemory[start..]);
            }

            int sketches = buckets.Values.Count(bucket => bucket.Sketch is not null);
            _values.Add(sketches);
            if (sketches > 0)
            {
                AddFields(buckets.Where(one => one.Value.Sketch is not null).Select(one => one.Key));
                _values.AddRange(
                    buckets.Values.Where(bucket => bucket.Sketch is not null).Select(bucket => (RedisValue)bucket.Sketch!.ToBytes()));
            }
        }
    }

    private void AddFields(IEnumerable<Slot> slots)
    {
        foreach (Slot slot in slots)
        {
            int start = _bytes.WrittenCount;
            Span<byte> bytes = _bytes.GetSpan(3 + SeriesId.MaxNameBytes);
            bytes[0] = (byte)('0' + (slot.Number / 10));
            bytes[1] = (byte)('0' + (slot.Number % 10));
            bytes[2] = (byte)':';
            _bytes.Advance(3 + Encoding.UTF8.GetBytes(slot.Series, bytes[3..]));
            _values.Add(_bytes.WrittenMemory[start..]);
        }
    }

    /// <summary>
    /// Groups a tier of the batch by block and bucket, so that each bucket is written once, regardless of the number of deltas.
    /// </summary>
    private static Dictionary<long, Dictionary<Slot, SeriesBucket>> Fold(SeriesBatch batch, TierLayout tier, SeriesTiers flag)
    {
        var blocks = new Dictionary<long, Dictionary<Slot, SeriesBucket>>();
        foreach (SeriesDelta delta in batch.Deltas)
        {
            if (delta.Tiers.HasFlag(flag))
            {
                long bucket = tier.Bucket(delta.Bucket.Start);
                ref Dictionary<Slot, SeriesBucket>? buckets = ref CollectionsMarshal.GetValueRefOrAddDefault(
                    blocks, tier.Block(bucket), out _);
                buckets ??= new(blocks.Count == 1 ? batch.Deltas.Count : 0); // There is nearly always one block.
                ref SeriesBucket sum = ref CollectionsMarshal.GetValueRefOrAddDefault(
                    buckets, new Slot(tier.Slot(bucket), delta.Series), out bool exists);
                sum = exists ? sum.Merge(delta.Bucket) : delta.Bucket;
            }
        }

        return blocks;
    }

    /// <summary>A position in a block.</summary>
    private readonly record struct Slot(int Number, string Series);
}
