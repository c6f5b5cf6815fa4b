// Format 5: relations and the types of them that hosts define. Frozen.
#include "schema/steps.hpp"

namespace crmlite::schema {

const char* const step_005 = R"sql(
INSERT INTO kind (id, name, tab) VALUES (8, 'relation_type', 'relation_type'), (9, 'relation', 'relation');

CREATE TABLE relation_type (
  id INTEGER PRIMARY KEY REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  code TEXT,
  revision INTEGER NOT NULL,
  created INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  archived INTEGER,
  parts INTEGER NOT NULL,
  name TEXT NOT NULL,
  reverse TEXT,
  hierarchical INTEGER NOT NULL,
  sort_name TEXT NOT NULL,
  sort_reverse TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX relation_type_sort_name ON relation_type (sort_name);
CREATE UNIQUE INDEX relation_type_sort_reverse ON relation_type (sort_reverse) WHERE sort_reverse <> '';
CREATE INDEX relation_type_archived ON relation_type (id) WHERE archived IS NOT NULL;

CREATE TABLE relation (
  id INTEGER PRIMARY KEY REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  code TEXT,
  revision INTEGER NOT NULL,
  created INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  archived INTEGER,
  parts INTEGER NOT NULL,
  from_record INTEGER NOT NULL REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  type TEXT NOT NULL,
  to_record INTEGER NOT NULL REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  role TEXT,
  since TEXT,
  until TEXT,
  inactive INTEGER NOT NULL
) STRICT;
CREATE INDEX relation_from ON relation (from_record, type, to_record);
CREATE INDEX relation_to ON relation (to_record, type, from_record);
CREATE INDEX relation_of_type ON relation (type, id);
CREATE INDEX relation_archived ON relation (id) WHERE archived IS NOT NULL;

INSERT INTO journal_table (id, name) VALUES (8, 'relation_type'), (9, 'relation');
INSERT INTO journal_column (tab, physical, type) VALUES
  (8, 'code', 'text'), (8, 'archived', 'date_time'), (8, 'created', 'date_time'),
  (8, 'name', 'text'), (8, 'reverse', 'text'), (8, 'hierarchical', 'boolean'), (8, 'tags', 'tags'),
  (9, 'code', 'text'), (9, 'archived', 'date_time'), (9, 'created', 'date_time'),
  (9, 'from_record', 'reference'), (9, 'type', 'text'), (9, 'to_record', 'reference'), (9, 'role', 'text'),
  (9, 'since', 'partial_date'), (9, 'until', 'partial_date'), (9, 'inactive', 'boolean'), (9, 'tags', 'tags');

UPDATE store SET format = 5, least_reader = 5, least_writer = 5, catalogue = catalogue + 1;
)sql";

}  // namespace crmlite::schema
