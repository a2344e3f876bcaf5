-- min_reader_version 1
-- Enrollments: the first sight of each unit of an experiment, what it did after, and running sums per arm.

CREATE TABLE experiment (
  id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  service text COLLATE "C" NOT NULL,
  name    text COLLATE "C" NOT NULL,
  deleted boolean NOT NULL DEFAULT false
);
CREATE UNIQUE INDEX experiment_name ON experiment (service, name) WHERE NOT deleted;
COMMENT ON TABLE experiment IS 'Experiments that somebody wrote about.';
COMMENT ON COLUMN experiment.deleted IS 'It counts as gone; its rows are being removed.';

CREATE TABLE experiment_arm (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  experiment_id bigint NOT NULL,
  name          text COLLATE "C" NOT NULL,
  units         bigint NOT NULL DEFAULT 0,
  crossed       bigint NOT NULL DEFAULT 0,
  UNIQUE (experiment_id, name)
) WITH (fillfactor = 50);
COMMENT ON TABLE experiment_arm IS 'The arms of experiments.';
COMMENT ON COLUMN experiment_arm.units IS 'How many units were first seen in it, without those that crossed.';
COMMENT ON COLUMN experiment_arm.crossed IS 'How many units were first seen in it and later in another.';

CREATE TABLE experiment_metric (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  experiment_id bigint NOT NULL,
  name          text COLLATE "C" NOT NULL,
  UNIQUE (experiment_id, name)
);
COMMENT ON TABLE experiment_metric IS 'What experiments measure.';

CREATE TABLE arm_sums (
  arm_id    bigint NOT NULL,
  metric_id bigint NOT NULL,
  units     bigint NOT NULL,
  x         double precision NOT NULL,
  xx        double precision NOT NULL,
  y         double precision NOT NULL,
  yy        double precision NOT NULL,
  xy        double precision NOT NULL,
  PRIMARY KEY (arm_id, metric_id)
) WITH (fillfactor = 50);
COMMENT ON TABLE arm_sums IS 'Sums over the units of an arm that have an entry of a metric, without those that crossed: of x, x * x, y, y * y and x * y.';

CREATE TABLE enrolled_unit (
  id            bigint GENERATED ALWAYS AS IDENTITY,
  experiment_id bigint NOT NULL,
  arm_id        bigint NOT NULL,
  time          timestamptz NOT NULL,
  crossed       boolean NOT NULL,
  unit          text COLLATE "C" NOT NULL,
  PRIMARY KEY (experiment_id, unit)
) WITH (fillfactor = 90);
COMMENT ON TABLE enrolled_unit IS 'The units of experiments, each with the arm and the time of its first sight.';
COMMENT ON COLUMN enrolled_unit.crossed IS 'It was seen in another arm since, and counts nowhere.';

CREATE TABLE enrolled_value (
  unit_id   bigint NOT NULL,
  metric_id bigint NOT NULL,
  x         double precision NOT NULL,
  y         double precision NOT NULL,
  flags     int NOT NULL,
  PRIMARY KEY (unit_id, metric_id)
) WITH (fillfactor = 90);
COMMENT ON TABLE enrolled_value IS 'What each unit did of each metric; removed when it crosses.';
COMMENT ON COLUMN enrolled_value.x IS 'The sum of its values.';
COMMENT ON COLUMN enrolled_value.y IS 'The sum of its denominators, or its covariate.';
COMMENT ON COLUMN enrolled_value.flags IS 'Of 1: it has a conversion, 2: its covariate is set, 4: it has a value.';

CREATE TABLE experiment_producer (
  experiment_id bigint NOT NULL,
  producer      text COLLATE "C" NOT NULL,
  sequence      bigint NOT NULL,
  enrolled      int NOT NULL,
  crossed       int NOT NULL,
  counted       int NOT NULL,
  duplicates    int NOT NULL,
  other_variant int NOT NULL,
  of_crossed    int NOT NULL,
  unexposed     int[] NOT NULL,
  PRIMARY KEY (experiment_id, producer)
) WITH (fillfactor = 50);
COMMENT ON TABLE experiment_producer IS 'How far each writer came, and what became of its last batch.';

CREATE FUNCTION multiply(a double precision, b double precision) RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN (abs(a) < '1e-160'::float8 OR abs(b) < '1e-160'::float8)
      AND (abs(a) * '3.599131035634557e162'::float8) * (abs(b) * '3.599131035634557e162'::float8) <= 32 THEN 0
    ELSE a * b
  END
$$;
COMMENT ON FUNCTION multiply IS 'The product of two numbers up to 1e120, which is 0 where it rounds to that instead of a fault (2^540 * 2^540 * 2^-1075 = 32).';

CREATE FUNCTION apply_enrollments(
  p_service text, p_experiment text, p_producer text, p_sequence bigint,
  p_units text[], p_arms int, p_variants text[], p_metrics text[], p_pair_unit int[], p_pair_metric int[],
  p_kind int[], p_unit int[], p_variant int[], p_pair int[], p_value double precision[], p_second double precision[], p_time timestamptz[],
  OUT r_superseded boolean, OUT r_enrolled int, OUT r_crossed int, OUT r_counted int, OUT r_duplicates int,
  OUT r_other_variant int, OUT r_of_crossed int, OUT r_unexposed int[])
LANGUAGE plpgsql SET search_path FROM CURRENT
-- Each row is looked up by its key: a session keeps its plan, which it may have made when the table was small.
SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off SET enable_bitmapscan = off AS $$
DECLARE
  experiment_key bigint;
  last experiment_producer;
  variant_ids bigint[];
  metric_ids bigint[];
  -- Units: 0 not seen, 1 in its arm, 2 crossed.
  ids bigint[];
  arms bigint[];
  times timestamptz[];
  states int[];
  old_times timestamptz[];
  old_states int[];
  -- Pairs of a unit and a metric.
  xs double precision[];
  ys double precision[];
  flags int[];
  old_xs double precision[];
  old_ys double precision[];
  old_flags int[];
  u int;
  p int;
  f int;
  kind int;
  arm bigint;
BEGIN
  -- One batch of an experiment at a time: they write the same sums anyway, and so no two wait for each other.
  PERFORM pg_advisory_xact_lock(hashtextextended(current_schema() || '.' || p_service || E'\n' || p_experiment, 1));
  SELECT e.id INTO experiment_key FROM experiment AS e WHERE e.service = p_service AND e.name = p_experiment AND NOT e.deleted;
  IF NOT FOUND THEN
    INSERT INTO experiment (service, name) VALUES (p_service, p_experiment) RETURNING id INTO experiment_key;
  END IF;

  SELECT * INTO last FROM experiment_producer AS o WHERE o.experiment_id = experiment_key AND o.producer = p_producer;
  r_superseded := coalesce(last.sequence > p_sequence, false);
  IF last.sequence = p_sequence THEN
    r_enrolled := last.enrolled;
    r_crossed := last.crossed;
    r_counted := last.counted;
    r_duplicates := last.duplicates;
    r_other_variant := last.other_variant;
    r_of_crossed := last.of_crossed;
    r_unexposed := last.unexposed;
    RETURN;
  END IF;
  r_enrolled := 0;
  r_crossed := 0;
  r_counted := 0;
  r_duplicates := 0;
  r_other_variant := 0;
  r_of_crossed := 0;
  r_unexposed := '{}';
  IF r_superseded THEN
    RETURN;
  END IF;

  FOR attempt IN 1..2 LOOP
    SELECT array_agg(a.id ORDER BY n.ordinal) INTO variant_ids
    FROM unnest(p_variants) WITH ORDINALITY AS n(name, ordinal)
    LEFT JOIN experiment_arm AS a ON a.experiment_id = experiment_key AND a.name = n.name;
    EXIT WHEN array_position(variant_ids[1:p_arms], NULL) IS NULL;
    INSERT INTO experiment_arm (experiment_id, name)
    SELECT experiment_key, n.name FROM unnest(p_variants[1:p_arms], variant_ids[1:p_arms]) AS n(name, id) WHERE n.id IS NULL;
  END LOOP;
  FOR attempt IN 1..2 LOOP
    SELECT array_agg(m.id ORDER BY n.ordinal) INTO metric_ids
    FROM unnest(p_metrics) WITH ORDINALITY AS n(name, ordinal)
    LEFT JOIN experiment_metric AS m ON m.experiment_id = experiment_key AND m.name = n.name;
    EXIT WHEN array_position(metric_ids, NULL) IS NULL;
    INSERT INTO experiment_metric (experiment_id, name)
    SELECT experiment_key, n.name FROM unnest(p_metrics, metric_ids) AS n(name, id) WHERE n.id IS NULL;
  END LOOP;

  SELECT array_agg(l.id), array_agg(l.arm_id), array_agg(l.time), array_agg(l.state) INTO ids, arms, times, states
  FROM (
    SELECT e.id, e.arm_id, e.time, CASE WHEN e.id IS NULL THEN 0 WHEN e.crossed THEN 2 ELSE 1 END AS state
    FROM unnest(p_units) WITH ORDINALITY AS n(unit, ordinal)
    LEFT JOIN enrolled_unit AS e ON e.experiment_id = experiment_key AND e.unit = n.unit
    ORDER BY n.ordinal
  ) AS l;
  SELECT array_agg(l.x), array_agg(l.y), array_agg(l.flags) INTO xs, ys, flags
  FROM (
    SELECT coalesce(v.x, 0) AS x, coalesce(v.y, 0) AS y, coalesce(v.flags, 0) AS flags
    FROM unnest(p_pair_unit, p_pair_metric) WITH ORDINALITY AS n(unit, metric, ordinal)
    LEFT JOIN enrolled_value AS v ON v.unit_id = ids[n.unit] AND v.metric_id = metric_ids[n.metric]
    ORDER BY n.ordinal
  ) AS l;
  old_times := times;
  old_states := states;
  old_xs := xs;
  old_ys := ys;
  old_flags := flags;

  -- What becomes of each entry, in memory.
  FOR i IN 1..cardinality(p_kind) LOOP
    u := p_unit[i];
    kind := p_kind[i];
    IF kind = 1 THEN
      arm := variant_ids[p_variant[i]];
      IF states[u] = 0 THEN
        states[u] := 1;
        arms[u] := arm;
        times[u] := p_time[i];
        r_enrolled := r_enrolled + 1;
      ELSIF states[u] = 1 AND arms[u] <> arm THEN
        states[u] := 2;
        r_crossed := r_crossed + 1;
      ELSE
        r_duplicates := r_duplicates + 1;
        IF arms[u] = arm AND p_time[i] < times[u] THEN
          times[u] := p_time[i];
        END IF;
      END IF;
    ELSIF states[u] = 0 THEN
      r_unexposed := r_unexposed || (i - 1);
    ELSIF states[u] = 2 THEN
      r_of_crossed := r_of_crossed + 1;
    ELSIF p_variant[i] > 0 AND variant_ids[p_variant[i]] IS DISTINCT FROM arms[u] THEN
      r_other_variant := r_other_variant + 1;
    ELSIF kind <> 4 AND p_time[i] < times[u] THEN
      r_unexposed := r_unexposed || (i - 1);
    ELSE
      p := p_pair[i];
      f := flags[p];
      IF (kind = 2 AND f & 1 = 1) OR (kind = 4 AND f & 2 = 2) THEN
        r_duplicates := r_duplicates + 1;
      ELSE
        xs[p] := xs[p] + p_value[i];
        ys[p] := ys[p] + p_second[i];
        flags[p] := f | CASE kind WHEN 2 THEN 1 WHEN 4 THEN 2 ELSE 4 END;
        r_counted := r_counted + 1;
      END IF;
    END IF;
  END LOOP;

  IF r_enrolled > 0 THEN
    INSERT INTO enrolled_unit (experiment_id, unit, arm_id, time, crossed)
    SELECT experiment_key, n.unit, n.arm, n.time, n.state = 2
    FROM unnest(p_units, arms, times, states, old_states) AS n(unit, arm, time, state, old_state)
    WHERE n.old_state = 0 AND n.state > 0;
    SELECT array_agg(e.id ORDER BY n.ordinal) INTO ids
    FROM unnest(p_units) WITH ORDINALITY AS n(unit, ordinal)
    LEFT JOIN enrolled_unit AS e ON e.experiment_id = experiment_key AND e.unit = n.unit;
  END IF;
  IF r_crossed + r_duplicates > 0 THEN
    UPDATE enrolled_unit AS e SET time = n.time, crossed = n.state = 2
    FROM unnest(p_units, times, states, old_times, old_states) AS n(unit, time, state, old_time, old_state)
    WHERE e.experiment_id = experiment_key AND e.unit = n.unit AND n.old_state > 0 AND (n.time <> n.old_time OR n.state <> n.old_state);
  END IF;
  IF r_enrolled + r_crossed > 0 THEN
    UPDATE experiment_arm AS a SET units = a.units + d.units, crossed = a.crossed + d.crossed
    FROM (
      SELECT n.arm, sum((n.state = 1)::int - (n.old_state = 1)::int) AS units, sum((n.state = 2)::int - (n.old_state = 2)::int) AS crossed
      FROM unnest(arms, states, old_states) AS n(arm, state, old_state)
      WHERE n.state <> n.old_state
      GROUP BY n.arm
    ) AS d
    WHERE a.id = d.arm;
  END IF;
  IF r_counted + r_crossed > 0 THEN
    INSERT INTO arm_sums AS s (arm_id, metric_id, units, x, xx, y, yy, xy)
    SELECT d.arm, d.metric, sum(d.units), sum(d.x), sum(d.xx), sum(d.y), sum(d.yy), sum(d.xy)
    FROM (
      SELECT
        arms[n.unit] AS arm, metric_ids[n.metric] AS metric, (n.old_flags = 0)::int AS units,
        n.x - n.old_x AS x, multiply(n.x, n.x) - multiply(n.old_x, n.old_x) AS xx,
        n.y - n.old_y AS y, multiply(n.y, n.y) - multiply(n.old_y, n.old_y) AS yy,
        multiply(n.x, n.y) - multiply(n.old_x, n.old_y) AS xy
      FROM unnest(p_pair_unit, p_pair_metric, xs, ys, flags, old_xs, old_ys, old_flags) AS n(unit, metric, x, y, flags, old_x, old_y, old_flags)
      WHERE states[n.unit] = 1 AND (n.flags, n.x, n.y) <> (n.old_flags, n.old_x, n.old_y)
      UNION ALL
      SELECT n.arm, v.metric_id, -1, -v.x, -multiply(v.x, v.x), -v.y, -multiply(v.y, v.y), -multiply(v.x, v.y)
      FROM unnest(ids, arms, states, old_states) AS n(id, arm, state, old_state)
      JOIN enrolled_value AS v ON v.unit_id = n.id
      WHERE n.state = 2 AND n.old_state = 1
    ) AS d
    GROUP BY d.arm, d.metric
    ON CONFLICT (arm_id, metric_id) DO UPDATE SET
      units = s.units + excluded.units,
      x = s.x + excluded.x,
      xx = s.xx + excluded.xx,
      y = s.y + excluded.y,
      yy = s.yy + excluded.yy,
      xy = s.xy + excluded.xy;
  END IF;
  IF r_counted > 0 THEN
    INSERT INTO enrolled_value AS v (unit_id, metric_id, x, y, flags)
    SELECT ids[n.unit], metric_ids[n.metric], n.x, n.y, n.flags
    FROM unnest(p_pair_unit, p_pair_metric, xs, ys, flags, old_xs, old_ys, old_flags) AS n(unit, metric, x, y, flags, old_x, old_y, old_flags)
    WHERE states[n.unit] = 1 AND (n.flags, n.x, n.y) <> (n.old_flags, n.old_x, n.old_y)
    ON CONFLICT (unit_id, metric_id) DO UPDATE SET x = excluded.x, y = excluded.y, flags = excluded.flags;
  END IF;
  IF r_crossed > 0 THEN
    DELETE FROM enrolled_value AS v USING unnest(ids, states, old_states) AS n(id, state, old_state)
    WHERE v.unit_id = n.id AND n.state = 2 AND n.old_state = 1;
    -- Nothing is left of what rounding left.
    DELETE FROM arm_sums AS s WHERE s.arm_id = ANY (arms) AND s.units = 0;
  END IF;

  INSERT INTO experiment_producer AS o (
    experiment_id, producer, sequence, enrolled, crossed, counted, duplicates, other_variant, of_crossed, unexposed)
  VALUES (
    experiment_key, p_producer, p_sequence, r_enrolled, r_crossed, r_counted, r_duplicates, r_other_variant, r_of_crossed, r_unexposed)
  ON CONFLICT (experiment_id, producer) DO UPDATE SET
    sequence = excluded.sequence, enrolled = excluded.enrolled, crossed = excluded.crossed, counted = excluded.counted,
    duplicates = excluded.duplicates, other_variant = excluded.other_variant, of_crossed = excluded.of_crossed, unexposed = excluded.unexposed;
END
$$;
COMMENT ON FUNCTION apply_enrollments IS 'Applies the entries of a batch in their order, whole, and tells what became of them; the last batch of a producer once more is answered as it was.';

CREATE FUNCTION delete_experiment(p_service text, p_experiment text, p_first boolean, p_limit bigint) RETURNS boolean
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  experiment_key bigint;
  gone bigint[];
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(current_schema() || '.' || p_service || E'\n' || p_experiment, 1));
  IF p_first THEN
    UPDATE experiment AS e SET deleted = true WHERE e.service = p_service AND e.name = p_experiment AND NOT e.deleted;
  END IF;
  SELECT min(e.id) INTO experiment_key FROM experiment AS e WHERE e.service = p_service AND e.name = p_experiment AND e.deleted;
  IF experiment_key IS NULL THEN
    RETURN true;
  END IF;

  WITH removed AS (
    DELETE FROM enrolled_unit AS e WHERE e.experiment_id = experiment_key AND e.unit IN (
      SELECT o.unit FROM enrolled_unit AS o WHERE o.experiment_id = experiment_key ORDER BY o.unit LIMIT p_limit)
    RETURNING e.id
  )
  SELECT array_agg(r.id) INTO gone FROM removed AS r;
  DELETE FROM enrolled_value AS v WHERE v.unit_id = ANY (gone);
  IF cardinality(gone) < p_limit OR gone IS NULL THEN
    DELETE FROM arm_sums AS s USING experiment_arm AS a WHERE s.arm_id = a.id AND a.experiment_id = experiment_key;
    DELETE FROM experiment_arm AS a WHERE a.experiment_id = experiment_key;
    DELETE FROM experiment_metric AS m WHERE m.experiment_id = experiment_key;
    DELETE FROM experiment_producer AS o WHERE o.experiment_id = experiment_key;
    DELETE FROM experiment AS e WHERE e.id = experiment_key;
  END IF;
  RETURN false;
END
$$;
COMMENT ON FUNCTION delete_experiment IS 'Makes an experiment count as gone with the first call, and removes so many of its units with every call; true when nothing is left.';

CREATE VIEW experiments AS
SELECT
  e.service, e.name AS experiment, a.name AS variant, a.units, a.crossed,
  m.name AS metric, s.units AS metric_units, s.x, s.xx, s.y, s.yy, s.xy, s.x / nullif(a.units, 0) AS mean
FROM experiment AS e
JOIN experiment_arm AS a ON a.experiment_id = e.id AND a.units + a.crossed > 0
LEFT JOIN (arm_sums AS s JOIN experiment_metric AS m ON m.id = s.metric_id) ON s.arm_id = a.id
WHERE NOT e.deleted;
COMMENT ON VIEW experiments IS 'For dashboards: a row for each arm and metric, and one for an arm without any; mean is that of x over all units of the arm.';
