package land_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/paulmach/orb"

	"zhaoyun/internal/core"
	"zhaoyun/internal/land"
	"zhaoyun/internal/land/notice"
)

func TestAListIsFilteredCountedAndReadPageByPage(t *testing.T) {
	t.Parallel()
	eachHouse(t, func(t *testing.T, h *house) {
		for i := range 7 {
			group, status := notice.GroupCommercial, notice.StatusListed
			if i%2 == 1 {
				group, status = notice.GroupIndustrial, notice.StatusSold
			}
			f := fields(fmt.Sprintf("%d号", i+1), group, float64(1000*(i+1)), float64(i+1)/2)
			f.Status = status
			if i == 6 {
				f.AreaM2, f.FAR = nil, nil
			}
			h.parcel(f, square(i, 0))
		}
		for name, c := range map[string]struct {
			f    land.Filter
			by   land.Order
			want []string
		}{
			"by number":       {land.Filter{}, "number", []string{"1号", "2号", "3号", "4号", "5号", "6号", "7号"}},
			"by area, down":   {land.Filter{}, "-area", []string{"6号", "5号", "4号", "3号", "2号", "1号", "7号"}},
			"by area, up":     {land.Filter{}, "area", []string{"1号", "2号", "3号", "4号", "5号", "6号", "7号"}},
			"of a use":        {land.Filter{Uses: []notice.Group{notice.GroupIndustrial}}, "number", []string{"2号", "4号", "6号"}},
			"of a size":       {land.Filter{AreaMin: ptr(2000.0), AreaMax: ptr(4000.0)}, "number", []string{"2号", "3号", "4号"}},
			"of a ratio":      {land.Filter{FARMin: ptr(2.5)}, "number", []string{"5号", "6号"}},
			"of a status":     {land.Filter{Statuses: []notice.Status{notice.StatusSold}}, "number", []string{"2号", "4号", "6号"}},
			"by words":        {land.Filter{Query: " 地块3 "}, "number", []string{"3号"}},
			"within":          {land.Filter{Bounds: &orb.Bound{Min: orb.Point{120.1, 30.2}, Max: orb.Point{120.1035, 30.21}}}, "number", []string{"1号", "2号"}},
			"of nobody else":  {land.Filter{Organisation: core.NewID()}, "", nil},
			"latest of a use": {land.Filter{Uses: []notice.Group{notice.GroupCommercial}}, "-updated", []string{"7号", "5号", "3号", "1号"}},
		} {
			if got := h.numbers(core.Actor{}, c.f, c.by); !slices.Equal(got, c.want) {
				t.Errorf("%s: %v, should be %v", name, got, c.want)
			}
		}
		var all []string
		paging := core.Paging{Limit: 3}
		for range 3 {
			page, counts, err := h.List(t.Context(), core.Actor{}, land.Filter{Uses: []notice.Group{notice.GroupCommercial, notice.GroupIndustrial}}, "-area", paging)
			must(t, err)
			if counts.Total != 7 || counts.Uses[notice.GroupCommercial] != 4 || counts.Statuses[notice.StatusSold] != 3 || counts.Districts["上城区"] != 7 {
				t.Errorf("counts %+v", counts)
			}
			for _, p := range page.Items {
				all = append(all, p.Number)
			}
			paging.Cursor = page.Next
		}
		if want := []string{"6号", "5号", "4号", "3号", "2号", "1号", "7号"}; !slices.Equal(all, want) || paging.Cursor != "" {
			t.Errorf("page by page %v, then %q", all, paging.Cursor)
		}
		_, counts, err := h.List(t.Context(), core.Actor{}, land.Filter{Uses: []notice.Group{notice.GroupIndustrial}}, "", paging)
		must(t, err)
		if counts.Total != 3 || counts.Uses[notice.GroupCommercial] != 4 || counts.Statuses[notice.StatusListed] != 0 {
			t.Errorf("a facet's own filter counts: %+v", counts)
		}
		if _, _, err := h.List(t.Context(), core.Actor{}, land.Filter{}, "", core.Paging{Limit: 3, Cursor: "?"}); !core.HasCode(err, "cursor_invalid") {
			t.Errorf("a foreign cursor: %v", err)
		}
	})
}

func TestAnotherServerListsWhatWasJustChanged(t *testing.T) {
	t.Parallel()
	eachHouse(t, func(t *testing.T, h *house) {
		here, there := h.Service, h.server(nil)
		p := h.parcel(fields("1号", notice.GroupOther, 1000, 1), square(0, 0))
		h.Service = there
		if n := h.numbers(core.Actor{}, land.Filter{}, ""); !slices.Equal(n, []string{"1号"}) {
			t.Fatalf("there: %v", n)
		}
		p, err := here.Update(t.Context(), h.a, p.ID, p.Version, func(f *land.Fields, g *land.Geometry) error {
			f.Number, *g = "2号", square(9, 9)
			return nil
		})
		must(t, err)
		old, moved := square(0, 0).Bound(), square(9, 9).Bound()
		if n := h.numbers(core.Actor{}, land.Filter{Bounds: &moved}, ""); !slices.Equal(n, []string{"2号"}) {
			t.Errorf("where it is now: %v", n)
		}
		if n := h.numbers(core.Actor{}, land.Filter{Bounds: &old}, ""); len(n) != 0 {
			t.Errorf("where it was: %v", n)
		}
		must(t, here.Delete(t.Context(), h.a, p.ID, p.Version))
		if n := h.numbers(core.Actor{}, land.Filter{}, ""); len(n) != 0 {
			t.Errorf("gone: %v", n)
		}
	})
}

func TestCarriersAreKeptAndListedByName(t *testing.T) {
	t.Parallel()
	eachHouse(t, func(t *testing.T, h *house) {
		zone, err := h.CreateCarrier(t.Context(), h.a, land.CarrierDraft{CarrierFields: land.CarrierFields{
			Kind: "zone", Name: core.Text{"zh-CN": "示范区"}, Visibility: land.Public, Space: land.Space{FloorM2: ptr(1e6), FreeM2: ptr(2e5)},
		}, Geometry: square(0, 0)})
		must(t, err)
		park, err := h.CreateCarrier(t.Context(), h.a, land.CarrierDraft{CarrierFields: land.CarrierFields{
			Kind: "park", Name: core.Text{"zh-CN": "健康智谷"}, PartOf: zone.ID,
		}})
		must(t, err)
		page, err := h.ListCarriers(t.Context(), h.a, land.CarrierFilter{}, core.Paging{Limit: 10})
		must(t, err)
		if len(page.Items) != 2 || page.Items[0].ID != park.ID || *page.Items[1].Space.FreeM2 != 2e5 {
			t.Errorf("listed %+v", page.Items)
		}
		if page, err = h.ListCarriers(t.Context(), core.Actor{}, land.CarrierFilter{}, core.Paging{Limit: 10}); err != nil || len(page.Items) != 1 {
			t.Errorf("everybody: %+v, %v", page.Items, err)
		}
		_, err = h.UpdateCarrier(t.Context(), h.a, park.ID, park.Version, func(f *land.CarrierFields, _ *land.Geometry) error {
			f.PartOf = park.ID
			return nil
		})
		if !core.HasCode(err, "carrier_part_of") {
			t.Errorf("a part of itself: %v", err)
		}
		must(t, h.DeleteCarrier(t.Context(), h.a, zone.ID, zone.Version))
		if _, err := h.ReadCarrier(t.Context(), h.a, zone.ID); !core.HasCode(err, "carrier_not_found") {
			t.Errorf("gone: %v", err)
		}
	})
}
