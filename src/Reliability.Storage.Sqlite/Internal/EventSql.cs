namespace Reliability.Storage.Sqlite.Internal;

/// <summary>Every statement of the event log.</summary>
internal static class EventSql
{
    public const string LastPosition = """
        SELECT coalesce(max(position), 0) FROM event WHERE namespace = $namespace AND stream = $stream
        """;

    /// <summary>Where an earlier append of the same id ended; NULL when there was none.</summary>
    public const string FindAppend = """
        SELECT max(position) FROM event WHERE namespace = $namespace AND stream = $stream AND append_id = $append_id
        """;

    public const string Insert = """
        INSERT INTO event (namespace, stream, position, append_id, type, time, json)
        VALUES ($namespace, $stream, $position, $append_id, $type, $time, $json)
        """;

    public const string Read = """
        SELECT position, append_id, type, time, json FROM event
        WHERE namespace = $namespace AND stream = $stream AND position > $after
        ORDER BY position LIMIT $limit
        """;

    public const string ListStreams = """
        SELECT DISTINCT stream FROM event WHERE namespace = $namespace ORDER BY stream
        """;
}
