package store

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"zhaoyun/internal/core"
	"zhaoyun/internal/key"
	"zhaoyun/internal/policy"
)

type apiKeyRow struct {
	bun.BaseModel `bun:"table:api_keys"`

	ID           string     `bun:"id,pk"`
	Organisation string     `bun:"organisation"`
	Name         string     `bun:"name"`
	Prefix       string     `bun:"prefix"`
	Digest       string     `bun:"digest"`
	Scopes       string     `bun:"scopes"`
	ExpiresAt    *time.Time `bun:"expires_at"`
	RevokedAt    *time.Time `bun:"revoked_at"`
	LastUsedAt   *time.Time `bun:"last_used_at"`
	CreatedBy    string     `bun:"created_by"`
	CreatedAt    time.Time  `bun:"created_at"`
}

func (r apiKeyRow) key() key.Key {
	return key.Key{
		ID: r.ID, Organisation: r.Organisation, Name: r.Name, Prefix: r.Prefix, Digest: r.Digest, Scopes: readJSON[[]policy.Scope](r.Scopes),
		ExpiresAt: utc(r.ExpiresAt), RevokedAt: utc(r.RevokedAt), LastUsedAt: utc(r.LastUsedAt), CreatedBy: r.CreatedBy, CreatedAt: r.CreatedAt.UTC(),
	}
}

// Keys keeps the keys of other programmes.
type Keys struct{ db *DB }

// NewKeys returns the store of keys.
func NewKeys(db *DB) *Keys { return &Keys{db} }

// InsertKey implements key.Store.
func (s *Keys) InsertKey(ctx context.Context, k key.Key) error {
	_, err := s.db.Conn(ctx).NewInsert().Model(&apiKeyRow{
		ID: k.ID, Organisation: k.Organisation, Name: k.Name, Prefix: k.Prefix, Digest: k.Digest, Scopes: writeJSON(k.Scopes),
		ExpiresAt: k.ExpiresAt, CreatedBy: k.CreatedBy, CreatedAt: k.CreatedAt,
	}).Exec(ctx)
	return err
}

// Key implements key.Store.
func (s *Keys) Key(ctx context.Context, id core.ID) (key.Key, error) { return s.find(ctx, "id", id) }

// KeyBy implements key.Store.
func (s *Keys) KeyBy(ctx context.Context, prefix string) (key.Key, error) {
	return s.find(ctx, "prefix", prefix)
}

func (s *Keys) find(ctx context.Context, column, value string) (key.Key, error) {
	var row apiKeyRow
	if err := s.db.Conn(ctx).NewSelect().Model(&row).Where("? = ?", bun.Ident(column), value).Scan(ctx); err != nil {
		return key.Key{}, notFound(err, key.ErrNoKey)
	}
	return row.key(), nil
}

// Keys implements key.Store.
func (s *Keys) Keys(ctx context.Context, p core.Paging) (core.Page[key.Key], error) {
	var rows []apiKeyRow
	q := s.db.Conn(ctx).NewSelect().Model(&rows).Order("id DESC").Limit(more(p))
	if p.Cursor != "" {
		q.Where("id < ?", p.Cursor)
	}
	if err := q.Scan(ctx); err != nil {
		return core.Page[key.Key]{}, fmt.Errorf("list keys: %w", err)
	}
	return pageOf(rows, p.Limit, func(r apiKeyRow) string { return r.ID }, apiKeyRow.key), nil
}

// RevokeKey implements key.Store.
func (s *Keys) RevokeKey(ctx context.Context, id core.ID, at time.Time) error {
	_, err := s.db.Conn(ctx).NewUpdate().Model((*apiKeyRow)(nil)).Set("revoked_at = ?", at).Where("id = ? AND revoked_at IS NULL", id).Exec(ctx)
	return err
}

// UseKey implements key.Store.
func (s *Keys) UseKey(ctx context.Context, id core.ID, at time.Time) error {
	_, err := s.db.Conn(ctx).NewUpdate().Model((*apiKeyRow)(nil)).Set("last_used_at = ?", at).Where("id = ?", id).Exec(ctx)
	return err
}

var _ key.Store = (*Keys)(nil)
