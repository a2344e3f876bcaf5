using Reliability.Storage.Redis.Internal;
using StackExchange.Redis;

namespace Reliability.Storage.Redis;

/// <summary>All storage roles in Redis, one node or a Cluster, version 6.2 or later.</summary>
/// <remarks>
/// <para>A write is one Lua script or one command, and so has its whole effect or none. Each service and each experiment has a hash tag of
/// its own, and with it a node of the Cluster. A call for many is one script for each service, or a few when it is large, sent together.</para>
/// <para>What was acknowledged is as durable as the server is set to be. With an append-only file that is synced every
/// second, a crash of the server may lose about the last second; a failover may lose what the replica had not received yet. Batches are lost together
/// with their sequences, so that a producer that sends one again is not refused, and none counts twice. Without
/// persistence a restart loses everything.</para>
/// <para>Safe for concurrent use. The constructor does not connect. While the server is absent, calls fail with a transient
/// <see cref="StoreException"/>, and succeed once it is back.</para>
/// </remarks>
public sealed class RedisStore : IReliabilityStore
{
    private readonly RedisConnection _connection;

    /// <summary>Creates a store with a connection of its own, opened at first use or by <see cref="InitializeAsync"/>.</summary>
    /// <param name="options">Where the data is. Read now: later changes have no effect.</param>
    /// <exception cref="ArgumentException">A setting is outside its range, or the connection string cannot be read.</exception>
    public RedisStore(RedisStoreOptions options)
        : this(options, shared: null)
    {
    }

    /// <summary>Creates a store over a connection that belongs to the caller and is never disposed by the store.</summary>
    /// <param name="connection">The connection. Its own settings hold, such as what it does while the server is away.</param>
    /// <param name="options">Read now: later changes have no effect. <see cref="RedisStoreOptions.Configuration"/> is not used.</param>
    /// <exception cref="ArgumentException">A setting is outside its range.</exception>
    public RedisStore(IConnectionMultiplexer connection, RedisStoreOptions options)
        : this(options, connection ?? throw new ArgumentNullException(nameof(connection)))
    {
    }

    private RedisStore(RedisStoreOptions options, IConnectionMultiplexer? shared)
    {
        RedisStoreOptions.RequireValid(options, isConnected: shared is not null);
        _connection = new RedisConnection(options, shared);
        var keys = new KeyFactory(options.Prefix);
        Series = new RedisSeriesStore(_connection, keys);
        Documents = new RedisDocumentStore(_connection, keys);
        Events = new RedisEventLog(_connection, keys);
        Leases = new RedisLeaseStore(_connection, keys);
        Enrollments = new RedisEnrollmentStore(_connection, keys);
    }

    /// <inheritdoc/>
    public ISeriesStore Series { get; }

    /// <inheritdoc/>
    public IDocumentStore Documents { get; }

    /// <inheritdoc/>
    public IEventLog Events { get; }

    /// <inheritdoc/>
    public ILeaseStore Leases { get; }

    /// <inheritdoc/>
    public IEnrollmentStore Enrollments { get; }

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">The store was disposed.</exception>
    public ValueTask InitializeAsync(CancellationToken cancellationToken) => _connection.InitializeAsync(cancellationToken);

    /// <summary>Closes the connection if the store opened it.</summary>
    public void Dispose() => _connection.Dispose();

    /// <summary>Closes the connection if the store opened it.</summary>
    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
