package intake

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"zhaoyun/internal/core"
	"zhaoyun/internal/sheet/read"
)

// endless is a file of any size that takes no memory: a beginning, then the same
// bytes over and over.
type endless struct {
	head string
	body string
}

func (e endless) ReadAt(p []byte, at int64) (int, error) {
	for i := range p {
		if n := at + int64(i); n < int64(len(e.head)) {
			p[i] = e.head[n]
		} else {
			p[i] = e.body[(n-int64(len(e.head)))%int64(len(e.body))]
		}
	}
	return len(p), nil
}

// padded puts zeros before a file, which an archive may have.
func padded(src Source, size int64) io.ReaderAt {
	raw := make([]byte, size)
	copy(raw, "PK\x03\x04")
	_, _ = src.Data.ReadAt(raw[size-src.Size:], 0)
	return bytes.NewReader(raw)
}

// codeOf opens and reads a file to its end and answers with the code of its error.
func codeOf(src Source, o Options) string {
	f, err := Open(src, o)
	for err == nil {
		_, err = f.Next()
	}
	if f != nil {
		defer func() { _ = f.Close() }()
	}
	var e *core.Error
	switch {
	case errors.Is(err, io.EOF):
		return ""
	case errors.As(err, &e):
		return e.Code
	}
	return err.Error()
}

func zipNamed(t *testing.T, names ...string) Source {
	t.Helper()
	parts := map[string][]byte{}
	for _, n := range names {
		parts[n] = []byte("x")
	}
	return zipped(t, parts)
}

func bomb(t *testing.T, name string, size int) Source {
	t.Helper()
	return zipped(t, map[string][]byte{name: make([]byte, size)})
}

// wide is a text of ASCII in UTF-16.
func wide(s string) []byte {
	b := make([]byte, 0, 2*len(s))
	for i := range len(s) {
		b = append(b, s[i], 0)
	}
	return b
}

func TestBadFilesGetAClearAnswer(t *testing.T) {
	t.Parallel()
	locked := zipNamed(t, "x.shp", "x.dbf")
	raw := make([]byte, locked.Size)
	if _, err := locked.Data.ReadAt(raw, 0); err != nil {
		t.Fatal(err)
	}
	raw[bytes.LastIndex(raw, []byte("PK\x01\x02"))+8] |= 1
	entries := make([]string, read.MostEntries+1)
	for i := range entries {
		entries[i] = fmt.Sprint(i)
	}
	for name, c := range map[string]struct {
		src  Source
		want string
	}{
		"nothing":                          {source("x.csv", nil), "import_file_empty"},
		"500 MB":                           {Source{Name: "x.csv", Size: 500 << 20, Data: endless{"", "x"}}, "import_file_too_large"},
		"a picture":                        {source("x.csv", []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR")), "import_kind_unknown"},
		"a page":                           {source("x.kml", []byte("<html></html>")), "import_kind_unknown"},
		"JSON of something else":           {source("x.geojson", []byte(`{"a":1}`)), "import_kind_unknown"},
		"GeoJSON cut off":                  {source("x.geojson", []byte(`{"type":"FeatureCollection","features":[{"type":"Feature"`)), "import_file_damaged"},
		"GeoJSON without features":         {source("x.geojson", []byte(`{"type":"FeatureCollection","features":[]}`)), "import_no_rows"},
		"KML cut off":                      {source("x.kml", []byte(`<kml><Placemark><name>a`)), "import_file_damaged"},
		"an old Excel file":                {source("x.xls", []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")), "import_excel_old"},
		"a locked Excel file":              {source("x.xlsx", append([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), wide("EncryptedPackage")...)), "import_locked"},
		"a locked archive":                 {source("x.zip", raw), "import_locked"},
		"another archive":                  {source("x.rar", []byte("Rar!\x1a\x07\x00")), "import_archive_kind"},
		"an Excel file of 33 MB":           {Source{Name: "x.xlsx", Size: 33 << 20, Data: padded(zipNamed(t, "xl/workbook.xml"), 33<<20)}, "import_file_too_large"},
		"an archive cut off":               {source("x.zip", []byte("PK\x03\x04 something")), "import_file_damaged"},
		"an archive of something else":     {zipNamed(t, "readme.txt"), "import_kind_unknown"},
		"an archive that wants out":        {zipNamed(t, "../../etc/x.shp", "x.dbf"), "import_path_escape"},
		"an absolute path":                 {zipNamed(t, "/etc/x.shp"), "import_path_escape"},
		"a path of Windows":                {zipNamed(t, `..\x.shp`), "import_path_escape"},
		"a drive":                          {zipNamed(t, "C:/x.shp"), "import_path_escape"},
		"a bomb":                           {bomb(t, "x.shp", 64<<20), "import_archive_bomb"},
		"a bomb in Excel":                  {bomb(t, "xl/workbook.xml", 64<<20), "import_archive_bomb"},
		"too many parts":                   {zipNamed(t, entries...), "import_archive_entries"},
		"a Shapefile without attributes":   {zipNamed(t, "x.shp", "x.prj"), "import_part_missing"},
		"a .shp by itself":                 {source("x.shp", []byte("\x00\x00\x27\x0a\x00\x00\x00\x00")), "import_part_missing"},
		"two Shapefiles":                   {zipNamed(t, "x.shp", "x.dbf", "y.shp", "y.dbf"), "import_several_layers"},
		"a Shapefile of rubbish":           {zipNamed(t, "x.shp", "x.dbf"), "import_file_damaged"},
		"an Excel file without its sheets": {zipNamed(t, "xl/workbook.xml"), "import_file_damaged"},
		"a table without headings":         {source("x.csv", []byte("1,2\n3,4\n")), "import_no_headings"},
		"headings alone":                   {source("x.csv", []byte("宗地编号,用途\n")), "import_no_rows"},
		"a quotation mark that stays open": {Source{Name: "x.csv", Size: 12 << 20, Data: endless{"宗地编号,用途\nA,\"", "住"}}, "import_row_too_large"},
		"a bracket that stays open":        {Source{Name: "x.geojson", Size: 12 << 20, Data: endless{`{"type":"FeatureCollection","features":[{"properties":{"a":"`, "x"}}, "import_row_too_large"},
		"an element that stays open":       {Source{Name: "x.kml", Size: 12 << 20, Data: endless{`<kml><Placemark><name>`, "x"}}, "import_row_too_large"},
		"a line that does not end":         {Source{Name: "x.txt", Size: 12 << 20, Data: endless{"[地块坐标]\n", "1,"}}, "import_row_too_large"},
		"boundary points without parcels":  {source("x.txt", []byte("[属性描述]\n带号=40\n")), "import_boundary_form"},
	} {
		if got := codeOf(c.src, Options{Limits: Limits{Record: 4 << 20}}); got != c.want {
			t.Errorf("%s: %q, not %q", name, got, c.want)
		}
	}
	many := source("x.csv", []byte("宗地编号,用途\n"+strings.Repeat("A,住宅\n", 20)))
	if got := codeOf(many, Options{Limits: Limits{Rows: 10}}); got != "import_too_many_rows" {
		t.Errorf("too many rows: %q", got)
	}
}

// A part that unpacks to more than its head says is stopped while it is read.
func TestAnArchiveCannotLieAboutItsSize(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range []string{"x.shp", "x.dbf"} {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write(make([]byte, 1<<20))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	raw := b.Bytes()
	for at := bytes.Index(raw, []byte("PK\x01\x02")); at >= 0 && at < len(raw); {
		binary.LittleEndian.PutUint32(raw[at+24:], 100)
		next := bytes.Index(raw[at+4:], []byte("PK\x01\x02"))
		if next < 0 {
			break
		}
		at += 4 + next
	}
	if got := codeOf(source("x.zip", raw), Options{}); got != "import_archive_bomb" && got != "import_file_damaged" {
		t.Errorf("%q", got)
	}
}

func TestAPolygonOfAMillionPointsIsRefusedAndTheNextRowRead(t *testing.T) {
	t.Parallel()
	var points strings.Builder
	for i := range 1_000_000 {
		if i > 0 {
			points.WriteByte(',')
		}
		fmt.Fprintf(&points, "[120.%06d,30.25]", i)
	}
	features := `{"type":"FeatureCollection","features":[{"properties":{"宗地编号":"A"},"geometry":{"type":"Polygon","coordinates":[[` + points.String() +
		`]]}},{"properties":{"宗地编号":"B"},"geometry":{"type":"Polygon","coordinates":[[[120.17,30.25],[120.171,30.25],[120.171,30.251],[120.17,30.25]]]}}]}`
	lines := "[属性描述]\n带号=40\n[地块坐标]\n1000000,1,A,,,,,,@\n" + strings.Repeat("J1,1,3347800,40516300\n", 1_000_000) + "4,1,B,,,,,,@\n" +
		"J1,1,3347800,40516300\nJ2,1,3347900,40516300\nJ3,1,3347900,40516400\nJ1,1,3347800,40516300\n"
	table := "宗地编号,坐标\nA,\"" + strings.Repeat("120.1,30;", 100_000) + "\"\nB,\"120.17,30.25;120.171,30.25;120.171,30.251;120.17,30.25\"\n"
	for name, text := range map[string]string{"x.geojson": features, "x.txt": lines, "x.csv": table} {
		_, rows := readAll(t, source(name, []byte(text)), Options{})
		if len(rows) != 2 || !strings.HasPrefix(found(rows[0]), "geometry_too_detailed!") || rows[1].Verdict == Bad {
			t.Errorf("%s: %d rows: %s", name, len(rows), found(rows[0]))
		}
	}
}

func TestMemoryDoesNotGrowWithTheFile(t *testing.T) {
	row := "示例%d,城镇住宅用地；商业用地,70年; 40年,63599㎡,大于1并且小于或等于2.2,133567万元\n"
	var body strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&body, row, i)
	}
	src := Source{Name: "x.csv", Size: 20 << 20, Data: endless{"宗地编号,土地用途,出让年限,土地面积,容积率,起始价\n", body.String()}}
	f, err := Open(src, Options{Limits: Limits{Rows: 1 << 30}})
	if err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	for range 100_000 {
		if _, err := f.Next(); err != nil {
			t.Fatal(err)
		}
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	if grown := int64(after.HeapAlloc) - int64(before.HeapAlloc); grown > 8<<20 {
		t.Errorf("%d MB more after 100,000 rows", grown>>20)
	}
}

func TestRowsOfRubbishStayBounded(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("住宅;", 100_000)
	_, rows := readAll(t, source("x.csv", []byte("宗地编号,用途,起始价\nA,"+long+","+strings.Repeat("(", 100_000)+"\n")), Options{})
	if got := found(rows[0]); got != "text_too_long uses, text_too_long start" || len(rows[0].Fields.Uses) > 0 {
		t.Error(got)
	}
	if got := codeOf(source("x.csv", []byte("宗地编号,用途\nA,B"+strings.Repeat(",x", 20_000)+"\n")), Options{}); got != "import_row_too_large" {
		t.Errorf("20,000 columns: %q", got)
	}
	var many strings.Builder
	for i := range 20_000 {
		fmt.Fprintf(&many, `,"p%d":"x"`, i)
	}
	_, rows = readAll(t, source("x.geojson", []byte(`{"type":"FeatureCollection","features":[{"properties":{"宗地编号":"A"`+many.String()+`},"geometry":null}]}`)), Options{})
	if !strings.HasPrefix(found(rows[0]), "text_too_long") || len(rows[0].Cells) != read.MostColumns {
		t.Errorf("20,000 properties: %s, %d cells", found(rows[0]), len(rows[0].Cells))
	}
}

func TestCountsInAShapefileHaveNoPowerOverTheMemory(t *testing.T) {
	t.Parallel()
	content := make([]byte, 48+16*4)
	binary.LittleEndian.PutUint32(content, polygon)
	for name, c := range map[string]struct {
		parts, points, first uint32
		want                 string
	}{
		"sound": {1, 4, 0, ""}, "two thousand million points": {1, 1 << 31, 0, "geometry_too_detailed"}, "more points than bytes": {1, 5, 0, "geometry_unread"},
		"two thousand million parts": {1 << 31, 4, 0, "geometry_unread"}, "a part that begins behind the end": {1, 4, 9, "geometry_unread"}, "nothing": {0, 0, 0, "geometry_empty"},
	} {
		binary.LittleEndian.PutUint32(content[36:], c.parts)
		binary.LittleEndian.PutUint32(content[40:], c.points)
		binary.LittleEndian.PutUint32(content[44:], c.first)
		if _, got := polygonOf(content); string(got) != c.want {
			t.Errorf("%s: %q, not %q", name, got, c.want)
		}
	}
}
