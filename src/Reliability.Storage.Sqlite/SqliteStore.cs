using Reliability.Storage.Sqlite.Internal;

namespace Reliability.Storage.Sqlite;

/// <summary>Stores all roles in one SQLite file, which any number of processes on one machine can share.</summary>
/// <remarks>
/// <para>The file uses a write-ahead log with <c>synchronous = NORMAL</c>. When a call that writes has returned, a crash of the process
/// loses no data. A crash of the machine, or a power failure, can lose the last transactions before it. Each transaction is lost as a
/// whole: a batch is lost together with its sequence, so that the file stays consistent, and a producer that sends the batch again is not
/// rejected.</para>
/// <para>Writers take turns: within a process behind a gate, and between processes by the lock of SQLite. A call waits for the lock up to
/// <see cref="SqliteStoreOptions.BusyTimeout"/> without blocking a thread. Readers do not wait, and see the file as it was when they began.
/// An enumeration that stays open for long prevents the log from being shortened.</para>
/// <para>Leases use the time of SQLite, which is the clock of the machine. Series are trimmed by a horizon that is stored in the file and
/// advances no faster than monotonic time. Neither depends on the clock of an application.</para>
/// <para>SQLite has no asynchronous I/O. Apart from waiting for a lock, calls complete before they return.</para>
/// <para>The store is safe for concurrent use. Disposing it closes the file; its roles then throw
/// <see cref="ObjectDisposedException"/>.</para>
/// </remarks>
public sealed class SqliteStore : IReliabilityStore
{
    /// <summary>
    /// Initializes a new instance of the <see cref="SqliteStore"/> class. The file is opened at first use or in
    /// <see cref="InitializeAsync"/>.
    /// </summary>
    /// <param name="options">The options of the store. Later changes have no effect.</param>
    /// <exception cref="ArgumentException">A setting is outside its range.</exception>
    public SqliteStore(SqliteStoreOptions options)
        : this(options, TimeProvider.System)
    {
    }

    internal SqliteStore(SqliteStoreOptions options, TimeProvider setUpClock)
    {
        SqliteStoreOptions.RequireValid(options);
        Database = new SqliteDatabase(Path.GetFullPath(options.Path), options.BusyTimeout);
        Series = new SqliteSeriesStore(Database, options.Namespace, options.TimeProvider ?? setUpClock);
        Documents = new SqliteDocumentStore(Database, options.Namespace);
        Events = new SqliteEventLog(Database, options.Namespace);
        Leases = new SqliteLeaseStore(Database, options.Namespace);
        Enrollments = new SqliteEnrollmentStore(Database, options.Namespace);
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

    /// <summary>Gets the database, for tests that access the file through the connections of the store.</summary>
    internal SqliteDatabase Database { get; }

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">The store was disposed.</exception>
    public ValueTask InitializeAsync(CancellationToken cancellationToken) => Database.InitializeAsync(cancellationToken);

    /// <summary>
    /// Closes the file after the current write. An open enumeration closes its connection when it ends. Nothing is pending: what a call has
    /// acknowledged is stored.
    /// </summary>
    public void Dispose() => Database.Dispose();

    /// <summary>
    /// Closes the file after the current write. An open enumeration closes its connection when it ends. Nothing is pending: what a call has
    /// acknowledged is stored.
    /// </summary>
    public ValueTask DisposeAsync() => Database.DisposeAsync();
}
