package land

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"math"
	"time"

	"github.com/paulmach/orb"

	"zhaoyun/internal/core"
	"zhaoyun/internal/geo"
	"zhaoyun/internal/land/notice"
)

// Massing is a plausible building mass on a parcel (示意), worked out in an
// official's browser and checked here. It is stored until what it follows from changes.
type Massing struct {
	MassingFields
	// Inputs is the digest of what it was worked out from: Parcel.MassingInputs then.
	Inputs string    `json:"inputs"`
	By     core.ID   `json:"by"`
	At     time.Time `json:"at"`
}

// MassingFields are a massing as the browser works it out.
type MassingFields struct {
	Envelope    MassingEnvelope `json:"envelope" doc:"The veil: what is left inside the setback, up to the height limit"`
	Masses      []Mass          `json:"masses" maxItems:"200" nullable:"false"`
	FloorArea   float64         `json:"floorArea" minimum:"0" doc:"㎡ over all floors"`
	Footprint   float64         `json:"footprint" minimum:"0" doc:"㎡ covered on the ground"`
	Reached     MassingReached  `json:"reached"`
	Share       *float64        `json:"share,omitempty" minimum:"0" maximum:"1" doc:"Of the highest ratio permitted"`
	Why         []string        `json:"why,omitempty" maxItems:"12" doc:"Why not more: setback, height, density, shape, daylight, floors, limits, assumed"`
	Form        string          `json:"form" enum:"towers,slabs,workshops"`
	FloorHeight float64         `json:"floorHeight" minimum:"2" maximum:"20" doc:"m"`
	Setback     float64         `json:"setback" minimum:"0" maximum:"100" doc:"m"`
}

// MassingEnvelope is the veil over the masses.
type MassingEnvelope struct {
	Polygons []Rings `json:"polygons" nullable:"false" maxItems:"50"`
	Height   float64 `json:"height" minimum:"0" maximum:"2000"`
	Limited  bool    `json:"limited"`
}

// Mass is a prism that stands on its base and ends at its top, in metres.
type Mass struct {
	Kind   string  `json:"kind" enum:"podium,tower,slab,workshop"`
	Rings  Rings   `json:"rings" nullable:"false" doc:"The outer ring, then holes"`
	Base   float64 `json:"base" minimum:"0" maximum:"2000"`
	Top    float64 `json:"top" minimum:"0" maximum:"2000"`
	Floors int     `json:"floors" minimum:"0" maximum:"500"`
}

// Rings are those of a polygon, in longitude and latitude.
type Rings [][][2]float64

// MassingReached is what a massing makes of the limits.
type MassingReached struct {
	FAR     float64 `json:"far" minimum:"0"`
	Density float64 `json:"density" minimum:"0" doc:"%"`
	Height  float64 `json:"height" minimum:"0" doc:"m"`
}

// MassingInputs is a digest of what a massing of the parcel follows from.
func (p Parcel) MassingInputs() string {
	if len(p.Geometry) == 0 {
		return ""
	}
	_, ground := Coordinates(p.Geometry)
	limit := func(i *notice.Interval) any {
		if i == nil {
			return nil
		}
		return []any{i.Min, i.Max, i.MinOpen, i.MaxOpen}
	}
	raw, _ := json.Marshal([]any{ground, p.AreaM2, limit(p.FAR), limit(p.Density), limit(p.Green), limit(p.Height), p.Colour()})
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:12])
}

// Errors of a massing.
var (
	errMassingOutdated = core.Conflict("massing_outdated", "The parcel changed meanwhile. Work the massing out again.").On("body.inputs")
	errMassingShape    = core.Invalid("massing_shape", "A shape of the massing has a fault, or lies outside of the parcel.").On("body.massing")
)

func massingOver(what string, limit, reached float64) error {
	return core.Invalid("massing_over", "The massing exceeds what the notice permits.").On("body.massing").
		With("what", what).With("limit", limit).With("reached", math.Round(reached*1000)/1000)
}

// SetMassing keeps a massing that was worked out from the inputs named, after
// checking it with a geometry library of its own. It is no version: nothing in the
// notice changes.
func (s *Service) SetMassing(ctx context.Context, actor core.Actor, id core.ID, inputs string, m MassingFields) (Parcel, error) {
	var p Parcel
	err := s.turn(ctx, func(ctx context.Context, t Turn) (err error) {
		if p, err = s.mine(ctx, actor, "set-parcel-massing", id); err != nil {
			return err
		}
		if inputs == "" || inputs != p.MassingInputs() {
			return errMassingOutdated
		}
		if err := p.checkMassing(&m); err != nil {
			return err
		}
		p.Massing = &Massing{MassingFields: m, Inputs: inputs, By: actor.Person, At: s.Clock()}
		if err := s.Store.UpdateParcels(ctx, t, []Parcel{p}); err != nil {
			return err
		}
		return s.Audit.Audit(ctx, actor.Audited("set-parcel-massing", "parcel", id, p.Organisation, nil))
	})
	return p, err
}

// Tolerances of the check: what rounding to millimetres and floors may do.
const (
	tolerance  = 1e-4 // of a limit
	sliverM2   = 0.5  // of area where there should be none
	figureOff  = 0.005
	mostPoints = 5000
)

// checkMassing measures a massing anew and holds it against the limits. Its figures
// become those measured.
func (p Parcel) checkMassing(m *MassingFields) error {
	plan := geo.NewPlan(p.Geometry[0][0][0])
	ground, err := plan.Flat(p.Geometry)
	if err != nil {
		return errMassingShape.Wrap(err)
	}
	flats := make([]geo.Flat, len(m.Masses))
	points, floorArea, height := 0, 0.0, 0.0
	for i, mass := range m.Masses {
		shape := mass.Rings.polygon()
		if points += geo.Points(shape); points > mostPoints || mass.Top < mass.Base {
			return errMassingShape
		}
		if flats[i], err = plan.Flat(shape); err != nil {
			return errMassingShape.Wrap(err)
		}
		if beyond, err := flats[i].Beyond(ground); err != nil || beyond > sliverM2 {
			return errMassingShape.Wrap(err)
		}
		for j := range i {
			if o := m.Masses[j]; mass.Base < o.Top && o.Base < mass.Top {
				if shared, err := flats[i].Overlap(flats[j]); err != nil || shared > sliverM2 {
					return errMassingShape.Wrap(err)
				}
			}
		}
		floorArea += flats[i].Area() * float64(mass.Floors)
		height = math.Max(height, mass.Top)
	}
	footprint := 0.0
	if len(flats) > 0 {
		if footprint, err = geo.Together(flats); err != nil {
			return errMassingShape.Wrap(err)
		}
	}
	area := ground.Area()
	if p.AreaM2 != nil && *p.AreaM2 > 0 {
		area = *p.AreaM2
	}
	reached := MassingReached{FAR: floorArea / area, Density: 100 * footprint / area, Height: height}
	for _, l := range []struct {
		what    string
		limit   *notice.Interval
		reached float64
	}{{"far", p.FAR, reached.FAR}, {"density", p.Density, reached.Density}, {"height", p.Height, reached.Height}} {
		if l.limit != nil && l.limit.Max != nil && l.reached > *l.limit.Max*(1+tolerance) {
			return massingOver(l.what, *l.limit.Max, l.reached)
		}
	}
	if off(m.FloorArea, floorArea) || off(m.Footprint, footprint) || off(m.Reached.Height, height) {
		return core.Invalid("massing_figures", "The figures of the massing are not those of its shapes.").On("body.massing")
	}
	m.FloorArea, m.Footprint, m.Reached = round4(floorArea), round4(footprint), MassingReached{round4(reached.FAR), round4(reached.Density), round4(height)}
	return nil
}

// off reports whether a figure is not what was measured.
func off(said, measured float64) bool { return math.Abs(said-measured) > figureOff*measured+sliverM2 }

func round4(v float64) float64 { return math.Round(v*1e4) / 1e4 }

func (r Rings) polygon() orb.MultiPolygon {
	p := make(orb.Polygon, 0, len(r))
	for _, ring := range r {
		o := make(orb.Ring, 0, len(ring))
		for _, at := range ring {
			o = append(o, orb.Point(at))
		}
		p = append(p, o)
	}
	m := orb.MultiPolygon{p}
	geo.Close(m)
	return m
}
