package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"zhaoyun/internal/core"
	"zhaoyun/internal/evidence"
	"zhaoyun/internal/signing"
)

type agreementVersionRow struct {
	bun.BaseModel `bun:"table:agreement_versions"`

	Agreement string    `bun:"agreement_id,pk"`
	Number    int       `bun:"number,pk"`
	Body      string    `bun:"body"`
	CreatedAt time.Time `bun:"created_at"`
}

// InsertVersion implements signing.Store.
func (s *Signing) InsertVersion(ctx context.Context, v signing.Version) error {
	row := agreementVersionRow{Agreement: v.Agreement, Number: v.Number, Body: writeJSON(v), CreatedAt: v.CreatedAt}
	_, err := s.Conn(ctx).NewInsert().Model(&row).Exec(ctx)
	return err
}

// Version implements signing.Store.
func (s *Signing) Version(ctx context.Context, agreement core.ID, number int) (signing.Version, error) {
	var row agreementVersionRow
	if err := s.Conn(ctx).NewSelect().Model(&row).Where("agreement_id = ? AND number = ?", agreement, number).Scan(ctx); err != nil {
		return signing.Version{}, notFound(err, signing.ErrNoVersion)
	}
	return readJSON[signing.Version](row.Body), nil
}

// Versions implements signing.Store.
func (s *Signing) Versions(ctx context.Context, agreement core.ID) ([]signing.Version, error) {
	var rows []agreementVersionRow
	err := s.Conn(ctx).NewSelect().Model(&rows).Where("agreement_id = ?", agreement).Order("number DESC").Scan(ctx)
	out := make([]signing.Version, len(rows))
	for i, r := range rows {
		out[i] = readJSON[signing.Version](r.Body)
	}
	return out, err
}

type agreementLineRow struct {
	bun.BaseModel `bun:"table:agreement_lines"`

	Agreement string    `bun:"agreement_id,pk"`
	Seq       int       `bun:"seq,pk"`
	At        time.Time `bun:"at"`
	Kind      string    `bun:"kind"`
	Raw       string    `bun:"raw"`
}

// Lines implements signing.Store.
func (s *Signing) Lines(ctx context.Context, agreement core.ID) ([][]byte, error) {
	var rows []agreementLineRow
	err := s.Conn(ctx).NewSelect().Model(&rows).Where("agreement_id = ?", agreement).Order("seq").Scan(ctx)
	out := make([][]byte, len(rows))
	for i, r := range rows {
		out[i] = []byte(r.Raw)
	}
	return out, err
}

// LastLine implements signing.Store.
func (s *Signing) LastLine(ctx context.Context, agreement core.ID) ([]byte, error) {
	var row agreementLineRow
	err := s.Conn(ctx).NewSelect().Model(&row).Where("agreement_id = ?", agreement).Order("seq DESC").Limit(1).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return []byte(row.Raw), err
}

// AddLine implements signing.Store. Two lines of one number cannot be.
func (s *Signing) AddLine(ctx context.Context, agreement core.ID, l evidence.Line) error {
	row := agreementLineRow{Agreement: agreement, Seq: l.Seq, At: l.At, Kind: string(l.Kind), Raw: string(l.Raw())}
	if _, err := s.Conn(ctx).NewInsert().Model(&row).Exec(ctx); err != nil {
		return fmt.Errorf("add a line of evidence: %w", err)
	}
	return nil
}

type agreementIntentRow struct {
	bun.BaseModel `bun:"table:agreement_intents"`

	ID        string    `bun:"id,pk"`
	Agreement string    `bun:"agreement_id"`
	Signer    string    `bun:"signer_id"`
	Person    string    `bun:"person_id"`
	Level     string    `bun:"level"`
	Body      string    `bun:"body"`
	Tries     int       `bun:"tries"`
	CreatedAt time.Time `bun:"created_at"`
	UsedAt    time.Time `bun:"used_at,nullzero"`
}

// InsertIntent implements signing.Store.
func (s *Signing) InsertIntent(ctx context.Context, i signing.Intent) error {
	row := agreementIntentRow{
		ID: i.ID, Agreement: i.Agreement, Signer: i.Signer, Person: i.Person, Level: string(i.Level), Body: writeJSON(i), CreatedAt: i.CreatedAt,
	}
	_, err := s.Conn(ctx).NewInsert().Model(&row).Exec(ctx)
	return err
}

// LockIntent implements signing.Store.
func (s *Signing) LockIntent(ctx context.Context, id core.ID) (signing.Intent, error) {
	var row agreementIntentRow
	if err := s.forUpdate(s.Conn(ctx).NewSelect().Model(&row).Where("id = ?", id)).Scan(ctx); err != nil {
		return signing.Intent{}, notFound(err, signing.ErrNoIntent)
	}
	i := readJSON[signing.Intent](row.Body)
	i.Tries, i.UsedAt = row.Tries, row.UsedAt.UTC()
	if row.UsedAt.IsZero() {
		i.UsedAt = time.Time{}
	}
	return i, nil
}

// SaveIntent implements signing.Store.
func (s *Signing) SaveIntent(ctx context.Context, i signing.Intent) error {
	row := agreementIntentRow{ID: i.ID, Tries: i.Tries, UsedAt: i.UsedAt}
	_, err := s.Conn(ctx).NewUpdate().Model(&row).WherePK().Column("tries", "used_at").Exec(ctx)
	return err
}

// IntentsOf implements signing.Store.
func (s *Signing) IntentsOf(ctx context.Context, signer core.ID, level signing.Level, since time.Time) ([]time.Time, error) {
	var rows []agreementIntentRow
	q := s.Conn(ctx).NewSelect().Model(&rows).Column("created_at").Where("signer_id = ? AND created_at > ?", signer, since)
	if level != "" {
		q.Where("level = ?", string(level))
	}
	err := q.Order("created_at DESC").Limit(100).Scan(ctx)
	out := make([]time.Time, len(rows))
	for i, r := range rows {
		out[i] = r.CreatedAt.UTC()
	}
	return out, err
}

type agreementPresenceRow struct {
	bun.BaseModel `bun:"table:agreement_presence"`

	Agreement string    `bun:"agreement_id,pk"`
	Signer    string    `bun:"signer_id,pk"`
	At        time.Time `bun:"at"`
}

// See implements signing.Store.
func (s *Signing) See(ctx context.Context, agreement, signer core.ID, at time.Time) error {
	row := agreementPresenceRow{Agreement: agreement, Signer: signer, At: at}
	_, err := s.Conn(ctx).NewInsert().Model(&row).On("CONFLICT (agreement_id, signer_id) DO UPDATE").Set("at = excluded.at").Exec(ctx)
	return err
}

// Seen implements signing.Store.
func (s *Signing) Seen(ctx context.Context, agreement core.ID) (map[core.ID]time.Time, error) {
	var rows []agreementPresenceRow
	err := s.Conn(ctx).NewSelect().Model(&rows).Where("agreement_id = ?", agreement).Scan(ctx)
	out := map[core.ID]time.Time{}
	for _, r := range rows {
		out[r.Signer] = r.At.UTC()
	}
	return out, err
}
