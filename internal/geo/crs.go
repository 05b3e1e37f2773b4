package geo

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
)

// CRS names a coordinate system: an EPSG code, or GCJ-02 and BD-09 which have none.
type CRS string

// The systems without a zone. For the zones see Zone.
const (
	WGS84    CRS = "EPSG:4326"
	CGCS2000 CRS = "EPSG:4490"
	GCJ02    CRS = "GCJ-02" // 高德, 腾讯
	BD09     CRS = "BD-09"  // 百度
)

// The 3° zones of CGCS2000: 25 to 45, central meridians 75° to 135° east. EPSG
// gives each two codes, with the number of the zone before the easting and without.
const (
	firstZone, lastZone = 25, 45
	firstPrefixed       = 4513
	firstPlain          = 4534
	falseEasting        = 500_000
)

// Zone returns the CRS of the 3° zone n, with the zone's number before the easting
// (40,500,000 m on the central meridian of zone 40) or without (500,000 m).
func Zone(n int, prefixed bool) (CRS, error) {
	if n < firstZone || n > lastZone {
		return "", fmt.Errorf("there is no 3° zone %d: they go from %d to %d", n, firstZone, lastZone)
	}
	first := firstPlain
	if prefixed {
		first = firstPrefixed
	}
	return CRS("EPSG:" + strconv.Itoa(first+n-firstZone)), nil
}

// zone undoes Zone.
func (c CRS) zone() (n int, prefixed, ok bool) {
	code, err := strconv.Atoi(strings.TrimPrefix(string(c), "EPSG:"))
	zones := lastZone - firstZone + 1
	switch {
	case err != nil || !strings.HasPrefix(string(c), "EPSG:"):
		return 0, false, false
	case code >= firstPrefixed && code < firstPrefixed+zones:
		return code - firstPrefixed + firstZone, true, true
	case code >= firstPlain && code < firstPlain+zones:
		return code - firstPlain + firstZone, false, true
	}
	return 0, false, false
}

// Known reports whether coordinates of the system can be converted.
func (c CRS) Known() bool {
	_, _, zoned := c.zone()
	return zoned || c == WGS84 || c == CGCS2000 || c == GCJ02 || c == BD09
}

// Projected reports whether the system counts metres.
func (c CRS) Projected() bool { _, _, ok := c.zone(); return ok }

// Meridian is the central meridian of a projected system.
func (c CRS) Meridian() float64 { n, _, _ := c.zone(); return float64(3 * n) }

// Transform returns the function that takes coordinates (x east, y north; or
// longitude, latitude) of the system into the house.
func (c CRS) Transform() (func(orb.Point) orb.Point, error) {
	switch c {
	case WGS84, CGCS2000:
		return func(p orb.Point) orb.Point { return p }, nil
	case GCJ02:
		return FromGCJ02, nil
	case BD09:
		return FromBD09, nil
	}
	n, prefixed, ok := c.zone()
	if !ok {
		return nil, fmt.Errorf("the coordinate system %q is not known here", c)
	}
	meridian, origin := float64(3*n), easting(n, prefixed)
	return func(p orb.Point) orb.Point {
		lng, lat := cgcs2000.inverse(p[0]-origin, p[1])
		return orb.Point{meridian + lng, lat}
	}, nil
}

// Inverse returns the function that takes coordinates of the house into the system.
func (c CRS) Inverse() (func(orb.Point) orb.Point, error) {
	switch c {
	case WGS84, CGCS2000:
		return func(p orb.Point) orb.Point { return p }, nil
	case GCJ02:
		return ToGCJ02, nil
	case BD09:
		return ToBD09, nil
	}
	n, prefixed, ok := c.zone()
	if !ok {
		return nil, fmt.Errorf("the coordinate system %q is not known here", c)
	}
	meridian, origin := float64(3*n), easting(n, prefixed)
	return func(p orb.Point) orb.Point {
		east, north := cgcs2000.forward(p[0]-meridian, p[1])
		return orb.Point{origin + east, north}
	}, nil
}

func easting(zone int, prefixed bool) float64 {
	if prefixed {
		return float64(zone)*1e6 + falseEasting
	}
	return falseEasting
}

// Swap exchanges the axes: official texts write X for the northing, first.
func Swap(p orb.Point) orb.Point { return orb.Point{p[1], p[0]} }
