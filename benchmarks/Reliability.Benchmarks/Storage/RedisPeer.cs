using System.Globalization;
using Reliability.Storage;
using StackExchange.Redis;

namespace Reliability.Benchmarks.Storage;

/// <summary>
/// Counts with HINCRBY: a hash per series, two fields per bucket, in minutes only or in all tiers. Keys are made in advance.
/// </summary>
internal sealed class RedisPeer : IAsyncDisposable
{
    private static readonly SeriesResolution[] Minutes = [SeriesResolution.Minute];
    private static readonly SeriesResolution[] AllTiers = Enum.GetValues<SeriesResolution>();

    private readonly ConnectionMultiplexer _connection;
    private readonly IDatabase _database;
    private readonly RedisKey[] _keys;
    private readonly Task[] _replies;
    private readonly Task[] _repliesOfTiers;

    private RedisPeer(ConnectionMultiplexer connection, FlushWorkload workload)
    {
        _connection = connection;
        _database = connection.GetDatabase();
        _keys = [.. workload.Names.Select(name => (RedisKey)$"peer:{FlushWorkload.Service}:{name}")];
        _replies = new Task[2 * _keys.Length];
        _repliesOfTiers = new Task[AllTiers.Length * _replies.Length];
    }

    /// <summary>Connects, counts one pass in all tiers and makes sure that each counted it.</summary>
    public static async Task<RedisPeer> StartAsync(string configuration, FlushWorkload workload)
    {
        var peer = new RedisPeer(await ConnectionMultiplexer.ConnectAsync(configuration), workload);
        await peer.IncrementTiersAsync(workload.Present);
        foreach (SeriesResolution tier in AllTiers)
        {
            FlushWorkload.Require(
                nameof(RedisPeer), (long)await peer._database.HashGetAsync(peer._keys[^1], Field(tier, workload.Present, 'c')));
        }

        return peer;
    }

    /// <summary>Sends every command without waiting, then waits for all replies.</summary>
    public Task IncrementAsync(DateTimeOffset minute)
    {
        Send(_database, Minutes, minute, _replies);
        return Task.WhenAll(_replies);
    }

    /// <summary>The same as one block of commands.</summary>
    public Task IncrementInBatchAsync(DateTimeOffset minute)
    {
        IBatch batch = _database.CreateBatch();
        Send(batch, Minutes, minute, _replies);
        batch.Execute();
        return Task.WhenAll(_replies);
    }

    /// <summary>Counts in minutes, hours and days, as the store does.</summary>
    public Task IncrementTiersAsync(DateTimeOffset minute)
    {
        Send(_database, AllTiers, minute, _repliesOfTiers);
        return Task.WhenAll(_repliesOfTiers);
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private static RedisValue Field(SeriesResolution tier, DateTimeOffset minute, char what) =>
        string.Create(CultureInfo.InvariantCulture, $"{(int)tier}{tier.StartOf(minute).ToUnixTimeSeconds()}{what}");

    private void Send(IDatabaseAsync to, SeriesResolution[] tiers, DateTimeOffset minute, Task[] replies)
    {
        int sent = 0;
        foreach (SeriesResolution tier in tiers)
        {
            RedisValue count = Field(tier, minute, 'c');
            RedisValue good = Field(tier, minute, 'g');
            foreach (RedisKey key in _keys)
            {
                replies[sent++] = to.HashIncrementAsync(key, count, FlushWorkload.Count);
                replies[sent++] = to.HashIncrementAsync(key, good, FlushWorkload.Good);
            }
        }
    }
}
