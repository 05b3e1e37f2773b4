package store

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"

	"zhaoyun/internal/core"
	"zhaoyun/internal/node"
)

// RoomTitles implements node.Titles.
func (s *Rooms) RoomTitles(ctx context.Context, rooms []core.ID) (map[core.ID]node.Title, error) {
	var rows []struct{ ID, Session, Event string }
	err := s.Conn(ctx).NewSelect().TableExpr("sessions AS s").Join("JOIN events AS e ON e.id = s.event_id").
		ColumnExpr("s.room_id AS id, s.title AS session, e.title AS event").Where("s.room_id IN (?)", bun.List(rooms)).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("read titles of rooms: %w", err)
	}
	titles := make(map[core.ID]node.Title, len(rows))
	for _, r := range rows {
		titles[r.ID] = node.Title{Session: readText(r.Session), Event: readText(r.Event)}
	}
	return titles, nil
}

var _ node.Titles = (*Rooms)(nil)
