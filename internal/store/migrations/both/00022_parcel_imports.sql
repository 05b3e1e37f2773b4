-- +goose Up
-- Files of parcels on their way in.
CREATE TABLE parcel_imports (
    id              TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    file_id         TEXT NOT NULL,
    digest          TEXT NOT NULL,
    state           TEXT NOT NULL,
    done            BIGINT NOT NULL,               -- rows written, good or not
    body            TEXT NOT NULL,                 -- JSON: name, columns, choice, counts …
    created_by      TEXT NOT NULL,
    created_at      TIMESTAMP WITH TIME ZONE NOT NULL,
    version         BIGINT NOT NULL
);
CREATE INDEX parcel_imports_of ON parcel_imports (organisation_id, id);

-- What was understood of each row.
CREATE TABLE parcel_import_rows (
    import_id TEXT NOT NULL REFERENCES parcel_imports (id),
    n         BIGINT NOT NULL,                     -- in the order of the file, from 1
    line      BIGINT NOT NULL,
    number    TEXT NOT NULL,
    verdict   TEXT NOT NULL,
    action    TEXT NOT NULL,
    parcel_id TEXT NOT NULL,
    body      TEXT NOT NULL,                       -- JSON: cells, fields, derived, findings
    geometry  BYTEA,                               -- WKB, WGS84
    PRIMARY KEY (import_id, n)
);

-- What an organisation calls its columns.
CREATE TABLE parcel_import_columns (
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    heading         TEXT NOT NULL,
    field           TEXT NOT NULL,
    PRIMARY KEY (organisation_id, heading)
);

-- +goose Down
DROP TABLE parcel_import_columns;
DROP TABLE parcel_import_rows;
DROP TABLE parcel_imports;
