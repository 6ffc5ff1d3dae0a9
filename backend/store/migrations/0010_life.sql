-- Organizational life: meetings and who came, dues by month and what they rest on, learning hours.
CREATE TABLE "meetings" ( -- 组织生活
  id INTEGER PRIMARY KEY,
  "_deleted" INTEGER NOT NULL DEFAULT 0,
  "no" TEXT NOT NULL DEFAULT '',
  "kind" TEXT NOT NULL DEFAULT '',
  "also" TEXT NOT NULL DEFAULT '',
  "title" TEXT NOT NULL DEFAULT '',
  "organization" INTEGER,
  "date" TEXT NOT NULL DEFAULT '',
  "start" TEXT NOT NULL DEFAULT '',
  "end" TEXT NOT NULL DEFAULT '',
  "place" TEXT NOT NULL DEFAULT '',
  "host" TEXT NOT NULL DEFAULT '',
  "recorder" TEXT NOT NULL DEFAULT '',
  "lecturer" TEXT NOT NULL DEFAULT '',
  "hours" TEXT NOT NULL DEFAULT '',
  "content" TEXT NOT NULL DEFAULT '',
  "resolution" TEXT NOT NULL DEFAULT '',
  "note" TEXT NOT NULL DEFAULT '',
  "no_py" TEXT NOT NULL DEFAULT '',
  "title_py" TEXT NOT NULL DEFAULT '',
  "host_py" TEXT NOT NULL DEFAULT '',
  "lecturer_py" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX "meetings_no" ON "meetings" ("no");
CREATE INDEX "meetings_kind" ON "meetings" ("kind");
CREATE INDEX "meetings_organization" ON "meetings" ("organization") WHERE "organization" IS NOT NULL;
CREATE INDEX "meetings_date" ON "meetings" ("date");

CREATE TABLE "attendances" ( -- 考勤
  id INTEGER PRIMARY KEY,
  "_deleted" INTEGER NOT NULL DEFAULT 0,
  "meeting" INTEGER,
  "member" INTEGER,
  "state" TEXT NOT NULL DEFAULT '',
  "reason" TEXT NOT NULL DEFAULT '',
  "hours" TEXT NOT NULL DEFAULT '',
  "note" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX "attendances_meeting" ON "attendances" ("meeting") WHERE "meeting" IS NOT NULL;
CREATE INDEX "attendances_member" ON "attendances" ("member") WHERE "member" IS NOT NULL;

CREATE TABLE "dues" ( -- 党费
  id INTEGER PRIMARY KEY,
  "_deleted" INTEGER NOT NULL DEFAULT 0,
  "member" INTEGER,
  "month" TEXT NOT NULL DEFAULT '',
  "amount" INTEGER,
  "paid" INTEGER,
  "paid_on" TEXT NOT NULL DEFAULT '',
  "receiver" TEXT NOT NULL DEFAULT '',
  "waived" TEXT NOT NULL DEFAULT '',
  "reason" TEXT NOT NULL DEFAULT '',
  "note" TEXT NOT NULL DEFAULT '',
  "receiver_py" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX "dues_member" ON "dues" ("member") WHERE "member" IS NOT NULL;
CREATE INDEX "dues_month" ON "dues" ("month");

CREATE TABLE "dues_bases" ( -- 党费基数
  id INTEGER PRIMARY KEY,
  "_deleted" INTEGER NOT NULL DEFAULT 0,
  "member" INTEGER,
  "year" INTEGER,
  "payer" TEXT NOT NULL DEFAULT '',
  "base" INTEGER,
  "amount" INTEGER,
  "reason" TEXT NOT NULL DEFAULT '',
  "note" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX "dues_bases_member" ON "dues_bases" ("member") WHERE "member" IS NOT NULL;
CREATE INDEX "dues_bases_year" ON "dues_bases" ("year") WHERE "year" IS NOT NULL;

CREATE TABLE "studies" ( -- 学时
  id INTEGER PRIMARY KEY,
  "_deleted" INTEGER NOT NULL DEFAULT 0,
  "member" INTEGER,
  "date" TEXT NOT NULL DEFAULT '',
  "kind" TEXT NOT NULL DEFAULT '',
  "topic" TEXT NOT NULL DEFAULT '',
  "hours" TEXT NOT NULL DEFAULT '',
  "organizer" TEXT NOT NULL DEFAULT '',
  "meeting" INTEGER,
  "note" TEXT NOT NULL DEFAULT '',
  "topic_py" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX "studies_member" ON "studies" ("member") WHERE "member" IS NOT NULL;
CREATE INDEX "studies_date" ON "studies" ("date");
CREATE INDEX "studies_meeting" ON "studies" ("meeting") WHERE "meeting" IS NOT NULL;
