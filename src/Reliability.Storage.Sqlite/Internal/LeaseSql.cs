namespace Reliability.Storage.Sqlite.Internal;

/// <summary>
/// Every statement of the lease store. A lease is in force while its expiry is later than now.
/// </summary>
internal static class LeaseSql
{
    /// <summary>The time of SQLite, which is the clock of the machine and not that of the application: Unix time in milliseconds.</summary>
    public const string Now = """
        SELECT CAST(round(unixepoch('now', 'subsec') * 1000) AS INTEGER)
        """;

    /// <summary>Runs before <see cref="Acquire"/>, in the same transaction and with the same time.</summary>
    public const string Forget = """
        DELETE FROM lease WHERE namespace = $namespace AND service = $service AND expires_at <= $now
        """;

    /// <summary>Returns the token, or no row while another holder has the lease.</summary>
    public const string Acquire = """
        INSERT INTO lease (namespace, service, job, owner, duration, expires_at)
        VALUES ($namespace, $service, $job, $owner, $duration, $now + $duration)
        ON CONFLICT (namespace, service, job) DO UPDATE SET duration = excluded.duration, expires_at = excluded.expires_at
        WHERE owner = excluded.owner
        RETURNING token
        """;

    public const string Renew = """
        UPDATE lease SET duration = $duration, expires_at = $now + $duration
        WHERE namespace = $namespace AND service = $service AND job = $job AND owner = $owner AND token = $token AND expires_at > $now
        """;

    public const string Release = """
        DELETE FROM lease
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
