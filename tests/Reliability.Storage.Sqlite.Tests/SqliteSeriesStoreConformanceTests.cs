using Reliability.Storage.Conformance;

namespace Reliability.Storage.Sqlite.Tests;

public sealed class SqliteSeriesStoreConformanceTests : SeriesStoreConformance<SqliteStore>, IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void Every_store_of_the_assembly_goes_through_its_suites() =>
        SuiteCompleteness.Verify(typeof(SqliteStore).Assembly, typeof(SqliteSeriesStoreConformanceTests).Assembly);

    public void Dispose() => _folder.Dispose();

    protected override ValueTask<SqliteStore> OpenAsync(string storeNamespace) => new(_folder.Store(storeNamespace: storeNamespace));
}
