package store

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/uptrace/bun"

	"zhaoyun/internal/core"
	"zhaoyun/internal/room"
)

type roomAgreementRow struct {
	bun.BaseModel `bun:"table:room_agreements"`

	Room      string `bun:"room_id,pk"`
	Agreement string `bun:"agreement_id,pk"`
	Place     int    `bun:"place"`
	Shown     string `bun:"shown"`
}

// Agreements implements room.AgreementStore.
func (s *Rooms) Agreements(ctx context.Context, id core.ID) ([]room.AgreementState, error) {
	var rows []roomAgreementRow
	if err := s.Conn(ctx).NewSelect().Model(&rows).Where("room_id = ?", id).Order("place").Scan(ctx); err != nil {
		return nil, fmt.Errorf("read the agreements of a room: %w", err)
	}
	list := make([]room.AgreementState, len(rows))
	for i, r := range rows {
		if err := json.Unmarshal([]byte(r.Shown), &list[i]); err != nil {
			return nil, fmt.Errorf("read agreement %s of room %s: %w", r.Agreement, id, err)
		}
	}
	return list, nil
}

// PutAgreement implements room.AgreementStore. The room is locked, so places do not collide.
func (s *Rooms) PutAgreement(ctx context.Context, id core.ID, a room.AgreementState) error {
	shown, err := json.Marshal(a)
	if err != nil {
		return err
	}
	row := roomAgreementRow{Room: id, Agreement: a.Agreement, Shown: string(shown)}
	last := s.Conn(ctx).NewSelect().Model((*roomAgreementRow)(nil)).ColumnExpr("COALESCE(MAX(place), 0)").Where("room_id = ?", id)
	if err := last.Scan(ctx, &row.Place); err != nil {
		return fmt.Errorf("find the place of an agreement: %w", err)
	}
	row.Place++
	_, err = s.Conn(ctx).NewInsert().Model(&row).On("CONFLICT (room_id, agreement_id) DO UPDATE").Set("shown = excluded.shown").Exec(ctx)
	if err != nil {
		return fmt.Errorf("keep an agreement of a room: %w", err)
	}
	return nil
}

// RemoveAgreement implements room.AgreementStore.
func (s *Rooms) RemoveAgreement(ctx context.Context, id, agreement core.ID) error {
	_, err := s.Conn(ctx).NewDelete().Model((*roomAgreementRow)(nil)).Where("room_id = ? AND agreement_id = ?", id, agreement).Exec(ctx)
	if err != nil {
		return fmt.Errorf("take an agreement out of a room: %w", err)
	}
	return nil
}
