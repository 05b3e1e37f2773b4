package land_test

import (
	"bytes"
	"image"
	"image/png"
	"strings"
	"testing"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/file"
	"zhaoyun/internal/inbox"
	"zhaoyun/internal/land"
	"zhaoyun/internal/land/notice"
)

func picture(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	must(t, png.Encode(&b, image.NewGray(image.Rect(0, 0, 4, 4))))
	return b.Bytes()
}

func TestWhoKeepsAParcelIsToldOnceWhatChangedInIt(t *testing.T) {
	t.Parallel()
	eachHouse(t, func(t *testing.T, h *house) {
		p := h.parcel(fields("杭政储出[2020]12号", notice.GroupResidential, 63599, 1.4), square(0, 0))
		keeper, other := h.person("投资人"), h.person("别人")
		must(t, h.Keep(t.Context(), keeper, p.ID))
		must(t, h.Keep(t.Context(), keeper, p.ID))
		if n := h.numbers(keeper, land.Filter{Kept: true}, ""); len(n) != 1 {
			t.Errorf("keeps %v", n)
		}
		for _, status := range []notice.Status{notice.StatusBidding, notice.StatusPublicised, notice.StatusSold} {
			var err error
			p, err = h.Update(t.Context(), h.a, p.ID, p.Version, func(f *land.Fields, _ *land.Geometry) error {
				f.Status = status
				f.Flags = []land.Flag{{Field: "far", Code: "unreadable"}}
				return nil
			})
			must(t, err)
		}
		must(t, h.jobs.RunDue(t.Context()))
		if page, _, err := h.inbox.List(t.Context(), keeper, core.Paging{Limit: 10}); err != nil || len(page.Items) != 0 {
			t.Fatalf("told at once: %+v, %v", page.Items, err)
		}
		h.now = h.now.Add(2 * time.Minute)
		must(t, h.jobs.RunDue(t.Context()))
		page, _, err := h.inbox.List(t.Context(), keeper, core.Paging{Limit: 10})
		must(t, err)
		if len(page.Items) != 1 || page.Items[0].Kind != inbox.Parcel || page.Items[0].Link() != "/parcels/"+p.ID {
			t.Fatalf("told %+v", page.Items)
		}
		f := page.Items[0].Facts.Parcel.Fields
		if len(f) != 1 || f[0].Field != "status" || string(f[0].Before) != `"listed"` || string(f[0].After) != `"sold"` {
			t.Errorf("told that %+v changed", f)
		}
		if len(h.letters) != 1 || !strings.Contains(h.letters[0].Text, "状态") || !strings.Contains(h.letters[0].Subject, "杭政储出") {
			t.Errorf("mail %+v", h.letters)
		}
		if page, _, err := h.inbox.List(t.Context(), other, core.Paging{Limit: 10}); err != nil || len(page.Items) != 0 {
			t.Errorf("another is told: %+v, %v", page.Items, err)
		}
		must(t, h.accounts.ErasePerson(t.Context(), core.System(), keeper.Person))
		if parcels, _, err := h.KeptBy(t.Context(), keeper); err != nil || len(parcels) != 0 {
			t.Errorf("after the erasure: %v, %v", parcels, err)
		}
	})
}

func TestADocumentIsReadByWhoeverReadsItsParcel(t *testing.T) {
	t.Parallel()
	eachHouse(t, func(t *testing.T, h *house) {
		f := fields("1号", notice.GroupOther, 1000, 1)
		f.Visibility = land.Staff
		p := h.parcel(f, nil)
		id := h.upload(h.a, "红线图.png", file.Document, picture(t))
		d, err := h.AddDocument(t.Context(), h.a, p.ID, id, land.DocumentFields{Kind: "drawing", Edition: "2020-03", Source: "区规资分局"})
		must(t, err)
		reader := h.person("投资人")
		if _, err := h.files.Find(t.Context(), reader, id); !core.HasCode(err, "not_allowed") {
			t.Errorf("the file of a parcel that is not public: %v", err)
		}
		p, err = h.Update(t.Context(), h.a, p.ID, p.Version, func(f *land.Fields, _ *land.Geometry) error {
			f.Visibility = land.Public
			return nil
		})
		must(t, err)
		if _, err := h.files.Find(t.Context(), reader, id); err != nil {
			t.Errorf("the file of a public parcel: %v", err)
		}
		read, err := h.Read(t.Context(), reader, p.ID)
		must(t, err)
		if len(read.Documents) != 1 || read.Documents[0].Edition != "2020-03" || read.Documents[0].Name != "红线图.png" {
			t.Errorf("documents %+v", read.Documents)
		}
		if _, err := h.AddDocument(t.Context(), reader, p.ID, id, land.DocumentFields{Kind: "notice"}); !core.HasCode(err, "not_allowed") {
			t.Errorf("anybody adds one: %v", err)
		}
		must(t, h.RemoveDocument(t.Context(), h.a, p.ID, d.ID))
		if _, err := h.files.Find(t.Context(), reader, id); !core.HasCode(err, "not_allowed") {
			t.Errorf("after it was taken away: %v", err)
		}
	})
}

func TestAnEventPresentsParcelsInItsOrderAsFarAsTheReaderMaySeeThem(t *testing.T) {
	t.Parallel()
	eachHouse(t, func(t *testing.T, h *house) {
		one := h.parcel(fields("1号", notice.GroupOther, 1000, 1), nil)
		f := fields("2号", notice.GroupOther, 1000, 1)
		f.Visibility = land.Staff
		two := h.parcel(f, nil)
		if err := h.Present(t.Context(), h.person("外人"), core.NewID(), []core.ID{two.ID}); !core.HasCode(err, "parcel_not_found") {
			t.Errorf("what one does not see: %v", err)
		}
		if err := h.Present(t.Context(), h.a, core.NewID(), []core.ID{one.ID, one.ID}); !core.HasCode(err, "parcel_twice") {
			t.Errorf("twice: %v", err)
		}
	})
}

// masses are two towers within a square, as large as a share of it.
func masses(base land.Geometry, share float64, floors int, top float64) land.MassingFields {
	c := base[0][0][0]
	w := 0.001
	ring := land.Rings{{{c[0] + w*0.1, c[1] + w*0.1}, {c[0] + w*(0.1+share), c[1] + w*0.1}, {c[0] + w*(0.1+share), c[1] + w*0.9}, {c[0] + w*0.1, c[1] + w*0.9}, {c[0] + w*0.1, c[1] + w*0.1}}}
	return land.MassingFields{Form: "towers", FloorHeight: 4, Setback: 5, Masses: []land.Mass{{Kind: "tower", Rings: ring, Top: top, Floors: floors}}}
}

func TestAMassingIsKeptWhenItStaysBelowEveryLimit(t *testing.T) {
	t.Parallel()
	eachHouse(t, func(t *testing.T, h *house) {
		f := fields("1号", notice.GroupCommercial, 0, 2)
		f.AreaM2, f.Density, f.Height = nil, &notice.Interval{Max: ptr(40.0)}, &notice.Interval{Max: ptr(60.0)}
		p := h.parcel(f, square(0, 0))
		whole := p.ComputedAreaM2
		keep := func(share float64, floors int, top float64, claim float64) error {
			m := masses(p.Geometry, share, floors, top)
			m.Footprint, m.FloorArea = whole*share*0.8, whole*share*0.8*float64(floors)*claim
			m.Reached.Height = top
			_, err := h.SetMassing(t.Context(), h.a, p.ID, p.MassingInputs(), m)
			return err
		}
		must(t, keep(0.4, 6, 24, 1))
		read, err := h.Read(t.Context(), core.Actor{}, p.ID)
		must(t, err)
		if read.Massing == nil || read.Massing.Inputs != read.MassingInputs() || read.Massing.Reached.FAR < 1.9 || read.Massing.Reached.FAR > 1.95 {
			t.Fatalf("kept %+v", read.Massing)
		}
		for what, err := range map[string]error{"far": keep(0.4, 7, 28, 1), "density": keep(0.6, 2, 8, 1), "height": keep(0.4, 2, 61, 1)} {
			if e := core.AsError(err); e.Code != "massing_over" || e.Params["what"] != what {
				t.Errorf("above its %s: %v %v", what, err, e.Params)
			}
		}
		if err := keep(0.4, 3, 12, 0.5); !core.HasCode(err, "massing_figures") {
			t.Errorf("figures that are not so: %v", err)
		}
		if err := keep(0.95, 1, 4, 1); !core.HasCode(err, "massing_shape") {
			t.Errorf("beyond the parcel: %v", err)
		}
		moved, err := h.Update(t.Context(), h.a, p.ID, p.Version, func(f *land.Fields, _ *land.Geometry) error {
			f.FAR = &notice.Interval{Max: ptr(1.0)}
			return nil
		})
		must(t, err)
		if moved.Massing.Inputs == moved.MassingInputs() {
			t.Error("the massing of another ratio passes for current")
		}
		if err := keep(0.4, 1, 4, 1); !core.HasCode(err, "massing_outdated") {
			t.Errorf("worked out from what was: %v", err)
		}
	})
}
