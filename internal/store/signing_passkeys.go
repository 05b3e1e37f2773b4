package store

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"time"

	"github.com/uptrace/bun"

	"zhaoyun/internal/core"
	"zhaoyun/internal/signing"
)

type passkeyRow struct {
	bun.BaseModel `bun:"table:passkeys"`

	ID           string    `bun:"id,pk"`
	Person       string    `bun:"person_id"`
	Name         string    `bun:"name"`
	CredentialID string    `bun:"credential_id"`
	Credential   string    `bun:"credential"`
	CreatedAt    time.Time `bun:"created_at"`
	UsedAt       time.Time `bun:"used_at,nullzero"`
}

func passkeyRowOf(p signing.Passkey) *passkeyRow {
	return &passkeyRow{
		ID: p.ID, Person: p.Person, Name: p.Name, CredentialID: base64.RawURLEncoding.EncodeToString(p.CredentialID), Credential: string(p.Credential),
		CreatedAt: p.CreatedAt, UsedAt: p.UsedAt,
	}
}

func (r passkeyRow) passkey() signing.Passkey {
	id, _ := base64.RawURLEncoding.DecodeString(r.CredentialID) // written above
	p := signing.Passkey{ID: r.ID, Person: r.Person, Name: r.Name, CredentialID: id, Credential: json.RawMessage(r.Credential), CreatedAt: r.CreatedAt.UTC()}
	if !r.UsedAt.IsZero() {
		p.UsedAt = r.UsedAt.UTC()
	}
	return p
}

// InsertPasskey implements signing.Store.
func (s *Signing) InsertPasskey(ctx context.Context, p signing.Passkey) error {
	n, err := affected(s.Conn(ctx).NewInsert().Model(passkeyRowOf(p)).On("CONFLICT DO NOTHING").Exec(ctx))
	if err == nil && n == 0 {
		return signing.ErrPasskeyKnown
	}
	return err
}

// Passkeys implements signing.Store.
func (s *Signing) Passkeys(ctx context.Context, person core.ID) ([]signing.Passkey, error) {
	var rows []passkeyRow
	err := s.Conn(ctx).NewSelect().Model(&rows).Where("person_id = ?", person).Order("id DESC").Scan(ctx)
	out := make([]signing.Passkey, len(rows))
	for i, r := range rows {
		out[i] = r.passkey()
	}
	return out, err
}

// SavePasskey implements signing.Store.
func (s *Signing) SavePasskey(ctx context.Context, p signing.Passkey) error {
	_, err := s.Conn(ctx).NewUpdate().Model(passkeyRowOf(p)).WherePK().Column("credential", "used_at").Exec(ctx)
	return err
}

// DeletePasskey implements signing.Store.
func (s *Signing) DeletePasskey(ctx context.Context, person, id core.ID) (bool, error) {
	n, err := affected(s.Conn(ctx).NewDelete().Model((*passkeyRow)(nil)).Where("person_id = ? AND id = ?", person, id).Exec(ctx))
	return n > 0, err
}

// ErasePasskeys implements signing.Store.
func (s *Signing) ErasePasskeys(ctx context.Context, person core.ID) error {
	if _, err := s.Conn(ctx).NewDelete().Model((*passkeyRow)(nil)).Where("person_id = ?", person).Exec(ctx); err != nil {
		return err
	}
	_, err := s.Conn(ctx).NewDelete().Model((*registrationOfPasskey)(nil)).Where("person_id = ?", person).Exec(ctx)
	return err
}

type registrationOfPasskey struct {
	bun.BaseModel `bun:"table:passkey_registrations"`

	ID      string    `bun:"id,pk"`
	Person  string    `bun:"person_id"`
	Session string    `bun:"session"`
	Until   time.Time `bun:"until"`
}

// PutRegistration implements signing.Store.
func (s *Signing) PutRegistration(ctx context.Context, r signing.Registration) error {
	row := registrationOfPasskey{ID: r.ID, Person: r.Person, Session: string(r.Session), Until: r.Until}
	_, err := s.Conn(ctx).NewInsert().Model(&row).Exec(ctx)
	return err
}

// TakeRegistration implements signing.Store.
func (s *Signing) TakeRegistration(ctx context.Context, id core.ID) (signing.Registration, error) {
	var row registrationOfPasskey
	if err := s.forUpdate(s.Conn(ctx).NewSelect().Model(&row).Where("id = ?", id)).Scan(ctx); err != nil {
		return signing.Registration{}, notFound(err, signing.ErrNoRegistration)
	}
	_, err := s.Conn(ctx).NewDelete().Model(&row).WherePK().Exec(ctx)
	return signing.Registration{ID: row.ID, Person: row.Person, Session: json.RawMessage(row.Session), Until: row.Until.UTC()}, err
}

// DropRegistrations implements signing.Store.
func (s *Signing) DropRegistrations(ctx context.Context, before time.Time) error {
	_, err := s.Conn(ctx).NewDelete().Model((*registrationOfPasskey)(nil)).Where("until < ?", before).Exec(ctx)
	return err
}
