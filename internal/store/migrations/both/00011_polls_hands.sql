-- +goose Up
CREATE TABLE polls (
    id          TEXT PRIMARY KEY,
    room_id     TEXT NOT NULL REFERENCES rooms (id),
    kind        TEXT NOT NULL,                 -- single, multiple, rating or ranking
    question    TEXT NOT NULL,
    options     TEXT NOT NULL,                 -- JSON: their words, in order
    min_choices BIGINT NOT NULL,
    max_choices BIGINT NOT NULL,
    results     TEXT NOT NULL,                 -- live or closed: when everybody sees them
    status      TEXT NOT NULL,                 -- draft, open or closed
    version     BIGINT NOT NULL,
    turn        BIGINT NOT NULL DEFAULT 0,     -- batches of votes taken: orders the running tallies
    tally       TEXT NOT NULL DEFAULT '',      -- JSON, once closed
    created_at  TIMESTAMP WITH TIME ZONE NOT NULL,
    opened_at   TIMESTAMP WITH TIME ZONE,
    closed_at   TIMESTAMP WITH TIME ZONE
);
CREATE INDEX polls_room ON polls (room_id, id);
-- One question at a time.
CREATE UNIQUE INDEX polls_open ON polls (room_id) WHERE status = 'open';

-- The one place that knows who voted for what.
CREATE TABLE poll_votes (
    poll_id        TEXT NOT NULL REFERENCES polls (id),
    participant_id TEXT NOT NULL,
    choices        TEXT NOT NULL,              -- numbers of options, the first is 1: "2" or "3,1"
    PRIMARY KEY (poll_id, participant_id)
);
CREATE INDEX poll_votes_participant ON poll_votes (participant_id);

CREATE TABLE hands (
    room_id        TEXT NOT NULL REFERENCES rooms (id),
    participant_id TEXT NOT NULL,
    seq            BIGINT NOT NULL,            -- of its raising in the staff lane: the order of the queue
    raised_at      TIMESTAMP WITH TIME ZONE NOT NULL,
    called         BOOLEAN NOT NULL DEFAULT FALSE,
    PRIMARY KEY (room_id, participant_id)
);

-- +goose Down
DROP TABLE hands;
DROP TABLE poll_votes;
DROP TABLE polls;
