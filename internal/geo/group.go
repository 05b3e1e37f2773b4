package geo

import (
	"math"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// Group makes polygons of the rings of a Shapefile, where outer rings run clockwise
// and holes the other way, and nothing says which hole belongs to which. A hole
// goes into the smallest outer ring that holds its first point; one that no ring
// holds stays with the ring before it, so that Check tells that it is outside.
// Rings that all run the wrong way are taken by whether they lie in one another.
func Group(rings []orb.Ring) orb.MultiPolygon {
	outer := make([]bool, len(rings))
	any := false
	for i, r := range rings {
		outer[i] = len(r) > 0 && r.Orientation() == orb.CW
		any = any || outer[i]
	}
	if !any {
		for i, r := range rings {
			outer[i] = len(r) > 0 && depth(rings, i)%2 == 0
		}
	}
	var shape orb.MultiPolygon
	for i, r := range rings {
		if outer[i] || i == 0 {
			shape = append(shape, orb.Polygon{r})
			outer[i] = true
		}
	}
	last := -1
	for i, r := range rings {
		if outer[i] {
			last++
			continue
		}
		if len(r) == 0 {
			continue
		}
		best, size := last, math.Inf(1)
		for j := range shape {
			if s := span(shape[j][0]); s < size && len(shape[j][0]) > 0 && planar.RingContains(shape[j][0], r[0]) {
				best, size = j, s
			}
		}
		shape[best] = append(shape[best], r)
	}
	return shape
}

// depth counts the rings that a ring lies in.
func depth(rings []orb.Ring, i int) int {
	n := 0
	for j, r := range rings {
		if j != i && len(rings[i]) > 0 && len(r) > 0 && span(r) > span(rings[i]) && planar.RingContains(r, rings[i][0]) {
			n++
		}
	}
	return n
}
