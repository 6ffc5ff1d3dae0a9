CREATE TABLE "hardships" ( -- 困难帮扶
  id INTEGER PRIMARY KEY,
  "_deleted" INTEGER NOT NULL DEFAULT 0,
  "no" TEXT NOT NULL DEFAULT '',
  "kind" TEXT NOT NULL DEFAULT '',
  "person" TEXT NOT NULL DEFAULT '',
  "member" INTEGER,
  "resident" INTEGER,
  "household" INTEGER,
  "estate" INTEGER,
  "phone" TEXT NOT NULL DEFAULT '',
  "reason" TEXT NOT NULL DEFAULT '',
  "people" INTEGER,
  "income" INTEGER,
  "living" TEXT NOT NULL DEFAULT '',
  "helper" TEXT NOT NULL DEFAULT '',
  "helper_member" INTEGER,
  "measures" TEXT NOT NULL DEFAULT '',
  "started" TEXT NOT NULL DEFAULT '',
  "state" TEXT NOT NULL DEFAULT '',
  "ended" TEXT NOT NULL DEFAULT '',
  "effect" TEXT NOT NULL DEFAULT '',
  "note" TEXT NOT NULL DEFAULT '',
  "person_py" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX "hardships_no" ON "hardships" ("no");
CREATE INDEX "hardships_person" ON "hardships" ("person");
CREATE INDEX "hardships_member" ON "hardships" ("member") WHERE "member" IS NOT NULL;
CREATE INDEX "hardships_resident" ON "hardships" ("resident") WHERE "resident" IS NOT NULL;
CREATE INDEX "hardships_household" ON "hardships" ("household") WHERE "household" IS NOT NULL;
CREATE INDEX "hardships_estate" ON "hardships" ("estate") WHERE "estate" IS NOT NULL;
CREATE INDEX "hardships_helper_member" ON "hardships" ("helper_member") WHERE "helper_member" IS NOT NULL;
CREATE INDEX "hardships_started" ON "hardships" ("started");

CREATE TABLE "aids" ( -- 慰问记录
  id INTEGER PRIMARY KEY,
  "_deleted" INTEGER NOT NULL DEFAULT 0,
  "hardship" INTEGER,
  "date" TEXT NOT NULL DEFAULT '',
  "kind" TEXT NOT NULL DEFAULT '',
  "amount" INTEGER,
  "goods" TEXT NOT NULL DEFAULT '',
  "source" TEXT NOT NULL DEFAULT '',
  "given_by" TEXT NOT NULL DEFAULT '',
  "received_by" TEXT NOT NULL DEFAULT '',
  "note" TEXT NOT NULL DEFAULT '',
  "given_by_py" TEXT NOT NULL DEFAULT '',
  "received_by_py" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX "aids_hardship" ON "aids" ("hardship") WHERE "hardship" IS NOT NULL;
CREATE INDEX "aids_date" ON "aids" ("date");

CREATE TABLE "pairs" ( -- 结对帮扶
  id INTEGER PRIMARY KEY,
  "_deleted" INTEGER NOT NULL DEFAULT 0,
  "helper" TEXT NOT NULL DEFAULT '',
  "helper_member" INTEGER,
  "person" TEXT NOT NULL DEFAULT '',
  "resident" INTEGER,
  "household" INTEGER,
  "estate" INTEGER,
  "phone" TEXT NOT NULL DEFAULT '',
  "kind" TEXT NOT NULL DEFAULT '',
  "started" TEXT NOT NULL DEFAULT '',
  "ended" TEXT NOT NULL DEFAULT '',
  "visits" INTEGER,
  "note" TEXT NOT NULL DEFAULT '',
  "helper_py" TEXT NOT NULL DEFAULT '',
  "person_py" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX "pairs_helper" ON "pairs" ("helper");
CREATE INDEX "pairs_helper_member" ON "pairs" ("helper_member") WHERE "helper_member" IS NOT NULL;
CREATE INDEX "pairs_resident" ON "pairs" ("resident") WHERE "resident" IS NOT NULL;
CREATE INDEX "pairs_household" ON "pairs" ("household") WHERE "household" IS NOT NULL;
CREATE INDEX "pairs_estate" ON "pairs" ("estate") WHERE "estate" IS NOT NULL;
CREATE INDEX "pairs_started" ON "pairs" ("started");
CREATE INDEX "pairs_ended" ON "pairs" ("ended");

CREATE TABLE "wishes" ( -- 微心愿
  id INTEGER PRIMARY KEY,
  "_deleted" INTEGER NOT NULL DEFAULT 0,
  "no" TEXT NOT NULL DEFAULT '',
  "wish" TEXT NOT NULL DEFAULT '',
  "needed" TEXT NOT NULL DEFAULT '',
  "date" TEXT NOT NULL DEFAULT '',
  "wisher" TEXT NOT NULL DEFAULT '',
  "kind" TEXT NOT NULL DEFAULT '',
  "household" INTEGER,
  "estate" INTEGER,
  "phone" TEXT NOT NULL DEFAULT '',
  "state" TEXT NOT NULL DEFAULT '',
  "claimed_by" TEXT NOT NULL DEFAULT '',
  "claimer" INTEGER,
  "claimed" TEXT NOT NULL DEFAULT '',
  "planned" TEXT NOT NULL DEFAULT '',
  "done" TEXT NOT NULL DEFAULT '',
  "result" TEXT NOT NULL DEFAULT '',
  "note" TEXT NOT NULL DEFAULT '',
  "wish_py" TEXT NOT NULL DEFAULT '',
  "wisher_py" TEXT NOT NULL DEFAULT '',
  "claimed_by_py" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX "wishes_no" ON "wishes" ("no");
CREATE INDEX "wishes_wish" ON "wishes" ("wish");
CREATE INDEX "wishes_date" ON "wishes" ("date");
CREATE INDEX "wishes_household" ON "wishes" ("household") WHERE "household" IS NOT NULL;
CREATE INDEX "wishes_estate" ON "wishes" ("estate") WHERE "estate" IS NOT NULL;
CREATE INDEX "wishes_claimer" ON "wishes" ("claimer") WHERE "claimer" IS NOT NULL;
CREATE INDEX "wishes_planned" ON "wishes" ("planned");
CREATE INDEX "wishes_done" ON "wishes" ("done");

CREATE TABLE "mediations" ( -- 矛盾调解
  id INTEGER PRIMARY KEY,
  "_deleted" INTEGER NOT NULL DEFAULT 0,
  "no" TEXT NOT NULL DEFAULT '',
  "date" TEXT NOT NULL DEFAULT '',
  "kind" TEXT NOT NULL DEFAULT '',
  "parties" TEXT NOT NULL DEFAULT '',
  "phone" TEXT NOT NULL DEFAULT '',
  "estate" INTEGER,
  "facts" TEXT NOT NULL DEFAULT '',
  "mediator" TEXT NOT NULL DEFAULT '',
  "place" TEXT NOT NULL DEFAULT '',
  "result" TEXT NOT NULL DEFAULT '',
  "closed" TEXT NOT NULL DEFAULT '',
  "agreement" TEXT NOT NULL DEFAULT '',
  "written" TEXT NOT NULL DEFAULT '',
  "fulfilled" TEXT NOT NULL DEFAULT '',
  "returned" TEXT NOT NULL DEFAULT '',
  "matter" INTEGER,
  "note" TEXT NOT NULL DEFAULT '',
  "parties_py" TEXT NOT NULL DEFAULT '',
  "mediator_py" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX "mediations_no" ON "mediations" ("no");
CREATE INDEX "mediations_date" ON "mediations" ("date");
CREATE INDEX "mediations_parties" ON "mediations" ("parties");
CREATE INDEX "mediations_estate" ON "mediations" ("estate") WHERE "estate" IS NOT NULL;
CREATE INDEX "mediations_matter" ON "mediations" ("matter") WHERE "matter" IS NOT NULL;

CREATE TABLE "patrols" ( -- 巡查
  id INTEGER PRIMARY KEY,
  "_deleted" INTEGER NOT NULL DEFAULT 0,
  "date" TEXT NOT NULL DEFAULT '',
  "shift" TEXT NOT NULL DEFAULT '',
  "route" TEXT NOT NULL DEFAULT '',
  "estate" INTEGER,
  "leader" TEXT NOT NULL DEFAULT '',
  "members" TEXT NOT NULL DEFAULT '',
  "finding" TEXT NOT NULL DEFAULT '',
  "kind" TEXT NOT NULL DEFAULT '',
  "handling" TEXT NOT NULL DEFAULT '',
  "handled" TEXT NOT NULL DEFAULT '',
  "matter" INTEGER,
  "note" TEXT NOT NULL DEFAULT '',
  "route_py" TEXT NOT NULL DEFAULT '',
  "leader_py" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX "patrols_date" ON "patrols" ("date");
CREATE INDEX "patrols_estate" ON "patrols" ("estate") WHERE "estate" IS NOT NULL;
CREATE INDEX "patrols_matter" ON "patrols" ("matter") WHERE "matter" IS NOT NULL;

CREATE TABLE "projects" ( -- 民心工程
  id INTEGER PRIMARY KEY,
  "_deleted" INTEGER NOT NULL DEFAULT 0,
  "name" TEXT NOT NULL DEFAULT '',
  "problem" TEXT NOT NULL DEFAULT '',
  "estate" INTEGER,
  "matter" INTEGER,
  "households" INTEGER,
  "owner" TEXT NOT NULL DEFAULT '',
  "amount" INTEGER,
  "source" TEXT NOT NULL DEFAULT '',
  "stage" TEXT NOT NULL DEFAULT '',
  "started" TEXT NOT NULL DEFAULT '',
  "planned" TEXT NOT NULL DEFAULT '',
  "ended" TEXT NOT NULL DEFAULT '',
  "works" TEXT NOT NULL DEFAULT '',
  "result" TEXT NOT NULL DEFAULT '',
  "note" TEXT NOT NULL DEFAULT '',
  "name_py" TEXT NOT NULL DEFAULT '',
  "owner_py" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX "projects_name" ON "projects" ("name");
CREATE INDEX "projects_estate" ON "projects" ("estate") WHERE "estate" IS NOT NULL;
CREATE INDEX "projects_matter" ON "projects" ("matter") WHERE "matter" IS NOT NULL;
CREATE INDEX "projects_started" ON "projects" ("started");
CREATE INDEX "projects_planned" ON "projects" ("planned");

CREATE TABLE "rotations" ( -- 轮流进小区
  id INTEGER PRIMARY KEY,
  "_deleted" INTEGER NOT NULL DEFAULT 0,
  "month" TEXT NOT NULL DEFAULT '',
  "estate" INTEGER,
  "date" TEXT NOT NULL DEFAULT '',
  "time" TEXT NOT NULL DEFAULT '',
  "place" TEXT NOT NULL DEFAULT '',
  "hosts" TEXT NOT NULL DEFAULT '',
  "phone" TEXT NOT NULL DEFAULT '',
  "state" TEXT NOT NULL DEFAULT '',
  "people" INTEGER,
  "note" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX "rotations_month" ON "rotations" ("month");
CREATE INDEX "rotations_estate" ON "rotations" ("estate") WHERE "estate" IS NOT NULL;
CREATE INDEX "rotations_date" ON "rotations" ("date");

CREATE TABLE "questions" ( -- 咨询问答
  id INTEGER PRIMARY KEY,
  "_deleted" INTEGER NOT NULL DEFAULT 0,
  "rotation" INTEGER,
  "date" TEXT NOT NULL DEFAULT '',
  "asker" TEXT NOT NULL DEFAULT '',
  "phone" TEXT NOT NULL DEFAULT '',
  "household" INTEGER,
  "question" TEXT NOT NULL DEFAULT '',
  "kind" TEXT NOT NULL DEFAULT '',
  "on_spot" TEXT NOT NULL DEFAULT '',
  "answer" TEXT NOT NULL DEFAULT '',
  "answered_by" TEXT NOT NULL DEFAULT '',
  "reply_due" TEXT NOT NULL DEFAULT '',
  "replied" TEXT NOT NULL DEFAULT '',
  "matter" INTEGER,
  "note" TEXT NOT NULL DEFAULT '',
  "asker_py" TEXT NOT NULL DEFAULT '',
  "question_py" TEXT NOT NULL DEFAULT '',
  "answered_by_py" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX "questions_rotation" ON "questions" ("rotation") WHERE "rotation" IS NOT NULL;
CREATE INDEX "questions_date" ON "questions" ("date");
CREATE INDEX "questions_household" ON "questions" ("household") WHERE "household" IS NOT NULL;
CREATE INDEX "questions_question" ON "questions" ("question");
CREATE INDEX "questions_reply_due" ON "questions" ("reply_due");
CREATE INDEX "questions_replied" ON "questions" ("replied");
CREATE INDEX "questions_matter" ON "questions" ("matter") WHERE "matter" IS NOT NULL;

CREATE TABLE "consultations" ( -- 集体会诊
  id INTEGER PRIMARY KEY,
  "_deleted" INTEGER NOT NULL DEFAULT 0,
  "date" TEXT NOT NULL DEFAULT '',
  "problem" TEXT NOT NULL DEFAULT '',
  "proposer" TEXT NOT NULL DEFAULT '',
  "matter" INTEGER,
  "participants" TEXT NOT NULL DEFAULT '',
  "opinions" TEXT NOT NULL DEFAULT '',
  "decision" TEXT NOT NULL DEFAULT '',
  "owner" TEXT NOT NULL DEFAULT '',
  "deadline" TEXT NOT NULL DEFAULT '',
  "done" TEXT NOT NULL DEFAULT '',
  "result" TEXT NOT NULL DEFAULT '',
  "note" TEXT NOT NULL DEFAULT '',
  "problem_py" TEXT NOT NULL DEFAULT '',
  "owner_py" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX "consultations_date" ON "consultations" ("date");
CREATE INDEX "consultations_problem" ON "consultations" ("problem");
CREATE INDEX "consultations_matter" ON "consultations" ("matter") WHERE "matter" IS NOT NULL;
CREATE INDEX "consultations_deadline" ON "consultations" ("deadline");
CREATE INDEX "consultations_done" ON "consultations" ("done");

CREATE TABLE "inspections" ( -- 每月督查
  id INTEGER PRIMARY KEY,
  "_deleted" INTEGER NOT NULL DEFAULT 0,
  "date" TEXT NOT NULL DEFAULT '',
  "form" TEXT NOT NULL DEFAULT '',
  "place" TEXT NOT NULL DEFAULT '',
  "inspectors" TEXT NOT NULL DEFAULT '',
  "inspected" TEXT NOT NULL DEFAULT '',
  "findings" TEXT NOT NULL DEFAULT '',
  "demands" TEXT NOT NULL DEFAULT '',
  "deadline" TEXT NOT NULL DEFAULT '',
  "done" TEXT NOT NULL DEFAULT '',
  "result" TEXT NOT NULL DEFAULT '',
  "note" TEXT NOT NULL DEFAULT '',
  "place_py" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX "inspections_date" ON "inspections" ("date");
CREATE INDEX "inspections_deadline" ON "inspections" ("deadline");
CREATE INDEX "inspections_done" ON "inspections" ("done");

CREATE TABLE "talks" ( -- 约谈记录
  id INTEGER PRIMARY KEY,
  "_deleted" INTEGER NOT NULL DEFAULT 0,
  "date" TEXT NOT NULL DEFAULT '',
  "person" TEXT NOT NULL DEFAULT '',
  "post" TEXT NOT NULL DEFAULT '',
  "unit" TEXT NOT NULL DEFAULT '',
  "by" TEXT NOT NULL DEFAULT '',
  "supervision_no" TEXT NOT NULL DEFAULT '',
  "reason" TEXT NOT NULL DEFAULT '',
  "content" TEXT NOT NULL DEFAULT '',
  "promise" TEXT NOT NULL DEFAULT '',
  "deadline" TEXT NOT NULL DEFAULT '',
  "result" TEXT NOT NULL DEFAULT '',
  "note" TEXT NOT NULL DEFAULT '',
  "person_py" TEXT NOT NULL DEFAULT '',
  "by_py" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX "talks_date" ON "talks" ("date");
CREATE INDEX "talks_person" ON "talks" ("person");
CREATE INDEX "talks_deadline" ON "talks" ("deadline");

CREATE TABLE "weeklies" ( -- 周工作纪实
  id INTEGER PRIMARY KEY,
  "_deleted" INTEGER NOT NULL DEFAULT 0,
  "monday" TEXT NOT NULL DEFAULT '',
  "done" TEXT NOT NULL DEFAULT '',
  "undone" TEXT NOT NULL DEFAULT '',
  "next" TEXT NOT NULL DEFAULT '',
  "needs" TEXT NOT NULL DEFAULT '',
  "sent_to" TEXT NOT NULL DEFAULT '',
  "author" TEXT NOT NULL DEFAULT '',
  "state" TEXT NOT NULL DEFAULT '',
  "note" TEXT NOT NULL DEFAULT '',
  "author_py" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX "weeklies_monday" ON "weeklies" ("monday");

CREATE TABLE "care_log" ( -- 关爱办理记录
  id INTEGER PRIMARY KEY,
  "_deleted" INTEGER NOT NULL DEFAULT 0,
  "wish" INTEGER,
  "mediation" INTEGER,
  "date" TEXT NOT NULL DEFAULT '',
  "kind" TEXT NOT NULL DEFAULT '',
  "from" TEXT NOT NULL DEFAULT '',
  "to" TEXT NOT NULL DEFAULT '',
  "by" TEXT NOT NULL DEFAULT '',
  "due" TEXT NOT NULL DEFAULT '',
  "note" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX "care_log_wish" ON "care_log" ("wish") WHERE "wish" IS NOT NULL;
CREATE INDEX "care_log_mediation" ON "care_log" ("mediation") WHERE "mediation" IS NOT NULL;
