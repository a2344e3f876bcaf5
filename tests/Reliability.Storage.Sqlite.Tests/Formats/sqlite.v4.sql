-- arm: id INTEGER, experiment_id INTEGER not null, variant TEXT not null, units INTEGER not null
INSERT INTO arm (id, experiment_id, variant, units) VALUES (1, 1, 'a', 1);
INSERT INTO arm (id, experiment_id, variant, units) VALUES (2, 1, 'b', 1);
INSERT INTO arm (id, experiment_id, variant, units) VALUES (3, 2, 'a', 1);
INSERT INTO arm (id, experiment_id, variant, units) VALUES (4, 2, 'b', 1);
-- arm_metric: arm_id INTEGER not null, metric TEXT not null, units INTEGER not null, x REAL not null, xx REAL not null, y REAL not null, yy REAL not null, xy REAL not null
INSERT INTO arm_metric (arm_id, metric, units, x, xx, y, yy, xy) VALUES (1, 'buy', 1, 1.0, 1.0, 0.0, 0.0, 0.0);
INSERT INTO arm_metric (arm_id, metric, units, x, xx, y, yy, xy) VALUES (1, 'spent', 1, 0.0, 0.0, 4.0, 16.0, 0.0);
INSERT INTO arm_metric (arm_id, metric, units, x, xx, y, yy, xy) VALUES (2, 'spent', 1, 2.5, 6.25, 2.0, 4.0, 5.0);
INSERT INTO arm_metric (arm_id, metric, units, x, xx, y, yy, xy) VALUES (3, 'buy', 1, 1.0, 1.0, 0.0, 0.0, 0.0);
INSERT INTO arm_metric (arm_id, metric, units, x, xx, y, yy, xy) VALUES (3, 'spent', 1, 0.0, 0.0, 4.0, 16.0, 0.0);
INSERT INTO arm_metric (arm_id, metric, units, x, xx, y, yy, xy) VALUES (4, 'spent', 1, 2.5, 6.25, 2.0, 4.0, 5.0);
-- bucket: series_id INTEGER not null, tier INTEGER not null, start INTEGER not null, count INTEGER not null, good INTEGER not null, sum REAL not null, min REAL not null, max REAL not null
INSERT INTO bucket (series_id, tier, start, count, good, sum, min, max) VALUES (1, 0, 1772344800, 3, 3, 0.0, 0.0, 0.0);
INSERT INTO bucket (series_id, tier, start, count, good, sum, min, max) VALUES (1, 1, 1772344800, 3, 3, 0.0, 0.0, 0.0);
INSERT INTO bucket (series_id, tier, start, count, good, sum, min, max) VALUES (1, 2, 1772302500, 3, 3, 0.0, 0.0, 0.0);
INSERT INTO bucket (series_id, tier, start, count, good, sum, min, max) VALUES (2, 0, 1772366400, 4, 3, 37500000.0, 0.25, 2.0);
INSERT INTO bucket (series_id, tier, start, count, good, sum, min, max) VALUES (2, 1, 1772366400, 4, 3, 37500000.0, 0.25, 2.0);
INSERT INTO bucket (series_id, tier, start, count, good, sum, min, max) VALUES (2, 2, 1772302500, 4, 3, 37500000.0, 0.25, 2.0);
-- document: namespace TEXT not null, service TEXT not null, collection TEXT not null, id TEXT not null, etag TEXT not null, json TEXT not null
INSERT INTO document (namespace, service, collection, id, etag, json) VALUES ('default', 'shop', 'debt', 'slow-query', '22222222222222222222222222222222', '{"effort":"low"}');
INSERT INTO document (namespace, service, collection, id, etag, json) VALUES ('default', 'shop', 'slos', 'checkout', '11111111111111111111111111111111', '{"target":99.9,"name":"Kasse – Zürich"}');
-- enrollment_import: experiment_id INTEGER, import TEXT not null, position TEXT
INSERT INTO enrollment_import (experiment_id, import, position) VALUES (2, 'import-1', NULL);
INSERT INTO enrollment_import (experiment_id, import, position) VALUES (3, 'import-2', 'page-2');
-- enrollment_producer: experiment_id INTEGER not null, producer TEXT not null, sequence INTEGER not null, result TEXT not null
INSERT INTO enrollment_producer (experiment_id, producer, sequence, result) VALUES (1, 'host-1', 3, '3,1,3,1,1,1,7');
INSERT INTO enrollment_producer (experiment_id, producer, sequence, result) VALUES (2, 'host-1', 3, '3,1,3,1,1,1,7');
-- event: stream_id INTEGER not null, position INTEGER not null, append_id TEXT not null, type TEXT not null, time INTEGER not null, json TEXT not null
INSERT INTO event (stream_id, position, append_id, type, time, json) VALUES (1, 1, 'append-1', 'opened', 1772366400123456, '{"by":"Zoë","text":"it''s\n\"slow\""}');
INSERT INTO event (stream_id, position, append_id, type, time, json) VALUES (1, 2, 'append-1', 'closed', 1772366460000000, '{}');
-- experiment: id INTEGER, namespace TEXT not null, service TEXT not null, key TEXT not null, crossed INTEGER not null
INSERT INTO experiment (id, namespace, service, key, crossed) VALUES (1, 'default', 'shop', 'button', 1);
INSERT INTO experiment (id, namespace, service, key, crossed) VALUES (2, 'default', 'shop', 'banner', 1);
INSERT INTO experiment (id, namespace, service, key, crossed) VALUES (3, 'default
import', 'shop', 'basket', 0);
-- journal: service_id INTEGER not null, chunk INTEGER not null, id INTEGER not null, data BLOB not null
INSERT INTO journal (service_id, chunk, id, data) VALUES (1, 7, 1, X'01B0C5F2FB03A908070100076C6174656E6379050296000000');
-- lease: token INTEGER, namespace TEXT not null, service TEXT not null, job TEXT not null, owner TEXT not null, duration INTEGER not null, expires_at INTEGER not null
INSERT INTO lease (token, namespace, service, job, owner, duration, expires_at) VALUES (1, 'default', 'shop', 'fold', 'host-1', 86400000, 4102444800000);
-- producer: namespace TEXT not null, service TEXT not null, producer TEXT not null, sequence INTEGER not null, last_bucket INTEGER
INSERT INTO producer (namespace, service, producer, sequence, last_bucket) VALUES ('default', 'shop', 'host-1', 8, 1772366400);
INSERT INTO producer (namespace, service, producer, sequence, last_bucket) VALUES ('default', 'shop', 'host-2', 1, NULL);
-- series: id INTEGER, namespace TEXT not null, service TEXT not null, name TEXT not null
INSERT INTO series (id, namespace, service, name) VALUES (1, 'default', 'shop', 'visits');
INSERT INTO series (id, namespace, service, name) VALUES (2, 'default', 'shop', 'latency');
-- service: id INTEGER, namespace TEXT not null, service TEXT not null, zone TEXT, retention TEXT, horizon INTEGER, trimmed TEXT
INSERT INTO service (id, namespace, service, zone, retention, horizon, trimmed) VALUES (1, 'default', 'shop', 'Asia/Kathmandu', '34560000000000000 43200000000000000 51840000000000000 25920000000000000 38880000000000000 47520000000000000', 1772344800000000, '34560000000000000 43200000000000000 51840000000000000 25920000000000000 38880000000000000 47520000000000000');
-- sketch: series_id INTEGER not null, tier INTEGER not null, start INTEGER not null, data BLOB not null
INSERT INTO sketch (series_id, tier, start, data) VALUES (2, 0, 1772366400, X'02968084FFBFFDFF1D');
INSERT INTO sketch (series_id, tier, start, data) VALUES (2, 1, 1772366400, X'02968084FFBFFDFF1D');
INSERT INTO sketch (series_id, tier, start, data) VALUES (2, 2, 1772302500, X'02968084FFBFFDFF1D');
-- stream: id INTEGER, namespace TEXT not null, service TEXT not null, name TEXT not null
INSERT INTO stream (id, namespace, service, name) VALUES (1, 'default', 'shop', 'audit');
-- unit: id INTEGER, experiment_id INTEGER not null, name TEXT not null, variant TEXT not null, time INTEGER not null, crossed INTEGER not null
INSERT INTO unit (id, experiment_id, name, variant, time, crossed) VALUES (1, 1, 'u1', 'a', 1772366400250, 0);
INSERT INTO unit (id, experiment_id, name, variant, time, crossed) VALUES (2, 1, 'u2', 'b', 1772366400250, 0);
INSERT INTO unit (id, experiment_id, name, variant, time, crossed) VALUES (3, 1, 'u3', 'a', 1772366400250, 1);
INSERT INTO unit (id, experiment_id, name, variant, time, crossed) VALUES (4, 2, 'u1', 'a', 1772366400250, 0);
INSERT INTO unit (id, experiment_id, name, variant, time, crossed) VALUES (5, 2, 'u2', 'b', 1772366400250, 0);
INSERT INTO unit (id, experiment_id, name, variant, time, crossed) VALUES (6, 2, 'u3', 'a', 1772366400250, 1);
INSERT INTO unit (id, experiment_id, name, variant, time, crossed) VALUES (7, 3, 'u1', 'a', 1772366400250, 0);
-- unit_metric: unit_id INTEGER not null, metric TEXT not null, x REAL not null, y REAL not null, first INTEGER not null, covariate INTEGER not null
INSERT INTO unit_metric (unit_id, metric, x, y, first, covariate) VALUES (1, 'buy', 1.0, 0.0, 1, 0);
INSERT INTO unit_metric (unit_id, metric, x, y, first, covariate) VALUES (1, 'spent', 0.0, 4.0, 0, 1);
INSERT INTO unit_metric (unit_id, metric, x, y, first, covariate) VALUES (2, 'spent', 2.5, 2.0, 0, 0);
INSERT INTO unit_metric (unit_id, metric, x, y, first, covariate) VALUES (4, 'buy', 1.0, 0.0, 1, 0);
INSERT INTO unit_metric (unit_id, metric, x, y, first, covariate) VALUES (4, 'spent', 0.0, 4.0, 0, 1);
INSERT INTO unit_metric (unit_id, metric, x, y, first, covariate) VALUES (5, 'spent', 2.5, 2.0, 0, 0);
INSERT INTO unit_metric (unit_id, metric, x, y, first, covariate) VALUES (7, 'buy', 1.0, 0.0, 1, 0);
INSERT INTO unit_metric (unit_id, metric, x, y, first, covariate) VALUES (7, 'spent', 0.0, 4.0, 0, 1);
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence (name, seq) VALUES ('experiment', 3);
INSERT INTO sqlite_sequence (name, seq) VALUES ('lease', 2);
