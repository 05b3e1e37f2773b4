-- +goose Up
-- When a participant was away for a minute or more between their first and last
-- time: presence is what is left. Rows only come with people who return.
CREATE TABLE attendance_absences (
    room_id        TEXT NOT NULL,
    participant_id TEXT NOT NULL,
    from_ms        BIGINT NOT NULL,
    until_ms       BIGINT NOT NULL,
    PRIMARY KEY (room_id, participant_id, from_ms)
);

-- What is kept of a session. It can always be made again from the log.
CREATE TABLE reports (
    room_id    TEXT PRIMARY KEY REFERENCES rooms (id),
    built_at   TIMESTAMP WITH TIME ZONE NOT NULL,
    public_seq BIGINT NOT NULL,                -- up to which entries it goes
    staff_seq  BIGINT NOT NULL,
    body       TEXT NOT NULL,                  -- JSON
    files      TEXT NOT NULL                   -- JSON: blobs by name, such as zh-CN.xlsx
);

-- +goose Down
DROP TABLE reports;
DROP TABLE attendance_absences;
