package geo

import (
	"math"

	"github.com/paulmach/orb"
)

// Reason is a stable code for why a coordinate system was taken for the right one.
type Reason string

// The reasons.
const (
	ReasonDeclared      Reason = "declared"       // the file says so
	ReasonChosen        Reason = "chosen"         // somebody chose it
	ReasonDegrees       Reason = "degrees"        // the numbers are degrees in China; a shift by GCJ-02 or BD-09 does not show in numbers
	ReasonZonePrefix    Reason = "zone_prefix"    // eastings begin with the number of a zone
	ReasonNoZonePrefix  Reason = "no_zone_prefix" // metres without a zone: any of the zones could be meant
	ReasonNearby        Reason = "nearby"         // of the zones, this one puts the shapes nearest
	ReasonNorthingFirst Reason = "northing_first" // the first number is the northing, or the latitude
	ReasonContradicted  Reason = "contradicted"   // the numbers do not fit what the file says
	ReasonUnknown       Reason = "unknown"        // the numbers fit no system
)

// Guess is what the numbers tell about their coordinate system.
type Guess struct {
	CRS        CRS      `json:"crs,omitempty"`
	Swapped    bool     `json:"swapped,omitempty"`    // northing (latitude) first
	Certain    bool     `json:"certain"`              // false: ask somebody
	Candidates []CRS    `json:"candidates,omitempty"` // what else it may be, likeliest first
	Reasons    []Reason `json:"reasons,omitempty"`
}

// What the numbers of land in China look like. No range meets another, so the
// order of the axes always shows.
var (
	longitudes = [2]float64{72, 136}
	latitudes  = [2]float64{3, 54}
	northings  = [2]float64{0.33e6, 6.0e6}  // of latitudes 3° to 54°
	eastings   = [2]float64{0.30e6, 0.70e6} // of a 3° zone, and some beyond
)

func within(low, high float64, r [2]float64) bool { return low >= r[0] && high <= r[1] }

// Detect looks at the bounds of coordinates as they stand in a file. Near is where
// the land should be, such as the middle of the district; it may be nil.
func Detect(b orb.Bound, near *orb.Point) Guess {
	if g, ok := detect(b, near); ok {
		return g
	}
	swapped := orb.Bound{Min: Swap(b.Min), Max: Swap(b.Max)}
	if g, ok := detect(swapped, near); ok {
		g.Swapped = true
		g.Reasons = append(g.Reasons, ReasonNorthingFirst)
		return g
	}
	return Guess{Reasons: []Reason{ReasonUnknown}}
}

func detect(b orb.Bound, near *orb.Point) (Guess, bool) {
	if within(b.Min[0], b.Max[0], longitudes) && within(b.Min[1], b.Max[1], latitudes) {
		return Guess{CRS: CGCS2000, Candidates: []CRS{CGCS2000, WGS84, GCJ02, BD09}, Reasons: []Reason{ReasonDegrees}}, true
	}
	if !within(b.Min[1], b.Max[1], northings) {
		return Guess{}, false
	}
	zone := math.Floor(b.Min[0] / 1e6)
	if zone >= firstZone && zone <= lastZone && within(b.Min[0]-zone*1e6, b.Max[0]-zone*1e6, eastings) {
		crs, _ := Zone(int(zone), true)
		return Guess{CRS: crs, Certain: true, Candidates: []CRS{crs}, Reasons: []Reason{ReasonZonePrefix}}, true
	}
	// A northing below 700 km (south of 6.3°, at sea) could be an easting: the land lies north of 18°.
	if within(b.Min[0], b.Max[0], eastings) && b.Min[1] > 1.9e6 {
		return plain(b, near), true
	}
	return Guess{}, false
}

// plain guesses the zone of coordinates without one by where the land should be.
func plain(b orb.Bound, near *orb.Point) Guess {
	g := Guess{Reasons: []Reason{ReasonNoZonePrefix}}
	best := math.Inf(1)
	for n := firstZone; n <= lastZone; n++ {
		crs, _ := Zone(n, false)
		g.Candidates = append(g.Candidates, crs)
		if near == nil {
			continue
		}
		transform, _ := crs.Transform()
		if far := distance(transform(b.Center()), *near); far < best {
			best, g.CRS = far, crs
			last := len(g.Candidates) - 1
			g.Candidates[0], g.Candidates[last] = g.Candidates[last], g.Candidates[0]
		}
	}
	if near != nil {
		g.Reasons = append(g.Reasons, ReasonNearby)
	}
	return g
}

// distance in degrees of latitude, roughly.
func distance(a, b orb.Point) float64 {
	return math.Hypot((a[0]-b[0])*math.Cos(b[1]*math.Pi/180), a[1]-b[1])
}

// Fits reports whether coordinates (x east) can belong to the system: within China
// and, for a zone, no more than half a degree outside it.
func (c CRS) Fits(b orb.Bound) bool {
	n, prefixed, zoned := c.zone()
	if !zoned {
		return within(b.Min[0], b.Max[0], longitudes) && within(b.Min[1], b.Max[1], latitudes)
	}
	shift := easting(n, prefixed) - falseEasting
	return within(b.Min[0]-shift, b.Max[0]-shift, eastings) && within(b.Min[1], b.Max[1], northings)
}
