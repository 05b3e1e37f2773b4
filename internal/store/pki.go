package store

import (
	"context"
	"database/sql"
	"encoding/base64"
	"errors"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"zhaoyun/internal/pki"
)

// Vault keeps the keys of the built-in authorities; it implements pki.Vault.
type Vault struct{ *DB }

// NewVault returns the keys kept in db.
func NewVault(db *DB) *Vault { return &Vault{db} }

type vaultRow struct {
	bun.BaseModel `bun:"table:pki_vault"`

	Name      string    `bun:"name,pk"`
	Value     string    `bun:"value"`
	CreatedAt time.Time `bun:"created_at"`
}

// Load implements pki.Vault.
func (v *Vault) Load(ctx context.Context, name string) ([]byte, error) {
	var row vaultRow
	err := v.Conn(ctx).NewSelect().Model(&row).Where("name = ?", name).Scan(ctx)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil, pki.ErrEmpty
	case err != nil:
		return nil, fmt.Errorf("read the vault: %w", err)
	}
	return base64.StdEncoding.DecodeString(row.Value)
}

// Create implements pki.Vault. It waits for another server that creates the same.
func (v *Vault) Create(ctx context.Context, name string, value []byte) ([]byte, error) {
	row := vaultRow{Name: name, Value: base64.StdEncoding.EncodeToString(value), CreatedAt: v.now()}
	if _, err := v.Conn(ctx).NewInsert().Model(&row).On("CONFLICT DO NOTHING").Exec(ctx); err != nil {
		return nil, fmt.Errorf("write the vault: %w", err)
	}
	return v.Load(ctx, name)
}
