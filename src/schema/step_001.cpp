// Format 1, the first: frozen. A later change of the schema is a step of its own, never an edit here.
#include "schema/steps.hpp"

namespace crmlite::schema {

const char* const step_001 = R"sql(
CREATE TABLE store (
  id INTEGER PRIMARY KEY CONSTRAINT store_one_row CHECK (id = 1),
  format INTEGER NOT NULL,
  least_reader INTEGER NOT NULL,
  least_writer INTEGER NOT NULL,
  catalogue INTEGER NOT NULL,
  copy INTEGER NOT NULL CONSTRAINT store_copy CHECK (copy BETWEEN 0 AND 8191),
  next_id INTEGER NOT NULL
) STRICT;
INSERT INTO store (id, format, least_reader, least_writer, catalogue, copy, next_id) VALUES (1, 1, 1, 1, 1, 0, 1);

CREATE TABLE setting (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, value TEXT NOT NULL) STRICT;

CREATE TABLE kind (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, tab TEXT NOT NULL UNIQUE) STRICT;
INSERT INTO kind (id, name, tab) VALUES (1, 'customer', 'customer'), (2, 'user', 'user');

CREATE TABLE record (
  id INTEGER PRIMARY KEY,
  kind INTEGER NOT NULL REFERENCES kind (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE customer (
  id INTEGER PRIMARY KEY REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  code TEXT,
  revision INTEGER NOT NULL,
  created INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  archived INTEGER,
  parts INTEGER NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  name_prefix TEXT,
  given_name TEXT,
  middle_name TEXT,
  family_name TEXT,
  name_suffix TEXT,
  company TEXT,
  department TEXT,
  position TEXT,
  birthday TEXT,
  preferences TEXT,
  needs TEXT,
  interests TEXT,
  source TEXT,
  stage TEXT NOT NULL,
  language TEXT,
  country TEXT,
  region TEXT,
  city TEXT,
  district TEXT,
  industry TEXT,
  description TEXT,
  sort_name TEXT NOT NULL
) STRICT;
CREATE INDEX customer_sort_name ON customer (sort_name, id);
CREATE INDEX customer_company ON customer (company, id) WHERE company IS NOT NULL;
CREATE INDEX customer_city ON customer (city, id) WHERE city IS NOT NULL;
CREATE INDEX customer_industry ON customer (industry, id) WHERE industry IS NOT NULL;
CREATE INDEX customer_stage ON customer (stage, id);
CREATE INDEX customer_updated ON customer (updated, id);
CREATE INDEX customer_archived ON customer (id) WHERE archived IS NOT NULL;

CREATE TABLE user (
  id INTEGER PRIMARY KEY REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  code TEXT,
  revision INTEGER NOT NULL,
  created INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  archived INTEGER,
  parts INTEGER NOT NULL,
  name TEXT NOT NULL,
  email TEXT,
  team TEXT,
  active INTEGER NOT NULL CONSTRAINT user_active CHECK (active IN (0, 1)),
  sort_name TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX user_sort_name ON user (sort_name);
CREATE INDEX user_team ON user (team, id) WHERE team IS NOT NULL;

CREATE TABLE contact_point (
  owner INTEGER NOT NULL REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  list TEXT NOT NULL,
  pos INTEGER NOT NULL,
  value TEXT,
  use TEXT,
  label TEXT,
  is_primary INTEGER,
  opt_out INTEGER,
  invalid INTEGER,
  service TEXT,
  street TEXT,
  district TEXT,
  city TEXT,
  region TEXT,
  postal_code TEXT,
  country TEXT,
  normal TEXT,
  PRIMARY KEY (owner, list, pos)
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_point_normal ON contact_point (normal, list) WHERE normal IS NOT NULL;

CREATE TABLE record_owner (
  owner INTEGER NOT NULL REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  pos INTEGER NOT NULL,
  user INTEGER NOT NULL REFERENCES user (id) DEFERRABLE INITIALLY DEFERRED,
  role TEXT,
  PRIMARY KEY (owner, pos)
) STRICT, WITHOUT ROWID;
CREATE INDEX record_owner_user ON record_owner (user, owner);

CREATE TABLE anniversary (
  owner INTEGER NOT NULL REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  pos INTEGER NOT NULL,
  label TEXT,
  date TEXT NOT NULL,
  PRIMARY KEY (owner, pos)
) STRICT, WITHOUT ROWID;

CREATE TABLE external_id (
  owner INTEGER NOT NULL REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  pos INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  system TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (owner, pos)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX external_id_value ON external_id (kind, system, value);

CREATE TABLE tag_group (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  folded TEXT NOT NULL UNIQUE,
  exclusive INTEGER NOT NULL CONSTRAINT tag_group_exclusive CHECK (exclusive IN (0, 1))
) STRICT;

CREATE TABLE tag (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  folded TEXT NOT NULL UNIQUE,
  grp INTEGER REFERENCES tag_group (id) DEFERRABLE INITIALLY DEFERRED,
  colour TEXT,
  retired INTEGER NOT NULL CONSTRAINT tag_retired CHECK (retired IN (0, 1)),
  usage INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX tag_grp ON tag (grp) WHERE grp IS NOT NULL;

CREATE TABLE record_tag (
  record INTEGER NOT NULL REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  tag INTEGER NOT NULL REFERENCES tag (id) DEFERRABLE INITIALLY DEFERRED,
  kind INTEGER NOT NULL,
  PRIMARY KEY (record, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX record_tag_tag ON record_tag (tag, kind, record);

CREATE TABLE field (
  id INTEGER PRIMARY KEY,
  kind INTEGER NOT NULL REFERENCES kind (id) DEFERRABLE INITIALLY DEFERRED,
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  physical TEXT NOT NULL,
  type TEXT NOT NULL,
  state TEXT NOT NULL,
  spec TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX field_name ON field (kind, folded) WHERE state <> 'removed';

CREATE TABLE choice (
  id INTEGER PRIMARY KEY,
  field INTEGER NOT NULL REFERENCES field (id) DEFERRABLE INITIALLY DEFERRED,
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  retired INTEGER NOT NULL CONSTRAINT choice_retired CHECK (retired IN (0, 1)),
  UNIQUE (field, folded)
) STRICT;

CREATE TABLE record_choice (
  record INTEGER NOT NULL REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  field INTEGER NOT NULL REFERENCES field (id) DEFERRABLE INITIALLY DEFERRED,
  choice INTEGER NOT NULL REFERENCES choice (id) DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (record, field, choice)
) STRICT, WITHOUT ROWID;
CREATE INDEX record_choice_choice ON record_choice (choice, record);
CREATE INDEX record_choice_field ON record_choice (field, record);

CREATE TABLE code_series (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  kind INTEGER NOT NULL REFERENCES kind (id) DEFERRABLE INITIALLY DEFERRED,
  pattern TEXT NOT NULL
) STRICT;
CREATE INDEX code_series_kind ON code_series (kind);

CREATE TABLE code_counter (
  id INTEGER PRIMARY KEY,
  series INTEGER NOT NULL REFERENCES code_series (id) DEFERRABLE INITIALLY DEFERRED,
  scope TEXT NOT NULL,
  next INTEGER NOT NULL,
  UNIQUE (series, scope)
) STRICT;

CREATE TABLE code (
  canon TEXT PRIMARY KEY,
  record INTEGER NOT NULL,
  series INTEGER,
  n INTEGER,
  state INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX code_record ON code (record);

CREATE TABLE txn (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  wall INTEGER NOT NULL,
  actor TEXT,
  label TEXT,
  source TEXT,
  origin TEXT,
  undoes INTEGER,
  first_change INTEGER NOT NULL,
  leaves INTEGER NOT NULL,
  hash BLOB NOT NULL
) STRICT;

CREATE TABLE change (
  id INTEGER PRIMARY KEY,
  txn INTEGER NOT NULL,
  tab INTEGER NOT NULL,
  owner INTEGER NOT NULL,
  row INTEGER NOT NULL,
  op INTEGER NOT NULL,
  before TEXT,
  salt BLOB,
  leaf BLOB NOT NULL
) STRICT;
CREATE INDEX change_owner ON change (owner, id);

CREATE TABLE journal_table (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
INSERT INTO journal_table (id, name) VALUES
  (1, 'customer'), (2, 'user'), (101, 'record_tag'), (102, 'tag'), (103, 'tag_group'), (104, 'field'),
  (105, 'choice'), (106, 'code_series'), (107, 'setting');

CREATE TABLE journal_column (
  id INTEGER PRIMARY KEY,
  tab INTEGER NOT NULL REFERENCES journal_table (id) DEFERRABLE INITIALLY DEFERRED,
  physical TEXT NOT NULL,
  type TEXT NOT NULL,
  field INTEGER,
  from_txn INTEGER,
  to_txn INTEGER
) STRICT;
INSERT INTO journal_column (id, tab, physical, type) VALUES
  (1, 1, 'code', 'text'), (2, 1, 'archived', 'date_time'), (3, 1, 'created', 'date_time'),
  (4, 1, 'kind', 'text'), (5, 1, 'name', 'text'), (6, 1, 'name_prefix', 'text'), (7, 1, 'given_name', 'text'),
  (8, 1, 'middle_name', 'text'), (9, 1, 'family_name', 'text'), (10, 1, 'name_suffix', 'text'),
  (11, 1, 'company', 'text'), (12, 1, 'department', 'text'), (13, 1, 'position', 'text'),
  (14, 1, 'birthday', 'partial_date'), (15, 1, 'preferences', 'text'), (16, 1, 'needs', 'text'),
  (17, 1, 'interests', 'text'), (18, 1, 'source', 'text'), (19, 1, 'stage', 'text'), (20, 1, 'language', 'text'),
  (21, 1, 'country', 'text'), (22, 1, 'region', 'text'), (23, 1, 'city', 'text'), (24, 1, 'district', 'text'),
  (25, 1, 'industry', 'text'), (26, 1, 'description', 'text'),
  (27, 1, 'emails', 'list'), (28, 1, 'phones', 'list'), (29, 1, 'urls', 'list'), (30, 1, 'messaging', 'list'),
  (31, 1, 'addresses', 'list'), (32, 1, 'owners', 'list'), (33, 1, 'anniversaries', 'list'),
  (34, 1, 'external_ids', 'list'), (35, 1, 'tags', 'tags'),
  (36, 2, 'code', 'text'), (37, 2, 'archived', 'date_time'), (38, 2, 'created', 'date_time'),
  (39, 2, 'name', 'text'), (40, 2, 'email', 'text'), (41, 2, 'team', 'text'), (42, 2, 'active', 'boolean'),
  (43, 2, 'tags', 'tags'),
  (44, 101, 'tag', 'integer'),
  (45, 102, 'name', 'text'), (46, 102, 'folded', 'text'), (47, 102, 'grp', 'integer'), (48, 102, 'colour', 'text'),
  (49, 102, 'retired', 'boolean'),
  (50, 103, 'name', 'text'), (51, 103, 'folded', 'text'), (52, 103, 'exclusive', 'boolean'),
  (53, 104, 'kind', 'integer'), (54, 104, 'name', 'text'), (55, 104, 'folded', 'text'), (56, 104, 'physical', 'text'),
  (57, 104, 'type', 'text'), (58, 104, 'state', 'text'), (59, 104, 'spec', 'text'),
  (60, 105, 'field', 'integer'), (61, 105, 'name', 'text'), (62, 105, 'folded', 'text'), (63, 105, 'retired', 'boolean'),
  (64, 106, 'name', 'text'), (65, 106, 'kind', 'integer'), (66, 106, 'pattern', 'text'),
  (67, 107, 'name', 'text'), (68, 107, 'value', 'text');
)sql";

}  // namespace crmlite::schema
