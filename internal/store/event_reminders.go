package store

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"zhaoyun/internal/core"
	"zhaoyun/internal/event"
)

type reminderRow struct {
	bun.BaseModel `bun:"table:registration_reminders"`

	Registration string    `bun:"registration_id,pk"`
	Session      string    `bun:"session_id,pk"`
	Kind         string    `bun:"kind,pk"`
	StartsAt     time.Time `bun:"starts_at"`
	At           time.Time `bun:"at"`
}

// StartingWithin implements event.Store.
func (s *Events) StartingWithin(ctx context.Context, from, to time.Time) ([]core.ID, error) {
	var ids []core.ID
	err := s.db.Conn(ctx).NewSelect().TableExpr("sessions AS s").Join("JOIN events AS e ON e.id = s.event_id").ColumnExpr("DISTINCT e.id").
		Where("e.status = ? AND s.starts_at > ? AND s.starts_at <= ?", string(event.StatusPublished), from, to).Scan(ctx, &ids)
	if err != nil {
		return nil, fmt.Errorf("list events that start: %w", err)
	}
	return ids, nil
}

// Unreminded implements event.Store.
func (s *Events) Unreminded(ctx context.Context, ev core.ID, of event.Reminding, after core.ID, n int) ([]event.Reminded, error) {
	var rows []struct {
		registrationRow

		Before *time.Time `bun:"before_at"`
	}
	err := s.db.Conn(ctx).NewSelect().TableExpr("registrations AS r").ColumnExpr("r.*").ColumnExpr("m.at AS before_at").
		Join("LEFT JOIN registration_reminders AS m ON m.registration_id = r.id AND m.session_id = ? AND m.kind = ?", of.Session, string(of.Kind)).
		Where("r.event_id = ? AND r.status = ? AND r.id > ?", ev, string(event.Confirmed), after).
		Where("(m.starts_at IS NULL OR m.starts_at <> ?)", of.StartsAt).
		Order("r.id").Limit(int64(n)).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("list who is to be reminded: %w", err)
	}
	list := make([]event.Reminded, len(rows))
	for i, r := range rows {
		list[i] = event.Reminded{Registration: r.registration(), Before: utc(r.Before)}
	}
	return list, nil
}

// NoteReminded implements event.Store.
func (s *Events) NoteReminded(ctx context.Context, registration core.ID, of event.Reminding, at time.Time) error {
	row := reminderRow{Registration: registration, Session: of.Session, Kind: string(of.Kind), StartsAt: of.StartsAt, At: at}
	_, err := s.db.Conn(ctx).NewInsert().Model(&row).On("CONFLICT (registration_id, session_id, kind) DO UPDATE").
		Set("starts_at = EXCLUDED.starts_at").Set("at = EXCLUDED.at").Exec(ctx)
	if err != nil {
		return fmt.Errorf("note a reminder: %w", err)
	}
	return nil
}
