-- min_reader_version 1
-- Imports of experiments from another store: units are staged page by page, and the experiment appears with the last page.
-- A staged experiment is a row of experiment whose name ends with a line break and 'import', which no reader asks for. Its arms count no
-- units yet, so that it is in no list either.

ALTER TABLE experiment ADD COLUMN import text;
ALTER TABLE experiment ADD COLUMN import_position text NOT NULL DEFAULT '';
COMMENT ON COLUMN experiment.import IS 'Of a staged or imported experiment: which source it comes from, in which state.';
COMMENT ON COLUMN experiment.import_position IS 'Of a staged experiment: where the next page begins; empty for the first.';

CREATE FUNCTION open_import(
  p_service text, p_experiment text, p_import text, p_after text,
  OUT r_outcome int, OUT r_position text, OUT r_discarded boolean, OUT r_key bigint)
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  staged experiment;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(current_schema() || '.' || p_service || E'\n' || p_experiment, 1));
  PERFORM pg_advisory_xact_lock(hashtextextended(current_schema() || '.' || p_service || E'\n' || p_experiment || E'\nimport', 1));
  r_position := '';
  r_discarded := false;
  SELECT CASE WHEN e.import = p_import THEN 2 ELSE 3 END INTO r_outcome FROM experiment AS e
  WHERE e.service = p_service AND e.name = p_experiment AND NOT e.deleted;
  r_outcome := coalesce(r_outcome, 1);
  SELECT * INTO staged FROM experiment AS e
  WHERE e.service = p_service AND e.name = p_experiment || E'\nimport' AND NOT e.deleted;
  IF staged.id IS NOT NULL AND (r_outcome > 1 OR staged.import <> p_import) THEN
    UPDATE experiment AS e SET deleted = true WHERE e.id = staged.id;
    r_discarded := true;
    staged := NULL;
  END IF;
  IF r_outcome > 1 THEN
    RETURN;
  END IF;
  IF staged.id IS NULL THEN
    INSERT INTO experiment (service, name, import) VALUES (p_service, p_experiment || E'\nimport', p_import) RETURNING * INTO staged;
  END IF;
  r_position := staged.import_position;
  IF staged.import_position = p_after THEN
    r_key := staged.id;
  END IF;
END
$$;
COMMENT ON FUNCTION open_import IS 'Finds or begins the import of an experiment, and tells where it is; the key only if that is where the page begins. Outcomes: 1 staged, 2 imported, 3 the experiment has data, 4 incomplete.';

CREATE FUNCTION import_units(
  p_service text, p_experiment text, p_import text, p_after text, p_position text,
  p_units text[], p_variants text[], p_times timestamptz[], p_crossed boolean[],
  p_value_unit int[], p_value_metric text[], p_x double precision[], p_y double precision[], p_flags int[],
  OUT r_outcome int, OUT r_position text, OUT r_discarded boolean)
LANGUAGE plpgsql SET search_path FROM CURRENT
SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off SET enable_bitmapscan = off AS $$
DECLARE
  opened record;
BEGIN
  SELECT * INTO opened FROM open_import(p_service, p_experiment, p_import, p_after);
  r_outcome := opened.r_outcome;
  r_position := opened.r_position;
  r_discarded := opened.r_discarded;
  IF opened.r_key IS NULL THEN
    RETURN;
  END IF;

  INSERT INTO experiment_arm (experiment_id, name) SELECT DISTINCT opened.r_key, n.name FROM unnest(p_variants) AS n(name)
  ON CONFLICT (experiment_id, name) DO NOTHING;
  INSERT INTO experiment_metric (experiment_id, name) SELECT DISTINCT opened.r_key, n.name FROM unnest(p_value_metric) AS n(name)
  ON CONFLICT (experiment_id, name) DO NOTHING;
  INSERT INTO enrolled_unit (experiment_id, unit, arm_id, time, crossed)
  SELECT opened.r_key, n.unit, a.id, n.time, n.crossed
  FROM unnest(p_units, p_variants, p_times, p_crossed) AS n(unit, variant, time, crossed)
  JOIN experiment_arm AS a ON a.experiment_id = opened.r_key AND a.name = n.variant
  ON CONFLICT (experiment_id, unit) DO NOTHING;
  INSERT INTO enrolled_value (unit_id, metric_id, x, y, flags)
  SELECT e.id, m.id, n.x, n.y, n.flags
  FROM unnest(p_value_unit, p_value_metric, p_x, p_y, p_flags) AS n(unit, metric, x, y, flags)
  JOIN enrolled_unit AS e ON e.experiment_id = opened.r_key AND e.unit = p_units[n.unit]
  JOIN experiment_metric AS m ON m.experiment_id = opened.r_key AND m.name = n.metric
  ON CONFLICT (unit_id, metric_id) DO NOTHING;
  UPDATE experiment AS e SET import_position = p_position WHERE e.id = opened.r_key AND e.import_position <> p_position;
  r_position := p_position;
END
$$;
COMMENT ON FUNCTION import_units IS 'Stages a page of units if the import is where the page begins; a unit that is staged already stays as it is.';

CREATE FUNCTION finish_import(
  p_service text, p_experiment text, p_import text, p_after text, p_count bigint,
  p_sum_arm text[], p_sum_metric text[], p_sum_units bigint[],
  p_x double precision[], p_xx double precision[], p_y double precision[], p_yy double precision[], p_xy double precision[],
  p_producers text[], p_sequences bigint[], p_enrolled int[], p_crossed int[], p_counted int[], p_duplicates int[],
  p_other_variant int[], p_of_crossed int[], p_unexposed text[],
  OUT r_outcome int, OUT r_position text, OUT r_discarded boolean)
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  opened record;
  staged bigint;
BEGIN
  SELECT * INTO opened FROM open_import(p_service, p_experiment, p_import, p_after);
  r_outcome := opened.r_outcome;
  r_position := opened.r_position;
  r_discarded := opened.r_discarded;
  IF opened.r_key IS NULL THEN
    RETURN;
  END IF;

  UPDATE experiment_arm AS a SET units = d.units, crossed = d.crossed
  FROM (
    SELECT e.arm_id, count(*) FILTER (WHERE NOT e.crossed) AS units, count(*) FILTER (WHERE e.crossed) AS crossed
    FROM enrolled_unit AS e WHERE e.experiment_id = opened.r_key GROUP BY e.arm_id
  ) AS d
  WHERE a.id = d.arm_id;
  SELECT coalesce(sum(a.units + a.crossed), 0) INTO staged FROM experiment_arm AS a WHERE a.experiment_id = opened.r_key;
  IF staged <> p_count THEN
    UPDATE experiment AS e SET deleted = true WHERE e.id = opened.r_key;
    r_outcome := 4;
    r_discarded := true;
    RETURN;
  END IF;

  INSERT INTO experiment_metric (experiment_id, name) SELECT DISTINCT opened.r_key, n.name FROM unnest(p_sum_metric) AS n(name)
  ON CONFLICT (experiment_id, name) DO NOTHING;
  INSERT INTO arm_sums (arm_id, metric_id, units, x, xx, y, yy, xy)
  SELECT a.id, m.id, n.units, n.x, n.xx, n.y, n.yy, n.xy
  FROM unnest(p_sum_arm, p_sum_metric, p_sum_units, p_x, p_xx, p_y, p_yy, p_xy) AS n(arm, metric, units, x, xx, y, yy, xy)
  JOIN experiment_arm AS a ON a.experiment_id = opened.r_key AND a.name = n.arm
  JOIN experiment_metric AS m ON m.experiment_id = opened.r_key AND m.name = n.metric;
  INSERT INTO experiment_producer (
    experiment_id, producer, sequence, enrolled, crossed, counted, duplicates, other_variant, of_crossed, unexposed)
  SELECT
    opened.r_key, n.producer, n.sequence, n.enrolled, n.crossed, n.counted, n.duplicates, n.other_variant, n.of_crossed, n.unexposed::int[]
  FROM unnest(
    p_producers, p_sequences, p_enrolled, p_crossed, p_counted, p_duplicates, p_other_variant, p_of_crossed, p_unexposed)
    AS n(producer, sequence, enrolled, crossed, counted, duplicates, other_variant, of_crossed, unexposed);
  UPDATE experiment AS e SET name = p_experiment, import_position = '' WHERE e.id = opened.r_key;
  r_outcome := 2;
END
$$;
COMMENT ON FUNCTION finish_import IS 'Shows a staged experiment with its sums and producers, if it has as many units as the source counted; otherwise discards it.';
