package store

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"zhaoyun/internal/core"
	"zhaoyun/internal/signing"
)

// Signing keeps agreements. It implements signing.Store.
type Signing struct{ *DB }

// NewSigning returns the store of agreements.
func NewSigning(db *DB) *Signing { return &Signing{db} }

// agreementRow has the whole agreement as JSON, and in columns what lists look at. An
// agreement is one aggregate: nothing in it is changed but under the lock of its row.
type agreementRow struct {
	bun.BaseModel `bun:"table:agreements,alias:agreements"`

	ID           string    `bun:"id,pk"`
	Organisation string    `bun:"organisation"`
	State        string    `bun:"state"`
	Event        string    `bun:"event_id"`
	Session      string    `bun:"session_id"`
	ReleasedAt   time.Time `bun:"released_at,nullzero"`
	Version      int64     `bun:"version"`
	Body         string    `bun:"body"`
	CreatedAt    time.Time `bun:"created_at"`
	UpdatedAt    time.Time `bun:"updated_at"`
}

type agreementRef struct {
	bun.BaseModel `bun:"table:agreement_refs"`

	Agreement string `bun:"agreement_id,pk"`
	Kind      string `bun:"kind,pk"`
	Value     string `bun:"value,pk"`
}

const (
	refContact = "contact"
	refParcel  = "parcel"
)

func agreementRowOf(a signing.Agreement) *agreementRow {
	row := &agreementRow{
		ID: a.ID, Organisation: a.Organisation, State: string(a.State), Event: a.Event, Session: a.Session, Version: int64(a.Version), Body: writeJSON(a),
		CreatedAt: a.CreatedAt, UpdatedAt: a.UpdatedAt,
	}
	if a.Released != nil {
		row.ReleasedAt = a.Released.At
	}
	return row
}

func (r agreementRow) agreement() signing.Agreement { return readJSON[signing.Agreement](r.Body) }

// InsertAgreement implements signing.Store.
func (s *Signing) InsertAgreement(ctx context.Context, a signing.Agreement) error {
	if _, err := s.Conn(ctx).NewInsert().Model(agreementRowOf(a)).Exec(ctx); err != nil {
		return fmt.Errorf("add an agreement: %w", err)
	}
	return s.putRefs(ctx, a)
}

// Agreement implements signing.Store.
func (s *Signing) Agreement(ctx context.Context, id core.ID) (signing.Agreement, error) {
	return s.agreement(ctx, id, func(q *bun.SelectQuery) *bun.SelectQuery { return q })
}

// LockAgreement implements signing.Store.
func (s *Signing) LockAgreement(ctx context.Context, id core.ID) (signing.Agreement, error) {
	return s.agreement(ctx, id, s.forUpdate)
}

func (s *Signing) agreement(ctx context.Context, id core.ID, how func(*bun.SelectQuery) *bun.SelectQuery) (signing.Agreement, error) {
	var row agreementRow
	if err := how(s.Conn(ctx).NewSelect().Model(&row).Where("id = ?", id)).Scan(ctx); err != nil {
		return signing.Agreement{}, notFound(err, signing.ErrNoAgreement)
	}
	return row.agreement(), nil
}

// SaveAgreement implements signing.Store.
func (s *Signing) SaveAgreement(ctx context.Context, a signing.Agreement) error {
	_, err := s.Conn(ctx).NewUpdate().Model(agreementRowOf(a)).WherePK().ExcludeColumn("id", "organisation", "created_at").Exec(ctx)
	if err != nil {
		return fmt.Errorf("save an agreement: %w", err)
	}
	return s.putRefs(ctx, a)
}

// refs are what an agreement is found by. Drafts are the bureau's own.
func refs(a signing.Agreement) []agreementRef {
	var out []agreementRef
	seen := map[string]bool{}
	add := func(kind, value string) {
		if value != "" && !seen[kind+value] {
			seen[kind+value] = true
			out = append(out, agreementRef{Agreement: a.ID, Kind: kind, Value: value})
		}
	}
	for _, id := range a.Parcels {
		add(refParcel, id)
	}
	if a.State == signing.Draft {
		return out
	}
	for _, x := range a.Required() {
		add(refContact, x.Contact)
	}
	for _, w := range a.Witnesses {
		add(refContact, w.Contact)
	}
	return out
}

// putRefs writes them where they have changed.
func (s *Signing) putRefs(ctx context.Context, a signing.Agreement) error {
	var had []agreementRef
	if err := s.Conn(ctx).NewSelect().Model(&had).Where("agreement_id = ?", a.ID).Scan(ctx); err != nil {
		return fmt.Errorf("read what an agreement is found by: %w", err)
	}
	want := refs(a)
	if sameRefs(had, want) {
		return nil
	}
	if _, err := s.Conn(ctx).NewDelete().Model((*agreementRef)(nil)).Where("agreement_id = ?", a.ID).Exec(ctx); err != nil {
		return err
	}
	if len(want) == 0 {
		return nil
	}
	_, err := s.Conn(ctx).NewInsert().Model(&want).Exec(ctx)
	return err
}

func sameRefs(a, b []agreementRef) bool {
	if len(a) != len(b) {
		return false
	}
	has := map[string]bool{}
	for _, r := range a {
		has[r.Kind+" "+r.Value] = true
	}
	for _, r := range b {
		if !has[r.Kind+" "+r.Value] {
			return false
		}
	}
	return true
}

// Agreements implements signing.Store. Identifiers sort by when they came.
func (s *Signing) Agreements(ctx context.Context, f signing.Filter) (core.Page[signing.Agreement], error) {
	none := core.Page[signing.Agreement]{Items: []signing.Agreement{}}
	if f.Organisations != nil && len(f.Organisations) == 0 || f.Contacts != nil && len(f.Contacts) == 0 {
		return none, nil
	}
	var rows []agreementRow
	q := s.Conn(ctx).NewSelect().Model(&rows)
	if f.Organisations != nil {
		q.Where("organisation IN (?)", bun.List(f.Organisations))
	}
	for column, v := range map[string]string{"state": string(f.State), "event_id": f.Event, "session_id": f.Session} {
		if v != "" {
			q.Where("? = ?", bun.Ident(column), v)
		}
	}
	found := func(kind string, values ...string) {
		q.Where("id IN (?)", s.Conn(ctx).NewSelect().Model((*agreementRef)(nil)).Column("agreement_id").Where("kind = ? AND value IN (?)", kind, bun.List(values)))
	}
	if f.Contacts != nil {
		found(refContact, f.Contacts...)
	}
	if f.Parcel != "" {
		found(refParcel, f.Parcel)
	}
	if f.Cursor != "" {
		q.Where("id < ?", f.Cursor)
	}
	if err := q.Order("id DESC").Limit(more(f.Paging)).Scan(ctx); err != nil {
		return none, fmt.Errorf("list agreements: %w", err)
	}
	return pageOf(rows, f.Limit, func(r agreementRow) string { return r.ID }, agreementRow.agreement), nil
}

// ReleasedSince implements signing.Store.
func (s *Signing) ReleasedSince(ctx context.Context, at time.Time, limit int) ([]signing.Agreement, error) {
	var rows []agreementRow
	err := s.Conn(ctx).NewSelect().Model(&rows).Where("released_at >= ?", at).Order("released_at", "id").Limit(int64(limit)).Scan(ctx)
	out := make([]signing.Agreement, len(rows))
	for i, r := range rows {
		out[i] = r.agreement()
	}
	return out, err
}

var _ signing.Store = (*Signing)(nil)
