package store

import (
	"context"
	"fmt"
	"strings"
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

// Touch implements room.ParticipantStore.
func (s *Rooms) Touch(ctx context.Context, id core.ID, participants []core.ID, now time.Time) error {
	if len(participants) == 0 {
		return nil
	}
	rows := make([]attendanceRow, len(participants))
	for i, p := range participants {
		rows[i] = attendanceRow{Room: id, Participant: p, FirstMs: now.UnixMilli(), LastMs: now.UnixMilli()}
	}
	if err := s.noteAbsences(ctx, id, rows); err != nil {
		return err
	}
	_, err := s.Conn(ctx).NewInsert().Model(&rows).On("CONFLICT (room_id, participant_id) DO UPDATE").
		Set("last_ms = CASE WHEN excluded.last_ms > attendance.last_ms THEN excluded.last_ms ELSE attendance.last_ms END").
		Exec(ctx)
	if err != nil {
		return fmt.Errorf("note attendance: %w", err)
	}
	return nil
}

// leastAbsence is what counts as having been away: spans are written at least every
// half minute, so less may only be waiting to be written.
const leastAbsence = time.Minute

// noteAbsences keeps from when to when those who are back were away.
func (s *Rooms) noteAbsences(ctx context.Context, id core.ID, back []attendanceRow) error {
	values := make([]any, 0, 2*len(back)+2)
	for _, r := range back {
		values = append(values, r.Participant, r.FirstMs)
	}
	_, err := s.Conn(ctx).ExecContext(ctx, `INSERT INTO attendance_absences (room_id, participant_id, from_ms, until_ms)
		WITH back (participant_id, at) AS (VALUES (?, ?)`+strings.Repeat(", (?, ?)", len(back)-1)+`)
		SELECT a.room_id, a.participant_id, a.last_ms, back.at FROM attendance AS a
		JOIN back ON back.participant_id = a.participant_id
		WHERE a.room_id = ? AND back.at - a.last_ms >= ? ON CONFLICT DO NOTHING`,
		append(values, id, leastAbsence.Milliseconds())...)
	if err != nil {
		return fmt.Errorf("note absences: %w", err)
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
	if err := s.noteAbsences(ctx, id, rows); err != nil {
		return err
	}
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
