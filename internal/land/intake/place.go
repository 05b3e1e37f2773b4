package intake

import (
	"errors"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"zhaoyun/internal/geo"
)

// findShapes reads the shapes that stand in cells.
func (f *File) findShapes() {
	for _, r := range f.ahead {
		f.findShape(r)
	}
}

func (f *File) findShape(r *record) {
	if r.shape != nil || r.problem != "" {
		return
	}
	for i := range r.cells {
		if f.headings.match(r.cells[i].Heading).field == FieldGeometry {
			r.shape, r.problem = textShape(r.cells[i].Text)
			return
		}
	}
}

// guess finds the coordinate system of the first rows: as chosen, as declared where
// the numbers agree, else as the numbers of most rows tell.
func guess(rows []*record, a about, o Options) geo.Guess {
	var bounds []orb.Bound
	for _, r := range rows {
		if b, ok := geo.Bounds(r.shape); ok {
			bounds = append(bounds, b)
		}
	}
	if len(bounds) == 0 {
		return geo.Guess{}
	}
	seen := mostly(bounds, o.Near)
	fits := func(crs geo.CRS) bool { return most(bounds, seen.Swapped, crs.Fits) }
	switch {
	case o.CRS != "":
		seen.Certain = true
		seen.Reasons = append([]geo.Reason{geo.ReasonChosen}, seen.Reasons...)
		if !fits(o.CRS) {
			seen.Reasons = append(seen.Reasons, geo.ReasonContradicted)
		}
		seen.CRS = o.CRS
	case a.problem != nil:
		seen.Certain, seen.CRS = false, ""
		seen.Reasons = []geo.Reason{geo.ReasonUnknown}
	case a.crs != "":
		if crs, ok := fitting(a.crs, fits); ok {
			seen.CRS, seen.Certain = crs, !seen.Swapped
			seen.Reasons = append([]geo.Reason{geo.ReasonDeclared}, seen.Reasons...)
			break
		}
		seen.Certain = false
		seen.Reasons = append(seen.Reasons, geo.ReasonContradicted)
		seen.Candidates = append([]geo.CRS{a.crs}, seen.Candidates...)
	case a.degrees != "" && !seen.CRS.Projected() && seen.CRS != "":
		seen.CRS = a.degrees
		if i := slices.Index(seen.Candidates, a.degrees); i > 0 {
			seen.Candidates[0], seen.Candidates[i] = seen.Candidates[i], seen.Candidates[0]
		}
	}
	return seen
}

// fitting takes a declared zone with its number before the easting or without, as
// the numbers have it: texts name the zone and leave that open.
func fitting(declared geo.CRS, fits func(geo.CRS) bool) (geo.CRS, bool) {
	if fits(declared) {
		return declared, true
	}
	if declared.Projected() {
		for _, prefixed := range []bool{true, false} {
			if crs, err := geo.Zone(int(math.Round(declared.Meridian()/3)), prefixed); err == nil && fits(crs) {
				return crs, true
			}
		}
	}
	return "", false
}

// mostly is what the numbers of most shapes tell, so that a few strays do not decide.
func mostly(bounds []orb.Bound, near *orb.Point) geo.Guess {
	type kind struct {
		crs     geo.CRS
		swapped bool
	}
	counts := map[kind]int{}
	first := map[kind]geo.Guess{}
	var best kind
	for i, b := range bounds {
		g := geo.Detect(b, near)
		k := kind{g.CRS, g.Swapped}
		if counts[k]++; counts[k] == 1 {
			first[k] = g
		}
		if i == 0 || counts[k] > counts[best] {
			best = k
		}
	}
	return first[best]
}

// most reports whether at least half of the bounds pass.
func most(bounds []orb.Bound, swapped bool, pass func(orb.Bound) bool) bool {
	n := 0
	for _, b := range bounds {
		if pass(turned(b, swapped)) {
			n++
		}
	}
	return 2*n >= len(bounds)
}

func turned(b orb.Bound, swapped bool) orb.Bound {
	if swapped {
		return orb.Bound{Min: geo.Swap(b.Min), Max: geo.Swap(b.Max)}
	}
	return b
}

// placer takes shapes of the file to their place on the earth.
type placer struct {
	crs       geo.CRS
	swapped   bool
	transform func(orb.Point) orb.Point // nil while the system is not known
}

func newPlacer(g geo.Guess) (placer, error) {
	p := placer{crs: g.CRS, swapped: g.Swapped}
	if g.CRS == "" {
		return p, nil
	}
	transform, err := g.CRS.Transform()
	if err != nil {
		return p, errCRS.With("crs", g.CRS).Wrap(err)
	}
	p.transform = transform
	return p, nil
}

// locate turns a shape of the file into one on the earth, in place, and tells what
// is wrong with it.
func (f *File) locate(r *record, row *Row) {
	if r.problem != "" {
		row.find(Finding{Code: r.problem, Level: levelOfProblem(r.problem), Field: FieldGeometry})
		return
	}
	bounds, any := geo.Bounds(r.shape)
	if !any && f.CRS.CRS == "" && f.Kind != KindGeoJSON && f.Kind != KindKML {
		return // a table without shapes: they come from elsewhere
	}
	if !any {
		row.find(Finding{Code: GeometryMissing, Level: Note, Field: FieldGeometry})
		return
	}
	if f.place.transform == nil {
		code := CRSUnknown
		if errors.Is(f.in.about().problem, geo.ErrDatum) && f.options.CRS == "" {
			code = CRSOldDatum
		}
		row.find(Finding{Code: code, Level: Refused, Field: FieldGeometry})
		return
	}
	switch {
	case f.place.crs.Fits(turned(bounds, f.place.swapped)):
	case f.place.crs.Fits(turned(bounds, !f.place.swapped)):
		row.find(Finding{Code: CoordinatesSwapped, Level: Refused, Field: FieldGeometry})
		return
	case !finite(bounds):
		row.find(Finding{Code: Code(geo.FaultNumber), Level: Refused, Field: FieldGeometry})
		return
	default:
		row.find(Finding{Code: CoordinatesOutside, Level: Refused, Field: FieldGeometry})
		return
	}
	geo.Each(r.shape, func(p orb.Point) orb.Point {
		if f.place.swapped {
			p = geo.Swap(p)
		}
		return f.place.transform(p)
	})
	if geo.Close(r.shape) {
		row.find(Finding{Code: RingClosed, Level: Note, Field: FieldGeometry})
	}
	f.check(r.shape, row)
}

func finite(b orb.Bound) bool {
	sum := b.Min[0] + b.Min[1] + b.Max[0] + b.Max[1]
	return !math.IsNaN(sum) && !math.IsInf(sum, 0)
}

// levelOfProblem: a row without any shape can be taken, its shape comes later.
func levelOfProblem(c Code) Level {
	if c == GeometryMissing {
		return Note
	}
	return Refused
}

// tolerance is how much the declared and the computed area may differ.
const tolerance = 0.005

// check measures a shape and lists its faults.
func (f *File) check(shape orb.MultiPolygon, row *Row) {
	row.Geometry = Geometry(shape)
	if b, ok := geo.Bounds(shape); ok {
		row.Bounds = &b
	}
	faults := geo.Check(shape)
	for _, fault := range faults {
		row.find(Finding{Code: Code(fault.Code), Level: Refused, Field: FieldGeometry, At: fault.At})
	}
	if len(faults) > 0 {
		return
	}
	area := math.Round(geo.Area(shape)*100) / 100
	row.AreaM2 = &area
	if declared := row.Fields.AreaM2; declared != nil && math.Abs(area-*declared) > tolerance**declared {
		row.find(Finding{Code: AreaDiffers, Level: Warning, Field: FieldArea, Text: row.Fields.AreaText, Declared: *declared, Computed: area})
	}
}
