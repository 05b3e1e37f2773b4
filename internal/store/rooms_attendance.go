package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/uptrace/bun"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
	"zhaoyun/internal/room"
)

type attendanceRow struct {
	bun.BaseModel `bun:"table:attendance,alias:attendance"`

	Room        string `bun:"room_id,pk"`
	Participant string `bun:"participant_id,pk"`
	FirstMs     int64  `bun:"first_ms"`
	LastMs      int64  `bun:"last_ms"`
	PresentMs   int64  `bun:"present_ms"`
}

func (r attendanceRow) participant() string { return r.Participant }

// inOrder sorts rows that several servers may write at once: two that lock the same
// rows in different orders would wait for each other.
func inOrder[T any](rows []T, key func(T) string) {
	slices.SortFunc(rows, func(a, b T) int { return cmp.Compare(key(a), key(b)) })
}

// Touch implements room.ParticipantStore.
func (s *Rooms) Touch(ctx context.Context, id core.ID, participants []core.ID, now time.Time) error {
	if len(participants) == 0 {
		return nil
	}
	rows := make([]attendanceRow, len(participants))
	for i, p := range participants {
		rows[i] = attendanceRow{Room: id, Participant: p, FirstMs: now.UnixMilli(), LastMs: now.UnixMilli()}
	}
	inOrder(rows, attendanceRow.participant)
	_, err := s.Conn(ctx).NewInsert().Model(&rows).On("CONFLICT (room_id, participant_id) DO UPDATE").
		Set("last_ms = CASE WHEN excluded.last_ms > attendance.last_ms THEN excluded.last_ms ELSE attendance.last_ms END").
		Exec(ctx)
	if err != nil {
		return fmt.Errorf("note attendance: %w", err)
	}
	return nil
}

// GuestsSince implements room.ParticipantStore.
func (s *Rooms) GuestsSince(ctx context.Context, id core.ID, at time.Time) (int, error) {
	n, err := s.Conn(ctx).NewSelect().TableExpr("attendance AS a").
		Join("JOIN participants AS p ON p.id = a.participant_id").
		Where("a.room_id = ? AND a.last_ms >= ?", id, at.UnixMilli()).
		Where("p.role = ? AND p.banned_at IS NULL AND (p.kicked_until IS NULL OR p.kicked_until < ?)", policy.Guest, at).
		Count(ctx)
	return int(n), err
}

// ExtendAttendance implements room.ParticipantStore. A span counts from where
// the spans before it ended, so that what overlaps counts once.
func (s *Rooms) ExtendAttendance(ctx context.Context, id core.ID, spans []room.AttendanceDelta) error {
	if len(spans) == 0 {
		return nil
	}
	rows := make([]attendanceRow, len(spans))
	for i, d := range spans {
		rows[i] = attendanceRow{
			Room: id, Participant: d.Participant, FirstMs: d.Since.UnixMilli(), LastMs: d.Until.UnixMilli(),
			PresentMs: d.Until.Sub(d.Since).Milliseconds(),
		}
	}
	inOrder(rows, attendanceRow.participant)
	_, err := s.Conn(ctx).NewInsert().Model(&rows).On("CONFLICT (room_id, participant_id) DO UPDATE").
		Set(`present_ms = attendance.present_ms + CASE
			WHEN excluded.last_ms <= attendance.last_ms THEN 0
			WHEN attendance.last_ms > excluded.first_ms THEN excluded.last_ms - attendance.last_ms
			ELSE excluded.last_ms - excluded.first_ms END`).
		Set("last_ms = CASE WHEN excluded.last_ms > attendance.last_ms THEN excluded.last_ms ELSE attendance.last_ms END").
		Exec(ctx)
	if err != nil {
		return fmt.Errorf("extend attendance: %w", err)
	}
	return nil
}
