-- +goose Up
-- Addresses of other programmes that are told what happens.
CREATE TABLE webhooks (
    id             TEXT PRIMARY KEY,
    organisation   TEXT NOT NULL REFERENCES organisations (id), -- the bureau whose happenings they are
    name           TEXT NOT NULL,
    url            TEXT NOT NULL,
    kinds          TEXT NOT NULL,                 -- JSON
    active         BOOLEAN NOT NULL,
    stopped        TEXT NOT NULL,                 -- why the server itself switched it off: failing or gone; empty for not
    failing_since  TIMESTAMP WITH TIME ZONE,      -- since when nothing has come through
    secret         TEXT NOT NULL,                 -- base64; messages are signed with it
    old_secret     TEXT NOT NULL,                 -- signs too, for a while after a rotation
    old_until      TIMESTAMP WITH TIME ZONE,
    version        BIGINT NOT NULL,
    created_by     TEXT NOT NULL,
    created_at     TIMESTAMP WITH TIME ZONE NOT NULL
);
CREATE INDEX webhooks_organisation ON webhooks (organisation, id);

-- What was, or is to be, delivered: one message to one address. Messages hold identifiers, nobody's name.
CREATE TABLE webhook_deliveries (
    id         TEXT PRIMARY KEY,                  -- the webhook-id that the receiver sees
    webhook_id TEXT NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
    kind       TEXT NOT NULL,
    body       TEXT NOT NULL,
    state      TEXT NOT NULL,                     -- waiting, delivered or failed
    attempts   TEXT NOT NULL,                     -- JSON, the last ones
    created_at TIMESTAMP WITH TIME ZONE NOT NULL
);
CREATE INDEX webhook_deliveries_webhook ON webhook_deliveries (webhook_id, id);
CREATE INDEX webhook_deliveries_created ON webhook_deliveries (created_at);

-- Keys with which other programmes use the interface.
CREATE TABLE api_keys (
    id           TEXT PRIMARY KEY,
    organisation TEXT NOT NULL REFERENCES organisations (id), -- the bureau it acts for
    name         TEXT NOT NULL,
    prefix       TEXT NOT NULL UNIQUE,            -- by which it is found
    digest       TEXT NOT NULL,                   -- SHA-256 of the whole key, hexadecimal
    scopes       TEXT NOT NULL,                   -- JSON
    expires_at   TIMESTAMP WITH TIME ZONE,
    revoked_at   TIMESTAMP WITH TIME ZONE,
    last_used_at TIMESTAMP WITH TIME ZONE,
    created_by   TEXT NOT NULL,
    created_at   TIMESTAMP WITH TIME ZONE NOT NULL
);
CREATE INDEX api_keys_organisation ON api_keys (organisation, id);

-- +goose Down
DROP TABLE api_keys;
DROP TABLE webhook_deliveries;
DROP TABLE webhooks;
