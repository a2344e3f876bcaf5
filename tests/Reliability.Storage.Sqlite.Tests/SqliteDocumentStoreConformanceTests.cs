using Reliability.Storage.Conformance;

namespace Reliability.Storage.Sqlite.Tests;

public sealed class SqliteDocumentStoreConformanceTests : DocumentStoreConformance<SqliteStore>, IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override ValueTask<SqliteStore> OpenAsync(string storeNamespace) => new(_folder.Store(storeNamespace: storeNamespace));
}
