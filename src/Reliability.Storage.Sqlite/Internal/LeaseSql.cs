namespace Reliability.Storage.Sqlite.Internal;

/// <summary>
/// Every statement of the lease store. A lease is in force while its expiry is later than now; a released lease never is.
/// </summary>
internal static class LeaseSql
{
    /// <summary>The time of SQLite, which is the clock of the machine and not that of the application: Unix time in milliseconds.</summary>
    public const string Now = """
        SELECT CAST(round(unixepoch('now', 'subsec') * 1000) AS INTEGER)
        """;

    /// <summary>Returns the token, or no row while another holder has the lease.</summary>
    public const string Acquire = """
        INSERT INTO lease (namespace, service, job, owner, token, duration, expires_at)
        VALUES ($namespace, $service, $job, $owner, 1, $duration, $now + $duration)
        ON CONFLICT DO UPDATE SET
          owner = excluded.owner,
          token = CASE WHEN expires_at > $now THEN token ELSE token + 1 END,
          duration = excluded.duration,
          expires_at = excluded.expires_at
        WHERE owner = excluded.owner OR (expires_at > $now) IS NOT TRUE
        RETURNING token
        """;

    public const string Renew = """
        UPDATE lease SET duration = $duration, expires_at = $now + $duration
        WHERE namespace = $namespace AND service = $service AND job = $job AND owner = $owner AND token = $token AND expires_at > $now
        """;

    public const string Release = """
        UPDATE lease SET expires_at = NULL
        WHERE namespace = $namespace AND service = $service AND job = $job AND owner = $owner AND token = $token AND expires_at > $now
        """;

    /// <summary>Returns at least one row, with the time in every row. The time is read once, so that it is the same for all rows.</summary>
    public const string List = $"""
        WITH clock (now) AS MATERIALIZED ({Now})
        SELECT c.now, l.job, l.owner, l.token, l.duration, l.expires_at
        FROM clock AS c
        LEFT JOIN lease AS l ON l.namespace = $namespace AND l.service = $service AND l.expires_at > c.now
        """;
}
