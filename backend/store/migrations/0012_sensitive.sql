-- The records that not everybody may read are found without a scan.
CREATE INDEX "visits_sensitive" ON "visits" ("sensitive") WHERE "sensitive" = '1';
CREATE INDEX "matters_sensitive" ON "matters" ("sensitive") WHERE "sensitive" = '1';
