using Reliability.Storage.Sqlite.Internal;

namespace Reliability.Storage.Sqlite;

/// <summary>All roles in one SQLite file, shared by any number of processes of one machine.</summary>
/// <remarks>
/// <para>The file keeps a write-ahead log with <c>synchronous = NORMAL</c>. Once a call that writes has returned, a
/// crash of the process loses nothing. A crash of the machine, or a power cut, may lose the last transactions before it, each
/// whole: a batch is lost together with its sequence, so that the file stays consistent and a producer that sends it again
/// is not refused.</para>
/// <para>Writers take turns: within the process behind a gate, between processes by SQLite's own lock, for which a
/// call waits up to <see cref="SqliteStoreOptions.BusyTimeout"/> without holding a thread. Readers wait for nobody and
/// see the file as it was when they began. An enumeration that is kept open for long keeps the log from being
/// shortened.</para>
/// <para>Leases go by SQLite's own time, the machine's. Series are trimmed by a horizon that is kept in the file and advances
/// no faster than monotonic time. So neither goes by what the clock of an application says.</para>
/// <para>SQLite has no asynchronous input or output. Apart from waiting, calls complete before they return.</para>
/// <para>Safe for concurrent use. Dispose it to close the file; its roles then throw <see cref="ObjectDisposedException"/>.</para>
/// </remarks>
public sealed class SqliteStore : IReliabilityStore
{
    /// <summary>Creates a store; the file is opened at first use or by <see cref="InitializeAsync"/>.</summary>
    /// <param name="options">Where the data is. Read now: later changes have no effect.</param>
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

    /// <summary>For tests that need to get at the file through the store's own connections.</summary>
    internal SqliteDatabase Database { get; }

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">The store was disposed.</exception>
    public ValueTask InitializeAsync(CancellationToken cancellationToken) => Database.InitializeAsync(cancellationToken);

    /// <summary>Closes the file. Enumerations that are still open close their part when they end.</summary>
    public void Dispose() => Database.Dispose();

    /// <summary>Closes the file, after the write that is under way. Enumerations that are still open close their part when they end.</summary>
    public ValueTask DisposeAsync() => Database.DisposeAsync();
}
