// Format 6: the pattern language of codes: versions of patterns, counters by scope, blocks, gaps and keys.
// Frozen.
#include "schema/steps.hpp"

namespace crmlite::schema {

const char* const step_006 = R"sql(
ALTER TABLE code_series ADD COLUMN zone TEXT;
ALTER TABLE code_series ADD COLUMN fiscal TEXT;
ALTER TABLE code_series ADD COLUMN date TEXT;
ALTER TABLE code_series ADD COLUMN by_hand TEXT;
ALTER TABLE code_series ADD COLUMN volume INTEGER;

CREATE TABLE code_version (
  series INTEGER NOT NULL REFERENCES code_series (id) DEFERRABLE INITIALLY DEFERRED,
  version INTEGER NOT NULL,
  pattern TEXT NOT NULL,
  fiscal TEXT NOT NULL,
  keys INTEGER NOT NULL,
  since INTEGER NOT NULL,
  PRIMARY KEY (series, version)
) STRICT, WITHOUT ROWID;
INSERT INTO code_version (series, version, pattern, fiscal, keys, since)
  SELECT id, 1, pattern, '01-01', 0, 0 FROM code_series;

ALTER TABLE code_counter ADD COLUMN last_at INTEGER;
ALTER TABLE code ADD COLUMN version INTEGER;
ALTER TABLE code ADD COLUMN counter INTEGER;
ALTER TABLE code ADD COLUMN at INTEGER;
ALTER TABLE code ADD COLUMN why TEXT;
UPDATE code SET version = 1, at = 0,
  counter = (SELECT c.id FROM code_counter c WHERE c.series = code.series AND c.scope = '')
  WHERE series IS NOT NULL;
CREATE INDEX code_number ON code (counter, n) WHERE counter IS NOT NULL;

CREATE TABLE code_gap (
  counter INTEGER NOT NULL REFERENCES code_counter (id) DEFERRABLE INITIALLY DEFERRED,
  lo INTEGER NOT NULL,
  hi INTEGER NOT NULL,
  why TEXT NOT NULL,
  actor TEXT,
  at INTEGER NOT NULL,
  PRIMARY KEY (counter, lo)
) STRICT, WITHOUT ROWID;

CREATE TABLE code_block (
  id INTEGER PRIMARY KEY,
  counter INTEGER NOT NULL REFERENCES code_counter (id) DEFERRABLE INITIALLY DEFERRED,
  lo INTEGER NOT NULL,
  hi INTEGER NOT NULL,
  holder TEXT,
  issued INTEGER NOT NULL,
  expires INTEGER,
  returned INTEGER
) STRICT;
CREATE INDEX code_block_counter ON code_block (counter, lo);

CREATE TABLE code_key (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  secret BLOB NOT NULL,
  since INTEGER NOT NULL
) STRICT;

INSERT INTO journal_column (tab, physical, type) VALUES
  (106, 'zone', 'text'), (106, 'fiscal', 'text'), (106, 'date', 'text'), (106, 'by_hand', 'text'),
  (106, 'volume', 'integer');

UPDATE store SET format = 6, least_reader = 6, least_writer = 6, catalogue = catalogue + 1;
)sql";

}  // namespace crmlite::schema
