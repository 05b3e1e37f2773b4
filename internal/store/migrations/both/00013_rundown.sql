-- +goose Up
-- 会务流程: what comes after what in a session, and who presents it.
CREATE TABLE rundown_items (
    id      TEXT PRIMARY KEY,
    room_id TEXT NOT NULL REFERENCES rooms (id),
    place   BIGINT NOT NULL,                 -- the first is 1
    title   TEXT NOT NULL,
    minutes BIGINT NOT NULL,                 -- planned
    person  TEXT NOT NULL DEFAULT '',        -- of the crew
    speaker TEXT NOT NULL DEFAULT '',        -- in words, where it is not one person of the crew
    stage   TEXT NOT NULL DEFAULT '',        -- JSON {kind, data}: what is shown when it starts
    notes   TEXT NOT NULL DEFAULT '',        -- for those who present
    begun   BOOLEAN NOT NULL DEFAULT FALSE,
    version BIGINT NOT NULL
);
CREATE INDEX rundown_items_room ON rundown_items (room_id, place);

-- Rooms without a row never had an item.
CREATE TABLE rundowns (
    room_id TEXT PRIMARY KEY REFERENCES rooms (id),
    version BIGINT NOT NULL,                 -- of the list: what there is, in which order
    shown   TEXT NOT NULL                    -- JSON: what the entries fold to
);

ALTER TABLE participants ADD COLUMN ready BOOLEAN NOT NULL DEFAULT FALSE;

-- A session has one rehearsal at a time.
CREATE UNIQUE INDEX rooms_rehearsal ON rooms (session_id) WHERE kind = 'rehearsal';

-- +goose Down
DROP INDEX rooms_rehearsal;
ALTER TABLE participants DROP COLUMN ready;
DROP TABLE rundowns;
DROP TABLE rundown_items;
