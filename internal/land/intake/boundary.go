package intake

import (
	"bufio"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"zhaoyun/internal/geo"
	"zhaoyun/internal/land/notice"
	"zhaoyun/internal/sheet/read"
)

// boundary reads the text in which surveying offices exchange the boundary points
// of parcels (界址点坐标交换格式): [属性描述] with the system, [地块坐标] with a line for
// each parcel that ends in @, and its points: name, ring, X (northing), Y (easting).
type boundary struct {
	text     read.Text
	lines    *bufio.Reader
	number   int
	head     map[string]string
	pending  string // the line of the next parcel, read already
	at       int    // where it stood
	declared geo.CRS
	problem  error
}

// boundaryHeads are what the line of a parcel holds, in this order. The area is in
// hectares.
var boundaryHeads = []string{"界址点数", "地块面积(公顷)", "地块编号", "地块名称", "图形属性", "图幅号", "地块用途", "地类编码"}

// mostLine is the most bytes of a line.
const mostLine = 64 << 10

func newBoundary(t read.Text, _ Limits) (reader, error) {
	b := &boundary{text: t, lines: bufio.NewReaderSize(t.Reader(), mostLine), head: map[string]string{}}
	section := ""
	for {
		line, err := b.line()
		if errors.Is(err, io.EOF) {
			return nil, errNoBoundary
		}
		if err != nil {
			return nil, err
		}
		if strings.HasPrefix(line, "[") {
			if section = strings.Trim(line, "[]"); section == "地块坐标" {
				break
			}
			continue
		}
		if key, value, ok := strings.Cut(line, "="); ok && section == "属性描述" {
			b.head[strings.TrimSpace(key)] = strings.TrimSpace(value)
		}
	}
	b.declare()
	return b, nil
}

// declare reads the system. 80 and 54 are older datums; without a zone, or with one
// of 6°, the numbers have to tell.
func (b *boundary) declare() {
	system := strings.ToUpper(b.head["坐标系"])
	switch {
	case strings.Contains(system, "80") || strings.Contains(system, "54"):
		b.problem = geo.ErrDatum
	case b.head["几度分带"] == "6":
		b.problem = geo.ErrProjection
	case b.head["带号"] != "":
		n, err := strconv.Atoi(b.head["带号"])
		if err == nil {
			b.declared, err = geo.Zone(n, true)
		}
		if err != nil {
			b.problem = geo.ErrProjection
		}
	}
}

// line reads a line, folded; empty ones are left out.
func (b *boundary) line() (string, error) {
	for {
		line, err := b.lines.ReadSlice('\n')
		b.number++
		if errors.Is(err, bufio.ErrBufferFull) {
			return "", read.ErrRowTooLarge
		}
		if s := strings.TrimSpace(notice.Fold(strings.TrimRight(string(line), "\r\n"))); s != "" {
			return s, nil
		}
		if err != nil {
			return "", read.EndOf(b.number, err)
		}
	}
}

func (b *boundary) next() (*record, error) {
	if b.pending == "" {
		line, err := b.line()
		if err != nil {
			return nil, err
		}
		b.pending, b.at = line, b.number
	}
	rec := &record{line: b.at}
	b.parcel(rec, b.pending)
	b.pending = ""
	return rec, b.points(rec)
}

// parcel reads the line of a parcel.
func (b *boundary) parcel(rec *record, line string) {
	if !strings.HasSuffix(line, "@") {
		rec.problem = GeometryUnread
	}
	for i, value := range strings.Split(strings.TrimSuffix(strings.TrimSuffix(line, "@"), ","), ",") {
		if value = strings.TrimSpace(value); value != "" && i < len(boundaryHeads) {
			rec.cells = append(rec.cells, Cell{Heading: boundaryHeads[i], Text: value, column: i})
		}
	}
}

// points reads the points of a parcel up to the next one. The points of a ring have
// its number: the first is the outer one, the others are holes.
func (b *boundary) points(rec *record) error {
	var rings []orb.Ring
	ring, points := "", 0
	for {
		line, err := b.line()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		if strings.HasSuffix(line, "@") {
			b.pending, b.at = line, b.number
			break
		}
		if points++; points > geo.MostPoints {
			rec.problem = FindingCode(geo.FaultTooManyDots)
			continue
		}
		fields := strings.Split(line, ",")
		if len(fields) < 4 {
			rec.problem = GeometryUnread
			continue
		}
		north, err1 := strconv.ParseFloat(strings.TrimSpace(fields[2]), 64)
		east, err2 := strconv.ParseFloat(strings.TrimSpace(fields[3]), 64)
		if err1 != nil || err2 != nil {
			rec.problem = GeometryUnread
			continue
		}
		if n := strings.TrimSpace(fields[1]); n != ring || len(rings) == 0 {
			ring = n
			rings = append(rings, nil)
		}
		rings[len(rings)-1] = append(rings[len(rings)-1], orb.Point{east, north})
	}
	switch {
	case rec.problem != "":
	case points == 0:
		rec.problem = FindingCode(geo.FaultEmpty)
	default:
		rec.shape = orb.MultiPolygon{orb.Polygon(rings)}
	}
	return nil
}

func (b *boundary) columns() []string { return boundaryHeads }

func (b *boundary) about() about {
	return about{encoding: b.text.Encoding, crs: b.declared, problem: b.problem}
}
func (b *boundary) close() error { return nil }
