package land

import (
	"math"

	"github.com/paulmach/orb"
)

// shape is a geometry as tiles need it: Web Mercator on a grid of 2³² steps around
// the world, a centimetre at the equator, in eight bytes a corner.
type shape struct {
	xy    []uint32
	rings []int32 // corners of each ring; those of outer rings below zero
}

const world = 1 << 32

func shapeOf(g Geometry) shape {
	corners, rings := 0, 0
	for _, p := range g {
		rings += len(p)
		for _, r := range p {
			corners += len(r)
		}
	}
	s := shape{xy: make([]uint32, 0, 2*corners), rings: make([]int32, 0, rings)}
	for _, p := range g {
		for i, r := range p {
			for _, at := range r {
				x, y := mercator(at)
				s.xy = append(s.xy, x, y)
			}
			n := int32(len(r)) //nolint:gosec // at most MaxPoints
			if i == 0 {
				n = -n
			}
			s.rings = append(s.rings, n)
		}
	}
	return s
}

// mercator places a point on the grid, y from the north.
func mercator(p orb.Point) (x, y uint32) {
	sin := math.Sin(p[1] * math.Pi / 180)
	return grid(p[0]/360 + 0.5), grid(0.5 - math.Log((1+sin)/(1-sin))/(4*math.Pi))
}

func grid(share float64) uint32 {
	return uint32(math.Max(0, math.Min(world-1, math.Floor(share*world))))
}
