-- +goose Up
-- What a person is told. Facts are typed; whoever shows them finds the words.
CREATE TABLE messages (
    id        TEXT PRIMARY KEY,
    person_id TEXT NOT NULL,
    kind      TEXT NOT NULL,
    key       TEXT NOT NULL,                  -- what it is about: a later message about the same takes its place
    facts     TEXT NOT NULL,                  -- JSON
    at        TIMESTAMP WITH TIME ZONE NOT NULL,
    read_at   TIMESTAMP WITH TIME ZONE
);
CREATE UNIQUE INDEX messages_key ON messages (person_id, key);
CREATE INDEX messages_of ON messages (person_id, id);
CREATE INDEX messages_unread ON messages (person_id) WHERE read_at IS NULL;

-- What a person wants by mail, where that differs from what everybody gets.
CREATE TABLE mail_preferences (
    person_id TEXT PRIMARY KEY,
    token     TEXT NOT NULL UNIQUE,           -- in the mail: who has it may only stop mail
    mail      TEXT NOT NULL                   -- JSON: by kind, whether
);

-- An answer of the ledger that everybody reads beside the event.
ALTER TABLE follow_ups ADD COLUMN on_page BOOLEAN NOT NULL DEFAULT FALSE;

-- Mail to registered people has become jobs. What was still to be sent goes along.
INSERT INTO jobs (id, kind, about, payload, state, due_at, created_at)
SELECT id, 'registration-mail', person_id, '{"registration":"' || id || '","kind":"' || notice || '"}', 'waiting', COALESCE(notice_at, created_at), created_at
FROM registrations WHERE notice <> '';
DROP INDEX registrations_notice;
ALTER TABLE registrations DROP COLUMN notice;
ALTER TABLE registrations DROP COLUMN notice_at;
ALTER TABLE registrations DROP COLUMN notice_tries;

-- +goose Down
ALTER TABLE registrations ADD COLUMN notice TEXT NOT NULL DEFAULT '';
ALTER TABLE registrations ADD COLUMN notice_at TIMESTAMP WITH TIME ZONE;
ALTER TABLE registrations ADD COLUMN notice_tries BIGINT NOT NULL DEFAULT 0;
CREATE INDEX registrations_notice ON registrations (notice_at) WHERE notice <> '';
ALTER TABLE follow_ups DROP COLUMN on_page;
DROP TABLE mail_preferences;
DROP TABLE messages;
