-- Schema 1: services, their series, their buckets and sketches in three tiers, and how far each producer came.
-- A released script is never edited; changes are new scripts with the next number.

CREATE TABLE service (
  id        INTEGER PRIMARY KEY,
  namespace TEXT NOT NULL,
  service   TEXT NOT NULL,
  zone      TEXT,    -- the IANA name of the time zone of its days; NULL until the first batch with deltas
  retention TEXT,    -- how long minutes, hours, days and the sketches of each are kept, six numbers in units of 100 ns; NULL: for ever
  horizon   INTEGER, -- what it was last trimmed by, Unix time in microseconds; NULL when it never was
  trimmed   TEXT,    -- the retention that it was last trimmed by
  UNIQUE (namespace, service)
) STRICT;

CREATE TABLE series (
  id        INTEGER PRIMARY KEY,
  namespace TEXT NOT NULL,
  service   TEXT NOT NULL,
  name      TEXT NOT NULL,
  UNIQUE (namespace, service, name)
) STRICT;

CREATE TABLE bucket (
  series_id INTEGER NOT NULL,
  tier      INTEGER NOT NULL, -- 0: minute, 1: hour, 2: day in the time zone of the service
  start     INTEGER NOT NULL, -- Unix time in seconds
  count     INTEGER NOT NULL,
  good      INTEGER NOT NULL,
  sum       REAL    NOT NULL, -- in units of 1e-7
  min       REAL    NOT NULL, -- means nothing while count is 0
  max       REAL    NOT NULL, -- means nothing while count is 0
  PRIMARY KEY (series_id, tier, start)
) STRICT, WITHOUT ROWID;

-- The sketches of buckets, as far as they are folded.
CREATE TABLE sketch (
  series_id INTEGER NOT NULL,
  tier      INTEGER NOT NULL,
  start     INTEGER NOT NULL,
  data      BLOB    NOT NULL, -- the bytes of a QuantileSketch
  PRIMARY KEY (series_id, tier, start)
) STRICT, WITHOUT ROWID;

-- The sketches of batches that are not folded yet.
CREATE TABLE journal (
  service_id INTEGER NOT NULL,
  chunk      INTEGER NOT NULL, -- the chunk of the series of the service, from 0 to 15
  id         INTEGER NOT NULL, -- rises within a chunk
  data       BLOB    NOT NULL, -- an entry of a SketchJournal
  PRIMARY KEY (service_id, chunk, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE producer (
  namespace   TEXT    NOT NULL,
  service     TEXT    NOT NULL,
  producer    TEXT    NOT NULL,
  sequence    INTEGER NOT NULL,
  last_bucket INTEGER,        -- start of the newest minute it ever sent; NULL when it sent none
  PRIMARY KEY (namespace, service, producer)
) STRICT, WITHOUT ROWID;
