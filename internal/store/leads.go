package store

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"zhaoyun/internal/core"
	"zhaoyun/internal/lead"
)

type leadRow struct {
	bun.BaseModel `bun:"table:leads"`

	ID           string    `bun:"id,pk"`
	Organisation string    `bun:"organisation"`
	Kind         string    `bun:"kind"`
	Parcel       string    `bun:"parcel_id"`
	Number       string    `bun:"number"`
	Name         string    `bun:"name"`
	Place        int       `bun:"place"`
	Event        string    `bun:"event_id"`
	Session      string    `bun:"session_id"`
	Room         string    `bun:"room_id"`
	At           time.Time `bun:"at"`
	Second       int       `bun:"second"`
	Person       string    `bun:"person_id"`
	Note         string    `bun:"note"`
	Status       string    `bun:"status"`
	Version      int64     `bun:"version"`
	CreatedAt    time.Time `bun:"created_at"`
	UpdatedBy    string    `bun:"updated_by"`
	UpdatedAt    time.Time `bun:"updated_at,nullzero"`
}

func leadRowOf(l lead.Lead) *leadRow {
	return &leadRow{
		ID: l.ID, Organisation: l.Organisation, Kind: string(l.Kind), Parcel: l.Parcel.ID, Number: l.Parcel.Number, Name: writeJSON(l.Parcel.Name),
		Place: l.Parcel.Place, Event: l.Source.Event, Session: l.Source.Session, Room: l.Source.Room, At: l.Source.At, Second: l.Source.Second,
		Person: l.Person, Note: l.Note, Status: string(l.Status), Version: int64(l.Version), CreatedAt: l.CreatedAt, UpdatedBy: l.UpdatedBy,
		UpdatedAt: l.UpdatedAt,
	}
}

func (r leadRow) lead() lead.Lead {
	return lead.Lead{
		ID: r.ID, Organisation: r.Organisation, Kind: lead.Kind(r.Kind),
		Parcel: lead.Parcel{ID: r.Parcel, Number: r.Number, Name: readJSON[core.Text](r.Name), Place: r.Place},
		Source: lead.Source{Event: r.Event, Session: r.Session, Room: r.Room, At: r.At.UTC(), Second: r.Second},
		Person: r.Person, Note: r.Note, Status: lead.Status(r.Status), Version: core.Version(r.Version), CreatedAt: r.CreatedAt.UTC(),
		UpdatedBy: r.UpdatedBy, UpdatedAt: r.UpdatedAt.UTC(),
	}
}

// Leads keeps leads.
type Leads struct{ db *DB }

// NewLeads returns the store of leads.
func NewLeads(db *DB) *Leads { return &Leads{db} }

// AddLead implements lead.Store.
func (s *Leads) AddLead(ctx context.Context, l lead.Lead) (lead.Lead, bool, error) {
	n, err := affected(s.db.Conn(ctx).NewInsert().Model(leadRowOf(l)).On("CONFLICT DO NOTHING").Exec(ctx))
	if err != nil || n > 0 {
		return l, n > 0, err
	}
	var row leadRow
	err = s.db.Conn(ctx).NewSelect().Model(&row).
		Where("person_id = ? AND parcel_id = ? AND room_id = ? AND kind = ?", l.Person, l.Parcel.ID, l.Source.Room, string(l.Kind)).
		Limit(1).Scan(ctx)
	return row.lead(), false, err
}

// Lead implements lead.Store.
func (s *Leads) Lead(ctx context.Context, id core.ID) (lead.Lead, error) {
	var row leadRow
	if err := s.db.Conn(ctx).NewSelect().Model(&row).Where("id = ?", id).Scan(ctx); err != nil {
		return lead.Lead{}, notFound(err, lead.ErrNoLead)
	}
	return row.lead(), nil
}

// SaveLead implements lead.Store.
func (s *Leads) SaveLead(ctx context.Context, l lead.Lead) error {
	n, err := affected(s.db.Conn(ctx).NewUpdate().Model(leadRowOf(l)).WherePK().Where("version = ?", int64(l.Version)-1).
		Column("status", "version", "updated_by", "updated_at").Exec(ctx))
	if err == nil && n == 0 {
		return core.Stale(l.Version) // somebody was quicker
	}
	return err
}

// DeleteLead implements lead.Store.
func (s *Leads) DeleteLead(ctx context.Context, id core.ID) error {
	_, err := s.db.Conn(ctx).NewDelete().Model((*leadRow)(nil)).Where("id = ?", id).Exec(ctx)
	return err
}

// Leads implements lead.Store. Identifiers sort by when they came.
func (s *Leads) Leads(ctx context.Context, f lead.Filter) (core.Page[lead.Lead], error) {
	var rows []leadRow
	q := s.db.Conn(ctx).NewSelect().Model(&rows)
	if f.Organisations != nil {
		if len(f.Organisations) == 0 {
			return core.Page[lead.Lead]{Items: []lead.Lead{}}, nil
		}
		q.Where("organisation IN (?)", bun.List(f.Organisations))
	}
	for column, v := range map[string]string{
		"person_id": f.Person, "event_id": f.Event, "room_id": f.Room, "parcel_id": f.Parcel, "status": string(f.Status),
	} {
		if v != "" {
			q.Where("? = ?", bun.Ident(column), v)
		}
	}
	if f.Cursor != "" {
		q.Where("id < ?", f.Cursor)
	}
	if err := q.Order("id DESC").Limit(more(f.Paging)).Scan(ctx); err != nil {
		return core.Page[lead.Lead]{}, fmt.Errorf("list leads: %w", err)
	}
	return pageOf(rows, f.Limit, func(r leadRow) string { return r.ID }, leadRow.lead), nil
}

// EraseLeads implements lead.Store.
func (s *Leads) EraseLeads(ctx context.Context, person core.ID) error {
	_, err := s.db.Conn(ctx).NewUpdate().Model((*leadRow)(nil)).Set("person_id = '', note = ''").Where("person_id = ?", person).Exec(ctx)
	return err
}
