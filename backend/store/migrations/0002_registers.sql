CREATE TABLE "party_members" ( -- 党员
  id INTEGER PRIMARY KEY,
  "_deleted" INTEGER NOT NULL DEFAULT 0,
  "name" TEXT NOT NULL DEFAULT '',
  "former_name" TEXT NOT NULL DEFAULT '',
  "sex" TEXT NOT NULL DEFAULT '',
  "ethnicity" TEXT NOT NULL DEFAULT '',
  "birth" TEXT NOT NULL DEFAULT '',
  "id_number" TEXT NOT NULL DEFAULT '',
  "native_place" TEXT NOT NULL DEFAULT '',
  "birthplace" TEXT NOT NULL DEFAULT '',
  "education" TEXT NOT NULL DEFAULT '',
  "degree" TEXT NOT NULL DEFAULT '',
  "school" TEXT NOT NULL DEFAULT '',
  "category" TEXT NOT NULL DEFAULT '',
  "joined" TEXT NOT NULL DEFAULT '',
  "confirmed" TEXT NOT NULL DEFAULT '',
  "probation_until" TEXT NOT NULL DEFAULT '',
  "branch" INTEGER,
  "party_group" INTEGER,
  "entered_branch" TEXT NOT NULL DEFAULT '',
  "relation" TEXT NOT NULL DEFAULT '',
  "status" TEXT NOT NULL DEFAULT '',
  "joined_branch" TEXT NOT NULL DEFAULT '',
  "introducers" TEXT NOT NULL DEFAULT '',
  "medal" TEXT NOT NULL DEFAULT '',
  "occupation" TEXT NOT NULL DEFAULT '',
  "kinds" TEXT NOT NULL DEFAULT '',
  "work_started" TEXT NOT NULL DEFAULT '',
  "employer" TEXT NOT NULL DEFAULT '',
  "unit" INTEGER,
  "unit_contact" TEXT NOT NULL DEFAULT '',
  "unit_phone" TEXT NOT NULL DEFAULT '',
  "checked_in" TEXT NOT NULL DEFAULT '',
  "mobile" TEXT NOT NULL DEFAULT '',
  "landline" TEXT NOT NULL DEFAULT '',
  "estate" INTEGER,
  "household" INTEGER,
  "grid" INTEGER,
  "address" TEXT NOT NULL DEFAULT '',
  "hukou_address" TEXT NOT NULL DEFAULT '',
  "police" TEXT NOT NULL DEFAULT '',
  "skills" TEXT NOT NULL DEFAULT '',
  "willing" TEXT NOT NULL DEFAULT '',
  "duty_post" TEXT NOT NULL DEFAULT '',
  "lost" TEXT NOT NULL DEFAULT '',
  "lost_since" TEXT NOT NULL DEFAULT '',
  "away_place" TEXT NOT NULL DEFAULT '',
  "away_since" TEXT NOT NULL DEFAULT '',
  "away_reason" TEXT NOT NULL DEFAULT '',
  "away_card" TEXT NOT NULL DEFAULT '',
  "last_contact" TEXT NOT NULL DEFAULT '',
  "hardship" TEXT NOT NULL DEFAULT '',
  "hardship_reason" TEXT NOT NULL DEFAULT '',
  "low_income" TEXT NOT NULL DEFAULT '',
  "helper" TEXT NOT NULL DEFAULT '',
  "help_note" TEXT NOT NULL DEFAULT '',
  "note" TEXT NOT NULL DEFAULT '',
  "name_py" TEXT NOT NULL DEFAULT '',
  "former_name_py" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX "party_members_name_py" ON "party_members" ("name_py", id) WHERE "_deleted" = 0;
CREATE INDEX "party_members_name" ON "party_members" ("name");
CREATE INDEX "party_members_birth" ON "party_members" ("birth");
CREATE INDEX "party_members_id_number" ON "party_members" ("id_number");
CREATE INDEX "party_members_confirmed" ON "party_members" ("confirmed");
CREATE INDEX "party_members_branch" ON "party_members" ("branch") WHERE "branch" IS NOT NULL;
CREATE INDEX "party_members_party_group" ON "party_members" ("party_group") WHERE "party_group" IS NOT NULL;
CREATE INDEX "party_members_unit" ON "party_members" ("unit") WHERE "unit" IS NOT NULL;
CREATE INDEX "party_members_estate" ON "party_members" ("estate") WHERE "estate" IS NOT NULL;
CREATE INDEX "party_members_household" ON "party_members" ("household") WHERE "household" IS NOT NULL;
CREATE INDEX "party_members_grid" ON "party_members" ("grid") WHERE "grid" IS NOT NULL;

CREATE TABLE "organizations" ( -- 组织
  id INTEGER PRIMARY KEY,
  "_deleted" INTEGER NOT NULL DEFAULT 0,
  "name" TEXT NOT NULL DEFAULT '',
  "short_name" TEXT NOT NULL DEFAULT '',
  "type" TEXT NOT NULL DEFAULT '',
  "parent" INTEGER,
  "estate" INTEGER,
  "approval_no" TEXT NOT NULL DEFAULT '',
  "founded" TEXT NOT NULL DEFAULT '',
  "grade" TEXT NOT NULL DEFAULT '',
  "grade_year" INTEGER,
  "term_years" INTEGER,
  "term_start" TEXT NOT NULL DEFAULT '',
  "term_end" TEXT NOT NULL DEFAULT '',
  "head" TEXT NOT NULL DEFAULT '',
  "contact" TEXT NOT NULL DEFAULT '',
  "phone" TEXT NOT NULL DEFAULT '',
  "office_phone" TEXT NOT NULL DEFAULT '',
  "place" TEXT NOT NULL DEFAULT '',
  "linked_cadre" TEXT NOT NULL DEFAULT '',
  "people" INTEGER,
  "service" TEXT NOT NULL DEFAULT '',
  "dissolved" TEXT NOT NULL DEFAULT '',
  "note" TEXT NOT NULL DEFAULT '',
  "name_py" TEXT NOT NULL DEFAULT '',
  "short_name_py" TEXT NOT NULL DEFAULT '',
  "head_py" TEXT NOT NULL DEFAULT '',
  "contact_py" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX "organizations_name_py" ON "organizations" ("name_py", id) WHERE "_deleted" = 0;
CREATE INDEX "organizations_name" ON "organizations" ("name");
CREATE INDEX "organizations_parent" ON "organizations" ("parent") WHERE "parent" IS NOT NULL;
CREATE INDEX "organizations_estate" ON "organizations" ("estate") WHERE "estate" IS NOT NULL;
CREATE INDEX "organizations_term_end" ON "organizations" ("term_end");

CREATE TABLE "posts" ( -- 任职
  id INTEGER PRIMARY KEY,
  "_deleted" INTEGER NOT NULL DEFAULT 0,
  "member" INTEGER,
  "resident" INTEGER,
  "person" TEXT NOT NULL DEFAULT '',
  "organization" INTEGER,
  "post" TEXT NOT NULL DEFAULT '',
  "title" TEXT NOT NULL DEFAULT '',
  "from" TEXT NOT NULL DEFAULT '',
  "to" TEXT NOT NULL DEFAULT '',
  "part_time" TEXT NOT NULL DEFAULT '',
  "outside_post" TEXT NOT NULL DEFAULT '',
  "source" TEXT NOT NULL DEFAULT '',
  "past_job" TEXT NOT NULL DEFAULT '',
  "duty" TEXT NOT NULL DEFAULT '',
  "note" TEXT NOT NULL DEFAULT '',
  "person_py" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX "posts_member" ON "posts" ("member") WHERE "member" IS NOT NULL;
CREATE INDEX "posts_resident" ON "posts" ("resident") WHERE "resident" IS NOT NULL;
CREATE INDEX "posts_person" ON "posts" ("person");
CREATE INDEX "posts_organization" ON "posts" ("organization") WHERE "organization" IS NOT NULL;
CREATE INDEX "posts_to" ON "posts" ("to");

CREATE TABLE "awards" ( -- 奖惩
  id INTEGER PRIMARY KEY,
  "_deleted" INTEGER NOT NULL DEFAULT 0,
  "member" INTEGER,
  "kind" TEXT NOT NULL DEFAULT '',
  "name" TEXT NOT NULL DEFAULT '',
  "date" TEXT NOT NULL DEFAULT '',
  "level" TEXT NOT NULL DEFAULT '',
  "authority" TEXT NOT NULL DEFAULT '',
  "file_no" TEXT NOT NULL DEFAULT '',
  "until" TEXT NOT NULL DEFAULT '',
  "reason" TEXT NOT NULL DEFAULT '',
  "note" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX "awards_member" ON "awards" ("member") WHERE "member" IS NOT NULL;
CREATE INDEX "awards_date" ON "awards" ("date");

CREATE TABLE "estates" ( -- 小区
  id INTEGER PRIMARY KEY,
  "_deleted" INTEGER NOT NULL DEFAULT 0,
  "name" TEXT NOT NULL DEFAULT '',
  "kind" TEXT NOT NULL DEFAULT '',
  "address" TEXT NOT NULL DEFAULT '',
  "built_year" INTEGER,
  "area" TEXT NOT NULL DEFAULT '',
  "buildings" INTEGER,
  "households" INTEGER,
  "grid" INTEGER,
  "branch" INTEGER,
  "owners" INTEGER,
  "property" INTEGER,
  "property_fee" INTEGER,
  "neighbour1" INTEGER,
  "neighbour2" INTEGER,
  "note" TEXT NOT NULL DEFAULT '',
  "name_py" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX "estates_name_py" ON "estates" ("name_py", id) WHERE "_deleted" = 0;
CREATE INDEX "estates_name" ON "estates" ("name");
CREATE INDEX "estates_grid" ON "estates" ("grid") WHERE "grid" IS NOT NULL;
CREATE INDEX "estates_branch" ON "estates" ("branch") WHERE "branch" IS NOT NULL;
CREATE INDEX "estates_owners" ON "estates" ("owners") WHERE "owners" IS NOT NULL;
CREATE INDEX "estates_property" ON "estates" ("property") WHERE "property" IS NOT NULL;
CREATE INDEX "estates_neighbour1" ON "estates" ("neighbour1") WHERE "neighbour1" IS NOT NULL;
CREATE INDEX "estates_neighbour2" ON "estates" ("neighbour2") WHERE "neighbour2" IS NOT NULL;

CREATE TABLE "grid_cells" ( -- 网格
  id INTEGER PRIMARY KEY,
  "_deleted" INTEGER NOT NULL DEFAULT 0,
  "name" TEXT NOT NULL DEFAULT '',
  "number" TEXT NOT NULL DEFAULT '',
  "leader" TEXT NOT NULL DEFAULT '',
  "worker" TEXT NOT NULL DEFAULT '',
  "member" INTEGER,
  "phone" TEXT NOT NULL DEFAULT '',
  "office_phone" TEXT NOT NULL DEFAULT '',
  "households" INTEGER,
  "area" TEXT NOT NULL DEFAULT '',
  "note" TEXT NOT NULL DEFAULT '',
  "name_py" TEXT NOT NULL DEFAULT '',
  "leader_py" TEXT NOT NULL DEFAULT '',
  "worker_py" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX "grid_cells_name_py" ON "grid_cells" ("name_py", id) WHERE "_deleted" = 0;
CREATE INDEX "grid_cells_name" ON "grid_cells" ("name");
CREATE INDEX "grid_cells_number" ON "grid_cells" ("number");
CREATE INDEX "grid_cells_member" ON "grid_cells" ("member") WHERE "member" IS NOT NULL;

CREATE TABLE "buildings" ( -- 楼栋
  id INTEGER PRIMARY KEY,
  "_deleted" INTEGER NOT NULL DEFAULT 0,
  "estate" INTEGER,
  "number" TEXT NOT NULL DEFAULT '',
  "grid" INTEGER,
  "floors" INTEGER,
  "entrances" INTEGER,
  "households" INTEGER,
  "elevator" TEXT NOT NULL DEFAULT '',
  "leader" TEXT NOT NULL DEFAULT '',
  "member" INTEGER,
  "phone" TEXT NOT NULL DEFAULT '',
  "note" TEXT NOT NULL DEFAULT '',
  "leader_py" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX "buildings_estate" ON "buildings" ("estate") WHERE "estate" IS NOT NULL;
CREATE INDEX "buildings_grid" ON "buildings" ("grid") WHERE "grid" IS NOT NULL;
CREATE INDEX "buildings_member" ON "buildings" ("member") WHERE "member" IS NOT NULL;

CREATE TABLE "households" ( -- 住户
  id INTEGER PRIMARY KEY,
  "_deleted" INTEGER NOT NULL DEFAULT 0,
  "estate" INTEGER,
  "building" INTEGER,
  "entrance" TEXT NOT NULL DEFAULT '',
  "room" TEXT NOT NULL DEFAULT '',
  "grid" INTEGER,
  "head" TEXT NOT NULL DEFAULT '',
  "phone" TEXT NOT NULL DEFAULT '',
  "people" INTEGER,
  "housing" TEXT NOT NULL DEFAULT '',
  "kinds" TEXT NOT NULL DEFAULT '',
  "low_income" TEXT NOT NULL DEFAULT '',
  "low_income_people" INTEGER,
  "reason" TEXT NOT NULL DEFAULT '',
  "note" TEXT NOT NULL DEFAULT '',
  "head_py" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX "households_estate" ON "households" ("estate") WHERE "estate" IS NOT NULL;
CREATE INDEX "households_building" ON "households" ("building") WHERE "building" IS NOT NULL;
CREATE INDEX "households_grid" ON "households" ("grid") WHERE "grid" IS NOT NULL;

CREATE TABLE "residents" ( -- 居民
  id INTEGER PRIMARY KEY,
  "_deleted" INTEGER NOT NULL DEFAULT 0,
  "name" TEXT NOT NULL DEFAULT '',
  "sex" TEXT NOT NULL DEFAULT '',
  "ethnicity" TEXT NOT NULL DEFAULT '',
  "birth" TEXT NOT NULL DEFAULT '',
  "id_number" TEXT NOT NULL DEFAULT '',
  "mobile" TEXT NOT NULL DEFAULT '',
  "political" TEXT NOT NULL DEFAULT '',
  "member" INTEGER,
  "education" TEXT NOT NULL DEFAULT '',
  "employer" TEXT NOT NULL DEFAULT '',
  "household" INTEGER,
  "relation" TEXT NOT NULL DEFAULT '',
  "estate" INTEGER,
  "grid" INTEGER,
  "residence" TEXT NOT NULL DEFAULT '',
  "hukou_address" TEXT NOT NULL DEFAULT '',
  "moved_in" TEXT NOT NULL DEFAULT '',
  "state" TEXT NOT NULL DEFAULT '',
  "moved_out" TEXT NOT NULL DEFAULT '',
  "kinds" TEXT NOT NULL DEFAULT '',
  "health" TEXT NOT NULL DEFAULT '',
  "volunteer" TEXT NOT NULL DEFAULT '',
  "skills" TEXT NOT NULL DEFAULT '',
  "note" TEXT NOT NULL DEFAULT '',
  "name_py" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX "residents_name_py" ON "residents" ("name_py", id) WHERE "_deleted" = 0;
CREATE INDEX "residents_name" ON "residents" ("name");
CREATE INDEX "residents_birth" ON "residents" ("birth");
CREATE INDEX "residents_id_number" ON "residents" ("id_number");
CREATE INDEX "residents_member" ON "residents" ("member") WHERE "member" IS NOT NULL;
CREATE INDEX "residents_household" ON "residents" ("household") WHERE "household" IS NOT NULL;
CREATE INDEX "residents_estate" ON "residents" ("estate") WHERE "estate" IS NOT NULL;
CREATE INDEX "residents_grid" ON "residents" ("grid") WHERE "grid" IS NOT NULL;

CREATE TABLE "community_profile" ( -- 社区概况
  id INTEGER PRIMARY KEY,
  "_deleted" INTEGER NOT NULL DEFAULT 0,
  "name" TEXT NOT NULL DEFAULT '',
  "street" TEXT NOT NULL DEFAULT '',
  "founded" TEXT NOT NULL DEFAULT '',
  "boundary" TEXT NOT NULL DEFAULT '',
  "area" TEXT NOT NULL DEFAULT '',
  "buildings" INTEGER,
  "households" INTEGER,
  "population" INTEGER,
  "migrants" INTEGER,
  "units" INTEGER,
  "schools" INTEGER,
  "shops" INTEGER,
  "address" TEXT NOT NULL DEFAULT '',
  "office_phone" TEXT NOT NULL DEFAULT '',
  "hotline" TEXT NOT NULL DEFAULT '',
  "service_hours" TEXT NOT NULL DEFAULT '',
  "brand" TEXT NOT NULL DEFAULT '',
  "motto" TEXT NOT NULL DEFAULT '',
  "introduction" TEXT NOT NULL DEFAULT '',
  "name_py" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX "community_profile_name_py" ON "community_profile" ("name_py", id) WHERE "_deleted" = 0;

CREATE TABLE "duties" ( -- 值班
  id INTEGER PRIMARY KEY,
  "_deleted" INTEGER NOT NULL DEFAULT 0,
  "date" TEXT NOT NULL DEFAULT '',
  "shift" TEXT NOT NULL DEFAULT '',
  "person" TEXT NOT NULL DEFAULT '',
  "member" INTEGER,
  "phone" TEXT NOT NULL DEFAULT '',
  "place" TEXT NOT NULL DEFAULT '',
  "note" TEXT NOT NULL DEFAULT '',
  "person_py" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX "duties_date" ON "duties" ("date");
CREATE INDEX "duties_member" ON "duties" ("member") WHERE "member" IS NOT NULL;

CREATE TABLE "settings" ( -- 设置
  id INTEGER PRIMARY KEY,
  "_deleted" INTEGER NOT NULL DEFAULT 0,
  "key" TEXT NOT NULL DEFAULT '',
  "value" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX "settings_key" ON "settings" ("key");

CREATE TABLE "not_twins" ( -- 确认不是重复
  id INTEGER PRIMARY KEY,
  "_deleted" INTEGER NOT NULL DEFAULT 0,
  "a" TEXT NOT NULL DEFAULT '',
  "b" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX "not_twins_a" ON "not_twins" ("a");
CREATE INDEX "not_twins_b" ON "not_twins" ("b");

