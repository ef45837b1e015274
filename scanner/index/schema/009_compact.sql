-- Items with the columns first that a night asks of every one of them: a column costs what stands before it.
CREATE TABLE ordered_items (
  item_id          INTEGER PRIMARY KEY,
  target_id        INTEGER NOT NULL REFERENCES targets,
  configuration_id INTEGER NOT NULL,
  gone_run         INTEGER,
  size             INTEGER NOT NULL,
  modified_ns      INTEGER NOT NULL,
  changed_ns       INTEGER NOT NULL,
  inode            INTEGER NOT NULL,
  -- Read completely, as many bytes as it has, and no rows in parts and findings.
  quiet            INTEGER NOT NULL DEFAULT 0,
  relative         BLOB NOT NULL,
  path             BLOB,             -- NULL: targets.root / relative
  first_run        INTEGER NOT NULL,
  changed_run      INTEGER NOT NULL,
  result_hash      INTEGER NOT NULL, -- of all that a run says about the item
  status           TEXT NOT NULL,
  reason           TEXT,
  bytes            INTEGER NOT NULL,
  bytes_done       INTEGER NOT NULL,
  format           TEXT NOT NULL,
  note             TEXT,
  label            TEXT,
  allocated        INTEGER NOT NULL,
  device           INTEGER NOT NULL,
  links            INTEGER NOT NULL,
  owner            INTEGER NOT NULL,
  owner_group      INTEGER NOT NULL,
  mode             INTEGER NOT NULL,
  content_hash     BLOB,
  other_names      BLOB,             -- absolute paths of further hard links, each ended by NUL
  parts_complete   INTEGER NOT NULL,
  part_count       INTEGER NOT NULL,
  finding_count    INTEGER NOT NULL, -- rows in findings, without those that are gone
  edge_hash        BLOB,
  risk             INTEGER,
  UNIQUE (target_id, relative)
);
INSERT INTO ordered_items SELECT item_id, target_id, configuration_id, gone_run, size, modified_ns, changed_ns, inode,
  finding_count = 0 AND part_count = 0 AND status = 'complete' AND bytes = size AND bytes_done = size,
  relative, path, first_run, changed_run, result_hash, status, reason, bytes, bytes_done, format, note, label,
  allocated, device, links, owner, owner_group, mode, content_hash, other_names, parts_complete, part_count,
  finding_count, edge_hash, risk FROM items ORDER BY item_id;
DROP TABLE items;
ALTER TABLE ordered_items RENAME TO items;
CREATE INDEX items_gaps ON items (status) WHERE status <> 'complete';
-- What lies elsewhere than its target says is looked for by its whole path.
CREATE INDEX items_elsewhere ON items (item_id) WHERE path IS NOT NULL;

-- Findings in two thirds of the room: words as numbers, in the order of the program's enumerations (names.hpp), scores
-- in ten thousandths, as they are printed, and an index over the beginnings of ids instead of whole ones.
-- level stays a word: most have none.
CREATE TABLE compact_findings (
  finding_row         INTEGER PRIMARY KEY,
  finding_id          BLOB NOT NULL,
  item_id             INTEGER NOT NULL REFERENCES items ON DELETE CASCADE,
  rule_row            INTEGER NOT NULL REFERENCES rules,
  locator             TEXT NOT NULL,
  column_name         TEXT,
  level               TEXT NOT NULL,
  confidence          INTEGER NOT NULL,            -- none, low, medium, high
  score               INTEGER NOT NULL,
  severity            INTEGER NOT NULL,            -- info, low, medium, high, critical
  triage              INTEGER NOT NULL DEFAULT 0,  -- open, accepted, false_positive, fixed, assigned
  suppressed          INTEGER NOT NULL DEFAULT 0,
  suppression_reason  TEXT,
  suppressed_until_ms INTEGER,
  match_count         INTEGER NOT NULL,
  distinct_count      INTEGER NOT NULL,
  weak_count          INTEGER NOT NULL,
  column_filled       INTEGER NOT NULL DEFAULT 0,
  column_passing      INTEGER NOT NULL DEFAULT 0,
  alternatives        TEXT,                        -- JSON [[rule, score], ...]
  exact_rows          TEXT,
  previous_id         BLOB,
  fingerprint_hash    INTEGER NOT NULL,
  first_run           INTEGER NOT NULL,
  changed_run         INTEGER NOT NULL,
  gone_run            INTEGER
);
INSERT INTO compact_findings SELECT finding_row, finding_id, item_id, rule_row, locator, column_name, level,
  CASE confidence WHEN 'low' THEN 1 WHEN 'medium' THEN 2 WHEN 'high' THEN 3 ELSE 0 END,
  CAST(round(score * 10000) AS INTEGER),
  CASE severity WHEN 'low' THEN 1 WHEN 'medium' THEN 2 WHEN 'high' THEN 3 WHEN 'critical' THEN 4 ELSE 0 END,
  CASE triage WHEN 'accepted' THEN 1 WHEN 'false_positive' THEN 2 WHEN 'fixed' THEN 3 WHEN 'assigned' THEN 4 ELSE 0 END,
  suppressed, suppression_reason, suppressed_until_ms, match_count, distinct_count, weak_count, column_filled,
  column_passing, alternatives, exact_rows, previous_id, fingerprint_hash, first_run, changed_run, gone_run
  FROM findings ORDER BY finding_row;
DROP TABLE findings;
ALTER TABLE compact_findings RENAME TO findings;
CREATE INDEX findings_id ON findings (substr(finding_id, 1, 3));
CREATE INDEX findings_item ON findings (item_id);
CREATE INDEX findings_rule ON findings (rule_row);
CREATE INDEX findings_gone ON findings (gone_run) WHERE gone_run IS NOT NULL;
CREATE INDEX findings_suppressed ON findings (suppressed) WHERE suppressed <> 0;
CREATE INDEX findings_triage ON findings (triage) WHERE triage <> 0;

CREATE TABLE compact_versions (
  finding_id       BLOB NOT NULL,
  until_run        INTEGER NOT NULL,
  changed_run      INTEGER NOT NULL,
  gone_run         INTEGER,
  match_count      INTEGER NOT NULL,
  distinct_count   INTEGER NOT NULL,
  weak_count       INTEGER NOT NULL,
  confidence       INTEGER NOT NULL,
  score            INTEGER NOT NULL,
  severity         INTEGER NOT NULL,
  fingerprint_hash INTEGER NOT NULL,
  PRIMARY KEY (finding_id, until_run)
) WITHOUT ROWID;
INSERT INTO compact_versions SELECT finding_id, until_run, changed_run, gone_run, match_count, distinct_count,
  weak_count, CASE confidence WHEN 'low' THEN 1 WHEN 'medium' THEN 2 WHEN 'high' THEN 3 ELSE 0 END,
  CAST(round(score * 10000) AS INTEGER),
  CASE severity WHEN 'low' THEN 1 WHEN 'medium' THEN 2 WHEN 'high' THEN 3 WHEN 'critical' THEN 4 ELSE 0 END,
  fingerprint_hash FROM finding_versions;
DROP TABLE finding_versions;
ALTER TABLE compact_versions RENAME TO finding_versions;

-- How much harm a value of the rule does (1 to 5), as far as the severity of its findings follows from it. NULL: unknown.
ALTER TABLE rules ADD COLUMN sensitivity INTEGER;
