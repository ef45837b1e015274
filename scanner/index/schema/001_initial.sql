-- The findings index, version 1. It holds no matched value: masks and keyed fingerprints only.
-- Paths are BLOBs because names are bytes; times are nanoseconds (of files) or milliseconds (of
-- runs) since 1970; `*_run` columns hold runs.run_id.

CREATE TABLE targets (
  target_id INTEGER PRIMARY KEY,
  name      TEXT NOT NULL UNIQUE,   -- the lasting name (--as, or host and path)
  root      BLOB NOT NULL           -- where it was found by the last run
);

-- What results depend on besides the bytes: an item is read again when any of it differs.
CREATE TABLE configurations (
  configuration_id  INTEGER PRIMARY KEY,
  rule_set_hash     TEXT NOT NULL,
  extractor_version TEXT NOT NULL,
  key_id            TEXT NOT NULL,  -- of the fingerprint key
  settings          TEXT NOT NULL,  -- the options that change results, in a fixed order
  UNIQUE (rule_set_hash, extractor_version, key_id, settings)
);

CREATE TABLE runs (
  run_id           INTEGER PRIMARY KEY,
  started_ms       INTEGER NOT NULL,
  finished_ms      INTEGER,
  status           TEXT NOT NULL,   -- running, completed, stopped, crashed
  configuration_id INTEGER NOT NULL REFERENCES configurations,
  host             TEXT NOT NULL,
  options          TEXT NOT NULL,   -- JSON
  targets          TEXT NOT NULL,   -- JSON: lasting names
  totals           TEXT             -- JSON
);

-- What a run saw: bit i of chunk c stands for item c * 65536 + i (item_bitmap.hpp).
CREATE TABLE run_items (
  run_id INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
  chunk  INTEGER NOT NULL,
  bits   BLOB NOT NULL,
  PRIMARY KEY (run_id, chunk)
) WITHOUT ROWID;

-- One row an item, written when something about it changed, and only then.
CREATE TABLE items (
  item_id          INTEGER PRIMARY KEY,
  target_id        INTEGER NOT NULL REFERENCES targets,
  relative         BLOB NOT NULL,
  path             BLOB,            -- NULL: targets.root / relative
  first_run        INTEGER NOT NULL,
  changed_run      INTEGER NOT NULL,
  gone_run         INTEGER,
  configuration_id INTEGER NOT NULL,
  result_hash      INTEGER NOT NULL, -- of all that a run says about the item
  status           TEXT NOT NULL,
  reason           TEXT,
  bytes            INTEGER NOT NULL,
  bytes_done       INTEGER NOT NULL,
  format           TEXT NOT NULL,
  note             TEXT,
  label            TEXT,
  size             INTEGER NOT NULL,
  allocated        INTEGER NOT NULL,
  modified_ns      INTEGER NOT NULL,
  changed_ns       INTEGER NOT NULL,
  device           INTEGER NOT NULL,
  inode            INTEGER NOT NULL,
  links            INTEGER NOT NULL,
  owner            INTEGER NOT NULL,
  owner_group      INTEGER NOT NULL,
  mode             INTEGER NOT NULL,
  content_hash     BLOB,
  other_names      BLOB,            -- absolute paths of further hard links, each ended by NUL
  parts_complete   INTEGER NOT NULL,
  part_count       INTEGER NOT NULL, -- rows in parts
  finding_count    INTEGER NOT NULL, -- rows in findings, without those that are gone
  UNIQUE (target_id, relative)
);
CREATE INDEX items_gaps ON items (status) WHERE status <> 'complete';

CREATE TABLE parts (
  item_id    INTEGER NOT NULL REFERENCES items ON DELETE CASCADE,
  ordinal    INTEGER NOT NULL,
  locator    TEXT NOT NULL,
  status     TEXT NOT NULL,
  reason     TEXT,
  bytes      INTEGER NOT NULL,
  bytes_done INTEGER NOT NULL,
  format     TEXT NOT NULL,
  note       TEXT,
  PRIMARY KEY (item_id, ordinal)
) WITHOUT ROWID;

-- The words of rules, once, as the last run that used them said them.
CREATE TABLE rules (
  rule_row INTEGER PRIMARY KEY,
  rule     TEXT NOT NULL UNIQUE,
  name     TEXT NOT NULL,
  name_fr  TEXT NOT NULL,
  category TEXT NOT NULL,
  gdpr     TEXT NOT NULL
);

-- finding_row is what fingerprint segments point to. A finding whose fingerprints change gets a
-- new one, never used before, so that stale entries of immutable segments point to nothing.
CREATE TABLE findings (
  finding_row        INTEGER PRIMARY KEY,
  finding_id         BLOB NOT NULL UNIQUE,
  item_id            INTEGER NOT NULL REFERENCES items ON DELETE CASCADE,
  locator            TEXT NOT NULL,
  column_name        TEXT,
  rule_row           INTEGER NOT NULL REFERENCES rules,
  level              TEXT NOT NULL,
  confidence         TEXT NOT NULL,
  score              REAL NOT NULL,
  severity           TEXT NOT NULL,
  triage             TEXT NOT NULL DEFAULT 'open',
  suppressed         INTEGER NOT NULL DEFAULT 0,
  suppression_reason TEXT,
  match_count        INTEGER NOT NULL,
  distinct_count     INTEGER NOT NULL,
  weak_count         INTEGER NOT NULL,
  alternatives       TEXT,          -- JSON [[rule, score], ...]
  fingerprint_hash   INTEGER NOT NULL,
  first_run          INTEGER NOT NULL,
  changed_run        INTEGER NOT NULL,
  gone_run           INTEGER
);
CREATE INDEX findings_item ON findings (item_id);

-- Samples in order, in blocks (sample_block.hpp).
CREATE TABLE samples (
  finding_row INTEGER NOT NULL REFERENCES findings ON DELETE CASCADE ON UPDATE CASCADE,
  ordinal     INTEGER NOT NULL,
  block       BLOB NOT NULL,
  PRIMARY KEY (finding_row, ordinal)
) WITHOUT ROWID;

-- Sorted immutable segments of (fingerprint prefix, finding_row), cut into blocks
-- (segment_block.hpp). Prefixes are stored minus 2^63, so that SQLite's signed order is theirs.
CREATE TABLE segments (
  segment_id  INTEGER PRIMARY KEY,
  entries     INTEGER NOT NULL,
  max_finding INTEGER NOT NULL
);
CREATE TABLE segment_blocks (
  segment_id INTEGER NOT NULL REFERENCES segments ON DELETE CASCADE,
  ordinal    INTEGER NOT NULL,
  min_prefix INTEGER NOT NULL,
  max_prefix INTEGER NOT NULL,
  block      BLOB NOT NULL
);
CREATE UNIQUE INDEX segment_blocks_range
  ON segment_blocks (segment_id, min_prefix, ordinal, max_prefix);
