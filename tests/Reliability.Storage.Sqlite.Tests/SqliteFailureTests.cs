using Microsoft.Data.Sqlite;
using static Reliability.Storage.Sqlite.Tests.Series;

namespace Reliability.Storage.Sqlite.Tests;

/// <summary>Every fault of a file becomes a message that names the file and says what to do, and harms nothing.</summary>
public sealed class SqliteFailureTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_directory_is_rejected()
    {
        Directory.CreateDirectory(_folder.File());
        await ShouldFailAsync("*is a directory*");
    }

    [Fact]
    public async Task A_missing_folder_is_named_and_not_created()
    {
        string file = Path.Combine("missing", "reliability.db");
        await ShouldFailAsync($"*folder '{_folder.File("missing")}' does not exist*", file);
        Directory.Exists(_folder.File("missing")).Should().BeFalse();
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_rejected_and_left_alone()
    {
        byte[] letter = [.. Enumerable.Range(0, 5_000).Select(i => (byte)(i * 7))];
        File.WriteAllBytes(_folder.File(), letter);
        await ShouldFailAsync("*is not a SQLite database*");
        File.ReadAllBytes(_folder.File()).Should().Equal(letter);
    }

    [Theory]
    [InlineData("CREATE TABLE invoices (id INTEGER)")]
    [InlineData("PRAGMA user_version = 1")]
    [InlineData("PRAGMA application_id = 42")]
    [InlineData("CREATE TABLE invoices (id INTEGER); PRAGMA application_id = 42; PRAGMA user_version = 1")]
    public async Task A_database_of_another_application_is_rejected_and_left_alone(string sql)
    {
        RawDatabase.Run(_folder.File(), sql);
        byte[] before = File.ReadAllBytes(_folder.File());
        await ShouldFailAsync("*belongs to another application and was not changed*");
        File.ReadAllBytes(_folder.File()).Should().Equal(before);
    }

    [Theory]
    [InlineData(0x52656C53, 1)]
    [InlineData(0x52656C53, 2)]
    [InlineData(0x52656C53, 3)]
    [InlineData(0x52656C32, 4)]
    public async Task A_file_of_an_earlier_preview_is_rejected_and_left_alone(int applicationId, int version)
    {
        RawDatabase.Run(_folder.File(), $"""
            PRAGMA journal_mode = WAL;
            CREATE TABLE series (id INTEGER PRIMARY KEY, namespace TEXT NOT NULL, service TEXT NOT NULL, name TEXT NOT NULL);
            PRAGMA application_id = {applicationId};
            PRAGMA user_version = {version};
            """);
        byte[] before = File.ReadAllBytes(_folder.File());
        await ShouldFailAsync(
            "*was written by an earlier preview of Reliability SDK, which this version cannot read; start with a new file, or delete it*");
        File.ReadAllBytes(_folder.File()).Should().Equal(before);
    }

    [Fact]
    public async Task A_newer_schema_is_rejected_with_both_numbers()
    {
        await FillAsync();
        RawDatabase.Run(_folder.File(), "PRAGMA user_version = 999");
        await ShouldFailAsync("*schema version 999*versions up to 4*");
        RawDatabase.Run(_folder.File(), "PRAGMA user_version = 4");
        await using SqliteStore store = _folder.Store();
        (await store.CountAsync()).Should().Be(100);
    }

    [Fact]
    public async Task A_lock_of_another_process_is_transient_and_names_the_timeout()
    {
        await FillAsync();
        TimeSpan timeout = TimeSpan.FromMilliseconds(40);
        await using SqliteStore store = _folder.Store(busyTimeout: timeout);
        using (var other = new RawDatabase(_folder.File()))
        {
            other.Execute("BEGIN IMMEDIATE");
            (await store.CountAsync()).Should().Be(100, "readers do not wait for a writer");
            StoreException fault = await FaultOfAsync(() => store.AppendAsync(2).AsTask());
            fault.Message.Should().Match("*is locked by another process*00:00:00.0400000*SqliteStoreOptions.BusyTimeout*");
            fault.IsTransient.Should().BeTrue();
            other.Execute("ROLLBACK");
        }

        (await store.AppendAsync(2)).Should().Be(AppendOutcome.Applied);
    }

    [Fact]
    public async Task A_lock_that_goes_away_in_time_is_waited_for()
    {
        await FillAsync();
        await using SqliteStore store = _folder.Store();
        using var other = new RawDatabase(_folder.File());
        other.Execute("BEGIN IMMEDIATE");
        Task<AppendOutcome> append = store.AppendAsync(2).AsTask();
        append.IsCompleted.Should().BeFalse("waiting holds no thread");
        other.Execute("ROLLBACK");
        (await append).Should().Be(AppendOutcome.Applied);
    }

    [Fact]
    public async Task Waiting_for_a_lock_can_be_cancelled()
    {
        await FillAsync();
        await using SqliteStore store = _folder.Store(busyTimeout: SqliteStoreOptions.MaxBusyTimeout);
        using var other = new RawDatabase(_folder.File());
        other.Execute("BEGIN IMMEDIATE");
        using var cancellation = new CancellationTokenSource();
        Task<AppendOutcome> append = store.Series.AppendAsync(Batch(2), cancellation.Token).AsTask();
        await cancellation.CancelAsync();
        await append.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
        (await store.LastSequenceAsync()).Should().Be(1);
    }

    [Fact]
    public async Task A_locked_new_file_is_transient_too()
    {
        using var other = new RawDatabase(_folder.File());
        other.Execute("BEGIN EXCLUSIVE");
        StoreException fault = await ShouldFailAsync("*is locked by another process*");
        fault.IsTransient.Should().BeTrue();
    }

    [Fact]
    public async Task A_damaged_file_is_named_as_such()
    {
        await FillAsync();
        byte[] bytes = File.ReadAllBytes(_folder.File());
        bytes.AsSpan(4096).Fill(0x5A); // every page but the first
        File.WriteAllBytes(_folder.File(), bytes);
        await using SqliteStore store = _folder.Store();
        StoreException reading = await FaultOfAsync(() => store.CountAsync());
        StoreException writing = await FaultOfAsync(() => store.AppendAsync(2).AsTask());
        reading.Message.Should().Match($"*'{_folder.File()}' is damaged; restore a backup*");
        writing.Message.Should().Match($"*'{_folder.File()}' is damaged; restore a backup*");
        reading.IsTransient.Should().BeFalse();
    }

    [Fact]
    public async Task A_damaged_sketch_is_named_as_such_and_not_merged_over()
    {
        await FillAsync();
        await using SqliteStore store = _folder.Store();
        await store.Series.AppendAsync(Sketched(2), default);
        await store.Series.FoldAsync("shop", default);
        RawDatabase.Run(_folder.File(), "UPDATE sketch SET data = x'FFFF'");
        (await store.CountAsync()).Should().Be(101);
        StoreException reading = await FaultOfAsync(() => store.CountAsync(sketches: true));
        reading.Message.Should().Match("*holds a sketch that cannot be read*");
        (await store.Series.AppendAsync(Sketched(3), default)).Should().Be(AppendOutcome.Applied, "an append decodes no sketch");
        StoreException folding = await FaultOfAsync(() => store.Series.FoldAsync("shop", default).AsTask());
        folding.Message.Should().Match("*holds a sketch that cannot be read*");
        (await store.CountAsync()).Should().Be(102);
        using var raw = new RawDatabase(_folder.File());
        raw.Scalar("SELECT count(*) FROM journal").Should().Be(1L, "nothing is lost");
    }

    [Theory]
    [InlineData("good = count + 1")]
    [InlineData("count = -1")]
    public async Task A_damaged_bucket_is_a_fault_of_the_store(string damage)
    {
        await FillAsync();
        RawDatabase.Run(_folder.File(), $"UPDATE bucket SET {damage}");
        await using SqliteStore store = _folder.Store();
        StoreException reading = await FaultOfAsync(() => store.CountAsync());
        reading.Message.Should().Match("*holds a bucket that cannot be read*");
        reading.IsTransient.Should().BeFalse();
    }

    [Fact]
    public async Task A_full_disk_is_transient_and_leaves_nothing_behind()
    {
        await using SqliteStore store = _folder.Store();
        await store.AppendAsync(1, minutes: 10);
        await store.Database.WriteAsync(
            (session, _) => session.Prepared("PRAGMA max_page_count = 1").ExecuteNonQuery(), CancellationToken.None);
        StoreException fault = await FaultOfAsync(() => store.AppendAsync(2, minutes: 5_000).AsTask());
        fault.Message.Should().Match("*disk is full*");
        fault.IsTransient.Should().BeTrue();
        (await store.LastSequenceAsync()).Should().Be(1);
        (await store.CountAsync()).Should().Be(10);
        (await store.AppendAsync(2, minutes: 5_000)).Should().Be(AppendOutcome.Applied);
        (await store.CountAsync()).Should().Be(5_010);
    }

    [Fact]
    public async Task A_read_only_file_is_rejected()
    {
        await FillAsync();
        File.SetAttributes(_folder.File(), FileAttributes.ReadOnly);
        Forbid(_folder.Path, readable: true);
        using (new Unprivileged())
        {
            await ShouldFailAsync("*is read-only; give this user the right to write the file and its folder*");
        }

        Permit(_folder.Path);
        File.SetAttributes(_folder.File(), FileAttributes.Normal);
    }

    [Fact]
    public async Task A_read_only_folder_is_rejected_for_a_new_file()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // folders have no such bit there
        }

        Forbid(_folder.Path, readable: true);
        using (new Unprivileged())
        {
            await ShouldFailAsync("*cannot be opened; check that this user may read and write the file and its folder*");
        }

        Permit(_folder.Path);
        Directory.GetFiles(_folder.Path).Should().BeEmpty();
    }

    [Fact]
    public async Task A_batch_that_fails_half_way_leaves_neither_buckets_nor_sequence()
    {
        await using SqliteStore store = _folder.Store();
        await store.AppendAsync(1);
        long chosen = Noon.AddMinutes(37).ToUnixTimeSeconds();
        RawDatabase.Run(_folder.File(), $"""
            CREATE TRIGGER fail BEFORE INSERT ON bucket WHEN new.start = {chosen}
            BEGIN SELECT raise(ABORT, 'not this one'); END
            """);
        StoreException fault = await FaultOfAsync(() => store.AppendAsync(2, minutes: 60).AsTask());
        fault.Message.Should().Match("*not this one*");
        (await store.CountAsync()).Should().Be(1);
        (await store.CountAsync(SeriesResolution.Hour)).Should().Be(1);
        (await store.LastSequenceAsync()).Should().Be(1);

        RawDatabase.Run(_folder.File(), "DROP TRIGGER fail");
        (await store.AppendAsync(2, minutes: 60)).Should().Be(AppendOutcome.Applied);
        (await store.CountAsync()).Should().Be(61);
        (await store.CountAsync(SeriesResolution.Hour)).Should().Be(61);
    }

    [Fact]
    public async Task Documents_that_fail_half_way_leave_nothing()
    {
        await using SqliteStore store = _folder.Store();
        await store.InitializeAsync(CancellationToken.None);
        RawDatabase.Run(_folder.File(), """
            CREATE TRIGGER fail BEFORE INSERT ON document WHEN new.id = '7' BEGIN SELECT raise(ABORT, 'not this one'); END
            """);
        DocumentWrite[] writes = [.. Enumerable.Range(0, 10).Select(i => DocumentWrite.Create(new("shop", "slos", $"{i}"), "{}"))];
        DocumentId[] ids = [.. writes.Select(write => write.Id)];
        StoreException fault = await FaultOfAsync(() => store.Documents.PutAsync(writes, CancellationToken.None).AsTask());
        fault.Message.Should().Match("*not this one*");
        (await store.Documents.GetAsync(ids, CancellationToken.None)).Should().OnlyContain(document => document == null);

        RawDatabase.Run(_folder.File(), "DROP TRIGGER fail");
        (await store.Documents.PutAsync(writes, CancellationToken.None)).Should().OnlyContain(outcome => outcome == WriteOutcome.Stored);
        (await store.Documents.GetAsync(ids, CancellationToken.None)).Should().NotContainNulls();
    }

    [Fact]
    public async Task Leases_that_fail_half_way_are_not_taken()
    {
        await using SqliteStore store = _folder.Store();
        await store.InitializeAsync(CancellationToken.None);
        RawDatabase.Run(_folder.File(), """
            CREATE TRIGGER fail BEFORE INSERT ON lease WHEN new.job = '7' BEGIN SELECT raise(ABORT, 'not this one'); END
            """);
        LeaseRequest[] requests =
        [
            .. Enumerable.Range(0, 10).Select(i => new LeaseRequest(new("shop", $"{i}"), "owner", TimeSpan.FromHours(1))),
        ];
        StoreException fault = await FaultOfAsync(() => store.Leases.AcquireAsync(requests, CancellationToken.None).AsTask());
        fault.Message.Should().Match("*not this one*");
        (await store.Leases.ListAsync("shop", CancellationToken.None)).Leases.Should().BeEmpty();
    }

    [Fact]
    public async Task A_call_for_nothing_waits_for_no_lock()
    {
        await FillAsync();
        await using SqliteStore store = _folder.Store(busyTimeout: TimeSpan.Zero);
        using var other = new RawDatabase(_folder.File());
        other.Execute("BEGIN IMMEDIATE");
        (await store.Documents.PutAsync([], CancellationToken.None)).Should().BeEmpty();
        (await store.Leases.AcquireAsync([], CancellationToken.None)).Should().BeEmpty();
        (await store.Leases.ListAsync("shop", CancellationToken.None)).Leases.Should().BeEmpty("readers do not wait either");
        other.Execute("ROLLBACK");
    }

    [Fact]
    public async Task A_series_that_a_failed_batch_added_is_not_mistaken_for_another()
    {
        await using SqliteStore store = _folder.Store();
        await using SqliteStore other = _folder.Store();
        await store.InitializeAsync(CancellationToken.None);
        RawDatabase.Run(_folder.File(), "CREATE TRIGGER fail BEFORE INSERT ON bucket BEGIN SELECT raise(ABORT, 'not now'); END");
        await FaultOfAsync(() => store.AppendAsync(1, minutes: 3).AsTask());
        RawDatabase.Run(_folder.File(), "DROP TRIGGER fail");

        // The other process takes the number that the failed batch had given to its series.
        var taken = new SeriesBatch("shop", "other", 1, [new SeriesDelta("refunds", new SeriesBucket(Noon, 7, 7))]);
        await other.Series.AppendAsync(taken, CancellationToken.None);
        (await store.AppendAsync(1, minutes: 3)).Should().Be(AppendOutcome.Applied);

        (await store.CountAsync()).Should().Be(3);
        using var raw = new RawDatabase(_folder.File());
        raw.Scalar("SELECT sum(count) FROM bucket JOIN series ON id = series_id WHERE tier = 0 AND name = 'refunds'").Should().Be(7L);
    }

    [Fact]
    public async Task A_file_that_disappears_is_reported()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // an open file cannot be deleted there
        }

        await using SqliteStore store = _folder.Store();
        await store.AppendAsync(1);
        File.Move(_folder.File(), _folder.File("elsewhere.db"));
        StoreException fault = await FaultOfAsync(() => store.AppendAsync(2).AsTask());
        fault.Message.Should().Match("*was moved or deleted while it was open*");
        File.Move(_folder.File("elsewhere.db"), _folder.File());
        (await store.AppendAsync(2)).Should().Be(AppendOutcome.Applied);
        (await store.CountAsync()).Should().Be(2);
    }

    [Fact]
    public async Task A_store_recovers_when_the_cause_is_gone()
    {
        Directory.CreateDirectory(_folder.File());
        await using SqliteStore store = _folder.Store();
        await FaultOfAsync(() => store.AppendAsync(1).AsTask());
        Directory.Delete(_folder.File());
        (await store.AppendAsync(1)).Should().Be(AppendOutcome.Applied);
    }

    private static SeriesBatch Sketched(long sequence)
    {
        var sketch = new Sketches.QuantileSketch();
        sketch.Add(1);
        return new SeriesBatch("shop", "producer", sequence, [new SeriesDelta("orders", new SeriesBucket(Noon, 1, 1)
        {
            ScaledSum = 1,
            Min = 1,
            Max = 1,
            Sketch = sketch,
        })]);
    }

    private async Task FillAsync()
    {
        await using SqliteStore store = _folder.Store();
        await store.AppendAsync(1, minutes: 100);
    }

    private async Task<StoreException> ShouldFailAsync(string message, string file = "reliability.db")
    {
        await using SqliteStore store = _folder.Store(file, busyTimeout: TimeSpan.Zero);
        StoreException fault = await FaultOfAsync(() => store.InitializeAsync(CancellationToken.None).AsTask());
        fault.Message.Should().Match(message).And.Contain($"'{_folder.File(file)}'");
        (await FaultOfAsync(() => store.AppendAsync(1).AsTask())).Message.Should().Be(fault.Message);
        (await FaultOfAsync(() => store.CountAsync())).Message.Should().Be(fault.Message);
        (fault.InnerException is null or SqliteException).Should().BeTrue();
        return fault;
    }

    private static async Task<StoreException> FaultOfAsync(Func<Task> action) =>
        (await action.Should().ThrowAsync<StoreException>()).Which;

    private static void Forbid(string folder, bool readable)
    {
        if (!OperatingSystem.IsWindows())
        {
            UnixFileMode mode = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
            mode |= readable ? UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead : 0;
            File.SetUnixFileMode(folder, mode);
        }
    }

    private static void Permit(string folder)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
