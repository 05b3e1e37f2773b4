-- +goose Up
-- 云签约: agreements with who signs them, the lines of evidence, confirmations, passkeys.
CREATE TABLE agreements (
    id           TEXT PRIMARY KEY,
    organisation TEXT NOT NULL,
    state        TEXT NOT NULL,                     -- draft, proposed, frozen, confirmed, sealing, released, withdrawn, expired, voided
    event_id     TEXT NOT NULL DEFAULT '',
    session_id   TEXT NOT NULL DEFAULT '',          -- its ceremony
    released_at  TIMESTAMP WITH TIME ZONE,
    version      BIGINT NOT NULL,                   -- of what staff edits
    body         TEXT NOT NULL,                     -- JSON: facts, parties, signers, witnesses, closing
    created_at   TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at   TIMESTAMP WITH TIME ZONE NOT NULL
);
CREATE INDEX agreements_organisation ON agreements (organisation, id);
CREATE INDEX agreements_event ON agreements (event_id, id) WHERE event_id <> '';
CREATE INDEX agreements_session ON agreements (session_id, id) WHERE session_id <> '';
CREATE INDEX agreements_released ON agreements (released_at, id) WHERE released_at IS NOT NULL;

-- By which an agreement is found: who takes part, and what it is about.
CREATE TABLE agreement_refs (
    agreement_id TEXT NOT NULL REFERENCES agreements (id) ON DELETE CASCADE,
    kind         TEXT NOT NULL,                     -- contact or parcel
    value        TEXT NOT NULL,
    PRIMARY KEY (kind, value, agreement_id)
);
CREATE INDEX agreement_refs_agreement ON agreement_refs (agreement_id);

CREATE TABLE agreement_versions (
    agreement_id TEXT NOT NULL REFERENCES agreements (id) ON DELETE CASCADE,
    number       BIGINT NOT NULL,
    body         TEXT NOT NULL,                     -- JSON
    created_at   TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (agreement_id, number)
);

-- The exact bytes that were hashed. Lines are only ever added.
CREATE TABLE agreement_lines (
    agreement_id TEXT NOT NULL REFERENCES agreements (id) ON DELETE CASCADE,
    seq          BIGINT NOT NULL,
    at           TIMESTAMP WITH TIME ZONE NOT NULL,
    kind         TEXT NOT NULL,
    raw          TEXT NOT NULL,
    PRIMARY KEY (agreement_id, seq)
);

CREATE TABLE agreement_intents (
    id           TEXT PRIMARY KEY,
    agreement_id TEXT NOT NULL REFERENCES agreements (id) ON DELETE CASCADE,
    signer_id    TEXT NOT NULL,
    person_id    TEXT NOT NULL,
    level        TEXT NOT NULL,                     -- passkey or code
    body         TEXT NOT NULL,                     -- JSON: text, key, hash of the code
    tries        BIGINT NOT NULL DEFAULT 0,
    created_at   TIMESTAMP WITH TIME ZONE NOT NULL,
    used_at      TIMESTAMP WITH TIME ZONE
);
CREATE INDEX agreement_intents_signer ON agreement_intents (signer_id, created_at);

-- When signers were last there; apart from the agreement, whose lock is for changes.
CREATE TABLE agreement_presence (
    agreement_id TEXT NOT NULL REFERENCES agreements (id) ON DELETE CASCADE,
    signer_id    TEXT NOT NULL,
    at           TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (agreement_id, signer_id)
);

CREATE TABLE passkeys (
    id            TEXT PRIMARY KEY,
    person_id     TEXT NOT NULL,
    name          TEXT NOT NULL DEFAULT '',
    credential_id TEXT NOT NULL,                    -- base64url
    credential    TEXT NOT NULL,                    -- JSON: public key, counter, flags
    created_at    TIMESTAMP WITH TIME ZONE NOT NULL,
    used_at       TIMESTAMP WITH TIME ZONE
);
CREATE UNIQUE INDEX passkeys_credential ON passkeys (credential_id);
CREATE INDEX passkeys_person ON passkeys (person_id, id);

CREATE TABLE passkey_registrations (
    id        TEXT PRIMARY KEY,
    person_id TEXT NOT NULL,
    session   TEXT NOT NULL,                        -- JSON
    until     TIMESTAMP WITH TIME ZONE NOT NULL
);

-- +goose Down
DROP TABLE passkey_registrations;
DROP TABLE passkeys;
DROP TABLE agreement_presence;
DROP TABLE agreement_intents;
DROP TABLE agreement_lines;
DROP TABLE agreement_versions;
DROP TABLE agreement_refs;
DROP TABLE agreements;
