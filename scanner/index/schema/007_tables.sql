-- Of a database's table: what was read of each column, and what that says of all of it (model/record.hpp,
-- ColumnRecord). `rule` is NULL for a clean column.
CREATE TABLE table_columns (
  item_id        INTEGER NOT NULL REFERENCES items ON DELETE CASCADE,
  ordinal        INTEGER NOT NULL,
  name           TEXT NOT NULL,
  type           TEXT NOT NULL,
  row_count      INTEGER NOT NULL,
  rows_exact     INTEGER NOT NULL,
  rows_read      INTEGER NOT NULL,
  filled         INTEGER NOT NULL,
  rule           TEXT,
  confidence     TEXT NOT NULL,
  hits           INTEGER NOT NULL,
  distinct_count INTEGER NOT NULL,
  ratio          REAL NOT NULL,
  low            REAL NOT NULL,
  high           REAL NOT NULL,
  PRIMARY KEY (item_id, ordinal)
) WITHOUT ROWID;
