using BenchmarkDotNet.Attributes;
using Reliability.Storage.Postgres;
using Reliability.TestServers;

namespace Reliability.Benchmarks.Storage;

/// <summary>A flush to PostgreSQL next to a hand-written upsert of the same rows into the same table of another database.</summary>
[InvocationCount(32, 1)]
[WarmupCount(30)]
public class PostgresFlushBenchmarks
{
    private const string Present = "PostgreSQL, 500 series";
    private const string NewMinute = "PostgreSQL, 500 series, first flush of a minute";

    private readonly FlushWorkload _workload = new();
    private PostgresServer _server = null!;
    private PostgresStore _store = null!;
    private PostgresPeer _peer = null!;

    [GlobalSetup]
    public async Task SetUpAsync()
    {
        _server = await PostgresServer.StartAsync();
        _store = new PostgresStore(new PostgresStoreOptions { ConnectionString = _server.ConnectionString });
        await _workload.ProveAsync(_store.Series);
        _peer = await PostgresPeer.StartAsync(await _server.CreateDatabaseAsync("peer"), _workload);
    }

    [GlobalCleanup]
    public async Task CleanUpAsync()
    {
        await _store.DisposeAsync();
        await _peer.DisposeAsync();
        await _server.DisposeAsync();
    }

    [BenchmarkCategory(Present)]
    [Benchmark(Baseline = true, Description = "INSERT ... unnest ... ON CONFLICT, prepared")]
    public Task Upsert() => _peer.UpsertAsync(_workload.Present);

    [BenchmarkCategory(Present)]
    [Benchmark(Description = "AppendAsync")]
    public async Task Flush() => await _store.Series.AppendAsync(_workload.Values(), CancellationToken.None);

    [BenchmarkCategory(NewMinute)]
    [Benchmark(Baseline = true, Description = "INSERT ... unnest ... ON CONFLICT, prepared")]
    public Task FirstUpsert() => _peer.UpsertAsync(_workload.NextMinute());

    [BenchmarkCategory(NewMinute)]
    [Benchmark(Description = "AppendAsync")]
    public async Task FirstFlush() => await _store.Series.AppendAsync(_workload.FirstValues(), CancellationToken.None);
}
