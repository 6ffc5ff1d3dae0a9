-- Visits, appeals, supervision; and the counts that number them.

-- Which records the last writes to a register touched: what was worked out from many
-- records and is remembered follows a save without reading all of them again.
CREATE TABLE touched (
  register   INTEGER NOT NULL,
  generation INTEGER NOT NULL, -- that the write gave to the register
  row        INTEGER NOT NULL, -- 0: more records than are named
  PRIMARY KEY (register, generation, row)
) WITHOUT ROWID;

-- What was read of many records, kept on this PC in a form that reads fast. Each is as
-- good as none where it is missing or damaged.
CREATE TABLE packs (
  name       TEXT    NOT NULL, -- what it is for
  part       INTEGER NOT NULL, -- a month, 202611; 0: all in one
  mark       TEXT    NOT NULL, -- of the form and the question
  generation INTEGER NOT NULL, -- of the register, when it was read
  body       BLOB    NOT NULL,
  PRIMARY KEY (name, part)
);

CREATE TABLE numbers (
  prefix  TEXT    NOT NULL, -- ZF, SQ, DB
  year    INTEGER NOT NULL,
  replica INTEGER NOT NULL, -- number under which this PC wrote
  last    INTEGER NOT NULL,
  PRIMARY KEY (prefix, year, replica)
) WITHOUT ROWID;

CREATE TABLE "visits" ( -- 走访
  id INTEGER PRIMARY KEY,
  "_deleted" INTEGER NOT NULL DEFAULT 0,
  "no" TEXT NOT NULL DEFAULT '',
  "date" TEXT NOT NULL DEFAULT '',
  "start" TEXT NOT NULL DEFAULT '',
  "end" TEXT NOT NULL DEFAULT '',
  "mode" TEXT NOT NULL DEFAULT '',
  "weather" TEXT NOT NULL DEFAULT '',
  "place" TEXT NOT NULL DEFAULT '',
  "lead" TEXT NOT NULL DEFAULT '',
  "companions" TEXT NOT NULL DEFAULT '',
  "recorder" TEXT NOT NULL DEFAULT '',
  "household" INTEGER,
  "estate" INTEGER,
  "grid" INTEGER,
  "unit" TEXT NOT NULL DEFAULT '',
  "person" TEXT NOT NULL DEFAULT '',
  "resident" INTEGER,
  "age" TEXT NOT NULL DEFAULT '',
  "relation" TEXT NOT NULL DEFAULT '',
  "phone" TEXT NOT NULL DEFAULT '',
  "classes" TEXT NOT NULL DEFAULT '',
  "services" TEXT NOT NULL DEFAULT '',
  "deliveries" TEXT NOT NULL DEFAULT '',
  "talk" TEXT NOT NULL DEFAULT '',
  "family" TEXT NOT NULL DEFAULT '',
  "policies" TEXT NOT NULL DEFAULT '',
  "hazards" TEXT NOT NULL DEFAULT '',
  "sensitive" TEXT NOT NULL DEFAULT '',
  "viewers" TEXT NOT NULL DEFAULT '',
  "form" TEXT NOT NULL DEFAULT '',
  "note" TEXT NOT NULL DEFAULT '',
  "lead_py" TEXT NOT NULL DEFAULT '',
  "unit_py" TEXT NOT NULL DEFAULT '',
  "person_py" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX "visits_no" ON "visits" ("no");
-- All that the figures count stands in the index by day, so they read no row with its long texts.
CREATE INDEX "visits_date" ON "visits" ("date", id, "_deleted", "household", "grid", "resident", "lead", "classes", "services", "deliveries");
-- Lists of one visitor, estate or grid come from its index in their order.
CREATE INDEX "visits_lead" ON "visits" ("lead", "date", id, "_deleted");
CREATE INDEX "visits_household" ON "visits" ("household") WHERE "household" IS NOT NULL;
CREATE INDEX "visits_estate" ON "visits" ("estate", "date", id, "_deleted") WHERE "estate" IS NOT NULL;
CREATE INDEX "visits_grid" ON "visits" ("grid", "date", id, "_deleted") WHERE "grid" IS NOT NULL;
CREATE INDEX "visits_resident" ON "visits" ("resident") WHERE "resident" IS NOT NULL;
-- Lists of one class, service or delivery: their texts are few, the dates bring the order.
CREATE INDEX "visits_classes" ON "visits" ("classes", "date", id, "_deleted") WHERE "classes" <> '';
CREATE INDEX "visits_services" ON "visits" ("services", "date", id, "_deleted") WHERE "services" <> '';
CREATE INDEX "visits_deliveries" ON "visits" ("deliveries", "date", id, "_deleted") WHERE "deliveries" <> '';
CREATE INDEX "visits_form" ON "visits" ("form");
CREATE INDEX "visits_bin" ON "visits" ("_deleted") WHERE "_deleted" = 1; -- the living are counted without a scan

CREATE TABLE "matters" ( -- 诉求
  id INTEGER PRIMARY KEY,
  "_deleted" INTEGER NOT NULL DEFAULT 0,
  "no" TEXT NOT NULL DEFAULT '',
  "title" TEXT NOT NULL DEFAULT '',
  "content" TEXT NOT NULL DEFAULT '',
  "wanted" TEXT NOT NULL DEFAULT '',
  "kind" TEXT NOT NULL DEFAULT '',
  "urgency" TEXT NOT NULL DEFAULT '',
  "source" TEXT NOT NULL DEFAULT '',
  "visit" INTEGER,
  "accepted" TEXT NOT NULL DEFAULT '',
  "owner" TEXT NOT NULL DEFAULT '',
  "household" INTEGER,
  "estate" INTEGER,
  "grid" INTEGER,
  "person" TEXT NOT NULL DEFAULT '',
  "phone" TEXT NOT NULL DEFAULT '',
  "state" TEXT NOT NULL DEFAULT '',
  "handled_on" TEXT NOT NULL DEFAULT '',
  "to" TEXT NOT NULL DEFAULT '',
  "reply_due" TEXT NOT NULL DEFAULT '',
  "replied" TEXT NOT NULL DEFAULT '',
  "due" TEXT NOT NULL DEFAULT '',
  "extension" TEXT NOT NULL DEFAULT '',
  "finished" TEXT NOT NULL DEFAULT '',
  "result" TEXT NOT NULL DEFAULT '',
  "cost" INTEGER,
  "return_due" TEXT NOT NULL DEFAULT '',
  "returned" TEXT NOT NULL DEFAULT '',
  "return_by" TEXT NOT NULL DEFAULT '',
  "rating" TEXT NOT NULL DEFAULT '',
  "return_note" TEXT NOT NULL DEFAULT '',
  "reopened" INTEGER,
  "reason" TEXT NOT NULL DEFAULT '',
  "hearing" TEXT NOT NULL DEFAULT '',
  "heard" TEXT NOT NULL DEFAULT '',
  "heard_note" TEXT NOT NULL DEFAULT '',
  "major" TEXT NOT NULL DEFAULT '',
  "proposed" TEXT NOT NULL DEFAULT '',
  "discussed" TEXT NOT NULL DEFAULT '',
  "reviewed" TEXT NOT NULL DEFAULT '',
  "resolved" TEXT NOT NULL DEFAULT '',
  "announced" TEXT NOT NULL DEFAULT '',
  "result_posted" TEXT NOT NULL DEFAULT '',
  "sensitive" TEXT NOT NULL DEFAULT '',
  "note" TEXT NOT NULL DEFAULT '',
  "title_py" TEXT NOT NULL DEFAULT '',
  "owner_py" TEXT NOT NULL DEFAULT '',
  "person_py" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX "matters_no" ON "matters" ("no");
CREATE INDEX "matters_kind" ON "matters" ("kind");
CREATE INDEX "matters_visit" ON "matters" ("visit") WHERE "visit" IS NOT NULL;
CREATE INDEX "matters_accepted" ON "matters" ("accepted");
CREATE INDEX "matters_owner" ON "matters" ("owner");
CREATE INDEX "matters_household" ON "matters" ("household") WHERE "household" IS NOT NULL;
CREATE INDEX "matters_estate" ON "matters" ("estate") WHERE "estate" IS NOT NULL;
CREATE INDEX "matters_grid" ON "matters" ("grid") WHERE "grid" IS NOT NULL;
CREATE INDEX "matters_state" ON "matters" ("state");
CREATE INDEX "matters_due" ON "matters" ("due");
CREATE INDEX "matters_finished" ON "matters" ("finished");
CREATE INDEX "matters_return_due" ON "matters" ("return_due");

CREATE TABLE "supervisions" ( -- 督办
  id INTEGER PRIMARY KEY,
  "_deleted" INTEGER NOT NULL DEFAULT 0,
  "no" TEXT NOT NULL DEFAULT '',
  "problem" TEXT NOT NULL DEFAULT '',
  "source" TEXT NOT NULL DEFAULT '',
  "matter" INTEGER,
  "unit" TEXT NOT NULL DEFAULT '',
  "owner" TEXT NOT NULL DEFAULT '',
  "issuer" TEXT NOT NULL DEFAULT '',
  "measures" TEXT NOT NULL DEFAULT '',
  "issued" TEXT NOT NULL DEFAULT '',
  "due" TEXT NOT NULL DEFAULT '',
  "state" TEXT NOT NULL DEFAULT '',
  "received" TEXT NOT NULL DEFAULT '',
  "answered" TEXT NOT NULL DEFAULT '',
  "progress" TEXT NOT NULL DEFAULT '',
  "proof" TEXT NOT NULL DEFAULT '',
  "extension" TEXT NOT NULL DEFAULT '',
  "done" TEXT NOT NULL DEFAULT '',
  "opinion" TEXT NOT NULL DEFAULT '',
  "note" TEXT NOT NULL DEFAULT '',
  "problem_py" TEXT NOT NULL DEFAULT '',
  "owner_py" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX "supervisions_no" ON "supervisions" ("no");
CREATE INDEX "supervisions_matter" ON "supervisions" ("matter") WHERE "matter" IS NOT NULL;
CREATE INDEX "supervisions_owner" ON "supervisions" ("owner");
CREATE INDEX "supervisions_due" ON "supervisions" ("due");
CREATE INDEX "supervisions_state" ON "supervisions" ("state");

CREATE TABLE "matter_log" ( -- 办理记录
  id INTEGER PRIMARY KEY,
  "_deleted" INTEGER NOT NULL DEFAULT 0,
  "matter" INTEGER,
  "date" TEXT NOT NULL DEFAULT '',
  "kind" TEXT NOT NULL DEFAULT '',
  "from" TEXT NOT NULL DEFAULT '',
  "to" TEXT NOT NULL DEFAULT '',
  "by" TEXT NOT NULL DEFAULT '',
  "due" TEXT NOT NULL DEFAULT '',
  "rating" TEXT NOT NULL DEFAULT '',
  "note" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX "matter_log_matter" ON "matter_log" ("matter") WHERE "matter" IS NOT NULL;
CREATE INDEX "matter_log_to" ON "matter_log" ("to", "kind", "matter");

CREATE TABLE "supervision_log" ( -- 督办记录
  id INTEGER PRIMARY KEY,
  "_deleted" INTEGER NOT NULL DEFAULT 0,
  "supervision" INTEGER,
  "date" TEXT NOT NULL DEFAULT '',
  "from" TEXT NOT NULL DEFAULT '',
  "to" TEXT NOT NULL DEFAULT '',
  "by" TEXT NOT NULL DEFAULT '',
  "due" TEXT NOT NULL DEFAULT '',
  "note" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX "supervision_log_supervision" ON "supervision_log" ("supervision") WHERE "supervision" IS NOT NULL;

