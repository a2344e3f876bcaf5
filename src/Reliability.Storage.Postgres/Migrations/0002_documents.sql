-- min_reader_version 1
-- Documents: JSON by collection and id, each version with an ETag.

-- json keeps the text as it was put; jsonb would reorder it and refuse \u0000.
CREATE TABLE document (
  collection text COLLATE "C" NOT NULL,
  id         text COLLATE "C" NOT NULL,
  etag       text COLLATE "C" NOT NULL,
  body       json NOT NULL,
  PRIMARY KEY (collection, id)
);
COMMENT ON TABLE document IS 'Records that change.';
COMMENT ON COLUMN document.etag IS 'The version; each write brings one that nobody else has.';

CREATE FUNCTION delete_document(p_collection text, p_id text, p_etag text) RETURNS int
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  present text;
BEGIN
  SELECT d.etag INTO present FROM document AS d WHERE d.collection = p_collection AND d.id = p_id FOR UPDATE;
  IF NOT FOUND THEN
    RETURN 1;
  END IF;
  IF present <> p_etag THEN
    RETURN 2;
  END IF;
  DELETE FROM document AS d WHERE d.collection = p_collection AND d.id = p_id;
  RETURN 0;
END
$$;
COMMENT ON FUNCTION delete_document IS 'Deletes the version that the caller has seen. 0: deleted, 1: there is none, 2: there is another version, which stays.';

CREATE VIEW documents AS SELECT collection, id, etag, body FROM document;
COMMENT ON VIEW documents IS 'For dashboards: every document in its present version.';
