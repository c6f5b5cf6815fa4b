PRAGMA foreign_keys = OFF;
BEGIN;
CREATE TABLE anniversary (
  owner INTEGER NOT NULL REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  pos INTEGER NOT NULL,
  label TEXT,
  date TEXT NOT NULL,
  PRIMARY KEY (owner, pos)
) STRICT, WITHOUT ROWID;
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
CREATE TABLE blob (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  state TEXT NOT NULL,
  size INTEGER NOT NULL,
  sha256 BLOB,
  touched INTEGER NOT NULL,
  CONSTRAINT blob_sha256_length CHECK (sha256 IS NULL OR length(sha256) = 32)
) STRICT;
CREATE TABLE blob_chunk (
  id INTEGER PRIMARY KEY,
  bytes BLOB NOT NULL
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
CREATE TABLE choice (
  id INTEGER PRIMARY KEY,
  field INTEGER NOT NULL REFERENCES field (id) DEFERRABLE INITIALLY DEFERRED,
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  retired INTEGER NOT NULL CONSTRAINT choice_retired CHECK (retired IN (0, 1)),
  UNIQUE (field, folded)
) STRICT;
CREATE TABLE code (
  canon TEXT PRIMARY KEY,
  record INTEGER NOT NULL,
  series INTEGER,
  n INTEGER,
  state INTEGER NOT NULL
, version INTEGER, counter INTEGER, at INTEGER, why TEXT) STRICT, WITHOUT ROWID;
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
CREATE TABLE code_counter (
  id INTEGER PRIMARY KEY,
  series INTEGER NOT NULL REFERENCES code_series (id) DEFERRABLE INITIALLY DEFERRED,
  scope TEXT NOT NULL,
  next INTEGER NOT NULL, last_at INTEGER,
  UNIQUE (series, scope)
) STRICT;
CREATE TABLE code_gap (
  counter INTEGER NOT NULL REFERENCES code_counter (id) DEFERRABLE INITIALLY DEFERRED,
  lo INTEGER NOT NULL,
  hi INTEGER NOT NULL,
  why TEXT NOT NULL,
  actor TEXT,
  at INTEGER NOT NULL,
  PRIMARY KEY (counter, lo)
) STRICT, WITHOUT ROWID;
CREATE TABLE code_key (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  secret BLOB NOT NULL,
  since INTEGER NOT NULL
) STRICT;
CREATE TABLE code_series (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  kind INTEGER NOT NULL REFERENCES kind (id) DEFERRABLE INITIALLY DEFERRED,
  pattern TEXT NOT NULL
, zone TEXT, fiscal TEXT, date TEXT, by_hand TEXT, volume INTEGER) STRICT;
CREATE TABLE code_version (
  series INTEGER NOT NULL REFERENCES code_series (id) DEFERRABLE INITIALLY DEFERRED,
  version INTEGER NOT NULL,
  pattern TEXT NOT NULL,
  fiscal TEXT NOT NULL,
  keys INTEGER NOT NULL,
  since INTEGER NOT NULL,
  PRIMARY KEY (series, version)
) STRICT, WITHOUT ROWID;
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
, last_contact_at INTEGER, next_contact_at INTEGER) STRICT;
CREATE TABLE external_id (
  owner INTEGER NOT NULL REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  pos INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  system TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (owner, pos)
) STRICT, WITHOUT ROWID;
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
CREATE TABLE interaction (
  id INTEGER PRIMARY KEY REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  code TEXT,
  revision INTEGER NOT NULL,
  created INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  archived INTEGER,
  parts INTEGER NOT NULL,
  customer INTEGER REFERENCES customer (id) DEFERRABLE INITIALLY DEFERRED,
  kind TEXT NOT NULL,
  status TEXT NOT NULL,
  direction TEXT,
  channel TEXT,
  at INTEGER NOT NULL,
  zone TEXT,
  minutes INTEGER,
  subject TEXT,
  body TEXT,
  outcome TEXT,
  topic TEXT,
  thread TEXT,
  message_id TEXT
) STRICT;
CREATE TABLE interaction_about (
  owner INTEGER NOT NULL REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  pos INTEGER NOT NULL,
  record INTEGER NOT NULL REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (owner, pos)
) STRICT, WITHOUT ROWID;
CREATE TABLE interaction_participant (
  owner INTEGER NOT NULL REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  pos INTEGER NOT NULL,
  record INTEGER NOT NULL REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  role TEXT,
  PRIMARY KEY (owner, pos)
) STRICT, WITHOUT ROWID;
CREATE TABLE journal_column (
  id INTEGER PRIMARY KEY,
  tab INTEGER NOT NULL REFERENCES journal_table (id) DEFERRABLE INITIALLY DEFERRED,
  physical TEXT NOT NULL,
  type TEXT NOT NULL,
  field INTEGER,
  from_txn INTEGER,
  to_txn INTEGER
) STRICT;
CREATE TABLE journal_table (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE kind (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, tab TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE note (
  id INTEGER PRIMARY KEY REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  code TEXT,
  revision INTEGER NOT NULL,
  created INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  archived INTEGER,
  parts INTEGER NOT NULL,
  record INTEGER NOT NULL REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  text TEXT NOT NULL,
  author INTEGER REFERENCES user (id) DEFERRABLE INITIALLY DEFERRED,
  pinned INTEGER NOT NULL CONSTRAINT note_pinned CHECK (pinned IN (0, 1)),
  follow_up TEXT
) STRICT;
CREATE TABLE record (
  id INTEGER PRIMARY KEY,
  kind INTEGER NOT NULL REFERENCES kind (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE TABLE record_choice (
  record INTEGER NOT NULL REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  field INTEGER NOT NULL REFERENCES field (id) DEFERRABLE INITIALLY DEFERRED,
  choice INTEGER NOT NULL REFERENCES choice (id) DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (record, field, choice)
) STRICT, WITHOUT ROWID;
CREATE TABLE record_owner (
  owner INTEGER NOT NULL REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  pos INTEGER NOT NULL,
  user INTEGER NOT NULL REFERENCES user (id) DEFERRABLE INITIALLY DEFERRED,
  role TEXT,
  PRIMARY KEY (owner, pos)
) STRICT, WITHOUT ROWID;
CREATE TABLE record_tag (
  record INTEGER NOT NULL REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  tag INTEGER NOT NULL REFERENCES tag (id) DEFERRABLE INITIALLY DEFERRED,
  kind INTEGER NOT NULL,
  PRIMARY KEY (record, tag)
) STRICT, WITHOUT ROWID;
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
CREATE TABLE reminder (
  id INTEGER PRIMARY KEY REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  code TEXT,
  revision INTEGER NOT NULL,
  created INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  archived INTEGER,
  parts INTEGER NOT NULL,
  record INTEGER NOT NULL REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  person INTEGER REFERENCES user (id) DEFERRABLE INITIALLY DEFERRED,
  at INTEGER,
  minutes_before INTEGER,
  message TEXT,
  state TEXT NOT NULL,
  rings INTEGER,
  delivered INTEGER
) STRICT;
CREATE TABLE setting (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, value TEXT NOT NULL) STRICT;
CREATE TABLE store (
  id INTEGER PRIMARY KEY CONSTRAINT store_one_row CHECK (id = 1),
  format INTEGER NOT NULL,
  least_reader INTEGER NOT NULL,
  least_writer INTEGER NOT NULL,
  catalogue INTEGER NOT NULL,
  copy INTEGER NOT NULL CONSTRAINT store_copy CHECK (copy BETWEEN 0 AND 8191),
  next_id INTEGER NOT NULL
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
CREATE TABLE tag_group (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  folded TEXT NOT NULL UNIQUE,
  exclusive INTEGER NOT NULL CONSTRAINT tag_group_exclusive CHECK (exclusive IN (0, 1))
) STRICT;
CREATE TABLE task (
  id INTEGER PRIMARY KEY REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  code TEXT,
  revision INTEGER NOT NULL,
  created INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  archived INTEGER,
  parts INTEGER NOT NULL,
  subject TEXT NOT NULL,
  description TEXT,
  assignee INTEGER REFERENCES user (id) DEFERRABLE INITIALLY DEFERRED,
  priority TEXT NOT NULL,
  status TEXT NOT NULL,
  due_date TEXT,
  due_at INTEGER,
  zone TEXT,
  recurrence TEXT,
  due INTEGER,
  closed INTEGER,
  starts INTEGER,
  next INTEGER REFERENCES task (id) DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT task_due_date_or_time CHECK (due_date IS NULL OR due_at IS NULL)
) STRICT;
CREATE TABLE task_about (
  owner INTEGER NOT NULL REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  pos INTEGER NOT NULL,
  record INTEGER NOT NULL REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (owner, pos)
) STRICT, WITHOUT ROWID;
CREATE TABLE task_item (
  owner INTEGER NOT NULL REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  pos INTEGER NOT NULL,
  text TEXT NOT NULL,
  done INTEGER,
  PRIMARY KEY (owner, pos)
) STRICT, WITHOUT ROWID;
CREATE TABLE timeline (
  customer INTEGER NOT NULL REFERENCES customer (id) DEFERRABLE INITIALLY DEFERRED,
  at INTEGER NOT NULL,
  record INTEGER NOT NULL,
  contact INTEGER NOT NULL CONSTRAINT timeline_contact CHECK (contact BETWEEN 0 AND 2),
  kind TEXT NOT NULL,
  direction TEXT,
  summary TEXT,
  PRIMARY KEY (customer, at DESC, record DESC)
) STRICT, WITHOUT ROWID;
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
CREATE INDEX anniversary_date ON anniversary (substr(date, -5), owner);
CREATE INDEX attachment_blob ON attachment (blob);
CREATE INDEX attachment_record ON attachment (record, id);
CREATE UNIQUE INDEX blob_sha256 ON blob (sha256) WHERE sha256 IS NOT NULL;
CREATE INDEX blob_touched ON blob (touched) WHERE state <> 'attached';
CREATE INDEX change_owner ON change (owner, id);
CREATE INDEX code_block_counter ON code_block (counter, lo);
CREATE INDEX code_number ON code (counter, n) WHERE counter IS NOT NULL;
CREATE INDEX code_record ON code (record);
CREATE INDEX code_series_kind ON code_series (kind);
CREATE INDEX contact_point_normal ON contact_point (normal, list) WHERE normal IS NOT NULL;
CREATE INDEX customer_archived ON customer (id) WHERE archived IS NOT NULL;
CREATE INDEX customer_birthday ON customer (substr(birthday, -5), id) WHERE birthday IS NOT NULL;
CREATE INDEX customer_city ON customer (city, id) WHERE city IS NOT NULL;
CREATE INDEX customer_company ON customer (company, id) WHERE company IS NOT NULL;
CREATE INDEX customer_industry ON customer (industry, id) WHERE industry IS NOT NULL;
CREATE INDEX customer_last_contact_at ON customer (last_contact_at, id) WHERE last_contact_at IS NOT NULL;
CREATE INDEX customer_next_contact_at ON customer (next_contact_at, id) WHERE next_contact_at IS NOT NULL;
CREATE INDEX customer_sort_name ON customer (sort_name, id);
CREATE INDEX customer_stage ON customer (stage, id);
CREATE INDEX customer_updated ON customer (updated, id);
CREATE UNIQUE INDEX external_id_value ON external_id (kind, system, value);
CREATE UNIQUE INDEX field_name ON field (kind, folded) WHERE state <> 'removed';
CREATE INDEX interaction_about_record ON interaction_about (record, owner);
CREATE INDEX interaction_archived ON interaction (id) WHERE archived IS NOT NULL;
CREATE INDEX interaction_at ON interaction (at, id);
CREATE INDEX interaction_customer ON interaction (customer, id) WHERE customer IS NOT NULL;
CREATE UNIQUE INDEX interaction_message_id ON interaction (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX interaction_participant_record ON interaction_participant (record, owner);
CREATE INDEX interaction_thread ON interaction (thread, id) WHERE thread IS NOT NULL;
CREATE INDEX note_author ON note (author, id) WHERE author IS NOT NULL;
CREATE INDEX note_follow_up ON note (follow_up, id) WHERE follow_up IS NOT NULL;
CREATE INDEX note_record ON note (record, id);
CREATE INDEX record_choice_choice ON record_choice (choice, record);
CREATE INDEX record_choice_field ON record_choice (field, record);
CREATE INDEX record_owner_user ON record_owner (user, owner);
CREATE INDEX record_tag_tag ON record_tag (tag, kind, record);
CREATE INDEX relation_archived ON relation (id) WHERE archived IS NOT NULL;
CREATE INDEX relation_from ON relation (from_record, type, to_record);
CREATE INDEX relation_of_type ON relation (type, id);
CREATE INDEX relation_to ON relation (to_record, type, from_record);
CREATE INDEX relation_type_archived ON relation_type (id) WHERE archived IS NOT NULL;
CREATE UNIQUE INDEX relation_type_sort_name ON relation_type (sort_name);
CREATE UNIQUE INDEX relation_type_sort_reverse ON relation_type (sort_reverse) WHERE sort_reverse <> '';
CREATE INDEX reminder_person ON reminder (person, id) WHERE person IS NOT NULL;
CREATE INDEX reminder_record ON reminder (record, id);
CREATE INDEX reminder_rings ON reminder (rings, id) WHERE state = 'waiting' AND rings IS NOT NULL;
CREATE INDEX tag_grp ON tag (grp) WHERE grp IS NOT NULL;
CREATE INDEX task_about_record ON task_about (record, owner);
CREATE INDEX task_assignee ON task (assignee, due, id) WHERE assignee IS NOT NULL;
CREATE INDEX task_due ON task (due, id) WHERE closed IS NULL;
CREATE INDEX task_next ON task (next) WHERE next IS NOT NULL;
CREATE INDEX timeline_planned ON timeline (customer, at) WHERE contact = 2;
CREATE UNIQUE INDEX user_sort_name ON user (sort_name);
CREATE INDEX user_team ON user (team, id) WHERE team IS NOT NULL;
INSERT INTO journal_column VALUES (1, 1, 'code', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (2, 1, 'archived', 'date_time', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (3, 1, 'created', 'date_time', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (4, 1, 'kind', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (5, 1, 'name', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (6, 1, 'name_prefix', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (7, 1, 'given_name', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (8, 1, 'middle_name', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (9, 1, 'family_name', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (10, 1, 'name_suffix', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (11, 1, 'company', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (12, 1, 'department', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (13, 1, 'position', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (14, 1, 'birthday', 'partial_date', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (15, 1, 'preferences', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (16, 1, 'needs', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (17, 1, 'interests', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (18, 1, 'source', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (19, 1, 'stage', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (20, 1, 'language', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (21, 1, 'country', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (22, 1, 'region', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (23, 1, 'city', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (24, 1, 'district', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (25, 1, 'industry', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (26, 1, 'description', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (27, 1, 'emails', 'list', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (28, 1, 'phones', 'list', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (29, 1, 'urls', 'list', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (30, 1, 'messaging', 'list', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (31, 1, 'addresses', 'list', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (32, 1, 'owners', 'list', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (33, 1, 'anniversaries', 'list', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (34, 1, 'external_ids', 'list', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (35, 1, 'tags', 'tags', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (36, 2, 'code', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (37, 2, 'archived', 'date_time', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (38, 2, 'created', 'date_time', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (39, 2, 'name', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (40, 2, 'email', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (41, 2, 'team', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (42, 2, 'active', 'boolean', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (43, 2, 'tags', 'tags', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (44, 101, 'tag', 'integer', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (45, 102, 'name', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (46, 102, 'folded', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (47, 102, 'grp', 'integer', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (48, 102, 'colour', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (49, 102, 'retired', 'boolean', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (50, 103, 'name', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (51, 103, 'folded', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (52, 103, 'exclusive', 'boolean', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (53, 104, 'kind', 'integer', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (54, 104, 'name', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (55, 104, 'folded', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (56, 104, 'physical', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (57, 104, 'type', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (58, 104, 'state', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (59, 104, 'spec', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (60, 105, 'field', 'integer', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (61, 105, 'name', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (62, 105, 'folded', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (63, 105, 'retired', 'boolean', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (64, 106, 'name', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (65, 106, 'kind', 'integer', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (66, 106, 'pattern', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (67, 107, 'name', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (68, 107, 'value', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (69, 3, 'code', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (70, 3, 'archived', 'date_time', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (71, 3, 'created', 'date_time', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (72, 3, 'customer', 'reference', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (73, 3, 'kind', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (74, 3, 'status', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (75, 3, 'direction', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (76, 3, 'channel', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (77, 3, 'at', 'date_time', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (78, 3, 'zone', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (79, 3, 'minutes', 'integer', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (80, 3, 'subject', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (81, 3, 'body', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (82, 3, 'outcome', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (83, 3, 'topic', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (84, 3, 'thread', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (85, 3, 'message_id', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (86, 3, 'participants', 'list', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (87, 3, 'about', 'list', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (88, 3, 'external_ids', 'list', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (89, 3, 'tags', 'tags', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (90, 4, 'code', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (91, 4, 'archived', 'date_time', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (92, 4, 'created', 'date_time', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (93, 4, 'record', 'reference', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (94, 4, 'text', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (95, 4, 'author', 'reference', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (96, 4, 'pinned', 'boolean', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (97, 4, 'follow_up', 'date', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (98, 4, 'tags', 'tags', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (99, 5, 'code', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (100, 5, 'archived', 'date_time', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (101, 5, 'created', 'date_time', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (102, 5, 'subject', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (103, 5, 'description', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (104, 5, 'assignee', 'reference', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (105, 5, 'priority', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (106, 5, 'status', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (107, 5, 'due_date', 'date', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (108, 5, 'due_at', 'date_time', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (109, 5, 'zone', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (110, 5, 'recurrence', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (111, 5, 'due', 'date_time', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (112, 5, 'closed', 'date_time', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (113, 5, 'starts', 'date_time', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (114, 5, 'next', 'reference', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (115, 5, 'about', 'list', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (116, 5, 'checklist', 'list', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (117, 5, 'tags', 'tags', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (118, 6, 'code', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (119, 6, 'archived', 'date_time', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (120, 6, 'created', 'date_time', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (121, 6, 'record', 'reference', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (122, 6, 'person', 'reference', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (123, 6, 'at', 'date_time', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (124, 6, 'minutes_before', 'integer', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (125, 6, 'message', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (126, 6, 'state', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (127, 6, 'rings', 'date_time', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (128, 6, 'delivered', 'date_time', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (129, 6, 'tags', 'tags', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (130, 7, 'code', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (131, 7, 'archived', 'date_time', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (132, 7, 'created', 'date_time', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (133, 7, 'record', 'reference', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (134, 7, 'blob', 'reference', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (135, 7, 'name', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (136, 7, 'mime_type', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (137, 7, 'role', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (138, 7, 'size', 'integer', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (139, 7, 'text', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (140, 7, 'tags', 'tags', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (141, 8, 'code', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (142, 8, 'archived', 'date_time', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (143, 8, 'created', 'date_time', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (144, 8, 'name', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (145, 8, 'reverse', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (146, 8, 'hierarchical', 'boolean', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (147, 8, 'tags', 'tags', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (148, 9, 'code', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (149, 9, 'archived', 'date_time', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (150, 9, 'created', 'date_time', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (151, 9, 'from_record', 'reference', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (152, 9, 'type', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (153, 9, 'to_record', 'reference', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (154, 9, 'role', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (155, 9, 'since', 'partial_date', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (156, 9, 'until', 'partial_date', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (157, 9, 'inactive', 'boolean', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (158, 9, 'tags', 'tags', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (159, 106, 'zone', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (160, 106, 'fiscal', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (161, 106, 'date', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (162, 106, 'by_hand', 'text', NULL, NULL, NULL);
INSERT INTO journal_column VALUES (163, 106, 'volume', 'integer', NULL, NULL, NULL);
INSERT INTO journal_table VALUES (1, 'customer');
INSERT INTO journal_table VALUES (2, 'user');
INSERT INTO journal_table VALUES (3, 'interaction');
INSERT INTO journal_table VALUES (4, 'note');
INSERT INTO journal_table VALUES (5, 'task');
INSERT INTO journal_table VALUES (6, 'reminder');
INSERT INTO journal_table VALUES (7, 'attachment');
INSERT INTO journal_table VALUES (8, 'relation_type');
INSERT INTO journal_table VALUES (9, 'relation');
INSERT INTO journal_table VALUES (101, 'record_tag');
INSERT INTO journal_table VALUES (102, 'tag');
INSERT INTO journal_table VALUES (103, 'tag_group');
INSERT INTO journal_table VALUES (104, 'field');
INSERT INTO journal_table VALUES (105, 'choice');
INSERT INTO journal_table VALUES (106, 'code_series');
INSERT INTO journal_table VALUES (107, 'setting');
INSERT INTO kind VALUES (1, 'customer', 'customer');
INSERT INTO kind VALUES (2, 'user', 'user');
INSERT INTO kind VALUES (3, 'interaction', 'interaction');
INSERT INTO kind VALUES (4, 'note', 'note');
INSERT INTO kind VALUES (5, 'task', 'task');
INSERT INTO kind VALUES (6, 'reminder', 'reminder');
INSERT INTO kind VALUES (7, 'attachment', 'attachment');
INSERT INTO kind VALUES (8, 'relation_type', 'relation_type');
INSERT INTO kind VALUES (9, 'relation', 'relation');
INSERT INTO store VALUES (1, 6, 6, 6, 6, 0, 1);
PRAGMA application_id = 1129467212;
PRAGMA user_version = 6;
COMMIT;
