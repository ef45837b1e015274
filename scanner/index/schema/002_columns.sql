-- Of a finding in a column of a table: cells that are filled, and those of them that hold a match.
-- Both 0 for findings outside columns, and for those of indexes that were made before.
ALTER TABLE findings ADD COLUMN column_filled INTEGER NOT NULL DEFAULT 0;
ALTER TABLE findings ADD COLUMN column_passing INTEGER NOT NULL DEFAULT 0;
