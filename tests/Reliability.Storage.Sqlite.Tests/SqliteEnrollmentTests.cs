using Reliability.Storage.Conformance;

namespace Reliability.Storage.Sqlite.Tests;

public sealed class SqliteEnrollmentConformanceTests : EnrollmentStoreConformance<SqliteStore>, IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override ValueTask<SqliteStore> OpenAsync(string storeNamespace) => new(_folder.Store(storeNamespace: storeNamespace));
}

public sealed class SqliteEnrollmentModelTests : EnrollmentStoreModel<SqliteStore>, IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override ValueTask<SqliteStore> OpenAsync(string storeNamespace) => new(_folder.Store(storeNamespace: storeNamespace));
}

public sealed class SqliteEnrollmentFaultTests : IDisposable
{
    private static readonly ExperimentId Button = new("shop", "button");

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_batch_that_fails_half_way_leaves_neither_units_nor_sums_nor_sequence()
    {
        await using SqliteStore store = _folder.Store();
        await store.InitializeAsync(CancellationToken.None);
        RawDatabase.Run(_folder.File(), """
            CREATE TRIGGER fail BEFORE INSERT ON unit WHEN new.name = 'u7' BEGIN SELECT raise(ABORT, 'not this one'); END
            """);
        var batch = new EnrollmentBatch(Button, "producer", 1, Enumerable.Range(0, 10).Select(i =>
            new EnrollmentEntry
            {
                Kind = EnrollmentKind.Exposure,
                Unit = $"u{i}",
                Variant = "a",
                Value = 0,
                Second = 0,
                Time = DateTimeOffset.UnixEpoch,
            }));
        Func<Task> apply = () => store.Enrollments.ApplyAsync(batch, CancellationToken.None).AsTask();
        (await apply.Should().ThrowAsync<StoreException>()).Which.Message.Should().Match("*not this one*");
        (await store.Enrollments.SummarizeAsync(Button, CancellationToken.None)).Arms.Should().BeEmpty();

        RawDatabase.Run(_folder.File(), "DROP TRIGGER fail");
        (await store.Enrollments.ApplyAsync(batch, CancellationToken.None)).Enrolled.Should().Be(10);
        (await store.Enrollments.SummarizeAsync(Button, CancellationToken.None)).Arms.Should().ContainSingle().Which.Units.Should().Be(10);
    }
}
