package report_test

import (
	"archive/zip"
	"bytes"
	"io"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"zhaoyun/internal/core"
	"zhaoyun/internal/report"
	"zhaoyun/internal/room"
	"zhaoyun/internal/testkit"
)

func TestACeremonyIsReportedWithWhatWasSignedAndWhoPressed(t *testing.T) {
	t.Parallel()
	h := newHouse(t, testkit.SQLite(t))
	h.session.Kind = "groundbreaking"
	h.work(h.jobs, h.reports.Work)
	host, lin := official("host"), guest("lin")
	seat := h.enter(lin)
	signed := room.AgreementShown{
		Agreement: "a1", Title: core.Text{"zh-CN": "项目合作协议"}, State: "frozen", Digest: "9f2c71ae", Pages: 5,
		Parties: []room.AgreementParty{{ID: "p1", Role: "甲方", Name: "示例区投资促进局", Place: "杭州"}, {ID: "p2", Role: "乙方", Name: "示例控股"}},
	}
	h.ok(h.rooms.SetAgreement(h.ctx, h.session.ID, signed))
	h.ok(h.rooms.SetAgreement(h.ctx, h.session.ID, room.AgreementShown{Agreement: "a2", State: "draft"}))
	h.ok(h.rooms.RemoveAgreement(h.ctx, h.session.ID, "a2"))
	h.phase(room.Live)
	_, err := h.rooms.SetVenues(h.ctx, host, h.room, []room.Venue{{Kind: "site", Label: "现场", Participant: seat}})
	h.ok(err)
	begin := func() {
		_, err := h.rooms.SetStart(h.ctx, host, h.room, room.StartDraft{In: 10 * time.Second, Label: core.Text{"zh-CN": "江河汇开工"}})
		h.ok(err)
	}
	begin()
	h.ok(h.rooms.CancelStart(h.ctx, host, h.room))
	begin()
	h.at(9 * time.Second)
	_, err = h.rooms.PressStart(h.ctx, lin, h.room, h.clock().Add(960*time.Millisecond))
	h.ok(err)
	signed.State, signed.ReleasedAt = "released", room.Stamp(h.clock())
	h.ok(h.rooms.SetAgreement(h.ctx, h.session.ID, signed))
	h.at(time.Minute)
	h.phase(room.Ended)

	r := h.ready().Kept.Report
	if want := []report.Agreement{{
		ID: "a1", Title: signed.Title, State: "released", Digest: "9f2c71ae", SignedAt: "2026-11-24T02:00:09.000Z",
		Parties: []report.Party{{"甲方", "示例区投资促进局", "杭州"}, {Role: "乙方", Name: "示例控股"}},
	}}; !reflect.DeepEqual(r.Agreements, want) {
		t.Errorf("agreements %+v", r.Agreements)
	}
	if want := []report.Start{{
		At: "2026-11-24T02:00:10.000Z", Label: core.Text{"zh-CN": "江河汇开工"}, Presses: []report.Press{{"name of lin", "甲公司", -40}},
	}}; !reflect.DeepEqual(r.Starts, want) {
		t.Errorf("starts %+v", r.Starts)
	}

	book, err := excelize.OpenReader(bytes.NewReader(h.content("xlsx", "zh-CN")))
	h.ok(err)
	defer func() { _ = book.Close() }()
	rows, err := book.GetRows("签约与开工")
	h.ok(err)
	if len(rows) != 3 || !slices.Contains(rows[1], "甲方 示例区投资促进局；乙方 示例控股") || !slices.Contains(rows[1], "已签署") || !slices.Contains(rows[2], "name of lin 甲公司 -0.04 s") {
		t.Errorf("the sheet says %q", rows)
	}
	if paper := h.document("zh-HK"); !strings.Contains(paper, "六、簽約與開工") || !strings.Contains(paper, "江河汇开工") {
		t.Errorf("the document says %q", paper)
	}
}

// document is the body of the report as a text document.
func (h *house) document(language string) string {
	h.t.Helper()
	raw := h.content("docx", language)
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	h.ok(err)
	f, err := z.Open("word/document.xml")
	h.ok(err)
	defer func() { _ = f.Close() }()
	body, err := io.ReadAll(f)
	h.ok(err)
	return string(body)
}
