namespace Reliability.Storage.Postgres.Internal;

/// <summary>Every statement of the store, in the words of one schema, whose name was checked and is quoted. Values are always parameters.</summary>
internal sealed class PostgresSql(string schema)
{
    public const string FindSchema = """
        SELECT current_setting('server_encoding'), EXISTS (
          SELECT FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
          WHERE n.nspname = $1 AND c.relname = 'schema_version')
        """;

    /// <summary>One line for each table ($2), right and function ($3) that is missing in schema $1.</summary>
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

    private readonly string _schema = SchemaName.Quote(schema);

    public string AppendBatch => $"SELECT {_schema}.append_batch($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";

    /// <summary>One statement, and so one snapshot; a sketch that is not asked for is not loaded.</summary>
    public string ReadBuckets => $"""
        SELECT b.start, b.count, b.good, b.sum, b.min, b.max, CASE WHEN $6 THEN b.sketch END
        FROM {_schema}.series AS s
        JOIN {_schema}.bucket AS b ON b.series_id = s.id AND b.tier = $3 AND b.start >= $4 AND b.start < $5
        WHERE s.service = $1 AND s.name = $2
        ORDER BY b.start
        """;

    public string ReadSequence => $"SELECT sequence FROM {_schema}.producer WHERE service = $1 AND producer = $2";

    public string ListSeries => $"SELECT service, name FROM {_schema}.series";

    public string ListProducers => $"SELECT service, producer, sequence FROM {_schema}.producer";

    /// <summary>Removes at most $3 buckets of tier $1 that start before $2, locked in the order in which writers lock them.</summary>
    public string TrimBuckets => $"""
        WITH old AS MATERIALIZED (
          SELECT b.series_id, b.tier, b.start
          FROM {_schema}.series AS s
          CROSS JOIN LATERAL (
            SELECT * FROM {_schema}.bucket AS o WHERE o.series_id = s.id AND o.tier = $1 AND o.start < $2 ORDER BY o.start LIMIT $3
          ) AS c
          JOIN {_schema}.bucket AS b ON b.series_id = c.series_id AND b.tier = c.tier AND b.start = c.start
          ORDER BY s.service, s.name, b.start
          LIMIT $3
          FOR UPDATE OF b
        )
        DELETE FROM {_schema}.bucket AS b USING old AS o WHERE b.series_id = o.series_id AND b.tier = o.tier AND b.start = o.start
        """;

    /// <summary>Forgets the producers whose newest minute starts before $1, the oldest hour that is kept.</summary>
    public string TrimProducers => $"DELETE FROM {_schema}.producer WHERE last_bucket < $1";

    public string GetDocument => $"SELECT etag, body::text FROM {_schema}.document WHERE collection = $1 AND id = $2";

    /// <summary>Writes, or finds that this very write was made before; otherwise no row.</summary>
    public string CreateDocument => $"""
        INSERT INTO {_schema}.document AS d (collection, id, etag, body) VALUES ($1, $2, $3, $4::json)
        ON CONFLICT (collection, id) DO UPDATE SET etag = d.etag WHERE d.etag = excluded.etag
        """;

    /// <summary>Writes, or writes once more what this very write had written; otherwise no row.</summary>
    public string ReplaceDocument => $"""
        UPDATE {_schema}.document SET etag = $3, body = $4::json WHERE collection = $1 AND id = $2 AND etag IN ($3, $5)
        """;

    public string DeleteDocument => $"SELECT {_schema}.delete_document($1, $2, $3)";

    public string ListDocuments => $"""
        SELECT id, etag, body::text FROM {_schema}.document WHERE collection = $1 AND id > $2 ORDER BY id LIMIT $3
        """;

    public string ListCollections => $"SELECT DISTINCT collection FROM {_schema}.document";

    public string AppendEvents => $"SELECT r_outcome, r_position FROM {_schema}.append_events($1, $2, $3, $4, $5, $6)";

    public string ReadEvents => $"""
        SELECT e.position, e.append_id, e.type, e.time, e.data::text
        FROM {_schema}.stream AS s
        JOIN {_schema}.event AS e ON e.stream_id = s.id AND e.position > $2
        WHERE s.name = $1
        ORDER BY e.position
        LIMIT $3
        """;

    public string ReadPosition => $"SELECT last_position FROM {_schema}.stream WHERE name = $1";

    public string ListStreams => $"SELECT name FROM {_schema}.stream WHERE last_position > 0";

    /// <summary>A row when the lease was free or the owner's own. The clock is read after the row is locked.</summary>
    public string AcquireLease => $"""
        INSERT INTO {_schema}.lease AS l (name, owner, token, expires_at, duration_ms)
        VALUES ($1, $2, 1, clock_timestamp() + $3 * interval '1 ms', $3)
        ON CONFLICT (name) DO UPDATE SET
          owner = excluded.owner,
          token = CASE WHEN l.owner = excluded.owner AND l.expires_at > clock_timestamp() THEN l.token ELSE l.token + 1 END,
          expires_at = clock_timestamp() + excluded.duration_ms * interval '1 ms',
          duration_ms = excluded.duration_ms
        WHERE l.owner = excluded.owner OR l.expires_at <= clock_timestamp()
        RETURNING owner, token, expires_at, duration_ms
        """;

    public string RenewLease => $"""
        UPDATE {_schema}.lease SET expires_at = clock_timestamp() + $4 * interval '1 ms', duration_ms = $4
        WHERE name = $1 AND owner = $2 AND token = $3 AND expires_at > clock_timestamp()
        RETURNING owner, token, expires_at, duration_ms
        """;

    /// <summary>The row stays, so that the next token is greater.</summary>
    public string ReleaseLease => $"""
        UPDATE {_schema}.lease SET expires_at = '-infinity'
        WHERE name = $1 AND owner = $2 AND token = $3 AND expires_at > clock_timestamp()
        """;

    public string GetLease => $"""
        SELECT owner, token, expires_at, duration_ms FROM {_schema}.lease WHERE name = $1 AND expires_at > clock_timestamp()
        """;

    public string ApplyEnrollments => $"""
        SELECT r_superseded, r_enrolled, r_crossed, r_counted, r_duplicates, r_other_variant, r_of_crossed, r_unexposed
        FROM {_schema}.apply_enrollments($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
        """;

    /// <summary>One statement, and so one snapshot; a row for each arm and metric.</summary>
    public string Summarize => $"""
        SELECT a.name, a.units, a.crossed, m.name, s.units, s.x, s.xx, s.y, s.yy, s.xy
        FROM {_schema}.experiment AS e
        JOIN {_schema}.experiment_arm AS a ON a.experiment_id = e.id AND a.units + a.crossed > 0
        LEFT JOIN ({_schema}.arm_sums AS s JOIN {_schema}.experiment_metric AS m ON m.id = s.metric_id) ON s.arm_id = a.id
        WHERE e.service = $1 AND e.name = $2 AND NOT e.deleted
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

    public string DeleteExperiment => $"SELECT {_schema}.delete_experiment($1, $2, $3, $4)";

    public string ReadVersions => $"SELECT version, min_reader_version, checksum FROM {_schema}.schema_version ORDER BY version";
}
