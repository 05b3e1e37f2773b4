-- +goose Up
CREATE TABLE organisations (
    id                  TEXT PRIMARY KEY,
    kind                TEXT NOT NULL,
    name                TEXT NOT NULL,             -- JSON: text by language
    label               TEXT NOT NULL,             -- the Chinese name, to sort and find by
    uscc                TEXT NOT NULL DEFAULT '',
    registration_number TEXT NOT NULL DEFAULT '',
    region              TEXT NOT NULL DEFAULT '',
    two_person_publish  BOOLEAN NOT NULL DEFAULT FALSE,
    version             BIGINT NOT NULL,
    created_at          TIMESTAMP WITH TIME ZONE NOT NULL
);
CREATE UNIQUE INDEX organisations_uscc ON organisations (uscc) WHERE uscc <> '';
CREATE INDEX organisations_label ON organisations (label, id);

CREATE TABLE people (
    id                TEXT PRIMARY KEY,
    kind              TEXT NOT NULL,
    name              TEXT NOT NULL,
    language          TEXT NOT NULL,
    time_zone         TEXT NOT NULL,
    organisation_name TEXT NOT NULL DEFAULT '',    -- as the person wrote it
    password          TEXT NOT NULL DEFAULT '',    -- PHC string
    version           BIGINT NOT NULL,
    created_at        TIMESTAMP WITH TIME ZONE NOT NULL,
    seen_at           TIMESTAMP WITH TIME ZONE,
    erased_at         TIMESTAMP WITH TIME ZONE
);
CREATE INDEX people_kind ON people (kind, id);

-- Anybody may claim a contact; only one person can have shown that it is theirs.
CREATE TABLE contacts (
    id          TEXT PRIMARY KEY,
    person_id   TEXT NOT NULL REFERENCES people (id),
    kind        TEXT NOT NULL,
    value       TEXT NOT NULL,
    verified    BOOLEAN NOT NULL DEFAULT FALSE,
    verified_at TIMESTAMP WITH TIME ZONE,
    created_at  TIMESTAMP WITH TIME ZONE NOT NULL
);
CREATE UNIQUE INDEX contacts_verified ON contacts (value) WHERE verified;
CREATE UNIQUE INDEX contacts_person ON contacts (person_id, value);
CREATE INDEX contacts_value ON contacts (value);

CREATE TABLE memberships (
    person_id       TEXT NOT NULL REFERENCES people (id),
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    role            TEXT NOT NULL,
    created_at      TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (person_id, organisation_id, role)
);
CREATE INDEX memberships_organisation ON memberships (organisation_id, role);
CREATE INDEX memberships_role ON memberships (role);

CREATE TABLE sign_ins (
    id         TEXT PRIMARY KEY,
    person_id  TEXT NOT NULL REFERENCES people (id),
    method     TEXT NOT NULL,
    ip         TEXT NOT NULL DEFAULT '',
    agent      TEXT NOT NULL DEFAULT '',
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    seen_at    TIMESTAMP WITH TIME ZONE NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    ended_at   TIMESTAMP WITH TIME ZONE,
    ended_why  TEXT NOT NULL DEFAULT ''
);
CREATE INDEX sign_ins_person ON sign_ins (person_id);
CREATE INDEX sign_ins_ip ON sign_ins (ip, created_at);

-- Every refresh token ever given in a sign-in, to notice when an old one returns.
CREATE TABLE refresh_tokens (
    hash       TEXT PRIMARY KEY,                   -- SHA-256 of the token
    sign_in_id TEXT NOT NULL REFERENCES sign_ins (id),
    sealed     TEXT NOT NULL DEFAULT '',           -- its successor, readable only with the token itself
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    used_at    TIMESTAMP WITH TIME ZONE
);
CREATE INDEX refresh_tokens_sign_in ON refresh_tokens (sign_in_id);

CREATE TABLE codes (
    id         TEXT PRIMARY KEY,
    contact    TEXT NOT NULL,
    hash       TEXT NOT NULL,
    ip         TEXT NOT NULL,
    tries      BIGINT NOT NULL DEFAULT 0,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    used_at    TIMESTAMP WITH TIME ZONE
);
CREATE INDEX codes_contact ON codes (contact, created_at);
CREATE INDEX codes_ip ON codes (ip, created_at);

-- Failed sign-ins by whom and from where; either side is empty where it does not matter.
CREATE TABLE sign_in_failures (
    subject      TEXT NOT NULL,
    ip           TEXT NOT NULL,
    count        BIGINT NOT NULL,
    last_at      TIMESTAMP WITH TIME ZONE NOT NULL,
    locked_until TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (subject, ip)
);

-- Keys that sign access tokens. The generation is unique, so nodes that start
-- together end up with the same key.
CREATE TABLE signing_keys (
    id         TEXT PRIMARY KEY,
    generation BIGINT NOT NULL UNIQUE,
    seed       TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL
);

-- What every node has to know about people losing or changing rights.
CREATE TABLE authority_changes (
    id         TEXT PRIMARY KEY,
    at         TIMESTAMP WITH TIME ZONE NOT NULL,
    room_id    TEXT NOT NULL DEFAULT '',
    person_id  TEXT NOT NULL DEFAULT '',
    sign_in_id TEXT NOT NULL DEFAULT '',
    kind       TEXT NOT NULL
);
CREATE INDEX authority_changes_at ON authority_changes (at);

-- +goose Down
DROP TABLE authority_changes;
DROP TABLE signing_keys;
DROP TABLE sign_in_failures;
DROP TABLE codes;
DROP TABLE refresh_tokens;
DROP TABLE sign_ins;
DROP TABLE memberships;
DROP TABLE contacts;
DROP TABLE people;
DROP TABLE organisations;
