package geo

import (
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// Where a fault shows. These only look for a place to point at once a shape is
// known to be wrong, and give up on shapes made to be slow.

// patience is how many pairs of segments are compared at most.
const patience = 20_000_000

type segment struct {
	a, b  orb.Point
	ring  int
	index int
}

func (s segment) west() float64 { return min(s.a[0], s.b[0]) }
func (s segment) east() float64 { return max(s.a[0], s.b[0]) }

// segments lists the segments of a ring that have a length.
func segments(list []segment, ring orb.Ring, number int) []segment {
	n := 0
	for i := range len(ring) - 1 {
		if ring[i] != ring[i+1] {
			list = append(list, segment{a: ring[i], b: ring[i+1], ring: number, index: n})
			n++
		}
	}
	return list
}

// crossing is where a ring meets itself.
func crossing(ring orb.Ring) *orb.Point {
	list := segments(nil, ring, 0)
	n := len(list)
	return sweep(list, func(s, o segment) (orb.Point, bool) {
		switch d := (s.index - o.index + n) % n; {
		case d == 1:
			return s.a, backwards(o, s)
		case d == n-1:
			return o.a, backwards(s, o)
		}
		return intersect(s, o)
	})
}

// meet is where two rings meet, or nil.
func meet(a, b orb.Ring) *orb.Point {
	return sweep(segments(segments(nil, a, 0), b, 1), func(s, o segment) (orb.Point, bool) {
		if s.ring == o.ring {
			return orb.Point{}, false
		}
		return intersect(s, o)
	})
}

// leaves is a place where the inner ring is outside the outer one, or nil.
func leaves(inner, outer orb.Ring) *orb.Point {
	for _, p := range inner {
		if !planar.RingContains(outer, p) { // which holds its border
			return &p
		}
	}
	for i := range len(inner) - 1 { // between its points, past a reflex corner
		middle := orb.Point{(inner[i][0] + inner[i+1][0]) / 2, (inner[i][1] + inner[i+1][1]) / 2}
		if !planar.RingContains(outer, middle) {
			return &middle
		}
	}
	return nil
}

// sweep compares the segments whose extents meet, from west to east.
func sweep(list []segment, meets func(s, o segment) (orb.Point, bool)) *orb.Point {
	slices.SortFunc(list, func(s, o segment) int {
		if s.west() < o.west() {
			return -1
		}
		return 1
	})
	var active []segment
	left := patience
	for _, s := range list {
		active = slices.DeleteFunc(active, func(o segment) bool { return o.east() < s.west() })
		if left -= len(active); left < 0 {
			return nil
		}
		for _, o := range active {
			if p, ok := meets(s, o); ok {
				return &p
			}
		}
		active = append(active, s)
	}
	return nil
}

func intersect(s, o segment) (orb.Point, bool) {
	if max(s.a[1], s.b[1]) < min(o.a[1], o.b[1]) || max(o.a[1], o.b[1]) < min(s.a[1], s.b[1]) {
		return orb.Point{}, false
	}
	d1, d2 := side(o.a, o.b, s.a), side(o.a, o.b, s.b)
	d3, d4 := side(s.a, s.b, o.a), side(s.a, s.b, o.b)
	switch {
	case d1*d2 < 0 && d3*d4 < 0:
		t := d1 / (d1 - d2)
		return orb.Point{s.a[0] + t*(s.b[0]-s.a[0]), s.a[1] + t*(s.b[1]-s.a[1])}, true
	case d1 == 0 && between(o, s.a):
		return s.a, true
	case d2 == 0 && between(o, s.b):
		return s.b, true
	case d3 == 0 && between(s, o.a):
		return o.a, true
	case d4 == 0 && between(s, o.b):
		return o.b, true
	}
	return orb.Point{}, false
}

// side is positive when p lies to the left of a→b.
func side(a, b, p orb.Point) float64 {
	return (b[0]-a[0])*(p[1]-a[1]) - (b[1]-a[1])*(p[0]-a[0])
}

// between reports whether p, on the line of s, lies on s.
func between(s segment, p orb.Point) bool {
	return p[0] >= s.west() && p[0] <= s.east() && p[1] >= min(s.a[1], s.b[1]) && p[1] <= max(s.a[1], s.b[1])
}

// backwards reports whether the next segment runs back over this one: a spike.
func backwards(s, next segment) bool {
	return side(s.a, s.b, next.b) == 0 && (s.b[0]-s.a[0])*(next.b[0]-next.a[0])+(s.b[1]-s.a[1])*(next.b[1]-next.a[1]) < 0
}

// flatRing reports whether a ring encloses nothing.
func flatRing(ring orb.Ring) bool {
	for i := 2; i < len(ring); i++ {
		if side(ring[0], ring[1], ring[i]) != 0 {
			return false
		}
	}
	first := ring[0]
	if ring[1] != first {
		return true
	}
	return !slices.ContainsFunc(ring, func(p orb.Point) bool { return math.Hypot(p[0]-first[0], p[1]-first[1]) > 0 }) ||
		len(ring) < 5 || flatRing(ring[1:])
}

func first(ring orb.Ring) *orb.Point {
	if len(ring) == 0 {
		return nil
	}
	p := ring[0]
	return &p
}
