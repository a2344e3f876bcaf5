namespace Reliability.Storage.Sqlite.Internal;

/// <summary>Every statement of the lease store. A lease is in force while it expires later than now; a released one never is.</summary>
internal static class LeaseSql
{
    /// <summary>Returns the token, or no row while somebody else holds the lease.</summary>
    public const string Acquire = """
        INSERT INTO lease (namespace, name, owner, token, duration, expires_at)
        VALUES ($namespace, $name, $owner, 1, $duration, $expires_at)
        ON CONFLICT DO UPDATE SET
          owner = excluded.owner,
          token = CASE WHEN expires_at > $now THEN token ELSE token + 1 END,
          duration = excluded.duration,
          expires_at = excluded.expires_at
        WHERE owner = excluded.owner OR (expires_at > $now) IS NOT TRUE
        RETURNING token
        """;

    public const string Renew = """
        UPDATE lease SET duration = $duration, expires_at = $expires_at
        WHERE namespace = $namespace AND name = $name AND owner = $owner AND token = $token AND expires_at > $now
        """;

    public const string Release = """
        UPDATE lease SET expires_at = NULL
        WHERE namespace = $namespace AND name = $name AND owner = $owner AND token = $token AND expires_at > $now
        """;

    public const string Read = """
        SELECT owner, token, duration, expires_at FROM lease
        WHERE namespace = $namespace AND name = $name AND expires_at > $now
        """;
}
