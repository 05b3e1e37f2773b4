package store

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"zhaoyun/internal/account"
	"zhaoyun/internal/core"
)

type signInRow struct {
	bun.BaseModel `bun:"table:sign_ins"`

	ID        string       `bun:"id,pk"`
	Person    string       `bun:"person_id"`
	Method    string       `bun:"method"`
	IP        string       `bun:"ip"`
	Agent     string       `bun:"agent"`
	CreatedAt time.Time    `bun:"created_at"`
	SeenAt    time.Time    `bun:"seen_at"`
	ExpiresAt time.Time    `bun:"expires_at"`
	EndedAt   bun.NullTime `bun:"ended_at"`
	EndedWhy  string       `bun:"ended_why"`
}

func (r signInRow) signIn() account.SignIn {
	return account.SignIn{
		ID: r.ID, Person: r.Person, Method: account.Method(r.Method), IP: r.IP, Agent: r.Agent, CreatedAt: r.CreatedAt.UTC(),
		SeenAt: r.SeenAt.UTC(), ExpiresAt: r.ExpiresAt.UTC(), EndedAt: unstamp(r.EndedAt), EndedWhy: r.EndedWhy,
	}
}

type refreshRow struct {
	bun.BaseModel `bun:"table:refresh_tokens"`

	Hash      string       `bun:"hash,pk"`
	SignIn    string       `bun:"sign_in_id"`
	Sealed    string       `bun:"sealed"`
	CreatedAt time.Time    `bun:"created_at"`
	UsedAt    bun.NullTime `bun:"used_at"`
}

// InsertSignIn implements account.Store.
func (a *Accounts) InsertSignIn(ctx context.Context, si account.SignIn) error {
	row := &signInRow{
		ID: si.ID, Person: si.Person, Method: string(si.Method), IP: si.IP, Agent: si.Agent,
		CreatedAt: si.CreatedAt, SeenAt: si.SeenAt, ExpiresAt: si.ExpiresAt,
	}
	if _, err := a.db.Conn(ctx).NewInsert().Model(row).Exec(ctx); err != nil {
		return fmt.Errorf("insert sign-in: %w", err)
	}
	return nil
}

// LockSignIn implements account.Store.
func (a *Accounts) LockSignIn(ctx context.Context, id core.ID) (account.SignIn, error) {
	var row signInRow
	err := a.db.forUpdate(a.db.Conn(ctx).NewSelect().Model(&row).Where("id = ?", id)).Scan(ctx)
	return row.signIn(), notFound(err, account.ErrNoSignIn)
}

// Identity implements account.Store. It is asked for on every request, so it
// reads no more than who somebody is.
func (a *Accounts) Identity(ctx context.Context, signIn core.ID) (account.SignIn, account.Person, error) {
	var row struct {
		signInRow `bun:",extend"`

		Kind, Name, Language, TimeZone string
		Version                        int64
	}
	err := a.db.Conn(ctx).NewSelect().TableExpr("sign_ins AS s").Join("JOIN people AS p ON p.id = s.person_id").
		ColumnExpr("s.*, p.kind, p.name, p.language, p.time_zone, p.version").
		Where("s.id = ? AND p.erased_at IS NULL", signIn).Scan(ctx, &row)
	if err != nil {
		return account.SignIn{}, account.Person{}, notFound(err, account.ErrNoSignIn)
	}
	people := []account.Person{{
		ID: row.Person, Kind: core.PersonKind(row.Kind), Name: row.Name, Language: row.Language, TimeZone: row.TimeZone,
		Version: core.Version(row.Version),
	}}
	err = a.memberships(ctx, people)
	return row.signIn(), people[0], err
}

// ExtendSignIn implements account.Store.
func (a *Accounts) ExtendSignIn(ctx context.Context, id core.ID, seen, expires time.Time) error {
	_, err := a.db.Conn(ctx).NewUpdate().Model((*signInRow)(nil)).Set("seen_at = ?", seen).Set("expires_at = ?", expires).
		Where("id = ?", id).Exec(ctx)
	return err
}

// CapSignIns implements account.Store.
func (a *Accounts) CapSignIns(ctx context.Context, person core.ID, until time.Time) error {
	_, err := a.db.Conn(ctx).NewUpdate().Model((*signInRow)(nil)).Set("expires_at = ?", until).
		Where("person_id = ? AND expires_at > ?", person, until).Exec(ctx)
	return err
}

// EndSignIn implements account.Store.
func (a *Accounts) EndSignIn(ctx context.Context, id core.ID, at time.Time, why string) (bool, error) {
	n, err := affected(a.db.Conn(ctx).NewUpdate().Model((*signInRow)(nil)).Set("ended_at = ?", at).Set("ended_why = ?", why).
		Where("id = ? AND ended_at IS NULL", id).Exec(ctx))
	if err != nil {
		return false, fmt.Errorf("end sign-in: %w", err)
	}
	return n > 0, nil
}

// EndSignIns implements account.Store.
func (a *Accounts) EndSignIns(ctx context.Context, person, except core.ID, at time.Time, why string) ([]core.ID, error) {
	var ids []core.ID
	_, err := a.db.Conn(ctx).NewUpdate().Model((*signInRow)(nil)).Set("ended_at = ?", at).Set("ended_why = ?", why).
		Where("person_id = ? AND id <> ? AND ended_at IS NULL", person, except).Returning("id").Exec(ctx, &ids)
	if err != nil {
		return nil, fmt.Errorf("end sign-ins: %w", err)
	}
	return ids, nil
}

// SignInsFrom implements account.Store.
func (a *Accounts) SignInsFrom(ctx context.Context, ip string, m account.Method, since time.Time) (int, error) {
	n, err := a.db.Conn(ctx).NewSelect().Model((*signInRow)(nil)).
		Where("ip = ? AND created_at >= ? AND method = ?", ip, since, string(m)).Count(ctx)
	return int(n), err
}

// DropSignIns implements account.Store.
func (a *Accounts) DropSignIns(ctx context.Context, before time.Time) error {
	return a.db.InTx(ctx, func(ctx context.Context) error {
		db := a.db.Conn(ctx)
		over := db.NewSelect().Model((*signInRow)(nil)).Column("id").Where("expires_at < ? OR ended_at < ?", before, before)
		if _, err := db.NewDelete().Model((*refreshRow)(nil)).Where("sign_in_id IN (?)", over).Exec(ctx); err != nil {
			return err
		}
		_, err := db.NewDelete().Model((*signInRow)(nil)).Where("expires_at < ? OR ended_at < ?", before, before).Exec(ctx)
		return err
	})
}

// InsertRefreshToken implements account.Store.
func (a *Accounts) InsertRefreshToken(ctx context.Context, t account.RefreshToken) error {
	row := &refreshRow{Hash: t.Hash, SignIn: t.SignIn, CreatedAt: t.CreatedAt}
	if _, err := a.db.Conn(ctx).NewInsert().Model(row).Exec(ctx); err != nil {
		return fmt.Errorf("insert refresh token: %w", err)
	}
	return nil
}

// RefreshToken implements account.Store.
func (a *Accounts) RefreshToken(ctx context.Context, hash string) (account.RefreshToken, error) {
	var row refreshRow
	err := a.db.Conn(ctx).NewSelect().Model(&row).Where("hash = ?", hash).Scan(ctx)
	return account.RefreshToken{
		Hash: row.Hash, SignIn: row.SignIn, Sealed: row.Sealed, CreatedAt: row.CreatedAt.UTC(), UsedAt: unstamp(row.UsedAt),
	}, notFound(err, account.ErrSignedOut)
}

// UseRefreshToken implements account.Store.
func (a *Accounts) UseRefreshToken(ctx context.Context, hash, sealed string, at time.Time) error {
	_, err := a.db.Conn(ctx).NewUpdate().Model((*refreshRow)(nil)).Set("sealed = ?", sealed).Set("used_at = ?", at).
		Where("hash = ?", hash).Exec(ctx)
	return err
}

type keyRow struct {
	bun.BaseModel `bun:"table:signing_keys"`

	ID         string    `bun:"id,pk"`
	Generation int       `bun:"generation"`
	Seed       string    `bun:"seed"`
	CreatedAt  time.Time `bun:"created_at"`
}

// EnsureKey implements account.Store. Of nodes that start together, the first
// insert wins and the others wait for it and read it.
func (a *Accounts) EnsureKey(ctx context.Context, k account.SigningKey) (keys []account.SigningKey, err error) {
	err = a.db.InTx(ctx, func(ctx context.Context) error {
		row := keyRow{ID: k.ID, Generation: k.Generation, Seed: k.Seed, CreatedAt: k.CreatedAt}
		if _, err := a.db.Conn(ctx).NewInsert().Model(&row).On("CONFLICT (generation) DO NOTHING").Exec(ctx); err != nil {
			return fmt.Errorf("keep signing key: %w", err)
		}
		var rows []keyRow
		if err := a.db.Conn(ctx).NewSelect().Model(&rows).Order("generation").Scan(ctx); err != nil {
			return fmt.Errorf("read signing keys: %w", err)
		}
		for _, r := range rows {
			keys = append(keys, account.SigningKey{ID: r.ID, Generation: r.Generation, Seed: r.Seed, CreatedAt: r.CreatedAt.UTC()})
		}
		return nil
	})
	return keys, err
}
