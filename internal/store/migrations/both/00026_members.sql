-- +goose Up
-- The members of chambers of commerce (商会会员).
CREATE TABLE members (
    id              TEXT PRIMARY KEY,
    chamber_id      TEXT NOT NULL REFERENCES organisations (id),
    name            TEXT NOT NULL,
    organisation    TEXT NOT NULL,                 -- name of the company, as the chamber writes it
    title           TEXT NOT NULL,
    phone           TEXT NOT NULL,                 -- E.164
    mail            TEXT NOT NULL,                 -- in lower case
    uscc            TEXT NOT NULL,
    language        TEXT NOT NULL,
    time_zone       TEXT NOT NULL,
    region          TEXT NOT NULL,
    note            TEXT NOT NULL,
    labels          TEXT NOT NULL,                 -- JSON: groups and tags, in their order
    words           TEXT NOT NULL,                 -- what is searched, without contacts
    consent_basis   TEXT NOT NULL,
    consent_source  TEXT NOT NULL,
    consent_at      TIMESTAMP WITH TIME ZONE NOT NULL,
    import_id       TEXT NOT NULL DEFAULT '',
    unsubscribed_at TIMESTAMP WITH TIME ZONE,
    created_by      TEXT NOT NULL,
    created_at      TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_by      TEXT NOT NULL,
    updated_at      TIMESTAMP WITH TIME ZONE NOT NULL,
    version         BIGINT NOT NULL
);
CREATE INDEX members_chamber ON members (chamber_id, id);
CREATE UNIQUE INDEX members_phone ON members (chamber_id, phone) WHERE phone <> '';
CREATE UNIQUE INDEX members_mail ON members (chamber_id, mail) WHERE mail <> '';
CREATE INDEX members_uscc ON members (chamber_id, uscc) WHERE uscc <> '';
CREATE INDEX members_by_phone ON members (phone) WHERE phone <> '';
CREATE INDEX members_by_mail ON members (mail) WHERE mail <> '';

-- Groups and tags of members, to list and filter by.
CREATE TABLE member_labels (
    chamber_id TEXT NOT NULL,
    kind       TEXT NOT NULL,                      -- group or tag
    name       TEXT NOT NULL,
    member_id  TEXT NOT NULL REFERENCES members (id),
    PRIMARY KEY (chamber_id, kind, name, member_id)
);
CREATE INDEX member_labels_of ON member_labels (member_id);

-- Who asked to be removed: only a hash, so that the same list read in again does not
-- quietly bring them back.
CREATE TABLE member_removals (
    chamber_id TEXT NOT NULL REFERENCES organisations (id),
    hash       TEXT NOT NULL,
    at         TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (chamber_id, hash)
);

-- Lists of members on their way in.
CREATE TABLE member_imports (
    id         TEXT PRIMARY KEY,
    chamber_id TEXT NOT NULL REFERENCES organisations (id),
    file_id    TEXT NOT NULL,
    digest     TEXT NOT NULL,
    state      TEXT NOT NULL,
    done       BIGINT NOT NULL,                    -- rows written, good or not
    body       TEXT NOT NULL,                      -- JSON: name, columns, choice, counts …
    created_by TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    version    BIGINT NOT NULL
);
CREATE INDEX member_imports_of ON member_imports (chamber_id, id);

-- What was understood of each row.
CREATE TABLE member_import_rows (
    import_id TEXT NOT NULL REFERENCES member_imports (id),
    n         BIGINT NOT NULL,                     -- in the order of the file, from 1
    line      BIGINT NOT NULL,
    verdict   TEXT NOT NULL,
    action    TEXT NOT NULL,
    chosen    TEXT NOT NULL DEFAULT '',            -- the action somebody chose
    member_id TEXT NOT NULL DEFAULT '',            -- that it is about
    phone     TEXT NOT NULL,
    mail      TEXT NOT NULL,
    uscc      TEXT NOT NULL,
    codes     TEXT NOT NULL,                       -- of the findings: ,phone_invalid,duplicate_mail,
    body      TEXT NOT NULL,                       -- JSON: texts, details, findings
    PRIMARY KEY (import_id, n)
);
CREATE INDEX member_import_rows_phone ON member_import_rows (import_id, phone) WHERE phone <> '';
CREATE INDEX member_import_rows_mail ON member_import_rows (import_id, mail) WHERE mail <> '';
CREATE INDEX member_import_rows_uscc ON member_import_rows (import_id, uscc) WHERE uscc <> '';

-- What a chamber calls its columns.
CREATE TABLE member_import_columns (
    chamber_id TEXT NOT NULL REFERENCES organisations (id),
    heading    TEXT NOT NULL,
    field      TEXT NOT NULL,
    PRIMARY KEY (chamber_id, heading)
);

-- +goose Down
DROP TABLE member_import_columns;
DROP TABLE member_import_rows;
DROP TABLE member_imports;
DROP TABLE member_removals;
DROP TABLE member_labels;
DROP TABLE members;
