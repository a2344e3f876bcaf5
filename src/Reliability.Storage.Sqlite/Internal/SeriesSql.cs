namespace Reliability.Storage.Sqlite.Internal;

/// <summary>Every statement of the series store.</summary>
internal static class SeriesSql
{
    /// <summary>Advances the sequence of a producer. Changes no row if the sequence is not newer.</summary>
    public const string AdvanceProducer = """
        INSERT INTO producer (namespace, service, producer, sequence, last_bucket)
        VALUES ($namespace, $service, $producer, $sequence, $last_bucket)
        ON CONFLICT DO UPDATE SET
          sequence = excluded.sequence,
          last_bucket = max(coalesce(last_bucket, excluded.last_bucket), coalesce(excluded.last_bucket, last_bucket))
        WHERE excluded.sequence > sequence
        """;

    public const string FindSeries = """
        SELECT id FROM series WHERE namespace = $namespace AND service = $service AND name = $name
        """;

    public const string AddSeries = """
        INSERT INTO series (namespace, service, name) VALUES ($namespace, $service, $name) RETURNING id
        """;

    /// <summary>
    /// Uses the same arithmetic as <see cref="SeriesBucket.Merge"/>: counts and sums are limited to their ranges, and a bucket without
    /// events has no minimum or maximum.
    /// </summary>
    public const string AddBucket = """
        INSERT INTO bucket (series_id, tier, start, count, good, sum, min, max)
        VALUES ($series, $tier, $start, $count, $good, $sum, $min, $max)
        ON CONFLICT DO UPDATE SET
          count = CASE WHEN count > $most - excluded.count THEN $most ELSE count + excluded.count END,
          good = CASE WHEN good > $most - excluded.good THEN $most ELSE good + excluded.good END,
          sum = max(-$greatest, min($greatest, sum + excluded.sum)),
          min = CASE WHEN count = 0 THEN excluded.min WHEN excluded.count = 0 THEN min ELSE min(min, excluded.min) END,
          max = CASE WHEN count = 0 THEN excluded.max WHEN excluded.count = 0 THEN max ELSE max(max, excluded.max) END
        """;

    /// <summary>
    /// Stores the time zone of a service unless it has one, and returns the id of the service and its time zone.
    /// </summary>
    public const string AddZone = """
        INSERT INTO service (namespace, service, zone) VALUES ($namespace, $service, $zone)
        ON CONFLICT DO UPDATE SET zone = coalesce(zone, excluded.zone)
        RETURNING id, zone
        """;

    public const string ReadService = """
        SELECT id, zone FROM service WHERE namespace = $namespace AND service = $service
        """;

    public const string AddToJournal = """
        INSERT INTO journal (service_id, chunk, id, data)
        VALUES ($service, $chunk, (SELECT coalesce(max(id), 0) + 1 FROM journal WHERE service_id = $service AND chunk = $chunk), $data)
        """;

    /// <summary>Returns the entries of a chunk of a service, at most $limit, in their order. A negative limit means all.</summary>
    public const string ReadJournal = """
        SELECT id, data FROM journal WHERE service_id = $service AND chunk = $chunk ORDER BY id LIMIT $limit
        """;

    public const string ReadChunks = """
        SELECT DISTINCT chunk FROM journal WHERE service_id = $service
        """;

    public const string RemoveFromJournal = """
        DELETE FROM journal WHERE service_id = $service AND chunk = $chunk AND id <= $last
        """;

    public const string ReadSketch = """
        SELECT data FROM sketch WHERE series_id = $series AND tier = $tier AND start = $start
        """;

    public const string WriteSketch = """
        INSERT INTO sketch (series_id, tier, start, data) VALUES ($series, $tier, $start, $data)
        ON CONFLICT DO UPDATE SET data = excluded.data
        """;

    /// <summary>Stores a sketch unless the bucket has one.</summary>
    public const string InsertSketch = """
        INSERT INTO sketch (series_id, tier, start, data) VALUES ($series, $tier, $start, $data)
        ON CONFLICT DO NOTHING
        """;

    /// <summary>The parameters have numbers, because <see cref="RangeStatement"/> binds them.</summary>
    public const string ReadRange = """
        SELECT start, count, good, sum, min, max
        FROM bucket
        WHERE series_id = ?1 AND tier = ?2 AND start >= ?3 AND start < ?4
        ORDER BY start
        """;

    /// <summary>Reads in one statement, and therefore in one snapshot.</summary>
    public const string ReadBuckets = """
        SELECT b.start, b.count, b.good, b.sum, b.min, b.max
        FROM series AS s
        JOIN bucket AS b ON b.series_id = s.id AND b.tier = $tier AND b.start >= $from AND b.start < $to
        WHERE s.namespace = $namespace AND s.service = $service AND s.name = $name
        ORDER BY b.start
        """;

    /// <summary>Returns the sketches of a range, as far as they are folded.</summary>
    public const string ReadSketches = """
        SELECT start, data FROM sketch WHERE series_id = $series AND tier = $tier AND start >= $from AND start < $to ORDER BY start
        """;

    public const string ReadSequence = """
        SELECT sequence FROM producer WHERE namespace = $namespace AND service = $service AND producer = $producer
        """;

    public const string ListSeries = """
        SELECT service, name FROM series WHERE namespace = $namespace
        """;

    public const string ListProducers = """
        SELECT service, producer, sequence FROM producer WHERE namespace = $namespace
        """;

    /// <summary>Removes the producers of a service whose newest minute starts before $start, the oldest hour that is kept.</summary>
    public const string TrimProducers = """
        DELETE FROM producer WHERE namespace = $namespace AND service = $service AND last_bucket < $start
        """;

    /// <summary>Removes at most $limit buckets of a tier of a service that start before $start.</summary>
    public static string TrimBuckets { get; } = Trim("bucket");

    /// <summary>Removes at most $limit sketches of a tier of a service that start before $start.</summary>
    public static string TrimSketches { get; } = Trim("sketch");

    private static string Trim(string table) => $"""
        DELETE FROM {table} WHERE (series_id, tier, start) IN (
          SELECT o.series_id, o.tier, o.start
          FROM series AS s
          JOIN {table} AS o ON o.series_id = s.id AND o.tier = $tier AND o.start < $start
          WHERE s.namespace = $namespace AND s.service = $service
          LIMIT $limit)
        """;
}
