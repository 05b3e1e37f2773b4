-- +goose Up
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
