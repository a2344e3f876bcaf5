using Microsoft.Data.Sqlite;
using Reliability.Sketches;
using Reliability.Statistics;
using SQLitePCL;

namespace Reliability.Storage.Sqlite.Internal;

/// <summary>One open connection with the commands prepared on it. Used by one caller at a time.</summary>
internal sealed class SqliteSession : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);
    private BucketStatement? _addBucket;

    /// <summary>Opens a connection.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mode">Whether the file may be created.</param>
    /// <param name="busyTimeout">How long SQLite itself waits for a lock, blocking the thread.</param>
    public SqliteSession(string path, SqliteOpenMode mode, TimeSpan busyTimeout)
    {
        var settings = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = 1, // the driver's own retries, in seconds, on top of SQLite's; 0 would mean for ever
        };
        _connection = new SqliteConnection(settings.ConnectionString);
        try
        {
            _connection.Open();
            _ = raw.sqlite3_busy_timeout(_connection.Handle, (int)busyTimeout.TotalMilliseconds);

            // Enough with a write-ahead log: see the remarks of SqliteStore for what it gives up.
            Execute("PRAGMA synchronous = NORMAL");
            _connection.CreateFunction<byte[], byte[], byte[]>("sketch_merge", MergeSketches, isDeterministic: true);
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    public bool IsReadOnly => raw.sqlite3_db_readonly(_connection.Handle, "main") == 1;

    /// <summary>
    /// The ids of the series that this connection met. Nobody removes a series, so an id stays what it is; what a failed
    /// transaction added is forgotten together with the connection, which it takes down.
    /// </summary>
    public Dictionary<SeriesKey, long> SeriesIds { get; } = [];

    public BucketStatement AddBucket => _addBucket ??= new BucketStatement(_connection.Handle!);

    /// <summary>The command for a statement, prepared at first use and kept.</summary>
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

    /// <summary>Runs a script at once, without the driver's blocking retries.</summary>
    public void Execute(string sql) =>
        SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(_connection.Handle, sql), _connection.Handle);

    /// <summary>Ends a transaction that is still open, whatever state it is in, and closes.</summary>
    public void Abandon()
    {
        if (raw.sqlite3_get_autocommit(_connection.Handle) == 0)
        {
            // Should this fail, then closing rolls back.
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
        _connection.Dispose();
    }

    private static byte[] MergeSketches(byte[] left, byte[] right)
    {
        try
        {
            QuantileSketch sketch = QuantileSketch.FromBytes(left);
            sketch.Merge(QuantileSketch.FromBytes(right));
            return sketch.ToBytes();
        }
        catch (FormatException e)
        {
            // The driver hands the code of a SqliteException, and of no other, through SQLite to the statement.
            throw new SqliteException($"A stored sketch cannot be read: {e.Message}", raw.SQLITE_CORRUPT);
        }
    }
}
