"""The first shape of a district file: frozen text, never changed once files with it are about."""

from __future__ import annotations

NAME = "first"

FEATURES = (
    ("building", "GEOMETRY", "Buildings"),
    ("place", "GEOMETRY", "Places"),
    ("component", "GEOMETRY", "Components"),
    ("organization", "POINT", "Organizations"),
    ("opinion", "POINT", "Opinions"),
    ("case_file", "POINT", "Cases"),
)
"""Tables of records with a place: table, geometry type, description."""

SQL = """
CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL PRIMARY KEY,
  organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL,
  definition TEXT NOT NULL,
  description TEXT
);
CREATE TABLE gpkg_contents (
  table_name TEXT NOT NULL PRIMARY KEY,
  data_type TEXT NOT NULL,
  identifier TEXT UNIQUE,
  description TEXT DEFAULT '',
  last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE,
  min_y DOUBLE,
  max_x DOUBLE,
  max_y DOUBLE,
  srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id)
);
CREATE TABLE gpkg_geometry_columns (
  table_name TEXT NOT NULL,
  column_name TEXT NOT NULL,
  geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL,
  z TINYINT NOT NULL,
  m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id)
);
CREATE TABLE gpkg_extensions (
  table_name TEXT,
  column_name TEXT,
  extension_name TEXT NOT NULL,
  definition TEXT NOT NULL,
  scope TEXT NOT NULL,
  CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name)
);
CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE sequence (name TEXT PRIMARY KEY, next INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE layer (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  zh TEXT NOT NULL,
  en TEXT NOT NULL,
  rank INTEGER NOT NULL,
  parent TEXT,
  srs_id INTEGER NOT NULL,
  version INTEGER NOT NULL,
  code_pattern TEXT,
  seen INTEGER NOT NULL,
  FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id)
);
CREATE TABLE layer_counter (layer TEXT PRIMARY KEY, changes INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE location (id INTEGER PRIMARY KEY, x REAL NOT NULL, y REAL NOT NULL);
CREATE TABLE attachment (
  location_id INTEGER NOT NULL,
  layer INTEGER NOT NULL,
  cell_id INTEGER,
  how INTEGER NOT NULL,
  PRIMARY KEY (location_id, layer)
) WITHOUT ROWID;
CREATE INDEX attachment_cell ON attachment (layer, cell_id, location_id);
CREATE TABLE attachment_choice (
  layer INTEGER NOT NULL,
  location_id INTEGER NOT NULL,
  cell_id INTEGER NOT NULL,
  PRIMARY KEY (layer, location_id, cell_id)
) WITHOUT ROWID;
CREATE TABLE erasable (uid TEXT PRIMARY KEY, salt BLOB NOT NULL, value BLOB NOT NULL);
CREATE TABLE history (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  act TEXT NOT NULL,
  register TEXT NOT NULL,
  batch INTEGER,
  body BLOB NOT NULL,
  erasable_uid TEXT,
  erasable_hash BLOB
);
CREATE INDEX history_batch ON history (batch) WHERE batch IS NOT NULL;
CREATE TABLE audit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  act TEXT NOT NULL,
  about TEXT NOT NULL,
  prev BLOB NOT NULL,
  hash BLOB NOT NULL
);
CREATE TABLE staff (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  unit TEXT NOT NULL DEFAULT '',
  valid_from TEXT NOT NULL,
  valid_to TEXT
);
CREATE TABLE staff_role (
  staff_id INTEGER NOT NULL REFERENCES staff(id),
  role TEXT NOT NULL,
  PRIMARY KEY (staff_id, role)
) WITHOUT ROWID;
CREATE TABLE staff_cell (
  staff_id INTEGER NOT NULL REFERENCES staff(id),
  layer TEXT NOT NULL,
  code TEXT NOT NULL,
  PRIMARY KEY (staff_id, layer, code)
) WITHOUT ROWID;
CREATE INDEX staff_cell_code ON staff_cell (layer, code);
CREATE TABLE import_batch (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  register TEXT NOT NULL,
  source TEXT NOT NULL,
  file_name TEXT,
  file_hash TEXT,
  rows INTEGER NOT NULL DEFAULT 0,
  added INTEGER NOT NULL DEFAULT 0,
  changed INTEGER NOT NULL DEFAULT 0,
  same INTEGER NOT NULL DEFAULT 0,
  skipped INTEGER NOT NULL DEFAULT 0,
  rejected INTEGER NOT NULL DEFAULT 0,
  unattached INTEGER NOT NULL DEFAULT 0,
  undone_at TEXT
);
CREATE TABLE import_reject (
  batch INTEGER NOT NULL,
  row INTEGER NOT NULL,
  "column" TEXT NOT NULL,
  reason TEXT NOT NULL,
  value TEXT
);
CREATE INDEX import_reject_batch ON import_reject (batch);
CREATE TABLE case_step (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  case_id INTEGER NOT NULL,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  step TEXT NOT NULL,
  from_state TEXT,
  to_state TEXT NOT NULL,
  to_type TEXT NOT NULL,
  body TEXT,
  erasable_uid TEXT,
  erasable_hash BLOB,
  batch INTEGER
);
CREATE INDEX case_step_case ON case_step (case_id, id);
CREATE TABLE "person" (
  fid INTEGER PRIMARY KEY,
  uid TEXT NOT NULL,
  location_id INTEGER,
  batch INTEGER,
  "number" TEXT,
  "name" TEXT,
  "sex" TEXT,
  "birth_date" TEXT,
  "phone" TEXT,
  "phone_2" TEXT,
  "document_type" TEXT,
  "document_number" TEXT,
  "document_valid_to" TEXT,
  "former_name" TEXT,
  "foreign_name" TEXT,
  "death_date" TEXT,
  "country" TEXT,
  "marital_status" TEXT,
  "education" TEXT,
  "occupation" TEXT,
  "workplace" TEXT,
  "registered_area" TEXT,
  "registered_address" TEXT,
  "present_address" TEXT,
  "residence_kind" TEXT,
  "arrived_on" TEXT,
  "left_on" TEXT,
  "away_until" TEXT,
  "care" TEXT,
  "language_help" TEXT,
  "contact_person" TEXT,
  "note" TEXT,
  "confirmed_on" TEXT,
  "household_id" INTEGER,
  "household_text" TEXT,
  "relation" TEXT,
  "member_since" TEXT,
  extra TEXT
);
CREATE UNIQUE INDEX person_uid ON person (uid);
CREATE INDEX person_location ON person (location_id);
CREATE INDEX person_number ON person (number);
CREATE TABLE "household" (
  fid INTEGER PRIMARY KEY,
  uid TEXT NOT NULL,
  location_id INTEGER,
  batch INTEGER,
  "number" TEXT,
  "head_id" INTEGER,
  "head_text" TEXT,
  "head_name" TEXT,
  "phone" TEXT,
  "dwelling_id" INTEGER,
  "dwelling_text" TEXT,
  "kind" TEXT,
  "size" INTEGER,
  "since" TEXT,
  "until" TEXT,
  extra TEXT
);
CREATE UNIQUE INDEX household_uid ON household (uid);
CREATE INDEX household_location ON household (location_id);
CREATE INDEX household_number ON household (number);
CREATE TABLE "dwelling" (
  fid INTEGER PRIMARY KEY,
  uid TEXT NOT NULL,
  location_id INTEGER,
  batch INTEGER,
  "number" TEXT,
  "building_id" INTEGER,
  "building_text" TEXT,
  "unit" TEXT,
  "floor" INTEGER,
  "room" TEXT,
  "address" TEXT,
  "use" TEXT,
  "occupancy" TEXT,
  "area_m2" REAL,
  "owner_name" TEXT,
  "owner_document" TEXT,
  "owner_phone" TEXT,
  "owner_address" TEXT,
  "tenant_id" INTEGER,
  "tenant_text" TEXT,
  "hazards" TEXT,
  "confirmed_on" TEXT,
  extra TEXT
);
CREATE UNIQUE INDEX dwelling_uid ON dwelling (uid);
CREATE INDEX dwelling_location ON dwelling (location_id);
CREATE INDEX dwelling_number ON dwelling (number);
CREATE TABLE "building" (
  fid INTEGER PRIMARY KEY,
  geom GEOMETRY,
  uid TEXT NOT NULL,
  location_id INTEGER,
  batch INTEGER,
  "number" TEXT,
  "name" TEXT,
  "address" TEXT,
  "estate" TEXT,
  "floors" INTEGER,
  "floors_below" INTEGER,
  "units" INTEGER,
  "built_year" INTEGER,
  "structure" TEXT,
  "use" TEXT,
  "lifts" INTEGER,
  "manager_id" INTEGER,
  "manager_text" TEXT,
  "operators" TEXT
);
CREATE TABLE "building_private" (
  fid INTEGER PRIMARY KEY,
  extra TEXT
);
CREATE UNIQUE INDEX building_uid ON building (uid);
CREATE INDEX building_location ON building (location_id);
CREATE INDEX building_number ON building (number);
CREATE TABLE "place" (
  fid INTEGER PRIMARY KEY,
  geom GEOMETRY,
  uid TEXT NOT NULL,
  location_id INTEGER,
  batch INTEGER,
  "number" TEXT,
  "name" TEXT,
  "kind" TEXT,
  "address" TEXT,
  "keeper_id" INTEGER,
  "keeper_text" TEXT,
  "capacity" INTEGER,
  "opening_hours" TEXT,
  "accessible" TEXT
);
CREATE TABLE "place_private" (
  fid INTEGER PRIMARY KEY,
  "contact_name" TEXT,
  "contact_phone" TEXT,
  extra TEXT
);
CREATE UNIQUE INDEX place_uid ON place (uid);
CREATE INDEX place_location ON place (location_id);
CREATE INDEX place_number ON place (number);
CREATE TABLE "component" (
  fid INTEGER PRIMARY KEY,
  geom GEOMETRY,
  uid TEXT NOT NULL,
  location_id INTEGER,
  batch INTEGER,
  "number" TEXT,
  "name" TEXT,
  "class_scheme" TEXT,
  "class_code" TEXT,
  "class_name" TEXT,
  "state" TEXT,
  "authority_id" INTEGER,
  "authority_text" TEXT,
  "owner_id" INTEGER,
  "owner_text" TEXT,
  "maintainer_id" INTEGER,
  "maintainer_text" TEXT,
  "stated_cell" TEXT,
  "installed_on" TEXT,
  "changed_on" TEXT,
  "source" TEXT,
  "street_code" TEXT,
  "community_code" TEXT,
  "inspected_on" TEXT,
  "note" TEXT
);
CREATE TABLE "component_private" (
  fid INTEGER PRIMARY KEY,
  extra TEXT
);
CREATE UNIQUE INDEX component_uid ON component (uid);
CREATE INDEX component_location ON component (location_id);
CREATE INDEX component_number ON component (number);
CREATE TABLE "organization" (
  fid INTEGER PRIMARY KEY,
  geom POINT,
  uid TEXT NOT NULL,
  location_id INTEGER,
  batch INTEGER,
  "number" TEXT,
  "org_code" TEXT,
  "name" TEXT,
  "kind" TEXT,
  "industry" TEXT,
  "address" TEXT,
  "dwelling_id" INTEGER,
  "dwelling_text" TEXT,
  "staff_count" INTEGER,
  "licence_number" TEXT,
  "licence_valid_to" TEXT,
  "opening_hours" TEXT,
  "small_premises" TEXT,
  "opened_on" TEXT,
  "closed_on" TEXT,
  "confirmed_on" TEXT
);
CREATE TABLE "organization_private" (
  fid INTEGER PRIMARY KEY,
  "legal_representative" TEXT,
  "contact_name" TEXT,
  "contact_phone" TEXT,
  extra TEXT
);
CREATE UNIQUE INDEX organization_uid ON organization (uid);
CREATE INDEX organization_location ON organization (location_id);
CREATE INDEX organization_number ON organization (number);
CREATE TABLE "opinion" (
  fid INTEGER PRIMARY KEY,
  geom POINT,
  uid TEXT NOT NULL,
  location_id INTEGER,
  batch INTEGER,
  "number" TEXT,
  "topic" TEXT,
  "kind" TEXT,
  "source" TEXT,
  "heard_at" TEXT,
  "tone" TEXT,
  "answered_at" TEXT
);
CREATE TABLE "opinion_private" (
  fid INTEGER PRIMARY KEY,
  "text" TEXT,
  "reporter" TEXT,
  "reporter_phone" TEXT,
  "answer" TEXT,
  extra TEXT
);
CREATE UNIQUE INDEX opinion_uid ON opinion (uid);
CREATE INDEX opinion_location ON opinion (location_id);
CREATE INDEX opinion_number ON opinion (number);
CREATE TABLE "case_file" (
  fid INTEGER PRIMARY KEY,
  geom POINT,
  uid TEXT NOT NULL,
  location_id INTEGER,
  batch INTEGER,
  "number" TEXT,
  "external_number" TEXT,
  "workflow" TEXT,
  "class_scheme" TEXT,
  "class_code" TEXT,
  "class_name" TEXT,
  "state" TEXT,
  "filing_condition" TEXT,
  "source" TEXT,
  "address" TEXT,
  "stated_cell" TEXT,
  "component_id" INTEGER,
  "component_text" TEXT,
  "reported_at" TEXT,
  "filed_at" TEXT,
  "dispatched_at" TEXT,
  "due_at" TEXT,
  "handled_at" TEXT,
  "closed_at" TEXT,
  "department_id" INTEGER,
  "department_text" TEXT,
  "satisfaction" TEXT,
  "state_type" TEXT
);
CREATE TABLE "case_file_private" (
  fid INTEGER PRIMARY KEY,
  "description" TEXT,
  "reporter" TEXT,
  "reporter_phone" TEXT,
  extra TEXT
);
CREATE UNIQUE INDEX case_file_uid ON case_file (uid);
CREATE INDEX case_file_location ON case_file (location_id);
CREATE INDEX case_file_number ON case_file (number);
CREATE TABLE "membership" (
  fid INTEGER PRIMARY KEY,
  uid TEXT NOT NULL,
  batch INTEGER,
  "person_id" INTEGER,
  "person_text" TEXT,
  "household_id" INTEGER,
  "household_text" TEXT,
  "relation" TEXT,
  "from" TEXT,
  "until" TEXT,
  extra TEXT
);
CREATE UNIQUE INDEX membership_uid ON membership (uid);
CREATE INDEX membership_person ON membership (person_id);
CREATE INDEX membership_household ON membership (household_id);
CREATE INDEX person_household ON person (household_id);
CREATE INDEX household_dwelling ON household (dwelling_id);
CREATE INDEX dwelling_building ON dwelling (building_id);
CREATE INDEX organization_dwelling ON organization (dwelling_id);
CREATE INDEX organization_name ON organization (name);
CREATE INDEX case_file_open ON case_file (due_at, location_id) WHERE state_type = 'open';
CREATE INDEX case_file_reported ON case_file (reported_at);
CREATE VIRTUAL TABLE search USING fts5(
  tokens, content='', detail=none, columnsize=0, tokenize="unicode61 remove_diacritics 0"
);
CREATE TRIGGER history_no_update BEFORE UPDATE ON history BEGIN SELECT RAISE(ABORT, 'history only grows'); END;
CREATE TRIGGER history_no_delete BEFORE DELETE ON history BEGIN SELECT RAISE(ABORT, 'history only grows'); END;
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit only grows'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit only grows'); END;
CREATE TRIGGER case_step_no_update BEFORE UPDATE ON case_step BEGIN SELECT RAISE(ABORT, 'case_step only grows'); END;
CREATE TRIGGER case_step_no_delete BEFORE DELETE ON case_step BEGIN SELECT RAISE(ABORT, 'case_step only grows'); END;
"""
