// Package geo knows the coordinates that Chinese land data comes in, and measures
// and checks the shapes made of them.
//
// Inside the house every position is longitude, latitude in degrees of CGCS2000,
// which is WGS84 for anything one can see (they differ by centimetres). Everything
// else is converted at the edges by Transform and never stored. A shape is an
// orb.MultiPolygon: outer ring first, then its holes.
//
// Sources of the formulas:
//   - transverse Mercator: L. Krüger's series in n, to n⁶, with the coefficients of
//     C. F. F. Karney, Transverse Mercator with an accuracy of a few nanometers,
//     J. Geodesy 85 (2011), eq. (35), (36);
//   - areas: C. F. F. Karney, Algorithms for geodesics, J. Geodesy 87 (2013);
//   - GCJ-02 and BD-09: the formulas that are publicly known; there is no official
//     text. They agree with the maps that use them to about a metre.
package geo

import "github.com/paulmach/orb"

// Points counts the points of a shape.
func Points(m orb.MultiPolygon) int {
	n := 0
	for _, polygon := range m {
		for _, ring := range polygon {
			n += len(ring)
		}
	}
	return n
}

// Each replaces every point of a shape by what f makes of it.
func Each(m orb.MultiPolygon, f func(orb.Point) orb.Point) {
	for _, polygon := range m {
		for _, ring := range polygon {
			for i, p := range ring {
				ring[i] = f(p)
			}
		}
	}
}

// Bounds are the bounds of a shape, whatever parts of it are empty; false when it has
// no points. A coordinate that is no number makes bounds that are none.
func Bounds(m orb.MultiPolygon) (orb.Bound, bool) {
	var b orb.Bound
	any := false
	for _, polygon := range m {
		for _, ring := range polygon {
			for _, p := range ring {
				if !any {
					b, any = orb.Bound{Min: p, Max: p}, true
				}
				b.Min[0], b.Min[1] = min(b.Min[0], p[0]), min(b.Min[1], p[1])
				b.Max[0], b.Max[1] = max(b.Max[0], p[0]), max(b.Max[1], p[1])
			}
		}
	}
	return b, any
}

// Close ends every ring where it began, as GeoJSON wants it, and reports whether
// that was needed. Nothing else is repaired here.
func Close(m orb.MultiPolygon) bool {
	closed := false
	for _, polygon := range m {
		for i, ring := range polygon {
			if len(ring) > 2 && ring[0] != ring[len(ring)-1] {
				polygon[i] = append(ring, ring[0])
				closed = true
			}
		}
	}
	return closed
}

// Wound returns a copy of a shape whose outer rings run counter-clockwise and whose
// holes run clockwise, as RFC 7946 and vector tiles want them.
func Wound(m orb.MultiPolygon) orb.MultiPolygon {
	m = m.Clone()
	for _, polygon := range m {
		for i, ring := range polygon {
			if len(ring) == 0 {
				continue
			}
			if turn := ring.Orientation(); turn != 0 && (turn == orb.CCW) != (i == 0) {
				ring.Reverse()
			}
		}
	}
	return m
}
