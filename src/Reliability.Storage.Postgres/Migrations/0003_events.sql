-- min_reader_version 1
-- Events: streams that only grow, numbered from 1 without gaps.

CREATE TABLE stream (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  service       text COLLATE "C" NOT NULL,
  name          text COLLATE "C" NOT NULL,
  last_position bigint NOT NULL,
  UNIQUE (service, name)
) WITH (fillfactor = 50);
COMMENT ON TABLE stream IS 'Streams of events of services. Who appends locks the row of the stream.';
COMMENT ON COLUMN stream.last_position IS 'The position of the last event; 0 when there is none.';

CREATE TABLE event (
  stream_id bigint NOT NULL,
  position  bigint NOT NULL,
  append_id text COLLATE "C" NOT NULL,
  type      text COLLATE "C" NOT NULL,
  time      timestamptz NOT NULL,
  data      json NOT NULL,
  PRIMARY KEY (stream_id, position)
);
CREATE INDEX event_append ON event (stream_id, append_id);
COMMENT ON TABLE event IS 'Records that never change.';
COMMENT ON COLUMN event.append_id IS 'The append that brought the event; a second one of that id is refused as a duplicate.';
COMMENT ON COLUMN event.time IS 'When it happened, by the clock of the writer.';

CREATE FUNCTION append_events(
  p_service text, p_stream text, p_append_id text, p_expected bigint, p_types text[], p_times timestamptz[], p_data text[],
  OUT r_outcome int, OUT r_position bigint)
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  head stream;
BEGIN
  INSERT INTO stream (service, name, last_position) VALUES (p_service, p_stream, 0) ON CONFLICT (service, name) DO NOTHING;
  SELECT s.* INTO STRICT head FROM stream AS s WHERE s.service = p_service AND s.name = p_stream FOR UPDATE;
  r_position := (SELECT max(e.position) FROM event AS e WHERE e.stream_id = head.id AND e.append_id = p_append_id);
  IF r_position IS NOT NULL THEN
    r_outcome := 1;
    RETURN;
  END IF;
  IF p_expected <> head.last_position THEN
    r_outcome := 2;
    r_position := head.last_position;
    RETURN;
  END IF;

  INSERT INTO event (stream_id, position, append_id, type, time, data)
  SELECT head.id, head.last_position + n.ordinal, p_append_id, n.type, n.time, n.data::json
  FROM unnest(p_types, p_times, p_data) WITH ORDINALITY AS n(type, time, data, ordinal);
  r_outcome := 0;
  r_position := head.last_position + cardinality(p_types);
  UPDATE stream AS s SET last_position = r_position WHERE s.id = head.id;
END
$$;
COMMENT ON FUNCTION append_events IS 'Appends events, all or none. Outcome 0: appended, with the position of the last; 1: appended before, likewise; 2: the stream ends elsewhere than expected, and where.';

CREATE VIEW events AS
SELECT s.service, s.name AS stream, e.position, e.append_id, e.type, e.time, e.data
FROM stream AS s
JOIN event AS e ON e.stream_id = s.id;
COMMENT ON VIEW events IS 'For dashboards: every event of every stream.';
