package store

import (
	"context"
	"fmt"

	"zhaoyun/internal/core"
)

// Showcase finds where parcels are presented.
type Showcase struct{ db *DB }

// NewShowcase returns it.
func NewShowcase(db *DB) *Showcase { return &Showcase{db} }

// ParcelsIn lists the parcels that an event presents, in its order.
func (s *Showcase) ParcelsIn(ctx context.Context, event core.ID) (ids []core.ID, err error) {
	err = s.db.Conn(ctx).NewSelect().Table("event_parcels").Column("parcel_id").Where("event_id = ?", event).
		Order("place", "parcel_id").Scan(ctx, &ids)
	if err != nil {
		return nil, fmt.Errorf("list the parcels of an event: %w", err)
	}
	return ids, nil
}

// RoomsOf lists the rooms of published sessions whose events present a parcel: those
// that are live, then those to come, the next first, then those that are over, the
// last first; of one event sessions that are about parcels first.
func (s *Showcase) RoomsOf(ctx context.Context, parcel core.ID) (ids []core.ID, err error) {
	err = s.db.Conn(ctx).NewSelect().TableExpr("event_parcels AS p").
		Join("JOIN events AS e ON e.id = p.event_id AND e.status = 'published'").
		Join("JOIN sessions AS s ON s.event_id = e.id").
		Join("JOIN rooms AS r ON r.id = s.room_id AND r.kind = 'live'").
		ColumnExpr("r.id").Where("p.parcel_id = ?", parcel).
		OrderExpr("CASE r.state WHEN 'live' THEN 0 WHEN 'paused' THEN 0 WHEN 'waiting' THEN 1 ELSE 2 END").
		OrderExpr("CASE s.kind WHEN 'showcase' THEN 0 ELSE 1 END").
		OrderExpr("CASE r.state WHEN 'ended' THEN NULL ELSE s.starts_at END").
		OrderExpr("s.starts_at DESC, r.id").Scan(ctx, &ids)
	if err != nil {
		return nil, fmt.Errorf("find where a parcel is presented: %w", err)
	}
	return ids, nil
}
