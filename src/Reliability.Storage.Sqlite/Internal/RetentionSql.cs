namespace Reliability.Storage.Sqlite.Internal;

/// <summary>The statements for the retention of the series of a service.</summary>
internal static class RetentionSql
{
    /// <summary>Does not change the horizon.</summary>
    public const string Set = """
        INSERT INTO service (namespace, service, minutes, hours) VALUES ($namespace, $service, $minutes, $hours)
        ON CONFLICT DO UPDATE SET minutes = excluded.minutes, hours = excluded.hours
        """;

    public const string Read = """
        SELECT minutes, hours, horizon, trimmed_minutes, trimmed_hours FROM service WHERE namespace = $namespace AND service = $service
        """;

    public const string SetHorizon = """
        UPDATE service SET horizon = $horizon, trimmed_minutes = minutes, trimmed_hours = hours
        WHERE namespace = $namespace AND service = $service
        """;

    /// <summary>
    /// Returns the starts of the oldest minute, the oldest hour and the newest bucket of a service, which the key finds for each tier of
    /// each series; NULL if there are none.
    /// </summary>
    public const string Range = """
        SELECT min(CASE WHEN tier = 0 THEN oldest END), min(CASE WHEN tier = 1 THEN oldest END), max(newest)
        FROM (
          SELECT t.tier,
            (SELECT min(start) FROM bucket WHERE series_id = s.id AND tier = t.tier) AS oldest,
            (SELECT max(start) FROM bucket WHERE series_id = s.id AND tier = t.tier) AS newest
          FROM series AS s CROSS JOIN (SELECT 0 AS tier UNION ALL SELECT 1) AS t
          WHERE s.namespace = $namespace AND s.service = $service)
        """;
}
