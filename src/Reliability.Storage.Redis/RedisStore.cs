using Reliability.Storage.Redis.Internal;
using StackExchange.Redis;

namespace Reliability.Storage.Redis;

/// <summary>Stores all roles in Redis, one node or a Cluster, version 6.2 or later.</summary>
/// <remarks>
/// <para>A write is one Lua script or one command, and is therefore atomic. Each service and each experiment has its own hash tag, and
/// therefore one node of the Cluster. A call for many items is one script for each service, or a few if it is large, sent together.</para>
/// <para>The durability of an acknowledged write depends on the settings of the server. With an append-only file that is synced every
/// second, a crash of the server can lose about the last second. A failover can lose the writes that the replica had not received. Batches
/// are lost together with their sequences, so that a producer that sends a batch again is not rejected, and no batch counts twice. Without
/// persistence, a restart loses all data.</para>
/// <para>The store is safe for concurrent use. The constructor does not connect. While the server is unavailable, calls fail with a
/// transient <see cref="StoreException"/>; they succeed when it is available again.</para>
/// </remarks>
public sealed class RedisStore : IReliabilityStore
{
    private readonly RedisConnection _connection;

    /// <summary>
    /// Initializes a new instance of the <see cref="RedisStore"/> class with <see cref="RedisStoreOptions.Connection"/>, or with its own
    /// connection, which it opens at first use or in <see cref="InitializeAsync"/>.
    /// </summary>
    /// <param name="options">The options of the store. Later changes have no effect.</param>
    /// <exception cref="ArgumentException">A setting is outside its range, or the connection string is invalid.</exception>
    public RedisStore(RedisStoreOptions options)
        : this(options, options?.Connection)
    {
    }

    /// <summary>
    /// Initializes a new instance of the <see cref="RedisStore"/> class over a connection that belongs to the caller. The store never
    /// disposes it.
    /// </summary>
    /// <param name="connection">The connection. Its own settings apply, such as its behavior while the server is unavailable.</param>
    /// <param name="options">The options of the store. Later changes have no effect. <see cref="RedisStoreOptions.Configuration"/> is
    /// ignored.</param>
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
        Series = new RedisSeriesStore(_connection, keys, new DayTiers(_connection, keys));
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

    /// <summary>Closes the connection if the store opened it. Nothing is pending: what a call has acknowledged is stored.</summary>
    public void Dispose() => _connection.Dispose();

    /// <summary>Closes the connection if the store opened it. Nothing is pending: what a call has acknowledged is stored.</summary>
    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
