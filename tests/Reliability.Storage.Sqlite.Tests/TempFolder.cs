namespace Reliability.Storage.Sqlite.Tests;

/// <summary>A folder of its own for one test, gone afterwards.</summary>
public sealed class TempFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("reliability-");

    public string Path => _folder.FullName;

    public string File(string name = "reliability.db") => System.IO.Path.Combine(Path, name);

    public SqliteStore Store(
        string name = "reliability.db",
        string storeNamespace = "default",
        TimeSpan? busyTimeout = null,
        TimeProvider? timeProvider = null) =>
        new(new SqliteStoreOptions
        {
            Path = File(name),
            Namespace = storeNamespace,
            BusyTimeout = busyTimeout ?? TimeSpan.FromSeconds(30),
            TimeProvider = timeProvider,
        });

    public void Dispose() => _folder.Delete(recursive: true);
}
