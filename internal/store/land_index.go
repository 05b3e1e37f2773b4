package store

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"zhaoyun/internal/land"
	"zhaoyun/internal/land/notice"

	"github.com/uptrace/bun"
)

// LastTurn implements land.Store. It is asked for what is committed, so it never
// joins a transaction.
func (s *Land) LastTurn(ctx context.Context) (land.Turn, error) {
	var turn int64
	if err := s.bun.NewRaw("SELECT turn FROM land_turns WHERE id = 1").Scan(ctx, &turn); err != nil {
		return 0, fmt.Errorf("ask for the last turn: %w", err)
	}
	return land.Turn(turn), nil
}

// IndexedSince implements land.Store.
func (s *Land) IndexedSince(ctx context.Context, after land.Turn, parcel, carrier func(land.Indexed)) error {
	q := s.bun.NewSelect().Model((*parcelRow)(nil)).Where("turn > ?", int64(after)).
		Column("id", "organisation_id", "number", "visibility", "geometry", "turn", "gone", "words", "label", "district", "uses", "status",
			"illustrative", "area_m2", "price_wan", "floor_price", "far", "until")
	err := eachRow(ctx, s, q, func(r parcelRow) { parcel(r.indexed()) })
	if err != nil {
		return fmt.Errorf("read changed parcels: %w", err)
	}
	q = s.bun.NewSelect().Model((*carrierRow)(nil)).Where("turn > ?", int64(after)).
		Column("id", "organisation_id", "kind", "visibility", "geometry", "turn", "gone", "words", "label", "illustrative")
	if err := eachRow(ctx, s, q, func(r carrierRow) { carrier(r.indexed()) }); err != nil {
		return fmt.Errorf("read changed carriers: %w", err)
	}
	return nil
}

// eachRow hands over one row after another, so that a hundred thousand are never
// held at once.
func eachRow[R any](ctx context.Context, s *Land, q *bun.SelectQuery, f func(R)) (err error) {
	rows, err := q.Rows(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var r R
		if err := s.bun.ScanRow(ctx, rows, &r); err != nil {
			return err
		}
		f(r)
	}
	return rows.Err()
}

func (r parcelRow) indexed() land.Indexed {
	i := land.Indexed{
		ID: r.ID, Organisation: r.Organisation, Public: r.Visibility == string(land.Public), Gone: r.Gone, Turn: land.Turn(r.Turn),
		Illustrative: r.Illustrative, Name: r.Label, Number: r.Number, Words: r.Words, District: r.District, Status: notice.Status(r.Status),
		Area: absent(r.Area), Price: absent(r.Price), FloorPrice: absent(r.FloorPrice), FAR: absent(r.FAR), Until: r.Until,
	}
	if r.Uses != "" {
		for g := range strings.SplitSeq(r.Uses, ",") {
			i.Groups = append(i.Groups, notice.Group(g))
		}
		i.Group = i.Groups[0]
	}
	if !r.Gone {
		i.Geometry = readGeometry(r.Geometry)
	}
	return i
}

func (r carrierRow) indexed() land.Indexed {
	i := land.Indexed{
		ID: r.ID, Organisation: r.Organisation, Public: r.Visibility == string(land.Public), Gone: r.Gone, Turn: land.Turn(r.Turn),
		Illustrative: r.Illustrative, Name: r.Label, Words: r.Words, Kind: land.CarrierKind(r.Kind),
	}
	if !r.Gone {
		i.Geometry = readGeometry(r.Geometry)
	}
	return i
}
