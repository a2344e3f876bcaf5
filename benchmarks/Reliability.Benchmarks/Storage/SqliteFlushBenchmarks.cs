using BenchmarkDotNet.Attributes;
using Reliability.Storage.Sqlite;

namespace Reliability.Benchmarks.Storage;

/// <summary>A flush to SQLite next to a hand-written upsert of the same rows into the same table of another file.</summary>
[InvocationCount(16, 1)]
[WarmupCount(16)]
public class SqliteFlushBenchmarks
{
    private const string Present = "SQLite, 500 series";
    private const string NewMinute = "SQLite, 500 series, first flush of a minute";

    private readonly FlushWorkload _workload = new();
    private DirectoryInfo _folder = null!;
    private SqliteStore _store = null!;
    private SqlitePeer _peer = null!;

    [GlobalSetup]
    public async Task SetUpAsync()
    {
        _folder = Directory.CreateTempSubdirectory("reliability-");
        _store = new SqliteStore(new SqliteStoreOptions { Path = Path.Combine(_folder.FullName, "store.db") });
        await _workload.ProveAsync(_store.Series);
        _peer = await SqlitePeer.StartAsync(Path.Combine(_folder.FullName, "peer.db"), _workload);
    }

    [GlobalCleanup]
    public async Task CleanUpAsync()
    {
        await _store.DisposeAsync();
        _peer.Dispose();
        _folder.Delete(recursive: true);
    }

    [BenchmarkCategory(Present)]
    [Benchmark(Baseline = true, Description = "1,500 prepared upserts, one transaction")]
    public void Upsert() => _peer.Upsert(_workload.Present);

    [BenchmarkCategory(Present)]
    [Benchmark(Description = "AppendAsync")]
    public async Task Flush() => await _store.Series.AppendAsync(_workload.Values(), CancellationToken.None);

    [BenchmarkCategory(NewMinute)]
    [Benchmark(Baseline = true, Description = "1,500 prepared upserts, one transaction")]
    public void FirstUpsert() => _peer.Upsert(_workload.NextMinute());

    [BenchmarkCategory(NewMinute)]
    [Benchmark(Description = "AppendAsync")]
    public async Task FirstFlush() => await _store.Series.AppendAsync(_workload.FirstValues(), CancellationToken.None);
}
