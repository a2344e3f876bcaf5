-- Schema 2: documents, streams of events, leases.

CREATE TABLE document (
  namespace  TEXT NOT NULL,
  collection TEXT NOT NULL,
  id         TEXT NOT NULL,
  etag       TEXT NOT NULL,
  json       TEXT NOT NULL, -- the very text that was put
  UNIQUE (namespace, collection, id)
) STRICT;

CREATE TABLE event (
  namespace TEXT    NOT NULL,
  stream    TEXT    NOT NULL,
  position  INTEGER NOT NULL, -- from 1 without gaps within a stream
  append_id TEXT    NOT NULL, -- names the append that brought the event
  type      TEXT    NOT NULL,
  time      INTEGER NOT NULL, -- Unix time in microseconds
  json      TEXT    NOT NULL, -- the very text that was appended
  UNIQUE (namespace, stream, position)
) STRICT;

CREATE UNIQUE INDEX event_append ON event (namespace, stream, append_id, position);

CREATE TABLE lease (
  namespace TEXT    NOT NULL,
  name      TEXT    NOT NULL,
  owner     TEXT    NOT NULL,
  token     INTEGER NOT NULL, -- the fencing token; a row is never deleted, so that it only grows
  duration  INTEGER NOT NULL, -- in milliseconds
  expires   INTEGER NOT NULL, -- Unix time in milliseconds; 0 when the lease was released
  PRIMARY KEY (namespace, name)
) STRICT, WITHOUT ROWID;
