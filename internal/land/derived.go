package land

import (
	"math"

	"github.com/paulmach/orb"

	"zhaoyun/internal/geo"
	"zhaoyun/internal/land/notice"
)

// Derived is what follows from a parcel's fields.
func (f Fields) Derived() notice.Derived {
	n := f.Notice()
	return notice.Derive(&n)
}

// tolerated is by how much the computed area may differ from the declared one.
const tolerated = 0.005

// AreaDiffers reports whether the boundary encloses another area than was declared.
func (p Parcel) AreaDiffers() bool {
	return p.AreaM2 != nil && *p.AreaM2 > 0 && len(p.Geometry) > 0 && math.Abs(p.ComputedAreaM2-*p.AreaM2) > tolerated**p.AreaM2
}

// Centre is where a label goes.
func Centre(g Geometry) orb.Point {
	c, _ := geo.Centre(g)
	return c
}
