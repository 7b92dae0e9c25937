"""The third shape: history is found by record, a shift is handed over, people keep views and phrases of their own."""

from __future__ import annotations

NAME = "history by record"

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
"""
