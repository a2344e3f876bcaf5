using System.Globalization;
using StackExchange.Redis;

namespace Reliability.Storage.Redis.Internal;

/// <summary>
/// The retention of one service, stored as text: the ticks of minutes, hours and days, and of their sketches. Declaring it stores it, and
/// then sets the expiry of every key of the series of the service. Keys that are written in between already get the new expiry.
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
        return stored is null ? null : Parse(connection, stored);
    }

    public async ValueTask DeclareAsync(SeriesRetention retention, CancellationToken cancellationToken)
    {
        string text = Format(retention);
        RedisResult found = await connection.ScriptAsync(
            RedisScripts.SeriesRetain,
            [keys.Retention(service), keys.State(service), .. TierLayout.All.Select(tier => keys.Blocks(service, tier))],
            [text],
            cancellationToken).ConfigureAwait(false);
        IReadOnlyList<TierLayout> tiers = TierLayout.Of(DayZone.Find(service, (string?)found[0]));
        long[][] blocks = [.. tiers.Select((_, i) => (long[])found[i + 1]!)];
        foreach (Expiring[][] together in tiers.Zip(blocks).SelectMany(tier => Blocks(tier.First, tier.Second)).Chunk(Chunk)
            .Chunk(ChunksTogether))
        {
            await connection.TogetherAsync(
                db => together.Select(some => ExpireAsync(db, text, some)), cancellationToken).ConfigureAwait(false);
        }

        // What lists the blocks, and what is not in them yet, outlives them and therefore comes last.
        long[] ends = [.. tiers.Zip(blocks, (tier, some) => some is [.., var newest] ? tier.EndOf(newest) : 0)];
        Expiring[] lists =
        [
            new(keys.Producers(service), "h", ends[..2].Max()),
            .. new[] { keys.State(service), keys.Series(service) }
                .Concat(tiers.Select(tier => keys.Blocks(service, tier)))
                .Concat(Enumerable.Range(0, SketchJournal.ChunkCount).Select(chunk => keys.Journal(service, chunk)))
                .Select(key => new Expiring(key, "d", ends.Max())),
        ];
        await connection.RunAsync(db => ExpireAsync(db, text, lists), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Parses a retention as it is stored.</summary>
    /// <exception cref="StoreException">The text is damaged.</exception>
    public static SeriesRetention Parse(RedisConnection connection, string stored) => connection.Faults.Read(() =>
    {
        TimeSpan[] spans = [.. stored.Split(' ').Select(Span)];
        return new SeriesRetention(spans[0], spans[1], spans[2], new SketchRetention(spans[3], spans[4], spans[5]));
    });

    private static string Format(SeriesRetention retention) => string.Join(
        ' ',
        ((TimeSpan[])[
            retention.Minutes, retention.Hours, retention.Days,
            retention.Sketches.Minutes, retention.Sketches.Hours, retention.Sketches.Days,
        ]).Select(span => span.Ticks.ToString(CultureInfo.InvariantCulture)));

    private static TimeSpan Span(string ticks) => TimeSpan.FromTicks(long.Parse(ticks, NumberStyles.None, CultureInfo.InvariantCulture));

    private Task<RedisResult> ExpireAsync(IDatabase database, string retention, Expiring[] some) => database.ScriptEvaluateAsync(
        RedisScripts.SeriesExpire,
        [keys.Retention(service), .. some.Select(one => one.Key)],
        [retention, .. some.SelectMany(one => (RedisValue[])[one.Retention, one.End])]);

    private IEnumerable<Expiring> Blocks(TierLayout tier, long[] blocks) => blocks.SelectMany(block => (Expiring[])
        [
            new(keys.Buckets(service, tier, block), $"{tier.Letter}", tier.EndOf(block)),
            new(keys.Sketches(service, tier, block), $"s{tier.Letter}", tier.EndOf(block))
        ]);

    /// <summary>A key, the name of the retention that applies to it, and the end of its data in milliseconds.</summary>
    private readonly record struct Expiring(RedisKey Key, string Retention, long End);
}
