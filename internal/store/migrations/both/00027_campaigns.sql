-- +goose Up
-- 邀请: what a bureau gives a chamber for an event, and the invitations made of it.
CREATE TABLE campaigns (
    id         TEXT PRIMARY KEY,
    event_id   TEXT NOT NULL REFERENCES events (id),
    chamber_id TEXT NOT NULL REFERENCES organisations (id),
    bureau_id  TEXT NOT NULL REFERENCES organisations (id),
    status     TEXT NOT NULL,                       -- open or withdrawn
    quota      BIGINT NOT NULL,                     -- registrations; 0 is no limit
    deadline   TIMESTAMP WITH TIME ZONE NOT NULL,
    on_site    BOOLEAN NOT NULL DEFAULT FALSE,      -- one may also come in person
    venue      TEXT NOT NULL,                       -- JSON: text by language
    channel    TEXT NOT NULL,                       -- mail or sms
    texts      TEXT NOT NULL,                       -- JSON: words by language
    open_token TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    version    BIGINT NOT NULL
);
CREATE UNIQUE INDEX campaigns_chamber ON campaigns (event_id, chamber_id);
CREATE UNIQUE INDEX campaigns_open ON campaigns (open_token);
CREATE INDEX campaigns_of ON campaigns (chamber_id, id);
CREATE INDEX campaigns_bureau ON campaigns (bureau_id, id);

CREATE TABLE invitations (
    id              TEXT PRIMARY KEY,
    campaign_id     TEXT NOT NULL REFERENCES campaigns (id),
    chamber_id      TEXT NOT NULL,
    event_id        TEXT NOT NULL,
    kind            TEXT NOT NULL,                  -- personal, colleague, forwarded or open
    member_id       TEXT NOT NULL DEFAULT '',       -- emptied when the member is erased
    name            TEXT NOT NULL DEFAULT '',       -- of whoever is no member, as are the contact and the language
    contact         TEXT NOT NULL DEFAULT '',
    language        TEXT NOT NULL DEFAULT '',
    token           TEXT NOT NULL DEFAULT '',
    status          TEXT NOT NULL,
    trouble         TEXT NOT NULL DEFAULT '',       -- why it could not be sent
    registration_id TEXT NOT NULL DEFAULT '',
    referral_of     TEXT NOT NULL DEFAULT '',       -- the invitation that brought this one
    sends           BIGINT NOT NULL DEFAULT 0,
    created_at      TIMESTAMP WITH TIME ZONE NOT NULL,
    queued_at       TIMESTAMP WITH TIME ZONE,
    sent_at         TIMESTAMP WITH TIME ZONE,
    opened_at       TIMESTAMP WITH TIME ZONE,
    answered_at     TIMESTAMP WITH TIME ZONE
);
CREATE UNIQUE INDEX invitations_member ON invitations (campaign_id, member_id) WHERE member_id <> '';
CREATE UNIQUE INDEX invitations_token ON invitations (token) WHERE token <> '';
CREATE UNIQUE INDEX invitations_registration ON invitations (registration_id) WHERE registration_id <> '';
CREATE INDEX invitations_campaign ON invitations (campaign_id, id);
CREATE INDEX invitations_chamber ON invitations (chamber_id, id);
CREATE INDEX invitations_event ON invitations (event_id, id);

-- When a channel may send next.
CREATE TABLE sending_turns (
    channel TEXT PRIMARY KEY,
    next_at TIMESTAMP WITH TIME ZONE NOT NULL
);

-- Contacts that want no more invitations from a chamber. Only their digest is kept.
CREATE TABLE invitation_stops (
    chamber_id TEXT NOT NULL,
    contact    TEXT NOT NULL,
    at         TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (chamber_id, contact)
);

-- What those who registered were reminded of.
CREATE TABLE registration_reminders (
    registration_id TEXT NOT NULL REFERENCES registrations (id),
    session_id      TEXT NOT NULL,
    kind            TEXT NOT NULL,                  -- day or hour
    starts_at       TIMESTAMP WITH TIME ZONE NOT NULL, -- as it was when they were reminded
    at              TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (registration_id, session_id, kind)
);

ALTER TABLE registrations ADD COLUMN time_zone TEXT NOT NULL DEFAULT '';
ALTER TABLE registrations ADD COLUMN reminder TEXT NOT NULL DEFAULT '';       -- mail, sms or none; empty: as the contact is
ALTER TABLE registrations ADD COLUMN attendance TEXT NOT NULL DEFAULT '';     -- online or on-site
ALTER TABLE registrations ADD COLUMN interpretation TEXT NOT NULL DEFAULT ''; -- language to be interpreted into
ALTER TABLE registrations ADD COLUMN diet TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE registrations DROP COLUMN diet;
ALTER TABLE registrations DROP COLUMN interpretation;
ALTER TABLE registrations DROP COLUMN attendance;
ALTER TABLE registrations DROP COLUMN reminder;
ALTER TABLE registrations DROP COLUMN time_zone;
DROP TABLE registration_reminders;
DROP TABLE invitation_stops;
DROP TABLE sending_turns;
DROP TABLE invitations;
DROP TABLE campaigns;
