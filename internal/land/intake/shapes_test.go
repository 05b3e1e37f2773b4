package intake

import (
	"archive/zip"
	"bytes"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jonas-p/go-shp"
	"github.com/paulmach/orb"
	"golang.org/x/text/encoding/simplifiedchinese"

	"zhaoyun/internal/geo"
)

func TestGeoJSONWithHolesPartsAndBowTies(t *testing.T) {
	t.Parallel()
	f, rows := readAll(t, sourceOf(t, "parcels.geojson"), Options{})
	tell(t, rows)
	if f.Kind != KindGeoJSON || f.CRS.CRS != geo.WGS84 || f.CRS.Certain {
		t.Errorf("%s, %+v", f.Kind, f.CRS)
	}
	want := map[int]string{
		1: "interval_bare far", 2: "area_differs area", 3: "", 4: "geometry_self_crossing!", 5: "geometry_hole_outside!", 6: "geometry_empty!", 7: "geometry_missing",
		8: "geometry_not_area!", 9: "geometry_ring_closed", 10: "coordinates_swapped!", 11: "coordinates_outside!", 12: "number_duplicate number!",
		13: "number_missing number!", 14: "use_unknown uses, interval_unclear far, percent_unclear density", 15: "geometry_unread!", 16: "geometry_parts_meet!",
	}
	if len(rows) != len(want) {
		t.Fatalf("%d rows", len(rows))
	}
	for _, r := range rows {
		if got := found(r); got != want[r.Line] {
			t.Errorf("feature %d: %s", r.Line, got)
		}
		if (r.Verdict == Bad) != strings.Contains(want[r.Line], "!") {
			t.Errorf("feature %d is %s", r.Line, r.Verdict)
		}
	}
	if r := rows[1]; len(r.Geometry) != 1 || len(r.Geometry[0]) != 2 || r.Findings[0].Declared != 8000 || math.Abs(*r.AreaM2-32033) > 200 {
		t.Errorf("a hole: %d rings, %v ㎡, %+v", len(r.Geometry[0]), *r.AreaM2, r.Findings)
	}
	if r := rows[2]; len(r.Geometry) != 2 || len(r.Geometry[1]) != 2 {
		t.Errorf("two parts: %v", r.Geometry)
	}
	if at := rows[3].Findings[0].At; at == nil || math.Hypot(at[0]-120.201, at[1]-30.251) > 1e-9 || len(rows[3].Geometry) == 0 {
		t.Errorf("the bow-tie crosses at %v", at)
	}
}

func TestBoundaryPointsOfASurveyingOffice(t *testing.T) {
	t.Parallel()
	f, rows := readAll(t, sourceOf(t, "boundary-gbk.txt"), Options{})
	if f.Kind != KindBoundary || f.CRS.CRS != "EPSG:4528" || !f.CRS.Certain || len(rows) != 4 {
		t.Fatalf("%s, %+v, %d rows", f.Kind, f.CRS, len(rows))
	}
	for i, want := range []string{"", "", "coordinates_outside!", "coordinates_swapped!"} {
		if got := found(rows[i]); got != want {
			t.Errorf("%s: %s", rows[i].Fields.Number, got)
		}
	}
	// 100 m by 100 m, 16.3 km east of the central meridian: there the plane is (1 + x²/2R²)² too large.
	x := 16350.0 / 6371000
	stretch := (1 + x*x/2) * (1 + x*x/2)
	for i, plane := range []float64{10000, 9900} {
		if got := *rows[i].AreaM2; math.Abs(got-plane/stretch) > 0.02 {
			t.Errorf("%v ㎡, not %v", got, plane/stretch)
		}
	}
	expect(t, "uses", rows[0].Fields.Uses, `[{"scheme":"territorial","version":"2023","code":"1001","name":"工业用地","group":"industrial"}]`)
	expect(t, "area", rows[0].Fields.AreaM2, `10000`)
}

func TestKMLAndKMZ(t *testing.T) {
	t.Parallel()
	plain := sourceOf(t, "parcels.kml")
	text := make([]byte, plain.Size)
	if _, err := plain.Data.ReadAt(text, 0); err != nil {
		t.Fatal(err)
	}
	for _, src := range []Source{plain, zipped(t, map[string][]byte{"doc.kml": text})} {
		f, rows := readAll(t, src, Options{})
		if f.Kind != KindKML || len(rows) != 2 || found(rows[0]) != "area_differs area" || found(rows[1]) != "geometry_not_area!" {
			t.Errorf("%s: %d rows: %s; %s", f.Kind, len(rows), found(rows[0]), found(rows[1]))
		}
		expect(t, "number and name", []string{rows[0].Fields.Number, rows[0].Fields.Name}, `["示例KML[2020]1号","示例地块"]`)
		expect(t, "FAR", rows[0].Fields.FAR, `{"min":2,"max":2.5,"minOpen":true,"text":"2.0<R≤2.5"}`)
		if len(rows[0].Geometry[0]) != 2 {
			t.Error("the hole is lost")
		}
	}
}

func zipped(t testing.TB, parts map[string][]byte) Source {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, data := range parts {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write(data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return source("x.zip", b.Bytes())
}

func gbk(t testing.TB, s string) string {
	t.Helper()
	b, err := simplifiedchinese.GBK.NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

const prj4528 = `PROJCS["CGCS2000_3_Degree_GK_Zone_40",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],` +
	`PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",40500000.0],PARAMETER["False_Northing",0.0],` +
	`PARAMETER["Central_Meridian",120.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]`

// shapefileOf writes a Shapefile with another hand's library: the shapes in
// EPSG:4528, the attributes in GBK.
func shapefileOf(t testing.TB, extra map[string][]byte, shapes [][][]shp.Point, rows [][]string) Source {
	t.Helper()
	dir := t.TempDir()
	w, err := shp.Create(filepath.Join(dir, "x.shp"), shp.POLYGON)
	if err != nil {
		t.Fatal(err)
	}
	heads := []string{"宗地编号", "用途", "TDMJ(公顷)", "RJL"}
	var fields []shp.Field
	for _, h := range heads {
		fields = append(fields, shp.StringField(gbk(t, h), 60))
	}
	if err := w.SetFields(fields); err != nil {
		t.Fatal(err)
	}
	for i, rings := range shapes {
		w.Write(shp.NewPolyLine(rings))
		for j, v := range rows[i] {
			if err := w.WriteAttribute(i, j, gbk(t, v)); err != nil {
				t.Fatal(err)
			}
		}
	}
	w.Close()
	parts := map[string][]byte{}
	for _, ext := range []string{"shp", "shx", "dbf"} {
		if parts[gbk(t, "地块/出让地块.")+ext], err = os.ReadFile(filepath.Join(dir, "x."+ext)); err != nil && ext != "dbf" {
			t.Fatal(err)
		}
		if parts[gbk(t, "地块/出让地块.")+ext] == nil { // the library forgets the dot
			if parts[gbk(t, "地块/出让地块.")+ext], err = os.ReadFile(filepath.Join(dir, "xdbf")); err != nil {
				t.Fatal(err)
			}
		}
	}
	for name, data := range extra {
		parts[gbk(t, "地块/出让地块.")+name] = data
	}
	return zipped(t, parts)
}

// ringOf is a square in metres; clockwise is outer.
func ringOf(x, y, side float64, clockwise bool) []shp.Point {
	r := []shp.Point{{X: x, Y: y}, {X: x, Y: y + side}, {X: x + side, Y: y + side}, {X: x + side, Y: y}, {X: x, Y: y}}
	if !clockwise {
		r[1], r[3] = r[3], r[1]
	}
	return r
}

func TestAShapefileInGBKAndGaussKruger(t *testing.T) {
	t.Parallel()
	src := shapefileOf(t, map[string][]byte{"prj": []byte(prj4528)}, [][][]shp.Point{
		{ringOf(40516300, 3347800, 100, true)},
		{ringOf(40516500, 3347800, 100, true), ringOf(40516510, 3347810, 20, false)},
		{ringOf(40516700, 3347800, 100, true), ringOf(40516900, 3347800, 50, true), ringOf(40516910, 3347810, 10, false)},
		{{{X: 40517000, Y: 3347800}, {X: 40517100, Y: 3347900}, {X: 40517100, Y: 3347800}, {X: 40517000, Y: 3347900}, {X: 40517000, Y: 3347800}}},
		{ringOf(40517200, 3347800, 100, true), ringOf(40517500, 3347810, 20, false)},
		{ringOf(39516300, 3347800, 100, true)},
	}, [][]string{
		{"示例〔2020〕1号", "城镇住宅用地；商业用地", "1.0000", "大于1并且小于或等于2.2"}, {"示例〔2020〕2号", "工业用地", "0.96", "≥1.5"}, {"示例〔2020〕3号", "B1", "1.24", "2.0<R≤2.5"},
		{"示例〔2020〕4号", "商业用地", "", ""}, {"示例〔2020〕5号", "商业用地", "", ""}, {"示例〔2020〕6号", "商业用地", "", ""},
	})
	f, rows := readAll(t, src, Options{})
	tell(t, rows)
	if f.Kind != KindShapefile || f.Encoding != "gb18030" || f.CRS.CRS != "EPSG:4528" || !f.CRS.Certain || f.CRS.Reasons[0] != geo.ReasonDeclared {
		t.Fatalf("%s, %s, %+v", f.Kind, f.Encoding, f.CRS)
	}
	for i, want := range []string{"", "", "", "geometry_self_crossing!", "geometry_hole_outside!", "coordinates_outside!"} {
		if got := found(rows[i]); got != want {
			t.Errorf("%s: %s", rows[i].Fields.Number, got)
		}
	}
	expect(t, "number", rows[0].Fields.Number, `"示例[2020]1号"`)
	expect(t, "FAR", rows[0].Fields.FAR, `{"min":1,"max":2.2,"minOpen":true,"text":"大于1并且小于或等于2.2"}`)
	expect(t, "area", rows[0].Fields.AreaM2, `10000`)
	forward, _ := geo.CRS("EPSG:4528").Inverse()
	if p := forward(rows[0].Geometry[0][0][0]); math.Hypot(p[0]-40516300, p[1]-3347800) > 0.001 {
		t.Errorf("the first point went to %v", p)
	}
	if len(rows[1].Geometry[0]) != 2 || len(rows[2].Geometry) != 2 || len(rows[2].Geometry[1]) != 2 {
		t.Error("holes and parts are mixed up")
	}
}

func TestWithoutAProjectionFileTheNumbersTell(t *testing.T) {
	t.Parallel()
	near := orb.Point{120.17, 30.25}
	for name, c := range map[string]struct {
		x    float64
		prj  string
		near *orb.Point
		want geo.CRS
		sure bool
		row  string
	}{
		"a zone in the numbers":        {40516300, "", nil, "EPSG:4528", true, ""},
		"none, and nothing near":       {516300, "", nil, "", false, "crs_unknown!"},
		"none, but Hangzhou is near":   {516300, "", &near, "EPSG:4549", false, ""},
		"the file of another zone":     {40516300, strings.ReplaceAll(strings.ReplaceAll(prj4528, "405000", "395000"), "120.0", "117.0"), nil, "EPSG:4528", false, ""},
		"an older datum, which is not": {40516300, strings.ReplaceAll(prj4528, "China_Geodetic_Coordinate_System_2000", "Xian_1980"), nil, "", false, "crs_old_datum!"},
	} {
		extra := map[string][]byte{}
		if c.prj != "" {
			extra["prj"] = []byte(c.prj)
		}
		src := shapefileOf(t, extra, [][][]shp.Point{{ringOf(c.x, 3347800, 100, true)}}, [][]string{{"示例1号", "商业用地", "1", "2"}})
		f, rows := readAll(t, src, Options{Near: c.near})
		if f.CRS.CRS != c.want || f.CRS.Certain != c.sure || strings.TrimSuffix(strings.TrimPrefix(found(rows[0]), "interval_bare far"), "") != c.row && found(rows[0]) != "interval_bare far, "+c.row {
			t.Errorf("%s: %+v: %s", name, f.CRS, found(rows[0]))
		}
	}
	src := shapefileOf(t, nil, [][][]shp.Point{{ringOf(516300, 3347800, 100, true)}}, [][]string{{"示例1号", "商业用地", "1", "≤2"}})
	if f, rows := readAll(t, src, Options{CRS: "EPSG:4549"}); !f.CRS.Certain || found(rows[0]) != "" {
		t.Errorf("as chosen: %+v: %s", f.CRS, found(rows[0]))
	}
}

func TestShiftedCoordinatesComeBackWhenSomebodySaysSo(t *testing.T) {
	t.Parallel()
	f, rows := readAll(t, source("x.csv", []byte("宗地编号,坐标\nA,\"120.17,30.25;120.171,30.25;120.171,30.251\"\n")), Options{CRS: geo.GCJ02})
	p := rows[0].Geometry[0][0][0]
	if back := geo.ToGCJ02(p); f.CRS.CRS != geo.GCJ02 || math.Hypot(back[0]-120.17, back[1]-30.25) > 1e-9 || p[0] == 120.17 {
		t.Errorf("%v", p)
	}
	if _, err := Open(source("x.csv", []byte("宗地编号,坐标\nA,\"120.17,30.25;120.171,30.25;120.171,30.251\"\n")), Options{CRS: "EPSG:3857"}); err == nil {
		t.Error("a system that is not known here")
	}
}

func TestShapesInCells(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"POLYGON((120 30,120.1 30,120.1 30.1,120 30))":                                                               "",
		"POLYGON ((120 30, 120.1 30, 120.1 30.1, 120 30), (120.05 30.01, 120.06 30.01, 120.06 30.02, 120.05 30.01))": "",
		"multipolygon(((120 30,120.1 30,120.1 30.1,120 30)))":                                                        "",
		"POLYGON Z((120 30 1,120.1 30 1,120.1 30.1 1,120 30 1))":                                                     "",
		"POLYGON EMPTY": "geometry_empty", "POINT(120 30)": "geometry_not_area", "POLYGON((120 30,120.1": "geometry_unread", "POLYGON((a b,c d))": "geometry_unread",
		`{"type":"Polygon","coordinates":[[[120,30],[120.1,30],[120.1,30.1],[120,30]]]}`: "",
		"J1,3347839.26,40516361.41;J2,3347939.26,40516361.41;J3,3347939.26,40516461.41":  "",
		"120,30;120.1,30;120.1,30.1": "", "120 30；120.1 30；120.1 30.1": "", "120,30;120.1,30": "geometry_unread", "见附图": "geometry_unread", "": "geometry_missing",
	} {
		if shape, code := textShape(text); string(code) != want || (want == "") != (geo.Points(shape) > 0) {
			t.Errorf("%q: %q, %v", text, code, shape)
		}
	}
}
