using Npgsql;

namespace Reliability.Storage.Postgres.Internal;

/// <summary>A variant of an experiment with one of its metrics, or without a metric if the variant has none.</summary>
internal readonly record struct SummaryRow(string Variant, long Units, long Crossed, MetricSums? Sums)
{
    public static SummaryRow Read(NpgsqlDataReader row) =>
        new(row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.IsDBNull(3) ? null : ReadSums(row));

    private static MetricSums ReadSums(NpgsqlDataReader row) => new()
    {
        Metric = row.GetString(3),
        Units = row.GetInt64(4),
        X = row.GetDouble(5),
        XX = row.GetDouble(6),
        Y = row.GetDouble(7),
        YY = row.GetDouble(8),
        XY = row.GetDouble(9),
    };
}
