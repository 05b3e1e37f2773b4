package export

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"
	"github.com/xuri/excelize/v2"

	"zhaoyun/internal/land/intake"
	"zhaoyun/internal/land/notice"
)

// parcels are the listing notices and the shapes of the test data, as they come in.
func parcels(t *testing.T) []*Parcel {
	t.Helper()
	var list []*Parcel
	for _, name := range []string{"notices-gb18030.csv", "parcels.geojson", "boundary-gbk.txt"} {
		data, err := os.ReadFile("../../../testdata/land/" + name)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows(t, name, data) {
			if row.Verdict != intake.Bad {
				list = append(list, &Parcel{Fields: row.Fields, Derived: row.Derived, Geometry: orb.MultiPolygon(row.Geometry), AreaM2: row.AreaM2})
			}
		}
	}
	list[0].Fields.Name = "=1+1"
	list[1].Fields.Name = "-示例,\"商务\"\n地块"
	// The same number stands in two files; here they are two parcels.
	for _, p := range list[6:] {
		p.Fields.Number += "乙"
	}
	return list
}

func rows(t *testing.T, name string, data []byte) []*intake.Row {
	t.Helper()
	f, err := intake.Open(intake.Source{Name: name, Size: int64(len(data)), Data: bytes.NewReader(data)}, intake.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var list []*intake.Row
	for {
		row, err := f.Next()
		if errors.Is(err, io.EOF) {
			return list
		}
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, row)
	}
}

func written(t *testing.T, begin func(io.Writer) (Writer, error), list []*Parcel) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := begin(&b)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range list {
		if err := w.Write(p); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

var formats = map[string]func(io.Writer) (Writer, error){
	"x.geojson": func(w io.Writer) (Writer, error) { return GeoJSON(w), nil },
	"x.csv":     CSV,
	"x.xlsx":    func(w io.Writer) (Writer, error) { return XLSX(w, time.UTC) },
}

// essence is what of a parcel must come back: not how its texts were written.
func essence(f notice.Fields, d notice.Derived, shape orb.MultiPolygon) string {
	bare := func(i *notice.Interval) {
		if i.Known() {
			i.Text = ""
		}
	}
	for _, i := range []*notice.Interval{f.FAR, f.Density, f.Green, f.Height} {
		bare(i)
	}
	for _, p := range []**notice.Price{&f.Prices.Start, &f.Prices.Step, &f.Prices.Deposit, &f.Prices.Sold, &f.Prices.Cap, &f.Intensity} {
		if !(*p).Known() {
			*p = nil // its figure is kept as text
		} else {
			(*p).Text = ""
		}
	}
	f.NumberText, f.AreaText, f.UsesText = "", "", ""
	j, _ := json.Marshal([]any{f, d})
	return fmt.Sprintf("%s %d", j, len(shape))
}

func TestWhatGoesOutComesInAgain(t *testing.T) {
	t.Parallel()
	for name, begin := range formats {
		list := parcels(t)
		back := rows(t, name, written(t, begin, list))
		if len(back) != len(list) {
			t.Fatalf("%s: %d of %d came back", name, len(back), len(list))
		}
		for i, row := range back {
			if row.Verdict == intake.Bad {
				t.Errorf("%s: %s is bad: %+v", name, row.Fields.Number, row.Findings)
			}
			want, got := essence(list[i].Fields, list[i].Derived, list[i].Geometry), essence(row.Fields, row.Derived, orb.MultiPolygon(row.Geometry))
			if got != want {
				t.Errorf("%s: out went\n%s\nin came\n%s", name, want, got)
			}
			if a := list[i].AreaM2; a != nil && (row.AreaM2 == nil || math.Abs(*a-*row.AreaM2) > 0.05) {
				t.Errorf("%s: %s: %v ㎡ came back as %v", name, row.Fields.Number, *a, row.AreaM2)
			}
		}
	}
}

func TestATableIsHarmless(t *testing.T) {
	t.Parallel()
	text := string(written(t, CSV, parcels(t)))
	if !strings.HasPrefix(text, "\uFEFF宗地编号,") || !strings.Contains(text, ",'=1+1,") || !strings.Contains(text, ",\"'-示例") {
		t.Error(text[:400])
	}
	if strings.Contains(text, ",=") {
		t.Error("a formula goes out: intervals that begin with = must be marked too")
	}
}

func TestExcelOpensTheBook(t *testing.T) {
	t.Parallel()
	f, err := excelize.OpenReader(bytes.NewReader(written(t, formats["x.xlsx"], parcels(t))))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for cell, want := range map[string]string{"A1": "宗地编号", "A2": "杭政储出[2020]12号", "B2": "=1+1", "H2": "63,599.00", "AF1": "竞得人", "AG1": "界址点坐标"} {
		if got, err := f.GetCellValue("地块", cell); err != nil || got != want {
			t.Errorf("%s: %q, %v", cell, got, err)
		}
	}
	if formula, err := f.GetCellFormula("地块", "B2"); err != nil || formula != "" {
		t.Errorf("a formula: %q, %v", formula, err)
	}
}

func TestShapesRunAsTheStandardWantsThem(t *testing.T) {
	t.Parallel()
	ring := orb.Ring{{120, 30}, {120, 30.01}, {120.01, 30.01}, {120.01, 30}, {120, 30}} // clockwise
	hole := orb.Ring{{120.002, 30.002}, {120.004, 30.002}, {120.004, 30.004}, {120.002, 30.002}}
	p := &Parcel{Geometry: orb.MultiPolygon{{ring, hole}}}
	var out struct {
		Features []struct {
			Geometry struct{ Coordinates orb.MultiPolygon }
		}
	}
	if err := json.Unmarshal(written(t, formats["x.geojson"], []*Parcel{p}), &out); err != nil {
		t.Fatal(err)
	}
	got := out.Features[0].Geometry.Coordinates
	if got[0][0].Orientation() != orb.CCW || got[0][1].Orientation() != orb.CW || ring.Orientation() != orb.CW {
		t.Error(got)
	}
	if text := string(written(t, formats["x.geojson"], nil)); !json.Valid([]byte(text)) {
		t.Error(text)
	}
}

func TestHalfAShapeIsNone(t *testing.T) {
	t.Parallel()
	if wkt(orb.MultiPolygon{{make(orb.Ring, 20_000)}}) != "" {
		t.Error("a shape too long for a cell")
	}
}
