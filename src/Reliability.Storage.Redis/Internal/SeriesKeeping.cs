using System.Globalization;
using StackExchange.Redis;

namespace Reliability.Storage.Redis.Internal;

/// <summary>
/// The retention of one service, stored as text: the ticks of the minutes and of the hours. Declaring it stores it, and then sets the
/// expiry of every key of the series of the service. Keys that are written in between already get the new expiry.
/// </summary>
internal sealed class SeriesKeeping(RedisConnection connection, KeyFactory keys, string service)
{
    /// <summary>The number of keys in a script, and the number of these scripts that are sent together.</summary>
    private const int Chunk = 1000;

    private const int ChunksTogether = 16;

    public async ValueTask<SeriesRetention?> ReadAsync(CancellationToken cancellationToken)
    {
        string? stored = await connection.RunAsync(
            db => db.StringGetAsync(keys.Retention(service)), cancellationToken).ConfigureAwait(false);
        return connection.Faults.Read(
            () => stored?.Split(' ') is { } ticks ? new SeriesRetention(Span(ticks[0]), Span(ticks[1])) : null);
    }

    public async ValueTask DeclareAsync(SeriesRetention retention, CancellationToken cancellationToken)
    {
        string text = string.Create(CultureInfo.InvariantCulture, $"{retention.Minutes.Ticks} {retention.Hours.Ticks}");
        RedisResult blocks = await connection.ScriptAsync(
            RedisScripts.SeriesRetain,
            [keys.Retention(service), keys.Blocks(service, TierLayout.Minutes), keys.Blocks(service, TierLayout.Hours)],
            [text],
            cancellationToken).ConfigureAwait(false);
        (long[] minutes, long[] hours) = ((long[])blocks[0]!, (long[])blocks[1]!);
        IEnumerable<Expiring> blocksOfBoth = Blocks(TierLayout.Minutes, minutes).Concat(Blocks(TierLayout.Hours, hours));
        foreach (Expiring[][] together in blocksOfBoth.Chunk(Chunk).Chunk(ChunksTogether))
        {
            await connection.TogetherAsync(
                db => together.Select(some => ExpireAsync(db, text, some)), cancellationToken).ConfigureAwait(false);
        }

        // The lists of blocks outlive the blocks, and therefore come last.
        long end = Math.Max(End(TierLayout.Minutes, minutes), End(TierLayout.Hours, hours));
        Expiring[] lists =
        [
            new(keys.Producers(service), TierLayout.Hours, end), new(keys.Series(service), TierLayout.Hours, end),
            new(keys.Blocks(service, TierLayout.Minutes), TierLayout.Hours, end),
            new(keys.Blocks(service, TierLayout.Hours), TierLayout.Hours, end),
        ];
        await connection.RunAsync(db => ExpireAsync(db, text, lists), cancellationToken).ConfigureAwait(false);
    }

    private static TimeSpan Span(string ticks) => TimeSpan.FromTicks(long.Parse(ticks, NumberStyles.None, CultureInfo.InvariantCulture));

    private static long End(TierLayout tier, long[] blocks) => blocks is [.., var newest] ? tier.EndOf(newest) : 0;

    private Task<RedisResult> ExpireAsync(IDatabase database, string retention, Expiring[] some) => database.ScriptEvaluateAsync(
        RedisScripts.SeriesExpire,
        [keys.Retention(service), .. some.Select(one => one.Key)],
        [retention, .. some.SelectMany(one => (RedisValue[])[one.Tier.Letter.ToString(), one.End])]);

    private IEnumerable<Expiring> Blocks(TierLayout tier, long[] blocks) => blocks.SelectMany(block => (Expiring[])
        [
            new(keys.Buckets(service, tier, block), tier, tier.EndOf(block)),
            new(keys.Sketches(service, tier, block), tier, tier.EndOf(block))
        ]);

    /// <summary>A key, the tier whose retention applies to it, and the end of its data in milliseconds.</summary>
    private readonly record struct Expiring(RedisKey Key, TierLayout Tier, long End);
}
