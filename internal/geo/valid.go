package geo

import (
	"math"

	"github.com/paulmach/orb"
	"github.com/peterstace/simplefeatures/geom"
)

// FaultCode says what is wrong with a shape.
type FaultCode string

// The faults.
const (
	FaultEmpty       FaultCode = "geometry_empty"
	FaultNumber      FaultCode = "geometry_number"        // a coordinate is no number
	FaultFewPoints   FaultCode = "geometry_few_points"    // a ring of fewer than three points, or without area
	FaultCrossing    FaultCode = "geometry_self_crossing" // a bow-tie
	FaultHoleOutside FaultCode = "geometry_hole_outside"
	FaultHolesMeet   FaultCode = "geometry_holes_meet" // holes in or across each other, or cutting the shape apart
	FaultPartsMeet   FaultCode = "geometry_parts_meet" // parts that overlap
	FaultTooManyDots FaultCode = "geometry_too_detailed"
)

// Fault is one fault with the place where it shows.
type Fault struct {
	Code    FaultCode  `json:"code"`
	Polygon int        `json:"polygon"` // counted from 0
	Ring    int        `json:"ring"`    // 0 is the outer one
	At      *orb.Point `json:"at,omitempty"`
}

// MostPoints is how many points a shape may have. A surveyed parcel has tens; this
// many would be one every 20 cm around a square kilometre.
const MostPoints = 20_000

// Check looks for the faults of a shape whose rings are closed, the worst of each
// ring. Nothing is repaired: a repaired bow-tie silently loses half its area.
// The verdict is simplefeatures' (the rules of OGC Simple Features); the place of
// a crossing is found here.
func Check(m orb.MultiPolygon) []Fault {
	switch n := Points(m); {
	case n == 0:
		return []Fault{{Code: FaultEmpty}}
	case n > MostPoints:
		return []Fault{{Code: FaultTooManyDots}}
	}
	var faults []Fault
	polygons := make([]geom.Polygon, 0, len(m))
	for i, polygon := range m {
		own, checked := checkRings(i, polygon)
		if len(own) == 0 {
			if f, bad := checkPolygon(i, polygon, checked); bad {
				own = []Fault{f}
			}
		}
		faults = append(faults, own...)
		polygons = append(polygons, checked)
	}
	if len(faults) > 0 || len(m) < 2 {
		return faults
	}
	if err := geom.NewMultiPolygon(polygons).Validate(); err != nil {
		return []Fault{partsMeet(m)}
	}
	return nil
}

func checkRings(i int, polygon orb.Polygon) ([]Fault, geom.Polygon) {
	if len(polygon) == 0 {
		return []Fault{{Code: FaultEmpty, Polygon: i}}, geom.Polygon{}
	}
	var faults []Fault
	rings := make([]geom.LineString, len(polygon))
	for j, ring := range polygon {
		flat := make([]float64, 0, 2*len(ring))
		fault := Fault{Polygon: i, Ring: j}
		for _, p := range ring {
			if math.IsNaN(p[0]+p[1]) || math.IsInf(p[0], 0) || math.IsInf(p[1], 0) {
				fault.Code = FaultNumber
			}
			flat = append(flat, p[0], p[1])
		}
		rings[j] = geom.NewLineString(geom.NewSequence(flat, geom.DimXY))
		switch {
		case fault.Code != "":
		case len(ring) < 4 || flatRing(ring):
			fault.Code, fault.At = FaultFewPoints, first(ring)
		case !rings[j].IsSimple():
			fault.Code, fault.At = FaultCrossing, crossing(ring)
		default:
			continue
		}
		faults = append(faults, fault)
	}
	return faults, geom.NewPolygon(rings)
}

// checkPolygon looks at how sound rings lie to each other.
func checkPolygon(i int, polygon orb.Polygon, checked geom.Polygon) (Fault, bool) {
	if len(polygon) == 1 || checked.Validate() == nil {
		return Fault{}, false
	}
	for j := 1; j < len(polygon); j++ {
		if at := leaves(polygon[j], polygon[0]); at != nil {
			return Fault{Code: FaultHoleOutside, Polygon: i, Ring: j, At: at}, true
		}
	}
	for j := 2; j < len(polygon); j++ {
		for k := 1; k < j; k++ {
			if at := meet(polygon[j], polygon[k]); at != nil {
				return Fault{Code: FaultHolesMeet, Polygon: i, Ring: j, At: at}, true
			}
		}
	}
	return Fault{Code: FaultHolesMeet, Polygon: i, Ring: 1, At: first(polygon[1])}, true
}

// partsMeet finds where two parts of a shape overlap.
func partsMeet(m orb.MultiPolygon) Fault {
	for i := 1; i < len(m); i++ {
		for j := range i {
			if at := meet(m[i][0], m[j][0]); at != nil {
				return Fault{Code: FaultPartsMeet, Polygon: i, At: at}
			}
		}
	}
	return Fault{Code: FaultPartsMeet, Polygon: 1, At: first(m[1][0])}
}

// FaultCodes lists them all.
var FaultCodes = []FaultCode{
	FaultEmpty, FaultNumber, FaultFewPoints, FaultCrossing, FaultHoleOutside, FaultHolesMeet, FaultPartsMeet, FaultTooManyDots,
}
