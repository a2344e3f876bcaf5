using Microsoft.Data.Sqlite;
using Reliability.Sketches;
using SQLitePCL;

namespace Reliability.Storage.Sqlite.Internal;

/// <summary>
/// Writes the stored sketch of a bucket. A replayed log and a fold do so for thousands of buckets, so it uses the SQLite API directly, as
/// <see cref="BucketStatement"/> does.
/// </summary>
internal sealed class SketchStatements : IDisposable
{
    private readonly sqlite3 _connection;
    private readonly sqlite3_stmt _read;
    private readonly sqlite3_stmt _write;
    private readonly sqlite3_stmt _insert;

    public SketchStatements(sqlite3 connection)
    {
        _connection = connection;
        Check(raw.sqlite3_prepare_v2(connection, SeriesSql.ReadSketch, out _read));
        Check(raw.sqlite3_prepare_v2(connection, SeriesSql.WriteSketch, out _write));
        Check(raw.sqlite3_prepare_v2(connection, SeriesSql.InsertSketch, out _insert));
    }

    /// <summary>Adds a sketch, which does not change, to a bucket.</summary>
    public void Add(long series, SeriesResolution tier, long start, QuantileSketch sketch)
    {
        Bind(_read, series, tier, start);
        QuantileSketch sum = sketch;
        try
        {
            if (Step(_read) == raw.SQLITE_ROW)
            {
                sum = QuantileSketch.FromBytes(raw.sqlite3_column_blob(_read, 0));
                sum.Merge(sketch);
            }
        }
        finally
        {
            _ = raw.sqlite3_reset(_read); // Returns the result of the last step again.
        }

        Write(_write, series, tier, start, sum);
    }

    /// <summary>Stores the sketch of a bucket, or returns <see langword="false"/> if it has one. It decodes nothing.</summary>
    public bool TryInsert(long series, SeriesResolution tier, long start, QuantileSketch sketch)
    {
        Write(_insert, series, tier, start, sketch);
        return raw.sqlite3_changes(_connection) > 0;
    }

    public void Dispose()
    {
        _read.Dispose();
        _write.Dispose();
        _insert.Dispose();
    }

    private void Write(sqlite3_stmt statement, long series, SeriesResolution tier, long start, QuantileSketch sketch)
    {
        Bind(statement, series, tier, start);
        Check(raw.sqlite3_bind_blob(statement, 4, SketchJournal.Encode(sketch, tier)));
        try
        {
            Step(statement);
        }
        finally
        {
            _ = raw.sqlite3_reset(statement);
        }
    }

    private void Bind(sqlite3_stmt statement, long series, SeriesResolution tier, long start)
    {
        // In the order of the parameters in the statements.
        Check(raw.sqlite3_bind_int64(statement, 1, series));
        Check(raw.sqlite3_bind_int64(statement, 2, (int)tier));
        Check(raw.sqlite3_bind_int64(statement, 3, start));
    }

    private int Step(sqlite3_stmt statement)
    {
        int result = raw.sqlite3_step(statement);
        if (result is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            Check(result);
        }

        return result;
    }

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, _connection);
}
