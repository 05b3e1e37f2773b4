-- +goose Up
-- Who took which document away: once a person, a sign of interest.
CREATE TABLE handout_takers (
    room_id        TEXT NOT NULL REFERENCES rooms (id),
    file_id        TEXT NOT NULL,
    participant_id TEXT NOT NULL,
    taken_at       TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (room_id, file_id, participant_id)
);
CREATE INDEX handout_takers_participant ON handout_takers (participant_id);

-- +goose Down
DROP TABLE handout_takers;
