-- +goose Up
-- What has become of the questions of a room; the entries tell how. The asker is
-- whom the answer is for: of an anonymous question nothing that is read by anybody
-- else may join it.
CREATE TABLE questions (
    id          TEXT PRIMARY KEY,
    room_id     TEXT NOT NULL REFERENCES rooms (id),
    seq         BIGINT NOT NULL DEFAULT 0,        -- of question.asked in the public lane; 0 before
    staff_seq   BIGINT NOT NULL DEFAULT 0,        -- of question.waiting in the staff lane; 0 when it did not wait
    asker       TEXT NOT NULL,                    -- participant; empty when the tie was cut
    anonymous   BOOLEAN NOT NULL DEFAULT FALSE,
    key         TEXT NOT NULL DEFAULT '',         -- Idempotency-Key
    status      TEXT NOT NULL,
    listed      BOOLEAN NOT NULL DEFAULT FALSE,   -- in the state everybody has; long lists lose some
    pinned      BOOLEAN NOT NULL DEFAULT FALSE,
    votes       BIGINT NOT NULL DEFAULT 0,
    told        BIGINT NOT NULL DEFAULT 0,        -- votes as of the last questions.counted
    into_id     TEXT NOT NULL DEFAULT '',         -- the question it was merged into
    text        TEXT NOT NULL,                    -- emptied when it is hidden, withdrawn or erased
    stage       TEXT NOT NULL DEFAULT '',         -- JSON: what was on stage
    asked_at    TIMESTAMP WITH TIME ZONE NOT NULL,
    at          TIMESTAMP WITH TIME ZONE,         -- of question.asked
    answer      TEXT NOT NULL DEFAULT ''          -- JSON: how, text, when and by whom; empty before
);
CREATE INDEX questions_room ON questions (room_id, status, votes, id);
CREATE INDEX questions_listed ON questions (room_id, seq) WHERE listed;
CREATE INDEX questions_asker ON questions (asker, asked_at) WHERE asker <> '';
CREATE UNIQUE INDEX questions_key ON questions (room_id, asker, key) WHERE key <> '';

CREATE TABLE question_votes (
    question_id    TEXT NOT NULL REFERENCES questions (id),
    participant_id TEXT NOT NULL,
    at             TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (question_id, participant_id)
);
CREATE INDEX question_votes_of ON question_votes (participant_id);

-- 答复台账: questions that were open when their session ended.
CREATE TABLE follow_ups (
    id           TEXT PRIMARY KEY,
    question_id  TEXT NOT NULL UNIQUE REFERENCES questions (id),
    room_id      TEXT NOT NULL REFERENCES rooms (id),
    organisation TEXT NOT NULL,                   -- the bureau that answers
    department   TEXT NOT NULL DEFAULT '',
    due_on       TEXT NOT NULL,                   -- the last day, in the session's zone
    due_at       TIMESTAMP WITH TIME ZONE NOT NULL,
    status       TEXT NOT NULL,                   -- open, answered or closed
    answer       TEXT NOT NULL DEFAULT '',
    public       BOOLEAN NOT NULL DEFAULT FALSE,  -- the answer was told to everybody
    answered_at  TIMESTAMP WITH TIME ZONE,
    answered_by  TEXT NOT NULL DEFAULT '',        -- person
    note         TEXT NOT NULL DEFAULT '',        -- why it was closed without an answer
    escalated_at TIMESTAMP WITH TIME ZONE,        -- when the bureau's officials were told that it is late
    version      BIGINT NOT NULL,
    created_at   TIMESTAMP WITH TIME ZONE NOT NULL
);
CREATE INDEX follow_ups_due ON follow_ups (organisation, status, due_at, id);

-- +goose Down
DROP TABLE follow_ups;
DROP TABLE question_votes;
DROP TABLE questions;
