using System.Text;
using Reliability.Storage.Redis.Internal;
using Reliability.TestServers;
using StackExchange.Redis;

namespace Reliability.Storage.Redis.Tests;

/// <summary>A fold moves sketches from the journal to the tiers, exactly once, whatever happens meanwhile.</summary>
public sealed class RedisFoldTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly string _prefix = Given.Prefix();

    private static int Chunk => SketchJournal.ChunkOf("orders");

    [Fact]
    public async Task Readers_see_the_same_before_and_after_a_fold_and_a_second_one_does_nothing()
    {
        await using RedisStore store = await Given.StoreAsync(_prefix);
        for (int sequence = 1; sequence <= 5; sequence++)
        {
            await store.AppendAsync(sequence, Given.Latency(0, sequence), Given.Latency(70, 1), Given.Events(3, 1, "plain"));
        }

        byte[][] before = await SketchesAsync(store);
        await store.ShouldHaveSketchesAsync(20);
        (await store.Series.FoldAsync("shop", None)).Should().Be(5);
        (await SketchesAsync(store)).Should().BeEquivalentTo(before, options => options.WithStrictOrdering());
        (await store.Series.FoldAsync("shop", None)).Should().Be(0);

        await store.AppendAsync(6, Given.Latency(0, 1));
        await store.ShouldHaveSketchesAsync(21);
        (await store.Series.FoldAsync("shop", None)).Should().Be(1);
        await store.ShouldHaveSketchesAsync(21);
        (await store.ReadTiersAsync("plain"))[0].Should().ContainSingle().Which.Sketch.Should().BeNull();
        (await store.Series.FoldAsync("nobody", None)).Should().Be(0);
    }

    [Fact]
    public async Task Entries_that_come_while_a_fold_runs_stay_and_a_repeated_script_changes_nothing()
    {
        using ConnectionMultiplexer connection = await ConnectAsync();
        IDatabase database = connection.GetDatabase();
        await using RedisStore store = await Given.StoreAsync(_prefix);
        await store.AppendAsync(1, Given.Latency(0, 1));
        RedisValue[] read = await ReadJournalAsync(database);
        await store.AppendAsync(2, Given.Latency(0, 1));

        (await FoldAsync(database, read)).Should().Be(1);
        (await database.ListLengthAsync(Key($"journal:{Chunk}"))).Should().Be(1);
        (await FoldAsync(database, read)).Should().Be(0, "the chunk was folded since it was read");
        (await database.ListLengthAsync(Key($"journal:{Chunk}"))).Should().Be(1);
    }

    [Fact]
    public async Task A_fold_that_read_before_a_trim_does_not_bring_sketches_back()
    {
        using ConnectionMultiplexer connection = await ConnectAsync();
        await using RedisStore store = await Given.StoreAsync(_prefix);
        await store.AppendAsync(1, Given.Latency(0, 1));
        await store.Series.FoldAsync("shop", None);
        await store.AppendAsync(2, Given.Latency(0, 1));
        RedisValue[] read = await ReadJournalAsync(connection.GetDatabase());
        var hour = TimeSpan.FromHours(1);
        await store.Series.SetRetentionAsync("shop", new SeriesRetention(hour, hour, hour), None);
        await connection.GetDatabase().ScriptEvaluateAsync(
            RedisScripts.SeriesDrop,
            [Key("retention"), Key("state"), Key("m"), Key($"m:{Given.Noon.ToUnixTimeSeconds() / 3600}:sketches")],
            [await connection.GetDatabase().StringGetAsync(Key("retention"))]);

        (await FoldAsync(connection.GetDatabase(), read)).Should().Be(0);
    }

    [Fact]
    public async Task Two_folds_at_once_beside_appends_never_show_a_bucket_whose_sketch_differs()
    {
        const int Producers = 4;
        const int Batches = 60;
        await using RedisStore store = await Given.StoreAsync(_prefix);
        await using RedisStore other = await Given.StoreAsync(_prefix);
        string[] series = ["orders", "search", "cart"];
        await store.AppendAsync(1, series.Select(one => Given.Latency(0, 1, one)));
        using var done = new CancellationTokenSource();
        Task<long>[] folds =
        [
            .. new[] { store, other }.Select(one => Task.Run(async () =>
            {
                long folded = 0;
                while (!done.IsCancellationRequested)
                {
                    folded += await one.Series.FoldAsync("shop", None);
                }

                return folded;
            })),
        ];
        Task<int> reading = Task.Run(async () =>
        {
            int snapshots = 0;
            while (!done.IsCancellationRequested)
            {
                IReadOnlyList<IReadOnlyList<SeriesBucket>> tiers = await other.ReadTiersAsync(series[snapshots++ % series.Length]);
                tiers.SelectMany(buckets => buckets).Should().OnlyContain(bucket => bucket.Sketch!.Count == bucket.Count);
            }

            return snapshots;
        });
        await Task.WhenAll(Enumerable.Range(0, Producers).Select(producer => Task.Run(async () =>
        {
            for (int sequence = 1; sequence <= Batches; sequence++)
            {
                var batch = new SeriesBatch(
                    "shop",
                    $"producer-{producer}",
                    sequence,
                    series.Select(one => Given.Latency(sequence * 37 % 180, 1, one)));
                await store.Series.AppendAsync(batch, None);
                (await other.Series.AppendAsync(batch, None)).Should().Be(AppendOutcome.Duplicate);
            }
        })));
        await done.CancelAsync();

        (await reading).Should().BePositive();
        long left = await store.Series.FoldAsync("shop", None);
        int chunks = series.Select(SketchJournal.ChunkOf).Distinct().Count();
        (left + (await Task.WhenAll(folds)).Sum()).Should().Be(((Producers * Batches) + 1) * chunks, "each entry is folded once");
        foreach (string one in series)
        {
            await store.ShouldHaveSketchesAsync((Producers * Batches) + 1, one);
        }
    }

    /// <summary>The reply is lost after reading the entries, after reading the sketches, and after storing the sums.</summary>
    [Theory]
    [InlineData("EVALSHA", ":journal:", 2)]
    [InlineData("HMGET", ":sketches", 2)]
    [InlineData("EVALSHA", ":sketches", 0)]
    public async Task A_fold_that_loses_a_reply_has_happened_whole_or_not_at_all(string command, string key, long left)
    {
        RedisServer server = await SharedServers.RedisAsync();
        await using TcpProxy proxy = await TcpProxy.StartAsync("127.0.0.1", server.Port);
        await using RedisStore store = Given.Store($"127.0.0.1:{proxy.Port}", _prefix);
        await using RedisStore direct = await Given.StoreAsync(_prefix);
        await store.AppendAsync(1, Given.Latency(0, 1));
        (await store.Series.FoldAsync("shop", None)).Should().Be(1, "the scripts are known now");
        await store.AppendAsync(2, Given.Latency(0, 2));
        await store.AppendAsync(3, Given.Latency(61, 3));

        Task lost = proxy.DropReplyAfterRequest(request =>
            Contains(request, command) && Contains(request, key) && (key != ":journal:" || !Contains(request, ":sketches")));
        Func<Task> fold = async () => await store.Series.FoldAsync("shop", None);
        (await fold.Should().ThrowAsync<StoreException>()).Which.IsTransient.Should().BeTrue();
        await lost;

        await direct.ShouldHaveSketchesAsync(6);
        (await direct.Series.FoldAsync("shop", None)).Should().Be(left);
        await direct.ShouldHaveSketchesAsync(6);
    }

    [Fact]
    public async Task A_fold_that_is_canceled_has_folded_whole_steps()
    {
        await using RedisStore store = await Given.StoreAsync(_prefix);
        SeriesDelta[] deltas = [.. Enumerable.Range(0, 200).Select(i => Given.Latency(i % 60, 1, $"series-{i}"))];
        await store.AppendAsync(1, deltas);
        await store.Series.FoldAsync("shop", None);
        long folded = 0;
        for (int sequence = 2; sequence <= 12; sequence++)
        {
            await store.AppendAsync(sequence, deltas);
            using var canceled = new CancellationTokenSource();
            Task<long> fold = store.Series.FoldAsync("shop", canceled.Token).AsTask();
            await canceled.CancelAsync();
            try
            {
                folded += await fold;
            }
            catch (OperationCanceledException)
            {
                // What it has folded until then is not reported.
            }
        }

        (folded + await store.Series.FoldAsync("shop", None)).Should().BeLessThanOrEqualTo(11 * SketchJournal.ChunkCount);
        foreach (int i in (int[])[0, 77, 199])
        {
            await store.ShouldHaveSketchesAsync(12, $"series-{i}");
        }
    }

    [Theory]
    [InlineData("\u0009", "format 9")]
    [InlineData("", "empty")]
    [InlineData("\u0001\u0002", "truncated")]
    public async Task An_entry_that_cannot_be_read_stops_the_fold_and_removes_nothing(string entry, string reason)
    {
        RedisServer server = await SharedServers.RedisAsync();
        await using RedisStore store = await Given.StoreAsync(_prefix);
        await store.AppendAsync(1, Given.Latency(0, 1));
        await server.CommandAsync("RPUSH", Key($"journal:{Chunk}"), entry);

        Func<Task> fold = async () => await store.Series.FoldAsync("shop", None);
        (await fold.Should().ThrowAsync<StoreException>().WithMessage($"*cannot be read*{reason}*")).Which.IsTransient.Should().BeFalse();
        Func<Task> read = async () => await store.ReadAsync();
        await read.Should().ThrowAsync<StoreException>().WithMessage($"*{reason}*");
        (await server.CommandAsync("LLEN", Key($"journal:{Chunk}"))).Should().Be("2");
        (await store.Series.SummarizeAsync([Query()], None))[0].Total.Count.Should().Be(1, "counts need no sketches");
    }

    [Fact]
    public async Task A_stored_sketch_of_a_newer_version_stops_folds_and_readers_and_no_append()
    {
        RedisServer server = await SharedServers.RedisAsync();
        await using RedisStore store = await Given.StoreAsync(_prefix);
        await store.AppendAsync(1, Given.Latency(0, 1));
        await store.Series.FoldAsync("shop", None);
        await server.CommandAsync("HSET", Key($"m:{Given.Noon.ToUnixTimeSeconds() / 3600}:sketches"), "00:orders", "\u0009");

        (await store.AppendAsync(2, Given.Latency(0, 1))).Should().Be(AppendOutcome.Applied);
        Func<Task> fold = async () => await store.Series.FoldAsync("shop", None);
        await fold.Should().ThrowAsync<StoreException>().WithMessage("*cannot be read*");
        Func<Task> read = async () => await store.ReadAsync();
        await read.Should().ThrowAsync<StoreException>().WithMessage("*cannot be read*");
        (await server.CommandAsync("LLEN", Key($"journal:{Chunk}"))).Should().Be("1");
    }

    [Fact]
    public async Task A_journal_that_nobody_folded_for_a_day_is_read_whole_and_folded_in_steps()
    {
        const int Batches = 6000;
        await using RedisStore store = await Given.StoreAsync(_prefix);
        foreach (int[] some in Enumerable.Range(0, Batches).Chunk(200))
        {
            await Task.WhenAll(some.Select(i => store.Series.AppendAsync(
                new SeriesBatch("shop", $"producer-{i}", 1, [Given.Latency(i % 1440, 1)]), None).AsTask()));
        }

        await store.ShouldHaveSketchesAsync(Batches);
        (await store.Series.FoldAsync("shop", None)).Should().Be(Batches);
        await store.ShouldHaveSketchesAsync(Batches);
    }

    [Fact]
    public async Task A_batch_of_100_000_sketches_is_appended_and_folded()
    {
        const int Series = 1000;
        const int Minutes = 100;
        await using RedisStore store = await Given.StoreAsync(_prefix, ",asyncTimeout=60000,syncTimeout=60000");
        await store.AppendAsync(
            1, Enumerable.Range(0, Series * Minutes).Select(i => Given.Latency(i % Minutes, 1, $"series-{i / Minutes}")));
        (await store.Series.FoldAsync("shop", None)).Should().Be(SketchJournal.ChunkCount);
        await store.ShouldHaveSketchesAsync(Minutes, "series-0");
        await store.ShouldHaveSketchesAsync(Minutes, "series-999");
    }

    private static bool Contains(ReadOnlyMemory<byte> request, string text) => request.Span.IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;

    private static SeriesQuery Query() => new(
        new SeriesId("shop", "orders"), SeriesResolution.Minute, Given.Noon, Given.Noon.AddHours(1));

    private static async Task<ConnectionMultiplexer> ConnectAsync() =>
        await ConnectionMultiplexer.ConnectAsync((await SharedServers.RedisAsync()).ConnectionString);

    private static async Task<byte[][]> SketchesAsync(RedisStore store) =>
        [.. (await store.ReadTiersAsync()).SelectMany(buckets => buckets).Select(bucket => bucket.Sketch!.ToBytes())];

    private string Key(string key) => $"{_prefix}:v3:{{shop}}:s:{key}";

    private async Task<RedisValue[]> ReadJournalAsync(IDatabase database) => (RedisValue[])(await database.ScriptEvaluateAsync(
        RedisScripts.SeriesJournal, [Key($"journal:{Chunk}"), Key("state")], [Chunk]))!;

    private async Task<long> FoldAsync(IDatabase database, RedisValue[] read) => (long)await database.ScriptEvaluateAsync(
        RedisScripts.SeriesFold,
        [Key($"journal:{Chunk}"), Key("state"), Key("retention")],
        [Chunk, read[0], read.Length - 1, read[^1]]);
}
