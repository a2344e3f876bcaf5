using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Reliability.Storage.Sqlite.Internal;

/// <summary>
/// <see cref="SeriesSql.ReadRange"/> as a prepared statement. The alerts of a thousand objectives run it ten thousand times in one
/// transaction, so it uses the SQLite API directly, as <see cref="BucketStatement"/> does.
/// </summary>
internal sealed class RangeStatement : IDisposable
{
    private readonly sqlite3 _connection;
    private readonly sqlite3_stmt _statement;
    private readonly List<SeriesBucket> _buckets = [];

    public RangeStatement(sqlite3 connection)
    {
        _connection = connection;
        Check(raw.sqlite3_prepare_v2(connection, SeriesSql.ReadRange, out _statement));
    }

    /// <summary>Adds the buckets of a range to a list, in time order and without sketches.</summary>
    public void Read(long series, SeriesQuery query, List<SeriesBucket> buckets)
    {
        Bind(series, query);
        try
        {
            while (Next())
            {
                buckets.Add(Bucket());
            }
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Returns the summary of the buckets of a range without their sketches.</summary>
    public SeriesSummary Summarize(long series, SeriesQuery query)
    {
        _buckets.Clear();
        Read(series, query, _buckets);
        return SeriesSummary.Of(CollectionsMarshal.AsSpan(_buckets));
    }

    public void Dispose() => _statement.Dispose();

    private void Bind(long series, SeriesQuery query)
    {
        // In the order of the parameters in the statement.
        Check(raw.sqlite3_bind_int64(_statement, 1, series));
        Check(raw.sqlite3_bind_int64(_statement, 2, (int)query.Resolution));
        Check(raw.sqlite3_bind_int64(_statement, 3, UnixTime.Ceiling(query.From)));
        Check(raw.sqlite3_bind_int64(_statement, 4, UnixTime.Ceiling(query.To)));
    }

    private bool Next()
    {
        int result = raw.sqlite3_step(_statement);
        if (result is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            Check(result);
        }

        return result == raw.SQLITE_ROW;
    }

    /// <summary>Ends the execution, so that it does not hold up the end of the transaction.</summary>
    private void Reset() => _ = raw.sqlite3_reset(_statement); // Returns the result of the last step again.

    private SeriesBucket Bucket() => new(
        DateTimeOffset.FromUnixTimeSeconds(raw.sqlite3_column_int64(_statement, 0)),
        raw.sqlite3_column_int64(_statement, 1),
        raw.sqlite3_column_int64(_statement, 2))
    {
        ScaledSum = raw.sqlite3_column_double(_statement, 3),
        Min = raw.sqlite3_column_double(_statement, 4),
        Max = raw.sqlite3_column_double(_statement, 5),
    };

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, _connection);
}
