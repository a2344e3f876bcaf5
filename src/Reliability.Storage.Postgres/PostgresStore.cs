using Npgsql;
using Reliability.Storage.Postgres.Internal;

namespace Reliability.Storage.Postgres;

/// <summary>
/// Stores all roles in one schema of a PostgreSQL database (14 or later), which any number of processes and machines can share.
/// </summary>
/// <remarks>
/// <para>An acknowledged write is as durable as the settings of the server make a commit (<c>synchronous_commit</c>, replication). The
/// expiry of leases uses the clock of the server.</para>
/// <para>A call whose pooled connection is broken, for example after a restart of the server, is retried once on a new connection.</para>
/// <para>The store is safe for concurrent use. The constructor does not connect. Disposing the store closes the connections that the store
/// opened, and none that the application provided.</para>
/// </remarks>
public sealed class PostgresStore : IReliabilityStore
{
    private readonly PostgresDatabase _database;

    /// <summary>
    /// Initializes a new instance of the <see cref="PostgresStore"/> class. It connects at its first use or in
    /// <see cref="InitializeAsync"/>.
    /// </summary>
    /// <param name="options">The options of the store. Later changes have no effect.</param>
    /// <exception cref="ArgumentException">A setting is outside its range, or the connection string is invalid.</exception>
    public PostgresStore(PostgresStoreOptions options)
    {
        PostgresStoreOptions.RequireValid(options);
        if (options.DataSourceFactory is not null)
        {
            throw new ArgumentException(
                $"{nameof(PostgresStoreOptions)}.{nameof(options.DataSourceFactory)} needs the services of a setup; set "
                + $"{nameof(options.DataSource)} for a store without one.",
                nameof(options));
        }

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

    /// <summary>Gets the data source, for tests.</summary>
    internal NpgsqlDataSource DataSource => _database.Source;

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">The store was disposed.</exception>
    public ValueTask InitializeAsync(CancellationToken cancellationToken) => _database.InitializeAsync(cancellationToken);

    /// <summary>
    /// Closes the connections that the store opened. Connections that the application provided stay open. Nothing is pending: what a call
    /// has acknowledged is stored.
    /// </summary>
    public void Dispose() => _database.Dispose();

    /// <summary>
    /// Closes the connections that the store opened. Connections that the application provided stay open. Nothing is pending: what a call
    /// has acknowledged is stored.
    /// </summary>
    public ValueTask DisposeAsync() => _database.DisposeAsync();
}
