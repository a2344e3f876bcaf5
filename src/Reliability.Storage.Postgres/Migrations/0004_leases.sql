-- min_reader_version 1
-- Leases: who runs a background job now, by the clock of this server.

CREATE TABLE lease (
  name        text COLLATE "C" NOT NULL PRIMARY KEY,
  owner       text COLLATE "C" NOT NULL,
  token       bigint NOT NULL,
  expires_at  timestamptz NOT NULL,
  duration_ms bigint NOT NULL
) WITH (fillfactor = 50);
COMMENT ON TABLE lease IS 'The last lease of each job. Rows are never deleted, so that no token is handed out twice.';
COMMENT ON COLUMN lease.token IS 'Grows with every new lease of the job.';
COMMENT ON COLUMN lease.expires_at IS 'When it ends; -infinity once it was released.';
