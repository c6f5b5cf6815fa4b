// Format 4: attachments and the contents they name. Frozen.
#include "schema/steps.hpp"

namespace crmlite::schema {

const char* const step_004 = R"sql(
INSERT INTO kind (id, name, tab) VALUES (7, 'attachment', 'attachment');

CREATE TABLE blob (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  state TEXT NOT NULL,
  size INTEGER NOT NULL,
  sha256 BLOB,
  touched INTEGER NOT NULL,
  CONSTRAINT blob_sha256_length CHECK (sha256 IS NULL OR length(sha256) = 32)
) STRICT;
CREATE UNIQUE INDEX blob_sha256 ON blob (sha256) WHERE sha256 IS NOT NULL;
CREATE INDEX blob_touched ON blob (touched) WHERE state <> 'attached';

CREATE TABLE blob_chunk (
  id INTEGER PRIMARY KEY,
  bytes BLOB NOT NULL
) STRICT;

CREATE TABLE attachment (
  id INTEGER PRIMARY KEY REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  code TEXT,
  revision INTEGER NOT NULL,
  created INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  archived INTEGER,
  parts INTEGER NOT NULL,
  record INTEGER NOT NULL REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  blob INTEGER NOT NULL REFERENCES blob (id) DEFERRABLE INITIALLY DEFERRED,
  name TEXT NOT NULL,
  mime_type TEXT,
  role TEXT,
  size INTEGER NOT NULL,
  text TEXT
) STRICT;
CREATE INDEX attachment_record ON attachment (record, id);
CREATE INDEX attachment_blob ON attachment (blob);

INSERT INTO journal_table (id, name) VALUES (7, 'attachment');
INSERT INTO journal_column (tab, physical, type) VALUES
  (7, 'code', 'text'), (7, 'archived', 'date_time'), (7, 'created', 'date_time'),
  (7, 'record', 'reference'), (7, 'blob', 'reference'), (7, 'name', 'text'), (7, 'mime_type', 'text'),
  (7, 'role', 'text'), (7, 'size', 'integer'), (7, 'text', 'text'), (7, 'tags', 'tags');

UPDATE store SET format = 4, least_reader = 4, least_writer = 4, catalogue = catalogue + 1;
)sql";

}  // namespace crmlite::schema
