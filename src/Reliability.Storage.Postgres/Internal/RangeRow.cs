using Npgsql;

namespace Reliability.Storage.Postgres.Internal;

/// <summary>
/// A row of many ranges: a bucket and the 1-based place of its range, or an entry of the journal and the place of its chunk.
/// </summary>
internal readonly record struct RangeRow(int Place, SeriesBucket Bucket, byte[]? Entry)
{
    public static RangeRow Read(NpgsqlDataReader row) => row.IsDBNull(1)
        ? new RangeRow(row.GetInt32(0), default, BucketRow.Bytes(row, 7))
        : new RangeRow(row.GetInt32(0), BucketRow.Read(row, 1), null);
}
