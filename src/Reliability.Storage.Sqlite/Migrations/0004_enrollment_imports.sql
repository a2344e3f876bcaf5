-- Schema 4: imports of experiments from other stores.
-- A staged experiment is a row of experiment whose namespace ends with a line break and 'import', which no reader asks for.

CREATE TABLE enrollment_import (
  experiment_id INTEGER PRIMARY KEY, -- the staged experiment, or the one that it became
  import        TEXT    NOT NULL,    -- which source, in which state
  position      TEXT                 -- where the next page begins; null for the first
) STRICT;
