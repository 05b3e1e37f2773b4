-- +goose Up
-- What the built-in authorities make once and all servers share: keys with their certificates.
CREATE TABLE pki_vault (
    name       TEXT PRIMARY KEY,
    value      TEXT NOT NULL, -- base64
    created_at TIMESTAMP WITH TIME ZONE NOT NULL
);

-- +goose Down
DROP TABLE pki_vault;
