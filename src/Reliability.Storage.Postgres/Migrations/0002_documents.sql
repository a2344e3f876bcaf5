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

CREATE VIEW documents AS SELECT collection, id, etag, body FROM document;
COMMENT ON VIEW documents IS 'For dashboards: every document in its present version.';
