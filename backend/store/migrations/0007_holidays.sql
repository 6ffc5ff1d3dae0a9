CREATE TABLE "holidays" ( -- 节假日
  id INTEGER PRIMARY KEY,
  "_deleted" INTEGER NOT NULL DEFAULT 0,
  "date" TEXT NOT NULL DEFAULT '',
  "name" TEXT NOT NULL DEFAULT '',
  "kind" TEXT NOT NULL DEFAULT '',
  "note" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX "holidays_date" ON "holidays" ("date");

ALTER TABLE "supervisions" ADD COLUMN "notice_no" TEXT NOT NULL DEFAULT '';
CREATE INDEX "supervisions_notice_no" ON "supervisions" ("notice_no");
