-- min_reader_version 1
-- Services, their series with buckets in three tiers, and how far each producer came.
-- A released script is never edited; changes are new scripts with the next number.

CREATE TABLE service (
  name            text COLLATE "C" NOT NULL PRIMARY KEY,
  day_zone        text COLLATE "C",
  minutes         bigint,
  hours           bigint,
  days            bigint,
  minute_sketches bigint,
  hour_sketches   bigint,
  day_sketches    bigint,
  CHECK (num_nulls(minutes, hours, days, minute_sketches, hour_sketches, day_sketches) IN (0, 6))
);
COMMENT ON TABLE service IS 'The time zone of the days of each service, and how long its buckets are kept: for ever if the retention is null.';
COMMENT ON COLUMN service.day_zone IS 'The IANA name of the time zone in which days lie; null until a bucket was added. It never changes.';
COMMENT ON COLUMN service.minutes IS 'How long buckets of minutes are kept, in units of 100 ns, as the other columns.';
COMMENT ON COLUMN service.hours IS 'How long buckets of hours are kept.';
COMMENT ON COLUMN service.days IS 'How long buckets of days are kept.';
COMMENT ON COLUMN service.minute_sketches IS 'How long the distributions of minutes are kept.';
COMMENT ON COLUMN service.hour_sketches IS 'How long the distributions of hours are kept.';
COMMENT ON COLUMN service.day_sketches IS 'How long the distributions of days are kept.';

CREATE TABLE series (
  id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  service text COLLATE "C" NOT NULL,
  name    text COLLATE "C" NOT NULL,
  UNIQUE (service, name)
);
COMMENT ON TABLE series IS 'What a service measures under one name. Rows stay when their buckets are gone.';

-- The buckets of the present are updated with every flush. A page that is half empty takes the next version of all its rows
-- without touching the index (a heap-only tuple), and gives the space of the last one back by itself.
-- Sketches of usual size stay in their row as they are: compressing them with every update would cost more than all else.
CREATE TABLE bucket (
  series_id bigint           NOT NULL,
  start     timestamptz      NOT NULL,
  count     bigint           NOT NULL,
  good      bigint           NOT NULL,
  sum       double precision NOT NULL,
  min       double precision NOT NULL,
  max       double precision NOT NULL,
  tier      smallint         NOT NULL,
  sketch    int[],
  PRIMARY KEY (series_id, tier, start)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05, toast_tuple_target = 4080);
COMMENT ON TABLE bucket IS 'What happened to a series in a minute, an hour or a day; all tiers hold the same events. A count of 0 says: measured, and nothing happened.';
COMMENT ON COLUMN bucket.start IS 'When the minute, hour or day starts. Days lie in the time zone of the service.';
COMMENT ON COLUMN bucket.sum IS 'The sum of the values in units of 1e-7 (100 ns for durations): whole numbers, exact below 2^53.';
COMMENT ON COLUMN bucket.min IS 'The least value; means nothing while count is 0.';
COMMENT ON COLUMN bucket.max IS 'The greatest value; means nothing while count is 0.';
COMMENT ON COLUMN bucket.tier IS '0: minute, 1: hour, 2: day.';
COMMENT ON COLUMN bucket.sketch IS 'The distribution as {scale, lowest index, highest index, bin..., count of bin...}. A bin is 2 * index for positive values, 2 * index + 1 for negative ones, 2147483647 for zeros; index i holds magnitudes in (b^i, b^(i+1)] with b = 2^(2^-scale). Entries of one bin add up.';

CREATE TABLE producer (
  service     text COLLATE "C" NOT NULL,
  producer    text COLLATE "C" NOT NULL,
  sequence    bigint NOT NULL,
  last_bucket timestamptz,
  PRIMARY KEY (service, producer)
) WITH (fillfactor = 50);
COMMENT ON TABLE producer IS 'How far each writer came: a batch up to this sequence has been added and is refused as a duplicate.';
COMMENT ON COLUMN producer.last_bucket IS 'The newest minute that it ever sent; null when it sent none.';

CREATE FUNCTION add_counts(a bigint, b bigint) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN a > 9223372036854775807 - b THEN 9223372036854775807 ELSE a + b END
$$;
COMMENT ON FUNCTION add_counts IS 'The sum of two numbers from 0, which stops at the end of the range.';

CREATE FUNCTION add_sums(a double precision, b double precision) RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN a > 0 AND b >= 1.7976931348623157e308 - a THEN 1.7976931348623157e308
    WHEN a < 0 AND b <= -1.7976931348623157e308 - a THEN -1.7976931348623157e308
    ELSE a + b
  END
$$;
COMMENT ON FUNCTION add_sums IS 'The sum of two finite numbers, which stops at the ends of the range.';

CREATE FUNCTION sketch_merge(a int[], b int[]) RETURNS int[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  full_entry constant int := 2147483647;
  zero_bin constant int := 2147483647;
  size_a constant int := (cardinality(a) - 3) / 2;
  size_b constant int := (cardinality(b) - 3) / 2;
  bins_a constant int[] := a[4:size_a + 3];
  counts_a int[] := a[size_a + 4:];
  scale int := least(a[1], b[1]);
  lowest int := least(a[2], b[2]);
  highest int := greatest(a[3], b[3]);
  bins int[] := '{}';
  counts int[] := '{}';
  place int;
  total bigint;
BEGIN
  -- The usual case costs what b holds, however much a holds: known bins grow in place, others go to the end.
  IF a[1] = b[1] AND highest - lowest < 2048 THEN
    FOR i IN 4..size_b + 3 LOOP
      place := array_position(bins_a, b[i]);
      IF place IS NULL THEN
        bins := bins || b[i];
        counts := counts || b[size_b + i];
      ELSE
        total := counts_a[place]::bigint + b[size_b + i];
        IF total > full_entry THEN
          bins := bins || b[i];
          counts := counts || full_entry;
          total := total - full_entry;
        END IF;
        counts_a[place] := total;
      END IF;
    END LOOP;
    RETURN ARRAY[scale, lowest, highest] || bins_a || bins || counts_a || counts;
  END IF;

  -- Another scale, or maybe too wide: everything anew. A side of more than 2048 bins is made coarser.
  LOOP
    SELECT array_agg(g.bin), array_agg(least(g.total - n.before, full_entry)::int)
    INTO bins, counts
    FROM (
      SELECT
        CASE WHEN u.bin = zero_bin THEN zero_bin ELSE ((u.bin >> 1 >> u.steps) << 1) | (u.bin & 1) END AS bin,
        sum(u.count) AS total
      FROM (
        SELECT x.bin, x.count, a[1] - scale AS steps FROM unnest(bins_a, counts_a) AS x(bin, count)
        UNION ALL
        SELECT x.bin, x.count, b[1] - scale FROM unnest(b[4:size_b + 3], b[size_b + 4:]) AS x(bin, count)
      ) AS u
      GROUP BY 1
    ) AS g
    CROSS JOIN LATERAL generate_series(0, g.total - 1, full_entry) AS n(before);
    EXIT WHEN NOT EXISTS (
      SELECT FROM unnest(bins) AS x(bin) WHERE x.bin <> zero_bin
      GROUP BY x.bin & 1 HAVING max(x.bin >> 1) - min(x.bin >> 1) >= 2048);
    scale := scale - 1;
  END LOOP;
  SELECT coalesce(min(x.bin >> 1), 0), coalesce(max(x.bin >> 1), 0) INTO lowest, highest FROM unnest(bins) AS x(bin) WHERE x.bin <> zero_bin;
  RETURN ARRAY[scale, lowest, highest] || bins || counts;
END
$$;
COMMENT ON FUNCTION sketch_merge IS 'Two distributions as one; see bucket.sketch.';

CREATE FUNCTION add_to_buckets(
  p_ids bigint[], p_series int[], p_tier smallint[], p_start timestamptz[], p_count bigint[], p_good bigint[],
  p_sum double precision[], p_min double precision[], p_max double precision[], p_sketch text[])
RETURNS void LANGUAGE plpgsql
-- Each row is looked up by its key: a session keeps its plan, which it may have made when the table was small.
SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off SET enable_bitmapscan = off AS $$
DECLARE
  updated int;
BEGIN
  -- Nearly all buckets of a flush exist, and an update costs a good deal less than an insert with a conflict.
  UPDATE bucket AS b SET
    count = add_counts(b.count, d.count),
    good = add_counts(b.good, d.good),
    sum = add_sums(b.sum, d.sum),
    min = CASE WHEN b.count = 0 THEN d.min WHEN d.count = 0 THEN b.min ELSE least(b.min, d.min) END,
    max = CASE WHEN b.count = 0 THEN d.max WHEN d.count = 0 THEN b.max ELSE greatest(b.max, d.max) END,
    sketch = CASE
      WHEN d.sketch IS NULL THEN b.sketch
      WHEN b.sketch IS NULL THEN d.sketch::int[]
      ELSE sketch_merge(b.sketch, d.sketch::int[])
    END
  FROM unnest(p_series, p_tier, p_start, p_count, p_good, p_sum, p_min, p_max, p_sketch)
    AS d(series, tier, start, count, good, sum, min, max, sketch)
  WHERE b.series_id = p_ids[d.series] AND b.tier = d.tier AND b.start = d.start;

  GET DIAGNOSTICS updated = ROW_COUNT;
  IF updated < cardinality(p_series) THEN
    INSERT INTO bucket (series_id, tier, start, count, good, sum, min, max, sketch)
    SELECT p_ids[d.series], d.tier, d.start, d.count, d.good, d.sum, d.min, d.max, d.sketch::int[]
    FROM unnest(p_series, p_tier, p_start, p_count, p_good, p_sum, p_min, p_max, p_sketch)
      AS d(series, tier, start, count, good, sum, min, max, sketch)
    WHERE NOT EXISTS (SELECT FROM bucket AS b WHERE b.series_id = p_ids[d.series] AND b.tier = d.tier AND b.start = d.start);
  END IF;
END
$$;
COMMENT ON FUNCTION add_to_buckets IS 'Adds to buckets of one service, which nobody else may add to meanwhile.';

CREATE FUNCTION append_batch(
  p_service text, p_producer text, p_sequence bigint, p_day_zone text, p_last_bucket timestamptz, p_names text[],
  p_series int[], p_tier smallint[], p_start timestamptz[], p_count bigint[], p_good bigint[],
  p_sum double precision[], p_min double precision[], p_max double precision[], p_sketch text[],
  OUT r_outcome int, OUT r_day_zone text)
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  applied constant int := 0;
  duplicate constant int := 1;
  other_zone constant int := 2;
  ids bigint[];
BEGIN
  -- One batch of a service at a time: its producers write the same rows anyway, and so no two wait for each other.
  PERFORM pg_advisory_xact_lock(hashtextextended(current_schema() || '.' || p_service, 0));
  r_outcome := applied;
  IF cardinality(p_names) > 0 THEN
    SELECT s.day_zone INTO r_day_zone FROM service AS s WHERE s.name = p_service;
    IF r_day_zone <> p_day_zone THEN
      r_outcome := CASE
        WHEN EXISTS (SELECT FROM producer AS p WHERE p.service = p_service AND p.producer = p_producer AND p.sequence >= p_sequence)
        THEN duplicate
        ELSE other_zone
      END;
      RETURN;
    END IF;
  END IF;

  INSERT INTO producer AS p (service, producer, sequence, last_bucket)
  VALUES (p_service, p_producer, p_sequence, p_last_bucket)
  ON CONFLICT (service, producer) DO UPDATE SET
    sequence = excluded.sequence,
    last_bucket = greatest(p.last_bucket, excluded.last_bucket)
  WHERE excluded.sequence > p.sequence;
  IF NOT FOUND THEN
    r_outcome := duplicate;
    RETURN;
  END IF;

  IF cardinality(p_names) = 0 THEN
    RETURN;
  END IF;

  IF r_day_zone IS NULL THEN
    r_day_zone := p_day_zone;
    INSERT INTO service (name, day_zone) VALUES (p_service, p_day_zone)
    ON CONFLICT (name) DO UPDATE SET day_zone = excluded.day_zone;
  END IF;

  FOR attempt IN 1..2 LOOP
    SELECT array_agg(s.id ORDER BY n.ordinal) INTO ids
    FROM unnest(p_names) WITH ORDINALITY AS n(name, ordinal)
    LEFT JOIN series AS s ON s.service = p_service AND s.name = n.name;
    EXIT WHEN array_position(ids, NULL) IS NULL;
    INSERT INTO series (service, name)
    SELECT p_service, n.name FROM unnest(p_names, ids) AS n(name, id) WHERE n.id IS NULL;
  END LOOP;

  PERFORM add_to_buckets(ids, p_series, p_tier, p_start, p_count, p_good, p_sum, p_min, p_max, p_sketch);
END
$$;
COMMENT ON FUNCTION append_batch IS 'Adds a batch and its sequence, whole, and returns 0; changes nothing and returns 1 when the sequence is not newer than the last, or 2 when the days of the service lie in another time zone, with that zone.';

-- The series of a score names its scale, and each score is worth its share of it, as in a budget. All others count whole events. What was
-- abandoned, and the failures that latency leaves out, have series of their own, and are no events of a budget.
CREATE VIEW budget_by_hour AS
SELECT
  s.service,
  s.name AS series,
  b.start AS hour,
  b.count AS total,
  g.good,
  b.count - g.good AS bad,
  g.good / nullif(b.count, 0) AS good_ratio,
  b.sum / 1e7 / nullif(b.count, 0) AS mean,
  CASE WHEN b.count > 0 THEN b.min END AS min,
  CASE WHEN b.count > 0 THEN b.max END AS max
FROM series AS s
CROSS JOIN LATERAL (SELECT substring(s.name FROM ' \(score of ([0-9.E+-]+)\)$')::numeric AS scale) AS score
JOIN bucket AS b ON b.series_id = s.id AND b.tier = 1
CROSS JOIN LATERAL (
  SELECT CASE
    WHEN score.scale IS NULL THEN b.good
    ELSE least(greatest(CASE WHEN abs(b.sum) < 9e18 THEN b.sum::bigint::numeric ELSE b.sum::numeric END / 10000000 / score.scale, 0), b.count)
  END AS good
) AS g
WHERE s.name NOT LIKE '% (abandoned)' AND s.name NOT LIKE '% (failed)';
COMMENT ON VIEW budget_by_hour IS 'For dashboards: a row for each hour in which a series was measured, good and bad as budgets count them; ratio, mean, min and max are null when nothing happened in it.';
