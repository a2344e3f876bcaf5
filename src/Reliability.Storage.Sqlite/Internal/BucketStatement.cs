using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Reliability.Storage.Sqlite.Internal;

/// <summary>
/// <see cref="SeriesSql.AddBucket"/> as a prepared statement. A flush runs it thousands of times, so it uses the SQLite API directly: a
/// command of the driver looks up each parameter by name, boxes it, and allocates a reader for each execution.
/// </summary>
internal sealed class BucketStatement : IDisposable
{
    private readonly sqlite3 _connection;
    private readonly sqlite3_stmt _statement;

    public BucketStatement(sqlite3 connection)
    {
        _connection = connection;
        Check(raw.sqlite3_prepare_v2(connection, SeriesSql.AddBucket, out _statement));

        // The limits of the ranges. A binding stays until the next one.
        Check(raw.sqlite3_bind_int64(_statement, 9, long.MaxValue));
        Check(raw.sqlite3_bind_double(_statement, 10, double.MaxValue));
    }

    public void Run(long series, SeriesResolution tier, long start, in SeriesBucket bucket)
    {
        // In the order of the parameters in the statement.
        Check(raw.sqlite3_bind_int64(_statement, 1, series));
        Check(raw.sqlite3_bind_int64(_statement, 2, (int)tier));
        Check(raw.sqlite3_bind_int64(_statement, 3, start));
        Check(raw.sqlite3_bind_int64(_statement, 4, bucket.Count));
        Check(raw.sqlite3_bind_int64(_statement, 5, bucket.Good));
        Check(raw.sqlite3_bind_double(_statement, 6, bucket.ScaledSum));
        Check(raw.sqlite3_bind_double(_statement, 7, bucket.Min));
        Check(raw.sqlite3_bind_double(_statement, 8, bucket.Max));
        int result = raw.sqlite3_step(_statement);
        if (result != raw.SQLITE_DONE)
        {
            Check(result);
        }

        Check(raw.sqlite3_reset(_statement));
    }

    public void Dispose() => _statement.Dispose();

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, _connection);
}
