package land_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"zhaoyun/internal/account"
	"zhaoyun/internal/core"
	"zhaoyun/internal/land"
	"zhaoyun/internal/land/notice"
)

func TestAParcelKeepsWhatItsNoticeSaysAndEachChangeIsAVersion(t *testing.T) {
	t.Parallel()
	eachHouse(t, func(t *testing.T, h *house) {
		p := h.parcel(fields("杭政储出[2020]12号", notice.GroupResidential, 63599, 1.4), square(0, 0))
		h.now = h.now.Add(time.Hour)
		p, err := h.Update(t.Context(), h.a, p.ID, p.Version, func(f *land.Fields, _ *land.Geometry) error {
			f.Prices.Start = &notice.Price{Value: 133567, Unit: notice.UnitWan, Text: "133567万元"}
			f.Status = notice.StatusBidding
			return nil
		})
		must(t, err)
		again, err := h.Update(t.Context(), h.a, p.ID, p.Version, func(*land.Fields, *land.Geometry) error { return nil })
		must(t, err)
		if again.Version != 2 {
			t.Errorf("an edit that changes nothing made version %d", again.Version)
		}
		read, err := h.Read(t.Context(), core.Actor{}, p.ID)
		must(t, err)
		if read.Prices.Start.Value != 133567 || read.Status != notice.StatusBidding || len(read.Geometry) != 1 || read.ComputedAreaM2 < 10000 {
			t.Errorf("read %+v", read)
		}
		page, names, err := h.Versions(t.Context(), h.a, p.ID, core.Paging{Limit: 10})
		must(t, err)
		if len(page.Items) != 2 || names[page.Items[0].By] != "甲" || !page.Items[0].At.Equal(h.now) {
			t.Fatalf("versions %+v", page.Items)
		}
		var changed []string
		for _, f := range page.Items[0].Fields {
			changed = append(changed, f.Field)
		}
		if !slices.Equal(changed, []string{"prices", "status"}) {
			t.Errorf("changed %v", changed)
		}
		if string(page.Items[0].Fields[1].Before) != `"listed"` || string(page.Items[0].Fields[1].After) != `"bidding"` {
			t.Errorf("status %s → %s", page.Items[0].Fields[1].Before, page.Items[0].Fields[1].After)
		}
		if _, err := h.Update(t.Context(), h.a, p.ID, 1, func(*land.Fields, *land.Geometry) error { return nil }); !core.HasCode(err, "version_conflict") {
			t.Errorf("an old version: %v", err)
		}
	})
}

func TestWhatIsNotPublicIsNotThereForOthers(t *testing.T) {
	t.Parallel()
	eachHouse(t, func(t *testing.T, h *house) {
		f := fields("内部1号", notice.GroupIndustrial, 1000, 1)
		f.Visibility = land.Staff
		p := h.parcel(f, square(0, 0))
		other := h.official("外", h.organisation("别处投资促进局"))
		for _, who := range []core.Actor{{}, other, h.person("投资人")} {
			if _, err := h.Read(t.Context(), who, p.ID); !core.HasCode(err, "parcel_not_found") {
				t.Errorf("read: %v", err)
			}
			if n := h.numbers(who, land.Filter{}, ""); len(n) != 0 {
				t.Errorf("listed: %v", n)
			}
			if err := h.Delete(t.Context(), who, p.ID, 1); !core.HasCode(err, "parcel_not_found") {
				t.Errorf("delete: %v", err)
			}
		}
		if n := h.numbers(h.a, land.Filter{}, ""); len(n) != 1 {
			t.Errorf("its own official finds %v", n)
		}
		public := h.parcel(fields("公开1号", notice.GroupIndustrial, 1000, 1), nil)
		if err := h.Delete(t.Context(), other, public.ID, 1); !core.HasCode(err, "not_allowed") {
			t.Errorf("another's official: %v", err)
		}
	})
}

func TestANumberIsTakenOnceInAnOrganisationUntilItsParcelIsGone(t *testing.T) {
	t.Parallel()
	eachHouse(t, func(t *testing.T, h *house) {
		p := h.parcel(fields("1号", notice.GroupIndustrial, 1000, 1), nil)
		if _, err := h.Create(t.Context(), h.a, land.Draft{Fields: fields("1号", notice.GroupOther, 1, 1)}); !core.HasCode(err, "parcel_number_taken") {
			t.Fatalf("again: %v", err)
		}
		must(t, h.Delete(t.Context(), h.a, p.ID, p.Version))
		if n := h.numbers(h.a, land.Filter{}, ""); len(n) != 0 {
			t.Errorf("what is gone is listed: %v", n)
		}
		h.parcel(fields("1号", notice.GroupOther, 1, 1), nil)
	})
}

func TestANaturalPersonWhoBoughtIsNamedToStaffOnlyAndNotInTheHistory(t *testing.T) {
	t.Parallel()
	eachHouse(t, func(t *testing.T, h *house) {
		f := fields("1号", notice.GroupIndustrial, 1000, 1)
		f.Buyer = &notice.Buyer{Name: "王某某", Person: true}
		p := h.parcel(f, nil)
		read, err := h.Read(t.Context(), core.Actor{}, p.ID)
		must(t, err)
		if read.Buyer == nil || read.Buyer.Name != "" || !read.Buyer.Person {
			t.Errorf("everybody reads %+v", read.Buyer)
		}
		if read, err = h.Read(t.Context(), h.a, p.ID); err != nil || read.Buyer.Name != "王某某" {
			t.Errorf("staff reads %+v, %v", read.Buyer, err)
		}
		_, err = h.Update(t.Context(), h.a, p.ID, 1, func(f *land.Fields, _ *land.Geometry) error { f.Buyer = nil; return nil })
		must(t, err)
		page, _, err := h.Versions(t.Context(), h.a, p.ID, core.Paging{Limit: 10})
		must(t, err)
		if raw, _ := json.Marshal(page); len(page.Items) != 2 || strings.Contains(string(raw), "王某某") {
			t.Errorf("the history says %s", raw)
		}
	})
}

func TestABoundaryWithAFaultIsRefusedWithThePlaceOfIt(t *testing.T) {
	t.Parallel()
	eachHouse(t, func(t *testing.T, h *house) {
		bowTie := land.Geometry{{{{120, 30}, {120.001, 30.001}, {120.001, 30}, {120, 30.001}, {120, 30}}}}
		_, err := h.Create(t.Context(), h.a, land.Draft{Fields: fields("1号", notice.GroupOther, 1, 1), Geometry: bowTie})
		if e := core.AsError(err); e.Code != "geometry_self_crossing" || e.Params["at"] == nil {
			t.Errorf("a bow-tie: %v %v", err, e.Params)
		}
	})
}

func TestWhatStaffDoesAndIsRefusedLeavesALineInTheAuditLog(t *testing.T) {
	t.Parallel()
	eachHouse(t, func(t *testing.T, h *house) {
		p := h.parcel(fields("1号", notice.GroupOther, 1000, 1), nil)
		other := h.official("外", h.organisation("别处投资促进局"))
		_, err := h.Update(t.Context(), other, p.ID, p.Version, func(*land.Fields, *land.Geometry) error { return nil })
		if !core.HasCode(err, "not_allowed") {
			t.Fatalf("another's official: %v", err)
		}
		must(t, h.Delete(t.Context(), h.a, p.ID, p.Version))
		page, err := h.accounts.AuditLines(t.Context(), core.System(), account.AuditFilter{Object: p.ID}, core.Paging{Limit: 10})
		must(t, err)
		var got []string
		for _, line := range page.Items {
			got = append(got, line.Action+" "+line.Result)
		}
		if want := []string{"delete-parcel ok", "update-parcel refused", "create-parcel ok"}; !slices.Equal(got, want) {
			t.Errorf("%v, not %v", got, want)
		}
	})
}
