// Format 3: notes on any record, tasks, and reminders; yearly dates are found by month and day. Frozen.
#include "schema/steps.hpp"

namespace crmlite::schema {

const char* const step_003 = R"sql(
INSERT INTO kind (id, name, tab) VALUES (4, 'note', 'note'), (5, 'task', 'task'), (6, 'reminder', 'reminder');

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
CREATE INDEX note_record ON note (record, id);
CREATE INDEX note_author ON note (author, id) WHERE author IS NOT NULL;
CREATE INDEX note_follow_up ON note (follow_up, id) WHERE follow_up IS NOT NULL;

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
CREATE INDEX task_due ON task (due, id) WHERE closed IS NULL;
CREATE INDEX task_assignee ON task (assignee, due, id) WHERE assignee IS NOT NULL;
CREATE INDEX task_next ON task (next) WHERE next IS NOT NULL;

CREATE TABLE task_about (
  owner INTEGER NOT NULL REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  pos INTEGER NOT NULL,
  record INTEGER NOT NULL REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (owner, pos)
) STRICT, WITHOUT ROWID;
CREATE INDEX task_about_record ON task_about (record, owner);

CREATE TABLE task_item (
  owner INTEGER NOT NULL REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  pos INTEGER NOT NULL,
  text TEXT NOT NULL,
  done INTEGER,
  PRIMARY KEY (owner, pos)
) STRICT, WITHOUT ROWID;

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
CREATE INDEX reminder_record ON reminder (record, id);
CREATE INDEX reminder_person ON reminder (person, id) WHERE person IS NOT NULL;
CREATE INDEX reminder_rings ON reminder (rings, id) WHERE state = 'waiting' AND rings IS NOT NULL;

CREATE INDEX customer_birthday ON customer (substr(birthday, -5), id) WHERE birthday IS NOT NULL;
CREATE INDEX anniversary_date ON anniversary (substr(date, -5), owner);

INSERT INTO journal_table (id, name) VALUES (4, 'note'), (5, 'task'), (6, 'reminder');
INSERT INTO journal_column (tab, physical, type) VALUES
  (4, 'code', 'text'), (4, 'archived', 'date_time'), (4, 'created', 'date_time'),
  (4, 'record', 'reference'), (4, 'text', 'text'), (4, 'author', 'reference'), (4, 'pinned', 'boolean'),
  (4, 'follow_up', 'date'), (4, 'tags', 'tags'),
  (5, 'code', 'text'), (5, 'archived', 'date_time'), (5, 'created', 'date_time'),
  (5, 'subject', 'text'), (5, 'description', 'text'), (5, 'assignee', 'reference'), (5, 'priority', 'text'),
  (5, 'status', 'text'), (5, 'due_date', 'date'), (5, 'due_at', 'date_time'), (5, 'zone', 'text'),
  (5, 'recurrence', 'text'), (5, 'due', 'date_time'), (5, 'closed', 'date_time'), (5, 'starts', 'date_time'),
  (5, 'next', 'reference'), (5, 'about', 'list'), (5, 'checklist', 'list'), (5, 'tags', 'tags'),
  (6, 'code', 'text'), (6, 'archived', 'date_time'), (6, 'created', 'date_time'),
  (6, 'record', 'reference'), (6, 'person', 'reference'), (6, 'at', 'date_time'), (6, 'minutes_before', 'integer'),
  (6, 'message', 'text'), (6, 'state', 'text'), (6, 'rings', 'date_time'), (6, 'delivered', 'date_time'),
  (6, 'tags', 'tags');

UPDATE store SET format = 3, least_reader = 3, least_writer = 3, catalogue = catalogue + 1;
)sql";

}  // namespace crmlite::schema
