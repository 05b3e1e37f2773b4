package store

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"zhaoyun/internal/core"
	"zhaoyun/internal/hook"
)

type hookRow struct {
	bun.BaseModel `bun:"table:webhooks"`

	ID           string     `bun:"id,pk"`
	Organisation string     `bun:"organisation"`
	Name         string     `bun:"name"`
	URL          string     `bun:"url"`
	Kinds        string     `bun:"kinds"`
	Active       bool       `bun:"active"`
	Stopped      string     `bun:"stopped"`
	FailingSince *time.Time `bun:"failing_since"`
	Secret       string     `bun:"secret"`
	Old          string     `bun:"old_secret"`
	OldUntil     *time.Time `bun:"old_until"`
	Version      int64      `bun:"version"`
	CreatedBy    string     `bun:"created_by"`
	CreatedAt    time.Time  `bun:"created_at"`
}

func hookRowOf(h hook.Hook) *hookRow {
	return &hookRow{
		ID: h.ID, Organisation: h.Organisation, Name: h.Name, URL: h.URL, Kinds: writeJSON(h.Kinds), Active: h.Active, Stopped: string(h.Stopped),
		FailingSince: h.FailingSince, Secret: string(h.Secret), Old: string(h.Old), OldUntil: h.OldUntil, Version: int64(h.Version),
		CreatedBy: h.CreatedBy, CreatedAt: h.CreatedAt,
	}
}

func (r hookRow) hook() hook.Hook {
	return hook.Hook{
		ID: r.ID, Organisation: r.Organisation, Draft: hook.Draft{Name: r.Name, URL: r.URL, Kinds: readJSON[[]hook.Kind](r.Kinds), Active: r.Active},
		Stopped: hook.Stop(r.Stopped), FailingSince: utc(r.FailingSince), Secret: hook.Secret(r.Secret), Old: hook.Secret(r.Old), OldUntil: utc(r.OldUntil),
		Version: core.Version(r.Version), CreatedBy: r.CreatedBy, CreatedAt: r.CreatedAt.UTC(),
	}
}

type deliveryRow struct {
	bun.BaseModel `bun:"table:webhook_deliveries"`

	ID        string    `bun:"id,pk"`
	Hook      string    `bun:"webhook_id"`
	Kind      string    `bun:"kind"`
	Body      string    `bun:"body"`
	State     string    `bun:"state"`
	Attempts  string    `bun:"attempts"`
	CreatedAt time.Time `bun:"created_at"`
}

func deliveryRowOf(d hook.Delivery) *deliveryRow {
	return &deliveryRow{
		ID: d.ID, Hook: d.Hook, Kind: string(d.Kind), Body: d.Body, State: string(d.State), Attempts: writeJSON(d.Attempts), CreatedAt: d.CreatedAt,
	}
}

func (r deliveryRow) delivery() hook.Delivery {
	return hook.Delivery{
		ID: r.ID, Hook: r.Hook, Kind: hook.Kind(r.Kind), Body: r.Body, State: hook.State(r.State), Attempts: readJSON[[]hook.Attempt](r.Attempts),
		CreatedAt: r.CreatedAt.UTC(),
	}
}

// Hooks keeps webhooks and their deliveries.
type Hooks struct{ db *DB }

// NewHooks returns the store of webhooks.
func NewHooks(db *DB) *Hooks { return &Hooks{db} }

// InsertHook implements hook.Store.
func (s *Hooks) InsertHook(ctx context.Context, h hook.Hook) error {
	_, err := s.db.Conn(ctx).NewInsert().Model(hookRowOf(h)).Exec(ctx)
	return err
}

// UpdateHook implements hook.Store. Whoever calls it holds the row: versions are
// compared there.
func (s *Hooks) UpdateHook(ctx context.Context, h hook.Hook) error {
	_, err := s.db.Conn(ctx).NewUpdate().Model(hookRowOf(h)).WherePK().ExcludeColumn("organisation", "created_by", "created_at").Exec(ctx)
	return err
}

// LockHook implements hook.Store.
func (s *Hooks) LockHook(ctx context.Context, id core.ID) (hook.Hook, error) {
	return s.find(ctx, id, s.db.forUpdate)
}

// Hook implements hook.Store.
func (s *Hooks) Hook(ctx context.Context, id core.ID) (hook.Hook, error) {
	return s.find(ctx, id, func(q *bun.SelectQuery) *bun.SelectQuery { return q })
}

func (s *Hooks) find(ctx context.Context, id core.ID, how func(*bun.SelectQuery) *bun.SelectQuery) (hook.Hook, error) {
	var row hookRow
	if err := how(s.db.Conn(ctx).NewSelect().Model(&row).Where("id = ?", id)).Scan(ctx); err != nil {
		return hook.Hook{}, notFound(err, hook.ErrNoHook)
	}
	return row.hook(), nil
}

// DeleteHook implements hook.Store.
func (s *Hooks) DeleteHook(ctx context.Context, id core.ID) error {
	_, err := s.db.Conn(ctx).NewDelete().Model((*hookRow)(nil)).Where("id = ?", id).Exec(ctx)
	return err
}

// Hooks implements hook.Store.
func (s *Hooks) Hooks(ctx context.Context, organisation core.ID) ([]hook.Hook, error) {
	var rows []hookRow
	q := s.db.Conn(ctx).NewSelect().Model(&rows).Order("id")
	if organisation != "" {
		q.Where("organisation = ?", organisation)
	}
	if err := q.Scan(ctx); err != nil {
		return nil, fmt.Errorf("list webhooks: %w", err)
	}
	list := make([]hook.Hook, len(rows))
	for i, r := range rows {
		list[i] = r.hook()
	}
	return list, nil
}

// InsertDelivery implements hook.Store.
func (s *Hooks) InsertDelivery(ctx context.Context, d hook.Delivery) error {
	_, err := s.db.Conn(ctx).NewInsert().Model(deliveryRowOf(d)).Exec(ctx)
	return err
}

// UpdateDelivery implements hook.Store.
func (s *Hooks) UpdateDelivery(ctx context.Context, d hook.Delivery) error {
	_, err := s.db.Conn(ctx).NewUpdate().Model(deliveryRowOf(d)).WherePK().Column("state", "attempts").Exec(ctx)
	return err
}

// Delivery implements hook.Store.
func (s *Hooks) Delivery(ctx context.Context, id core.ID) (hook.Delivery, error) {
	var row deliveryRow
	if err := s.db.Conn(ctx).NewSelect().Model(&row).Where("id = ?", id).Scan(ctx); err != nil {
		return hook.Delivery{}, notFound(err, hook.ErrNoDelivery)
	}
	return row.delivery(), nil
}

// Deliveries implements hook.Store. Identifiers sort by when they came.
func (s *Hooks) Deliveries(ctx context.Context, f hook.Filter) (core.Page[hook.Delivery], error) {
	var rows []deliveryRow
	q := s.db.Conn(ctx).NewSelect().Model(&rows).Where("webhook_id = ?", f.Hook).Order("id DESC").Limit(more(f.Paging))
	if f.State != "" {
		q.Where("state = ?", string(f.State))
	}
	if f.Cursor != "" {
		q.Where("id < ?", f.Cursor)
	}
	if err := q.Scan(ctx); err != nil {
		return core.Page[hook.Delivery]{}, fmt.Errorf("list deliveries: %w", err)
	}
	return pageOf(rows, f.Limit, func(r deliveryRow) string { return r.ID }, deliveryRow.delivery), nil
}

// SweepDeliveries implements hook.Store.
func (s *Hooks) SweepDeliveries(ctx context.Context, before time.Time) error {
	_, err := s.db.Conn(ctx).NewDelete().Model((*deliveryRow)(nil)).Where("created_at < ? AND state <> ?", before, string(hook.Waiting)).Exec(ctx)
	return err
}

var _ hook.Store = (*Hooks)(nil)
