using BenchmarkDotNet.Attributes;
using Reliability.Storage.Redis;
using Reliability.TestServers;

namespace Reliability.Benchmarks.Storage;

/// <summary>
/// A flush of outcomes to Redis next to what hand-written counting would send: of minutes alone, and of the three tiers that the store
/// writes.
/// </summary>
[InvocationCount(64, 1)]
[WarmupCount(40)]
public class RedisFlushBenchmarks
{
    private const string Present = "Redis, 500 series";
    private const string NewMinute = "Redis, 500 series, first flush of a minute";

    private readonly FlushWorkload _workload = new();
    private RedisServer _server = null!;
    private RedisStore _store = null!;
    private RedisPeer _peer = null!;

    [GlobalSetup]
    public async Task SetUpAsync()
    {
        _server = await RedisServer.StartAsync();
        _store = new RedisStore(new RedisStoreOptions { Configuration = _server.ConnectionString });
        await _workload.ProveAsync(_store.Series);
        _peer = await RedisPeer.StartAsync(_server.ConnectionString, _workload);
    }

    [GlobalCleanup]
    public async Task CleanUpAsync()
    {
        await _store.DisposeAsync();
        await _peer.DisposeAsync();
        await _server.DisposeAsync();
    }

    [BenchmarkCategory(Present)]
    [Benchmark(Description = "1,000 HINCRBY in minutes alone, pipelined")]
    public Task Increments() => _peer.IncrementAsync(_workload.Present);

    [BenchmarkCategory(Present)]
    [Benchmark(Description = "1,000 HINCRBY in minutes alone, IBatch")]
    public Task BatchedIncrements() => _peer.IncrementInBatchAsync(_workload.Present);

    [BenchmarkCategory(Present)]
    [Benchmark(Baseline = true, Description = "3,000 HINCRBY in three tiers, pipelined")]
    public Task TierIncrements() => _peer.IncrementTiersAsync(_workload.Present);

    [BenchmarkCategory(Present)]
    [Benchmark(Description = "AppendAsync")]
    public async Task Flush() => await _store.Series.AppendAsync(_workload.Outcomes(), CancellationToken.None);

    [BenchmarkCategory(Present)]
    [Benchmark(Description = "AppendAsync, with values")]
    public async Task FlushValues() => await _store.Series.AppendAsync(_workload.Values(), CancellationToken.None);

    [BenchmarkCategory(NewMinute)]
    [Benchmark(Baseline = true, Description = "1,000 HINCRBY, pipelined")]
    public Task FirstIncrements() => _peer.IncrementAsync(_workload.NextMinute());

    [BenchmarkCategory(NewMinute)]
    [Benchmark(Description = "AppendAsync")]
    public async Task FirstFlush() => await _store.Series.AppendAsync(_workload.FirstOutcomes(), CancellationToken.None);
}
