-- +goose Up
-- Who has asked for a place at the media server, and under which sign-in: a token says only who somebody is.
CREATE TABLE media_seats (
    room_id        TEXT NOT NULL,
    identity       TEXT NOT NULL,             -- as the media server knows it
    kind           TEXT NOT NULL,             -- stage, viewer, encoder or recorder
    participant_id TEXT NOT NULL DEFAULT '',
    person_id      TEXT NOT NULL DEFAULT '',
    sign_in_id     TEXT NOT NULL DEFAULT '',
    at             TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (room_id, identity)
);

-- Programs and devices that publish for a room. A key is shown once.
CREATE TABLE encoders (
    id         TEXT PRIMARY KEY,
    room_id    TEXT NOT NULL,
    label      TEXT NOT NULL,
    key_digest TEXT NOT NULL UNIQUE,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL
);
CREATE INDEX encoders_room ON encoders (room_id);

-- How well picture and sound arrived: a row for each participant and minute.
CREATE TABLE media_quality (
    room_id        TEXT NOT NULL,
    participant_id TEXT NOT NULL,
    minute         TIMESTAMP WITH TIME ZONE NOT NULL,
    at             TIMESTAMP WITH TIME ZONE NOT NULL,
    mode           TEXT NOT NULL,
    rtt_ms         BIGINT NOT NULL,
    loss_percent   DOUBLE PRECISION NOT NULL,
    width          BIGINT NOT NULL,
    height         BIGINT NOT NULL,
    fps            BIGINT NOT NULL,
    PRIMARY KEY (room_id, participant_id, minute)
);

-- What the browser of somebody who is to present says of their devices.
ALTER TABLE participants ADD COLUMN camera TEXT NOT NULL DEFAULT '';
ALTER TABLE participants ADD COLUMN microphone TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE participants DROP COLUMN microphone;
ALTER TABLE participants DROP COLUMN camera;
DROP TABLE media_quality;
DROP TABLE encoders;
DROP TABLE media_seats;
