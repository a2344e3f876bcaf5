-- min_reader_version 1
-- Services, their series with buckets and sketches in three tiers, the journal of sketches, and how far each producer came.
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
CREATE TABLE bucket (
  series_id bigint           NOT NULL,
  start     timestamptz      NOT NULL,
  count     bigint           NOT NULL,
  good      bigint           NOT NULL,
  sum       double precision NOT NULL,
  min       double precision NOT NULL,
  max       double precision NOT NULL,
  tier      smallint         NOT NULL,
  PRIMARY KEY (series_id, tier, start)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05);
COMMENT ON TABLE bucket IS 'What happened to a series in a minute, an hour or a day; all tiers hold the same events. A count of 0 says: measured, and nothing happened.';
COMMENT ON COLUMN bucket.start IS 'When the minute, hour or day starts. Days lie in the time zone of the service.';
COMMENT ON COLUMN bucket.sum IS 'The sum of the values in units of 1e-7 (100 ns for durations): whole numbers, exact below 2^53.';
COMMENT ON COLUMN bucket.min IS 'The least value; means nothing while count is 0.';
COMMENT ON COLUMN bucket.max IS 'The greatest value; means nothing while count is 0.';
COMMENT ON COLUMN bucket.tier IS '0: minute, 1: hour, 2: day.';

-- Sketches are compact already, so the server never compresses them, and closed minutes never change, so pages are full.
CREATE TABLE sketch (
  series_id bigint      NOT NULL,
  start     timestamptz NOT NULL,
  tier      smallint    NOT NULL,
  data      bytea       NOT NULL,
  PRIMARY KEY (series_id, tier, start)
) WITH (fillfactor = 100, autovacuum_vacuum_scale_factor = 0.05);
ALTER TABLE sketch ALTER COLUMN data SET STORAGE EXTERNAL;
COMMENT ON TABLE sketch IS 'The distribution of the values of a bucket, without what is still in the journal.';
COMMENT ON COLUMN sketch.data IS 'Opaque bytes, which only the library reads and merges.';

-- A fold takes the rows of a minute, so the table is small and nearly all of its rows are dead: vacuum goes by their number.
CREATE TABLE journal (
  id      bigint GENERATED ALWAYS AS IDENTITY,
  service text COLLATE "C" NOT NULL,
  chunk   smallint         NOT NULL,
  data    bytea            NOT NULL,
  PRIMARY KEY (service, chunk, id)
) WITH (
  toast_tuple_target = 8160,
  autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_insert_threshold = -1,
  autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 5000,
  toast.autovacuum_vacuum_scale_factor = 0, toast.autovacuum_vacuum_threshold = 5000, toast.autovacuum_vacuum_insert_threshold = -1
);
ALTER TABLE journal ALTER COLUMN data SET STORAGE EXTERNAL;
COMMENT ON TABLE journal IS 'The sketches of batches that were not yet added to those of the buckets. Readers add them.';
COMMENT ON COLUMN journal.chunk IS 'One sixteenth of the series of the service, by their names.';
COMMENT ON COLUMN journal.data IS 'Opaque bytes: the sketches of one batch and chunk.';

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

CREATE FUNCTION add_to_buckets(
  p_ids bigint[], p_series int[], p_tier smallint[], p_start timestamptz[], p_count bigint[], p_good bigint[],
  p_sum double precision[], p_min double precision[], p_max double precision[])
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
    max = CASE WHEN b.count = 0 THEN d.max WHEN d.count = 0 THEN b.max ELSE greatest(b.max, d.max) END
  FROM unnest(p_series, p_tier, p_start, p_count, p_good, p_sum, p_min, p_max)
    AS d(series, tier, start, count, good, sum, min, max)
  WHERE b.series_id = p_ids[d.series] AND b.tier = d.tier AND b.start = d.start;

  GET DIAGNOSTICS updated = ROW_COUNT;
  IF updated < cardinality(p_series) THEN
    INSERT INTO bucket (series_id, tier, start, count, good, sum, min, max)
    SELECT p_ids[d.series], d.tier, d.start, d.count, d.good, d.sum, d.min, d.max
    FROM unnest(p_series, p_tier, p_start, p_count, p_good, p_sum, p_min, p_max)
      AS d(series, tier, start, count, good, sum, min, max)
    WHERE NOT EXISTS (SELECT FROM bucket AS b WHERE b.series_id = p_ids[d.series] AND b.tier = d.tier AND b.start = d.start);
  END IF;
END
$$;
COMMENT ON FUNCTION add_to_buckets IS 'Adds to buckets of one service, which nobody else may add to meanwhile.';

CREATE FUNCTION append_batch(
  p_service text, p_producer text, p_sequence bigint, p_day_zone text, p_last_bucket timestamptz, p_names text[],
  p_series int[], p_tier smallint[], p_start timestamptz[], p_count bigint[], p_good bigint[],
  p_sum double precision[], p_min double precision[], p_max double precision[], p_chunk smallint[], p_entry bytea[],
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

  PERFORM add_to_buckets(ids, p_series, p_tier, p_start, p_count, p_good, p_sum, p_min, p_max);
  IF cardinality(p_chunk) > 0 THEN
    INSERT INTO journal (service, chunk, data) SELECT p_service, e.chunk, e.data FROM unnest(p_chunk, p_entry) AS e(chunk, data);
  END IF;
END
$$;
COMMENT ON FUNCTION append_batch IS 'Adds a batch and its sequence, whole, and returns 0; changes nothing and returns 1 when the sequence is not newer than the last, or 2 when the days of the service lie in another time zone, with that zone.';

CREATE FUNCTION take_journal(p_service text, p_chunk smallint, p_last bigint, p_max_rows bigint, p_max_bytes bigint)
RETURNS SETOF bytea LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  last bigint;
BEGIN
  -- One fold of a chunk at a time, until its transaction ends; another one leaves the chunk to it. Each statement below sees
  -- what the last one committed.
  IF NOT pg_try_advisory_xact_lock(hashtextextended(current_schema() || '.' || p_service, 1 + p_chunk)) THEN
    RETURN;
  END IF;

  SELECT max(n.id) INTO last
  FROM (
    SELECT j.id, sum(octet_length(j.data)) OVER (ORDER BY j.id) - octet_length(j.data) AS before
    FROM journal AS j
    WHERE j.service = p_service AND j.chunk = p_chunk AND j.id <= p_last
    ORDER BY j.id
    LIMIT p_max_rows
  ) AS n
  WHERE n.before < p_max_bytes;
  RETURN QUERY
  DELETE FROM journal AS j WHERE j.service = p_service AND j.chunk = p_chunk AND j.id <= last RETURNING j.data;
END
$$;
COMMENT ON FUNCTION take_journal IS 'Removes the oldest entries of a chunk and returns them, for a fold that writes their sums in the same transaction. Returns none while another fold has the chunk.';

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
