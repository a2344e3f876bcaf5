using System.Globalization;
using StackExchange.Redis;

namespace Reliability.Storage.Redis.Internal;

/// <summary>Removes what is older than its retention from one service, a bounded number of buckets in each script.</summary>
internal sealed class SeriesTrim(RedisConnection connection, KeyFactory keys, string service)
{
    private const int Chunk = 256;

    public async ValueTask<long> RunAsync(SeriesRetention retention, DateTimeOffset now, CancellationToken cancellationToken)
    {
        long oldestMinute = TierLayout.Minutes.OldestKept(retention.Minutes, now);
        long oldestHour = TierLayout.Hours.OldestKept(retention.Hours, now);
        long removed = await TrimTierAsync(TierLayout.Minutes, oldestMinute, cancellationToken).ConfigureAwait(false)
            + await TrimTierAsync(TierLayout.Hours, oldestHour, cancellationToken).ConfigureAwait(false);
        await connection.RunAsync(
            db => db.SortedSetRemoveRangeByScoreAsync(keys.Series(service), double.NegativeInfinity, oldestHour, Exclude.Stop),
            cancellationToken).ConfigureAwait(false);
        await ForgetProducersAsync(TierLayout.Hours.Start(oldestHour).ToUnixTimeSeconds(), cancellationToken).ConfigureAwait(false);
        return removed;
    }

    private async ValueTask<long> TrimTierAsync(TierLayout tier, long oldestKept, CancellationToken cancellationToken)
    {
        long boundary = tier.Block(oldestKept);
        RedisValue[] old = await connection.RunAsync(
            db => db.SortedSetRangeByScoreAsync(keys.Blocks(service, tier), stop: boundary), cancellationToken).ConfigureAwait(false);
        long removed = 0;
        foreach (long[] blocks in old.Select(block => (long)block).Where(block => block < boundary).Chunk(Chunk))
        {
            RedisResult dropped = await connection.ScriptAsync(
                RedisScripts.SeriesDrop,
                [keys.Blocks(service, tier), .. blocks.SelectMany(block => KeysOf(tier, block))],
                Array.ConvertAll(blocks, block => (RedisValue)block),
                cancellationToken).ConfigureAwait(false);
            removed += (long)dropped;
        }

        bool isBoundaryThere = old.Length > 0 && (long)old[^1] == boundary && tier.Slot(oldestKept) > 0;
        return isBoundaryThere ? removed + await TrimBlockAsync(tier, oldestKept, cancellationToken).ConfigureAwait(false) : removed;
    }

    private async ValueTask<long> TrimBlockAsync(TierLayout tier, long oldestKept, CancellationToken cancellationToken)
    {
        long block = tier.Block(oldestKept);
        long removed = 0;
        string cursor = "0";
        do
        {
            RedisResult answer = await connection.ScriptAsync(
                RedisScripts.SeriesTrim,
                [keys.Blocks(service, tier), .. KeysOf(tier, block)],
                [cursor, tier.Slot(oldestKept), block],
                cancellationToken).ConfigureAwait(false);
            cursor = (string)answer[0]!;
            removed += (long)answer[1];
        }
        while (cursor != "0");

        return removed;
    }

    /// <summary>A producer's value is its sequence in 19 digits, then the start of its newest bucket, if it ever sent one.</summary>
    private async ValueTask ForgetProducersAsync(long oldestStart, CancellationToken cancellationToken)
    {
        HashEntry[] producers = await connection.RunAsync(db => db.HashGetAllAsync(keys.Producers(service)), cancellationToken).ConfigureAwait(false);
        IEnumerable<HashEntry> old = producers.Where(one =>
            long.TryParse(one.Value.ToString().AsSpan(19), CultureInfo.InvariantCulture, out long newest) && newest < oldestStart);
        foreach (HashEntry[] chunk in old.Chunk(Chunk))
        {
            await connection.ScriptAsync(
                RedisScripts.SeriesForget,
                [keys.Producers(service)],
                [.. chunk.SelectMany(one => (RedisValue[])[one.Name, one.Value])],
                cancellationToken).ConfigureAwait(false);
        }
    }

    private RedisKey[] KeysOf(TierLayout tier, long block) => [keys.Buckets(service, tier, block), keys.Sketches(service, tier, block)];
}
