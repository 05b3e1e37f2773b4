package store

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"zhaoyun/internal/core"
	"zhaoyun/internal/event"
	"zhaoyun/internal/policy"
)

type sessionRow struct {
	bun.BaseModel `bun:"table:sessions"`

	ID           string    `bun:"id,pk"`
	Event        string    `bun:"event_id"`
	Kind         string    `bun:"kind"`
	Title        string    `bun:"title"`
	Description  string    `bun:"description"`
	StartsAt     time.Time `bun:"starts_at"`
	EndsAt       time.Time `bun:"ends_at"`
	TimeZone     string    `bun:"time_zone"`
	Capacity     int       `bun:"capacity"`
	Access       string    `bun:"access"`
	Replay       string    `bun:"replay"`
	Recording    string    `bun:"recording"`
	Room         string    `bun:"room_id"`
	Illustrative bool      `bun:"illustrative"`
	Version      int64     `bun:"version"`
	CreatedAt    time.Time `bun:"created_at"`
	UpdatedAt    time.Time `bun:"updated_at"`
}

type castRow struct {
	bun.BaseModel `bun:"table:session_people"`

	Session   string    `bun:"session_id,pk"`
	Person    string    `bun:"person_id,pk"`
	Role      string    `bun:"role"`
	Place     int       `bun:"place"`
	CreatedAt time.Time `bun:"created_at"`
}

func sessionRowOf(s event.Session) *sessionRow {
	return &sessionRow{
		ID: s.ID, Event: s.Event, Kind: string(s.Kind), Title: writeText(s.Title), Description: writeText(s.Description),
		StartsAt: s.StartsAt, EndsAt: s.EndsAt, TimeZone: s.TimeZone, Capacity: s.Capacity, Access: string(s.Access), Replay: string(s.Replay), Recording: string(s.Recording), Room: s.Room,
		Illustrative: s.Illustrative, Version: int64(s.Version), CreatedAt: s.CreatedAt, UpdatedAt: s.UpdatedAt,
	}
}

func (r sessionRow) session() event.Session {
	return event.Session{
		ID: r.ID, Event: r.Event, Kind: event.Kind(r.Kind), Title: readText(r.Title), Description: readText(r.Description),
		StartsAt: r.StartsAt.UTC(), EndsAt: r.EndsAt.UTC(), TimeZone: r.TimeZone, Capacity: r.Capacity, Access: event.Access(r.Access),
		Replay: event.Replay(r.Replay), Recording: event.Recording(r.Recording), Room: r.Room, Illustrative: r.Illustrative, Version: core.Version(r.Version), CreatedAt: r.CreatedAt.UTC(),
		UpdatedAt: r.UpdatedAt.UTC(),
	}
}

// InsertSession implements event.Store.
func (s *Events) InsertSession(ctx context.Context, se event.Session) error {
	if _, err := s.db.Conn(ctx).NewInsert().Model(sessionRowOf(se)).Exec(ctx); err != nil {
		return fmt.Errorf("insert session: %w", err)
	}
	return nil
}

// UpdateSession implements event.Store.
func (s *Events) UpdateSession(ctx context.Context, se event.Session, v core.Version) error {
	row := sessionRowOf(se)
	row.Version = int64(v) + 1
	n, err := affected(s.db.Conn(ctx).NewUpdate().Model(row).WherePK().Where("version = ?", int64(v)).
		ExcludeColumn("created_at", "event_id").Exec(ctx))
	if err != nil {
		return fmt.Errorf("update session: %w", err)
	}
	if n == 0 {
		now, err := s.Session(ctx, se.ID)
		if err != nil {
			return err
		}
		return core.Stale(now.Version)
	}
	return nil
}

// DeleteSession implements event.Store.
func (s *Events) DeleteSession(ctx context.Context, id core.ID) error {
	if _, err := s.db.Conn(ctx).NewDelete().Model((*castRow)(nil)).Where("session_id = ?", id).Exec(ctx); err != nil {
		return fmt.Errorf("delete the people of a session: %w", err)
	}
	if _, err := s.db.Conn(ctx).NewDelete().Model((*sessionRow)(nil)).Where("id = ?", id).Exec(ctx); err != nil {
		return fmt.Errorf("delete session: %w", err)
	}
	return nil
}

// Session implements event.Store.
func (s *Events) Session(ctx context.Context, id core.ID) (event.Session, error) {
	var row sessionRow
	if err := s.db.Conn(ctx).NewSelect().Model(&row).Where("id = ?", id).Scan(ctx); err != nil {
		return event.Session{}, notFound(err, event.ErrNoSession)
	}
	list := []event.Session{row.session()}
	err := s.addCasts(ctx, list)
	return list[0], err
}

// Sessions implements event.Store.
func (s *Events) Sessions(ctx context.Context, events []core.ID) ([]event.Session, error) {
	if len(events) == 0 {
		return nil, nil
	}
	var rows []sessionRow
	if err := s.db.Conn(ctx).NewSelect().Model(&rows).Where("event_id IN (?)", bun.List(events)).Order("starts_at", "id").Scan(ctx); err != nil {
		return nil, fmt.Errorf("list sessions: %w", err)
	}
	list := make([]event.Session, len(rows))
	for i, r := range rows {
		list[i] = r.session()
	}
	return list, s.addCasts(ctx, list)
}

// addCasts adds their people to sessions.
func (s *Events) addCasts(ctx context.Context, list []event.Session) error {
	if len(list) == 0 {
		return nil
	}
	ids, at := make([]core.ID, len(list)), map[core.ID]int{}
	for i, se := range list {
		ids[i], at[se.ID] = se.ID, i
	}
	var rows []castRow
	if err := s.db.Conn(ctx).NewSelect().Model(&rows).Where("session_id IN (?)", bun.List(ids)).Order("session_id", "place").Scan(ctx); err != nil {
		return fmt.Errorf("list the people of sessions: %w", err)
	}
	for _, r := range rows {
		se := &list[at[r.Session]]
		se.People = append(se.People, event.Cast{Person: r.Person, Role: policy.RoomRole(r.Role)})
	}
	return nil
}

// SetCast implements event.Store.
func (s *Events) SetCast(ctx context.Context, session core.ID, cast []event.Cast, at time.Time) error {
	if _, err := s.db.Conn(ctx).NewDelete().Model((*castRow)(nil)).Where("session_id = ?", session).Exec(ctx); err != nil {
		return fmt.Errorf("replace the people of a session: %w", err)
	}
	if len(cast) == 0 {
		return nil
	}
	rows := make([]castRow, len(cast))
	for i, c := range cast {
		rows[i] = castRow{Session: session, Person: c.Person, Role: string(c.Role), Place: i, CreatedAt: at}
	}
	if _, err := s.db.Conn(ctx).NewInsert().Model(&rows).Exec(ctx); err != nil {
		return fmt.Errorf("insert the people of a session: %w", err)
	}
	return nil
}

// DropCastOf implements event.Store.
func (s *Events) DropCastOf(ctx context.Context, person core.ID) error {
	if _, err := s.db.Conn(ctx).NewDelete().Model((*castRow)(nil)).Where("person_id = ?", person).Exec(ctx); err != nil {
		return fmt.Errorf("take a person out of sessions: %w", err)
	}
	return nil
}
