-- What nights need to know. Of a configuration: what each rule meant, one line "id meaning" a rule, in the order
-- of ids, so that rules can be compared one by one. NULL: as a whole only.
ALTER TABLE configurations ADD COLUMN rules TEXT;

-- Of items on mounts whose inodes and times are not reliable: the keyed hash of their first and last bytes.
ALTER TABLE items ADD COLUMN edge_hash BLOB;
-- Sensitivity, volume, exposure, age: a byte each, from the lowest (policy.hpp).
ALTER TABLE items ADD COLUMN risk INTEGER;

-- Of what was found in an item under another name before: the finding there.
ALTER TABLE findings ADD COLUMN previous_id BLOB;

-- Items that were being read when braque itself ended without a word, and how often.
CREATE TABLE crashes (
  target      TEXT NOT NULL,       -- lasting name
  relative    BLOB NOT NULL,
  size        INTEGER NOT NULL,
  modified_ns INTEGER NOT NULL,
  count       INTEGER NOT NULL,
  PRIMARY KEY (target, relative)
) WITHOUT ROWID;

-- The policy by which items are labelled now.
CREATE TABLE policies (
  policy_id   INTEGER PRIMARY KEY,
  fingerprint TEXT NOT NULL,
  name        TEXT NOT NULL
);

-- What queries ask for among millions of findings.
CREATE INDEX findings_rule ON findings (rule_row);
CREATE INDEX findings_gone ON findings (gone_run) WHERE gone_run IS NOT NULL;
CREATE INDEX findings_suppressed ON findings (suppressed) WHERE suppressed <> 0;
CREATE INDEX findings_triage ON findings (triage) WHERE triage <> 'open';
-- Findings that are new in the run have this row or a higher one. NULL: of runs before.
ALTER TABLE runs ADD COLUMN first_finding INTEGER;
