-- +goose Up
-- One row a participant, however many tabs and nodes they were on. Times are Unix
-- milliseconds, so that one statement on either engine can add up the union of spans.
CREATE TABLE attendance (
    room_id        TEXT NOT NULL REFERENCES rooms (id),
    participant_id TEXT NOT NULL REFERENCES participants (id),
    first_ms       BIGINT NOT NULL,
    last_ms        BIGINT NOT NULL,
    present_ms     BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (room_id, participant_id)
);
CREATE INDEX attendance_last ON attendance (room_id, last_ms);

-- +goose Down
DROP TABLE attendance;
