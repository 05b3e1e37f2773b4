package geo

import (
	"errors"
	"fmt"

	"github.com/paulmach/orb"
	"github.com/peterstace/simplefeatures/geom"
)

// Plan lays shapes of a few kilometres out flat, in metres, to hold them against
// each other. Its meridian goes through the first point, where the scale is 1.
type Plan struct{ meridian, east, north float64 }

// NewPlan makes a plan around a point.
func NewPlan(origin orb.Point) Plan {
	east, north := cgcs2000.forward(0, origin[1])
	return Plan{origin[0], east, north}
}

// Flat lays a shape out. It fails with what is wrong with the shape.
func (p Plan) Flat(m orb.MultiPolygon) (Flat, error) {
	if faults := Check(m); len(faults) > 0 {
		return Flat{}, fmt.Errorf("%s", faults[0].Code)
	}
	polygons := make([]geom.Polygon, 0, len(m))
	for _, polygon := range m {
		rings := make([]geom.LineString, 0, len(polygon))
		for _, ring := range polygon {
			xy := make([]float64, 0, 2*len(ring))
			for _, at := range ring {
				east, north := cgcs2000.forward(at[0]-p.meridian, at[1])
				xy = append(xy, east-p.east, north-p.north)
			}
			rings = append(rings, geom.NewLineString(geom.NewSequence(xy, geom.DimXY)))
		}
		polygons = append(polygons, geom.NewPolygon(rings))
	}
	return Flat{geom.NewMultiPolygon(polygons).AsGeometry()}, nil
}

// Flat is a shape on a plan.
type Flat struct{ g geom.Geometry }

// errPlan hides what the library says of shapes it cannot work with.
var errPlan = errors.New("geo: the shapes cannot be held against each other")

// Area is in ㎡.
func (f Flat) Area() float64 { return f.g.Area() }

// Overlap is the area that two shapes share.
func (f Flat) Overlap(o Flat) (float64, error) { return areaOf(geom.Intersection(f.g, o.g)) }

// Beyond is the area of a shape that another does not cover.
func (f Flat) Beyond(o Flat) (float64, error) { return areaOf(geom.Difference(f.g, o.g)) }

// Together is the area that shapes cover together.
func Together(shapes []Flat) (float64, error) {
	all := make([]geom.Geometry, len(shapes))
	for i, s := range shapes {
		all[i] = s.g
	}
	return areaOf(geom.UnionMany(all))
}

func areaOf(g geom.Geometry, err error) (float64, error) {
	if err != nil {
		return 0, errors.Join(errPlan, err)
	}
	return g.Area(), nil
}
