-- The change log and what is derived from it. Registers follow in later files.

-- One row: this PC's copy of the book.
CREATE TABLE book (
  one        INTEGER PRIMARY KEY CHECK (one = 1),
  id         TEXT    NOT NULL, -- the book (账套), random
  name       TEXT    NOT NULL, -- the community
  replica    INTEGER NOT NULL, -- the number under which this PC writes now
  seq        INTEGER NOT NULL, -- changes made under it
  hash       BLOB    NOT NULL, -- of the last of them, empty before the first
  last       INTEGER NOT NULL, -- number of the last operation made here
  stamp      INTEGER NOT NULL, -- last hybrid clock reading
  generation INTEGER NOT NULL, -- rises with every write, whoever made it
  keys       INTEGER NOT NULL, -- version of the search keys
  shape      TEXT    NOT NULL  -- what the registers looked like to the program that wrote last
);

-- Every replica number known here.
CREATE TABLE replicas (
  replica INTEGER PRIMARY KEY,
  name    TEXT    NOT NULL, -- of its PC
  own     INTEGER NOT NULL  -- 1: this PC writes, or once wrote, under it
);

-- The ends of the unbroken chains of all numbers but the present own one.
CREATE TABLE tips (
  hash    BLOB    PRIMARY KEY,
  replica INTEGER NOT NULL,
  seq     INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE changes (
  id       INTEGER PRIMARY KEY, -- that of its first operation
  count    INTEGER NOT NULL,
  replica  INTEGER NOT NULL,
  seq      INTEGER NOT NULL,
  prev     BLOB    NOT NULL, -- hash of the change before it, empty for the first
  hash     BLOB    NOT NULL,
  whole    INTEGER NOT NULL, -- 1: everything before it in its chain is here
  head     BLOB,             -- as its maker wrote it, where the columns do not give it back
  at       INTEGER NOT NULL, -- clock of its PC
  stamp    INTEGER NOT NULL,
  operator TEXT    NOT NULL,
  face     TEXT    NOT NULL,
  kind     TEXT    NOT NULL,
  note     TEXT    NOT NULL,
  undoes   INTEGER NOT NULL
);
CREATE INDEX changes_replica ON changes (replica, seq);
CREATE INDEX changes_broken ON changes (replica, seq) WHERE whole = 0;
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
-- The operations on a row. A creation is found by its own key, so it needs no entry
-- here. An index would do the same; a receipt writes this sorted, many rows at once.
CREATE TABLE row_ops (
  row INTEGER NOT NULL,
  op  INTEGER NOT NULL,
  PRIMARY KEY (row, op)
) WITHOUT ROWID;

-- Heads of fields; a field without an entry has the creation of its row as its only head.
CREATE TABLE heads (
  row   INTEGER NOT NULL,
  field TEXT    NOT NULL,
  op    INTEGER NOT NULL,
  PRIMARY KEY (row, field, op)
) WITHOUT ROWID;

-- Operations that others have seen and that are not here yet, or whose row is not.
CREATE TABLE awaited (
  op  INTEGER NOT NULL,
  row INTEGER NOT NULL, -- where they were seen
  PRIMARY KEY (op, row)
) WITHOUT ROWID;
CREATE INDEX awaited_row ON awaited (row);

-- Fields with concurrent different values: what waits for a person.
CREATE TABLE reviews (
  row      INTEGER NOT NULL,
  field    TEXT    NOT NULL,
  register INTEGER NOT NULL,
  PRIMARY KEY (row, field)
) WITHOUT ROWID;

-- Rows with parts that this version does not understand.
CREATE TABLE unread (
  row      INTEGER PRIMARY KEY,
  register INTEGER NOT NULL
);

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
