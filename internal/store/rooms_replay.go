package store

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"

	"zhaoyun/internal/core"
	"zhaoyun/internal/room"
)

// ReplayLines implements room.ReplayStore. The engine brings both sides into lower
// case itself: SQLite knows that of ASCII alone.
func (s *Rooms) ReplayLines(ctx context.Context, id core.ID, f room.ReplayFilter) ([]room.Line, error) {
	q := s.lines(ctx, id).Where("e.lane = ? AND e.seq > ? AND e.type IN (?)", room.Public, f.After, bun.List(f.Types)).
		Where("p.redacted = ''").Order("e.seq").Limit(int64(f.Limit))
	if f.Words != "" {
		q = q.Where("lower(p.data) LIKE lower(?) ESCAPE '!'", holds(f.Words))
	}
	return scanLines(ctx, q)
}

// AttendedRooms tells in which of the rooms a person has been.
func (s *Rooms) AttendedRooms(ctx context.Context, person core.ID, rooms []core.ID) (map[core.ID]bool, error) {
	been := map[core.ID]bool{}
	if len(rooms) == 0 {
		return been, nil
	}
	var ids []string
	err := s.Conn(ctx).NewSelect().Model((*participantRow)(nil)).Column("room_id").
		Where("person_id = ? AND room_id IN (?) AND banned_at IS NULL AND erased_at IS NULL", person, bun.List(rooms)).Scan(ctx, &ids)
	if err != nil {
		return nil, fmt.Errorf("find the rooms somebody was in: %w", err)
	}
	for _, room := range ids {
		been[room] = true
	}
	return been, nil
}
