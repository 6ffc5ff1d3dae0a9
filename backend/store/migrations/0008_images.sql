CREATE TABLE "photos" ( -- 照片
  id INTEGER PRIMARY KEY,
  "_deleted" INTEGER NOT NULL DEFAULT 0,
  "member" INTEGER,
  "visit" INTEGER,
  "matter" INTEGER,
  "supervision" INTEGER,
  "project" INTEGER,
  "patrol" INTEGER,
  "aid" INTEGER,
  "wish" INTEGER,
  "mediation" INTEGER,
  "claim" INTEGER,
  "stage" TEXT NOT NULL DEFAULT '',
  "caption" TEXT NOT NULL DEFAULT '',
  "taken" TEXT NOT NULL DEFAULT '',
  "width" INTEGER,
  "height" INTEGER,
  "image" TEXT NOT NULL DEFAULT '' -- the last column: what does not ask for it does not read its pages
);
CREATE INDEX "photos_member" ON "photos" ("member") WHERE "member" IS NOT NULL;
CREATE INDEX "photos_visit" ON "photos" ("visit") WHERE "visit" IS NOT NULL;
CREATE INDEX "photos_matter" ON "photos" ("matter") WHERE "matter" IS NOT NULL;
CREATE INDEX "photos_supervision" ON "photos" ("supervision") WHERE "supervision" IS NOT NULL;
CREATE INDEX "photos_project" ON "photos" ("project") WHERE "project" IS NOT NULL;
CREATE INDEX "photos_patrol" ON "photos" ("patrol") WHERE "patrol" IS NOT NULL;
CREATE INDEX "photos_aid" ON "photos" ("aid") WHERE "aid" IS NOT NULL;
CREATE INDEX "photos_wish" ON "photos" ("wish") WHERE "wish" IS NOT NULL;
CREATE INDEX "photos_mediation" ON "photos" ("mediation") WHERE "mediation" IS NOT NULL;
CREATE INDEX "photos_claim" ON "photos" ("claim") WHERE "claim" IS NOT NULL;
