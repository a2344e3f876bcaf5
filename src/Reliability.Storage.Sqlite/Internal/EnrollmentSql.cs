namespace Reliability.Storage.Sqlite.Internal;

/// <summary>Every statement of the enrollment store.</summary>
internal static class EnrollmentSql
{
    public const string FindExperiment = """
        SELECT id FROM experiment WHERE namespace = $namespace AND service = $service AND key = $key
        """;

    public const string AddExperiment = """
        INSERT INTO experiment (namespace, service, key) VALUES ($namespace, $service, $key) RETURNING id
        """;

    public const string ListExperiments = """
        SELECT service, key FROM experiment AS e
        WHERE namespace = $namespace AND EXISTS (SELECT 1 FROM unit WHERE experiment_id = e.id)
        """;

    public const string FindProducer = """
        SELECT sequence, result FROM enrollment_producer WHERE experiment_id = $experiment AND producer = $producer
        """;

    public const string PutProducer = """
        INSERT INTO enrollment_producer (experiment_id, producer, sequence, result) VALUES ($experiment, $producer, $sequence, $result)
        ON CONFLICT DO UPDATE SET sequence = excluded.sequence, result = excluded.result
        """;

    public const string FindUnit = """
        SELECT id, variant, time, crossed FROM unit WHERE experiment_id = $experiment AND name = $unit
        """;

    public const string AddUnit = """
        INSERT INTO unit (experiment_id, name, variant, time) VALUES ($experiment, $unit, $variant, $time)
        """;

    public const string AddToArm = """
        INSERT INTO arm (experiment_id, variant, units) VALUES ($experiment, $variant, 1)
        ON CONFLICT DO UPDATE SET units = units + 1
        """;

    public const string MoveUnit = """
        UPDATE unit SET time = $time WHERE id = $unit
        """;

    public const string CrossUnit = """
        UPDATE unit SET crossed = 1 WHERE id = $unit
        """;

    public const string CountCrossed = """
        UPDATE experiment SET crossed = crossed + 1 WHERE id = $experiment
        """;

    public const string LeaveArm = """
        UPDATE arm SET units = units - 1 WHERE experiment_id = $experiment AND variant = $variant
        """;

    public const string ReadUnitMetrics = """
        SELECT metric, x, y FROM unit_metric WHERE unit_id = $unit
        """;

    public const string DropUnitMetrics = """
        DELETE FROM unit_metric WHERE unit_id = $unit
        """;

    public const string FindUnitMetric = """
        SELECT x, y, first, covariate FROM unit_metric WHERE unit_id = $unit AND metric = $metric
        """;

    public const string PutUnitMetric = """
        INSERT INTO unit_metric (unit_id, metric, x, y, first, covariate) VALUES ($unit, $metric, $x, $y, $first, $covariate)
        ON CONFLICT DO UPDATE SET x = excluded.x, y = excluded.y, first = excluded.first, covariate = excluded.covariate
        """;

    /// <summary>Adds differences to the sums of a variant, which stay finite.</summary>
    public const string ChangeArmMetric = """
        INSERT INTO arm_metric (arm_id, metric, units, x, xx, y, yy, xy)
        SELECT id, $metric, $units, $x, $xx, $y, $yy, $xy FROM arm WHERE experiment_id = $experiment AND variant = $variant
        ON CONFLICT DO UPDATE SET
          units = units + excluded.units,
          x = max(-$greatest, min($greatest, x + excluded.x)),
          xx = max(-$greatest, min($greatest, xx + excluded.xx)),
          y = max(-$greatest, min($greatest, y + excluded.y)),
          yy = max(-$greatest, min($greatest, yy + excluded.yy)),
          xy = max(-$greatest, min($greatest, xy + excluded.xy))
        """;

    /// <summary>Removes the sums of a variant that has no units left, and with them any rounding error.</summary>
    public const string DropEmptyArmMetric = """
        DELETE FROM arm_metric
        WHERE arm_id = (SELECT id FROM arm WHERE experiment_id = $experiment AND variant = $variant) AND metric = $metric AND units = 0
        """;

    /// <summary>
    /// Reads in one statement, and therefore in one snapshot: a row for each variant and metric, and a row without a variant for crossed
    /// units.
    /// </summary>
    public const string Summarize = """
        SELECT NULL, crossed, NULL, 0, 0, 0, 0, 0, 0 FROM experiment WHERE namespace = $namespace AND service = $service AND key = $key
        UNION ALL
        SELECT a.variant, a.units, m.metric, m.units, m.x, m.xx, m.y, m.yy, m.xy
        FROM experiment AS e
        JOIN arm AS a ON a.experiment_id = e.id
        LEFT JOIN arm_metric AS m ON m.arm_id = a.id
        WHERE e.namespace = $namespace AND e.service = $service AND e.key = $key
        """;

    public const string FindVariant = """
        SELECT variant FROM unit WHERE experiment_id = $experiment AND name = $unit
        """;

    public const string ReadUnits = """
        SELECT u.name, u.variant, u.time, u.crossed
        FROM experiment AS e
        JOIN unit AS u ON u.experiment_id = e.id
        WHERE e.namespace = $namespace AND e.service = $service AND e.key = $key
        """;

    public const string ReadProducers = """
        SELECT o.producer, o.sequence, o.result
        FROM experiment AS e
        JOIN enrollment_producer AS o ON o.experiment_id = e.id
        WHERE e.namespace = $namespace AND e.service = $service AND e.key = $key
        """;

    /// <summary>
    /// Reads a page of units in the order of their names, with a row for each metric, or one row for a unit without any.
    /// </summary>
    public const string ReadPage = """
        SELECT p.name, p.variant, p.time, p.crossed, m.metric, m.x, m.y, m.first, m.covariate
        FROM (
          SELECT u.id, u.name, u.variant, u.time, u.crossed
          FROM experiment AS e
          JOIN unit AS u ON u.experiment_id = e.id AND u.name > $after
          WHERE e.namespace = $namespace AND e.service = $service AND e.key = $key
          ORDER BY u.name
          LIMIT $limit
        ) AS p
        LEFT JOIN unit_metric AS m ON m.unit_id = p.id
        ORDER BY p.name
        """;

    public const string FindImport = """
        SELECT import, position FROM enrollment_import WHERE experiment_id = $experiment
        """;

    public const string PutImport = """
        INSERT INTO enrollment_import (experiment_id, import, position) VALUES ($experiment, $import, $position)
        ON CONFLICT DO UPDATE SET position = excluded.position
        """;

    public const string StageUnit = """
        INSERT INTO unit (experiment_id, name, variant, time, crossed) VALUES ($experiment, $unit, $variant, $time, $crossed)
        ON CONFLICT DO NOTHING
        RETURNING id
        """;

    public const string CountUnits = """
        SELECT count(*) FROM unit WHERE experiment_id = $experiment
        """;

    public const string AddArm = """
        INSERT INTO arm (experiment_id, variant, units) VALUES ($experiment, $variant, $units) RETURNING id
        """;

    public const string AddArmMetric = """
        INSERT INTO arm_metric (arm_id, metric, units, x, xx, y, yy, xy) VALUES ($arm, $metric, $units, $x, $xx, $y, $yy, $xy)
        """;

    /// <summary>Shows a staged experiment to readers.</summary>
    public const string Publish = """
        UPDATE experiment SET namespace = $namespace, crossed = $crossed WHERE id = $experiment
        """;

    /// <summary>Deletes all data of an experiment, in this order.</summary>
    public static readonly string[] Delete =
    [
        "DELETE FROM unit_metric WHERE unit_id IN (SELECT id FROM unit WHERE experiment_id = $experiment)",
        "DELETE FROM unit WHERE experiment_id = $experiment",
        "DELETE FROM arm_metric WHERE arm_id IN (SELECT id FROM arm WHERE experiment_id = $experiment)",
        "DELETE FROM arm WHERE experiment_id = $experiment",
        "DELETE FROM enrollment_producer WHERE experiment_id = $experiment",
        "DELETE FROM enrollment_import WHERE experiment_id = $experiment",
        "DELETE FROM experiment WHERE id = $experiment",
    ];
}
