package store

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"zhaoyun/internal/account"
	"zhaoyun/internal/core"
)

type codeRow struct {
	bun.BaseModel `bun:"table:codes"`

	ID        string       `bun:"id,pk"`
	Contact   string       `bun:"contact"`
	Hash      string       `bun:"hash"`
	IP        string       `bun:"ip"`
	Tries     int          `bun:"tries"`
	CreatedAt time.Time    `bun:"created_at"`
	ExpiresAt time.Time    `bun:"expires_at"`
	UsedAt    bun.NullTime `bun:"used_at"`
}

// LockContact implements account.Store. On SQLite the transaction is alone anyway.
func (a *Accounts) LockContact(ctx context.Context, contact string) error {
	if !a.db.Postgres() {
		return nil
	}
	_, err := a.db.Conn(ctx).NewRaw("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))", "contact:"+contact).Exec(ctx)
	return err
}

// InsertCode implements account.Store.
func (a *Accounts) InsertCode(ctx context.Context, c account.Code) error {
	row := &codeRow{ID: c.ID, Contact: c.Contact, Hash: c.Hash, IP: c.IP, CreatedAt: c.CreatedAt, ExpiresAt: c.ExpiresAt}
	if _, err := a.db.Conn(ctx).NewInsert().Model(row).Exec(ctx); err != nil {
		return fmt.Errorf("insert code: %w", err)
	}
	return nil
}

// LatestCode implements account.Store.
func (a *Accounts) LatestCode(ctx context.Context, contact string) (account.Code, error) {
	var r codeRow
	err := a.db.Conn(ctx).NewSelect().Model(&r).Where("contact = ?", contact).Order("created_at DESC", "id DESC").Limit(1).Scan(ctx)
	return account.Code{
		ID: r.ID, Contact: r.Contact, Hash: r.Hash, IP: r.IP, Tries: r.Tries,
		CreatedAt: r.CreatedAt.UTC(), ExpiresAt: r.ExpiresAt.UTC(), UsedAt: unstamp(r.UsedAt),
	}, notFound(err, account.ErrNoCode)
}

// CodesTo implements account.Store.
func (a *Accounts) CodesTo(ctx context.Context, contact string, since time.Time) ([]time.Time, error) {
	var rows []codeRow
	err := a.db.Conn(ctx).NewSelect().Model(&rows).Column("created_at").Where("contact = ? AND created_at > ?", contact, since).
		Order("created_at DESC").Scan(ctx)
	times := make([]time.Time, len(rows))
	for i, r := range rows {
		times[i] = r.CreatedAt.UTC()
	}
	return times, err
}

// CodesFrom implements account.Store.
func (a *Accounts) CodesFrom(ctx context.Context, ip string, since time.Time) (int, error) {
	n, err := a.db.Conn(ctx).NewSelect().Model((*codeRow)(nil)).Where("ip = ? AND created_at > ?", ip, since).Count(ctx)
	return int(n), err
}

// TryCode implements account.Store.
func (a *Accounts) TryCode(ctx context.Context, id core.ID) error {
	_, err := a.db.Conn(ctx).NewUpdate().Model((*codeRow)(nil)).Set("tries = tries + 1").Where("id = ?", id).Exec(ctx)
	return err
}

// UseCode implements account.Store.
func (a *Accounts) UseCode(ctx context.Context, id core.ID, at time.Time) error {
	_, err := a.db.Conn(ctx).NewUpdate().Model((*codeRow)(nil)).Set("used_at = ?", at).Where("id = ?", id).Exec(ctx)
	return err
}

// DropCodes implements account.Store.
func (a *Accounts) DropCodes(ctx context.Context, before time.Time) error {
	_, err := a.db.Conn(ctx).NewDelete().Model((*codeRow)(nil)).Where("created_at < ?", before).Exec(ctx)
	return err
}

type failureRow struct {
	bun.BaseModel `bun:"table:sign_in_failures"`

	Subject     string       `bun:"subject,pk"`
	IP          string       `bun:"ip,pk"`
	Count       int          `bun:"count"`
	LastAt      time.Time    `bun:"last_at"`
	LockedUntil bun.NullTime `bun:"locked_until"`
}

// CountFailure implements account.Store.
func (a *Accounts) CountFailure(ctx context.Context, subject, ip string, now, fresh time.Time) (int, time.Time, error) {
	row := failureRow{Subject: subject, IP: ip, Count: 1, LastAt: now}
	// The row stays locked until the transaction ends, so attempts on one account queue up here.
	_, err := a.db.Conn(ctx).NewInsert().Model(&row).ModelTableExpr("sign_in_failures AS f").On("CONFLICT (subject, ip) DO UPDATE").
		Set("count = CASE WHEN f.last_at < ? THEN 1 ELSE f.count + 1 END", fresh).
		Set("last_at = EXCLUDED.last_at").Returning("count, locked_until").Exec(ctx)
	if err != nil {
		return 0, time.Time{}, fmt.Errorf("count failed sign-in: %w", err)
	}
	return row.Count, row.LockedUntil.UTC(), nil
}

// LockUntil implements account.Store.
func (a *Accounts) LockUntil(ctx context.Context, subject, ip string, until time.Time) error {
	_, err := a.db.Conn(ctx).NewUpdate().Model((*failureRow)(nil)).Set("locked_until = ?", until).
		Where("subject = ? AND ip = ?", subject, ip).Exec(ctx)
	return err
}

// ForgetFailures implements account.Store.
func (a *Accounts) ForgetFailures(ctx context.Context, subject, ip string) error {
	_, err := a.db.Conn(ctx).NewDelete().Model((*failureRow)(nil)).Where("subject = ? AND ip IN (?, '')", subject, ip).Exec(ctx)
	return err
}

// Unlock implements account.Store.
func (a *Accounts) Unlock(ctx context.Context, subject string) error {
	_, err := a.db.Conn(ctx).NewDelete().Model((*failureRow)(nil)).Where("subject = ?", subject).Exec(ctx)
	return err
}

// TakeBack implements account.Store.
func (a *Accounts) TakeBack(ctx context.Context, ip string) error {
	_, err := a.db.Conn(ctx).NewUpdate().Model((*failureRow)(nil)).Set("count = count - 1").Set("locked_until = NULL").
		Where("subject = '' AND ip = ? AND count > 0", ip).Exec(ctx)
	return err
}

// DropFailures implements account.Store.
func (a *Accounts) DropFailures(ctx context.Context, before time.Time) error {
	_, err := a.db.Conn(ctx).NewDelete().Model((*failureRow)(nil)).Where("last_at < ?", before).Exec(ctx)
	return err
}
