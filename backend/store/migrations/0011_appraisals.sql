-- How each member came out of the yearly appraisal.
CREATE TABLE "appraisals" ( -- 民主评议
  id INTEGER PRIMARY KEY,
  "_deleted" INTEGER NOT NULL DEFAULT 0,
  "member" INTEGER,
  "year" INTEGER,
  "grade" TEXT NOT NULL DEFAULT '',
  "date" TEXT NOT NULL DEFAULT '',
  "votes" INTEGER,
  "excellent" INTEGER,
  "note" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX "appraisals_member" ON "appraisals" ("member") WHERE "member" IS NOT NULL;
CREATE INDEX "appraisals_year" ON "appraisals" ("year") WHERE "year" IS NOT NULL;
CREATE INDEX "appraisals_date" ON "appraisals" ("date");
