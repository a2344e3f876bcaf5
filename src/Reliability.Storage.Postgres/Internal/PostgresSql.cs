namespace Reliability.Storage.Postgres.Internal;

/// <summary>Every statement of the store for one schema, whose name is validated and quoted. Values are always parameters.</summary>
internal sealed class PostgresSql(string schema)
{
    /// <summary>Returns the encoding, whether schema $1 has a table of versions, and whether this role may read it.</summary>
    public const string FindSchema = """
        SELECT current_setting('server_encoding'), v.oid IS NOT NULL,
          coalesce(has_schema_privilege(v.relnamespace, 'USAGE') AND has_table_privilege(v.oid, 'SELECT'), false)
        FROM (SELECT) AS one LEFT JOIN (
          SELECT c.oid, c.relnamespace
          FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
          WHERE n.nspname = $1 AND c.relname = 'schema_version'
        ) AS v ON true
        """;

    /// <summary>Returns one row for each table ($2), right and function ($3) that is missing in schema $1.</summary>
    public const string FindMissing = """
        WITH here AS (SELECT n.oid FROM pg_catalog.pg_namespace AS n WHERE n.nspname = $1),
        tables AS (
          SELECT t.name, c.oid FROM unnest($2) AS t(name)
          LEFT JOIN pg_catalog.pg_class AS c ON c.relname = t.name AND c.relnamespace = (SELECT oid FROM here))
        SELECT 'the right to use the schema' FROM here WHERE NOT has_schema_privilege(oid, 'USAGE')
        UNION ALL
        SELECT 'table ' || name FROM tables WHERE oid IS NULL
        UNION ALL
        SELECT 'the right to ' || p.privilege || ' on table ' || t.name
        FROM tables AS t CROSS JOIN unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) AS p(privilege)
        WHERE t.oid IS NOT NULL AND NOT has_table_privilege(t.oid, p.privilege)
        UNION ALL
        SELECT 'function ' || f.name FROM unnest($3) AS f(name)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_proc AS p WHERE p.proname = f.name AND p.pronamespace = (SELECT oid FROM here))
        UNION ALL
        SELECT 'the right to execute function ' || p.proname FROM pg_catalog.pg_proc AS p
        WHERE p.pronamespace = (SELECT oid FROM here) AND p.proname = ANY ($3) AND NOT has_function_privilege(p.oid, 'EXECUTE')
        """;

    private const string BucketColumns = "b.start, b.count, b.good, b.sum, b.min, b.max";

    private readonly string _schema = SchemaName.Quote(schema);

    public string AppendBatch => $"""
        SELECT r_outcome, r_day_zone
        FROM {_schema}.append_batch($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
        """;

    public string ReadBuckets => $"""
        SELECT {BucketColumns}, NULL::bytea
        FROM {_schema}.series AS s
        JOIN {_schema}.bucket AS b ON b.series_id = s.id AND b.tier = $3 AND b.start >= $4 AND b.start < $5
        WHERE s.service = $1 AND s.name = $2
        ORDER BY b.start
        """;

    /// <summary>
    /// Reads in one statement, and therefore in one snapshot: the entries of the journal in chunk $6, whose start is null, and then the
    /// buckets with their sketches.
    /// </summary>
    public string ReadSketchedBuckets => $"""
        SELECT {BucketColumns}, {StoredSketch}
        FROM {_schema}.series AS s
        JOIN {_schema}.bucket AS b ON b.series_id = s.id AND b.tier = $3 AND b.start >= $4 AND b.start < $5
        WHERE s.service = $1 AND s.name = $2
        UNION ALL
        SELECT NULL, NULL, NULL, NULL, NULL, NULL, j.data FROM {_schema}.journal AS j WHERE j.service = $1 AND j.chunk = $6
        ORDER BY 1 NULLS FIRST
        """;

    /// <summary>Reads the buckets of many ranges, each range in order.</summary>
    public string ReadRanges => Ranges(
        "r.start, r.count, r.good, r.sum, r.min, r.max, NULL::bytea", $"SELECT {BucketColumns}", "ORDER BY b.start");

    /// <summary>
    /// Reads in one statement, and therefore in one snapshot: the buckets of many ranges, with sketches if $8 is true for the range, and
    /// the entries of the journal in chunks $10 of services $9, whose start is null.
    /// </summary>
    public string ReadSketchedRanges => $"""
        {Ranges(
            "r.start, r.count, r.good, r.sum, r.min, r.max, r.sketch",
            $"SELECT {BucketColumns}, CASE WHEN q.sketches THEN {StoredSketch} END AS sketch",
            "ORDER BY b.start",
            "$6, $7, $8",
            "series, time, sketches, place")}
        UNION ALL
        SELECT c.place::int, NULL, NULL, NULL, NULL, NULL, NULL, e.data
        FROM unnest($9, $10) WITH ORDINALITY AS c(service, chunk, place)
        CROSS JOIN LATERAL (
          SELECT j.data FROM {_schema}.journal AS j WHERE j.service = c.service AND j.chunk = c.chunk OFFSET 0
        ) AS e
        """;

    /// <summary>
    /// Adds up the buckets of many ranges as <see cref="SeriesBucket.Merge"/> does, and fails if a sum exceeds its range.
    /// </summary>
    public string SummarizeRanges => Ranges(
        "r.first, r.count, r.good, r.sum, r.min, r.max, r.last, r.buckets",
        """
        SELECT
          count(*) AS buckets, min(b.start) AS first, max(b.start) AS last,
          sum(b.count)::bigint AS count, sum(b.good)::bigint AS good, sum(b.sum) AS sum,
          coalesce(min(b.min) FILTER (WHERE b.count > 0), 0) AS min,
          coalesce(max(b.max) FILTER (WHERE b.count > 0), 0) AS max
        """,
        "HAVING count(*) > 0");

    /// <summary>
    /// Adds up the buckets of many ranges, and never fails: the last column is true if a number is so large that the sums may exceed their
    /// range, which they then do not contain.
    /// </summary>
    public string SummarizeLargeRanges => Ranges(
        "r.first, r.count, r.good, r.sum, r.min, r.max, r.last, r.buckets, r.large",
        """
        SELECT
          count(*) AS buckets, min(b.start) AS first, max(b.start) AS last,
          coalesce(sum(b.count) FILTER (WHERE b.count < 1099511627776), 0)::bigint AS count,
          coalesce(sum(b.good) FILTER (WHERE b.count < 1099511627776), 0)::bigint AS good,
          coalesce(sum(b.sum) FILTER (WHERE abs(b.sum) <= 1e290), 0) AS sum,
          coalesce(min(b.min) FILTER (WHERE b.count > 0), 0) AS min,
          coalesce(max(b.max) FILTER (WHERE b.count > 0), 0) AS max,
          bool_or(b.count >= 1099511627776 OR abs(b.sum) > 1e290) AS large
        """,
        "HAVING count(*) > 0");

    public string ReadSequence => $"SELECT sequence FROM {_schema}.producer WHERE service = $1 AND producer = $2";

    public string ListSeries => $"SELECT service, name FROM {_schema}.series";

    public string ListProducers => $"SELECT service, producer, sequence FROM {_schema}.producer";

    /// <summary>Returns one row if the retention is declared, with the time by the clock of the server.</summary>
    public string ReadRetention => $"""
        SELECT minutes, hours, days, minute_sketches, hour_sketches, day_sketches, day_zone, now()
        FROM {_schema}.service
        WHERE name = $1 AND minutes IS NOT NULL
        """;

    public string SetRetention => $"""
        INSERT INTO {_schema}.service (name, minutes, hours, days, minute_sketches, hour_sketches, day_sketches)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (name) DO UPDATE SET
          minutes = excluded.minutes, hours = excluded.hours, days = excluded.days,
          minute_sketches = excluded.minute_sketches, hour_sketches = excluded.hour_sketches, day_sketches = excluded.day_sketches
        """;

    public string ReadDayZone => $"SELECT day_zone FROM {_schema}.service WHERE name = $1";

    /// <summary>Returns each chunk of service $1 that has entries in the journal, with the id of the last one and their number.</summary>
    public string FindJournal => $"""
        SELECT chunk, max(id), count(*) FROM {_schema}.journal WHERE service = $1 GROUP BY chunk ORDER BY chunk
        """;

    public string TakeJournal => $"SELECT e.data FROM {_schema}.take_journal($1, $2, $3, $4, $5) AS e(data)";

    /// <summary>
    /// Returns a row for each requested sketch with the id of its series: $2 names the distinct series of service $1; $3 is the place of
    /// the series of each sketch among them, $4 its tier, $5 its start.
    /// </summary>
    public string ReadSketches => $"""
        WITH ids AS MATERIALIZED (
          SELECT n.place, s.id
          FROM unnest($2) WITH ORDINALITY AS n(name, place)
          JOIN {_schema}.series AS s ON s.service = $1 AND s.name = n.name
        )
        SELECT b.place::int, b.series_id, {StoredSketch}
        FROM (
          SELECT q.place, i.id AS series_id, q.tier, q.start
          FROM unnest($3, $4, $5) WITH ORDINALITY AS q(series, tier, start, place)
          JOIN ids AS i ON i.place = q.series
        ) AS b
        """;

    public string WriteSketches => $"""
        INSERT INTO {_schema}.sketch (series_id, tier, start, data)
        SELECT n.series_id, n.tier, n.start, n.data FROM unnest($1, $2, $3, $4) AS n(series_id, tier, start, data)
        ON CONFLICT (series_id, tier, start) DO UPDATE SET data = excluded.data
        """;

    /// <summary>
    /// Removes at most $4 buckets of service $1 and tier $2 that start before $3. Locks them in the order in which batches lock them.
    /// </summary>
    public string TrimBuckets => Trim("bucket", "s.name, b.start");

    /// <summary>
    /// Removes at most $4 sketches of service $1 and tier $2 that start before $3. Locks them in the order in which folds lock them.
    /// </summary>
    public string TrimSketches => Trim("sketch", "s.id, b.start");

    /// <summary>Removes the producers of service $1 whose newest minute starts before $2, the oldest hour that is kept.</summary>
    public string TrimProducers => $"DELETE FROM {_schema}.producer WHERE service = $1 AND last_bucket < $2";

    /// <summary>Returns a row for each requested document, in the order of the request.</summary>
    public string GetDocuments => $"""
        SELECT d.etag, d.body::text
        FROM unnest($1, $2, $3) WITH ORDINALITY AS n(service, collection, id, ordinal)
        LEFT JOIN {_schema}.document AS d ON d.service = n.service AND d.collection = n.collection AND d.id = n.id
        ORDER BY n.ordinal
        """;

    public string PutDocuments => $"SELECT r_outcome FROM {_schema}.put_documents($1, $2, $3, $4, $5, $6) ORDER BY r_ordinal";

    public string DeleteDocument => $"SELECT {_schema}.delete_document($1, $2, $3, $4)";

    public string ListDocuments => $"""
        SELECT id, etag, body::text FROM {_schema}.document WHERE service = $1 AND collection = $2 AND id > $3 ORDER BY id LIMIT $4
        """;

    public string ListCollections => $"SELECT DISTINCT service, collection FROM {_schema}.document";

    public string AppendEvents => $"SELECT r_outcome, r_position FROM {_schema}.append_events($1, $2, $3, $4, $5, $6, $7)";

    public string ReadEvents => $"""
        SELECT e.position, e.append_id, e.type, e.time, e.data::text
        FROM {_schema}.stream AS s
        JOIN {_schema}.event AS e ON e.stream_id = s.id AND e.position > $3
        WHERE s.service = $1 AND s.name = $2
        ORDER BY e.position
        LIMIT $4
        """;

    /// <summary>
    /// Returns the events after positions $3 up to positions $4, each with the 1-based position of its query. Positions have no gaps.
    /// </summary>
    public string ReadManyEvents => $"""
        SELECT e.position, e.append_id, e.type, e.time, e.data::text, n.ordinal
        FROM unnest($1, $2, $3, $4) WITH ORDINALITY AS n(service, name, after, last, ordinal)
        JOIN {_schema}.stream AS s ON s.service = n.service AND s.name = n.name
        JOIN {_schema}.event AS e ON e.stream_id = s.id AND e.position > n.after AND e.position <= n.last
        ORDER BY n.ordinal, e.position
        """;

    public string ReadPosition => $"SELECT last_position FROM {_schema}.stream WHERE service = $1 AND name = $2";

    public string ListStreams => $"SELECT service, name FROM {_schema}.stream WHERE last_position > 0";

    public string AcquireLeases => $"SELECT r_token, r_expires_at FROM {_schema}.acquire_leases($1, $2, $3, $4) ORDER BY r_ordinal";

    public string RenewLeases => $"SELECT r_token, r_expires_at FROM {_schema}.renew_leases($1, $2, $3, $4, $5) ORDER BY r_ordinal";

    public string ReleaseLeases => $"SELECT r_released FROM {_schema}.release_leases($1, $2, $3, $4) ORDER BY r_ordinal";

    /// <summary>Returns the time in each row. Without a lease, returns a single row of nulls with the time.</summary>
    public string ListLeases => $"""
        WITH clock AS MATERIALIZED (SELECT clock_timestamp() AS now)
        SELECT c.now, l.job, l.owner, l.token, l.expires_at, l.duration_ms
        FROM clock AS c
        LEFT JOIN {_schema}.lease AS l ON l.service = $1 AND l.expires_at > c.now
        """;

    public string ApplyEnrollments => $"""
        SELECT r_superseded, r_enrolled, r_crossed, r_counted, r_duplicates, r_other_variant, r_of_crossed, r_unexposed
        FROM {_schema}.apply_enrollments($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
        """;

    /// <summary>
    /// Reads in one statement, and therefore in one snapshot. Returns a row for each variant and metric, with the 1-based position of its
    /// experiment.
    /// </summary>
    public string Summarize => $"""
        SELECT a.name, a.units, a.crossed, m.name, s.units, s.x, s.xx, s.y, s.yy, s.xy, n.ordinal
        FROM unnest($1, $2) WITH ORDINALITY AS n(service, name, ordinal)
        JOIN {_schema}.experiment AS e ON e.service = n.service AND e.name = n.name AND NOT e.deleted
        JOIN {_schema}.experiment_arm AS a ON a.experiment_id = e.id AND a.units + a.crossed > 0
        LEFT JOIN ({_schema}.arm_sums AS s JOIN {_schema}.experiment_metric AS m ON m.id = s.metric_id) ON s.arm_id = a.id
        """;

    public string GetVariants => $"""
        SELECT a.name
        FROM unnest($3) WITH ORDINALITY AS n(unit, ordinal)
        LEFT JOIN (
          {_schema}.experiment AS e
          JOIN {_schema}.enrolled_unit AS u ON u.experiment_id = e.id
          JOIN {_schema}.experiment_arm AS a ON a.id = u.arm_id
        ) ON e.service = $1 AND e.name = $2 AND NOT e.deleted AND u.unit = n.unit
        ORDER BY n.ordinal
        """;

    public string ReadUnits => $"""
        SELECT u.unit, a.name, u.time, u.crossed
        FROM {_schema}.experiment AS e
        JOIN {_schema}.enrolled_unit AS u ON u.experiment_id = e.id
        JOIN {_schema}.experiment_arm AS a ON a.id = u.arm_id
        WHERE e.service = $1 AND e.name = $2 AND NOT e.deleted
        """;

    public string ListExperiments => $"""
        SELECT e.service, e.name FROM {_schema}.experiment AS e
        WHERE NOT e.deleted AND EXISTS (SELECT FROM {_schema}.experiment_arm AS a WHERE a.experiment_id = e.id AND a.units + a.crossed > 0)
        """;

    /// <summary>
    /// Reads in one statement, and therefore in one snapshot: the rows of <see cref="Summarize"/> for one experiment, and a row for each of
    /// its producers, which has no variant.
    /// </summary>
    public string ReadState => $"""
        WITH e AS (SELECT id FROM {_schema}.experiment WHERE service = $1 AND name = $2 AND NOT deleted)
        SELECT a.name, a.units, a.crossed, m.name, s.units, s.x, s.xx, s.y, s.yy, s.xy,
          NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
        FROM e
        JOIN {_schema}.experiment_arm AS a ON a.experiment_id = e.id AND a.units + a.crossed > 0
        LEFT JOIN ({_schema}.arm_sums AS s JOIN {_schema}.experiment_metric AS m ON m.id = s.metric_id) ON s.arm_id = a.id
        UNION ALL
        SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
          o.producer, o.sequence, o.enrolled, o.crossed, o.counted, o.duplicates, o.other_variant, o.of_crossed, o.unexposed
        FROM e
        JOIN {_schema}.experiment_producer AS o ON o.experiment_id = e.id
        """;

    /// <summary>Returns up to $4 units after $3 in the order of their names, with a row for each value, or one without a value.</summary>
    public string ReadUnitPage => $"""
        SELECT p.unit, a.name, p.time, p.crossed, m.name, v.x, v.y, v.flags
        FROM (
          SELECT u.id, u.unit, u.arm_id, u.time, u.crossed
          FROM {_schema}.enrolled_unit AS u
          WHERE u.experiment_id = (SELECT id FROM {_schema}.experiment WHERE service = $1 AND name = $2 AND NOT deleted) AND u.unit > $3
          ORDER BY u.unit
          LIMIT $4
        ) AS p
        JOIN {_schema}.experiment_arm AS a ON a.id = p.arm_id
        LEFT JOIN ({_schema}.enrolled_value AS v JOIN {_schema}.experiment_metric AS m ON m.id = v.metric_id) ON v.unit_id = p.id
        ORDER BY p.unit
        """;

    public string ImportUnits => $"""
        SELECT r_outcome, r_position, r_discarded
        FROM {_schema}.import_units($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
        """;

    public string FinishImport => $"""
        SELECT r_outcome, r_position, r_discarded
        FROM {_schema}.finish_import(
          $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)
        """;

    public string DeleteExperiment => $"SELECT {_schema}.delete_experiment($1, $2, $3, $4)";

    public string ReadVersions => $"SELECT version, min_reader_version, checksum FROM {_schema}.schema_version ORDER BY version";

    /// <summary>Gets the sketch of bucket b, which is looked up by its key.</summary>
    private string StoredSketch =>
        $"(SELECT k.data FROM {_schema}.sketch AS k WHERE k.series_id = b.series_id AND k.tier = b.tier AND k.start = b.start)";

    /// <summary>
    /// Returns rows of ranges: $1 and $2 name the distinct series; $3, $4 and $5 are the tier and the bounds of the distinct times; $6 is
    /// the place of the series of each range, and $7 that of its time. The buckets of each range are looked up by their key.
    /// </summary>
    private string Ranges(
        string columns, string select, string last, string parameters = "$6, $7", string names = "series, time, place") => $"""
        WITH ids AS MATERIALIZED (
          SELECT n.place, s.id
          FROM unnest($1, $2) WITH ORDINALITY AS n(service, name, place)
          JOIN {_schema}.series AS s ON s.service = n.service AND s.name = n.name
        )
        SELECT q.place::int, {columns}
        FROM unnest({parameters}) WITH ORDINALITY AS q({names})
        JOIN ids ON ids.place = q.series
        CROSS JOIN LATERAL (
          {select}
          FROM {_schema}.bucket AS b
          WHERE b.series_id = ids.id AND b.tier = ($3)[q.time] AND b.start >= ($4)[q.time] AND b.start < ($5)[q.time]
          {last}
        ) AS r
        """;

    private string Trim(string table, string order) => $"""
        WITH old AS MATERIALIZED (
          SELECT b.series_id, b.tier, b.start
          FROM {_schema}.series AS s
          CROSS JOIN LATERAL (
            SELECT * FROM {_schema}.{table} AS o WHERE o.series_id = s.id AND o.tier = $2 AND o.start < $3 ORDER BY o.start LIMIT $4
          ) AS c
          JOIN {_schema}.{table} AS b ON b.series_id = c.series_id AND b.tier = c.tier AND b.start = c.start
          WHERE s.service = $1
          ORDER BY {order}
          LIMIT $4
          FOR UPDATE OF b
        )
        DELETE FROM {_schema}.{table} AS b USING old AS o WHERE b.series_id = o.series_id AND b.tier = o.tier AND b.start = o.start
        """;
}
