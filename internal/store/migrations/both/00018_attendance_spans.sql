-- +goose Up
-- A row for each stay of a participant on a node; until_ms grows while it lasts. Those
-- of several tabs and nodes overlap: presence is their union. One sum a participant,
-- kept up as spans came, lost what was written after the next stay had begun.
CREATE TABLE attendance_spans (
    room_id        TEXT NOT NULL,
    participant_id TEXT NOT NULL,
    since_ms       BIGINT NOT NULL,
    until_ms       BIGINT NOT NULL,
    PRIMARY KEY (room_id, participant_id, since_ms)
);
INSERT INTO attendance_spans (room_id, participant_id, since_ms, until_ms)
SELECT room_id, participant_id, first_ms, first_ms + present_ms FROM attendance WHERE present_ms > 0;
ALTER TABLE attendance DROP COLUMN present_ms;

-- +goose Down
ALTER TABLE attendance ADD COLUMN present_ms BIGINT NOT NULL DEFAULT 0;
DROP TABLE attendance_spans;
