-- +goose Up
-- What was recorded of a room, and the live feed of one. The pictures are files:
-- <directory>/<id>/<secret>/….
CREATE TABLE recordings (
    id         TEXT PRIMARY KEY,
    room_id    TEXT NOT NULL REFERENCES rooms (id),
    secret     TEXT NOT NULL,
    state      TEXT NOT NULL,                  -- running, stopping, ended or deleted
    kept       BOOLEAN NOT NULL,               -- else it is a live feed alone, and nothing stays of it
    protected  BOOLEAN NOT NULL DEFAULT FALSE, -- from going when its time is over
    epoch      TIMESTAMP WITH TIME ZONE NOT NULL, -- from which the times in the files count
    began_at   TIMESTAMP WITH TIME ZONE,       -- kept from here
    ended_at   TIMESTAMP WITH TIME ZONE,
    spans      TEXT NOT NULL DEFAULT '[]',     -- JSON: of an ended one, from when until when there are pictures
    bytes      BIGINT NOT NULL DEFAULT 0,      -- on disk
    film       BOOLEAN NOT NULL DEFAULT FALSE, -- as one file is there
    seen_at    TIMESTAMP WITH TIME ZONE NOT NULL, -- when the live feed was last asked for
    deleted_at TIMESTAMP WITH TIME ZONE,
    version    BIGINT NOT NULL
);
CREATE INDEX recordings_of ON recordings (room_id, id);
CREATE UNIQUE INDEX recordings_running ON recordings (room_id) WHERE state IN ('running', 'stopping');

-- Whether a session is recorded: by itself once somebody is on stage (auto), when
-- asked for (manual), or not (off).
ALTER TABLE sessions ADD COLUMN recording TEXT NOT NULL DEFAULT 'auto';

-- +goose Down
ALTER TABLE sessions DROP COLUMN recording;
DROP TABLE recordings;
