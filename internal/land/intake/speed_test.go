package intake

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"syscall"
	"testing"

	"github.com/jonas-p/go-shp"
	"github.com/xuri/excelize/v2"
)

// How many parcels a second each format is read at, with everything that is made of
// a row: go test ./internal/land/intake -run - -bench Read. The goal is 5,000. The
// second figure is for each second of the processor: what an idle machine would do.

const benchRows = 5_000

var benchHeads = []string{
	"宗地编号", "地块名称", "坐落", "所属行政区", "土地用途", "出让年限", "土地面积(㎡)", "容积率", "建筑密度", "绿地率", "建筑限高", "出让方式", "起始价", "加价幅度", "竞买保证金",
	"公告日期", "报名起止时间", "挂牌起止时间", "状态", "竞得人",
}

func benchRow(i int) []string {
	return []string{
		fmt.Sprintf("杭政储出〔2020〕%d号", i), "示例地块", "望江单元", "上城区", "城镇住宅用地；商业用地", "70年; 40年", "63,599", "大于1并且小于或等于2.2", "≤28%", "不低于30%", "80米以下", "挂牌",
		"133567万元", "500万元", "20%", "2020年4月20日", "2020年4月30日9时至5月12日16时", "2020年5月4日9时至5月14日10时", "公告期", "示例置业有限公司",
	}
}

// benchRing is a parcel of 24 points.
func benchRing(i int) [][2]float64 {
	x, y := 120+0.001*float64(i%100), 30+0.001*float64(i/100)
	var ring [][2]float64
	for k := range 24 {
		sin, cos := math.Sincos(2 * math.Pi * float64(k) / 24)
		r := 0.0003 + 0.0001*float64(k%3)
		ring = append(ring, [2]float64{x + r*cos, y + r*sin})
	}
	return append(ring, ring[0])
}

func benchFiles(b *testing.B) map[string]Source {
	files := map[string]Source{}

	var table bytes.Buffer
	w := csv.NewWriter(&table)
	_ = w.Write(append(benchHeads, "坐标"))
	for i := range benchRows {
		points := ""
		for _, p := range benchRing(i) {
			points += fmt.Sprintf("%.8f,%.8f;", p[0], p[1])
		}
		_ = w.Write(append(benchRow(i), points))
	}
	w.Flush()
	files["CSV"] = source("x.csv", table.Bytes())

	var features bytes.Buffer
	features.WriteString(`{"type":"FeatureCollection","features":[`)
	for i := range benchRows {
		if i > 0 {
			features.WriteString(",\n")
		}
		features.WriteString(`{"type":"Feature","properties":{`)
		for j, v := range benchRow(i) {
			if j > 0 {
				features.WriteByte(',')
			}
			fmt.Fprintf(&features, "%q:%q", benchHeads[j], v)
		}
		features.WriteString(`},"geometry":{"type":"Polygon","coordinates":[[`)
		for j, p := range benchRing(i) {
			if j > 0 {
				features.WriteByte(',')
			}
			fmt.Fprintf(&features, "[%.9f,%.9f]", p[0], p[1])
		}
		features.WriteString("]]}}")
	}
	features.WriteString("]}")
	files["GeoJSON"] = source("x.geojson", features.Bytes())

	files["Excel"] = workbook(b, func(f *excelize.File) {
		for i := range benchRows + 1 {
			values := benchHeads
			if i > 0 {
				values = benchRow(i)
			}
			if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &values); err != nil {
				b.Fatal(err)
			}
		}
	})

	var shapes [][][]shp.Point
	var rows [][]string
	for i := range benchRows {
		var ring []shp.Point
		for k := range 24 {
			sin, cos := math.Sincos(-2 * math.Pi * float64(k) / 24)
			ring = append(ring, shp.Point{X: 40500000 + 100*float64(i%100) + 40*cos, Y: 3347800 + 100*float64(i/100) + 40*sin})
		}
		shapes = append(shapes, [][]shp.Point{append(ring, ring[0])})
		rows = append(rows, []string{fmt.Sprintf("示例〔2020〕%d号", i), "城镇住宅用地；商业用地", "0.5", "≤2.2"})
	}
	files["Shapefile"] = shapefileOf(b, nil, shapes, rows)
	return files
}

func BenchmarkRead(b *testing.B) {
	for name, src := range benchFiles(b) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			n, begun := 0, cpu(b)
			for range b.N {
				f, err := Open(src, Options{})
				if err != nil {
					b.Fatal(err)
				}
				for {
					row, err := f.Next()
					if errors.Is(err, io.EOF) {
						break
					}
					if err != nil || row.Verdict == Bad {
						b.Fatal(err, found(row))
					}
					n++
				}
				if err := f.Close(); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "parcels/s")
			b.ReportMetric(float64(n)/(cpu(b)-begun), "parcels/cpu-s")
		})
	}
}

// cpu is how many seconds the processor has worked for this process.
func cpu(b *testing.B) float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return float64(u.Utime.Sec+u.Stime.Sec) + float64(u.Utime.Usec+u.Stime.Usec)/1e6
}
