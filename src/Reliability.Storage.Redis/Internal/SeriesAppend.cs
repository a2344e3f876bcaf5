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
        IReadOnlyList<TierLayout> tiers = TierLayout.Of(batch.DayZone);
        _keys =
        [
            keys.Producers(service), keys.Retention(service), keys.State(service), keys.Series(service),
            .. tiers.Select(tier => keys.Blocks(service, tier)),
        ];
        _values = new(16 + (6 * batch.Deltas.Count))
        {
            batch.ProducerId,
            batch.Sequence.ToString("D19", CultureInfo.InvariantCulture),
            batch.Deltas.Count == 0 ? "" : batch.Deltas.Max(delta => delta.Bucket.Start.ToUnixTimeSeconds()),
            batch.Deltas.Count == 0 ? "" : batch.DayZone.Id,
        };
        IReadOnlyList<SketchJournalEntry> entries = SketchJournal.Encode(batch);
        _keys.AddRange(entries.Select(entry => keys.Journal(service, entry.Chunk)));
        _values.Add(entries.Count);
        _values.AddRange(entries.Select(entry => (RedisValue)entry.Data));
        foreach (TierLayout tier in tiers)
        {
            AddTier(keys, batch, tier, tiers[^1]);
        }
    }

    public RedisKey[] Keys => [.. _keys];

    public RedisValue[] Values => [.. _values];

    private void AddTier(KeyFactory keys, SeriesBatch batch, TierLayout tier, TierLayout days)
    {
        foreach ((long number, Block block) in Fold(batch, tier, days))
        {
            _keys.Add(keys.Buckets(batch.Service, tier, number));
            _values.Add(tier.Letter.ToString());
            _values.Add(number);
            _values.Add(tier.EndOf(number));
            _values.Add(block.NewestWithoutDay is { } day ? day : "");
            _values.Add(block.Buckets.Count);
            AddFields(block.Buckets.Keys);
            foreach (SeriesBucket bucket in block.Buckets.Values)
            {
                int start = _bytes.WrittenCount;
                PackedBucket.Write(_bytes, bucket);
                _values.Add(_bytes.WrittenMemory[start..]);
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
    private static Dictionary<long, Block> Fold(SeriesBatch batch, TierLayout tier, TierLayout days)
    {
        var blocks = new Dictionary<long, Block>();
        SeriesTiers flag = tier.Resolution.ToTiers();
        (DateTimeOffset Start, long Number) bucket = (default, tier.Bucket(default)); // Most deltas are of the same minute.
        foreach (SeriesDelta delta in batch.Deltas)
        {
            if (!delta.Tiers.HasFlag(flag))
            {
                continue;
            }

            if (bucket.Start != delta.Bucket.Start)
            {
                bucket = (delta.Bucket.Start, tier.Bucket(delta.Bucket.Start));
            }

            ref Block? block = ref CollectionsMarshal.GetValueRefOrAddDefault(blocks, tier.Block(bucket.Number), out _);
            block ??= new Block(blocks.Count == 1 ? batch.Deltas.Count : 0); // There is nearly always one block.
            ref SeriesBucket sum = ref CollectionsMarshal.GetValueRefOrAddDefault(
                block.Buckets, new Slot(tier.Slot(bucket.Number), delta.Series), out bool exists);
            sum = exists ? sum.Merge(delta.Bucket.WithoutSketch()) : delta.Bucket.WithoutSketch();
            if (!delta.Tiers.HasFlag(SeriesTiers.Day))
            {
                block.NewestWithoutDay = Math.Max(block.NewestWithoutDay ?? long.MinValue, days.Bucket(delta.Bucket.Start));
            }
        }

        return blocks;
    }

    /// <summary>A position in a block.</summary>
    private readonly record struct Slot(int Number, string Series);

    /// <summary>What a batch adds to a block.</summary>
    private sealed class Block(int capacity)
    {
        public Dictionary<Slot, SeriesBucket> Buckets { get; } = new(capacity);

        /// <summary>
        /// Gets or sets the newest day of the deltas that do not add to the day tier, which lists the series of all others.
        /// </summary>
        public long? NewestWithoutDay { get; set; }
    }
}
