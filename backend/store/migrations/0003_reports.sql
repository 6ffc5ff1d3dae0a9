CREATE TABLE "reports" ( -- 收到的上报
  id INTEGER PRIMARY KEY,
  "_deleted" INTEGER NOT NULL DEFAULT 0,
  "community" TEXT NOT NULL DEFAULT '',
  "title" TEXT NOT NULL DEFAULT '',
  "from" TEXT NOT NULL DEFAULT '',
  "to" TEXT NOT NULL DEFAULT '',
  "made" TEXT NOT NULL DEFAULT '',
  "time" TEXT NOT NULL DEFAULT '',
  "received" TEXT NOT NULL DEFAULT '',
  "signer" TEXT NOT NULL DEFAULT '',
  "fingerprint" TEXT NOT NULL DEFAULT '',
  "digest" TEXT NOT NULL DEFAULT '',
  "note" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX "reports_community" ON "reports" ("community");
CREATE INDEX "reports_made" ON "reports" ("made");
CREATE INDEX "reports_digest" ON "reports" ("digest");

CREATE TABLE "report_figures" ( -- 上报数字
  id INTEGER PRIMARY KEY,
  "_deleted" INTEGER NOT NULL DEFAULT 0,
  "report" INTEGER,
  "section" TEXT NOT NULL DEFAULT '',
  "section_label" TEXT NOT NULL DEFAULT '',
  "key" TEXT NOT NULL DEFAULT '',
  "label" TEXT NOT NULL DEFAULT '',
  "part" TEXT NOT NULL DEFAULT '',
  "column" TEXT NOT NULL DEFAULT '',
  "column_label" TEXT NOT NULL DEFAULT '',
  "value" TEXT NOT NULL DEFAULT '',
  "unit" TEXT NOT NULL DEFAULT '',
  "number" TEXT NOT NULL DEFAULT '',
  "sort" INTEGER
);
CREATE INDEX "report_figures_report" ON "report_figures" ("report") WHERE "report" IS NOT NULL;

