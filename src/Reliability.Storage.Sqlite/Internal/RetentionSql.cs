namespace Reliability.Storage.Sqlite.Internal;

/// <summary>The statements for the retention of the series of a service.</summary>
internal static class RetentionSql
{
    /// <summary>Does not change the horizon.</summary>
    public const string Set = """
        INSERT INTO service (namespace, service, retention) VALUES ($namespace, $service, $retention)
        ON CONFLICT DO UPDATE SET retention = excluded.retention
        """;

    public const string Read = """
        SELECT retention, horizon, trimmed FROM service WHERE namespace = $namespace AND service = $service AND retention IS NOT NULL
        """;

    public const string SetHorizon = """
        UPDATE service SET horizon = $horizon, trimmed = retention WHERE namespace = $namespace AND service = $service
        """;

    /// <summary>
    /// Returns the starts of the newest bucket of a service and of the oldest one of each tier, which the key finds for each tier of each
    /// series; NULL if there are none.
    /// </summary>
    public const string Range = """
        SELECT
          max(newest),
          min(CASE WHEN tier = 0 THEN oldest END), min(CASE WHEN tier = 1 THEN oldest END), min(CASE WHEN tier = 2 THEN oldest END)
        FROM (
          SELECT t.tier,
            (SELECT min(start) FROM bucket WHERE series_id = s.id AND tier = t.tier) AS oldest,
            (SELECT max(start) FROM bucket WHERE series_id = s.id AND tier = t.tier) AS newest
          FROM series AS s CROSS JOIN (SELECT 0 AS tier UNION ALL SELECT 1 UNION ALL SELECT 2) AS t
          WHERE s.namespace = $namespace AND s.service = $service)
        """;
}
