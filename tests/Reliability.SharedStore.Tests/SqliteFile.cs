using Reliability.Storage.Sqlite;

namespace Reliability.SharedStore.Tests;

/// <summary>A store in a file of its own, which is gone afterwards.</summary>
internal sealed class SqliteFile : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("file-").FullName;

    public SqliteFile() => Store = new SqliteStore(new SqliteStoreOptions { Path = FilePath });

    public SqliteStore Store { get; }

    public string FilePath => Path.Combine(_folder, "store.db");

    /// <summary>Begins to count commits from now on.</summary>
    public WriteAheadLog OpenLog() => new(FilePath);

    public void Dispose()
    {
        Store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
