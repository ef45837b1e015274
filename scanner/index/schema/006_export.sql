-- Numbers of events are never used again, so that what a destination has got is one number.
CREATE TABLE numbered_outbox (
  event_id   INTEGER PRIMARY KEY AUTOINCREMENT,
  run_id     INTEGER NOT NULL,
  event      TEXT NOT NULL,      -- as before, and 'issue'
  finding_id BLOB,
  count      INTEGER,
  item_id    INTEGER             -- of an issue
);
INSERT INTO numbered_outbox SELECT event_id, run_id, event, finding_id, count, NULL FROM outbox;
DROP TABLE outbox;
ALTER TABLE numbered_outbox RENAME TO outbox;

-- Where events are sent, and how far that has come.
CREATE TABLE destinations (
  destination  TEXT PRIMARY KEY,
  event_id     INTEGER NOT NULL,            -- everything up to this event is delivered
  sent         INTEGER NOT NULL DEFAULT 0,  -- events, since ever
  retried      INTEGER NOT NULL DEFAULT 0,  -- batches
  dead         INTEGER NOT NULL DEFAULT 0,  -- events that were refused for good
  lost         INTEGER NOT NULL DEFAULT 0,  -- events that were given up: spool full, or too many a day
  bytes        INTEGER NOT NULL DEFAULT 0,
  attempt_ms   INTEGER NOT NULL DEFAULT 0,
  success_ms   INTEGER NOT NULL DEFAULT 0,
  error        TEXT,                        -- of the last attempt
  day          INTEGER NOT NULL DEFAULT 0,  -- since 1970
  day_sent     INTEGER NOT NULL DEFAULT 0,  -- findings told on that day
  day_withheld INTEGER NOT NULL DEFAULT 0   -- findings not told because of the cap, until a gap event says so
);
-- Targets whose first look a destination has got: from then on it gets single findings.
CREATE TABLE destination_targets (
  destination TEXT NOT NULL,
  target      TEXT NOT NULL,
  run_id      INTEGER NOT NULL,
  PRIMARY KEY (destination, target)
) WITHOUT ROWID;
-- Events that a destination refused for good.
CREATE TABLE dead_letters (
  letter_id   INTEGER PRIMARY KEY,
  destination TEXT NOT NULL,
  at_ms       INTEGER NOT NULL,
  event_id    INTEGER NOT NULL,
  event       TEXT NOT NULL,
  finding_id  BLOB,
  reason      TEXT NOT NULL
);
