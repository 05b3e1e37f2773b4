package store

import (
	"cmp"
	"context"
	"fmt"
	"maps"
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
}

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
	if err := s.seen(ctx, rows); err != nil {
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

// spanRow is one stay of a participant on a node.
type spanRow struct {
	bun.BaseModel `bun:"table:attendance_spans,alias:attendance_spans"`

	Room        string `bun:"room_id,pk"`
	Participant string `bun:"participant_id,pk"`
	SinceMs     int64  `bun:"since_ms,pk"`
	UntilMs     int64  `bun:"until_ms"`
}

// present is the union of a participant's spans in milliseconds, p being the participant.
const present = `(SELECT CAST(COALESCE(SUM(CASE WHEN b.covered IS NULL OR b.covered <= b.since_ms THEN b.until_ms - b.since_ms
	WHEN b.covered < b.until_ms THEN b.until_ms - b.covered ELSE 0 END), 0) AS BIGINT) FROM (
		SELECT x.since_ms, x.until_ms, MAX(x.until_ms) OVER (ORDER BY x.since_ms ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS covered
		FROM attendance_spans AS x WHERE x.room_id = p.room_id AND x.participant_id = p.id) AS b)`

// ExtendAttendance implements room.ParticipantStore.
func (s *Rooms) ExtendAttendance(ctx context.Context, id core.ID, spans []room.AttendanceSpan) error {
	if len(spans) == 0 {
		return nil
	}
	rows, last := make([]spanRow, len(spans)), map[core.ID]attendanceRow{}
	for i, d := range spans {
		rows[i] = spanRow{Room: id, Participant: d.Participant, SinceMs: d.Since.UnixMilli(), UntilMs: d.Until.UnixMilli()}
		had, ok := last[d.Participant]
		if !ok {
			had = attendanceRow{Room: id, Participant: d.Participant, FirstMs: rows[i].SinceMs}
		}
		had.FirstMs, had.LastMs = min(had.FirstMs, rows[i].SinceMs), max(had.LastMs, rows[i].UntilMs)
		last[d.Participant] = had
	}
	inOrder(rows, func(r spanRow) string { return fmt.Sprintf("%s %d", r.Participant, r.SinceMs) })
	err := s.InTx(ctx, func(ctx context.Context) error {
		_, err := s.Conn(ctx).NewInsert().Model(&rows).On("CONFLICT (room_id, participant_id, since_ms) DO UPDATE").
			Set("until_ms = CASE WHEN excluded.until_ms > attendance_spans.until_ms THEN excluded.until_ms ELSE attendance_spans.until_ms END").
			Exec(ctx)
		if err != nil {
			return err
		}
		return s.seen(ctx, slices.Collect(maps.Values(last)))
	})
	if err != nil {
		return fmt.Errorf("extend attendance: %w", err)
	}
	return nil
}

// seen keeps the last time of each.
func (s *Rooms) seen(ctx context.Context, rows []attendanceRow) error {
	inOrder(rows, func(r attendanceRow) string { return r.Participant })
	_, err := s.Conn(ctx).NewInsert().Model(&rows).On("CONFLICT (room_id, participant_id) DO UPDATE").
		Set("last_ms = CASE WHEN excluded.last_ms > attendance.last_ms THEN excluded.last_ms ELSE attendance.last_ms END").
		Exec(ctx)
	return err
}
