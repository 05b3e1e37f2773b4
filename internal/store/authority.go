package store

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/uptrace/bun"

	"zhaoyun/internal/core"
)

// Authority keeps the log of authority changes; it implements core.Authority.
type Authority struct {
	db *DB

	mu    sync.RWMutex
	hooks []func(context.Context, core.AuthorityChange)
}

// NewAuthority returns the log kept in db.
func NewAuthority(db *DB) *Authority { return &Authority{db: db} }

type authorityRow struct {
	bun.BaseModel `bun:"table:authority_changes"`

	ID     string    `bun:"id,pk"`
	At     time.Time `bun:"at"`
	Room   string    `bun:"room_id"`
	Person string    `bun:"person_id"`
	SignIn string    `bun:"sign_in_id"`
	Kind   string    `bun:"kind"`
}

// OnChange registers what to do after a change of this node is committed, such
// as nudging the other nodes over the bus.
func (a *Authority) OnChange(f func(context.Context, core.AuthorityChange)) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.hooks = append(a.hooks, f)
}

// Note implements core.Authority.
func (a *Authority) Note(ctx context.Context, c core.AuthorityChange) error {
	c.ID, c.At = core.NewID(), a.db.now()
	row := authorityRow{ID: c.ID, At: c.At, Room: c.Room, Person: c.Person, SignIn: c.SignIn, Kind: c.Kind}
	if _, err := a.db.Conn(ctx).NewInsert().Model(&row).Exec(ctx); err != nil {
		return fmt.Errorf("note authority change: %w", err)
	}
	core.AfterCommit(ctx, func(ctx context.Context) {
		a.mu.RLock()
		defer a.mu.RUnlock()
		for _, f := range a.hooks {
			f(ctx, c)
		}
	})
	return nil
}

// Since implements core.Authority.
func (a *Authority) Since(ctx context.Context, at time.Time) ([]core.AuthorityChange, error) {
	var rows []authorityRow
	if err := a.db.Conn(ctx).NewSelect().Model(&rows).Where("at >= ?", at).Order("at", "id").Scan(ctx); err != nil {
		return nil, fmt.Errorf("read authority changes: %w", err)
	}
	out := make([]core.AuthorityChange, len(rows))
	for i, r := range rows {
		out[i] = core.AuthorityChange{
			ID: r.ID, At: r.At.UTC(), Room: r.Room, Person: r.Person, SignIn: r.SignIn, Kind: r.Kind,
		}
	}
	return out, nil
}

// Forget drops changes noted before a time; every node has acted on them long since.
func (a *Authority) Forget(ctx context.Context, before time.Time) error {
	_, err := a.db.Conn(ctx).NewDelete().Model((*authorityRow)(nil)).Where("at < ?", before).Exec(ctx)
	return err
}
