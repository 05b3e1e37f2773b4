package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"zhaoyun/internal/core"
	"zhaoyun/internal/credit"
)

type claimRow struct {
	bun.BaseModel `bun:"table:claims,alias:c"`

	ID           string    `bun:"id,pk"`
	Bureau       string    `bun:"bureau_id"`
	Event        string    `bun:"event_id"`
	Chamber      string    `bun:"chamber_id"`
	Key          string    `bun:"investor_key"`
	Investor     string    `bun:"investor"`
	Person       string    `bun:"person_id"`
	Registration string    `bun:"registration_id"`
	Invitation   string    `bun:"invitation_id"`
	Source       string    `bun:"source"`
	Status       string    `bun:"status"`
	Share        int       `bun:"share"`
	ClaimedAt    time.Time `bun:"claimed_at"`
	Until        time.Time `bun:"protected_until,nullzero"`
	Why          string    `bun:"why"`
	Dispute      string    `bun:"dispute"`
	Decision     string    `bun:"decision"`
	Version      int64     `bun:"version"`
}

func claimRowOf(c credit.Claim) *claimRow {
	row := &claimRow{
		ID: c.ID, Bureau: c.Bureau, Event: c.Event, Chamber: c.Chamber, Key: c.Investor.Key, Investor: c.Investor.Name, Person: c.Person,
		Registration: c.Registration, Invitation: c.Invitation, Source: string(c.Source), Status: string(c.Status), Share: c.Share,
		ClaimedAt: c.ClaimedAt, Until: c.ProtectedUntil, Why: string(c.Why), Version: int64(c.Version),
	}
	if c.Dispute != nil {
		row.Dispute = writeJSON(c.Dispute)
	}
	if c.Decision != nil {
		row.Decision = writeJSON(c.Decision)
	}
	return row
}

func (r claimRow) claim() credit.Claim {
	c := credit.Claim{
		ID: r.ID, Bureau: r.Bureau, Event: r.Event, Chamber: r.Chamber, Investor: credit.Investor{Key: r.Key, Name: r.Investor}, Person: r.Person,
		Registration: r.Registration, Invitation: r.Invitation, Source: credit.Source(r.Source), Status: credit.Status(r.Status), Share: r.Share,
		ClaimedAt: r.ClaimedAt.UTC(), Why: credit.Why(r.Why), Version: core.Version(r.Version),
	}
	if !r.Until.IsZero() {
		c.ProtectedUntil = r.Until.UTC()
	}
	if r.Dispute != "" {
		c.Dispute = ptr(readJSON[credit.Dispute](r.Dispute))
	}
	if r.Decision != "" {
		c.Decision = ptr(readJSON[credit.Decision](r.Decision))
	}
	return c
}

// Credit keeps claims and their ledger.
type Credit struct{ db *DB }

// NewCredit returns the store of claims.
func NewCredit(db *DB) *Credit { return &Credit{db} }

// LockInvestor implements credit.Store.
func (s *Credit) LockInvestor(ctx context.Context, bureau core.ID, key string) error {
	_, err := s.db.Conn(ctx).ExecContext(ctx, `INSERT INTO claimed_investors (bureau_id, investor_key, turn) VALUES (?, ?, 1)
		ON CONFLICT (bureau_id, investor_key) DO UPDATE SET turn = claimed_investors.turn + 1`, bureau, key)
	if err != nil {
		return fmt.Errorf("lock an investor: %w", err)
	}
	return nil
}

// AddClaim implements credit.Store.
func (s *Credit) AddClaim(ctx context.Context, c credit.Claim) (bool, error) {
	n, err := affected(s.db.Conn(ctx).NewInsert().Model(claimRowOf(c)).On("CONFLICT (registration_id) DO NOTHING").Exec(ctx))
	return n > 0, err
}

// SaveClaim implements credit.Store.
func (s *Credit) SaveClaim(ctx context.Context, c credit.Claim) error {
	n, err := affected(s.db.Conn(ctx).NewUpdate().Model(claimRowOf(c)).WherePK().Where("version = ?", int64(c.Version)-1).
		Column("status", "share", "protected_until", "why", "dispute", "decision", "version").Exec(ctx))
	if err == nil && n == 0 {
		return core.Stale(c.Version)
	}
	return err
}

// Claim implements credit.Store.
func (s *Credit) Claim(ctx context.Context, id core.ID) (credit.Claim, error) {
	var row claimRow
	if err := s.db.Conn(ctx).NewSelect().Model(&row).Where("c.id = ?", id).Scan(ctx); err != nil {
		return credit.Claim{}, notFound(err, credit.ErrNoClaim)
	}
	return row.claim(), nil
}

// ClaimsOn implements credit.Store. Identifiers sort by when they came.
func (s *Credit) ClaimsOn(ctx context.Context, bureau core.ID, key string) ([]credit.Claim, error) {
	var rows []claimRow
	err := s.db.Conn(ctx).NewSelect().Model(&rows).Where("c.bureau_id = ? AND c.investor_key = ?", bureau, key).Order("c.id").Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("list the claims on an investor: %w", err)
	}
	claims := make([]credit.Claim, len(rows))
	for i, r := range rows {
		claims[i] = r.claim()
	}
	return claims, nil
}

// KeysOf implements credit.Store.
func (s *Credit) KeysOf(ctx context.Context, bureau core.ID, people []core.ID) (keys []string, err error) {
	if len(people) == 0 {
		return nil, nil
	}
	err = s.db.Conn(ctx).NewSelect().Model((*claimRow)(nil)).ColumnExpr("DISTINCT c.investor_key").
		Where("c.bureau_id = ? AND c.person_id IN (?)", bureau, bun.List(people)).Scan(ctx, &keys)
	return keys, err
}

// within narrows a query of claims c.
func within(q *bun.SelectQuery, f credit.Scope) *bun.SelectQuery {
	if f.Bureaus != nil {
		q.Where("c.bureau_id IN (?)", bun.List(append([]core.ID{""}, f.Bureaus...)))
	}
	if f.Event != "" {
		q.Where("c.event_id = ?", f.Event)
	}
	if f.Chamber != "" {
		q.Where("c.chamber_id = ?", f.Chamber)
	}
	return q
}

// counted narrows a query of claims c and their registrations r to those that figures count.
func counted(q *bun.SelectQuery) *bun.SelectQuery {
	return q.Where("c.status = ? AND (r.status <> 'cancelled' OR r.erased_at IS NOT NULL)", string(credit.Credited))
}

// Claims implements credit.Store.
func (s *Credit) Claims(ctx context.Context, f credit.Filter) (core.Page[credit.Claim], error) {
	var rows []claimRow
	q := within(s.db.Conn(ctx).NewSelect().Model(&rows), f.Scope).Order("c.id DESC").Limit(more(f.Paging))
	if f.Claim != "" {
		q.Where("c.id = ?", f.Claim)
	}
	if f.Status != "" {
		q.Where("c.status = ?", string(f.Status))
	}
	if f.Investor != "" {
		q.Where("c.investor_key = ?", f.Investor)
	}
	if f.Person != "" {
		q.Where("c.person_id = ?", f.Person)
	}
	if f.Disputed {
		q.Where("c.dispute <> ''")
	}
	if f.Stage != "" {
		counted(q.Join("JOIN registrations AS r ON r.id = c.registration_id")).
			Where("EXISTS (SELECT 1 FROM claim_lines AS l WHERE l.claim_id = c.id AND l.stage = ?)", string(f.Stage))
	}
	if f.Cursor != "" {
		q.Where("c.id < ?", f.Cursor)
	}
	if err := q.Scan(ctx); err != nil {
		return core.Page[credit.Claim]{}, fmt.Errorf("list claims: %w", err)
	}
	return pageOf(rows, f.Limit, func(r claimRow) string { return r.ID }, claimRow.claim), nil
}

// RulesOf implements credit.Store.
func (s *Credit) RulesOf(ctx context.Context, bureau core.ID) (credit.Rules, error) {
	var row struct {
		Days    int   `bun:"protect_days"`
		Version int64 `bun:"version"`
	}
	err := s.db.Conn(ctx).NewSelect().Table("credit_rules").Column("protect_days", "version").Where("bureau_id = ?", bureau).Scan(ctx, &row)
	if errors.Is(err, sql.ErrNoRows) {
		return credit.DefaultRules, nil
	}
	return credit.Rules{ProtectDays: row.Days, Version: core.Version(row.Version)}, err
}

// SaveRules implements credit.Store.
func (s *Credit) SaveRules(ctx context.Context, bureau core.ID, r credit.Rules) error {
	n, err := affected(s.db.Conn(ctx).ExecContext(ctx, `INSERT INTO credit_rules (bureau_id, protect_days, version) VALUES (?, ?, ?)
		ON CONFLICT (bureau_id) DO UPDATE SET protect_days = excluded.protect_days, version = excluded.version
		WHERE credit_rules.version = excluded.version - 1`, bureau, r.ProtectDays, int64(r.Version)))
	if err == nil && n == 0 {
		return core.Stale(r.Version)
	}
	return err
}

// EraseClaims implements credit.Store.
func (s *Credit) EraseClaims(ctx context.Context, person core.ID) error {
	_, err := s.db.Conn(ctx).NewUpdate().Model((*claimRow)(nil)).
		Set("investor = CASE WHEN investor_key LIKE 'person:%' THEN '' ELSE investor END").Set("person_id = ''").
		Where("person_id = ?", person).Exec(ctx)
	if err != nil {
		return fmt.Errorf("erase claims: %w", err)
	}
	return nil
}

var _ credit.Store = (*Credit)(nil)
