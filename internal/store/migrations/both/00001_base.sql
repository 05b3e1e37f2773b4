-- +goose Up
-- Lines of the audit log; only ever added.
CREATE TABLE audit (
    id           TEXT PRIMARY KEY,
    at           TIMESTAMP WITH TIME ZONE NOT NULL,
    actor        TEXT NOT NULL DEFAULT '',
    organisation TEXT NOT NULL DEFAULT '',
    action       TEXT NOT NULL,
    object_kind  TEXT NOT NULL,
    object_id    TEXT NOT NULL,
    result       TEXT NOT NULL,
    detail       TEXT NOT NULL DEFAULT '{}',
    request_id   TEXT NOT NULL DEFAULT '',
    ip           TEXT NOT NULL DEFAULT ''
);
CREATE INDEX audit_organisation ON audit (organisation, id);
CREATE INDEX audit_object ON audit (object_id, id);
CREATE INDEX audit_actor ON audit (actor, id);

-- What a creating request answered, so that repeating it with the same key
-- answers the same. The row and the thing created share one transaction.
CREATE TABLE idempotency (
    actor      TEXT NOT NULL,
    key        TEXT NOT NULL,
    operation  TEXT NOT NULL,
    digest     TEXT NOT NULL,
    answer     TEXT NOT NULL DEFAULT '',
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (actor, key)
);

-- +goose Down
DROP TABLE idempotency;
DROP TABLE audit;
