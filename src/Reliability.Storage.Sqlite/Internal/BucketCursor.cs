using Microsoft.Data.Sqlite;
using Reliability.Statistics;

namespace Reliability.Storage.Sqlite.Internal;

/// <summary>Steps through the buckets of one query without allocating for each.</summary>
internal sealed class BucketCursor : IDisposable
{
    private readonly SqliteDatabase _database;
    private readonly SqliteSession _session;
    private readonly SqliteDataReader _rows;

    private BucketCursor(SqliteDatabase database, SqliteSession session, SqliteDataReader rows)
    {
        _database = database;
        _session = session;
        _rows = rows;
    }

    public static BucketCursor Open(SqliteDatabase database, string storeNamespace, SeriesQuery query)
    {
        SqliteSession? session = null;
        try
        {
            session = database.Rent();
            SqliteDataReader rows = session.Prepared(SeriesSql.ReadBuckets)
                .Bind("$sketches", query.IncludeSketches)
                .Bind("$tier", (int)query.Resolution)
                .Bind("$from", UnixTime.Ceiling(query.From))
                .Bind("$to", UnixTime.Ceiling(query.To))
                .Bind("$namespace", storeNamespace)
                .Bind("$service", query.Series.Service)
                .Bind("$name", query.Series.Name)
                .ExecuteReader();
            return new BucketCursor(database, session, rows);
        }
        catch (SqliteException e)
        {
            session?.Dispose();
            throw database.Faults.Of(e);
        }
    }

    public bool TryNext(out SeriesBucket bucket)
    {
        try
        {
            bool any = _rows.Read();
            bucket = any ? Current() : default;
            return any;
        }
        catch (SqliteException e)
        {
            throw _database.Faults.Of(e);
        }
        catch (FormatException e)
        {
            throw _database.Faults.DamagedSketch(e);
        }
    }

    public void Dispose()
    {
        _rows.Dispose();
        _database.Return(_session);
    }

    private SeriesBucket Current() => new(
        DateTimeOffset.FromUnixTimeSeconds(_rows.GetInt64(0)),
        _rows.GetInt64(1),
        _rows.GetInt64(2),
        _rows.GetDouble(3),
        _rows.GetDouble(4),
        _rows.GetDouble(5),
        _rows.IsDBNull(6) ? null : QuantileSketch.FromBytes(_rows.GetFieldValue<byte[]>(6)));
}
