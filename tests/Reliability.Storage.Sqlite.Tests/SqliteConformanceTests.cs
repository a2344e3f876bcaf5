using Microsoft.Extensions.Time.Testing;
using Reliability.Storage.Conformance;

namespace Reliability.Storage.Sqlite.Tests;

public sealed class SqliteSeriesConformanceTests : SeriesStoreConformance<SqliteStore>, IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Every_store_of_the_assembly_goes_through_its_suites() =>
        SuiteCompleteness.Verify(typeof(SqliteStore).Assembly, typeof(SqliteSeriesConformanceTests).Assembly);

    public void Dispose() => _folder.Dispose();

    protected override ValueTask<SqliteStore> OpenAsync(string storeNamespace) =>
        new(_folder.Store(storeNamespace: storeNamespace, timeProvider: _clock));

    protected override ValueTask PassTimeAsync(TimeSpan time)
    {
        _clock.Advance(time);
        return default;
    }
}

public sealed class SqliteSeriesModelTests : SeriesStoreModel<SqliteStore>, IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _clock = new();

    public void Dispose() => _folder.Dispose();

    protected override ValueTask<SqliteStore> OpenAsync(string storeNamespace) =>
        new(_folder.Store(storeNamespace: storeNamespace, timeProvider: _clock));

    protected override ValueTask PassTimeAsync(TimeSpan time)
    {
        _clock.Advance(time);
        return default;
    }
}

public sealed class SqliteDocumentConformanceTests : DocumentStoreConformance<SqliteStore>, IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override ValueTask<SqliteStore> OpenAsync(string storeNamespace) => new(_folder.Store(storeNamespace: storeNamespace));
}

public sealed class SqliteDocumentModelTests : DocumentStoreModel<SqliteStore>, IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override ValueTask<SqliteStore> OpenAsync(string storeNamespace) => new(_folder.Store(storeNamespace: storeNamespace));
}

public sealed class SqliteEventConformanceTests : EventLogConformance<SqliteStore>, IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override ValueTask<SqliteStore> OpenAsync(string storeNamespace) => new(_folder.Store(storeNamespace: storeNamespace));
}

public sealed class SqliteEventModelTests : EventLogModel<SqliteStore>, IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override ValueTask<SqliteStore> OpenAsync(string storeNamespace) => new(_folder.Store(storeNamespace: storeNamespace));
}

public sealed class SqliteLeaseConformanceTests : LeaseStoreConformance<SqliteStore>, IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override ValueTask<SqliteStore> OpenAsync(string storeNamespace) => new(_folder.Store(storeNamespace: storeNamespace));

    protected override ValueTask<long> CountKeptLeasesAsync(SqliteStore store, string storeNamespace, string service)
    {
        using var file = new RawDatabase(_folder.File());
        return new((long)file.Scalar($"SELECT count(*) FROM lease WHERE namespace = '{storeNamespace}' AND service = '{service}'")!);
    }
}

public sealed class SqliteLeaseModelTests : LeaseStoreModel<SqliteStore>, IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override ValueTask<SqliteStore> OpenAsync(string storeNamespace) => new(_folder.Store(storeNamespace: storeNamespace));
}
