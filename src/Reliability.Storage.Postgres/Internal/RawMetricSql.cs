namespace Reliability.Storage.Postgres.Internal;

/// <summary>
/// The statements of a reader of raw values. Names of the application are quoted; the metric, the service and times are parameters.
/// </summary>
internal sealed class RawMetricSql
{
    /// <summary>The number of names that are read to find those that are like a missing one.</summary>
    private const int MaxNames = 200;

    /// <summary>Prepares a transaction: times without a zone are in UTC, and nothing can be written.</summary>
    public const string Prepare = "SET TRANSACTION READ ONLY; SET LOCAL TIME ZONE 'UTC'";

    /// <summary>Bounds a search for names, which takes long without an index.</summary>
    public const string BoundSearch = "SET LOCAL statement_timeout = '2s'";

    public RawMetricSql(RawMetricReaderOptions options)
    {
        Table = $"{Identifier.Quote(options.Schema)}.{Identifier.Quote(options.Table)}";
        string metric = $"t.{Identifier.Quote(options.MetricColumn)}";
        string time = $"t.{Identifier.Quote(options.TimestampColumn)}";
        string value = $"t.{Identifier.Quote(options.ValueColumn)}";

        // The parameter of a service is sent in either case; a table without services ignores it.
        string OfService(string parameter) => options.ServiceColumn is { } column
            ? $"t.{Identifier.Quote(column)} = {parameter}"
            : $"{parameter}::text IS NOT NULL";
        string service = OfService("$2");

        // The average of PostgreSQL fails above 1e154, and a sum at the largest number, so that large values are summed apart. Bounds of
        // the buckets come from the client, whose time zones may be newer than those of the server.
        Buckets = $"""
            SELECT a.bucket, a.count, a.sum, a.large_sum, a.min, a.max, a.quantiles[1], a.quantiles[2], a.quantiles[3], a.dropped
            FROM (
                SELECT
                    r.bucket,
                    count(r.value) AS count,
                    sum(r.value) FILTER (WHERE abs(r.value) < 1e290) AS sum,
                    sum(r.value * 1e-20) FILTER (WHERE abs(r.value) >= 1e290) AS large_sum,
                    min(r.value) AS min,
                    max(r.value) AS max,
                    percentile_cont(ARRAY[0.5, 0.95, 0.99]) WITHIN GROUP (ORDER BY r.value) AS quantiles,
                    count(*) - count(r.value) AS dropped
                FROM (
                    SELECT
                        width_bucket({time}::timestamptz, $5) AS bucket,
                        nullif(nullif(nullif({value}::float8, 'NaN'), 'Infinity'), '-Infinity') AS value
                    FROM {Table} AS t
                    WHERE {metric} = $1 AND {service} AND {time} >= $3 AND {time} < $4) AS r
                GROUP BY r.bucket) AS a
            ORDER BY a.bucket
            """;
        WithoutTime = $"SELECT count(*) FROM {Table} AS t WHERE {metric} = $1 AND {service} AND {time} IS NULL";
        Exists = $"SELECT EXISTS (SELECT FROM {Table} AS t WHERE {metric} = $1 AND {service})";

        // One look-up for each name, instead of one read of all rows.
        string where = OfService("$1");
        MetricNames = $"""
            WITH RECURSIVE names AS (
                (SELECT {metric} AS name FROM {Table} AS t WHERE {where} AND {metric} IS NOT NULL ORDER BY {metric} LIMIT 1)
                UNION ALL
                SELECT (SELECT {metric} FROM {Table} AS t WHERE {where} AND {metric} > n.name ORDER BY {metric} LIMIT 1)
                FROM names AS n
                WHERE n.name IS NOT NULL)
            SELECT n.name::text FROM names AS n WHERE n.name IS NOT NULL LIMIT {MaxNames}
            """;
    }

    /// <summary>Gets the table with its schema, in quotes.</summary>
    public string Table { get; }

    /// <summary>Gets the figures of each bucket. Parameters: metric, service, start, end, starts of the buckets.</summary>
    public string Buckets { get; }

    /// <summary>Gets the number of rows without a time. Parameters: metric, service.</summary>
    public string WithoutTime { get; }

    /// <summary>Gets whether there is a row at any time. Parameters: metric, service.</summary>
    public string Exists { get; }

    /// <summary>Gets the first names of metrics. Parameter: service.</summary>
    public string MetricNames { get; }
}
