package report_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"zhaoyun/internal/core"
	"zhaoyun/internal/job"
	"zhaoyun/internal/report"
	"zhaoyun/internal/room"
	"zhaoyun/internal/store"
	"zhaoyun/internal/testkit"
)

func TestASessionThatEndsHasItsExactReport(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		st, err := h.reports.Read(h.ctx, official("host"), h.room)
		if h.ok(err); st.Status != report.None {
			t.Fatalf("before it began: %+v", st)
		}
		h.work(h.jobs, h.reports.Work)
		h.play()
		st = h.ready()
		r := st.Kept.Report
		want := report.Figures{
			Attended: 3, Peak: 3, PeakAt: "2026-11-24T02:05:00.000Z", Seconds: (7*60 + 10*60 + 7*60) / 3, Staff: 1,
			Asked: 2, Answered: 1, InRoom: 1, Open: 1, Anonymous: 1, Polls: 1, Voters: 2, Hands: 1, Reactions: 7,
			Lines: 1, Hidden: 1, Speakers: 1, Entries: st.Kept.Public,
		}
		if r.Figures != want {
			t.Errorf("figures\n%+v, want\n%+v", r.Figures, want)
		}
		if got := []int{2, 2, 1, 2, 2, 3, 3, 3, 3, 3}; !slices.Equal(r.Curve.People, got) || !r.Curve.From.Equal(start) {
			t.Errorf("curve from %s: %v, want %v", r.Curve.From, r.Curve.People, got)
		}
		var shown []string
		for _, m := range r.Stage {
			shown = append(shown, m.Name+m.From.Format(" 15:04")+m.Until.Format("-15:04"))
		}
		if want := []string{"推介 02:01-02:03", "推介 02:03-02:10"}; !slices.Equal(shown, want) {
			t.Errorf("on stage %q", shown)
		}
		if want := []report.Group{{Name: "甲公司", People: 2, Seconds: 17 * 60}, {Name: "乙公司", People: 1, Seconds: 7 * 60}}; !reflect.DeepEqual(r.Organisations, want) {
			t.Errorf("organisations %+v", r.Organisations)
		}
		if q := r.Questions; len(q) != 2 || q[0].Name != "name of wu" || q[0].Answer != "2.0 到 3.5" || q[1].Name != "" || !q[1].Anonymous || q[1].DueOn == "" {
			t.Errorf("questions %+v", q)
		}
		if p := r.Polls; len(p) != 1 || p[0].Voters != 2 || p[0].Options[1] != (report.Count{Text: "楼宇", Count: 1}) {
			t.Errorf("polls %+v", p)
		}
	})
}

func TestEveryFigureLeadsToItsPeopleAndNoneToWhoAskedAnonymously(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		lin, zhao, wu := h.play()
		name := map[core.ID]string{lin: "lin", zhao: "zhao", wu: "wu"}
		org := "甲公司"
		for _, c := range []struct {
			report.Members
			want []string
		}{
			{report.Members{Figure: report.FigureAttended}, []string{"lin", "zhao", "wu"}},
			{report.Members{Figure: report.FigureAttended, Org: &org}, []string{"lin", "zhao"}},
			{report.Members{Figure: report.FigureAttended, At: start.Add(4 * time.Minute)}, []string{"zhao", "wu"}},
			{report.Members{Figure: report.FigureAsked}, []string{"wu"}},
			{report.Members{Figure: report.FigureAnswered}, []string{"wu"}},
			{report.Members{Figure: report.FigureOpen}, nil},
			{report.Members{Figure: report.FigureVoters}, []string{"lin", "zhao"}},
			{report.Members{Figure: report.FigureHands}, []string{"wu"}},
			{report.Members{Figure: report.FigureSpeakers}, []string{"lin"}},
			{report.Members{Figure: report.FigureRegistered}, nil},
		} {
			var got []string
			for c.Limit = 2; ; {
				page, err := h.reports.People(h.ctx, official("host"), h.room, c.Members)
				h.ok(err)
				for _, m := range page.Items {
					got = append(got, name[m.ID])
				}
				if c.Cursor = page.Next; c.Cursor == "" {
					break
				}
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("behind %s at %s: %q, want %q", c.Figure, c.At, got, c.want)
			}
		}
		for who, code := range map[string]string{"lin": "not_allowed", "": "sign_in_required"} {
			_, err := h.reports.People(h.ctx, guest(who), h.room, report.Members{Figure: report.FigureAttended, Paging: core.Paging{Limit: 5}})
			h.code(err, code)
		}
		n, err := db.Conn(h.ctx).NewSelect().TableExpr("audit").Where("action = 'list-report-people' AND result = 'refused'").Count(h.ctx)
		if err != nil || n != 1 {
			t.Errorf("%d refusals in the audit log, %v", n, err)
		}
	})
}

// content reads a file of the report.
func (h *house) content(format, language string) []byte {
	h.t.Helper()
	f, err := h.reports.Open(h.ctx, official("host"), h.room, format, language)
	h.ok(err)
	defer func() { _ = f.Close() }()
	raw, err := io.ReadAll(f)
	h.ok(err)
	return raw
}

func TestTheSpreadsheetReadsBack(t *testing.T) {
	t.Parallel()
	h := newHouse(t, testkit.SQLite(t))
	h.work(h.jobs, h.reports.Work)
	h.play()
	h.ready()
	book, err := excelize.OpenReader(bytes.NewReader(h.content("xlsx", "zh-CN")))
	h.ok(err)
	defer func() { _ = book.Close() }()
	if got := book.GetSheetList(); !slices.Equal(got, []string{"概况", "参会", "按机构", "分时", "地块", "提问与答复", "投票", "意向", "公告", "聊天"}) {
		t.Fatalf("sheets %q", got)
	}
	rows := func(sheet string) [][]string {
		got, err := book.GetRows(sheet)
		h.ok(err)
		return got
	}
	people := rows("参会")
	if len(people) != 5 || people[2][0] != "name of lin" || people[2][1] != "甲公司" || people[2][6] != "7" || people[2][4] != "2026-11-24 10:00:00" {
		t.Errorf("attendance %q", people)
	}
	asked := rows("提问与答复")
	if len(asked) != 3 || asked[1][2] != "name of wu" || asked[1][4] != "推介 第 2 页" || asked[2][2] != "匿名" || asked[2][3] != "" {
		t.Errorf("questions %q", asked)
	}
	chat := rows("聊天")
	if len(chat) != 2 || chat[1][4] != `=HYPERLINK("http://evil.example")` {
		t.Errorf("chat %q", chat)
	}
	if formula, err := book.GetCellFormula("聊天", "E2"); err != nil || formula != "" {
		t.Errorf("what somebody typed is the formula %q, %v", formula, err)
	}
	if kind, err := book.GetCellType("聊天", "E2"); err != nil || kind != excelize.CellTypeInlineString && kind != excelize.CellTypeSharedString {
		t.Errorf("what somebody typed has the type %d, %v", kind, err)
	}
	raw, err := book.GetCellValue("分时", "A2", excelize.Options{RawCellValue: true})
	if err != nil || !strings.HasPrefix(raw, "46350.41666") {
		t.Errorf("the first minute is kept as %q, %v: no date", raw, err)
	}
	if english := h.content("xlsx", "en"); !bytes.HasPrefix(english, []byte("PK")) {
		t.Error("there is none in English")
	}
	n, err := h.db.Conn(h.ctx).NewSelect().TableExpr("audit").Where("action = 'get-report-xlsx' AND result = 'ok'").Count(h.ctx)
	if err != nil || n != 2 {
		t.Errorf("%d exports in the audit log, %v", n, err)
	}
}

func TestTheDocumentIsWhole(t *testing.T) {
	t.Parallel()
	h := newHouse(t, testkit.SQLite(t))
	h.work(h.jobs, h.reports.Work)
	h.play()
	h.ready()
	raw := h.content("docx", "zh-CN")
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	h.ok(err)
	parts := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		h.ok(err)
		text, err := io.ReadAll(r)
		h.ok(err)
		parts[f.Name] = string(text)
		for d := xml.NewDecoder(bytes.NewReader(text)); ; {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s is no XML: %v", f.Name, err)
			}
		}
	}
	for _, part := range []string{"[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/styles.xml", "word/_rels/document.xml.rels", "word/charts/chart1.xml"} {
		if parts[part] == "" {
			t.Errorf("%s is missing", part)
		}
	}
	for name := range parts {
		if strings.HasPrefix(name, "word/") && !strings.Contains(name, "_rels") && !strings.Contains(parts["[Content_Types].xml"], `"/`+name+`"`) {
			t.Errorf("%s has no type", name)
		}
	}
	for _, words := range []string{"示范区推介活动小结", "到场 3 人", "容积率是多少？", "2.0 到 3.5", "最关心哪里？"} {
		if !strings.Contains(parts["word/document.xml"], words) {
			t.Errorf("it does not say %s", words)
		}
	}
	if strings.Contains(parts["word/document.xml"], "name of zhao") {
		t.Error("it says who asked anonymously")
	}
}

func TestWhatWasTakenAwayIsInNoOldReport(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		h.work(h.jobs, h.reports.Work)
		h.play()
		first := h.ready()
		if first.Behind {
			t.Error("a fresh report is behind")
		}
		h.ok(db.InTx(h.ctx, func(ctx context.Context) error {
			return errors.Join(h.rooms.ErasePerson(ctx, official("host"), "wu"), h.reports.ErasePerson(ctx, official("host"), "wu"))
		}))
		second := h.ready()
		if raw := h.content("xlsx", "zh-CN"); bytes.Contains(unzipped(t, raw), []byte("name of wu")) || len(second.Kept.Report.Questions) != 1 {
			t.Errorf("the erased person is still there: %+v", second.Kept.Report.Questions)
		}
		for name, id := range first.Kept.Files {
			if _, _, err := h.blobs.Open(h.ctx, id); err == nil {
				t.Errorf("the old %s is still kept", name)
			}
		}
		// Hidden without the report being told: the log says so.
		lines, err := store.NewRooms(db).LatestLines(h.ctx, h.room, "public", room.TypePosted, 2)
		h.ok(err)
		h.ok(h.rooms.HideChat(h.ctx, official("host"), h.room, lines[0].Seq, ""))
		st, err := h.reports.Read(h.ctx, official("host"), h.room)
		if h.ok(err); st.Kept != nil && st.Kept.Public == second.Kept.Public {
			t.Error("the old report is still read")
		}
		if h.ready(); bytes.Contains(unzipped(t, h.content("xlsx", "en")), []byte("HYPERLINK")) {
			t.Error("the hidden line is still there")
		}
	})
}

func unzipped(t *testing.T, raw []byte) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	var all bytes.Buffer
	for _, f := range z.File {
		r, err := f.Open()
		if err == nil {
			_, err = io.Copy(&all, r)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return all.Bytes()
}

func TestABuildThatDiesInTheMiddleIsTakenUpByAnotherServer(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		h.play()
		halfWay := make(chan int, 1)
		dead := h.queue()
		dead.Handle(report.Kind, func(ctx context.Context, j job.Job, progress func(int)) (any, error) {
			_, err := h.reports.Work(ctx, j, func(percent int) {
				progress(percent)
				select {
				case halfWay <- percent:
					<-context.Background().Done() // this server never goes on
				default:
				}
			})
			return nil, err
		}, job.Options{})
		ctx, kill := context.WithCancel(context.Background())
		go dead.Run(ctx)
		if percent := <-halfWay; percent == 0 {
			t.Error("it was nowhere yet")
		}
		testkit.Eventually(t, "the progress can be read", func() bool {
			st, err := h.reports.Read(h.ctx, official("host"), h.room)
			return err == nil && st.Status == report.Building && st.Progress > 0
		})
		kill()
		_, err := db.Conn(h.ctx).NewRaw("UPDATE jobs SET due_at = ?", time.Unix(0, 0).UTC()).Exec(h.ctx) // its lease has ended
		h.ok(err)
		h.work(h.jobs, h.reports.Work)
		if st := h.ready(); st.Kept.Report.Figures.Attended != 3 {
			t.Errorf("figures %+v", st.Kept.Report.Figures)
		}
	})
}
