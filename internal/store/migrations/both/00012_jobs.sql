-- +goose Up
-- Work that outlives the process that began it.
CREATE TABLE jobs (
    id         TEXT PRIMARY KEY,
    kind       TEXT NOT NULL,
    key        TEXT NOT NULL DEFAULT '',     -- of unfinished jobs of a kind there is one with a key
    about      TEXT NOT NULL DEFAULT '',     -- whom or what it concerns; it goes with them
    payload    TEXT NOT NULL DEFAULT '',     -- JSON; emptied when the job has ended
    state      TEXT NOT NULL,                -- waiting, running, done or failed
    due_at     TIMESTAMP WITH TIME ZONE NOT NULL, -- waiting: not before; running: when the lease ends
    lease      TEXT NOT NULL DEFAULT '',     -- of who has it, or had it last
    attempts   BIGINT NOT NULL DEFAULT 0,
    progress   BIGINT NOT NULL DEFAULT 0,    -- percent
    error      TEXT NOT NULL DEFAULT '',     -- of the last attempt
    result     TEXT NOT NULL DEFAULT '',     -- JSON
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    ended_at   TIMESTAMP WITH TIME ZONE
);
CREATE INDEX jobs_due ON jobs (kind, due_at, id) WHERE state IN ('waiting', 'running');
CREATE UNIQUE INDEX jobs_key ON jobs (kind, key) WHERE key <> '' AND state IN ('waiting', 'running');
CREATE INDEX jobs_latest ON jobs (kind, key, id) WHERE key <> '';
CREATE INDEX jobs_about ON jobs (about) WHERE about <> '';
CREATE INDEX jobs_ended ON jobs (ended_at) WHERE ended_at IS NOT NULL;

-- +goose Down
DROP TABLE jobs;
