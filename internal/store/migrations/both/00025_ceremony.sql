-- +goose Up
-- What a room shows of the agreements of its ceremony: the fold of its entries, and the
-- pages that everybody may read.
CREATE TABLE room_agreements (
    room_id      TEXT NOT NULL REFERENCES rooms (id),
    agreement_id TEXT NOT NULL,
    place        BIGINT NOT NULL,
    shown        TEXT NOT NULL,                    -- JSON
    PRIMARY KEY (room_id, agreement_id)
);

-- +goose Down
DROP TABLE room_agreements;
