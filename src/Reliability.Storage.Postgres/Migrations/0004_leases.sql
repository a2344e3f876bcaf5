-- min_reader_version 1
-- Leases: who runs a background job of a service now, by the clock of this server.

CREATE TABLE lease (
  service     text COLLATE "C" NOT NULL,
  job         text COLLATE "C" NOT NULL,
  owner       text COLLATE "C" NOT NULL,
  token       bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  expires_at  timestamptz NOT NULL,
  duration_ms bigint NOT NULL,
  PRIMARY KEY (service, job)
) WITH (fillfactor = 50);
COMMENT ON TABLE lease IS 'The leases that are in force. One that was released is deleted, and one that expired by the next acquisition.';
COMMENT ON COLUMN lease.token IS 'Grows with every new lease of any job, also after the row of an earlier one is gone.';

CREATE FUNCTION lock_leases(p_service text[], p_job text[]) RETURNS void LANGUAGE plpgsql SET search_path FROM CURRENT
-- Each row is looked up by its key: a session keeps its plan, which it may have made when the table was small.
SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off SET enable_bitmapscan = off AS $$
BEGIN
  PERFORM 1
  FROM unnest(p_service, p_job) AS n(service, job)
  JOIN lease AS l ON l.service = n.service AND l.job = n.job
  ORDER BY l.service, l.job
  FOR UPDATE OF l;
END
$$;
COMMENT ON FUNCTION lock_leases IS 'Locks leases in the order of their keys, so that no two wait for each other. Whoever reads the clock after it was not kept waiting since.';

CREATE FUNCTION acquire_leases(p_service text[], p_job text[], p_owner text[], p_duration_ms bigint[])
RETURNS TABLE (r_ordinal bigint, r_token bigint, r_expires_at timestamptz) LANGUAGE plpgsql SET search_path FROM CURRENT
SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off SET enable_bitmapscan = off AS $$
DECLARE
  n record;
BEGIN
  -- Adds the rows that are missing and locks the others, which it does not change, in the order of their keys. The first request of a new
  -- job takes it, so that no row stays as it is here.
  INSERT INTO lease (service, job, owner, expires_at, duration_ms)
  SELECT DISTINCT w.service COLLATE "C", w.job COLLATE "C", '', '-infinity'::timestamptz, 0
  FROM unnest(p_service, p_job) AS w(service, job)
  ORDER BY 1, 2
  ON CONFLICT (service, job) DO UPDATE SET duration_ms = 0 WHERE false;
  FOR n IN
    SELECT w.*
    FROM unnest(p_service, p_job, p_owner, p_duration_ms) WITH ORDINALITY AS w(service, job, owner, duration_ms, ordinal)
    ORDER BY w.ordinal
  LOOP
    UPDATE lease AS l SET expires_at = clock_timestamp() + n.duration_ms * interval '1 ms', duration_ms = n.duration_ms
    WHERE l.service = n.service AND l.job = n.job AND l.owner = n.owner AND l.expires_at > clock_timestamp()
    RETURNING l.token, l.expires_at INTO r_token, r_expires_at;
    IF NOT FOUND THEN
      UPDATE lease AS l SET
        owner = n.owner,
        token = DEFAULT,
        expires_at = clock_timestamp() + n.duration_ms * interval '1 ms',
        duration_ms = n.duration_ms
      WHERE l.service = n.service AND l.job = n.job AND l.expires_at <= clock_timestamp()
      RETURNING l.token, l.expires_at INTO r_token, r_expires_at;
    END IF;
    r_ordinal := n.ordinal;
    RETURN NEXT;
  END LOOP;
  -- Last of all, since who holds locks out of their order must not wait for another; and what somebody else has locked, he deletes.
  DELETE FROM lease AS l
  USING (
    SELECT o.service, o.job
    FROM lease AS o
    WHERE o.service = ANY (p_service) AND o.expires_at <= clock_timestamp()
    FOR UPDATE SKIP LOCKED
  ) AS expired
  WHERE l.service = expired.service AND l.job = expired.job;
END
$$;
COMMENT ON FUNCTION acquire_leases IS 'Takes leases that are free or the owner''s own, each decided for itself in the order given; a token of null says that somebody else holds it. Deletes what has expired in their services.';

CREATE FUNCTION renew_leases(p_service text[], p_job text[], p_owner text[], p_token bigint[], p_duration_ms bigint[])
RETURNS TABLE (r_ordinal bigint, r_token bigint, r_expires_at timestamptz) LANGUAGE plpgsql SET search_path FROM CURRENT
SET enable_seqscan = off SET enable_bitmapscan = off AS $$
DECLARE
  n record;
BEGIN
  PERFORM lock_leases(p_service, p_job);
  FOR n IN
    SELECT w.*
    FROM unnest(p_service, p_job, p_owner, p_token, p_duration_ms) WITH ORDINALITY AS w(service, job, owner, token, duration_ms, ordinal)
    ORDER BY w.ordinal
  LOOP
    UPDATE lease AS l SET expires_at = clock_timestamp() + n.duration_ms * interval '1 ms', duration_ms = n.duration_ms
    WHERE l.service = n.service AND l.job = n.job AND l.owner = n.owner AND l.token = n.token AND l.expires_at > clock_timestamp()
    RETURNING l.token, l.expires_at INTO r_token, r_expires_at;
    r_ordinal := n.ordinal;
    RETURN NEXT;
  END LOOP;
END
$$;
COMMENT ON FUNCTION renew_leases IS 'Extends leases that are in force, each decided for itself in the order given; a token of null says that it is not.';

CREATE FUNCTION release_leases(p_service text[], p_job text[], p_owner text[], p_token bigint[])
RETURNS TABLE (r_ordinal bigint, r_released boolean) LANGUAGE plpgsql SET search_path FROM CURRENT
SET enable_seqscan = off SET enable_bitmapscan = off AS $$
DECLARE
  n record;
BEGIN
  PERFORM lock_leases(p_service, p_job);
  FOR n IN
    SELECT w.*
    FROM unnest(p_service, p_job, p_owner, p_token) WITH ORDINALITY AS w(service, job, owner, token, ordinal)
    ORDER BY w.ordinal
  LOOP
    DELETE FROM lease AS l
    WHERE l.service = n.service AND l.job = n.job AND l.owner = n.owner AND l.token = n.token AND l.expires_at > clock_timestamp();
    r_released := FOUND;
    r_ordinal := n.ordinal;
    RETURN NEXT;
  END LOOP;
END
$$;
COMMENT ON FUNCTION release_leases IS 'Ends leases that are in force, each decided for itself in the order given, and tells which were.';
