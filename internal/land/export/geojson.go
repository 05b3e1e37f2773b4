package export

import (
	"bufio"
	"encoding/json"
	"io"

	"github.com/paulmach/orb"

	"zhaoyun/internal/geo"
)

type geoJSON struct {
	w *bufio.Writer
	n int
}

// GeoJSON writes a FeatureCollection (RFC 7946: WGS84, outer rings counter-clockwise).
func GeoJSON(w io.Writer) Writer { return &geoJSON{w: bufio.NewWriterSize(w, 64<<10)} }

func (g *geoJSON) begin() {
	if g.n == 0 {
		_, _ = g.w.WriteString(`{"type":"FeatureCollection","features":[`) // a bufio.Writer keeps its error for Flush
	} else {
		_ = g.w.WriteByte(',')
	}
	_ = g.w.WriteByte('\n')
	g.n++
}

func (g *geoJSON) Write(p *Parcel) error {
	g.begin()
	_, _ = g.w.WriteString(`{"type":"Feature","properties":{`)
	first := true
	for _, c := range columns {
		v := c.value(p)
		if v == "" {
			continue
		}
		value, err := json.Marshal(v)
		if err != nil {
			return err
		}
		if !first {
			_ = g.w.WriteByte(',')
		}
		first = false
		_, _ = g.w.WriteString(`"` + c.heading + `":`)
		_, _ = g.w.Write(value)
	}
	_, _ = g.w.WriteString(`},"geometry":`)
	g.geometry(geo.Wound(p.Geometry))
	_, err := g.w.WriteString(`}`)
	return err
}

func (g *geoJSON) geometry(m orb.MultiPolygon) {
	if len(m) == 0 {
		_, _ = g.w.WriteString("null")
		return
	}
	_, _ = g.w.WriteString(`{"type":"MultiPolygon","coordinates":[`)
	for i, polygon := range m {
		g.list(i)
		for j, ring := range polygon {
			g.list(j)
			for k, at := range ring {
				g.list(k)
				_, _ = g.w.WriteString(degrees(at[0]) + "," + degrees(at[1]) + "]")
			}
			_ = g.w.WriteByte(']')
		}
		_ = g.w.WriteByte(']')
	}
	_, _ = g.w.WriteString("]}")
}

func (g *geoJSON) list(i int) {
	if i > 0 {
		_ = g.w.WriteByte(',')
	}
	_ = g.w.WriteByte('[')
}

func (g *geoJSON) Close() error {
	if g.n == 0 {
		g.begin()
	}
	_, _ = g.w.WriteString("\n]}\n")
	return g.w.Flush()
}
