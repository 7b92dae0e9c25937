"""The second shape: where live cases stand, workflows and calendars in use, links, photos, drafts, notices, duties."""

from __future__ import annotations

NAME = "cases at work"

NOTICED = "fid, uid, code, name, level, area_m2, parent, valid_from, valid_to, successor, geom"
"""What is kept of a cell that another program changes, as it was before."""

TRIGGERS = tuple(
    (
        event,
        f'CREATE TRIGGER "{{layer}}_notice_{event}" AFTER {event} ON "{{layer}}" '
        "WHEN (SELECT ours FROM layer_counter WHERE layer = '{layer}') = 0 BEGIN "
        + (
            "INSERT INTO layer_change(layer, event, fid) VALUES ('{layer}', 'insert', new.fid); END"
            if event == "insert"
            else f"INSERT INTO layer_change(layer, event, {NOTICED}) VALUES ('{{layer}}', '{event}', "
            f"{', '.join('old.' + name for name in NOTICED.split(', '))}); END"
        ),
    )
    for event in ("insert", "update", "delete")
)
"""Triggers of a layer that notice what another program does to it: event and text, with a blank for the layer."""

SQL = """
CREATE TABLE case_now (
  case_id INTEGER PRIMARY KEY,
  workflow TEXT NOT NULL,
  version INTEGER NOT NULL,
  state TEXT NOT NULL,
  state_type TEXT NOT NULL,
  since TEXT NOT NULL,
  role TEXT NOT NULL,
  unit TEXT NOT NULL,
  started_at TEXT,
  yellow_at TEXT,
  due_at TEXT,
  original_due_at TEXT,
  runs_always INTEGER NOT NULL DEFAULT 0,
  provisional INTEGER NOT NULL DEFAULT 0,
  asked TEXT NOT NULL DEFAULT '',
  owed TEXT NOT NULL DEFAULT '',
  urged INTEGER NOT NULL DEFAULT 0,
  sent_back INTEGER NOT NULL DEFAULT 0,
  last_step INTEGER NOT NULL
);
CREATE INDEX case_now_role ON case_now (role, state, due_at);
CREATE INDEX case_now_unit ON case_now (unit, due_at);
CREATE INDEX case_now_due ON case_now (due_at);
CREATE TABLE workflow_kept (
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  digest TEXT NOT NULL,
  name TEXT NOT NULL,
  body TEXT NOT NULL,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (id, version)
) WITHOUT ROWID;
CREATE TABLE calendar_kept (
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  body TEXT NOT NULL,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (id, version)
) WITHOUT ROWID;
CREATE TABLE case_link (
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  kind TEXT NOT NULL,
  case_id INTEGER NOT NULL,
  other_id INTEGER NOT NULL,
  ended_at TEXT
);
CREATE INDEX case_link_case ON case_link (case_id, kind);
CREATE INDEX case_link_other ON case_link (other_id, kind);
CREATE TABLE media (
  id INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL,
  case_id INTEGER,
  step_id INTEGER,
  register TEXT NOT NULL DEFAULT 'case',
  kind TEXT NOT NULL,
  name TEXT,
  mime TEXT,
  bytes INTEGER,
  width INTEGER,
  height INTEGER,
  taken_at TEXT,
  lon REAL,
  lat REAL,
  thumbnail BLOB,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  withdrawn_at TEXT
);
CREATE INDEX media_case ON media (register, case_id);
CREATE TABLE draft (actor TEXT NOT NULL, key TEXT NOT NULL, at TEXT NOT NULL, body TEXT NOT NULL,
  PRIMARY KEY (actor, key)) WITHOUT ROWID;
CREATE TABLE notice (
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  staff TEXT NOT NULL,
  case_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  seen_at TEXT
);
CREATE INDEX notice_staff ON notice (staff, seen_at);
CREATE UNIQUE INDEX notice_once ON notice (staff, case_id, kind, at);
CREATE TABLE staff_away (staff TEXT NOT NULL, stand_in TEXT NOT NULL, "from" TEXT NOT NULL, until TEXT NOT NULL,
  PRIMARY KEY (staff, "from")) WITHOUT ROWID;
CREATE TABLE duty (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  level_1 TEXT NOT NULL,
  level_2 TEXT NOT NULL DEFAULT '',
  level_3 TEXT NOT NULL DEFAULT '',
  name TEXT NOT NULL,
  unit TEXT NOT NULL DEFAULT '',
  rule TEXT NOT NULL DEFAULT '',
  every TEXT NOT NULL DEFAULT '',
  workflow TEXT NOT NULL DEFAULT '',
  class_code TEXT NOT NULL DEFAULT '',
  cells TEXT NOT NULL DEFAULT '',
  next_on TEXT,
  ended_at TEXT
);
CREATE TABLE duty_done (duty_id INTEGER NOT NULL, at TEXT NOT NULL, case_id INTEGER, actor TEXT NOT NULL);
CREATE INDEX duty_done_duty ON duty_done (duty_id, at);
CREATE TABLE layer_change (
  id INTEGER PRIMARY KEY,
  layer TEXT NOT NULL,
  event TEXT NOT NULL,
  fid INTEGER NOT NULL,
  uid TEXT,
  code TEXT,
  name TEXT,
  level INTEGER,
  area_m2 REAL,
  parent TEXT,
  valid_from TEXT,
  valid_to TEXT,
  successor TEXT,
  geom BLOB
);
CREATE INDEX layer_change_layer ON layer_change (layer, fid);
ALTER TABLE layer_counter ADD COLUMN ours INTEGER NOT NULL DEFAULT 0;
"""
