using Microsoft.Data.Sqlite;

namespace Reliability.Storage.Sqlite.Internal;

/// <summary>Reads the rows of one query, and converts faults into a <see cref="StoreException"/>.</summary>
internal sealed class RowCursor<TRow> : IDisposable
{
    private readonly SqliteDatabase _database;
    private readonly SqliteSession _session;
    private readonly SqliteDataReader _rows;
    private readonly Func<SqliteDataReader, TRow> _read;

    private RowCursor(SqliteDatabase database, SqliteSession session, SqliteDataReader rows, Func<SqliteDataReader, TRow> read)
    {
        _database = database;
        _session = session;
        _rows = rows;
        _read = read;
    }

    public static RowCursor<TRow> Open(
        SqliteDatabase database, Func<SqliteSession, SqliteCommand> select, Func<SqliteDataReader, TRow> read)
    {
        SqliteSession? session = null;
        try
        {
            session = database.Rent();
            return new RowCursor<TRow>(database, session, select(session).ExecuteReader(), read);
        }
        catch (SqliteException e)
        {
            session?.Dispose();
            throw database.Faults.Of(e);
        }
    }

    public bool TryNext(out TRow row)
    {
        try
        {
            bool any = _rows.Read();
            row = any ? _read(_rows) : default!;
            return any;
        }
        catch (Exception e)
        {
            if (_database.Faults.TryConvert(e) is { } fault)
            {
                throw fault;
            }

            throw;
        }
    }

    public void Dispose()
    {
        _rows.Dispose();
        _database.Return(_session);
    }
}
