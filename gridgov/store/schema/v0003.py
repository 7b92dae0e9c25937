"""The third shape: history is found by record, shifts are handed over, visits are kept."""

from __future__ import annotations

NAME = "history by record, visits"

SQL = """
ALTER TABLE history ADD COLUMN first_fid INTEGER;
ALTER TABLE history ADD COLUMN last_fid INTEGER;
DROP TRIGGER history_no_update;
UPDATE history SET
  first_fid = (SELECT min(value) FROM json_each(CAST(history.body AS TEXT), '$.fid')),
  last_fid = (SELECT max(value) FROM json_each(CAST(history.body AS TEXT), '$.fid'));
CREATE TRIGGER history_no_update BEFORE UPDATE ON history BEGIN SELECT RAISE(ABORT, 'history only grows'); END;
CREATE INDEX history_one ON history (register, first_fid) WHERE first_fid = last_fid;
CREATE INDEX history_many ON history (register, last_fid) WHERE first_fid < last_fid;
CREATE TABLE shift (
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  giver TEXT NOT NULL,
  taker TEXT NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  body TEXT NOT NULL,
  taken_at TEXT
);
CREATE INDEX shift_taker ON shift (taker, taken_at);
CREATE TABLE visit (
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  day TEXT NOT NULL,
  actor TEXT NOT NULL,
  dwelling_id INTEGER,
  location_id INTEGER,
  note TEXT,
  opinion_id INTEGER,
  case_id INTEGER
);
CREATE INDEX visit_dwelling ON visit (dwelling_id, day);
CREATE INDEX visit_location ON visit (location_id, day);
CREATE TABLE visit_person (
  visit_id INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  answer TEXT NOT NULL,
  PRIMARY KEY (visit_id, person_id)
) WITHOUT ROWID;
CREATE INDEX visit_person_person ON visit_person (person_id);
CREATE TABLE tidy_right (
  "check" TEXT NOT NULL,
  key TEXT NOT NULL,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY ("check", key)
) WITHOUT ROWID;
CREATE TABLE record_merge (
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  register TEXT NOT NULL,
  kept INTEGER NOT NULL,
  dropped INTEGER NOT NULL,
  uid TEXT NOT NULL,
  body TEXT NOT NULL,
  undone_at TEXT
);
CREATE TABLE list_seen (
  source TEXT NOT NULL,
  register TEXT NOT NULL,
  at TEXT NOT NULL,
  fids BLOB NOT NULL,
  PRIMARY KEY (source, register)
) WITHOUT ROWID;
CREATE TABLE ruling (
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  layer INTEGER NOT NULL,
  code TEXT NOT NULL,
  area TEXT NOT NULL,
  reason TEXT NOT NULL,
  ended_at TEXT,
  ended_why TEXT
);
CREATE INDEX person_care ON person (fid) WHERE care IS NOT NULL;
"""
