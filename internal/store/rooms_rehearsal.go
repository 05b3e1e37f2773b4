package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/room"
)

// roomTables is everything that is in a room and goes with it, what refers to
// others first. Votes are in a room by what they are for.
var roomTables = []struct{ table, of string }{
	{"question_votes", "question_id IN (SELECT id FROM questions WHERE room_id = ?)"},
	{"poll_votes", "poll_id IN (SELECT id FROM polls WHERE room_id = ?)"},
	{"follow_ups", inRoom},
	{"questions", inRoom},
	{"polls", inRoom},
	{"hands", inRoom},
	{"handout_takers", inRoom},
	{"leads", inRoom},
	{"reports", inRoom},
	{"recordings", inRoom},
	{"rundown_items", inRoom},
	{"rundowns", inRoom},
	{"room_agreements", inRoom},
	{"room_slides", inRoom},
	{"media_seats", inRoom},
	{"media_quality", inRoom},
	{"encoders", inRoom},
	{"payloads", inRoom},
	{"entries", inRoom},
	{"attendance", inRoom},
	{"attendance_spans", inRoom},
	{"participants", inRoom},
	{"rooms", "id = ?"},
}

const inRoom = "room_id = ?"

// RoomOf implements room.RehearsalStore.
func (s *Rooms) RoomOf(ctx context.Context, session core.ID, kind string) (core.ID, error) {
	var rows []roomRow
	err := s.Conn(ctx).NewSelect().Model(&rows).Column("id").Where("session_id = ? AND kind = ?", session, kind).Scan(ctx)
	if err != nil || len(rows) == 0 {
		return "", err
	}
	return rows[0].ID, nil
}

// AddRoom implements room.RehearsalStore.
func (s *Rooms) AddRoom(ctx context.Context, r room.Room, at time.Time) error {
	settings, err := json.Marshal(r.Settings)
	if err != nil {
		return err
	}
	reactions, err := json.Marshal(r.Reactions)
	if err != nil {
		return err
	}
	row := roomRow{
		ID: r.ID, Session: r.Session, Kind: r.Kind, Epoch: r.Epoch, State: string(r.Phase), Reactions: string(reactions),
		Settings: string(settings), Version: int64(r.Version), CreatedAt: at,
	}
	if _, err := s.Conn(ctx).NewInsert().Model(&row).Exec(ctx); err != nil {
		return fmt.Errorf("add a room: %w", err)
	}
	return nil
}

// DeleteRoom implements room.RehearsalStore.
func (s *Rooms) DeleteRoom(ctx context.Context, id core.ID) error {
	for _, t := range roomTables {
		if _, err := s.Conn(ctx).NewDelete().TableExpr(t.table).Where(t.of, id).Exec(ctx); err != nil {
			return fmt.Errorf("remove the %s of a room: %w", t.table, err)
		}
	}
	return nil
}

// PastRehearsals implements room.RehearsalStore.
func (s *Rooms) PastRehearsals(ctx context.Context, opened time.Time) ([]core.ID, error) {
	var rows []roomRow
	err := s.Conn(ctx).NewSelect().Model(&rows).Column("id").Where("kind = ?", room.KindRehearsal).
		Where("created_at < ? OR session_id NOT IN (SELECT session_id FROM rooms WHERE kind = ? AND state = ?)",
			opened, room.KindLive, string(room.Waiting)).Scan(ctx)
	ids := make([]core.ID, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	return ids, err
}
