package notice

import (
	"math"
	"strings"
)

// Areas in ㎡: 1 亩 is 2000/3 ㎡, 1 公顷 is 15 亩.
const (
	Mu      = 2000.0 / 3
	Hectare = 10_000.0
)

// AreaUnit is how many ㎡ a unit of area has; 0 is none.
type AreaUnit float64

var areaUnits = []struct {
	text string
	unit AreaUnit
}{
	{"万㎡", 10_000}, {"km2", 1e6}, {"平方公里", 1e6}, {"平方千米", 1e6}, {"㎡", 1}, {"公顷", Hectare}, {"hm2", Hectare}, {"hm㎡", Hectare},
	{"h㎡", Hectare}, {"ha", Hectare}, {"万亩", 10_000 * Mu}, {"亩", Mu},
}

// squareKilometres must not become 平方 of something.
var squareKilometres = strings.NewReplacer("平方公里", "km2", "平方千米", "km2", "km2", "km2", "hm2", "ha", "km²", "km2")

func foldArea(text string) string {
	folded := blanks(Fold(text))
	folded = squareKilometres.Replace(folded)
	if kilometres := strings.ReplaceAll(folded, "km2", "平方公里"); kilometres != folded {
		return squareMetresOnly.Replace(kilometres)
	}
	return squareMetres.Replace(folded)
}

var squareMetresOnly = strings.NewReplacer("平方米", "㎡", "平米", "㎡", "m2", "㎡", "M2", "㎡")

// HeadingAreaUnit finds the unit a heading gives for its column: 土地面积(㎡).
func HeadingAreaUnit(heading string) AreaUnit {
	folded := foldArea(heading)
	for _, u := range areaUnits {
		if strings.Contains(folded, u.text) {
			return u.unit
		}
	}
	return 0
}

// ParseArea reads an area in any of the units and answers in ㎡. A second area in
// brackets must be the same, to half a percent.
func ParseArea(text string, heading AreaUnit) (*float64, Doubt) {
	folded := foldArea(text)
	if Absent(folded) {
		return nil, Clear
	}
	first, rest, doubt := cutArea(folded, heading)
	if doubt != Clear {
		return nil, doubt
	}
	rest = strings.TrimSpace(rest)
	if rest == "" {
		return &first, Clear
	}
	inner := strings.TrimSuffix(strings.TrimLeft(rest, "(,/"), ")")
	for _, word := range []string{"折合", "约合", "合", "约", "即"} {
		inner = strings.TrimPrefix(inner, word)
	}
	second, rest, doubt := cutArea(strings.TrimPrefix(inner, "约"), 0)
	if doubt != Clear || rest != "" {
		return nil, AreaUnclear
	}
	if math.Abs(second-first) > 0.005*first {
		return nil, AreaContradicted
	}
	return &first, Clear
}

func cutArea(s string, heading AreaUnit) (float64, string, Doubt) {
	v, n := leadingNumber(s)
	if n == 0 || v == 0 {
		return 0, s, AreaUnclear
	}
	for _, u := range areaUnits {
		if rest, ok := strings.CutPrefix(s[n:], u.text); ok {
			return squareMetre(v, u.unit), rest, Clear
		}
	}
	if heading == 0 {
		return 0, s[n:], AreaUnitMissing
	}
	return squareMetre(v, heading), s[n:], Clear
}

// squareMetre multiplies and takes off what only binary fractions add.
func squareMetre(v float64, unit AreaUnit) float64 { return Round(v*float64(unit), 4) }

// Round rounds to so many decimals, halves away from zero, as notices do. The
// nudge of a few last bits takes 1.005 for what it was written as.
func Round(v float64, decimals int) float64 {
	scale := math.Pow10(decimals)
	scaled := v * scale
	return math.Round(scaled+math.Copysign(math.Abs(scaled)*4e-16, scaled)) / scale
}
