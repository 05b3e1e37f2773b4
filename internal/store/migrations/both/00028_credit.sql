-- +goose Up
-- 签到: who came to the hall of a hybrid event. Of a registration there is one.
CREATE TABLE check_ins (
    id              TEXT PRIMARY KEY,
    event_id        TEXT NOT NULL REFERENCES events (id),
    organisation    TEXT NOT NULL,                 -- the bureau that holds the event
    registration_id TEXT NOT NULL UNIQUE,
    person_id       TEXT NOT NULL,
    method          TEXT NOT NULL,                 -- scan, digits or name
    checked_by      TEXT NOT NULL,
    at              TIMESTAMP WITH TIME ZONE NOT NULL
);
CREATE INDEX check_ins_event ON check_ins (event_id, id);

-- 以商引商: because of which chamber somebody came.
CREATE TABLE claims (
    id              TEXT PRIMARY KEY,
    bureau_id       TEXT NOT NULL,
    event_id        TEXT NOT NULL REFERENCES events (id),
    chamber_id      TEXT NOT NULL,
    investor_key    TEXT NOT NULL,                 -- uscc:…, org:… or person:…
    investor        TEXT NOT NULL,                 -- name; emptied when the person is erased and it was theirs
    person_id       TEXT NOT NULL,                 -- emptied when the person is erased
    registration_id TEXT NOT NULL UNIQUE,
    invitation_id   TEXT NOT NULL,
    source          TEXT NOT NULL,                 -- personal, colleague, forwarded or open
    status          TEXT NOT NULL,                 -- credited, colliding or refused
    share           BIGINT NOT NULL,               -- basis points
    claimed_at      TIMESTAMP WITH TIME ZONE NOT NULL,
    protected_until TIMESTAMP WITH TIME ZONE,
    why             TEXT NOT NULL,
    dispute         TEXT NOT NULL,                 -- JSON; empty for none
    decision        TEXT NOT NULL,                 -- JSON; empty for none
    version         BIGINT NOT NULL
);
CREATE INDEX claims_investor ON claims (bureau_id, investor_key, id);
CREATE INDEX claims_event ON claims (event_id, id);
CREATE INDEX claims_chamber ON claims (chamber_id, id);
CREATE INDEX claims_person ON claims (person_id) WHERE person_id <> '';

-- The ledger: how far claims went, and what proves it. Lines are only added.
CREATE TABLE claim_lines (
    claim_id  TEXT NOT NULL REFERENCES claims (id),
    stage     TEXT NOT NULL,
    at        TIMESTAMP WITH TIME ZONE NOT NULL,
    kind      TEXT NOT NULL,
    object_id TEXT NOT NULL,
    noted_by  TEXT NOT NULL,
    note      TEXT NOT NULL,
    PRIMARY KEY (claim_id, stage)
);

-- Investors of a bureau, to lock: two chambers that claim one at once take turns.
CREATE TABLE claimed_investors (
    bureau_id    TEXT NOT NULL,
    investor_key TEXT NOT NULL,
    turn         BIGINT NOT NULL,
    PRIMARY KEY (bureau_id, investor_key)
);

CREATE TABLE credit_rules (
    bureau_id    TEXT PRIMARY KEY,
    protect_days BIGINT NOT NULL,
    version      BIGINT NOT NULL
);

-- +goose Down
DROP TABLE credit_rules;
DROP TABLE claimed_investors;
DROP TABLE claim_lines;
DROP TABLE claims;
DROP TABLE check_ins;
