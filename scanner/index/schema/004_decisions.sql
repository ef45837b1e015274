-- What people decided about findings, and who did what. Criteria that are NULL let everything pass; those that
-- are given must all hold. `fingerprint`: every value of the finding has one of these.
CREATE TABLE suppressions (
  suppression_id INTEGER PRIMARY KEY,
  finding_id     BLOB,
  fingerprint    BLOB,             -- 16 bytes
  path           TEXT,             -- patterns (wildcard.hpp)
  rule           TEXT,
  column_name    TEXT,
  reason         TEXT NOT NULL,
  author         TEXT NOT NULL,
  ticket         TEXT,
  created_ms     INTEGER NOT NULL,
  expires_ms     INTEGER NOT NULL,
  ended_ms       INTEGER,          -- ended by somebody before it expired
  ended_by       TEXT
);
-- NULL: until the next run says otherwise.
ALTER TABLE findings ADD COLUMN suppressed_until_ms INTEGER;

CREATE TABLE triage_history (
  entry_id   INTEGER PRIMARY KEY,
  finding_id BLOB NOT NULL,
  at_ms      INTEGER NOT NULL,
  author     TEXT NOT NULL,
  triage     TEXT NOT NULL,
  note       TEXT
);
CREATE INDEX triage_history_finding ON triage_history (finding_id);

-- Append-only. mac: HMAC-SHA-256 over the record and the mac before it (audit_trail.hpp).
CREATE TABLE audit (
  sequence INTEGER PRIMARY KEY,
  at_ms    INTEGER NOT NULL,
  actor    TEXT NOT NULL,
  action   TEXT NOT NULL,
  details  TEXT NOT NULL,          -- JSON; no value, no path of an item
  mac      BLOB NOT NULL
);
