SET TimeZone TO 'UTC';

-- arm_sums: arm_id bigint not null, metric_id bigint not null, units bigint not null, x double precision not null, xx double precision not null, y double precision not null, yy double precision not null, xy double precision not null
INSERT INTO arm_sums (arm_id, metric_id, units, x, xx, y, yy, xy) OVERRIDING SYSTEM VALUE VALUES (1, 1, 1, 1, 1, 0, 0, 0);
INSERT INTO arm_sums (arm_id, metric_id, units, x, xx, y, yy, xy) OVERRIDING SYSTEM VALUE VALUES (1, 2, 1, 0, 0, 4, 16, 0);
INSERT INTO arm_sums (arm_id, metric_id, units, x, xx, y, yy, xy) OVERRIDING SYSTEM VALUE VALUES (2, 2, 1, 2.5, 6.25, 2, 4, 5);
INSERT INTO arm_sums (arm_id, metric_id, units, x, xx, y, yy, xy) OVERRIDING SYSTEM VALUE VALUES (3, 3, 1, 1, 1, 0, 0, 0);
INSERT INTO arm_sums (arm_id, metric_id, units, x, xx, y, yy, xy) OVERRIDING SYSTEM VALUE VALUES (3, 4, 1, 0, 0, 4, 16, 0);
INSERT INTO arm_sums (arm_id, metric_id, units, x, xx, y, yy, xy) OVERRIDING SYSTEM VALUE VALUES (4, 4, 1, 2.5, 6.25, 2, 4, 5);

-- bucket: series_id bigint not null, start timestamp with time zone not null, count bigint not null, good bigint not null, sum double precision not null, min double precision not null, max double precision not null, tier smallint not null
INSERT INTO bucket (series_id, start, count, good, sum, min, max, tier) OVERRIDING SYSTEM VALUE VALUES (1, '2026-02-28 18:15:00+00', 4, 3, 37500000, 0.25, 2, 2);
INSERT INTO bucket (series_id, start, count, good, sum, min, max, tier) OVERRIDING SYSTEM VALUE VALUES (1, '2026-03-01 12:00:00+00', 4, 3, 37500000, 0.25, 2, 0);
INSERT INTO bucket (series_id, start, count, good, sum, min, max, tier) OVERRIDING SYSTEM VALUE VALUES (1, '2026-03-01 12:00:00+00', 4, 3, 37500000, 0.25, 2, 1);
INSERT INTO bucket (series_id, start, count, good, sum, min, max, tier) OVERRIDING SYSTEM VALUE VALUES (2, '2026-02-28 18:15:00+00', 3, 3, 0, 0, 0, 2);
INSERT INTO bucket (series_id, start, count, good, sum, min, max, tier) OVERRIDING SYSTEM VALUE VALUES (2, '2026-03-01 06:00:00+00', 3, 3, 0, 0, 0, 0);
INSERT INTO bucket (series_id, start, count, good, sum, min, max, tier) OVERRIDING SYSTEM VALUE VALUES (2, '2026-03-01 06:00:00+00', 3, 3, 0, 0, 0, 1);

-- document: service text not null, collection text not null, id text not null, etag text not null, body json not null
INSERT INTO document (service, collection, id, etag, body) OVERRIDING SYSTEM VALUE VALUES ('shop', 'debt', 'slow-query', '22222222222222222222222222222222', '{"effort":"low"}');
INSERT INTO document (service, collection, id, etag, body) OVERRIDING SYSTEM VALUE VALUES ('shop', 'slos', 'checkout', '11111111111111111111111111111111', '{"target":99.9,"name":"Kasse – Zürich"}');

-- enrolled_unit: id bigint not null identity, experiment_id bigint not null, arm_id bigint not null, time timestamp with time zone not null, crossed boolean not null, unit text not null
INSERT INTO enrolled_unit (id, experiment_id, arm_id, time, crossed, unit) OVERRIDING SYSTEM VALUE VALUES (1, 1, 1, '2026-03-01 12:00:00.25+00', false, 'u1');
INSERT INTO enrolled_unit (id, experiment_id, arm_id, time, crossed, unit) OVERRIDING SYSTEM VALUE VALUES (2, 1, 2, '2026-03-01 12:00:00.25+00', false, 'u2');
INSERT INTO enrolled_unit (id, experiment_id, arm_id, time, crossed, unit) OVERRIDING SYSTEM VALUE VALUES (3, 1, 1, '2026-03-01 12:00:00.25+00', true, 'u3');
INSERT INTO enrolled_unit (id, experiment_id, arm_id, time, crossed, unit) OVERRIDING SYSTEM VALUE VALUES (4, 2, 3, '2026-03-01 12:00:00.25+00', false, 'u1');
INSERT INTO enrolled_unit (id, experiment_id, arm_id, time, crossed, unit) OVERRIDING SYSTEM VALUE VALUES (5, 2, 4, '2026-03-01 12:00:00.25+00', false, 'u2');
INSERT INTO enrolled_unit (id, experiment_id, arm_id, time, crossed, unit) OVERRIDING SYSTEM VALUE VALUES (6, 2, 3, '2026-03-01 12:00:00.25+00', true, 'u3');
INSERT INTO enrolled_unit (id, experiment_id, arm_id, time, crossed, unit) OVERRIDING SYSTEM VALUE VALUES (7, 3, 5, '2026-03-01 12:00:00.25+00', false, 'u1');
SELECT setval(pg_get_serial_sequence('enrolled_unit', 'id'), 7);

-- enrolled_value: unit_id bigint not null, metric_id bigint not null, x double precision not null, y double precision not null, flags integer not null
INSERT INTO enrolled_value (unit_id, metric_id, x, y, flags) OVERRIDING SYSTEM VALUE VALUES (1, 1, 1, 0, 1);
INSERT INTO enrolled_value (unit_id, metric_id, x, y, flags) OVERRIDING SYSTEM VALUE VALUES (1, 2, 0, 4, 2);
INSERT INTO enrolled_value (unit_id, metric_id, x, y, flags) OVERRIDING SYSTEM VALUE VALUES (2, 2, 2.5, 2, 4);
INSERT INTO enrolled_value (unit_id, metric_id, x, y, flags) OVERRIDING SYSTEM VALUE VALUES (4, 3, 1, 0, 1);
INSERT INTO enrolled_value (unit_id, metric_id, x, y, flags) OVERRIDING SYSTEM VALUE VALUES (4, 4, 0, 4, 2);
INSERT INTO enrolled_value (unit_id, metric_id, x, y, flags) OVERRIDING SYSTEM VALUE VALUES (5, 4, 2.5, 2, 4);
INSERT INTO enrolled_value (unit_id, metric_id, x, y, flags) OVERRIDING SYSTEM VALUE VALUES (7, 7, 1, 0, 1);
INSERT INTO enrolled_value (unit_id, metric_id, x, y, flags) OVERRIDING SYSTEM VALUE VALUES (7, 8, 0, 4, 2);

-- event: stream_id bigint not null, position bigint not null, append_id text not null, type text not null, time timestamp with time zone not null, data json not null
INSERT INTO event (stream_id, position, append_id, type, time, data) OVERRIDING SYSTEM VALUE VALUES (1, 1, 'append-1', 'opened', '2026-03-01 12:00:00.123456+00', '{"by":"Zoë","text":"it''s\n\"slow\""}');
INSERT INTO event (stream_id, position, append_id, type, time, data) OVERRIDING SYSTEM VALUE VALUES (1, 2, 'append-1', 'closed', '2026-03-01 12:01:00+00', '{}');

-- experiment: id bigint not null identity, service text not null, name text not null, deleted boolean not null, import text, import_position text not null
INSERT INTO experiment (id, service, name, deleted, import, import_position) OVERRIDING SYSTEM VALUE VALUES (1, 'shop', 'button', false, NULL, '');
INSERT INTO experiment (id, service, name, deleted, import, import_position) OVERRIDING SYSTEM VALUE VALUES (2, 'shop', 'banner', false, 'import-1', '');
INSERT INTO experiment (id, service, name, deleted, import, import_position) OVERRIDING SYSTEM VALUE VALUES (3, 'shop', 'basket
import', false, 'import-2', 'page-2');
SELECT setval(pg_get_serial_sequence('experiment', 'id'), 3);

-- experiment_arm: id bigint not null identity, experiment_id bigint not null, name text not null, units bigint not null, crossed bigint not null
INSERT INTO experiment_arm (id, experiment_id, name, units, crossed) OVERRIDING SYSTEM VALUE VALUES (1, 1, 'a', 1, 1);
INSERT INTO experiment_arm (id, experiment_id, name, units, crossed) OVERRIDING SYSTEM VALUE VALUES (2, 1, 'b', 1, 0);
INSERT INTO experiment_arm (id, experiment_id, name, units, crossed) OVERRIDING SYSTEM VALUE VALUES (3, 2, 'a', 1, 1);
INSERT INTO experiment_arm (id, experiment_id, name, units, crossed) OVERRIDING SYSTEM VALUE VALUES (4, 2, 'b', 1, 0);
INSERT INTO experiment_arm (id, experiment_id, name, units, crossed) OVERRIDING SYSTEM VALUE VALUES (5, 3, 'a', 0, 0);
SELECT setval(pg_get_serial_sequence('experiment_arm', 'id'), 5);

-- experiment_metric: id bigint not null identity, experiment_id bigint not null, name text not null
INSERT INTO experiment_metric (id, experiment_id, name) OVERRIDING SYSTEM VALUE VALUES (1, 1, 'buy');
INSERT INTO experiment_metric (id, experiment_id, name) OVERRIDING SYSTEM VALUE VALUES (2, 1, 'spent');
INSERT INTO experiment_metric (id, experiment_id, name) OVERRIDING SYSTEM VALUE VALUES (3, 2, 'buy');
INSERT INTO experiment_metric (id, experiment_id, name) OVERRIDING SYSTEM VALUE VALUES (4, 2, 'spent');
INSERT INTO experiment_metric (id, experiment_id, name) OVERRIDING SYSTEM VALUE VALUES (7, 3, 'buy');
INSERT INTO experiment_metric (id, experiment_id, name) OVERRIDING SYSTEM VALUE VALUES (8, 3, 'spent');
SELECT setval(pg_get_serial_sequence('experiment_metric', 'id'), 8);

-- experiment_producer: experiment_id bigint not null, producer text not null, sequence bigint not null, enrolled integer not null, crossed integer not null, counted integer not null, duplicates integer not null, other_variant integer not null, of_crossed integer not null, unexposed integer[] not null
INSERT INTO experiment_producer (experiment_id, producer, sequence, enrolled, crossed, counted, duplicates, other_variant, of_crossed, unexposed) OVERRIDING SYSTEM VALUE VALUES (1, 'host-1', 3, 3, 1, 3, 1, 1, 1, '{7}');
INSERT INTO experiment_producer (experiment_id, producer, sequence, enrolled, crossed, counted, duplicates, other_variant, of_crossed, unexposed) OVERRIDING SYSTEM VALUE VALUES (2, 'host-1', 3, 3, 1, 3, 1, 1, 1, '{7}');

-- journal: id bigint not null identity, service text not null, chunk smallint not null, data bytea not null
INSERT INTO journal (id, service, chunk, data) OVERRIDING SYSTEM VALUE VALUES (2, 'shop', 7, '\x01b0c5f2fb03a908070100076c6174656e6379050296000000');
SELECT setval(pg_get_serial_sequence('journal', 'id'), 2);

-- lease: service text not null, job text not null, owner text not null, token bigint not null identity, expires_at timestamp with time zone not null, duration_ms bigint not null
INSERT INTO lease (service, job, owner, token, expires_at, duration_ms) OVERRIDING SYSTEM VALUE VALUES ('shop', 'fold', 'host-1', 2, '2100-01-01 00:00:00+00', 86400000);
SELECT setval(pg_get_serial_sequence('lease', 'token'), 4);

-- producer: service text not null, producer text not null, sequence bigint not null, last_bucket timestamp with time zone
INSERT INTO producer (service, producer, sequence, last_bucket) OVERRIDING SYSTEM VALUE VALUES ('shop', 'host-1', 8, '2026-03-01 12:00:00+00');
INSERT INTO producer (service, producer, sequence, last_bucket) OVERRIDING SYSTEM VALUE VALUES ('shop', 'host-2', 1, NULL);

-- schema_version: version integer not null, min_reader_version integer not null, checksum text not null, library_version text not null, applied_at timestamp with time zone not null
INSERT INTO schema_version (version, min_reader_version, checksum, library_version, applied_at) OVERRIDING SYSTEM VALUE VALUES (1, 1, '89d4c75e159d5b6e3bd549f06d8ec18c9ad42099d5fd48cbb7d375d79fe062ff', '0', '2100-01-01 00:00:00+00');
INSERT INTO schema_version (version, min_reader_version, checksum, library_version, applied_at) OVERRIDING SYSTEM VALUE VALUES (2, 1, '55a4bf6a47f1abfd96478c7562a7dbc0090b659e231bb252b7edc083fdef8609', '0', '2100-01-01 00:00:00+00');
INSERT INTO schema_version (version, min_reader_version, checksum, library_version, applied_at) OVERRIDING SYSTEM VALUE VALUES (3, 1, 'a731cab9f921068dcc6bfb8434065971b55f0246f9c22945b6c1467d9241b03f', '0', '2100-01-01 00:00:00+00');
INSERT INTO schema_version (version, min_reader_version, checksum, library_version, applied_at) OVERRIDING SYSTEM VALUE VALUES (4, 1, '9d05ff55aba3a11d14e574b67877d20b8a89a1eb98ca1c472b856ab60940ffb8', '0', '2100-01-01 00:00:00+00');
INSERT INTO schema_version (version, min_reader_version, checksum, library_version, applied_at) OVERRIDING SYSTEM VALUE VALUES (5, 1, '42b9b133b262ed1ab440f26c4f48b7fa5a0c2ba133b13e5f54fc199ff3e26d91', '0', '2100-01-01 00:00:00+00');
INSERT INTO schema_version (version, min_reader_version, checksum, library_version, applied_at) OVERRIDING SYSTEM VALUE VALUES (6, 1, '1847f6427170686f9f846b85e2c6aa73a9c43301b6b550c57ef694dba0e1ddd9', '0', '2100-01-01 00:00:00+00');

-- series: id bigint not null identity, service text not null, name text not null
INSERT INTO series (id, service, name) OVERRIDING SYSTEM VALUE VALUES (1, 'shop', 'latency');
INSERT INTO series (id, service, name) OVERRIDING SYSTEM VALUE VALUES (2, 'shop', 'visits');
SELECT setval(pg_get_serial_sequence('series', 'id'), 2);

-- service: name text not null, day_zone text, minutes bigint, hours bigint, days bigint, minute_sketches bigint, hour_sketches bigint, day_sketches bigint
INSERT INTO service (name, day_zone, minutes, hours, days, minute_sketches, hour_sketches, day_sketches) OVERRIDING SYSTEM VALUE VALUES ('shop', 'Asia/Kathmandu', 34560000000000000, 43200000000000000, 51840000000000000, 25920000000000000, 38880000000000000, 47520000000000000);

-- sketch: series_id bigint not null, start timestamp with time zone not null, tier smallint not null, data bytea not null
INSERT INTO sketch (series_id, start, tier, data) OVERRIDING SYSTEM VALUE VALUES (1, '2026-02-28 18:15:00+00', 2, '\x02968084ffbffdff1d');
INSERT INTO sketch (series_id, start, tier, data) OVERRIDING SYSTEM VALUE VALUES (1, '2026-03-01 12:00:00+00', 0, '\x02968084ffbffdff1d');
INSERT INTO sketch (series_id, start, tier, data) OVERRIDING SYSTEM VALUE VALUES (1, '2026-03-01 12:00:00+00', 1, '\x02968084ffbffdff1d');

-- stream: id bigint not null identity, service text not null, name text not null, last_position bigint not null
INSERT INTO stream (id, service, name, last_position) OVERRIDING SYSTEM VALUE VALUES (1, 'shop', 'audit', 2);
SELECT setval(pg_get_serial_sequence('stream', 'id'), 1);
