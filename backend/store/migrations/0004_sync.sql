CREATE TABLE "computers" ( -- 同步电脑
  id INTEGER PRIMARY KEY,
  "_deleted" INTEGER NOT NULL DEFAULT 0,
  "name" TEXT NOT NULL DEFAULT '',
  "sign" TEXT NOT NULL DEFAULT '',
  "box" TEXT NOT NULL DEFAULT '',
  "cert" TEXT NOT NULL DEFAULT '',
  "start" TEXT NOT NULL DEFAULT '',
  "joined" TEXT NOT NULL DEFAULT '',
  "removed" TEXT NOT NULL DEFAULT '',
  "copy_of" INTEGER,
  "same_as" INTEGER
);
CREATE INDEX "computers_sign" ON "computers" ("sign");
CREATE INDEX "computers_copy_of" ON "computers" ("copy_of") WHERE "copy_of" IS NOT NULL;
CREATE INDEX "computers_same_as" ON "computers" ("same_as") WHERE "same_as" IS NOT NULL;

CREATE TABLE "writers" ( -- 同步编号
  id INTEGER PRIMARY KEY,
  "_deleted" INTEGER NOT NULL DEFAULT 0,
  "number" TEXT NOT NULL DEFAULT '',
  "computer" INTEGER,
  "since" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX "writers_number" ON "writers" ("number");
CREATE INDEX "writers_computer" ON "writers" ("computer") WHERE "computer" IS NOT NULL;

