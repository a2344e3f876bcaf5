using System.Globalization;
using Reliability.TestServers;
using StackExchange.Redis;

namespace Reliability.Storage.Redis.Tests;

/// <summary>
/// What is removed, and when keys expire, follows from what is stored with the service and from the server's clock alone.
/// </summary>
public sealed class RedisRetentionTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);
    private static readonly DateTimeOffset Ancient = new(2015, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] Lists = ["state", "series", "m", "h", "d"];
    private static readonly string[] Blocks =
    [
        $"m:{Ancient.ToUnixTimeSeconds() / 3600}", $"h:{Ancient.ToUnixTimeSeconds() / 86400}",
        $"d:{Ancient.ToUnixTimeSeconds() / 86400 / 32}",
    ];

    private readonly string _prefix = Given.Prefix();

    [Fact]
    public async Task Nothing_expires_while_no_retention_is_declared()
    {
        await using RedisStore store = await Given.StoreAsync(_prefix);
        await AppendAsync(store, 1, Ancient);
        await AppendAsync(store, 2, Ancient);
        foreach (string key in (string[])["producers", .. Lists, .. Blocks])
        {
            (await LifeAsync(key)).Should().BeNull(key);
        }

        (await store.Series.GetRetentionAsync("shop", None)).Should().BeNull();
        (await store.Series.TrimAsync("shop", None)).Should().Be(0);
    }

    [Fact]
    public async Task Blocks_expire_after_their_retention_and_old_ones_not_at_once()
    {
        await using RedisStore store = await Given.StoreAsync(_prefix);
        await store.Series.SetRetentionAsync("shop", SeriesRetention.Default, None);
        await AppendAsync(store, 1, Ancient);
        await ExpectAsync(SeriesRetention.Default);
        (await LifeAsync("retention")).Should().BeNull("what was declared stays");

        // A bucket of five days from now, by a fast clock, is kept for longer, and what comes after it does not shorten that.
        await AppendAsync(store, 2, SeriesResolution.Hour.StartOf(TimeProvider.System.GetUtcNow().AddDays(5)));
        await AppendAsync(store, 3, Ancient);
        (await LifeAsync("producers")).Should().BeGreaterThan(SeriesRetention.Default.Hours + TimeSpan.FromDays(5));
        (await LifeAsync("state")).Should().BeGreaterThan(SeriesRetention.Default.Days + TimeSpan.FromDays(5));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Sketches_expire_by_their_own_retention_and_the_journal_not_before_the_days(bool isDeclaredFirst)
    {
        await using RedisStore store = await Given.StoreAsync(_prefix);
        var sketches = new SketchRetention(TimeSpan.FromHours(7), TimeSpan.FromDays(8), TimeSpan.FromDays(900));
        var retention = new SeriesRetention(TimeSpan.FromDays(2), TimeSpan.FromDays(90), TimeSpan.FromDays(1000), sketches);
        string journal = $"journal:{SketchJournal.ChunkOf("orders")}";
        if (isDeclaredFirst)
        {
            await store.Series.SetRetentionAsync("shop", retention, None);
        }

        await AppendLatencyAsync(store, 1);
        await store.Series.FoldAsync("shop", None);
        await AppendLatencyAsync(store, 2);
        if (!isDeclaredFirst)
        {
            (await LifeAsync(journal)).Should().BeNull();
            await store.Series.SetRetentionAsync("shop", retention, None);
        }

        await ExpectAsync(retention);
        (await LifeAsync(Blocks[0] + ":sketches")).Should().BeCloseTo(sketches.Minutes + Day, Tolerance);
        (await LifeAsync(Blocks[1] + ":sketches")).Should().BeCloseTo(sketches.Hours + Day, Tolerance);
        (await LifeAsync(Blocks[2] + ":sketches")).Should().BeCloseTo(sketches.Days + Day, Tolerance);
        (await LifeAsync(journal)).Should().BeCloseTo(retention.Days + Day, Tolerance);
    }

    [Fact]
    public async Task What_is_declared_anew_changes_the_expiry_of_what_is_there_longer_and_shorter()
    {
        await using RedisStore store = await Given.StoreAsync(_prefix);
        await AppendAsync(store, 1, Ancient);
        SeriesRetention[] declared =
        [
            SeriesRetention.Default,
            new(TimeSpan.FromDays(30), TimeSpan.FromDays(1000)),
            new(TimeSpan.FromHours(2), TimeSpan.FromDays(2)),
            new(TimeSpan.FromTicks(36_000_000_001), TimeSpan.FromDays(10_000_000)),
            new(
                TimeSpan.FromDays(3), TimeSpan.FromDays(30), TimeSpan.FromDays(300),
                new SketchRetention(TimeSpan.FromHours(1), TimeSpan.FromHours(2), TimeSpan.FromHours(3))),
        ];
        foreach (SeriesRetention retention in declared)
        {
            await store.Series.SetRetentionAsync("shop", retention, None);
            (await store.Series.GetRetentionAsync("shop", None)).Should().Be(retention);
            await ExpectAsync(retention);
            (await store.CountAsync()).Should().Be(1);
        }

        var forever = new SeriesRetention(TimeSpan.MaxValue, TimeSpan.MaxValue);
        await store.Series.SetRetentionAsync("shop", forever, None);
        (await store.Series.GetRetentionAsync("shop", None)).Should().Be(forever);
        await AppendAsync(store, 2, Ancient);
        (await store.Series.TrimAsync("shop", None)).Should().Be(0);
        (await store.CountAsync()).Should().Be(2);
    }

    [Fact]
    public async Task A_service_with_thousands_of_blocks_gets_an_expiry_for_each()
    {
        const int Hours = 1500;
        const int Days = 63; // the last one has half of its hours
        await using RedisStore store = await Given.StoreAsync(_prefix);
        await store.AppendAsync(
            1,
            Enumerable.Range(0, Hours).Select(hour => new SeriesDelta("orders", new SeriesBucket(Ancient.AddHours(hour), 1, 1))));
        await store.Series.SetRetentionAsync("shop", SeriesRetention.Default, None);
        RedisServer server = await SharedServers.RedisAsync();
        string withoutExpiry = await server.CommandAsync(
            "EVAL",
            "local n = 0 for i = 1, ARGV[2] do if redis.call('PTTL', ARGV[1] .. (ARGV[3] + i - 1)) < 0 then n = n + 1 end end return n",
            "0",
            $"{_prefix}:v3:{{shop}}:s:m:",
            Hours.ToString(CultureInfo.InvariantCulture),
            (Ancient.ToUnixTimeSeconds() / 3600).ToString(CultureInfo.InvariantCulture));
        withoutExpiry.Should().Be("0");
        await AppendAsync(store, 2, SeriesResolution.Minute.StartOf(TimeProvider.System.GetUtcNow()));
        (await store.Series.TrimAsync("shop", None)).Should().Be((2 * Hours) + Days);
        (await store.CountAsync()).Should().Be(1);
    }

    [Fact]
    public async Task Trimming_goes_by_the_clock_of_the_server_and_leaves_other_services_alone()
    {
        await using RedisStore store = await Given.StoreAsync(_prefix);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        DateTimeOffset thisHour = SeriesResolution.Hour.StartOf(now);
        await store.AppendAsync(1, Bucket(thisHour.AddDays(-3)), Bucket(thisHour.AddHours(-3)), Bucket(thisHour));
        await store.Series.AppendAsync(new SeriesBatch("other", "producer", 1, [Bucket(thisHour.AddDays(-3))]), None);
        await store.Series.SetRetentionAsync("shop", new SeriesRetention(TimeSpan.FromHours(1), Day), None);
        await store.Series.SetRetentionAsync("other", SeriesRetention.Default, None);

        (await store.Series.TrimAsync("shop", None)).Should().Be(3, "two minutes and an hour are older");
        (await store.ReadAsync()).Select(bucket => bucket.Start).Should().Equal(thisHour);
        (await store.ReadAsync(SeriesResolution.Hour)).Select(bucket => bucket.Start).Should().Equal(thisHour.AddHours(-3), thisHour);
        (await store.ReadAsync(service: "other")).Should().ContainSingle();
        (await store.Series.TrimAsync("other", None)).Should().Be(0);
    }

    [Fact]
    public async Task A_trim_stops_when_the_retention_is_declared_anew()
    {
        RedisServer server = await SharedServers.RedisAsync();
        using ConnectionMultiplexer connection = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString);
        await using RedisStore store = await Given.StoreAsync(_prefix);
        await AppendAsync(store, 1, Ancient);
        await store.Series.SetRetentionAsync("shop", SeriesRetention.Default, None);
        string tag = $"{_prefix}:v3:{{shop}}:s:";
        RedisResult dropped = await connection.GetDatabase().ScriptEvaluateAsync(
            Internal.RedisScripts.SeriesDrop,
            [tag + "retention", tag + "state", tag + "m", tag + Blocks[0]],
            ["1 1 1 1 1 1", Ancient.ToUnixTimeSeconds() / 3600]);
        ((int)dropped).Should().Be(0);
        (await store.CountAsync()).Should().Be(1);
    }

    private static SeriesDelta Bucket(DateTimeOffset start) => new("orders", new SeriesBucket(start, 1, 1));

    private static ValueTask<AppendOutcome> AppendAsync(
        RedisStore store,
        long sequence,
        DateTimeOffset start) => store.AppendAsync(sequence, Bucket(start));

    private static ValueTask<AppendOutcome> AppendLatencyAsync(RedisStore store, long sequence) =>
        store.AppendAsync(sequence, Given.Latency((int)(Ancient - Given.Noon).TotalMinutes, 1));

    private async Task ExpectAsync(SeriesRetention retention)
    {
        (await LifeAsync(Blocks[0])).Should().BeCloseTo(retention.Minutes + Day, Tolerance);
        (await LifeAsync(Blocks[1])).Should().BeCloseTo(retention.Hours + Day, Tolerance);
        (await LifeAsync(Blocks[2])).Should().BeCloseTo(retention.Days + Day, Tolerance);
        (await LifeAsync("producers")).Should().BeCloseTo(retention.Hours + Day, Tolerance);
        foreach (string list in Lists)
        {
            (await LifeAsync(list)).Should().BeCloseTo(retention.Days + Day, Tolerance, list);
        }
    }

    /// <summary>How long a key of the service's series still has, or nothing when it does not expire.</summary>
    private async Task<TimeSpan?> LifeAsync(string key)
    {
        RedisServer server = await SharedServers.RedisAsync();
        long left = long.Parse(await server.CommandAsync("PTTL", $"{_prefix}:v3:{{shop}}:s:{key}"), CultureInfo.InvariantCulture);
        left.Should().NotBe(-2, $"{key} exists");
        return left == -1 ? null : TimeSpan.FromMilliseconds(left);
    }
}
