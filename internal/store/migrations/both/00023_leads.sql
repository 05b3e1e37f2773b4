-- +goose Up
-- 线索: who wants to talk about a parcel, and where they said so.
CREATE TABLE leads (
    id           TEXT PRIMARY KEY,
    organisation TEXT NOT NULL,                   -- the bureau that offers the parcel
    kind         TEXT NOT NULL,                   -- talk or question
    parcel_id    TEXT NOT NULL,
    number       TEXT NOT NULL,                   -- as the parcel was called then
    name         TEXT NOT NULL,                   -- JSON, by language
    place        BIGINT NOT NULL,                 -- among the parcels of the event; 0 outside of one
    event_id     TEXT NOT NULL DEFAULT '',        -- empty: on the parcel's own page
    session_id   TEXT NOT NULL DEFAULT '',
    room_id      TEXT NOT NULL DEFAULT '',
    at           TIMESTAMP WITH TIME ZONE NOT NULL, -- the moment of the room's log
    second       BIGINT NOT NULL DEFAULT 0,       -- of the session's clock
    person_id    TEXT NOT NULL,                   -- emptied when the person is erased, as is the note
    note         TEXT NOT NULL,
    status       TEXT NOT NULL,                   -- new, contacted or closed
    version      BIGINT NOT NULL,
    created_at   TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_by   TEXT NOT NULL DEFAULT '',
    updated_at   TIMESTAMP WITH TIME ZONE
);
CREATE INDEX leads_organisation ON leads (organisation, id);
CREATE INDEX leads_room ON leads (room_id, id) WHERE room_id <> '';
CREATE INDEX leads_person ON leads (person_id, id) WHERE person_id <> '';
CREATE UNIQUE INDEX leads_talk ON leads (person_id, parcel_id, room_id) WHERE kind = 'talk' AND person_id <> '';

-- +goose Down
DROP TABLE leads;
