package land

import (
	"encoding/json"
	"math"
	"strconv"

	"github.com/paulmach/orb"

	"zhaoyun/internal/core"
	"zhaoyun/internal/geo"
)

// Geometry is the ground of a parcel or a carrier: polygons with holes in longitude
// and latitude of WGS84, rings closed, outer ones counter-clockwise.
type Geometry = orb.MultiPolygon

var errGeometryForm = core.Invalid("geometry_form", "Send a GeoJSON Polygon or MultiPolygon in longitude and latitude (WGS84).").On("body.geometry")

// ParseGeometry reads the type and coordinates of a GeoJSON geometry.
func ParseGeometry(kind string, coordinates json.RawMessage) (Geometry, error) {
	var mp [][][][]float64
	var err error
	switch kind {
	case "Polygon":
		mp = make([][][][]float64, 1)
		err = json.Unmarshal(coordinates, &mp[0])
	case "MultiPolygon":
		err = json.Unmarshal(coordinates, &mp)
	default:
		return nil, errGeometryForm
	}
	if err != nil {
		return nil, errGeometryForm
	}
	g := make(Geometry, 0, len(mp))
	for _, polygon := range mp {
		p := make(orb.Polygon, 0, len(polygon))
		for _, ring := range polygon {
			r := make(orb.Ring, 0, len(ring)+1)
			for _, c := range ring {
				if len(c) < 2 || len(c) > 4 {
					return nil, errGeometryForm
				}
				r = append(r, orb.Point{c[0], c[1]})
			}
			p = append(p, r)
		}
		g = append(g, p)
	}
	if len(g) == 0 {
		return nil, errGeometryForm
	}
	return g, nil
}

// TidyGeometry closes and turns rings the usual way round, and refuses a shape with
// a fault, with the place of it: nothing is repaired silently. No shape is fine.
func TidyGeometry(g Geometry) (Geometry, error) {
	if len(g) == 0 {
		return nil, nil
	}
	geo.Close(g)
	if faults := geo.Check(g); len(faults) > 0 {
		return nil, faulty(faults[0])
	}
	if b := g.Bound(); b.Min[0] < -180 || b.Max[0] > 180 || b.Min[1] < -85 || b.Max[1] > 85 {
		return nil, errGeometryForm
	}
	return turned(g), nil
}

// turned turns rings the usual way round.
func turned(g Geometry) Geometry {
	for _, p := range g {
		for i, r := range p {
			want := orb.CCW
			if i > 0 {
				want = orb.CW
			}
			if r.Orientation() != want {
				r.Reverse()
			}
		}
	}
	return g
}

// faulty is a fault as the error of whoever sent the shape.
func faulty(f geo.Fault) error {
	e := core.Invalid(string(f.Code), "The boundary has a fault. Correct it where it is shown and send it again.").On("body.geometry").
		With("polygon", f.Polygon).With("ring", f.Ring)
	if f.At != nil {
		e = e.With("at", *f.At)
	}
	return e
}

// Coordinates writes a geometry's coordinates and type as GeoJSON has them: nine
// decimals are a tenth of a millimetre.
func Coordinates(g Geometry) (kind string, coordinates json.RawMessage) {
	var b []byte
	if len(g) == 1 {
		return "Polygon", appendPolygon(b, g[0])
	}
	b = append(b, '[')
	for i, p := range g {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendPolygon(b, p)
	}
	return "MultiPolygon", append(b, ']')
}

func appendPolygon(b []byte, p orb.Polygon) []byte {
	b = append(b, '[')
	for i, r := range p {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, '[')
		for j, at := range r {
			if j > 0 {
				b = append(b, ',')
			}
			b = append(b, '[')
			b = appendDegrees(b, at[0])
			b = append(b, ',')
			b = append(appendDegrees(b, at[1]), ']')
		}
		b = append(b, ']')
	}
	return append(b, ']')
}

func appendDegrees(b []byte, v float64) []byte {
	return strconv.AppendFloat(b, math.Round(v*1e9)/1e9, 'f', -1, 64)
}
