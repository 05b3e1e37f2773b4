package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"zhaoyun/internal/core"
	"zhaoyun/internal/event"
)

// Events keeps events, sessions and registrations; it implements event.Store.
type Events struct{ db *DB }

// NewEvents returns the events kept in db.
func NewEvents(db *DB) *Events { return &Events{db} }

var _ event.Store = (*Events)(nil)

type eventRow struct {
	bun.BaseModel `bun:"table:events"`

	ID           string     `bun:"id,pk"`
	Slug         string     `bun:"slug"`
	Status       string     `bun:"status"`
	Organisation string     `bun:"organisation_id"`
	Title        string     `bun:"title"`
	Tagline      string     `bun:"tagline"`
	Description  string     `bun:"description"`
	Cover        string     `bun:"cover"`
	TimeZone     string     `bun:"time_zone"`
	Languages    string     `bun:"languages"`
	Illustrative bool       `bun:"illustrative"`
	Blocks       string     `bun:"blocks"`
	StartsAt     *time.Time `bun:"starts_at"`
	EndsAt       *time.Time `bun:"ends_at"`
	SortAt       time.Time  `bun:"sort_at"`
	SubmittedBy  string     `bun:"submitted_by"`
	SubmittedAt  *time.Time `bun:"submitted_at"`
	PublishedAt  *time.Time `bun:"published_at"`
	CreatedBy    string     `bun:"created_by"`
	CreatedAt    time.Time  `bun:"created_at"`
	Version      int64      `bun:"version"`
}

func eventRowOf(e event.Event) *eventRow {
	r := &eventRow{
		ID: e.ID, Slug: e.Slug, Status: string(e.Status), Organisation: e.Organisation, Title: writeText(e.Title),
		Tagline: writeText(e.Tagline), Description: writeText(e.Description), TimeZone: e.TimeZone, Languages: writeJSON(e.Languages),
		Illustrative: e.Illustrative, Blocks: writeJSON(e.Blocks), StartsAt: e.StartsAt, EndsAt: e.EndsAt, SortAt: e.CreatedAt,
		PublishedAt: e.PublishedAt, CreatedBy: e.CreatedBy, CreatedAt: e.CreatedAt, Version: int64(e.Version),
	}
	if e.StartsAt != nil {
		r.SortAt = *e.StartsAt
	}
	if e.Cover != nil {
		r.Cover = writeJSON(e.Cover)
	}
	if e.Review != nil {
		r.SubmittedBy, r.SubmittedAt = e.Review.SubmittedBy, &e.Review.SubmittedAt
	}
	return r
}

func (r eventRow) event() event.Event {
	e := event.Event{
		ID: r.ID, Slug: r.Slug, Status: event.Status(r.Status), Organisation: r.Organisation, Title: readText(r.Title),
		Tagline: readText(r.Tagline), Description: readText(r.Description), TimeZone: r.TimeZone,
		Languages: readJSON[[]string](r.Languages), Illustrative: r.Illustrative, Blocks: readJSON[event.Blocks](r.Blocks),
		StartsAt: utc(r.StartsAt), EndsAt: utc(r.EndsAt), CreatedBy: r.CreatedBy, CreatedAt: r.CreatedAt.UTC(),
		PublishedAt: utc(r.PublishedAt), Version: core.Version(r.Version),
	}
	if r.Cover != "" {
		e.Cover = ptr(readJSON[event.Cover](r.Cover))
	}
	if r.SubmittedAt != nil {
		e.Review = &event.Review{SubmittedBy: r.SubmittedBy, SubmittedAt: r.SubmittedAt.UTC()}
	}
	return e
}

// readJSON and writeJSON keep a value in one column.
func readJSON[T any](s string) T {
	var v T
	_ = json.Unmarshal([]byte(s), &v) // written by writeJSON only
	return v
}

func writeJSON(v any) string {
	b, _ := json.Marshal(v) // values of ours, all of which marshal
	return string(b)
}

func utc(t *time.Time) *time.Time {
	if t == nil {
		return nil
	}
	return ptr(t.UTC())
}

func ptr[T any](v T) *T { return &v }

// InsertEvent implements event.Store.
func (s *Events) InsertEvent(ctx context.Context, e event.Event) error {
	_, err := s.db.Conn(ctx).NewInsert().Model(eventRowOf(e)).Exec(ctx)
	if isUnique(err) {
		return event.ErrSlugTaken
	}
	if err != nil {
		return fmt.Errorf("insert event: %w", err)
	}
	return nil
}

// UpdateEvent implements event.Store.
func (s *Events) UpdateEvent(ctx context.Context, e event.Event, v core.Version) error {
	row := eventRowOf(e)
	row.Version = int64(v) + 1
	n, err := affected(s.db.Conn(ctx).NewUpdate().Model(row).WherePK().Where("version = ?", int64(v)).
		ExcludeColumn("created_at", "created_by", "organisation_id").Exec(ctx))
	if isUnique(err) {
		return event.ErrSlugTaken
	}
	if err != nil {
		return fmt.Errorf("update event: %w", err)
	}
	if n == 0 {
		now, err := s.Event(ctx, e.ID)
		if err != nil {
			return err
		}
		return core.Stale(now.Version)
	}
	return nil
}

// Event implements event.Store.
func (s *Events) Event(ctx context.Context, idOrSlug string) (event.Event, error) {
	return s.event(ctx, idOrSlug, false)
}

// LockEvent implements event.Store.
func (s *Events) LockEvent(ctx context.Context, idOrSlug string) (event.Event, error) {
	return s.event(ctx, idOrSlug, true)
}

func (s *Events) event(ctx context.Context, idOrSlug string, lock bool) (event.Event, error) {
	var row eventRow
	column := "slug"
	if core.IsID(idOrSlug) {
		column = "id"
	}
	q := s.db.Conn(ctx).NewSelect().Model(&row).Where("? = ?", bun.Ident(column), idOrSlug)
	if lock {
		q = s.db.forUpdate(q)
	}
	return row.scan(ctx, q)
}

func (r *eventRow) scan(ctx context.Context, q *bun.SelectQuery) (event.Event, error) {
	if err := q.Scan(ctx); err != nil {
		return event.Event{}, notFound(err, event.ErrNoEvent)
	}
	return r.event(), nil
}

// Events implements event.Store.
func (s *Events) Events(ctx context.Context, f event.Filter, p core.Paging) (core.Page[event.Event], error) {
	var rows []eventRow
	q := s.db.Conn(ctx).NewSelect().Model(&rows).Limit(more(p))
	if !f.All {
		q.WhereGroup(" AND ", func(q *bun.SelectQuery) *bun.SelectQuery {
			q.Where("status = ?", string(event.StatusPublished))
			if len(f.Organisations) > 0 {
				q.WhereOr("organisation_id IN (?)", bun.List(f.Organisations))
			}
			return q
		})
	}
	if f.Status != "" {
		q.Where("status = ?", string(f.Status))
	}
	if f.Query != "" {
		q.Where("("+words("title")+" LIKE ? ESCAPE '!' OR "+words("tagline")+" LIKE ? ESCAPE '!' OR slug LIKE ? ESCAPE '!')",
			like(f.Query), like(f.Query), like(f.Query))
	}
	order, beyond := "DESC", "<"
	switch f.When {
	case event.Upcoming:
		order, beyond = "ASC", ">"
		q.Where("(ends_at IS NULL OR ends_at > ?)", f.Now)
	case event.Past:
		q.Where("ends_at <= ?", f.Now)
	}
	q.OrderExpr("sort_at " + order + ", id " + order)
	if p.Cursor != "" {
		var after eventRow
		if err := s.db.Conn(ctx).NewSelect().Model(&after).Where("id = ?", p.Cursor).Scan(ctx); err != nil {
			return core.Page[event.Event]{}, notFound(err, errCursor)
		}
		q.Where("(sort_at "+beyond+" ? OR sort_at = ? AND id "+beyond+" ?)", after.SortAt, after.SortAt, after.ID)
	}
	if err := q.Scan(ctx); err != nil {
		return core.Page[event.Event]{}, fmt.Errorf("list events: %w", err)
	}
	return pageOf(rows, p.Limit, func(r eventRow) string { return r.ID }, eventRow.event), nil
}
