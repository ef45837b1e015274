-- What a finding was before: written when a run changes it, or finds it again after it was gone. The values
-- held from changed_run on (from gone_run on it was gone) and until the run before until_run.
CREATE TABLE finding_versions (
  finding_id       BLOB NOT NULL,
  until_run        INTEGER NOT NULL,
  changed_run      INTEGER NOT NULL,
  gone_run         INTEGER,
  match_count      INTEGER NOT NULL,
  distinct_count   INTEGER NOT NULL,
  weak_count       INTEGER NOT NULL,
  confidence       TEXT NOT NULL,
  score            REAL NOT NULL,
  severity         TEXT NOT NULL,
  fingerprint_hash INTEGER NOT NULL,
  PRIMARY KEY (finding_id, until_run)
) WITHOUT ROWID;

-- What is to be sent on, in order, written in the transaction that made it true. event: 'run_start', 'run_resume',
-- 'run_end', 'new', 'changed', 'gone'; 'gap' for events that were given up before anybody took them, with
-- their number in `count`.
CREATE TABLE outbox (
  event_id   INTEGER PRIMARY KEY,
  run_id     INTEGER NOT NULL,
  event      TEXT NOT NULL,
  finding_id BLOB,
  count      INTEGER
);

-- How often the run was taken up again after it was stopped or killed.
ALTER TABLE runs ADD COLUMN resumed_count INTEGER NOT NULL DEFAULT 0;
