-- Schema 1: services, their series, their buckets in two tiers, and how far each producer came.
-- A released script is never edited; changes are new scripts with the next number.

CREATE TABLE service (
  namespace TEXT    NOT NULL,
  service   TEXT    NOT NULL,
  minutes   INTEGER NOT NULL, -- how long minute buckets are kept, in units of 100 ns
  hours     INTEGER NOT NULL, -- how long hour buckets are kept, in units of 100 ns
  horizon   INTEGER,          -- what it was last trimmed by, Unix time in microseconds; NULL when it never was
  trimmed_minutes INTEGER,    -- the retention that it was last trimmed by, in units of 100 ns
  trimmed_hours   INTEGER,
  PRIMARY KEY (namespace, service)
) STRICT, WITHOUT ROWID;

CREATE TABLE series (
  id        INTEGER PRIMARY KEY,
  namespace TEXT NOT NULL,
  service   TEXT NOT NULL,
  name      TEXT NOT NULL,
  UNIQUE (namespace, service, name)
) STRICT;

CREATE TABLE bucket (
  series_id INTEGER NOT NULL,
  tier      INTEGER NOT NULL, -- 0: minute, 1: hour
  start     INTEGER NOT NULL, -- Unix time in seconds
  count     INTEGER NOT NULL,
  good      INTEGER NOT NULL,
  sum       REAL    NOT NULL, -- in units of 1e-7
  min       REAL    NOT NULL, -- means nothing while count is 0
  max       REAL    NOT NULL, -- means nothing while count is 0
  sketch    BLOB,             -- the bytes of a QuantileSketch; last, so that it is not loaded unless asked for
  PRIMARY KEY (series_id, tier, start)
) STRICT, WITHOUT ROWID;

CREATE TABLE producer (
  namespace   TEXT    NOT NULL,
  service     TEXT    NOT NULL,
  producer    TEXT    NOT NULL,
  sequence    INTEGER NOT NULL,
  last_bucket INTEGER,        -- start of the newest minute it ever sent; NULL when it sent none
  PRIMARY KEY (namespace, service, producer)
) STRICT, WITHOUT ROWID;
