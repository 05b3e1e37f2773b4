package land

import (
	"context"
	"io"
	"slices"

	"zhaoyun/internal/core"
	"zhaoyun/internal/land/export"
	"zhaoyun/internal/policy"
	"zhaoyun/internal/preview"
)

// ExportFormats are the formats that parcels go out in, with their media types.
var ExportFormats = map[string]string{
	"geojson": "application/geo+json", "csv": "text/csv; charset=utf-8",
	"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

// Export writes the parcels that a filter leaves, by number, in a format. It leaves
// an audit line. What is held in memory is a part of them.
func (s *Service) Export(ctx context.Context, actor core.Actor, f Filter, format string, w io.Writer) error {
	if err := s.staff(ctx, actor, "export-parcels", policy.Target{}, "parcel", ""); err != nil {
		return err
	}
	f, err := s.narrowed(ctx, actor, f)
	if err != nil {
		return err
	}
	if err := s.index.fresh(ctx); err != nil {
		return err
	}
	if err := s.Audit.Audit(ctx, actor.Audited("export-parcels", "parcel", "", ownBureau(actor), map[string]any{"format": format})); err != nil {
		return err
	}
	out, err := writer(format, w)
	if err != nil {
		return err
	}
	for some := range slices.Chunk(s.index.matching(viewOf(actor), f), preview.Batch) {
		parcels, err := s.inOrder(ctx, actor, some)
		if err != nil {
			return err
		}
		for _, p := range parcels {
			row := export.Parcel{Fields: p.Notice(), Derived: p.Derived(), Geometry: p.Geometry}
			if len(p.Geometry) > 0 {
				row.AreaM2 = &p.ComputedAreaM2
			}
			if err := out.Write(&row); err != nil {
				return err
			}
		}
	}
	return out.Close()
}

func writer(format string, w io.Writer) (export.Writer, error) {
	switch format {
	case "csv":
		return export.CSV(w)
	case "xlsx":
		return export.XLSX(w, china)
	}
	return export.GeoJSON(w), nil
}

// matching lists what somebody sees and a filter leaves, by number.
func (x *index) matching(v view, f Filter) []core.ID {
	var found places
	x.mu.RLock()
	sieve := x.sieve(&f)
	x.parcels.in(f.Bounds, func(i *Indexed) {
		if v.sees(i) && sieve.fails(i) == 0 {
			found = append(found, Order("number").at(i))
		}
	})
	x.mu.RUnlock()
	slices.SortFunc(found, place.compare)
	ids := make([]core.ID, len(found))
	for i, at := range found {
		ids[i] = at.id
	}
	return ids
}
