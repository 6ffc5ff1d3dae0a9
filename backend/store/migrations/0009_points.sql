-- The points system: rules by year, claims and their course, entries in effect, closings; public notices.
CREATE TABLE "point_schemes" ( -- 积分办法
  id INTEGER PRIMARY KEY,
  "_deleted" INTEGER NOT NULL DEFAULT 0,
  "year" INTEGER,
  "name" TEXT NOT NULL DEFAULT '',
  "base" INTEGER,
  "floor" INTEGER,
  "ceiling" INTEGER,
  "contribution_cap" INTEGER,
  "honour_cap" INTEGER,
  "bands" TEXT NOT NULL DEFAULT '',
  "prorate" TEXT NOT NULL DEFAULT '',
  "carry" INTEGER,
  "exchange" TEXT NOT NULL DEFAULT '',
  "note" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX "point_schemes_year" ON "point_schemes" ("year") WHERE "year" IS NOT NULL;

CREATE TABLE "point_rules" ( -- 积分规则
  id INTEGER PRIMARY KEY,
  "_deleted" INTEGER NOT NULL DEFAULT 0,
  "year" INTEGER,
  "code" TEXT NOT NULL DEFAULT '',
  "from" TEXT NOT NULL DEFAULT '',
  "text" TEXT NOT NULL DEFAULT '',
  "group" TEXT NOT NULL DEFAULT '',
  "points" INTEGER,
  "unit" TEXT NOT NULL DEFAULT '',
  "fractions" TEXT NOT NULL DEFAULT '',
  "event_cap" INTEGER,
  "year_cap" INTEGER,
  "steps" TEXT NOT NULL DEFAULT '',
  "excludes" TEXT NOT NULL DEFAULT '',
  "highest" TEXT NOT NULL DEFAULT '',
  "file" TEXT NOT NULL DEFAULT '',
  "source" TEXT NOT NULL DEFAULT '',
  "exchange" INTEGER,
  "retired" TEXT NOT NULL DEFAULT '',
  "place" INTEGER
);
CREATE INDEX "point_rules_year" ON "point_rules" ("year") WHERE "year" IS NOT NULL;

CREATE TABLE "point_standings" ( -- 积分年度情况
  id INTEGER PRIMARY KEY,
  "_deleted" INTEGER NOT NULL DEFAULT 0,
  "member" INTEGER,
  "year" INTEGER,
  "exempt" TEXT NOT NULL DEFAULT '',
  "reason" TEXT NOT NULL DEFAULT '',
  "approved" TEXT NOT NULL DEFAULT '',
  "joined" TEXT NOT NULL DEFAULT '',
  "carried" INTEGER
);
CREATE INDEX "point_standings_member" ON "point_standings" ("member") WHERE "member" IS NOT NULL;
CREATE INDEX "point_standings_year" ON "point_standings" ("year") WHERE "year" IS NOT NULL;

CREATE TABLE "point_claims" ( -- 积分申报
  id INTEGER PRIMARY KEY,
  "_deleted" INTEGER NOT NULL DEFAULT 0,
  "no" TEXT NOT NULL DEFAULT '',
  "member" INTEGER,
  "rule" TEXT NOT NULL DEFAULT '',
  "date" TEXT NOT NULL DEFAULT '',
  "quantity" TEXT NOT NULL DEFAULT '',
  "event" TEXT NOT NULL DEFAULT '',
  "note" TEXT NOT NULL DEFAULT '',
  "file" TEXT NOT NULL DEFAULT '',
  "origin" TEXT NOT NULL DEFAULT '',
  "origin_key" TEXT NOT NULL DEFAULT '',
  "applicant" TEXT NOT NULL DEFAULT '',
  "corrects" INTEGER,
  "state" TEXT NOT NULL DEFAULT '',
  "step_on" TEXT NOT NULL DEFAULT '',
  "step_by" TEXT NOT NULL DEFAULT '',
  "reason" TEXT NOT NULL DEFAULT '',
  "notice" INTEGER,
  "posted_until" TEXT NOT NULL DEFAULT '',
  "review_due" TEXT NOT NULL DEFAULT '',
  "effective" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX "point_claims_no" ON "point_claims" ("no");
CREATE INDEX "point_claims_member" ON "point_claims" ("member") WHERE "member" IS NOT NULL;
CREATE INDEX "point_claims_date" ON "point_claims" ("date");
CREATE INDEX "point_claims_origin_key" ON "point_claims" ("origin_key");
CREATE INDEX "point_claims_corrects" ON "point_claims" ("corrects") WHERE "corrects" IS NOT NULL;
CREATE INDEX "point_claims_state" ON "point_claims" ("state");
CREATE INDEX "point_claims_notice" ON "point_claims" ("notice") WHERE "notice" IS NOT NULL;

CREATE TABLE "point_log" ( -- 积分审核记录
  id INTEGER PRIMARY KEY,
  "_deleted" INTEGER NOT NULL DEFAULT 0,
  "claim" INTEGER,
  "date" TEXT NOT NULL DEFAULT '',
  "from" TEXT NOT NULL DEFAULT '',
  "to" TEXT NOT NULL DEFAULT '',
  "by" TEXT NOT NULL DEFAULT '',
  "reason" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX "point_log_claim" ON "point_log" ("claim") WHERE "claim" IS NOT NULL;

CREATE TABLE "point_entries" ( -- 积分明细
  id INTEGER PRIMARY KEY,
  "_deleted" INTEGER NOT NULL DEFAULT 0,
  "claim" INTEGER,
  "member" INTEGER,
  "rule" TEXT NOT NULL DEFAULT '',
  "date" TEXT NOT NULL DEFAULT '',
  "quantity" INTEGER,
  "event" TEXT NOT NULL DEFAULT '',
  "origin_key" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX "point_entries_claim" ON "point_entries" ("claim") WHERE "claim" IS NOT NULL;
CREATE INDEX "point_entries_member" ON "point_entries" ("member", "date") WHERE "member" IS NOT NULL; -- one balance
CREATE INDEX "point_entries_date" ON "point_entries" ("date", "_deleted", "member", "rule", "quantity", "claim", "event", "origin_key"); -- a ranking reads nothing else

CREATE TABLE "point_voids" ( -- 积分作废
  id INTEGER PRIMARY KEY,
  "_deleted" INTEGER NOT NULL DEFAULT 0,
  "claim" INTEGER,
  "date" TEXT NOT NULL DEFAULT '',
  "by" TEXT NOT NULL DEFAULT '',
  "reason" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX "point_voids_claim" ON "point_voids" ("claim") WHERE "claim" IS NOT NULL;

CREATE TABLE "point_years" ( -- 积分年度结算
  id INTEGER PRIMARY KEY,
  "_deleted" INTEGER NOT NULL DEFAULT 0,
  "year" INTEGER,
  "date" TEXT NOT NULL DEFAULT '',
  "by" TEXT NOT NULL DEFAULT '',
  "members" INTEGER,
  "exempt" INTEGER,
  "entries" INTEGER,
  "digest" TEXT NOT NULL DEFAULT '',
  "note" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX "point_years_year" ON "point_years" ("year") WHERE "year" IS NOT NULL;

CREATE TABLE "point_totals" ( -- 积分年度结果
  id INTEGER PRIMARY KEY,
  "_deleted" INTEGER NOT NULL DEFAULT 0,
  "closing" INTEGER,
  "member" INTEGER,
  "total" INTEGER,
  "base" INTEGER,
  "carried" INTEGER,
  "contribution" INTEGER,
  "honour" INTEGER,
  "deduction" INTEGER,
  "stars" INTEGER,
  "place" INTEGER,
  "exempt" TEXT NOT NULL DEFAULT '',
  "vetoed" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX "point_totals_closing" ON "point_totals" ("closing") WHERE "closing" IS NOT NULL;
CREATE INDEX "point_totals_member" ON "point_totals" ("member") WHERE "member" IS NOT NULL;

CREATE TABLE "point_goods" ( -- 兑换物品
  id INTEGER PRIMARY KEY,
  "_deleted" INTEGER NOT NULL DEFAULT 0,
  "name" TEXT NOT NULL DEFAULT '',
  "price" INTEGER,
  "stock" INTEGER,
  "unit" TEXT NOT NULL DEFAULT '',
  "off" TEXT NOT NULL DEFAULT '',
  "note" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX "point_goods_name" ON "point_goods" ("name");

CREATE TABLE "point_redemptions" ( -- 积分兑换
  id INTEGER PRIMARY KEY,
  "_deleted" INTEGER NOT NULL DEFAULT 0,
  "member" INTEGER,
  "good" INTEGER,
  "year" INTEGER,
  "date" TEXT NOT NULL DEFAULT '',
  "count" INTEGER,
  "points" INTEGER,
  "by" TEXT NOT NULL DEFAULT '',
  "note" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX "point_redemptions_member" ON "point_redemptions" ("member") WHERE "member" IS NOT NULL;
CREATE INDEX "point_redemptions_good" ON "point_redemptions" ("good") WHERE "good" IS NOT NULL;
CREATE INDEX "point_redemptions_year" ON "point_redemptions" ("year") WHERE "year" IS NOT NULL;

CREATE TABLE "notices" ( -- 公示
  id INTEGER PRIMARY KEY,
  "_deleted" INTEGER NOT NULL DEFAULT 0,
  "no" TEXT NOT NULL DEFAULT '',
  "kind" TEXT NOT NULL DEFAULT '',
  "title" TEXT NOT NULL DEFAULT '',
  "body" TEXT NOT NULL DEFAULT '',
  "from" TEXT NOT NULL DEFAULT '',
  "to" TEXT NOT NULL DEFAULT '',
  "days" INTEGER,
  "phone" TEXT NOT NULL DEFAULT '',
  "masked" TEXT NOT NULL DEFAULT '',
  "by" TEXT NOT NULL DEFAULT '',
  "count" INTEGER,
  "closed" TEXT NOT NULL DEFAULT '',
  "closed_by" TEXT NOT NULL DEFAULT '',
  "withdrawn" TEXT NOT NULL DEFAULT '',
  "withdrawn_by" TEXT NOT NULL DEFAULT '',
  "reason" TEXT NOT NULL DEFAULT '',
  "printed" TEXT NOT NULL DEFAULT '',
  "digest" TEXT NOT NULL DEFAULT '',
  "note" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX "notices_no" ON "notices" ("no");
CREATE INDEX "notices_from" ON "notices" ("from");
CREATE INDEX "notices_to" ON "notices" ("to");

CREATE TABLE "notice_lines" ( -- 公示名单
  id INTEGER PRIMARY KEY,
  "_deleted" INTEGER NOT NULL DEFAULT 0,
  "notice" INTEGER,
  "seq" INTEGER,
  "name" TEXT NOT NULL DEFAULT '',
  "unit" TEXT NOT NULL DEFAULT '',
  "content" TEXT NOT NULL DEFAULT '',
  "member" INTEGER,
  "award" INTEGER,
  "outcome" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX "notice_lines_notice" ON "notice_lines" ("notice") WHERE "notice" IS NOT NULL;
CREATE INDEX "notice_lines_member" ON "notice_lines" ("member") WHERE "member" IS NOT NULL;
CREATE INDEX "notice_lines_award" ON "notice_lines" ("award") WHERE "award" IS NOT NULL;

CREATE TABLE "objections" ( -- 公示异议
  id INTEGER PRIMARY KEY,
  "_deleted" INTEGER NOT NULL DEFAULT 0,
  "notice" INTEGER,
  "claim" INTEGER,
  "line" INTEGER,
  "date" TEXT NOT NULL DEFAULT '',
  "person" TEXT NOT NULL DEFAULT '',
  "phone" TEXT NOT NULL DEFAULT '',
  "content" TEXT NOT NULL DEFAULT '',
  "due" TEXT NOT NULL DEFAULT '',
  "outcome" TEXT NOT NULL DEFAULT '',
  "decided" TEXT NOT NULL DEFAULT '',
  "decided_by" TEXT NOT NULL DEFAULT '',
  "answer" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX "objections_notice" ON "objections" ("notice") WHERE "notice" IS NOT NULL;
CREATE INDEX "objections_claim" ON "objections" ("claim") WHERE "claim" IS NOT NULL;
CREATE INDEX "objections_line" ON "objections" ("line") WHERE "line" IS NOT NULL;
CREATE INDEX "objections_due" ON "objections" ("due");

CREATE TABLE "papers" ( -- 公示页存档
  id INTEGER PRIMARY KEY,
  "_deleted" INTEGER NOT NULL DEFAULT 0,
  "notice" INTEGER,
  "date" TEXT NOT NULL DEFAULT '',
  "by" TEXT NOT NULL DEFAULT '',
  "pages" INTEGER,
  "digest" TEXT NOT NULL DEFAULT '',
  "paper" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX "papers_notice" ON "papers" ("notice") WHERE "notice" IS NOT NULL;

ALTER TABLE "awards" ADD COLUMN "posted" TEXT NOT NULL DEFAULT '';

-- Marks by which entries of append-only registers count no more: they are few among all heads.
CREATE INDEX heads_void ON heads (row) WHERE field = '~void';
