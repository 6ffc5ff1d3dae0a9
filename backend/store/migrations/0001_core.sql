-- The change log and what is derived from it. Registers follow in later files.

-- One row: this PC's copy of the book.
CREATE TABLE book (
  one        INTEGER PRIMARY KEY CHECK (one = 1),
  id         TEXT    NOT NULL, -- the book (账套), random
  name       TEXT    NOT NULL, -- the community
  replica    INTEGER NOT NULL, -- this PC
  counter    INTEGER NOT NULL, -- operations made here so far
  stamp      INTEGER NOT NULL, -- last hybrid clock reading
  generation INTEGER NOT NULL, -- rises with every write, whoever made it
  keys       INTEGER NOT NULL  -- version of the search keys
);

CREATE TABLE replicas (
  replica INTEGER PRIMARY KEY,
  name    TEXT NOT NULL
);

CREATE TABLE changes (
  id       INTEGER PRIMARY KEY, -- that of its first operation
  count    INTEGER NOT NULL,
  stamp    INTEGER NOT NULL,
  operator TEXT    NOT NULL,
  face     TEXT    NOT NULL,
  kind     TEXT    NOT NULL,
  note     TEXT    NOT NULL,
  undoes   INTEGER NOT NULL
);
CREATE INDEX changes_stamp ON changes (stamp);
CREATE INDEX changes_undoes ON changes (undoes) WHERE undoes <> 0;

CREATE TABLE register_ids (
  id         INTEGER PRIMARY KEY,
  key        TEXT    NOT NULL UNIQUE,
  generation INTEGER NOT NULL DEFAULT 0 -- rises with every write to the register
);

CREATE TABLE ops (
  id       INTEGER PRIMARY KEY,
  change   INTEGER NOT NULL,
  register INTEGER NOT NULL,
  row      INTEGER NOT NULL,
  body     BLOB    NOT NULL
);
-- A creation is found by its own key, so it needs no entry here.
CREATE INDEX ops_row ON ops (row) WHERE row <> id;

-- Heads of fields; a field without an entry has the creation of its row as its only head.
CREATE TABLE heads (
  row   INTEGER NOT NULL,
  field TEXT    NOT NULL,
  op    INTEGER NOT NULL,
  PRIMARY KEY (row, field, op)
) WITHOUT ROWID;

-- Search keys: the first character says the kind (see keys.go).
CREATE TABLE search_keys (
  key      TEXT    NOT NULL,
  row      INTEGER NOT NULL,
  register INTEGER NOT NULL,
  PRIMARY KEY (key, row)
) WITHOUT ROWID;

CREATE VIRTUAL TABLE notes USING fts5 (text, tokenize = 'unicode61');

-- What this PC alone remembers: column choices, saved filters, learned headers.
CREATE TABLE local (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

-- Who saw or took private data: never the values themselves.
CREATE TABLE access_log (
  id       INTEGER PRIMARY KEY,
  at       INTEGER NOT NULL, -- milliseconds since 1970
  operator TEXT    NOT NULL,
  face     TEXT    NOT NULL,
  action   TEXT    NOT NULL,
  register TEXT    NOT NULL,
  row      INTEGER NOT NULL,
  what     TEXT    NOT NULL,
  rows     INTEGER NOT NULL
);
