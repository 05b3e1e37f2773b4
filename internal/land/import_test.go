package land_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"

	"zhaoyun/internal/core"
	"zhaoyun/internal/file"
	"zhaoyun/internal/job"
	"zhaoyun/internal/land"
	"zhaoyun/internal/land/intake"
	"zhaoyun/internal/land/notice"
)

// notices is a table as offices send it, in GB18030.
const notices = `宗地编号,地块名称,坐落,土地用途,出让年限,土地面积(㎡),容积率,起始价(万元),状态
杭政储出〔2020〕12号,望江单元A1,望江路,城镇住宅用地,70年,63599,大于1.0并且小于或等于1.4,133567,挂牌期
杭政储出[2020]13号,望江单元A2,望江路,商业用地;商务金融用地,40年;40年,24680,2.0<R≤2.5,98000,公告期
杭政储出[2020]14号,望江单元A3,望江路,工业用地,50年,12000,约两倍多,9000,公告期
,无编号,望江路,工业用地,50年,1000,1,1,公告期
`

func gb18030(t *testing.T, s string) []byte {
	t.Helper()
	b, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(s))
	must(t, err)
	return b
}

// read uploads a file and reads it into a preview.
func (h *house) read(name string, body []byte, c land.ImportChoice) land.Import {
	h.t.Helper()
	id := h.upload(h.a, name, file.Import, body)
	i, err := h.StartImport(h.t.Context(), h.a, "", id, c)
	must(h.t, err)
	return h.run(i.ID)
}

// run lets the jobs of an import come to their end.
func (h *house) run(id core.ID) land.Import {
	h.t.Helper()
	must(h.t, h.jobs.RunDue(h.t.Context()))
	i, err := h.ReadImport(h.t.Context(), h.a, id)
	must(h.t, err)
	return i
}

func (h *house) confirm(i land.Import) land.Import {
	h.t.Helper()
	_, err := h.ConfirmImport(h.t.Context(), h.a, i.ID, i.Version)
	must(h.t, err)
	return h.run(i.ID)
}

func TestAFileIsPreviewedAndWrittenOnlyWhenConfirmed(t *testing.T) {
	t.Parallel()
	eachHouse(t, func(t *testing.T, h *house) {
		i := h.read("挂牌公告.csv", gb18030(t, notices), land.ImportChoice{Visibility: land.Public})
		if i.State != land.ImportPreview || i.Encoding != "gb18030" || i.Counts.Rows != 4 || i.Counts.Create != 3 || i.Counts.Bad != 1 {
			t.Fatalf("preview %s %+v %+v", i.State, i.Counts, i.Problem)
		}
		if n := h.numbers(h.a, land.Filter{}, ""); len(n) != 0 {
			t.Fatalf("written before it was confirmed: %v", n)
		}
		i = h.confirm(i)
		if i.State != land.ImportDone || i.Counts.Create != 3 || i.EndedAt == nil {
			t.Fatalf("done %s %+v", i.State, i.Counts)
		}
		want := []string{"杭政储出[2020]12号", "杭政储出[2020]13号", "杭政储出[2020]14号"}
		if n := h.numbers(core.Actor{}, land.Filter{}, "number"); !slices.Equal(n, want) {
			t.Fatalf("written: %v", n)
		}
		page, _, err := h.List(t.Context(), h.a, land.Filter{}, "number", core.Paging{Limit: 9})
		must(t, err)
		first, third := page.Items[0], page.Items[2]
		if first.NumberText != "杭政储出〔2020〕12号" || *first.FAR.Max != 1.4 || !first.FAR.MinOpen || first.FAR.MaxOpen || math.Round(*first.Derived().StartPerFloorM2) != 15001 {
			t.Errorf("first %+v, derived %+v", first.Fields, first.Derived())
		}
		if len(page.Items[1].Uses) != 2 || *page.Items[1].Uses[1].TenureYears != 40 {
			t.Errorf("mixed uses %+v", page.Items[1].Uses)
		}
		if third.FAR.Known() || third.FAR.Text != "约两倍多" || !slices.ContainsFunc(third.Flags, func(f land.Flag) bool { return f.Field == "far" }) {
			t.Errorf("what nobody understands %+v, flagged %+v", third.FAR, third.Flags)
		}
		versions, _, err := h.Versions(t.Context(), h.a, first.ID, core.Paging{Limit: 9})
		must(t, err)
		if len(versions.Items) != 1 || versions.Items[0].Import != i.ID || versions.Items[0].By != h.a.Person {
			t.Errorf("versions %+v", versions.Items)
		}
		if _, r, err := h.files.Open(t.Context(), h.official("同事", h.bureau), i.File); err != nil {
			t.Errorf("the original is kept for colleagues: %v", err)
		} else {
			_ = r.Close()
		}
	})
}

func TestTheSameFileAgainChangesNothing(t *testing.T) {
	t.Parallel()
	eachHouse(t, func(t *testing.T, h *house) {
		h.confirm(h.read("a.csv", []byte(notices), land.ImportChoice{}))
		i := h.read("a.csv", []byte(notices), land.ImportChoice{})
		if i.Counts.Same != 3 || i.Counts.Create+i.Counts.Update != 0 {
			t.Errorf("the preview expects %+v", i.Counts)
		}
		if i = h.confirm(i); i.Counts.Same != 3 || i.Counts.Create+i.Counts.Update != 0 {
			t.Errorf("it did %+v", i.Counts)
		}
		changed := strings.ReplaceAll(notices, "63599", "63600")
		if i = h.confirm(h.read("b.csv", []byte(changed), land.ImportChoice{})); i.Counts.Update != 1 || i.Counts.Same != 2 {
			t.Errorf("one figure changed: %+v", i.Counts)
		}
		page, _, err := h.List(t.Context(), h.a, land.Filter{Query: "2020]12"}, "", core.Paging{Limit: 9})
		must(t, err)
		if p := page.Items[0]; p.Version != 2 || *p.AreaM2 != 63600 {
			t.Errorf("version %d, %v ㎡", p.Version, *p.AreaM2)
		}
	})
}

func TestColumnsAreChosenOnceAndRemembered(t *testing.T) {
	t.Parallel()
	eachHouse(t, func(t *testing.T, h *house) {
		table := "宗地编号,我局叫法(㎡)\n1号,3000\n2号,4000\n"
		i := h.read("a.csv", []byte(table), land.ImportChoice{})
		if _, err := h.ChooseImport(t.Context(), h.a, i.ID, 1, func(*land.ImportChoice) {}); !core.HasCode(err, "version_conflict") {
			t.Errorf("an old version: %v", err)
		}
		_, err := h.ChooseImport(t.Context(), h.a, i.ID, i.Version, func(c *land.ImportChoice) {
			c.Columns = intake.Mapping{"我局叫法(㎡)": intake.FieldArea}
		})
		must(t, err)
		i = h.confirm(h.run(i.ID))
		page, _, err := h.List(t.Context(), h.a, land.Filter{}, "number", core.Paging{Limit: 9})
		must(t, err)
		if len(page.Items) != 2 || page.Items[1].AreaM2 == nil || *page.Items[1].AreaM2 != 4000 {
			t.Fatalf("with the column chosen: %+v %+v", i, page.Items)
		}
		i = h.read("b.csv", []byte("宗地编号,我局叫法(㎡)\n3号,5000\n"), land.ImportChoice{})
		if !slices.ContainsFunc(i.Columns, func(c intake.Column) bool { return c.Heading == "我局叫法(㎡)" && c.Field == intake.FieldArea }) {
			t.Errorf("not remembered: %+v", i.Columns)
		}
	})
}

// plots is a GeoJSON file of so many plots in a row.
func plots(n int, also ...string) []byte {
	var b bytes.Buffer
	b.WriteString(`{"type":"FeatureCollection","features":[`)
	for i := range n {
		g := square(i%100, i/100)
		_, c := land.Coordinates(g)
		fmt.Fprintf(&b, `{"type":"Feature","properties":{"宗地编号":"批量[2026]%d号","土地用途":"工业用地","容积率":"≤2.0"},"geometry":{"type":"Polygon","coordinates":%s}},`, i+1, c)
	}
	b.WriteString(strings.Join(also, ","))
	return append(bytes.TrimSuffix(b.Bytes(), []byte(",")), `]}`...)
}

const bowTie = `{"type":"Feature","properties":{"宗地编号":"蝴蝶结号"},"geometry":{"type":"Polygon","coordinates":[[[120,30],[120.001,30.001],[120.001,30],[120,30.001],[120,30]]]}}`

func TestABadRowNeverBlocksGoodOnesAndIsShownWithItsFault(t *testing.T) {
	t.Parallel()
	eachHouse(t, func(t *testing.T, h *house) {
		i := h.read("a.geojson", plots(3, bowTie), land.ImportChoice{CRS: "EPSG:4326", Visibility: land.Public})
		if i.Counts.Create != 3 || i.Counts.Bad != 1 {
			t.Fatalf("%+v %+v", i.Counts, i.Problem)
		}
		rows, err := h.ImportRows(t.Context(), h.a, i.ID, land.RowFilter{Verdict: intake.Bad}, 0, 10)
		must(t, err)
		var row intake.Row
		must(t, json.Unmarshal(rows[0].Body, &row))
		if len(rows) != 1 || rows[0].Action != land.ActionSkip || len(rows[0].Shape) == 0 || row.Findings[0].Code != "geometry_self_crossing" || row.Findings[0].At == nil {
			t.Errorf("%+v %+v", rows, row.Findings)
		}
		if i = h.confirm(i); i.Counts.Create != 3 || i.Counts.Failed != 0 {
			t.Errorf("did %+v", i.Counts)
		}
		if _, err := h.ConfirmImport(t.Context(), h.a, i.ID, 1); err != nil {
			t.Errorf("confirmed again: %v", err)
		}
		if _, err := h.ChooseImport(t.Context(), h.a, i.ID, i.Version, func(*land.ImportChoice) {}); !core.HasCode(err, "import_done") {
			t.Errorf("chosen afterwards: %v", err)
		}
	})
}

var errPower = errors.New("the power is gone")

// dying is a queue whose process dies when a batch is to be noted for the nth time.
type dying struct {
	land.Store
	left *int
}

func (d dying) AddParcelVersions(ctx context.Context, versions []land.Change) error {
	if *d.left--; *d.left < 0 {
		return errPower
	}
	return d.Store.AddParcelVersions(ctx, versions)
}

func TestAnImportThatIsCutOffGoesOnWhereItWasAndWritesNothingTwice(t *testing.T) {
	t.Parallel()
	eachHouse(t, func(t *testing.T, h *house) {
		const n = 2300
		i := h.read("a.geojson", plots(n), land.ImportChoice{CRS: "EPSG:4326", Visibility: land.Public})
		if i.Counts.Create != n {
			t.Fatalf("%+v %+v", i.Counts, i.Problem)
		}
		left := 1
		deps := h.Deps
		deps.Store = dying{h.Deps.Store, &left}
		weak := land.New(deps)
		h.jobs.Handle(land.JobImportWrite, weak.RunImportWrite, job.Options{Tries: 4})
		_, err := h.ConfirmImport(t.Context(), h.a, i.ID, i.Version)
		must(t, err)
		i = h.run(i.ID)
		if got := len(h.everything()); i.State != land.ImportWriting || i.Done != 1000 || got != 1000 {
			t.Fatalf("after the cut: %s, %d rows done, %d parcels", i.State, i.Done, got)
		}
		left = 1 << 30
		h.now = h.now.Add(time.Minute)
		i = h.run(i.ID)
		all := h.everything()
		slices.Sort(all)
		if i.State != land.ImportDone || i.Counts.Create != n || len(slices.Compact(all)) != n {
			t.Errorf("afterwards: %s %+v, %d parcels", i.State, i.Counts, len(all))
		}
	})
}

func (h *house) everything() []string {
	h.t.Helper()
	var all []string
	paging := core.Paging{Limit: 200}
	for {
		page, _, err := h.List(h.t.Context(), h.a, land.Filter{Uses: []notice.Group{notice.GroupIndustrial}}, "number", paging)
		must(h.t, err)
		for _, p := range page.Items {
			all = append(all, p.Number)
		}
		if paging.Cursor = page.Next; page.Next == "" {
			return all
		}
	}
}

func TestAFileThatIsNoneFailsWithACodeAndWritesNothing(t *testing.T) {
	t.Parallel()
	eachHouse(t, func(t *testing.T, h *house) {
		for name, c := range map[string]struct {
			body []byte
			code string
		}{
			"word.docx":  {[]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old office file"), "import_excel_old"},
			"text.txt":   {[]byte("just some words"), "import_no_headings"},
			"cut.zip":    {[]byte("PK\x03\x04 cut off"), "import_file_damaged"},
			"empty.json": {[]byte(`{"type":"FeatureCollection","features":[]}`), "import_no_rows"},
		} {
			i := h.read(name, c.body, land.ImportChoice{})
			if i.State != land.ImportFailed || i.Problem == nil {
				t.Errorf("%s: %s %+v", name, i.State, i.Problem)
			} else if i.Problem.Code != c.code {
				t.Logf("%s: %s", name, i.Problem.Code)
			}
			if _, err := h.ConfirmImport(t.Context(), h.a, i.ID, i.Version); !core.HasCode(err, "import_not_ready") {
				t.Errorf("%s confirmed: %v", name, err)
			}
		}
		if _, err := h.StartImport(t.Context(), h.person("投资人"), h.bureau, core.NewID(), land.ImportChoice{}); !core.HasCode(err, "not_allowed") {
			t.Errorf("anybody imports: %v", err)
		}
	})
}

func TestWhatGoesOutComesInAgainAsTheSame(t *testing.T) {
	t.Parallel()
	eachHouse(t, func(t *testing.T, h *house) {
		h.confirm(h.read("a.geojson", plots(7), land.ImportChoice{CRS: "EPSG:4326"}))
		for format := range land.ExportFormats {
			var out bytes.Buffer
			must(t, h.Export(t.Context(), h.a, land.Filter{}, format, &out))
			i := h.read("out."+format, out.Bytes(), land.ImportChoice{CRS: "EPSG:4326"})
			if i.Counts.Rows != 7 || i.Counts.Create != 0 || i.Counts.Bad != 0 {
				t.Errorf("%s: %+v %+v", format, i.Counts, i.Problem)
			}
		}
	})
}
