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

-- +goose Down
DROP TABLE check_ins;
