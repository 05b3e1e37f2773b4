package land_test

import (
	"fmt"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/mvt"
	"github.com/paulmach/orb/geojson"
	"github.com/paulmach/orb/maptile"
	"github.com/paulmach/orb/planar"

	"zhaoyun/internal/core"
	"zhaoyun/internal/land"
	"zhaoyun/internal/land/notice"
)

// layer reads a layer of a tile with another library; positions are longitude and latitude.
func (h *house) layer(who core.Actor, at orb.Point, zoom int, f land.Filter, name string) []*geojson.Feature {
	h.t.Helper()
	t := maptile.At(at, maptile.Zoom(zoom)) //nolint:gosec // small
	raw, err := h.Tile(h.t.Context(), who, land.Tile{Z: zoom, X: int(t.X), Y: int(t.Y)}, f)
	must(h.t, err)
	layers, err := mvt.Unmarshal(raw)
	must(h.t, err)
	layers.ProjectToWGS84(t)
	for _, l := range layers {
		if l.Name == name {
			return l.Features
		}
	}
	return nil
}

func TestATileDrawsWhatTheReaderMaySee(t *testing.T) {
	t.Parallel()
	eachHouse(t, func(t *testing.T, h *house) {
		holed := square(0, 0)
		c := holed[0][0][0]
		holed[0] = append(holed[0], orb.Ring{
			{c[0] + 2e-4, c[1] + 2e-4}, {c[0] + 2e-4, c[1] + 6e-4}, {c[0] + 6e-4, c[1] + 6e-4}, {c[0] + 6e-4, c[1] + 2e-4}, {c[0] + 2e-4, c[1] + 2e-4},
		})
		p := h.parcel(fields("公开1号", notice.GroupIndustrial, 1000, 1), holed)
		inner := fields("内部2号", notice.GroupCommercial, 1000, 1)
		inner.Visibility = land.Staff
		h.parcel(inner, square(1, 0))
		_, err := h.CreateCarrier(t.Context(), h.a, land.CarrierDraft{
			CarrierFields: land.CarrierFields{Kind: "zone", Name: core.Text{"zh-CN": "示范区"}, Visibility: land.Public}, Geometry: square(0, 0),
		})
		must(t, err)
		for zoom := 6; zoom <= 20; zoom++ {
			public := h.layer(core.Actor{}, c, zoom, land.Filter{}, "parcels")
			if len(public) != 1 || public[0].Properties["id"] != p.ID || public[0].Properties["group"] != "industrial" || public[0].Properties["number"] != "公开1号" {
				t.Fatalf("zoom %d: %v", zoom, public)
			}
			if zoom == 16 {
				got, ok := public[0].Geometry.(orb.Polygon)
				if !ok || len(got) != 2 {
					t.Fatalf("its hole is lost: %v", public[0].Geometry)
				}
				whole, drawn := planar.Area(p.Geometry), planar.Area(got)
				if drawn < whole*0.98 || drawn > whole*1.02 {
					t.Errorf("drawn with an area of %g instead of %g", drawn, whole)
				}
			}
			if carriers := h.layer(core.Actor{}, c, zoom, land.Filter{}, "carriers"); len(carriers) != 1 || carriers[0].Properties["kind"] != "zone" {
				t.Errorf("zoom %d: carriers %v", zoom, carriers)
			}
		}
		if staff := h.layer(h.a, c, 15, land.Filter{}, "parcels"); len(staff) != 2 {
			t.Errorf("an official sees %d", len(staff))
		}
		if found := h.layer(h.a, c, 15, land.Filter{Uses: []notice.Group{notice.GroupCommercial}}, "parcels"); len(found) != 1 {
			t.Errorf("filtered: %d", len(found))
		}
		must(t, h.Delete(t.Context(), h.a, p.ID, p.Version))
		if gone := h.layer(core.Actor{}, c, 15, land.Filter{}, "parcels"); len(gone) != 0 {
			t.Errorf("what is gone is drawn: %v", gone)
		}
		if _, err := h.Tile(t.Context(), core.Actor{}, land.Tile{Z: 3, X: 8, Y: 0}, land.Filter{}); !core.HasCode(err, "tile_unknown") {
			t.Errorf("a tile beyond the world: %v", err)
		}
	})
}

func TestATileFromFarAwayStaysSmall(t *testing.T) {
	t.Parallel()
	eachHouse(t, func(t *testing.T, h *house) {
		for i := range 40 {
			h.parcel(fields(fmt.Sprintf("%d号", i), notice.GroupOther, 1000, 1), square(i%8, i/8))
		}
		at := orb.Point{120.1, 30.2}
		if far := h.layer(core.Actor{}, at, 8, land.Filter{}, "parcels"); len(far) < 1 || len(far) > 4 {
			t.Errorf("%d parcels are drawn on top of each other", len(far))
		}
	})
}
