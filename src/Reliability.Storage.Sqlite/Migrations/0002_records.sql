-- Schema 2: documents, streams of events, and leases.
-- A released script is never edited; changes are new scripts with the next number.

CREATE TABLE document (
  namespace  TEXT NOT NULL,
  service    TEXT NOT NULL,
  collection TEXT NOT NULL,
  id         TEXT NOT NULL,
  etag       TEXT NOT NULL,
  json       TEXT NOT NULL,
  PRIMARY KEY (namespace, service, collection, id)
) STRICT;

CREATE TABLE stream (
  id        INTEGER PRIMARY KEY,
  namespace TEXT NOT NULL,
  service   TEXT NOT NULL,
  name      TEXT NOT NULL,
  UNIQUE (namespace, service, name)
) STRICT;

CREATE TABLE event (
  stream_id INTEGER NOT NULL,
  position  INTEGER NOT NULL, -- 1 for the first of a stream, without gaps
  append_id TEXT    NOT NULL,
  type      TEXT    NOT NULL,
  time      INTEGER NOT NULL, -- Unix time in microseconds
  json      TEXT    NOT NULL,
  PRIMARY KEY (stream_id, position)
) STRICT;

CREATE INDEX event_append ON event (stream_id, append_id, position);

-- The leases that are in force: one that was released is deleted, and one that expired by the next acquisition.
CREATE TABLE lease (
  token      INTEGER PRIMARY KEY AUTOINCREMENT, -- never given twice, also after the lease is gone
  namespace  TEXT    NOT NULL,
  service    TEXT    NOT NULL,
  job        TEXT    NOT NULL,
  owner      TEXT    NOT NULL,
  duration   INTEGER NOT NULL, -- milliseconds
  expires_at INTEGER NOT NULL, -- Unix time in milliseconds by SQLite's clock
  UNIQUE (namespace, service, job)
) STRICT;
