package intake

import (
	"encoding/json"

	"github.com/paulmach/orb"

	"zhaoyun/internal/geo"
	"zhaoyun/internal/land/notice"
)

// Row is a row of a file with what was made of it.
type Row struct {
	Line     int            `json:"line"`           // of the text, the sheet, or the place among the features; from 1
	Part     string         `json:"part,omitempty"` // the sheet or layer
	Cells    []Cell         `json:"cells"`          // everything the row says, as text
	Fields   notice.Fields  `json:"fields"`
	Derived  notice.Derived `json:"derived"`
	Geometry Geometry       `json:"geometry,omitempty"` // in WGS84; also when faulty, so that the fault can be seen
	Bounds   *orb.Bound     `json:"-"`
	AreaM2   *float64       `json:"computedAreaM2,omitempty"`
	Findings []Finding      `json:"findings,omitempty"`
	Verdict  Verdict        `json:"verdict"`
}

// Cell is one text of a row with the column it stands in.
type Cell struct {
	Heading string `json:"heading"`
	Field   Field  `json:"field,omitempty"`
	Text    string `json:"text"`

	column  int // where the file has fixed columns, else -1
	formula bool
}

// Verdict says what happens with a row: one that is bad is left out.
type Verdict string

// The verdicts.
const (
	Good    Verdict = "good"
	Doubted Verdict = "doubted" // can be taken; something is flagged
	Bad     Verdict = "bad"
)

// FindingCode is a stable code of a finding: a notice.Doubt, a geo.FaultCode, or one of
// those below.
type FindingCode string

// The findings of this package.
const (
	NumberMissing      FindingCode = "number_missing"
	NumberDuplicate    FindingCode = "number_duplicate"   // the first stands in "line"
	FormulaCell        FindingCode = "formula_cell"       // the text is a formula's, or its result
	TextDamaged        FindingCode = "text_damaged"       // bytes that are no letters in the encoding of the file
	TextTooLong        FindingCode = "text_too_long"      // for its field, or more texts than a row can have: not read
	ColumnContradicts  FindingCode = "column_contradicts" // two columns of the same field that say different things
	GeometryMissing    FindingCode = "geometry_missing"
	GeometryNotArea    FindingCode = "geometry_not_area"    // points or lines
	GeometryUnread     FindingCode = "geometry_unread"      // the text of the coordinates was not understood
	RingClosed         FindingCode = "geometry_ring_closed" // the last point was not the first: it was added
	CRSUnknown         FindingCode = "crs_unknown"          // which coordinate system is not known yet: choose it
	CRSOldDatum        FindingCode = "crs_old_datum"        // 西安80, 北京54: convert it with the parameters of the surveying office
	CoordinatesSwapped FindingCode = "coordinates_swapped"  // the axes are the other way round than in the rest of the file
	CoordinatesOutside FindingCode = "coordinates_outside"  // the numbers lie in another zone, or nowhere in China
	AreaDiffers        FindingCode = "area_differs"         // declared and computed area by more than 0.5 %
)

// Codes lists every code a finding can have.
func Codes() []FindingCode {
	codes := []FindingCode{
		NumberMissing, NumberDuplicate, FormulaCell, TextDamaged, TextTooLong, ColumnContradicts, GeometryMissing, GeometryNotArea, GeometryUnread, RingClosed,
		CRSUnknown, CRSOldDatum, CoordinatesSwapped, CoordinatesOutside, AreaDiffers,
	}
	for _, d := range notice.Doubts {
		codes = append(codes, FindingCode(d))
	}
	for _, f := range geo.FaultCodes {
		codes = append(codes, FindingCode(f))
	}
	return codes
}

// Level says how grave a finding is.
type Level string

// The levels.
const (
	Note    Level = "note"
	Warning Level = "warning"
	Refused Level = "error" // the row is left out
)

// Finding is something about a row that somebody should see.
type Finding struct {
	Code  FindingCode `json:"code"`
	Level Level       `json:"level"`
	Field Field       `json:"field,omitempty"`
	Text  string      `json:"text,omitempty"` // what was not understood
	At    *orb.Point  `json:"at,omitempty"`   // where on the map
	Line  int         `json:"line,omitempty"` // another row this is about
	// Declared and Computed are the two areas that differ, in ㎡.
	Declared float64 `json:"declared,omitempty"`
	Computed float64 `json:"computed,omitempty"`
}

func (r *Row) find(f Finding) { r.Findings = append(r.Findings, f) }

func (r *Row) judge() {
	r.Verdict = Good
	for _, f := range r.Findings {
		switch f.Level {
		case Refused:
			r.Verdict = Bad
			return
		case Warning:
			r.Verdict = Doubted
		}
	}
}

// Geometry is a shape that is written as GeoJSON.
type Geometry orb.MultiPolygon

// MarshalJSON implements json.Marshaler: a Polygon where there is one part.
func (g Geometry) MarshalJSON() ([]byte, error) {
	switch len(g) {
	case 0:
		return []byte("null"), nil
	case 1:
		return json.Marshal(struct {
			Type        string      `json:"type"`
			Coordinates orb.Polygon `json:"coordinates"`
		}{"Polygon", g[0]})
	}
	return json.Marshal(struct {
		Type        string           `json:"type"`
		Coordinates orb.MultiPolygon `json:"coordinates"`
	}{"MultiPolygon", orb.MultiPolygon(g)})
}
