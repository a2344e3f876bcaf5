-- min_reader_version 1
-- Documents: JSON by service, collection and id, each version with an ETag.

-- json keeps the text as it was put; jsonb would reorder it and refuse \u0000.
CREATE TABLE document (
  service    text COLLATE "C" NOT NULL,
  collection text COLLATE "C" NOT NULL,
  id         text COLLATE "C" NOT NULL,
  etag       text COLLATE "C" NOT NULL,
  body       json NOT NULL,
  PRIMARY KEY (service, collection, id)
);
COMMENT ON TABLE document IS 'Records that change.';
COMMENT ON COLUMN document.service IS 'Whose document it is.';
COMMENT ON COLUMN document.etag IS 'The version; each write brings one that nobody else has.';

CREATE FUNCTION put_documents(
  p_service text[], p_collection text[], p_id text[], p_expected text[], p_etag text[], p_body text[])
RETURNS TABLE (r_ordinal bigint, r_outcome int) LANGUAGE plpgsql SET search_path FROM CURRENT
-- Each row is looked up by its key: a session keeps its plan, which it may have made when the table was small.
SET enable_seqscan = off SET enable_bitmapscan = off AS $$
DECLARE
  n record;
BEGIN
  -- Everybody takes rows in the order of their keys, so that no two wait for each other; writes of one document stay in theirs.
  FOR n IN
    SELECT w.*
    FROM unnest(p_service, p_collection, p_id, p_expected, p_etag, p_body) WITH ORDINALITY
      AS w(service, collection, id, expected, etag, body, ordinal)
    ORDER BY w.service COLLATE "C", w.collection COLLATE "C", w.id COLLATE "C", w.ordinal
  LOOP
    IF n.expected IS NULL THEN
      INSERT INTO document AS d (service, collection, id, etag, body)
      VALUES (n.service, n.collection, n.id, n.etag, n.body::json)
      ON CONFLICT (service, collection, id) DO UPDATE SET etag = d.etag WHERE d.etag = excluded.etag;
    ELSE
      UPDATE document AS d SET etag = n.etag, body = n.body::json
      WHERE d.service = n.service AND d.collection = n.collection AND d.id = n.id AND d.etag IN (n.etag, n.expected);
    END IF;
    r_outcome := CASE WHEN FOUND THEN 0 ELSE 1 END;
    r_ordinal := n.ordinal;
    RETURN NEXT;
  END LOOP;
END
$$;
COMMENT ON FUNCTION put_documents IS 'Writes documents, each decided for itself. 0: stored, now or by the same write before; 1: there is another version than expected (null: none), which stays.';

CREATE FUNCTION delete_document(p_service text, p_collection text, p_id text, p_etag text) RETURNS int
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  present text;
BEGIN
  SELECT d.etag INTO present FROM document AS d
  WHERE d.service = p_service AND d.collection = p_collection AND d.id = p_id
  FOR UPDATE;
  IF NOT FOUND THEN
    RETURN 1;
  END IF;
  IF present <> p_etag THEN
    RETURN 2;
  END IF;
  DELETE FROM document AS d WHERE d.service = p_service AND d.collection = p_collection AND d.id = p_id;
  RETURN 0;
END
$$;
COMMENT ON FUNCTION delete_document IS 'Deletes the version that the caller has seen. 0: deleted, 1: there is none, 2: there is another version, which stays.';

CREATE VIEW documents AS SELECT service, collection, id, etag, body FROM document;
COMMENT ON VIEW documents IS 'For dashboards: every document in its present version.';
