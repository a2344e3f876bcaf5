using System.Globalization;
using StackExchange.Redis;

namespace Reliability.Storage.Redis.Internal;

/// <summary>
/// Removes data of one service that is older than its retention, a bounded number of buckets in each script. The server determines the
/// limit, and every script stops if the retention is no longer the one with which the trim began.
/// </summary>
internal sealed class SeriesTrim(RedisConnection connection, KeyFactory keys, string service)
{
    private const int Chunk = 256;

    private RedisValue _retention;

    public async ValueTask<long> RunAsync(CancellationToken cancellationToken)
    {
        RedisResult old = await connection.ScriptAsync(
            RedisScripts.SeriesOld,
            [keys.Retention(service), keys.Blocks(service, TierLayout.Minutes), keys.Blocks(service, TierLayout.Hours)],
            [],
            cancellationToken).ConfigureAwait(false);
        if (old.Length == 0)
        {
            return 0;
        }

        _retention = (RedisValue)old[0];
        long oldestHour = (long)old[3];
        long removed = await TrimTierAsync(TierLayout.Minutes, (long)old[1], (long[])old[2]!, cancellationToken).ConfigureAwait(false)
            + await TrimTierAsync(TierLayout.Hours, oldestHour, (long[])old[4]!, cancellationToken).ConfigureAwait(false);
        await ForgetAsync(oldestHour, cancellationToken).ConfigureAwait(false);
        return removed;
    }

    private async ValueTask<long> TrimTierAsync(TierLayout tier, long oldestKept, long[] old, CancellationToken cancellationToken)
    {
        long boundary = tier.Block(oldestKept);
        long removed = 0;
        foreach (long[] blocks in old.Where(block => block < boundary).Chunk(Chunk))
        {
            RedisResult dropped = await connection.ScriptAsync(
                RedisScripts.SeriesDrop,
                [keys.Retention(service), keys.Blocks(service, tier), .. blocks.SelectMany(block => KeysOf(tier, block))],
                [_retention, .. blocks.Select(block => (RedisValue)block)],
                cancellationToken).ConfigureAwait(false);
            removed += (long)dropped;
        }

        bool isBoundaryThere = old is [.., var newest] && newest == boundary && tier.Slot(oldestKept) > 0;
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
                [keys.Retention(service), keys.Blocks(service, tier), .. KeysOf(tier, block)],
                [_retention, cursor, tier.Slot(oldestKept), block],
                cancellationToken).ConfigureAwait(false);
            cursor = (string)answer[0]!;
            removed += (long)answer[1];
        }
        while (cursor != "0");

        return removed;
    }

    /// <summary>
    /// Removes old producers. The value of a producer is its sequence in 19 digits, followed by the start of its newest bucket if it sent
    /// one.
    /// </summary>
    private async ValueTask ForgetAsync(long oldestHour, CancellationToken cancellationToken)
    {
        HashEntry[] producers = await connection.RunAsync(
            db => db.HashGetAllAsync(keys.Producers(service)), cancellationToken).ConfigureAwait(false);
        long oldestStart = TierLayout.Hours.Start(oldestHour).ToUnixTimeSeconds();
        HashEntry[] old = Array.FindAll(producers, one =>
            long.TryParse(one.Value.ToString().AsSpan(19), CultureInfo.InvariantCulture, out long newest) && newest < oldestStart);
        foreach (HashEntry[] chunk in old.Chunk(Chunk).DefaultIfEmpty([]))
        {
            await connection.ScriptAsync(
                RedisScripts.SeriesForget,
                [keys.Retention(service), keys.Series(service), keys.Producers(service)],
                [_retention, oldestHour, .. chunk.SelectMany(one => (RedisValue[])[one.Name, one.Value])],
                cancellationToken).ConfigureAwait(false);
        }
    }

    private RedisKey[] KeysOf(TierLayout tier, long block) => [keys.Buckets(service, tier, block), keys.Sketches(service, tier, block)];
}
