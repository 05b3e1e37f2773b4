-- +goose Up
-- How many lines wait for review, so that the queue can be bounded without counting it.
ALTER TABLE rooms ADD COLUMN waiting BIGINT NOT NULL DEFAULT 0;

-- +goose Down
ALTER TABLE rooms DROP COLUMN waiting;
