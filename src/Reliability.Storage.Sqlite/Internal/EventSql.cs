namespace Reliability.Storage.Sqlite.Internal;

/// <summary>Every statement of the event log.</summary>
internal static class EventSql
{
    public const string FindStream = """
        SELECT id FROM stream WHERE namespace = $namespace AND service = $service AND name = $name
        """;

    public const string AddStream = """
        INSERT INTO stream (namespace, service, name) VALUES ($namespace, $service, $name) RETURNING id
        """;

    public const string FindAppend = """
        SELECT position FROM event WHERE stream_id = $stream AND append_id = $append ORDER BY position DESC LIMIT 1
        """;

    public const string LastPosition = """
        SELECT position FROM event WHERE stream_id = $stream ORDER BY position DESC LIMIT 1
        """;

    public const string Append = """
        INSERT INTO event (stream_id, position, append_id, type, time, json)
        VALUES ($stream, $position, $append, $type, $time, $json)
        """;

    public const string Read = """
        SELECT e.position, e.append_id, e.type, e.time, e.json
        FROM stream AS s
        JOIN event AS e ON e.stream_id = s.id AND e.position > $after
        WHERE s.namespace = $namespace AND s.service = $service AND s.name = $name
        ORDER BY e.position
        LIMIT $limit
        """;

    public const string ListStreams = """
        SELECT service, name FROM stream WHERE namespace = $namespace
        """;
}
