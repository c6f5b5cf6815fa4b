// Format 2: interactions and the timelines of the customers they concern. Frozen.
#include "schema/steps.hpp"

namespace crmlite::schema {

const char* const step_002 = R"sql(
INSERT INTO kind (id, name, tab) VALUES (3, 'interaction', 'interaction');

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
CREATE INDEX interaction_customer ON interaction (customer, id) WHERE customer IS NOT NULL;
CREATE INDEX interaction_at ON interaction (at, id);
CREATE INDEX interaction_thread ON interaction (thread, id) WHERE thread IS NOT NULL;
CREATE UNIQUE INDEX interaction_message_id ON interaction (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX interaction_archived ON interaction (id) WHERE archived IS NOT NULL;

CREATE TABLE interaction_participant (
  owner INTEGER NOT NULL REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  pos INTEGER NOT NULL,
  record INTEGER NOT NULL REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  role TEXT,
  PRIMARY KEY (owner, pos)
) STRICT, WITHOUT ROWID;
CREATE INDEX interaction_participant_record ON interaction_participant (record, owner);

CREATE TABLE interaction_about (
  owner INTEGER NOT NULL REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  pos INTEGER NOT NULL,
  record INTEGER NOT NULL REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (owner, pos)
) STRICT, WITHOUT ROWID;
CREATE INDEX interaction_about_record ON interaction_about (record, owner);

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
CREATE INDEX timeline_planned ON timeline (customer, at) WHERE contact = 2;

ALTER TABLE customer ADD COLUMN last_contact_at INTEGER;
ALTER TABLE customer ADD COLUMN next_contact_at INTEGER;
CREATE INDEX customer_last_contact_at ON customer (last_contact_at, id) WHERE last_contact_at IS NOT NULL;
CREATE INDEX customer_next_contact_at ON customer (next_contact_at, id) WHERE next_contact_at IS NOT NULL;

INSERT INTO journal_table (id, name) VALUES (3, 'interaction');
INSERT INTO journal_column (tab, physical, type) VALUES
  (3, 'code', 'text'), (3, 'archived', 'date_time'), (3, 'created', 'date_time'),
  (3, 'customer', 'reference'), (3, 'kind', 'text'), (3, 'status', 'text'), (3, 'direction', 'text'),
  (3, 'channel', 'text'), (3, 'at', 'date_time'), (3, 'zone', 'text'), (3, 'minutes', 'integer'),
  (3, 'subject', 'text'), (3, 'body', 'text'), (3, 'outcome', 'text'), (3, 'topic', 'text'), (3, 'thread', 'text'),
  (3, 'message_id', 'text'), (3, 'participants', 'list'), (3, 'about', 'list'), (3, 'external_ids', 'list'),
  (3, 'tags', 'tags');

UPDATE store SET format = 2, least_reader = 2, least_writer = 2, catalogue = catalogue + 1;
)sql";

}  // namespace crmlite::schema
