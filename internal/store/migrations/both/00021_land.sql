-- +goose Up
-- The turn of the last transaction that changed parcels or carriers. Its row is the
-- lock by which they follow each other.
CREATE TABLE land_turns (
    id   BIGINT PRIMARY KEY,
    turn BIGINT NOT NULL
);
INSERT INTO land_turns (id, turn) VALUES (1, 0);

CREATE TABLE parcels (
    id              TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    number          TEXT NOT NULL,
    visibility      TEXT NOT NULL,
    body            TEXT NOT NULL,                 -- JSON: all fields
    geometry        BYTEA,                         -- WKB, WGS84
    computed_m2     DOUBLE PRECISION NOT NULL,
    massing         TEXT NOT NULL DEFAULT '',      -- JSON; empty for none
    created_by      TEXT NOT NULL,
    created_at      TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_by      TEXT NOT NULL,
    updated_at      TIMESTAMP WITH TIME ZONE NOT NULL,
    version         BIGINT NOT NULL,
    turn            BIGINT NOT NULL,               -- of its last change
    gone            BOOLEAN NOT NULL DEFAULT FALSE,
    -- What lists look at, of body and geometry.
    words           TEXT NOT NULL,
    label           TEXT NOT NULL,
    district        TEXT NOT NULL,
    uses            TEXT NOT NULL,                 -- groups, the leading one first
    status          TEXT NOT NULL,
    illustrative    BOOLEAN NOT NULL,
    area_m2         DOUBLE PRECISION,
    price_wan       DOUBLE PRECISION,
    floor_price     DOUBLE PRECISION,
    far             DOUBLE PRECISION,
    until           BIGINT NOT NULL,               -- seconds; 0 for none
    min_x           DOUBLE PRECISION,
    min_y           DOUBLE PRECISION,
    max_x           DOUBLE PRECISION,
    max_y           DOUBLE PRECISION
);
CREATE UNIQUE INDEX parcels_number ON parcels (organisation_id, number) WHERE gone = FALSE;
CREATE INDEX parcels_turn ON parcels (turn);

-- What each version of a parcel changed, by whom and when.
CREATE TABLE parcel_versions (
    parcel_id TEXT NOT NULL,
    version   BIGINT NOT NULL,
    at        TIMESTAMP WITH TIME ZONE NOT NULL,
    by_person TEXT NOT NULL,
    import_id TEXT NOT NULL DEFAULT '',
    fields    TEXT NOT NULL,                       -- JSON list: field, before, after
    PRIMARY KEY (parcel_id, version)
);

CREATE TABLE carriers (
    id              TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    kind            TEXT NOT NULL,
    visibility      TEXT NOT NULL,
    body            TEXT NOT NULL,                 -- JSON: all fields
    geometry        BYTEA,                         -- WKB, WGS84
    created_by      TEXT NOT NULL,
    created_at      TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_by      TEXT NOT NULL,
    updated_at      TIMESTAMP WITH TIME ZONE NOT NULL,
    version         BIGINT NOT NULL,
    turn            BIGINT NOT NULL,
    gone            BOOLEAN NOT NULL DEFAULT FALSE,
    words           TEXT NOT NULL,
    label           TEXT NOT NULL,
    illustrative    BOOLEAN NOT NULL
);
CREATE INDEX carriers_turn ON carriers (turn);

-- Files that belong to a parcel.
CREATE TABLE parcel_documents (
    id         TEXT PRIMARY KEY,
    parcel_id  TEXT NOT NULL REFERENCES parcels (id),
    file_id    TEXT NOT NULL,
    kind       TEXT NOT NULL,
    body       TEXT NOT NULL,                      -- JSON: title, version, source …
    created_by TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL
);
CREATE INDEX parcel_documents_of ON parcel_documents (parcel_id, id);
CREATE INDEX parcel_documents_file ON parcel_documents (file_id);

-- Who keeps which parcel.
CREATE TABLE favourites (
    person_id  TEXT NOT NULL REFERENCES people (id),
    parcel_id  TEXT NOT NULL REFERENCES parcels (id),
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (person_id, parcel_id)
);
CREATE INDEX favourites_parcel ON favourites (parcel_id);

-- The parcels that an event presents, in its order.
CREATE TABLE event_parcels (
    event_id  TEXT NOT NULL REFERENCES events (id),
    parcel_id TEXT NOT NULL REFERENCES parcels (id),
    place     BIGINT NOT NULL,
    PRIMARY KEY (event_id, parcel_id)
);

-- +goose Down
DROP TABLE event_parcels;
DROP TABLE favourites;
DROP TABLE parcel_documents;
DROP TABLE carriers;
DROP TABLE parcel_versions;
DROP TABLE parcels;
DROP TABLE land_turns;
