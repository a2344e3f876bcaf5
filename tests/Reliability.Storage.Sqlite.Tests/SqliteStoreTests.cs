using System.Security.Cryptography;
using System.Text;
using Reliability.Storage.Sqlite.Internal;
using static Reliability.Storage.Sqlite.Tests.Series;

namespace Reliability.Storage.Sqlite.Tests;

public sealed class SqliteStoreTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("a\0b")]
    public void A_path_is_required(string path) => Creating(new() { Path = path })
        .Should().Throw<ArgumentException>().WithMessage("SqliteStoreOptions.Path must name a file*");

    [Theory]
    [InlineData("")]
    [InlineData("tab\t")]
    public void A_namespace_follows_the_rule_for_names(string name) => Creating(new() { Path = "x.db", Namespace = name })
        .Should().Throw<ArgumentException>().WithMessage("SqliteStoreOptions.Namespace is not valid. A name must*");

    [Theory]
    [InlineData(-1)]
    [InlineData(TimeSpan.TicksPerHour + 1)]
    public void A_busy_timeout_lies_between_zero_and_an_hour(long ticks) =>
        Creating(new() { Path = "x.db", BusyTimeout = TimeSpan.FromTicks(ticks) })
            .Should().Throw<ArgumentException>().WithMessage("SqliteStoreOptions.BusyTimeout must be from 00:00:00 to 01:00:00; it is*");

    [Fact]
    public void Constructing_touches_no_file()
    {
        using SqliteStore store = _folder.Store();
        Directory.GetFiles(_folder.Path).Should().BeEmpty();
    }

    [Fact]
    public async Task Options_are_read_once()
    {
        var options = new SqliteStoreOptions { Path = _folder.File(), Namespace = "a" };
        await using var store = new SqliteStore(options);
        options.Namespace = "b";
        options.Path = _folder.File("other.db");
        await store.AppendAsync(1);
        await using SqliteStore same = _folder.Store(storeNamespace: "a");
        (await same.LastSequenceAsync()).Should().Be(1);
    }

    [Theory]
    [InlineData("with space.db")]
    [InlineData("semi;colon=x.db")]
    [InlineData("quo'te\".db")]
    [InlineData("ünï🚀.db")]
    [InlineData("file:x.db?mode=memory")]
    [InlineData(":memory:")]
    public async Task A_path_is_a_path_and_nothing_else(string name)
    {
        if (OperatingSystem.IsWindows() && name.AsSpan().ContainsAny(Path.GetInvalidFileNameChars()))
        {
            return;
        }

        await using SqliteStore store = _folder.Store(name);
        await store.AppendAsync(1);
        File.Exists(_folder.File(name)).Should().BeTrue();
    }

    [Fact]
    public async Task A_disposed_store_says_so_and_leaves_one_file()
    {
        SqliteStore store = _folder.Store();
        await store.AppendAsync(1);
        await store.CountAsync();
        await store.DisposeAsync();
        store.Dispose();
        Directory.GetFiles(_folder.Path).Should().Equal(_folder.File());
        await store.Invoking(s => s.AppendAsync(2).AsTask()).Should().ThrowAsync<ObjectDisposedException>();
        await store.Invoking(s => s.CountAsync()).Should().ThrowAsync<ObjectDisposedException>();
        await store.Invoking(s => s.LastSequenceAsync().AsTask()).Should().ThrowAsync<ObjectDisposedException>();
    }

    [Fact]
    public async Task An_enumeration_outlives_the_disposal_and_then_lets_go_of_the_file()
    {
        SqliteStore store = _folder.Store();
        await store.AppendAsync(1, minutes: 10);
        int read = 0;
        await foreach (SeriesBucket _ in store.Series.ReadAsync(OrdersUntil(Noon.AddDays(1)), default))
        {
            if (read++ == 0)
            {
                await store.DisposeAsync();
            }
        }

        read.Should().Be(10);
        Directory.GetFiles(_folder.Path).Should().Equal(_folder.File());
    }

    [Fact]
    public async Task Many_stores_may_start_on_one_new_file_at_once()
    {
        for (int round = 0; round < 10; round++)
        {
            string name = $"{round}.db";
            SqliteStore[] stores = [.. Enumerable.Range(0, 8).Select(i => _folder.Store(name, $"namespace-{i}"))];
            using var start = new Barrier(stores.Length);
            await Task.WhenAll(stores.Select(store => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait();
                    return store.AppendAsync(1).AsTask();
                },
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default).Unwrap()));
            foreach (SqliteStore store in stores)
            {
                (await store.CountAsync()).Should().Be(1);
                await store.DisposeAsync();
            }
        }
    }

    [Fact]
    public async Task A_file_of_ours_is_recognisable()
    {
        await using SqliteStore store = _folder.Store();
        await store.InitializeAsync(default);
        using var raw = new RawDatabase(_folder.File());
        raw.Scalar("PRAGMA application_id").Should().Be((long)SqliteSchema.ApplicationId);
        raw.Scalar("PRAGMA user_version").Should().Be((long)SqliteSchema.Latest);
        raw.Scalar("PRAGMA journal_mode").Should().Be("wal");
    }

    [Fact]
    public async Task Starting_again_changes_nothing()
    {
        await using (SqliteStore store = _folder.Store())
        {
            await store.AppendAsync(1);
        }

        byte[] before = File.ReadAllBytes(_folder.File());
        for (int i = 0; i < 3; i++)
        {
            await using SqliteStore store = _folder.Store();
            await store.InitializeAsync(default);
            await store.InitializeAsync(default);
        }

        File.ReadAllBytes(_folder.File()).Should().Equal(before);
    }

    [Fact]
    public void Released_scripts_are_numbered_without_gaps_and_never_edited()
    {
        (string Name, string Sha256)[] released =
        [
            ("0001_series.sql", "a402a76243fe7e848f1a0d5ed2c7c1c63f98af9eded0d32e679d793fc46f7186"),
            ("0002_records.sql", "99911b556a7679acf3f662906ed5d8f7558850a2d81f9046ded6169d895cc280"),
            ("0003_enrollments.sql", "6e867dfe8bcc38ce0b393d00d8257391959daeb26c3dac5af3725d59febb8c86"),
            ("0004_enrollment_imports.sql", "e06bd98160c5bdc14b4fa23f17d19ccd6e331cdc779827569683447bb41e9366"),
        ];
        string[] names = [.. typeof(SqliteStore).Assembly.GetManifestResourceNames().Order(StringComparer.Ordinal)];
        names.Should().Equal(released.Select(script => script.Name));
        names.Select((name, i) => (int.Parse(name.AsSpan(0, 4), null), i + 1)).Should().OnlyContain(pair => pair.Item1 == pair.Item2);
        foreach ((string name, string sha256) in released)
        {
            string script = ReadScript(name).ReplaceLineEndings("\n");
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(script))).Should().Be(sha256, "{0} is released", name);
        }
    }

    [Fact]
    public async Task A_file_of_schema_1_is_read_as_it_was_written()
    {
        RawDatabase.Run(_folder.File(), ReadScript("0001_series.sql"));
        RawDatabase.Run(_folder.File(), $"""
            PRAGMA application_id = {SqliteSchema.ApplicationId};
            PRAGMA user_version = 1;
            INSERT INTO service VALUES (3, 'default', 'shop', 'Asia/Kathmandu', NULL, NULL, NULL);
            INSERT INTO series VALUES (7, 'default', 'shop', 'orders');
            INSERT INTO bucket VALUES (7, 0, 1772366400, 5, 4, 30000000, 0.5, 2.5), (7, 1, 1772366400, 5, 4, 30000000, 0.5, 2.5),
                (7, 2, 1772302500, 5, 4, 30000000, 0.5, 2.5);
            INSERT INTO sketch VALUES (7, 2, 1772302500, x'0216250000');
            INSERT INTO journal VALUES (3, 11, 5, x'01B0C5F2FB03A908070100066F72646572730702960082FFBF01');
            INSERT INTO producer VALUES ('default', 'shop', 'producer', 9, 1772366400);
            """);
        SqliteStore[] stores = [.. Enumerable.Range(0, 4).Select(_ => _folder.Store())];
        await Task.WhenAll(stores.Select(s => Task.Run(() => s.InitializeAsync(default).AsTask()))); // four processes upgrade it at once
        await using SqliteStore store = stores[0];
        Array.ForEach(stores[1..], s => s.Dispose());
        List<SeriesBucket> buckets = [];
        await foreach (SeriesBucket bucket in store.Series.ReadAsync(OrdersUntil(Noon.AddHours(1)), default))
        {
            buckets.Add(bucket);
        }

        buckets.Should().Equal(new SeriesBucket(Noon, 5, 4) { ScaledSum = 30_000_000, Min = 0.5, Max = 2.5 });
        (await store.CountAsync(SeriesResolution.Hour)).Should().Be(5);
        var day = new SeriesQuery(new("shop", "orders"), SeriesResolution.Day, Noon.AddDays(-1), Noon) { IncludeSketches = true };
        SeriesSummary summary = (await store.Series.SummarizeAsync([day], default))[0];
        (summary.Total.Start, summary.Total.Count).Should().Be((new DateTimeOffset(2026, 2, 28, 18, 15, 0, TimeSpan.Zero), 5));
        summary.Total.Sketch!.Count.Should().Be(3, "one value is folded and two are journaled");
        (await store.Series.GetDayZoneAsync("shop", default)).Should().Be("Asia/Kathmandu");
        (await store.LastSequenceAsync()).Should().Be(9);
        (await store.Documents.PutAsync(DocumentWrite.Create(new("shop", "slos", "checkout"), "{}"), default))
            .Should()
            .Be(WriteOutcome.Stored, "it was upgraded");
    }

    [Fact]
    public async Task Reading_a_bucket_allocates_nothing()
    {
        await using SqliteStore store = _folder.Store();
        await store.AppendAsync(1, minutes: 720);
        for (int i = 0; i < 50; i++)
        {
            await AllocatedByReadingAsync(720);
        }

        long few = await AllocatedByReadingAsync(72);
        long many = await AllocatedByReadingAsync(720);
        (many - few).Should().BeLessThan(648, "720 buckets cost as much as 72; a byte for each more would be 648");

        // Everything completes before it returns, so the thread stays the same.
        async Task<long> AllocatedByReadingAsync(int minutes)
        {
            var query = new SeriesQuery(Orders, SeriesResolution.Minute, Noon, Noon.AddMinutes(minutes));
            long before = GC.GetAllocatedBytesForCurrentThread();
            int read = 0;
            await foreach (SeriesBucket _ in store.Series.ReadAsync(query, CancellationToken.None))
            {
                read++;
            }

            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            read.Should().Be(minutes);
            return allocated;
        }
    }

    [Fact]
    public async Task A_range_is_found_by_the_key_and_needs_no_sorting()
    {
        await using SqliteStore store = _folder.Store();
        await store.AppendAsync(1);
        using var raw = new RawDatabase(_folder.File());
        string sql = SeriesSql.ReadBuckets;
        foreach (string parameter in (string[])["$sketches", "$tier", "$from", "$to", "$namespace", "$service", "$name"])
        {
            sql = sql.Replace(parameter, "0", StringComparison.Ordinal);
        }

        string plan = string.Join('\n', raw.Rows("EXPLAIN QUERY PLAN " + sql, column: 3));
        plan.Should().Contain("SEARCH s USING COVERING INDEX sqlite_autoindex_series_1 (namespace=? AND service=? AND name=?)")
            .And.Contain("SEARCH b USING PRIMARY KEY (series_id=? AND tier=? AND start>? AND start<?)")
            .And.NotContain("TEMP B-TREE");
    }

    [Fact]
    public async Task Collections_are_found_by_stepping_through_the_key()
    {
        await using SqliteStore store = _folder.Store();
        await store.InitializeAsync(default);
        using var raw = new RawDatabase(_folder.File());
        string sql = DocumentSql.ListCollections.Replace("$namespace", "'a'", StringComparison.Ordinal);
        string plan = string.Join('\n', raw.Rows("EXPLAIN QUERY PLAN " + sql, column: 3));
        plan.Should()
            .Contain("SEARCH document USING COVERING INDEX sqlite_autoindex_document_1 (namespace=? AND service=? AND collection>?)")
            .And.Contain("SEARCH document USING COVERING INDEX sqlite_autoindex_document_1 (namespace=? AND service>?)")
            .And.NotContain("SCAN document").And.NotContain("TEMP B-TREE");
    }

    [Fact]
    public async Task The_range_of_a_service_is_found_by_the_key()
    {
        await using SqliteStore store = _folder.Store();
        await store.InitializeAsync(default);
        using var raw = new RawDatabase(_folder.File());
        string sql =
            RetentionSql.Range.Replace("$namespace", "'a'", StringComparison.Ordinal).Replace("$service", "'b'", StringComparison.Ordinal);
        string plan = string.Join('\n', raw.Rows("EXPLAIN QUERY PLAN " + sql, column: 3));
        plan.Should().Contain("SEARCH s USING COVERING INDEX sqlite_autoindex_series_1 (namespace=? AND service=?)")
            .And.Contain("SEARCH bucket USING PRIMARY KEY (series_id=? AND tier=?)")
            .And.NotContain("SCAN bucket").And.NotContain("TEMP B-TREE");
    }

    [Fact]
    public async Task The_leases_of_a_service_are_found_by_the_key()
    {
        await using SqliteStore store = _folder.Store();
        await store.InitializeAsync(default);
        using var raw = new RawDatabase(_folder.File());
        string sql =
            LeaseSql.List.Replace("$namespace", "'a'", StringComparison.Ordinal).Replace("$service", "'b'", StringComparison.Ordinal);
        string plan = string.Join('\n', raw.Rows("EXPLAIN QUERY PLAN " + sql, column: 3));
        plan.Should().Contain("SEARCH l USING INDEX sqlite_autoindex_lease_1 (namespace=? AND service=?)").And.NotContain("SCAN l");
    }

    [Fact]
    public async Task Illegal_names_are_rejected()
    {
        await using SqliteStore store = _folder.Store();
        await store.Invoking(s => s.Series.GetLastSequenceAsync("", "p", default).AsTask()).Should().ThrowAsync<ArgumentException>();
        await store.Invoking(s => s.Series.GetLastSequenceAsync("s", "\n", default).AsTask()).Should().ThrowAsync<ArgumentException>();
        await store.Invoking(s => s.Series.SetRetentionAsync("", SeriesRetention.Default, default).AsTask())
            .Should()
            .ThrowAsync<ArgumentException>();
        await store.Invoking(s => s.Series.GetRetentionAsync("\n", default).AsTask()).Should().ThrowAsync<ArgumentException>();
        await store.Invoking(s => s.Series.TrimAsync("", default).AsTask()).Should().ThrowAsync<ArgumentException>();
        await store.Invoking(s => s.Leases.ListAsync("", default).AsTask()).Should().ThrowAsync<ArgumentException>();
        await store.Invoking(s => s.Documents.GetAsync([null!], default).AsTask()).Should().ThrowAsync<ArgumentException>();
        await store.Invoking(s => s.Leases.AcquireAsync((IReadOnlyList<LeaseRequest>)null!, default).AsTask())
            .Should()
            .ThrowAsync<ArgumentNullException>();
    }

    private static Func<SqliteStore> Creating(SqliteStoreOptions options) => () => new SqliteStore(options);

    private static string ReadScript(string name)
    {
        using var reader = new StreamReader(typeof(SqliteStore).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    private static SeriesQuery OrdersUntil(DateTimeOffset end) => new(Orders, SeriesResolution.Minute, Noon, end);
}
