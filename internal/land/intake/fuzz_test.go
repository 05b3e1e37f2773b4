package intake

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"testing"

	"zhaoyun/internal/core"
	"zhaoyun/internal/geo"
)

// Whatever stands in a file, reading it ends, with rows or an error that has a code,
// and what is good can be measured and written.
func FuzzAnyFileIsSurvived(f *testing.F) {
	for _, name := range []string{"parcels.geojson", "notices-gb18030.csv", "boundary-gbk.txt", "parcels.kml"} {
		data, err := os.ReadFile("../../../testdata/land/" + name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte("宗地编号,坐标\nA,\"POLYGON((120 30,120.1 30,120.1 30.1,120 30))\"\n"))
	f.Add([]byte(`{"type":"Polygon","coordinates":[[[120,30],[120.1,30],[120.1,30.1],[120,30]]]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := Open(source("x", data), Options{Limits: Limits{Rows: 1000}})
		if err == nil {
			defer file.Close()
		}
		for err == nil {
			var row *Row
			if row, err = file.Next(); err != nil {
				break
			}
			if _, err := json.Marshal(row); err != nil {
				t.Errorf("a row that cannot be written: %v", err)
			}
			for _, f := range row.Findings {
				if f.Code == "" || f.Level == "" {
					t.Errorf("%+v", f)
				}
			}
			if row.Verdict != Bad && len(row.Geometry) > 0 && row.AreaM2 == nil {
				t.Error("a good shape without its area")
			}
			if row.Bounds != nil && !geo.CGCS2000.Fits(*row.Bounds) && row.Verdict != Bad {
				t.Errorf("a good shape outside China: %v", *row.Bounds)
			}
		}
		var coded *core.Error
		if !errors.Is(err, io.EOF) && !errors.As(err, &coded) {
			t.Errorf("an error without a code: %v", err)
		}
	})
}
