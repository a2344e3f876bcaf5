using Microsoft.Data.Sqlite;

namespace Reliability.Storage.Sqlite.Internal;

/// <summary>Steps through the rows of one statement on a session of its own.</summary>
internal sealed class RowCursor : IDisposable
{
    private readonly SqliteDatabase _database;
    private readonly SqliteSession _session;
    private readonly SqliteDataReader _rows;

    private RowCursor(SqliteDatabase database, SqliteSession session, SqliteDataReader rows)
    {
        _database = database;
        _session = session;
        _rows = rows;
    }

    public static RowCursor Open(SqliteDatabase database, Func<SqliteSession, SqliteCommand> prepare)
    {
        SqliteSession? session = null;
        try
        {
            session = database.Rent();
            return new RowCursor(database, session, prepare(session).ExecuteReader());
        }
        catch (SqliteException e)
        {
            session?.Dispose();
            throw database.Faults.Of(e);
        }
    }

    /// <summary>Moves to the next row; the reader is the same each time.</summary>
    public bool TryNext(out SqliteDataReader row)
    {
        row = _rows;
        try
        {
            return _rows.Read();
        }
        catch (SqliteException e)
        {
            throw _database.Faults.Of(e);
        }
    }

    public void Dispose()
    {
        _rows.Dispose();
        _database.Return(_session);
    }
}
