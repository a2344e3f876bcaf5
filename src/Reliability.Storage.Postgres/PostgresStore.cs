using Npgsql;
using Reliability.Storage.Postgres.Internal;

namespace Reliability.Storage.Postgres;

/// <summary>All roles in one schema of a PostgreSQL database (14 or later), shared by any number of processes and machines.</summary>
/// <remarks>
/// <para>Once a write is acknowledged it is as durable as the server's own settings make a commit
/// (<c>synchronous_commit</c>, replication). The expiry of leases goes by the clock of the server.</para>
/// <para>A call that finds its pooled connection broken, as after a restart of the server, is made once more on a new one.</para>
/// <para>Safe for concurrent use. The constructor does not connect. Disposing closes the connections that the store opened itself, and
/// none that were lent to it.</para>
/// </remarks>
public sealed class PostgresStore : IReliabilityStore
{
    private readonly PostgresDatabase _database;

    /// <summary>Creates a store; it connects at first use or by <see cref="InitializeAsync"/>.</summary>
    /// <param name="options">Where the data is. Read now: later changes have no effect.</param>
    /// <exception cref="ArgumentException">A setting is outside its range, or the connection string is not one.</exception>
    public PostgresStore(PostgresStoreOptions options)
    {
        PostgresStoreOptions.RequireValid(options);
        _database = new PostgresDatabase(options.Copy());
        Series = new PostgresSeriesStore(_database);
        Documents = new PostgresDocumentStore(_database);
        Events = new PostgresEventLog(_database);
        Leases = new PostgresLeaseStore(_database);
        Enrollments = new PostgresEnrollmentStore(_database);
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

    /// <summary>For tests that look at the connections.</summary>
    internal NpgsqlDataSource DataSource => _database.Source;

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">The store was disposed.</exception>
    public ValueTask InitializeAsync(CancellationToken cancellationToken) => _database.InitializeAsync(cancellationToken);

    /// <summary>Closes the connections that the store opened itself; those that were lent to it stay open.</summary>
    public void Dispose() => _database.Dispose();

    /// <summary>Closes the connections that the store opened itself; those that were lent to it stay open.</summary>
    public ValueTask DisposeAsync() => _database.DisposeAsync();
}
