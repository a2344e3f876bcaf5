using System.Globalization;
using Reliability.Sketches;
using StackExchange.Redis;

namespace Reliability.Storage.Redis.Internal;

/// <summary>
/// Merges the journal of one service into its stored sketches, some entries of a chunk in each step. The server never merges: a step reads
/// entries and sketches, adds them here, and one script stores the sums and removes the entries, if the chunk is still as it was read.
/// Otherwise, another process has folded these entries or a trim removed sketches, and the step changes nothing.
/// </summary>
internal sealed class SeriesFold(RedisConnection connection, KeyFactory keys, DayTiers dayTiers, string service)
{
    private const int Chunk = 1000;

    /// <summary>Folds the entries that are there when it starts. Stops at a chunk that another process folds.</summary>
    /// <returns>The number of entries that were folded.</returns>
    public async ValueTask<long> RunAsync(CancellationToken cancellationToken)
    {
        if (await dayTiers.ReadZoneAsync(service, cancellationToken).ConfigureAwait(false) is not { } zone)
        {
            return 0;
        }

        IReadOnlyList<TierLayout> tiers = TierLayout.Of(DayZone.Find(service, zone));
        long[] present = await connection.TogetherAsync(
            database => Enumerable.Range(0, SketchJournal.ChunkCount).Select(
                chunk => database.ListLengthAsync(keys.Journal(service, chunk))),
            cancellationToken).ConfigureAwait(false);
        return await ChunkFolds.EachAsync(Enumerable.Range(0, present.Length), async chunk =>
        {
            long folded = 0;
            for (long left = present[chunk]; left > 0;)
            {
                long step = await StepAsync(tiers, chunk, cancellationToken).ConfigureAwait(false);
                folded += step;
                left = step == 0 ? 0 : left - step;
            }

            return folded;
        }).ConfigureAwait(false);
    }

    private async ValueTask<long> StepAsync(IReadOnlyList<TierLayout> tiers, int chunk, CancellationToken cancellationToken)
    {
        RedisResult answer = await connection.ScriptAsync(
            RedisScripts.SeriesJournal, [keys.Journal(service, chunk), keys.State(service)], [chunk], cancellationToken)
            .ConfigureAwait(false);
        RedisValue[] found = (RedisValue[])answer!;
        (RedisValue state, RedisValue[] entries) = (found[0], found[1..]);
        if (entries.Length == 0)
        {
            return 0;
        }

        Block[] blocks = [
            .. connection.Faults.Read(() => SeriesRead.Journal(null, entries)).Sketches
                .GroupBy(one => PlaceOf(tiers, one))
                .Select(block => new Block(block.Key.Tier, block.Key.Block, [.. block]))
        ];
        await ReadAsync(blocks, cancellationToken).ConfigureAwait(false);
        RedisResult stored = await connection.ScriptAsync(
            RedisScripts.SeriesFold,
            [
                keys.Journal(service, chunk), keys.State(service), keys.Retention(service),
                .. blocks.Select(block => keys.Sketches(service, block.Tier, block.Number)),
            ],
            [chunk, state, entries.Length, entries[^1], .. blocks.SelectMany(block => block.Values())],
            cancellationToken).ConfigureAwait(false);
        return (long)stored == 1 ? entries.Length : 0;
    }

    /// <summary>Adds the stored sketches. What has no bucket any more was trimmed, and is left out.</summary>
    private async ValueTask ReadAsync(Block[] blocks, CancellationToken cancellationToken)
    {
        (Block Block, RedisValue[] Fields)[] parts = [
            .. blocks.SelectMany(block => block.Fields.Chunk(Chunk).Select(fields => (block, fields)))
        ];
        RedisValue[][] found = await connection.TogetherAsync(
            database => parts.SelectMany(part => (Task<RedisValue[]>[])
            [
                database.HashGetAsync(keys.Buckets(service, part.Block.Tier, part.Block.Number), part.Fields),
                database.HashGetAsync(keys.Sketches(service, part.Block.Tier, part.Block.Number), part.Fields),
            ]),
            cancellationToken).ConfigureAwait(false);
        connection.Faults.Read(() =>
        {
            for (int i = 0; i < parts.Length; i++)
            {
                parts[i].Block.Add(parts[i].Fields, found[2 * i], found[(2 * i) + 1]);
            }

            return true;
        });
    }

    private static (TierLayout Tier, long Block) PlaceOf(IReadOnlyList<TierLayout> tiers, JournaledSketch one)
    {
        TierLayout tier = tiers.First(tier => tier.Resolution == one.Resolution);
        return (tier, tier.Block(tier.Bucket(one.Start)));
    }

    /// <summary>The sketches that the entries of a step add to a block, and then the sums.</summary>
    private sealed class Block(TierLayout tier, long number, JournaledSketch[] added)
    {
        // Hosts with different time zone data have given one date two starts. Both are that date.
        private readonly Dictionary<RedisValue, QuantileSketch> _added = added
            .GroupBy(one => (RedisValue)string.Create(
                CultureInfo.InvariantCulture, $"{tier.Slot(tier.Bucket(one.Start)):00}:{one.Series}"))
            .ToDictionary(slot => slot.Key, slot => Sum(slot.Select(one => one.Sketch)));

        private readonly List<RedisValue> _sums = [];

        public TierLayout Tier => tier;

        public long Number => number;

        public IEnumerable<RedisValue> Fields => _added.Keys;

        public void Add(RedisValue[] fields, RedisValue[] buckets, RedisValue[] sketches)
        {
            for (int i = 0; i < fields.Length; i++)
            {
                if (!buckets[i].IsNull)
                {
                    QuantileSketch sum = _added[fields[i]];
                    if (!sketches[i].IsNull)
                    {
                        sum.MergeBytes(SeriesRead.Bytes(sketches[i]));
                    }

                    _sums.Add(fields[i]);
                    _sums.Add(SketchJournal.Encode(sum, tier.Resolution));
                }
            }
        }

        private static QuantileSketch Sum(IEnumerable<QuantileSketch> sketches)
        {
            var sum = new QuantileSketch();
            foreach (QuantileSketch sketch in sketches)
            {
                sum.Merge(sketch);
            }

            return sum;
        }

        public IEnumerable<RedisValue> Values() => [tier.Letter.ToString(), tier.EndOf(number), _sums.Count / 2, .. _sums];
    }
}
