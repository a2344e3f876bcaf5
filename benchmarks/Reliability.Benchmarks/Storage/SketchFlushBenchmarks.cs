using BenchmarkDotNet.Attributes;
using Reliability.Storage;
using Reliability.Storage.Postgres;
using Reliability.Storage.Redis;
using Reliability.Storage.Sqlite;
using Reliability.TestServers;

namespace Reliability.Benchmarks.Storage;

/// <summary>A flush whose deltas bring the distribution of their values, which the store merges. It has no peer and no bound.</summary>
[BenchmarkCategory(Category)]
[InvocationCount(4, 1)]
public class SketchFlushBenchmarks
{
    private const string Category = "500 series with sketches";

    private readonly FlushWorkload _workload = new();
    private readonly List<IAsyncDisposable> _servers = [];
    private IReliabilityStore _store = null!;
    private DirectoryInfo? _folder;

    [GlobalSetup(Target = nameof(Redis))]
    public async Task SetUpRedisAsync()
    {
        RedisServer server = await RedisServer.StartAsync();
        _servers.Add(server);
        await ProveAsync(new RedisStore(new RedisStoreOptions { Configuration = server.ConnectionString }));
    }

    [GlobalSetup(Target = nameof(Postgres))]
    public async Task SetUpPostgresAsync()
    {
        PostgresServer server = await PostgresServer.StartAsync();
        _servers.Add(server);
        await ProveAsync(new PostgresStore(new PostgresStoreOptions { ConnectionString = server.ConnectionString }));
    }

    [GlobalSetup(Target = nameof(Sqlite))]
    public Task SetUpSqliteAsync()
    {
        _folder = Directory.CreateTempSubdirectory("reliability-");
        return ProveAsync(new SqliteStore(new SqliteStoreOptions { Path = Path.Combine(_folder.FullName, "store.db") }));
    }

    [GlobalCleanup]
    public async Task CleanUpAsync()
    {
        await _store.DisposeAsync();
        foreach (IAsyncDisposable server in _servers)
        {
            await server.DisposeAsync();
        }

        _folder?.Delete(recursive: true);
    }

    [Benchmark(Description = "Redis")]
    public Task Redis() => FlushAsync();

    [Benchmark(Description = "PostgreSQL")]
    public Task Postgres() => FlushAsync();

    [Benchmark(Description = "SQLite")]
    public Task Sqlite() => FlushAsync();

    private async Task FlushAsync() => await _store.Series.AppendAsync(_workload.Sketches(), CancellationToken.None);

    private Task ProveAsync(IReliabilityStore store)
    {
        _store = store;
        return _workload.ProveAsync(store.Series);
    }
}
