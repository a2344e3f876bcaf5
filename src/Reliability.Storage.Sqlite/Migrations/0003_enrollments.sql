-- Schema 3: experiments: their units, what each did, and running sums per arm.
-- A released script is never edited; changes are new scripts with the next number.

CREATE TABLE experiment (
  id        INTEGER PRIMARY KEY AUTOINCREMENT, -- never given twice, also after a deletion
  namespace TEXT    NOT NULL,
  service   TEXT    NOT NULL,
  key       TEXT    NOT NULL,
  crossed   INTEGER NOT NULL DEFAULT 0,
  UNIQUE (namespace, service, key)
) STRICT;

CREATE TABLE arm (
  id            INTEGER PRIMARY KEY,
  experiment_id INTEGER NOT NULL,
  variant       TEXT    NOT NULL,
  units         INTEGER NOT NULL, -- without crossed ones
  UNIQUE (experiment_id, variant)
) STRICT;

CREATE TABLE arm_metric (
  arm_id INTEGER NOT NULL,
  metric TEXT    NOT NULL,
  units  INTEGER NOT NULL,
  x      REAL    NOT NULL,
  xx     REAL    NOT NULL,
  y      REAL    NOT NULL,
  yy     REAL    NOT NULL,
  xy     REAL    NOT NULL,
  PRIMARY KEY (arm_id, metric)
) STRICT, WITHOUT ROWID;

CREATE TABLE unit (
  id            INTEGER PRIMARY KEY,
  experiment_id INTEGER NOT NULL,
  name          TEXT    NOT NULL,
  variant       TEXT    NOT NULL, -- the arm that it was first seen in
  time          INTEGER NOT NULL, -- Unix time in milliseconds
  crossed       INTEGER NOT NULL DEFAULT 0,
  UNIQUE (experiment_id, name)
) STRICT;

CREATE TABLE unit_metric (
  unit_id   INTEGER NOT NULL,
  metric    TEXT    NOT NULL,
  x         REAL    NOT NULL,
  y         REAL    NOT NULL,
  first     INTEGER NOT NULL, -- whether an entry of this kind was counted
  covariate INTEGER NOT NULL, -- likewise
  PRIMARY KEY (unit_id, metric)
) STRICT, WITHOUT ROWID;

CREATE TABLE enrollment_producer (
  experiment_id INTEGER NOT NULL,
  producer      TEXT    NOT NULL,
  sequence      INTEGER NOT NULL,
  result        TEXT    NOT NULL, -- six counts, comma-separated, then the places of what was unexposed
  PRIMARY KEY (experiment_id, producer)
) STRICT, WITHOUT ROWID;
