using Npgsql;

namespace Reliability.Storage.Postgres.Internal;

/// <summary>An arm of an experiment with one of its metrics; without any when it has none.</summary>
internal readonly record struct SummaryRow(string Variant, long Units, long Crossed, MetricSums? Sums)
{
    public static SummaryRow Read(NpgsqlDataReader row) =>
        new(row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.IsDBNull(3) ? null : ReadSums(row));

    private static MetricSums ReadSums(NpgsqlDataReader row) => new(
        row.GetString(3), row.GetInt64(4), row.GetDouble(5), row.GetDouble(6), row.GetDouble(7), row.GetDouble(8), row.GetDouble(9));
}
