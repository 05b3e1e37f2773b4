package store

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"zhaoyun/internal/core"
	"zhaoyun/internal/land"
)

type carrierRow struct {
	bun.BaseModel `bun:"table:carriers,alias:carriers"`

	ID           string    `bun:"id,pk"`
	Organisation string    `bun:"organisation_id"`
	Kind         string    `bun:"kind"`
	Visibility   string    `bun:"visibility"`
	Body         string    `bun:"body"`
	Geometry     []byte    `bun:"geometry"`
	CreatedBy    string    `bun:"created_by"`
	CreatedAt    time.Time `bun:"created_at"`
	UpdatedBy    string    `bun:"updated_by"`
	UpdatedAt    time.Time `bun:"updated_at"`
	Version      int64     `bun:"version"`
	Turn         int64     `bun:"turn"`
	Gone         bool      `bun:"gone"`
	Words        string    `bun:"words"`
	Label        string    `bun:"label"`
	Illustrative bool      `bun:"illustrative"`
}

func carrierRowOf(c land.Carrier, t land.Turn) *carrierRow {
	i := c.Indexed()
	return &carrierRow{
		ID: c.ID, Organisation: c.Organisation, Kind: string(c.Kind), Visibility: string(c.Visibility), Body: writeJSON(c.CarrierFields),
		Geometry: writeGeometry(c.Geometry), CreatedBy: c.CreatedBy, CreatedAt: c.CreatedAt, UpdatedBy: c.UpdatedBy, UpdatedAt: c.UpdatedAt,
		Version: int64(c.Version), Turn: int64(t), Words: i.Words, Label: i.Name, Illustrative: i.Illustrative,
	}
}

func (r carrierRow) carrier() land.Carrier {
	return land.Carrier{
		ID: r.ID, Organisation: r.Organisation, CarrierFields: readJSON[land.CarrierFields](r.Body), Geometry: readGeometry(r.Geometry),
		CreatedBy: r.CreatedBy, CreatedAt: r.CreatedAt.UTC(), UpdatedBy: r.UpdatedBy, UpdatedAt: r.UpdatedAt.UTC(), Version: core.Version(r.Version),
	}
}

// InsertCarrier implements land.Store.
func (s *Land) InsertCarrier(ctx context.Context, t land.Turn, c land.Carrier) error {
	if _, err := s.Conn(ctx).NewInsert().Model(carrierRowOf(c, t)).Exec(ctx); err != nil {
		return fmt.Errorf("insert carrier: %w", err)
	}
	return nil
}

// UpdateCarrier implements land.Store.
func (s *Land) UpdateCarrier(ctx context.Context, t land.Turn, c land.Carrier) error {
	_, err := s.Conn(ctx).NewUpdate().Model(carrierRowOf(c, t)).WherePK().ExcludeColumn("created_at", "created_by", "organisation_id", "gone").Exec(ctx)
	if err != nil {
		return fmt.Errorf("update carrier: %w", err)
	}
	return nil
}

// DeleteCarrier implements land.Store.
func (s *Land) DeleteCarrier(ctx context.Context, t land.Turn, id core.ID) error {
	_, err := s.Conn(ctx).NewUpdate().Model((*carrierRow)(nil)).Set("gone = TRUE").Set("turn = ?", int64(t)).Where("id = ?", id).Exec(ctx)
	return err
}

// Carriers implements land.Store.
func (s *Land) Carriers(ctx context.Context, ids []core.ID) ([]land.Carrier, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	var rows []carrierRow
	if err := s.Conn(ctx).NewSelect().Model(&rows).Where("gone = FALSE AND id IN (?)", bun.List(ids)).Scan(ctx); err != nil {
		return nil, fmt.Errorf("read carriers: %w", err)
	}
	found := make([]land.Carrier, len(rows))
	for i, r := range rows {
		found[i] = r.carrier()
	}
	return found, nil
}
