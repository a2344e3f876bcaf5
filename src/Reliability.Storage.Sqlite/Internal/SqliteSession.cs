using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Reliability.Storage.Sqlite.Internal;

/// <summary>One open connection with the commands prepared on it. One caller uses it at a time.</summary>
internal sealed class SqliteSession : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);
    private BucketStatement? _addBucket;
    private RangeStatement? _readRange;
    private SketchStatements? _sketches;

    /// <summary>Opens a connection.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="mode">Whether the file may be created.</param>
    /// <param name="busyTimeout">How long SQLite itself waits for a lock. This wait blocks the thread.</param>
    public SqliteSession(string path, SqliteOpenMode mode, TimeSpan busyTimeout)
    {
        var settings = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = 1, // The driver's own retries, in seconds, in addition to those of SQLite; 0 would mean no limit.
        };
        _connection = new SqliteConnection(settings.ConnectionString);
        try
        {
            _connection.Open();
            _ = raw.sqlite3_busy_timeout(_connection.Handle, (int)busyTimeout.TotalMilliseconds);

            // Sufficient with a write-ahead log; the remarks of SqliteStore state what it can lose.
            Execute("PRAGMA synchronous = NORMAL");
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    public bool IsReadOnly => raw.sqlite3_db_readonly(_connection.Handle, "main") == 1;

    /// <summary>
    /// Gets the ids of the series that this connection used. No series is ever removed, so an id does not change. Ids that a failed
    /// transaction added are discarded together with the connection, which the failure closes.
    /// </summary>
    public Dictionary<SeriesKey, long> SeriesIds { get; } = [];

    /// <summary>
    /// Gets the services that this connection used, with the time zones of their days. Neither ever changes once it is stored.
    /// </summary>
    public Dictionary<ServiceKey, (long Id, string Zone)> Services { get; } = [];

    public BucketStatement AddBucket => _addBucket ??= new BucketStatement(_connection.Handle!);

    public RangeStatement ReadRange => _readRange ??= new RangeStatement(_connection.Handle!);

    public SketchStatements Sketches => _sketches ??= new SketchStatements(_connection.Handle!);

    /// <summary>Returns the command for a statement, which is prepared at its first use and kept.</summary>
    public SqliteCommand Prepared(string sql)
    {
        if (!_commands.TryGetValue(sql, out SqliteCommand? command))
        {
            command = _connection.CreateCommand();
            command.CommandText = sql;
            _commands.Add(sql, command);
            command.Prepare();
        }

        return command;
    }

    /// <summary>Runs a script directly, without the blocking retries of the driver.</summary>
    public void Execute(string sql) =>
        SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(_connection.Handle, sql), _connection.Handle);

    /// <summary>Rolls back a transaction that is open, whatever its state, and closes the connection.</summary>
    public void Abandon()
    {
        if (raw.sqlite3_get_autocommit(_connection.Handle) == 0)
        {
            // If this fails, closing the connection rolls back.
            _ = raw.sqlite3_exec(_connection.Handle, "ROLLBACK");
        }

        Dispose();
    }

    public void Dispose()
    {
        foreach (SqliteCommand command in _commands.Values)
        {
            command.Dispose();
        }

        _addBucket?.Dispose();
        _readRange?.Dispose();
        _sketches?.Dispose();
        _connection.Dispose();
    }
}
