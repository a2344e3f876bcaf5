using Npgsql;
using Reliability.Sketches;

namespace Reliability.Storage.Postgres.Internal;

/// <summary>Reads buckets from rows.</summary>
internal static class BucketRow
{
    /// <summary>Reads a bucket with its stored sketch from a row, whose columns of the bucket begin at <paramref name="first"/>.</summary>
    public static SeriesBucket Read(NpgsqlDataReader row, int first) =>
        new(Timestamp.Read(row.GetDateTime(first)), row.GetInt64(first + 1), row.GetInt64(first + 2))
        {
            ScaledSum = row.GetDouble(first + 3),
            Min = row.GetDouble(first + 4),
            Max = row.GetDouble(first + 5),
            Sketch = Bytes(row, first + 6) is { } sketch ? QuantileSketch.FromBytes(sketch) : null,
        };

    /// <summary>Reads bytes, or null.</summary>
    public static byte[]? Bytes(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<byte[]>(column);
}
