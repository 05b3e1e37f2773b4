package geo

import (
	"math"

	"github.com/paulmach/orb"
	"github.com/tidwall/geodesic"
)

// Area is the area of a shape on the ellipsoid in ㎡, holes taken off (on a sphere
// it would be 0.35 % off).
func Area(m orb.MultiPolygon) float64 {
	total := 0.0
	for _, polygon := range m {
		for i, ring := range polygon {
			if area := ringArea(ring); i == 0 {
				total += area
			} else {
				total -= area
			}
		}
	}
	return total
}

// plane is how wide a ring may be, in degrees, to be measured in the plane: there
// the two ways agree to 0.00005 %, and the plane is ten times as fast.
const plane = 0.1

func ringArea(ring orb.Ring) float64 {
	if len(ring) < 4 {
		return 0
	}
	if b := ring.Bound(); b.Max[0]-b.Min[0] < plane && b.Max[1]-b.Min[1] < plane && math.Abs(b.Max[1]) < 80 {
		return planeArea(ring, b.Center()[0])
	}
	p := geodesic.WGS84.PolygonInit(false)
	for _, at := range ring[:len(ring)-1] { // it closes the ring itself
		p.AddPoint(at[1], at[0])
	}
	var area, perimeter float64
	p.Compute(false, true, &area, &perimeter)
	return math.Abs(area)
}

// planeArea measures a ring in a Gauss–Krüger plane of its own, whose meridian goes
// through its middle, where the scale is 1.
func planeArea(ring orb.Ring, meridian float64) float64 {
	var twice, x, y float64
	east, north := cgcs2000.forward(ring[0][0]-meridian, ring[0][1])
	for _, at := range ring[1:] {
		e, n := cgcs2000.forward(at[0]-meridian, at[1])
		e, n = e-east, n-north
		twice, x, y = twice+x*n-e*y, e, n
	}
	return math.Abs(twice) / 2
}

// Centre is a point within the shape's largest part, or near it: where a label goes.
func Centre(m orb.MultiPolygon) (orb.Point, bool) {
	var best orb.Ring
	for _, polygon := range m {
		if len(polygon) > 0 && len(polygon[0]) > 3 && (best == nil || span(polygon[0]) > span(best)) {
			best = polygon[0]
		}
	}
	if best == nil {
		return orb.Point{}, false
	}
	// The centroid by the shoelace, about the first point so that no digits are lost.
	var twice, x, y float64
	o := best[0]
	for i := range len(best) - 1 {
		ax, ay, bx, by := best[i][0]-o[0], best[i][1]-o[1], best[i+1][0]-o[0], best[i+1][1]-o[1]
		cross := ax*by - bx*ay
		twice, x, y = twice+cross, x+(ax+bx)*cross, y+(ay+by)*cross
	}
	if twice == 0 {
		return best.Bound().Center(), true
	}
	return orb.Point{o[0] + x/(3*twice), o[1] + y/(3*twice)}, true
}

func span(r orb.Ring) float64 {
	b := r.Bound()
	return (b.Max[0] - b.Min[0]) * (b.Max[1] - b.Min[1])
}
