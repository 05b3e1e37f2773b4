-- +goose Up
-- A room's row is what its writers queue at: it holds the heads of the lanes.
CREATE TABLE rooms (
    id            TEXT PRIMARY KEY,
    session_id    TEXT NOT NULL,
    kind          TEXT NOT NULL,                 -- live or rehearsal
    epoch         TEXT NOT NULL,
    state         TEXT NOT NULL,
    public_head   BIGINT NOT NULL DEFAULT 0,
    staff_head    BIGINT NOT NULL DEFAULT 0,
    stage         TEXT NOT NULL DEFAULT '',      -- JSON; empty before the first
    reactions     TEXT NOT NULL DEFAULT '{}',    -- JSON: count by kind
    settings      TEXT NOT NULL,                 -- JSON
    budget_second BIGINT NOT NULL DEFAULT 0,     -- the second of the guests' lines counted in budget_used
    budget_used   BIGINT NOT NULL DEFAULT 0,
    version       BIGINT NOT NULL,               -- of the settings
    created_at    TIMESTAMP WITH TIME ZONE NOT NULL
);
CREATE UNIQUE INDEX rooms_live ON rooms (session_id) WHERE kind = 'live';
CREATE INDEX rooms_session ON rooms (session_id);

-- Names are here and nowhere else in the room, so that erasing a person is one row.
CREATE TABLE participants (
    id           TEXT PRIMARY KEY,
    room_id      TEXT NOT NULL REFERENCES rooms (id),
    person_id    TEXT NOT NULL,
    name         TEXT NOT NULL DEFAULT '',
    org          TEXT NOT NULL DEFAULT '',
    role         TEXT NOT NULL,                  -- as of the last look
    given_role   TEXT NOT NULL DEFAULT '',       -- given in the room
    given_over   TEXT NOT NULL DEFAULT '',       -- the role it was given over; the gift ends when that changes
    muted_until  TIMESTAMP WITH TIME ZONE,
    kicked_until TIMESTAMP WITH TIME ZONE,
    banned_at    TIMESTAMP WITH TIME ZONE,
    banned_by    TEXT NOT NULL DEFAULT '',
    ban_reason   TEXT NOT NULL DEFAULT '',
    erased_at    TIMESTAMP WITH TIME ZONE,
    spoke_at     TIMESTAMP WITH TIME ZONE,       -- kept while the room is in slow mode
    inbox_head   BIGINT NOT NULL DEFAULT 0,
    created_at   TIMESTAMP WITH TIME ZONE NOT NULL
);
CREATE UNIQUE INDEX participants_person ON participants (room_id, person_id);
CREATE INDEX participants_room ON participants (room_id, id);
CREATE INDEX participants_of ON participants (person_id);

-- The lines of the logs; only ever added.
CREATE TABLE entries (
    room_id        TEXT NOT NULL REFERENCES rooms (id),
    lane           TEXT NOT NULL,                -- public, staff or inbox:PARTICIPANT
    seq            BIGINT NOT NULL,
    type           TEXT NOT NULL,
    participant_id TEXT NOT NULL DEFAULT '',
    at             TIMESTAMP WITH TIME ZONE NOT NULL,
    digest         TEXT NOT NULL,                -- SHA-256 of the payload's salt and data
    key            TEXT NOT NULL DEFAULT '',     -- Idempotency-Key
    PRIMARY KEY (room_id, lane, seq)
);
CREATE UNIQUE INDEX entries_key ON entries (room_id, participant_id, key) WHERE key <> '';
CREATE INDEX entries_type ON entries (room_id, lane, type, seq);
CREATE INDEX entries_participant ON entries (participant_id);

-- What the lines say; may be emptied.
CREATE TABLE payloads (
    room_id  TEXT NOT NULL,
    lane     TEXT NOT NULL,
    seq      BIGINT NOT NULL,
    data     TEXT NOT NULL,
    salt     TEXT NOT NULL,
    subject  TEXT NOT NULL DEFAULT '',           -- the participant it is about
    source   BIGINT NOT NULL DEFAULT 0,          -- the staff entry a published line came from
    reviewed TEXT NOT NULL DEFAULT '',           -- of a waiting line: publish or reject
    redacted TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (room_id, lane, seq),
    FOREIGN KEY (room_id, lane, seq) REFERENCES entries (room_id, lane, seq)
);
CREATE INDEX payloads_subject ON payloads (subject) WHERE subject <> '';

CREATE TABLE room_slides (
    room_id  TEXT NOT NULL REFERENCES rooms (id),
    file_id  TEXT NOT NULL,
    kind     TEXT NOT NULL,                      -- slides or picture
    name     TEXT NOT NULL,
    pages    BIGINT NOT NULL DEFAULT 0,
    width    BIGINT NOT NULL DEFAULT 0,
    height   BIGINT NOT NULL DEFAULT 0,
    size     BIGINT NOT NULL DEFAULT 0,
    added_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (room_id, file_id)
);

-- +goose Down
DROP TABLE room_slides;
DROP TABLE payloads;
DROP TABLE entries;
DROP TABLE participants;
DROP TABLE rooms;
