namespace Reliability.Storage.Sqlite.Internal;

/// <summary>Every statement of the lease store. A lease is in force while it expires after $now.</summary>
internal static class LeaseSql
{
    /// <summary>Takes a free lease with the next token, or one's own with the same; answers no row when somebody else holds it.</summary>
    public const string Acquire = """
        INSERT INTO lease (namespace, name, owner, token, duration, expires)
        VALUES ($namespace, $name, $owner, 1, $duration, $now + $duration)
        ON CONFLICT DO UPDATE SET
          owner = excluded.owner,
          token = CASE WHEN expires > $now THEN token ELSE token + 1 END,
          duration = excluded.duration,
          expires = excluded.expires
        WHERE expires <= $now OR owner = excluded.owner
        RETURNING owner, token, duration, expires
        """;

    public const string Renew = """
        UPDATE lease SET duration = $duration, expires = $now + $duration
        WHERE namespace = $namespace AND name = $name AND owner = $owner AND token = $token AND expires > $now
        RETURNING owner, token, duration, expires
        """;

    public const string Release = """
        UPDATE lease SET expires = 0
        WHERE namespace = $namespace AND name = $name AND owner = $owner AND token = $token AND expires > $now
        """;

    public const string Find = """
        SELECT owner, token, duration, expires FROM lease WHERE namespace = $namespace AND name = $name AND expires > $now
        """;
}
