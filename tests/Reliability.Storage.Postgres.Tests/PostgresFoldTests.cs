using System.Globalization;
using Npgsql;
using Reliability.TestServers;

namespace Reliability.Storage.Postgres.Tests;

public sealed class PostgresFoldTests
{
    private static readonly string[] Names = [.. Enumerable.Range(0, 40).Select(i => $"series-{i}")];
    private readonly string _schema = Database.Schema();

    [Fact]
    public async Task An_append_writes_an_entry_for_each_chunk_and_a_fold_moves_them_to_the_sketches()
    {
        await using PostgresStore store = await Database.OpenAsync(_schema);
        int chunks = Names.Select(SketchJournal.ChunkOf).Distinct().Count();
        await store.AppendAsync(1, [.. Names.Select(name => Some.Values(0, name, 1, 2))]);
        await store.AppendAsync(2, [.. Names.Select(name => Some.Values(1, name, 3))]);
        (await TableAsync("journal")).Should().Be(2 * chunks);
        (await TableAsync("sketch")).Should().Be(0);
        (await store.SketchedAsync(Names)).Should().Be(3 * Names.Length);

        (await store.FoldAsync()).Should().Be(2 * chunks);
        (await TableAsync("journal")).Should().Be(0);
        (await TableAsync("sketch")).Should().Be(4 * Names.Length, "each series has two minutes, an hour and a day");
        (await store.SketchedAsync(Names)).Should().Be(3 * Names.Length);
        (await store.FoldAsync()).Should().Be(0);
        (await store.SketchedAsync(Names)).Should().Be(3 * Names.Length);
    }

    [Fact]
    public async Task Readers_take_one_round_trip_with_the_journal_and_do_not_touch_it_without_sketches()
    {
        await using PostgresStore store = await Database.OpenAsync(_schema);
        await store.AppendAsync(1, [.. Names.Select(name => Some.Values(0, name, 1, 2))]);
        (await Database.CommandsAsync(() => store.SketchedAsync(Names))).Should().Be(1);
        (await Database.CommandsAsync(() => store.HoursAsync(Names[0]))).Should().Be(1);

        await Database.SqlAsync($"DROP TABLE {_schema}.journal; DROP TABLE {_schema}.sketch");
        SeriesQuery[] counts =
        [
            .. Names.Select(name =>
                new SeriesQuery(new SeriesId("shop", name), SeriesResolution.Day, DateTimeOffset.MinValue, DateTimeOffset.MaxValue)),
        ];
        (await store.Series.ReadAsync(counts, CancellationToken.None)).Should().OnlyContain(days => days.Single().Count == 2);
        (await store.Series.SummarizeAsync(counts, CancellationToken.None)).Should().OnlyContain(one => one.Total.Count == 2);
        (await store.Series.ReadAsync(counts[0], CancellationToken.None).ToListAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task One_call_reads_the_journals_of_services_that_share_names()
    {
        await using PostgresStore store = await Database.OpenAsync(_schema);
        foreach ((string service, int count) in ((string, int)[])[("shop", 2), ("bank", 3)])
        {
            SeriesDelta delta = Some.Values(0, "orders", Enumerable.Repeat(1.0, count));
            await store.Series.AppendAsync(new SeriesBatch(service, "p", 1, [delta]), CancellationToken.None);
        }

        SeriesQuery Query(string service, bool isSketched) =>
            new(new SeriesId(service, "orders"), SeriesResolution.Hour, Some.Noon, Some.Noon.AddHours(1)) { IncludeSketches = isSketched };
        (await store.Series.ReadAsync(
            [Query("shop", true), Query("bank", false), Query("bank", true), Query("none", true), Query("shop", true)],
            CancellationToken.None))
            .Select(hours => hours.SingleOrDefault().Sketch?.Count)
            .Should().Equal(2, null, 3, null, 2);
    }

    [Fact]
    public async Task Readers_beside_two_folds_and_late_batches_never_see_a_part_or_a_sketch_twice()
    {
        const int Writers = 3;
        const int Batches = 40;
        await using PostgresStore store = await Database.OpenAsync(_schema);
        await store.InitializeAsync(CancellationToken.None);
        Task writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            var random = new Random(writer);
            for (int sequence = 1; sequence <= Batches; sequence++)
            {
                SeriesDelta[] deltas = [.. Names.Take(8).Select(name => Some.Values(random.Next(-3000, 3000), name, 1, sequence))];
                var batch = new SeriesBatch("shop", $"p{writer}", sequence, deltas);
                await store.Series.AppendAsync(batch, CancellationToken.None);
                if (sequence % 5 == 0)
                {
                    (await store.Series.AppendAsync(batch, CancellationToken.None)).Should().Be(AppendOutcome.Duplicate);
                }
            }
        })));
        long[] folded = new long[2];
        Task folding = Task.WhenAll(Enumerable.Range(0, 2).Select(one => Task.Run(async () =>
        {
            while (!writing.IsCompleted)
            {
                folded[one] += await store.FoldAsync();
            }
        })));
        Task reading = Task.Run(async () =>
        {
            while (!writing.IsCompleted)
            {
                await store.SketchedAsync(Names[..8]);
            }
        });
        await Task.WhenAll(writing, folding, reading);
        long rest = await store.FoldAsync();
        (folded.Sum() + rest).Should().Be(
            Writers * Batches * Names.Take(8).Select(SketchJournal.ChunkOf).Distinct().Count(), "each entry is folded once");
        (await store.SketchedAsync(Names[..8])).Should().Be(Writers * Batches * 8 * 2);
    }

    [Fact]
    public async Task A_fold_leaves_a_chunk_to_the_one_that_has_it_and_one_that_is_canceled_has_done_nothing()
    {
        await using PostgresStore store = await Database.OpenAsync(_schema);
        await store.AppendAsync(1, Some.Values(0, "orders", 1, 2));
        using var cancellation = new CancellationTokenSource();
        Task<long> first;
        await using (await LockSketchesAsync(await Database.ConnectionStringAsync()))
        {
            first = store.Series.FoldAsync("shop", cancellation.Token).AsTask();
            await WaitForLockAsync();
            (await store.FoldAsync()).Should().Be(0);
            await cancellation.CancelAsync();
            Func<Task> canceled = () => first;
            await canceled.Should().ThrowAsync<OperationCanceledException>();
        }

        (await TableAsync("journal")).Should().Be(1);
        (await store.SketchedAsync("orders")).Should().Be(2);
        (await store.FoldAsync()).Should().Be(1);
        (await store.SketchedAsync("orders")).Should().Be(2);
    }

    [Theory]
    [InlineData("take_journal", 1)]
    [InlineData("INSERT INTO", 1)]
    [InlineData("COMMIT\0", 0)]
    public async Task A_fold_whose_reply_is_lost_counts_once(string request, int folded)
    {
        await using TcpProxy proxy = await ProxyAsync();
        await using PostgresStore store = await OpenAsync(proxy);
        await store.AppendAsync(1, Some.Values(0, "orders", 1, 2));
        Task dropped = proxy.DropReplyAfterRequest(request);
        (await store.FoldAsync()).Should().Be(folded, "the fold is repeated on a new connection");
        await dropped;
        (await store.SketchedAsync("orders")).Should().Be(2);
        (await TableAsync("journal")).Should().Be(0);
        (await store.FoldAsync()).Should().Be(0);
        (await store.SketchedAsync("orders")).Should().Be(2);
    }

    [Fact]
    public async Task A_fold_that_is_cut_off_is_taken_back_and_may_be_run_again()
    {
        await using TcpProxy proxy = await ProxyAsync();
        await using PostgresStore store = await OpenAsync(proxy);
        await store.AppendAsync(1, Some.Values(0, "orders", 1, 2));
        Task<long> folding;
        await using (await LockSketchesAsync(await Database.ConnectionStringAsync()))
        {
            folding = store.FoldAsync().AsTask();
            await WaitForLockAsync();
            proxy.Refuse();
            proxy.CutAll();
            Func<Task> cut = () => folding;
            (await cut.Should().ThrowAsync<StoreException>()).Which.IsTransient.Should().BeTrue();
        }

        proxy.Pass();
        (await store.SketchedAsync("orders")).Should().Be(2);
        while (await TableAsync("journal") > 0)
        {
            await store.FoldAsync(); // The server may not yet have noticed that the first one is gone.
        }

        (await store.SketchedAsync("orders")).Should().Be(2);
    }

    [Fact]
    public async Task A_server_that_is_killed_before_or_during_a_fold_keeps_every_sketch()
    {
        await using PostgresServer server = await PostgresServer.StartAsync();
        await using var store = new PostgresStore(new PostgresStoreOptions { ConnectionString = server.ConnectionString });
        await store.AppendAsync(1, Some.Values(0, "orders", 1, 2));
        await server.KillAsync();
        await server.RestartAsync();
        (await store.SketchedAsync("orders")).Should().Be(2);

        NpgsqlConnection held = await LockSketchesAsync(server.ConnectionString, "reliability");
        Task<long> folding = store.FoldAsync().AsTask();
        await WaitForLockAsync(server.ConnectionString, "reliability");
        await server.KillAsync();
        Func<Task> killed = () => folding;
        (await killed.Should().ThrowAsync<StoreException>()).Which.IsTransient.Should().BeTrue();
        await held.DisposeAsync();
        await server.RestartAsync();
        (await store.SketchedAsync("orders")).Should().Be(2);
        (await store.FoldAsync()).Should().Be(1);
        (await store.SketchedAsync("orders")).Should().Be(2);
    }

    [Theory]
    [InlineData("journal", "\\x63", "has format 99")]
    [InlineData("journal", "\\x", "empty")]
    [InlineData("sketch", "\\x63", "later version")]
    public async Task What_cannot_be_decoded_is_a_fault_and_stays_where_it_is(string table, string bytes, string message)
    {
        await using PostgresStore store = await Database.OpenAsync(_schema);
        await store.AppendAsync(1, Some.Values(0, "orders", 1));
        await store.FoldAsync();
        await store.AppendAsync(2, Some.Values(0, "orders", 1));
        string[] before = await Database.SqlAsync($"UPDATE {_schema}.{table} SET data = '{bytes}'; {Content}");
        Func<Task> stream = async () => await store.HoursAsync();
        Func<Task> read = async () => await store.SketchedAsync("orders");
        Func<Task> fold = async () => await store.FoldAsync();
        Func<Task> trim = async () => await store.Series.TrimAsync("shop", CancellationToken.None);
        foreach (Func<Task> use in (Func<Task>[])[stream, read, fold, trim])
        {
            StoreException fault = (await use.Should().ThrowAsync<StoreException>()).Which;
            fault.Message.Should().Contain("holds a sketch that cannot be read").And.Contain(message).And.Contain("update this one");
            fault.IsTransient.Should().BeFalse();
        }

        (await Database.SqlAsync(Content)).Should().Equal(before);
        (await store.Series.SummarizeAsync(
            [new SeriesQuery(new SeriesId("shop", "orders"), SeriesResolution.Hour, Some.Noon, Some.Noon.AddHours(1))],
            CancellationToken.None)).Single().Total.Count.Should().Be(2, "counts need no sketch");
    }

    [Fact]
    public async Task Sketches_add_at_most_half_to_what_a_flush_writes_ahead()
    {
        const int Flushes = 41;
        await using PostgresServer server = await PostgresServer.StartAsync();
        Dictionary<bool, List<long>> written = new() { [true] = [], [false] = [] };
        await using var sketched = new PostgresStore(new() { ConnectionString = server.ConnectionString, Schema = "sketched" });
        await using var counted = new PostgresStore(new() { ConnectionString = server.ConnectionString, Schema = "counted" });
        var random = new Random(7);
        for (int sequence = 1; sequence <= Flushes; sequence++)
        {
            SeriesDelta[] deltas =
            [
                .. Enumerable.Range(0, 500).Select(i => Some.Values(
                    sequence / 60, $"series-{i}", Enumerable.Range(0, 10).Select(_ => 0.05 * Math.Exp(random.NextDouble() - 0.5)))),
            ];
            foreach (bool isSketched in (bool[])[true, false])
            {
                SeriesDelta[] own = isSketched
                    ? deltas
                    : Array.ConvertAll(deltas, delta => delta with
                    {
                        Bucket = new SeriesBucket(delta.Bucket.Start, delta.Bucket.Count, delta.Bucket.Good),
                    });
                long before = await WrittenAsync(server);
                await (isSketched ? sketched : counted).AppendAsync(sequence, own);
                written[isSketched].Add(await WrittenAsync(server) - before);
            }
        }

        double ratio = (double)written[true].Order().ElementAt(Flushes / 2) / written[false].Order().ElementAt(Flushes / 2);
        ratio.Should().BeInRange(1, 1.5);
    }

    [Fact]
    public async Task A_journal_that_nobody_folded_for_a_day_is_folded_in_steps()
    {
        const int Seconds = 86_400;
        await using PostgresStore store = await Database.OpenAsync(_schema);
        await store.AppendAsync(1, Some.Values(0, "orders", 1, 2));
        await Database.SqlAsync($"""
            INSERT INTO {_schema}.journal (service, chunk, data)
            SELECT j.service, j.chunk, j.data FROM {_schema}.journal AS j, generate_series(2, {Seconds});
            UPDATE {_schema}.bucket SET count = count * {Seconds}
            """);
        (await store.SketchedAsync("orders")).Should().Be(2 * Seconds);
        long folded = 0;
        int commands = await Database.CommandsAsync(async () => folded = await store.FoldAsync());
        folded.Should().Be(Seconds);
        commands.Should().BeGreaterThan(3 * (Seconds / 1024), "no step is large");
        (await store.SketchedAsync("orders")).Should().Be(2 * Seconds);
    }

    [Fact]
    public async Task A_batch_of_100_000_deltas_is_folded_whole()
    {
        await using PostgresStore store = await Database.OpenAsync(_schema);
        string[] series = [.. Enumerable.Range(0, 1000).Select(i => $"series-{i}")];
        (await store.AppendAsync(1, [.. series.SelectMany(name => Enumerable.Range(0, 100).Select(i => Some.Values(i, name, 1 + i)))]))
            .Should().Be(AppendOutcome.Applied);
        (await store.SketchedAsync(series)).Should().Be(100_000);
        (await store.FoldAsync()).Should().Be(SketchJournal.ChunkCount);
        (await store.SketchedAsync(series)).Should().Be(100_000);
    }

    [Fact]
    public async Task A_trim_folds_and_removes_old_sketches_and_keeps_their_buckets()
    {
        DateTimeOffset now = SeriesResolution.Minute.StartOf(TimeProvider.System.GetUtcNow());
        await using PostgresStore store = await Database.OpenAsync(_schema);
        await store.Series.SetRetentionAsync("shop", SeriesRetention.Default, CancellationToken.None);
        foreach ((int sequence, int days) in ((int, int)[])[(1, 2), (2, 60), (3, 0)])
        {
            SeriesDelta delta = Some.Values((int)(now.AddDays(-days) - Some.Noon).TotalMinutes, "orders", 1);
            await store.AppendAsync(sequence, delta);
        }

        (await store.Series.TrimAsync("shop", CancellationToken.None)).Should().Be(1, "only the minute of day 60 is older than 8 days");
        (await TableAsync("journal")).Should().Be(0);
        foreach ((SeriesResolution tier, int sketches) in ((SeriesResolution, int)[])
        [
            (SeriesResolution.Minute, 1),
            (SeriesResolution.Hour, 2),
            (SeriesResolution.Day, 3),
        ])
        {
            List<SeriesBucket> buckets = await store.ReadAsync(tier);
            buckets.Should().HaveCount(tier == SeriesResolution.Minute ? 2 : 3);
            buckets.Count(bucket => bucket.Sketch is not null).Should().Be(sketches);
        }

        (await TableAsync("sketch")).Should().Be(6);
    }

    private string Content => $"SELECT data::text FROM {_schema}.journal UNION ALL SELECT data::text FROM {_schema}.sketch ORDER BY 1";

    private async Task<long> TableAsync(string table) =>
        long.Parse((await Database.SqlAsync($"SELECT count(*) FROM {_schema}.{table}")).Single(), CultureInfo.InvariantCulture);

    /// <summary>Returns the bytes of write-ahead log so far.</summary>
    private static async Task<long> WrittenAsync(PostgresServer server) => long.Parse(
        (await Database.SqlAsync(server.ConnectionString, "SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn")).Single(),
        CultureInfo.InvariantCulture);

    /// <summary>Holds a fold where it has taken entries and is about to write sketches. Disposing lets it go on.</summary>
    private async Task<NpgsqlConnection> LockSketchesAsync(string connectionString, string? schema = null)
    {
        var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var hold = new NpgsqlCommand($"BEGIN; LOCK TABLE {schema ?? _schema}.sketch IN EXCLUSIVE MODE", connection);
        await hold.ExecuteNonQueryAsync();
        return connection;
    }

    /// <summary>Waits until a fold is held.</summary>
    private async Task WaitForLockAsync(string? connectionString = null, string? schema = null)
    {
        string sql = $"SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = '{schema ?? _schema}.sketch'::regclass";
        while ((await Database.SqlAsync(connectionString ?? await Database.ConnectionStringAsync(), sql)).Single() == "0")
        {
        }
    }

    private static async Task<TcpProxy> ProxyAsync()
    {
        var settings = new NpgsqlConnectionStringBuilder(await Database.ConnectionStringAsync());
        return await TcpProxy.StartAsync(settings.Host!, settings.Port);
    }

    private async Task<PostgresStore> OpenAsync(TcpProxy proxy)
    {
        var settings = new NpgsqlConnectionStringBuilder(await Database.ConnectionStringAsync())
        {
            Host = proxy.Host,
            Port = proxy.Port,
            SslMode = SslMode.Disable,
        };
        return await Database.OpenAsync(_schema, o => o.ConnectionString = settings.ConnectionString);
    }
}
