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
, last_contact_at INTEGER, next_contact_at INTEGER, x_score INTEGER, x_tier INTEGER, x_parent INTEGER REFERENCES customer (id) DEFERRABLE INITIALLY DEFERRED, x_badge TEXT, x_badge$key TEXT, x_budget INTEGER, x_budget_currency TEXT) STRICT;
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
CREATE UNIQUE INDEX customer_x_badge_u ON customer (x_badge$key) WHERE x_badge$key IS NOT NULL;
CREATE INDEX customer_x_parent_i ON customer (x_parent, id) WHERE x_parent IS NOT NULL;
CREATE INDEX customer_x_score_i ON customer (x_score, id) WHERE x_score IS NOT NULL;
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
INSERT INTO anniversary VALUES (4, 0, 'wedding', '1999');
INSERT INTO attachment VALUES (10, NULL, 1, 1772366403000, 1772366403000, NULL, 0, 3, 1, 'contract.txt', 'text/plain', NULL, 8, NULL);
INSERT INTO blob VALUES (1, 'attached', 8, X'CC8321D6375C494D043FDD0260F21BC0EC51DACC9F6ABB7F909CDCD3041B78BF', 1772366401000);
INSERT INTO blob_chunk VALUES (16777216, X'636F6E7472616374');
INSERT INTO change VALUES (1, 1, 107, 1, 1, 1, NULL, X'C510C70F6DAFF2B3EA4C364796553B85', X'375454DC357E7E0643EB955BD3731735BE40F7AD99D896C8152996558F4B0DCE');
INSERT INTO change VALUES (2, 1, 107, 2, 2, 1, NULL, X'14452A085697F892A7A366C27B1C2E64', X'7936A8EF2CD9B3D1DF15E5B9E60FFD4218BE83F5B301DED056C23BB4D37B3314');
INSERT INTO change VALUES (3, 1, 2, 1, 1, 1, NULL, X'7336239AE2487AB222A7FD6F1223C124', X'6698715CC9FB0103DB398E4BC15D7C993A07C7EDF639DEA7239DCDC12D986A4C');
INSERT INTO change VALUES (4, 2, 106, 1, 1, 1, NULL, X'E610F58DEF0430129DE8B147CC4D9561', X'C9DE83068E4905B9D294959C62A28F56489717493C4F19B5688AEC385C0C56D5');
INSERT INTO change VALUES (5, 2, 106, 2, 2, 1, NULL, X'214AEDB98AB4FDDDD0B1A53A8CDB3C8D', X'FB17F2AC6C2E3F8D9F1D47ADB14D9C2802496A5C2788BFFD16CF96EA0B2EDB2E');
INSERT INTO change VALUES (6, 2, 104, 1, 1, 1, NULL, X'D12672D84B11BDEEA6E8D7E7F13F0CF5', X'0ADD52851E02D9C1D904471126F7F5D0C414D9B59E93DA23668FF99D7039E286');
INSERT INTO change VALUES (7, 2, 104, 2, 2, 1, NULL, X'F1C83BE21531CAEE3564C6B43DED49AB', X'2587F4973E5CB26444B0E9B36DF70FC941976B58C1BDDD56FF97F1CABFE7F1C4');
INSERT INTO change VALUES (8, 2, 105, 1, 1, 1, NULL, X'D78D80576C3C9599259321051B94FAE3', X'D52C1D5D106C98128E5257E21B5231E07D8EA732D54F9F2802D1ACD6A24AE21A');
INSERT INTO change VALUES (9, 2, 105, 2, 2, 1, NULL, X'877C0822C1C298142F3831CDC6C3C97D', X'04A298C0F53BB67CA251D8322FCED723D6C49246FBCECA1BA32BD68CE94A0F2A');
INSERT INTO change VALUES (10, 2, 104, 3, 3, 1, NULL, X'C06173C3DEDEBA0BAFF5D4E249845310', X'E3108E27E87B9426443EDEDFA1B669EA2310B1F81C541882BBB986B8C4C4F576');
INSERT INTO change VALUES (11, 2, 105, 3, 3, 1, NULL, X'91F7304909419676791107ECAEE7187F', X'997F36221B66A415F053C991AC419CCDDEF13B335B35493F785D68EED43C9200');
INSERT INTO change VALUES (12, 2, 105, 4, 4, 1, NULL, X'C15468ABCCDF5C9C42C3E120CE4A8A59', X'E7BE413209B2899FCDB0A4B3305C483DDC1402933933264490C28660F1E33513');
INSERT INTO change VALUES (13, 2, 104, 4, 4, 1, NULL, X'4A7736E060708967BC27FFBBB1BE4136', X'D999293FC4C0ED0C51B9FDB6F48F973E9DB18A4B9EBC69E48E854BBD3A470249');
INSERT INTO change VALUES (14, 2, 104, 5, 5, 1, NULL, X'A772DE0992DD3263D0B9895ECA01BCDA', X'67A69F1C471D32D71DDEDFE85AD4996D6992986F776FBF92D12B924F0D303C68');
INSERT INTO change VALUES (15, 2, 104, 6, 6, 1, NULL, X'2528F81AF0E94AC0AFA1E9A7177674FB', X'F677455B069ED137F44F8EA27B3402A17CD0F296E866C820DCBBACE602AD04B6');
INSERT INTO change VALUES (16, 2, 102, 1, 1, 1, NULL, X'59A9479483B6CF02EC918AB9695E99E1', X'9A4183A5A76D9A29E347405FAFCDA4C620CCD495760CFDD3D766DC3A69C9AC79');
INSERT INTO change VALUES (17, 2, 103, 1, 1, 1, NULL, X'D115D2B8ACB88E6D1309A3C830761A65', X'E811BD4BD29205D1831C190A4D35322214CB848F43F038716D5304F99D807386');
INSERT INTO change VALUES (18, 2, 102, 1, 1, 2, '{"47":null}', X'44CC2005963F2EA60E8142911F2E5F3C', X'EA89BCF3292D1524428A7092A1A58B6DE3D6070F47F682779900B4C59C233EC4');
INSERT INTO change VALUES (19, 2, 102, 1, 1, 2, '{"48":null}', X'1C46DEBA1F674A3F7E1B44D9383664D6', X'DEF1E5ADC8A6021802666D8118DD4BC8A9C121376C46AF4B804A7A800105A373');
INSERT INTO change VALUES (20, 3, 2, 2, 2, 1, NULL, X'A7C15177AFA25162A981B31B38711978', X'CA9F8BED47D60520CB76D4B6254A93FF50447A966F4491A21AB06E685E1A90EC');
INSERT INTO change VALUES (21, 3, 102, 2, 2, 1, NULL, X'347C4FC642717215B7B85D07C0CCD304', X'ED1313BA02836CD1C22758A3D6857BBDCD2DAE31E802D2A6187F3B92EEC12E7B');
INSERT INTO change VALUES (22, 3, 1, 3, 3, 1, NULL, X'008B784ECA35917EE1E5211EFB1AB0A2', X'051012483B036F7C6EC9D7CB7F3BE8AE3F5816783DF015EA33DE12BDE4AE0EDC');
INSERT INTO change VALUES (23, 3, 1, 4, 4, 1, NULL, X'75B1E4CB253C194F73EC766C383B2970', X'742FB3DD67ACFD798C301F004963C8C070816D1CD9097CBA4FA5E8BD76AA712E');
INSERT INTO change VALUES (24, 3, 1, 5, 5, 1, NULL, X'BC78993A1D4A4D813B77E483D82F3083', X'2624E6A5E1681C91D9C94A22CFAD22F479BF94191D62DEA226BB594DEC29F3E0');
INSERT INTO change VALUES (25, 3, 3, 6, 6, 1, NULL, X'FAFB32B292CBD9F361468AE618D0616B', X'B112708E8EE4BD232DF720627866F63C7BC0C2308EFB2CA7B25F6C8784DA38C0');
INSERT INTO change VALUES (26, 3, 5, 7, 7, 1, NULL, X'69715A489FB3F936795593E5632178A2', X'0EE890F7AF0EFEB87830BC2631735D6696A92B2DCC6976926A7BB3136522EF0C');
INSERT INTO change VALUES (27, 3, 6, 8, 8, 1, NULL, X'EF74074808492DE6F7E224CA0053F5F4', X'A1B474EAC0B38E2C7443071238E0FFE19CC62FC2209375C50A250B39BA6DF92E');
INSERT INTO change VALUES (28, 3, 4, 9, 9, 1, NULL, X'1022EEBDC04B03E6726AA836C9868C3E', X'1459C37AC906D225F719DB224CC2506A69A1F310A281C77A17081F9B4DD7DE5C');
INSERT INTO change VALUES (29, 3, 7, 10, 10, 1, NULL, X'0B3EB45DAB7676AFA865D6FD0EDEE333', X'0AD335912AB7EE9CBDFEE4EECE9FF5AD45E9D716DCEED920285231A9824E3743');
INSERT INTO change VALUES (30, 3, 9, 11, 11, 1, NULL, X'7DADA9449757EF86FC0EC92E789594CC', X'DD637797590196EDA594C59D8D2AD1311C7FEE5626A3BB3E6E205117974680DD');
INSERT INTO change VALUES (31, 3, 8, 12, 12, 1, NULL, X'0B307F20ED5CBD9EA1D17710DC0289B0', X'DF2F33AC5F4E20D9817861E91853E5AACA24A7EDAAEAE8ED950D9E52C1DFA4C7');
INSERT INTO change VALUES (32, 3, 9, 13, 13, 1, NULL, X'23059A07293786611A9D97E24927A4F6', X'F398AB5B617F493686E1470E179D3541246E98D8766BCD2423D19E7CC3A62813');
INSERT INTO change VALUES (33, 3, 3, 14, 14, 1, NULL, X'4B82EBA37FA436946A2AAEB14BB3C9E9', X'E68823B93FD86CB8AD3FD6A2B45792BA473A3469B5D1E4D5C19939E4C992D65D');
INSERT INTO change VALUES (34, 4, 1, 3, 3, 2, '{"19":"lead","164":72}', X'00BBF5E184933F900BDB0E4A967D60D5', X'A2AAB760C5D96A74CF1547611F3E9DA4B93FA315E7477B94856A9F217A348B96');
INSERT INTO change VALUES (35, 4, 101, 3, 2, 3, NULL, X'F2FF00699E9E1484FEF48541842B2EEB', X'6723614791570B3342AEA4BCD8451CF2F0D5EFE86FEBA42B89AD8E804AFC495C');
INSERT INTO change VALUES (36, 4, 1, 4, 4, 2, '{"2":null}', X'184DEB57E36A892962E7D335BB1683A0', X'B0ED55C77A0BEEDE5D8E6CB4C2ED5D53717E07C91D748A8E955FABEFDD586042');
INSERT INTO change VALUES (37, 4, 9, 11, 11, 3, '{"150":1772366403000,"151":5,"152":"works at","153":3,"157":0}', X'D61B964E2BA2316A912A86E9A93D7340', X'96CC89DCD2393BFCBE53030BD02270BD08B8E852B59BBE570FC42882D0BBF59A');
INSERT INTO change VALUES (38, 4, 3, 14, 14, 3, '{"71":1772366403000,"72":5,"73":"note","74":"done","77":1772366403000,"80":"Gone, too"}', X'1AA60C3722A55B19AB673D81864FAAD1', X'0B9ADE0551046B8E9ECCABE04A81AA3E4391AF39006359EC4C5AFAF6D28B4C45');
INSERT INTO change VALUES (39, 4, 1, 5, 5, 3, '{"1":"C-2026-0003","3":1772366403000,"4":"person","5":"Gone","19":"lead"}', X'9E286CAB8F3483468F439A484B1633FB', X'B011CB8E2AA85407852B2A954FEB051CAC5717857F4EE664A65B11AF1D6AC60D');
INSERT INTO choice VALUES (1, 2, 'silver', 'silver', 0);
INSERT INTO choice VALUES (2, 2, 'gold', 'gold', 0);
INSERT INTO choice VALUES (3, 3, 'tea', 'tea', 0);
INSERT INTO choice VALUES (4, 3, 'coffee', 'coffee', 0);
INSERT INTO code VALUES ('C-2026-0001', 3, 1, 1, 0, 1, 2, 1772366403000, NULL);
INSERT INTO code VALUES ('C-2026-0002', 4, 1, 2, 0, 1, 2, 1772366403000, NULL);
INSERT INTO code VALUES ('C-2026-0003', 5, 1, 3, 1, 1, 2, 1772366403000, NULL);
INSERT INTO code VALUES ('U001CY', 2, 2, 1, 0, 1, 1, 1772366403000, NULL);
INSERT INTO code_block VALUES (1, 1, 1, 100, NULL, 1772366403000, NULL, NULL);
INSERT INTO code_counter VALUES (1, 2, '', 101, 0);
INSERT INTO code_counter VALUES (2, 1, '', 4, 0);
INSERT INTO code_key VALUES (1, 'seal', X'7369787465656E206279746573206F72206D6F7265', 1772366402000);
INSERT INTO code_series VALUES (1, 'customer', 1, 'C-{YYYY}-{SEQ:4}', NULL, NULL, NULL, NULL, NULL);
INSERT INTO code_series VALUES (2, 'user', 2, 'U{SEQ:3;fast}{MAC:2;key=seal}', 'UTC', NULL, NULL, 'no', NULL);
INSERT INTO code_version VALUES (1, 1, 'C-{YYYY}-{SEQ:4}', '01-01', 0, 1772366402000);
INSERT INTO code_version VALUES (2, 1, 'U{SEQ:3;fast}{MAC:2;key=seal}', '01-01', 1, 1772366402000);
INSERT INTO contact_point VALUES (3, 'address', 0, 'Street 1', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'Berlin', NULL, NULL, NULL, NULL);
INSERT INTO contact_point VALUES (3, 'email', 0, 'Office@Example.org', 'work', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'office@example.org');
INSERT INTO contact_point VALUES (3, 'phone', 0, '+49 30 123456', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '+4930123456');
INSERT INTO customer VALUES (3, 'C-2026-0001', 2, 1772366403000, 1772366404000, NULL, 47, 'company', 'Acme', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'customer', NULL, 'DE', NULL, 'Berlin', NULL, NULL, NULL, 'acme', 1772366403000, 1773014400000, 80, 2, NULL, 'A 1', 'a 1', NULL, NULL);
INSERT INTO customer VALUES (4, 'C-2026-0002', 2, 1772366403000, 1772366404000, 1772366404000, 16, 'person', '张三', NULL, '三', NULL, '张', NULL, NULL, NULL, NULL, '--03-08', NULL, NULL, NULL, NULL, 'lead', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '张三', NULL, NULL, NULL, NULL, 3, NULL, NULL, NULL, NULL);
INSERT INTO external_id VALUES (3, 0, 1, 'erp', '4711');
INSERT INTO field VALUES (1, 1, 'score', 'score', 'x_score', 'integer', 'active', '{"label":"Score","indexed":true,"min":"0","max":"100"}');
INSERT INTO field VALUES (2, 1, 'tier', 'tier', 'x_tier', 'single choice', 'active', '{}');
INSERT INTO field VALUES (3, 1, 'likes', 'likes', 'x_likes', 'multiple choice', 'active', '{}');
INSERT INTO field VALUES (4, 1, 'parent', 'parent', 'x_parent', 'reference', 'active', '{"target":"customer"}');
INSERT INTO field VALUES (5, 1, 'badge', 'badge', 'x_badge', 'text', 'active', '{"unique":true}');
INSERT INTO field VALUES (6, 1, 'budget', 'budget', 'x_budget', 'money', 'active', '{}');
INSERT INTO interaction VALUES (6, NULL, 1, 1772366403000, 1772366403000, NULL, 64, 3, 'call', 'done', 'in', NULL, 1772366403000, NULL, NULL, 'Asked for a quote', NULL, NULL, NULL, NULL, NULL);
INSERT INTO interaction_participant VALUES (6, 0, 2, 'to');
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
INSERT INTO journal_column VALUES (164, 1, 'x_score', 'integer', 1, 2, NULL);
INSERT INTO journal_column VALUES (165, 1, 'x_tier', 'single choice', 2, 2, NULL);
INSERT INTO journal_column VALUES (166, 1, 'x_likes', 'multiple choice', 3, 2, NULL);
INSERT INTO journal_column VALUES (167, 1, 'x_parent', 'reference', 4, 2, NULL);
INSERT INTO journal_column VALUES (168, 1, 'x_badge', 'text', 5, 2, NULL);
INSERT INTO journal_column VALUES (169, 1, 'x_budget', 'money', 6, 2, NULL);
INSERT INTO journal_column VALUES (170, 1, 'x_budget_currency', 'currency', 6, 2, NULL);
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
INSERT INTO note VALUES (9, NULL, 1, 1772366403000, 1772366403000, NULL, 0, 3, 'Prefers tea', 1, 1, NULL);
INSERT INTO record VALUES (1, 2);
INSERT INTO record VALUES (2, 2);
INSERT INTO record VALUES (3, 1);
INSERT INTO record VALUES (4, 1);
INSERT INTO record VALUES (6, 3);
INSERT INTO record VALUES (7, 5);
INSERT INTO record VALUES (8, 6);
INSERT INTO record VALUES (9, 4);
INSERT INTO record VALUES (10, 7);
INSERT INTO record VALUES (12, 8);
INSERT INTO record VALUES (13, 9);
INSERT INTO record_choice VALUES (3, 3, 3);
INSERT INTO record_owner VALUES (3, 0, 2, NULL);
INSERT INTO record_tag VALUES (3, 1, 1);
INSERT INTO relation VALUES (13, NULL, 1, 1772366403000, 1772366403000, NULL, 0, 3, 'supplies', 2, 'contact', '2024', '2030-06', 1);
INSERT INTO relation_type VALUES (12, NULL, 1, 1772366403000, 1772366403000, NULL, 0, 'supplies', 'buys from', 0, 'supplies', 'buys from');
INSERT INTO reminder VALUES (8, NULL, 1, 1772366403000, 1772366403000, NULL, 0, 7, 2, NULL, 60, NULL, 'waiting', 1773010800000, NULL);
INSERT INTO setting VALUES (1, 'default_country', '');
INSERT INTO setting VALUES (2, 'zone', 'UTC');
INSERT INTO sqlite_sequence VALUES ('blob', 1);
INSERT INTO sqlite_sequence VALUES ('tag', 2);
INSERT INTO store VALUES (1, 6, 6, 6, 9, 0, 15);
INSERT INTO tag VALUES (1, 'vip', 'vip', 1, '#ff0000', 0, 1);
INSERT INTO tag VALUES (2, 'new', 'new', NULL, NULL, 0, 0);
INSERT INTO tag_group VALUES (1, 'rank', 'rank', 0);
INSERT INTO task VALUES (7, NULL, 1, 1772366403000, 1772366403000, NULL, 384, 'Send the quote', NULL, NULL, 'normal', 'open', '2026-03-09', NULL, NULL, 'FREQ=YEARLY', 1773014400000, NULL, 1773014400000, NULL);
INSERT INTO task_about VALUES (7, 0, 3);
INSERT INTO task_item VALUES (7, 0, 'prices', 1);
INSERT INTO timeline VALUES (3, 1773014400000, 7, 2, 'task', NULL, 'Send the quote');
INSERT INTO timeline VALUES (3, 1772366403000, 6, 1, 'call', 'in', 'Asked for a quote');
INSERT INTO txn VALUES (1, 1772366400000, 1772366400000, 'ada', 'new store', NULL, NULL, NULL, 1, 3, X'97C05D5215565642B8171EAD5C10A144785FE811C80832B1B356D0A5A239EE27');
INSERT INTO txn VALUES (2, 1772366402000, 1772366402000, 'ada', NULL, NULL, NULL, NULL, 4, 16, X'D7428181D9697906E2615E57AEC5D798C13CC0B816005AA188E20CA3612EA400');
INSERT INTO txn VALUES (3, 1772366403000, 1772366403000, 'ada', 'first customers', 'fair', NULL, NULL, 20, 14, X'BCCD9DBC19DAE3E87002D1C2EE5244C8F994680C71F266BC1B4387C15A455B51');
INSERT INTO txn VALUES (4, 1772366404000, 1772366404000, 'bo', NULL, NULL, NULL, NULL, 34, 6, X'367F55E046F88FBE9F3D4FDB8734B0BA9B56DC97CDD2560916B5D91221E26217');
INSERT INTO user VALUES (1, NULL, 1, 1772366400000, 1772366400000, NULL, 0, 'ada', NULL, NULL, 1, 'ada');
INSERT INTO user VALUES (2, 'U001CY', 1, 1772366403000, 1772366403000, NULL, 0, 'bo', 'bo@example.org', 'sales', 1, 'bo');
PRAGMA application_id = 1129467212;
PRAGMA user_version = 6;
COMMIT;
