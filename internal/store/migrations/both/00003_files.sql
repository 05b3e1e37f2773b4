-- +goose Up
-- Uploads: what is known about each. Their bytes are blobs under the same id.
CREATE TABLE files (
    id             TEXT PRIMARY KEY,
    owner          TEXT NOT NULL,
    name           TEXT NOT NULL,
    purpose        TEXT NOT NULL,
    size           BIGINT NOT NULL,
    received       BIGINT NOT NULL DEFAULT 0,
    state          TEXT NOT NULL,
    problem_code   TEXT NOT NULL DEFAULT '',
    problem_detail TEXT NOT NULL DEFAULT '',
    type           TEXT NOT NULL DEFAULT '',
    pages          BIGINT NOT NULL DEFAULT 0,
    width          BIGINT NOT NULL DEFAULT 0,
    height         BIGINT NOT NULL DEFAULT 0,
    digest         TEXT NOT NULL DEFAULT '',
    version        BIGINT NOT NULL,
    created_at     TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at     TIMESTAMP WITH TIME ZONE NOT NULL
);
CREATE INDEX files_owner ON files (owner, created_at);
CREATE INDEX files_state ON files (state, updated_at);

-- The things a file is attached to, such as "event:ID": who may read one may
-- read the file.
CREATE TABLE file_scopes (
    file_id TEXT NOT NULL REFERENCES files (id) ON DELETE CASCADE,
    scope   TEXT NOT NULL,
    PRIMARY KEY (file_id, scope)
);
CREATE INDEX file_scopes_scope ON file_scopes (scope);

-- +goose Down
DROP TABLE file_scopes;
DROP TABLE files;
