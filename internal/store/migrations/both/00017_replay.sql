-- +goose Up
-- Who of the audience may watch a session again once it is over: nobody (staff),
-- who was there (attended), or also who had a place (registered).
ALTER TABLE sessions ADD COLUMN replay TEXT NOT NULL DEFAULT 'attended';

-- +goose Down
ALTER TABLE sessions DROP COLUMN replay;
