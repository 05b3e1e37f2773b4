package report_test

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"zhaoyun/internal/core"
	"zhaoyun/internal/lead"
	"zhaoyun/internal/room"
	"zhaoyun/internal/store"
	"zhaoyun/internal/testkit"
)

// Shown and Of implement room.Parcels.
func (h *house) Shown(_ context.Context, _ room.Session, parcel core.ID) (room.ParcelShown, error) {
	place := int(parcel[1] - '0')
	return room.ParcelShown{
		Parcel: parcel, Version: 1, Place: place, Number: fmt.Sprintf("示例储出〔2026〕%d 号", place), Name: core.Text{"zh-CN": "地块" + parcel, "en": "Plot " + parcel},
		Figures: []byte(`{}`),
	}, nil
}

func (h *house) Of(context.Context, room.Session) ([]core.ID, error) { return nil, nil }

func (h *house) showParcel(parcel string) {
	h.t.Helper()
	_, err := h.rooms.ShowStage(h.ctx, official("host"), h.room, room.StageParcel, fmt.Appendf(nil, `{"parcel":%q}`, parcel))
	h.ok(err)
}

// part is a file of an archive.
func part(t *testing.T, raw []byte, name string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	text, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestTheReportSaysWhatEachParcelDrew(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		lin, zhao := h.enter(guest("lin")), h.enter(guest("zhao"))
		h.phase(room.Live)
		h.showParcel("p1")
		h.attend(lin, 0, 3*time.Minute)
		h.attend(zhao, 0, 9*time.Minute)
		h.ask(guest("lin"), "何时交地？", false)
		h.at(4 * time.Minute)
		h.showParcel("p2")
		leads := store.NewLeads(db)
		for _, who := range []core.ID{"lin", "zhao"} {
			_, _, err := leads.AddLead(h.ctx, lead.Lead{
				ID: core.NewID(), Organisation: "bureau", Kind: lead.Talk, Parcel: lead.Parcel{ID: "p2"}, Person: who, Status: lead.Fresh, Version: 1,
				Source: lead.Source{Room: h.room, At: h.clock()}, CreatedAt: h.clock(),
			})
			h.ok(err)
		}
		h.at(6 * time.Minute)
		h.showParcel("p1")
		h.at(9 * time.Minute)
		h.phase(room.Ended)
		h.work(h.jobs, h.reports.Work)

		parcels := h.ready().Kept.Report.Parcels
		if len(parcels) != 2 || parcels[0].ID != "p2" || parcels[1].ID != "p1" {
			t.Fatalf("what drew most interest is not first: %+v", parcels)
		}
		second, first := parcels[0], parcels[1]
		if first.Seconds != 7*60 || first.Watched != 2 || first.Asked != 1 || first.Talks != 0 || first.Peak != 2 || len(first.People) < 7 {
			t.Errorf("%+v", first)
		}
		if second.Seconds != 2*60 || second.Watched != 1 || second.Asked != 0 || second.Talks != 2 || second.Peak != 1 || second.Seq == 0 {
			t.Errorf("%+v", second)
		}
		if n := h.ready().Kept.Report.Figures.Talks; n != 2 {
			t.Errorf("%d want to talk", n)
		}
		book, err := excelize.OpenReader(bytes.NewReader(h.content("xlsx", "zh-CN")))
		h.ok(err)
		defer func() { _ = book.Close() }()
		rows, err := book.GetRows("地块")
		h.ok(err)
		if want := []string{"2", "示例储出〔2026〕2 号", "地块p2", "2", "1", "1", "0", "0", "2"}; len(rows) != 3 || !slices.Equal(rows[1], want) {
			t.Errorf("the sheet has %q", rows)
		}
		if !bytes.Contains(part(t, h.content("docx", "en"), "word/document.xml"), []byte("Plot p1")) {
			t.Error("the document does not name the parcels")
		}
	})
}
