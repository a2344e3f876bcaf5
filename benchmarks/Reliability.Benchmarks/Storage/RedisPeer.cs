using System.Globalization;
using StackExchange.Redis;

namespace Reliability.Benchmarks.Storage;

/// <summary>Counts with HINCRBY: a hash per series, two fields per minute. Keys are made in advance.</summary>
internal sealed class RedisPeer : IAsyncDisposable
{
    private readonly ConnectionMultiplexer _connection;
    private readonly IDatabase _database;
    private readonly RedisKey[] _keys;
    private readonly Task[] _replies;

    private RedisPeer(ConnectionMultiplexer connection, FlushWorkload workload)
    {
        _connection = connection;
        _database = connection.GetDatabase();
        _keys = [.. workload.Names.Select(name => (RedisKey)$"peer:{FlushWorkload.Service}:{name}")];
        _replies = new Task[2 * _keys.Length];
    }

    /// <summary>Connects, counts one pass and makes sure that it was counted.</summary>
    public static async Task<RedisPeer> StartAsync(string configuration, FlushWorkload workload)
    {
        var peer = new RedisPeer(await ConnectionMultiplexer.ConnectAsync(configuration), workload);
        await peer.IncrementAsync(workload.Present);
        FlushWorkload.Require(nameof(RedisPeer), (long)await peer._database.HashGetAsync(peer._keys[^1], CountField(workload.Present)));
        return peer;
    }

    /// <summary>Sends every command without waiting, then waits for all replies.</summary>
    public Task IncrementAsync(DateTimeOffset minute)
    {
        Send(_database, minute);
        return Task.WhenAll(_replies);
    }

    /// <summary>The same as one block of commands.</summary>
    public Task IncrementInBatchAsync(DateTimeOffset minute)
    {
        IBatch batch = _database.CreateBatch();
        Send(batch, minute);
        batch.Execute();
        return Task.WhenAll(_replies);
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private static RedisValue CountField(DateTimeOffset minute) => Field(minute, 'c');

    private static RedisValue Field(DateTimeOffset minute, char what) =>
        string.Create(CultureInfo.InvariantCulture, $"{minute.ToUnixTimeSeconds()}{what}");

    private void Send(IDatabaseAsync to, DateTimeOffset minute)
    {
        RedisValue count = CountField(minute);
        RedisValue good = Field(minute, 'g');
        for (int i = 0; i < _keys.Length; i++)
        {
            _replies[2 * i] = to.HashIncrementAsync(_keys[i], count, FlushWorkload.Count);
            _replies[(2 * i) + 1] = to.HashIncrementAsync(_keys[i], good, FlushWorkload.Good);
        }
    }
}
