package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkb"
	"github.com/uptrace/bun"

	"zhaoyun/internal/core"
	"zhaoyun/internal/land"
)

// Land keeps parcels and carriers; it implements land.Store.
type Land struct{ *DB }

// NewLand returns the parcels and carriers kept in db.
func NewLand(db *DB) *Land { return &Land{db} }

var _ land.Store = (*Land)(nil)

type parcelRow struct {
	bun.BaseModel `bun:"table:parcels,alias:parcels"`

	ID           string    `bun:"id,pk"`
	Organisation string    `bun:"organisation_id"`
	Number       string    `bun:"number"`
	Visibility   string    `bun:"visibility"`
	Body         string    `bun:"body"`
	Geometry     []byte    `bun:"geometry"`
	Computed     float64   `bun:"computed_m2"`
	Massing      string    `bun:"massing"`
	CreatedBy    string    `bun:"created_by"`
	CreatedAt    time.Time `bun:"created_at"`
	UpdatedBy    string    `bun:"updated_by"`
	UpdatedAt    time.Time `bun:"updated_at"`
	Version      int64     `bun:"version"`
	Turn         int64     `bun:"turn"`
	Gone         bool      `bun:"gone"`

	Words        string   `bun:"words"`
	Label        string   `bun:"label"`
	District     string   `bun:"district"`
	Uses         string   `bun:"uses"`
	Status       string   `bun:"status"`
	Illustrative bool     `bun:"illustrative"`
	Area         *float64 `bun:"area_m2"`
	Price        *float64 `bun:"price_wan"`
	FloorPrice   *float64 `bun:"floor_price"`
	FAR          *float64 `bun:"far"`
	Until        int64    `bun:"until"`
	MinX         *float64 `bun:"min_x"`
	MinY         *float64 `bun:"min_y"`
	MaxX         *float64 `bun:"max_x"`
	MaxY         *float64 `bun:"max_y"`
}

func parcelRowOf(p land.Parcel, t land.Turn) parcelRow {
	i := p.Indexed()
	r := parcelRow{
		ID: p.ID, Organisation: p.Organisation, Number: p.Number, Visibility: string(p.Visibility), Body: writeJSON(p.Fields),
		Geometry: writeGeometry(p.Geometry), Computed: p.ComputedAreaM2, CreatedBy: p.CreatedBy, CreatedAt: p.CreatedAt,
		UpdatedBy: p.UpdatedBy, UpdatedAt: p.UpdatedAt, Version: int64(p.Version), Turn: int64(t),
		Words: i.Words, Label: i.Name, District: i.District, Status: string(i.Status), Illustrative: i.Illustrative,
		Area: figureOf(i.Area), Price: figureOf(i.Price), FloorPrice: figureOf(i.FloorPrice), FAR: figureOf(i.FAR), Until: i.Until,
	}
	groups := make([]string, len(i.Groups))
	for n, g := range i.Groups {
		groups[n] = string(g)
	}
	r.Uses = strings.Join(groups, ",")
	if p.Massing != nil {
		r.Massing = writeJSON(p.Massing)
	}
	if len(p.Geometry) > 0 {
		b := p.Geometry.Bound()
		r.MinX, r.MinY, r.MaxX, r.MaxY = &b.Min[0], &b.Min[1], &b.Max[0], &b.Max[1]
	}
	return r
}

func (r parcelRow) parcel() land.Parcel {
	p := land.Parcel{
		ID: r.ID, Organisation: r.Organisation, Fields: readJSON[land.Fields](r.Body), Geometry: readGeometry(r.Geometry), ComputedAreaM2: r.Computed,
		CreatedBy: r.CreatedBy, CreatedAt: r.CreatedAt.UTC(), UpdatedBy: r.UpdatedBy, UpdatedAt: r.UpdatedAt.UTC(), Version: core.Version(r.Version),
	}
	if r.Massing != "" {
		p.Massing = ptr(readJSON[land.Massing](r.Massing))
	}
	return p
}

// figureOf is a figure, or nothing where it is absent: below zero.
func figureOf(v float64) *float64 {
	if v < 0 {
		return nil
	}
	return &v
}

func absent(v *float64) float64 {
	if v == nil {
		return -1
	}
	return *v
}

func writeGeometry(g land.Geometry) []byte {
	if len(g) == 0 {
		return nil
	}
	return wkb.MustMarshal(g)
}

func readGeometry(raw []byte) land.Geometry {
	if len(raw) == 0 {
		return nil
	}
	g, _ := wkb.Unmarshal(raw) // written by writeGeometry only
	mp, _ := g.(orb.MultiPolygon)
	return mp
}

// Turn implements land.Store. The row stays locked until the transaction ends.
func (s *Land) Turn(ctx context.Context) (land.Turn, error) {
	var turn int64
	if err := s.Conn(ctx).NewRaw("UPDATE land_turns SET turn = turn + 1 WHERE id = 1 RETURNING turn").Scan(ctx, &turn); err != nil {
		return 0, fmt.Errorf("take a turn: %w", err)
	}
	return land.Turn(turn), nil
}

// landBatch is how many rows one statement takes.
const landBatch = 250

// InsertParcels implements land.Store.
func (s *Land) InsertParcels(ctx context.Context, t land.Turn, parcels []land.Parcel) error {
	for some := range slices.Chunk(parcels, landBatch) {
		rows := make([]parcelRow, len(some))
		for i, p := range some {
			rows[i] = parcelRowOf(p, t)
		}
		_, err := s.Conn(ctx).NewInsert().Model(&rows).Exec(ctx)
		if isUnique(err) {
			return land.ErrNumberTaken
		}
		if err != nil {
			return fmt.Errorf("insert parcels: %w", err)
		}
	}
	return nil
}

// UpdateParcels implements land.Store.
func (s *Land) UpdateParcels(ctx context.Context, t land.Turn, parcels []land.Parcel) error {
	for _, p := range parcels {
		row := parcelRowOf(p, t)
		_, err := s.Conn(ctx).NewUpdate().Model(&row).WherePK().ExcludeColumn("created_at", "created_by", "organisation_id", "gone").Exec(ctx)
		if isUnique(err) {
			return land.ErrNumberTaken
		}
		if err != nil {
			return fmt.Errorf("update parcel: %w", err)
		}
	}
	return nil
}

// DeleteParcel implements land.Store.
func (s *Land) DeleteParcel(ctx context.Context, t land.Turn, id core.ID) error {
	_, err := s.Conn(ctx).NewUpdate().Model((*parcelRow)(nil)).Set("gone = TRUE").Set("turn = ?", int64(t)).Where("id = ?", id).Exec(ctx)
	return err
}

// Parcels implements land.Store.
func (s *Land) Parcels(ctx context.Context, ids []core.ID) ([]land.Parcel, error) {
	return s.parcels(ctx, func(q *bun.SelectQuery, some []string) { q.Where("id IN (?)", bun.List(some)) }, ids)
}

// ParcelsNumbered implements land.Store.
func (s *Land) ParcelsNumbered(ctx context.Context, organisation core.ID, numbers []string) ([]land.Parcel, error) {
	return s.parcels(ctx, func(q *bun.SelectQuery, some []string) {
		q.Where("organisation_id = ? AND number IN (?)", organisation, bun.List(some))
	}, numbers)
}

func (s *Land) parcels(ctx context.Context, where func(q *bun.SelectQuery, some []string), by []string) ([]land.Parcel, error) {
	found := make([]land.Parcel, 0, len(by))
	for some := range slices.Chunk(by, 500) {
		var rows []parcelRow
		q := s.Conn(ctx).NewSelect().Model(&rows).Where("gone = FALSE").
			Column("id", "organisation_id", "body", "geometry", "computed_m2", "massing", "created_by", "created_at", "updated_by", "updated_at", "version")
		where(q, some)
		if err := q.Scan(ctx); err != nil {
			return nil, fmt.Errorf("read parcels: %w", err)
		}
		for _, r := range rows {
			found = append(found, r.parcel())
		}
	}
	return found, nil
}

type parcelVersionRow struct {
	bun.BaseModel `bun:"table:parcel_versions,alias:parcel_versions"`

	Parcel  string    `bun:"parcel_id,pk"`
	Version int64     `bun:"version,pk"`
	At      time.Time `bun:"at"`
	By      string    `bun:"by_person"`
	Import  string    `bun:"import_id"`
	Fields  string    `bun:"fields"`
}

func (r parcelVersionRow) change() land.Change {
	return land.Change{
		Parcel: r.Parcel, Version: core.Version(r.Version), At: r.At.UTC(), By: r.By, Import: r.Import, Fields: readJSON[[]land.FieldChange](r.Fields),
	}
}

// AddParcelVersions implements land.Store.
func (s *Land) AddParcelVersions(ctx context.Context, versions []land.Change) error {
	for some := range slices.Chunk(versions, landBatch) {
		rows := make([]parcelVersionRow, len(some))
		for i, c := range some {
			rows[i] = parcelVersionRow{Parcel: c.Parcel, Version: int64(c.Version), At: c.At, By: c.By, Import: c.Import, Fields: writeJSON(c.Fields)}
		}
		if _, err := s.Conn(ctx).NewInsert().Model(&rows).Exec(ctx); err != nil {
			return fmt.Errorf("keep versions of parcels: %w", err)
		}
	}
	return nil
}

// ParcelVersions implements land.Store.
func (s *Land) ParcelVersions(ctx context.Context, parcel core.ID, p core.Paging) (core.Page[land.Change], error) {
	var rows []parcelVersionRow
	q := s.Conn(ctx).NewSelect().Model(&rows).Where("parcel_id = ?", parcel).Order("version DESC").Limit(more(p))
	if p.Cursor != "" {
		v, err := readVersion(p.Cursor)
		if err != nil {
			return core.Page[land.Change]{}, err
		}
		q.Where("version < ?", v)
	}
	if err := q.Scan(ctx); err != nil {
		return core.Page[land.Change]{}, fmt.Errorf("read versions of a parcel: %w", err)
	}
	return pageOf(rows, p.Limit, func(r parcelVersionRow) string { return fmt.Sprint(r.Version) }, parcelVersionRow.change), nil
}

func readVersion(cursor string) (v int64, err error) {
	if _, err := fmt.Sscanf(cursor, "%d", &v); err != nil {
		return 0, errCursor
	}
	return v, nil
}
