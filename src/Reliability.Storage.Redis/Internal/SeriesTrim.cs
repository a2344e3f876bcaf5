using System.Globalization;
using StackExchange.Redis;

namespace Reliability.Storage.Redis.Internal;

/// <summary>
/// Removes data of one service that is older than its retention, a bounded number of buckets in each script. The clock of the server
/// determines the limit, and every script stops if the retention is no longer the one with which the trim began.
/// </summary>
internal sealed class SeriesTrim(RedisConnection connection, KeyFactory keys, string service)
{
    private const int Chunk = 256;

    private RedisValue _retention;

    public async ValueTask<long> RunAsync(CancellationToken cancellationToken)
    {
        RedisResult old = await connection.ScriptAsync(
            RedisScripts.SeriesOld,
            [keys.Retention(service), keys.State(service), .. TierLayout.All.Select(tier => keys.Blocks(service, tier))],
            [],
            cancellationToken).ConfigureAwait(false);
        if (old.Length == 0)
        {
            return 0;
        }

        _retention = (RedisValue)old[0];
        SeriesRetention retention = SeriesKeeping.Parse(connection, _retention.ToString());
        TimeZoneInfo zone = DayZone.Find(service, (string?)old[1]);
        DateTimeOffset now = DateTimeOffset.UnixEpoch.AddMicroseconds((long)old[2]);
        IReadOnlyList<TierLayout> tiers = TierLayout.Of(zone);
        long removed = 0;
        for (int i = 0; i < tiers.Count; i++)
        {
            TierLayout tier = tiers[i];
            long[] blocks = (long[])old[3 + i]!;
            long oldestSketch = tier.Bucket(retention.OldestSketch(tier.Resolution, now, zone));
            await TrimAsync(new Hashes(tier, IsOfSketches: true), oldestSketch, blocks, cancellationToken).ConfigureAwait(false);
            long oldest = tier.Bucket(retention.OldestKept(tier.Resolution, now, zone));
            removed += await TrimAsync(
                new Hashes(tier, IsOfSketches: false), oldest, blocks, cancellationToken).ConfigureAwait(false);
        }

        await ForgetAsync(
            retention.OldestKept(SeriesResolution.Hour, now, zone),
            tiers[^1].Bucket(retention.OldestKept(SeriesResolution.Day, now, zone)),
            cancellationToken).ConfigureAwait(false);
        return removed;
    }

    /// <summary>Removes the fields of a tier that are older than a bucket.</summary>
    private async ValueTask<long> TrimAsync(Hashes hashes, long oldestKept, long[] blocks, CancellationToken cancellationToken)
    {
        long boundary = hashes.Tier.Block(oldestKept);
        long removed = 0;
        foreach (long[] old in blocks.Where(block => block < boundary).Chunk(Chunk))
        {
            RedisResult dropped = await connection.ScriptAsync(
                RedisScripts.SeriesDrop,
                KeysOf(hashes, old),
                [_retention, .. hashes.IsOfSketches ? [] : old.Select(block => (RedisValue)block)],
                cancellationToken).ConfigureAwait(false);
            removed += (long)dropped;
        }

        return hashes.Tier.Slot(oldestKept) > 0 && blocks.Contains(boundary)
            ? removed + await TrimBlockAsync(hashes, oldestKept, cancellationToken).ConfigureAwait(false)
            : removed;
    }

    private async ValueTask<long> TrimBlockAsync(Hashes hashes, long oldestKept, CancellationToken cancellationToken)
    {
        long block = hashes.Tier.Block(oldestKept);
        long removed = 0;
        string cursor = "0";
        do
        {
            RedisResult answer = await connection.ScriptAsync(
                RedisScripts.SeriesTrim,
                KeysOf(hashes, block),
                [_retention, cursor, hashes.Tier.Slot(oldestKept), .. hashes.IsOfSketches ? [] : (RedisValue[])[block]],
                cancellationToken).ConfigureAwait(false);
            cursor = (string)answer[0]!;
            removed += (long)answer[1];
        }
        while (cursor != "0");

        return removed;
    }

    /// <summary>
    /// Removes old producers and series. The value of a producer is its sequence in 19 digits, followed by the start of its newest bucket
    /// if it sent one.
    /// </summary>
    private async ValueTask ForgetAsync(DateTimeOffset oldestHour, long oldestDay, CancellationToken cancellationToken)
    {
        HashEntry[] producers = await connection.RunAsync(
            db => db.HashGetAllAsync(keys.Producers(service)), cancellationToken).ConfigureAwait(false);
        long oldestStart = oldestHour.ToUnixTimeSeconds();
        HashEntry[] old = Array.FindAll(producers, one =>
            long.TryParse(one.Value.ToString().AsSpan(19), CultureInfo.InvariantCulture, out long newest) && newest < oldestStart);
        foreach (HashEntry[] chunk in old.Chunk(Chunk).DefaultIfEmpty([]))
        {
            await connection.ScriptAsync(
                RedisScripts.SeriesForget,
                [keys.Retention(service), keys.Series(service), keys.Producers(service)],
                [_retention, oldestDay, .. chunk.SelectMany(one => (RedisValue[])[one.Name, one.Value])],
                cancellationToken).ConfigureAwait(false);
        }
    }

    private RedisKey[] KeysOf(Hashes hashes, params IEnumerable<long> blocks) =>
    [
        keys.Retention(service), keys.State(service), keys.Blocks(service, hashes.Tier),
        .. blocks.Select(block => hashes.IsOfSketches
            ? keys.Sketches(service, hashes.Tier, block)
            : keys.Buckets(service, hashes.Tier, block)),
    ];

    /// <summary>The hashes of the buckets of a tier, or those of its sketches.</summary>
    private readonly record struct Hashes(TierLayout Tier, bool IsOfSketches);
}
