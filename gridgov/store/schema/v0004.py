"""The fourth shape: fields of one's own, ties between records, services and who has them, patrols."""

from __future__ import annotations

NAME = "own fields, ties, services, patrols, places by address"

SQL = """
CREATE TABLE own_field (
  register TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  personal INTEGER NOT NULL,
  choices TEXT NOT NULL DEFAULT '[]',
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  ended_at TEXT,
  PRIMARY KEY (register, name)
) WITHOUT ROWID;
CREATE TABLE tie (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  from_register TEXT NOT NULL,
  from_fid INTEGER NOT NULL,
  to_register TEXT NOT NULL,
  to_fid INTEGER NOT NULL,
  since TEXT,
  until TEXT,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  ended_at TEXT
);
CREATE INDEX tie_from ON tie (from_register, from_fid);
CREATE INDEX tie_to ON tie (to_register, to_fid);
CREATE TABLE service (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  zh TEXT NOT NULL,
  en TEXT NOT NULL,
  kind TEXT NOT NULL,
  provider TEXT NOT NULL,
  who TEXT NOT NULL,
  workflow TEXT NOT NULL,
  class_code TEXT NOT NULL,
  ended_at TEXT
);
CREATE TABLE service_held (
  id INTEGER PRIMARY KEY,
  service_id INTEGER NOT NULL REFERENCES service (id),
  person_id INTEGER NOT NULL,
  since TEXT NOT NULL,
  until TEXT,
  declined INTEGER NOT NULL DEFAULT 0,
  note TEXT NOT NULL DEFAULT '',
  at TEXT NOT NULL,
  actor TEXT NOT NULL
);
CREATE INDEX service_held_person ON service_held (person_id);
CREATE INDEX service_held_service ON service_held (service_id, person_id);
CREATE TABLE patrol_route (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  every TEXT NOT NULL,
  within_m REAL NOT NULL,
  points TEXT NOT NULL,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  ended_at TEXT
);
CREATE TABLE patrol (
  id INTEGER PRIMARY KEY,
  route_id INTEGER REFERENCES patrol_route (id),
  day TEXT NOT NULL,
  begun_at TEXT,
  ended_at TEXT,
  length_m REAL NOT NULL,
  passed TEXT NOT NULL,
  track TEXT NOT NULL,
  source TEXT NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  at TEXT NOT NULL,
  actor TEXT NOT NULL
);
CREATE INDEX patrol_route_day ON patrol (route_id, day);
CREATE TABLE patrol_cell (
  patrol_id INTEGER NOT NULL,
  layer INTEGER NOT NULL,
  cell_id INTEGER NOT NULL,
  PRIMARY KEY (patrol_id, layer, cell_id)
) WITHOUT ROWID;
CREATE TABLE placed_by_address (
  register TEXT NOT NULL,
  fid INTEGER NOT NULL,
  sure TEXT NOT NULL,
  by_register TEXT NOT NULL,
  by_fid INTEGER NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (register, fid)
) WITHOUT ROWID;
CREATE INDEX patrol_cell_cell ON patrol_cell (layer, cell_id);
"""
