-- +goose Up
CREATE TABLE events (
    id              TEXT PRIMARY KEY,
    slug            TEXT NOT NULL,
    status          TEXT NOT NULL,
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    title           TEXT NOT NULL,                 -- JSON: text by language
    tagline         TEXT NOT NULL,
    description     TEXT NOT NULL,
    cover           TEXT NOT NULL DEFAULT '',      -- JSON; empty for none
    time_zone       TEXT NOT NULL,
    languages       TEXT NOT NULL,                 -- JSON list
    illustrative    BOOLEAN NOT NULL DEFAULT FALSE,
    blocks          TEXT NOT NULL,                 -- JSON: figures, carriers, organisers, parcels
    starts_at       TIMESTAMP WITH TIME ZONE,      -- of the first session
    ends_at         TIMESTAMP WITH TIME ZONE,      -- of the last session
    sort_at         TIMESTAMP WITH TIME ZONE NOT NULL, -- starts_at, or the creation
    submitted_by    TEXT NOT NULL DEFAULT '',
    submitted_at    TIMESTAMP WITH TIME ZONE,
    published_at    TIMESTAMP WITH TIME ZONE,
    created_by      TEXT NOT NULL,
    created_at      TIMESTAMP WITH TIME ZONE NOT NULL,
    version         BIGINT NOT NULL
);
CREATE UNIQUE INDEX events_slug ON events (slug);
CREATE INDEX events_order ON events (sort_at, id);
CREATE INDEX events_organisation ON events (organisation_id);

CREATE TABLE sessions (
    id           TEXT PRIMARY KEY,
    event_id     TEXT NOT NULL REFERENCES events (id),
    kind         TEXT NOT NULL,
    title        TEXT NOT NULL,
    description  TEXT NOT NULL,
    starts_at    TIMESTAMP WITH TIME ZONE NOT NULL,
    ends_at      TIMESTAMP WITH TIME ZONE NOT NULL,
    time_zone    TEXT NOT NULL,
    capacity     BIGINT NOT NULL DEFAULT 0,        -- 0 is no limit
    access       TEXT NOT NULL,
    room_id      TEXT NOT NULL DEFAULT '',
    illustrative BOOLEAN NOT NULL DEFAULT FALSE,
    version      BIGINT NOT NULL,
    created_at   TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at   TIMESTAMP WITH TIME ZONE NOT NULL
);
CREATE INDEX sessions_event ON sessions (event_id, starts_at);

-- The programme's own people: hosts, presenters, moderators, invited guests.
CREATE TABLE session_people (
    session_id TEXT NOT NULL REFERENCES sessions (id),
    person_id  TEXT NOT NULL REFERENCES people (id),
    role       TEXT NOT NULL,
    place      BIGINT NOT NULL,                    -- in the order they were named
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (session_id, person_id)
);
CREATE INDEX session_people_person ON session_people (person_id);

CREATE TABLE registrations (
    id                TEXT PRIMARY KEY,
    event_id          TEXT NOT NULL REFERENCES events (id),
    person_id         TEXT NOT NULL REFERENCES people (id),
    status            TEXT NOT NULL,
    name              TEXT NOT NULL,
    organisation_name TEXT NOT NULL,
    uscc              TEXT NOT NULL DEFAULT '',
    region            TEXT NOT NULL DEFAULT '',
    contact_kind      TEXT NOT NULL,
    contact           TEXT NOT NULL,
    interests         TEXT NOT NULL,               -- JSON list
    language          TEXT NOT NULL,
    consent_version   TEXT NOT NULL,
    consent_digest    TEXT NOT NULL,
    consent_language  TEXT NOT NULL,
    consent_at        TIMESTAMP WITH TIME ZONE NOT NULL,
    consent_ip        TEXT NOT NULL DEFAULT '',
    network           TEXT NOT NULL DEFAULT '',
    created_at        TIMESTAMP WITH TIME ZONE NOT NULL,
    queued_at         TIMESTAMP WITH TIME ZONE NOT NULL,
    cancelled_at      TIMESTAMP WITH TIME ZONE,
    erased_at         TIMESTAMP WITH TIME ZONE,
    notice            TEXT NOT NULL DEFAULT '',    -- what the person is still to be told
    notice_at         TIMESTAMP WITH TIME ZONE,
    notice_tries      BIGINT NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX registrations_person ON registrations (event_id, person_id);
CREATE INDEX registrations_of ON registrations (person_id, id);
CREATE INDEX registrations_queue ON registrations (event_id, status, queued_at);
CREATE INDEX registrations_network ON registrations (network, created_at);
CREATE INDEX registrations_notice ON registrations (notice_at) WHERE notice <> '';

-- +goose Down
DROP TABLE registrations;
DROP TABLE session_people;
DROP TABLE sessions;
DROP TABLE events;
