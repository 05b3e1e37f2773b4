package notice

// Doubt is a stable code for why a text was not understood, or not wholly. The
// empty doubt is none.
type Doubt string

// The doubts.
const (
	Clear            Doubt = ""
	IntervalUnclear  Doubt = "interval_unclear"   // no way of writing an interval that is known here
	IntervalBare     Doubt = "interval_bare"      // a number alone: taken for exactly that, it may be meant as a limit
	IntervalEmpty    Doubt = "interval_empty"     // the ends contradict each other
	PercentUnclear   Doubt = "percent_unclear"    // 0.3 without %: 0.3 % or 30 %?
	UseUnknown       Doubt = "use_unknown"        // neither a code nor a name that is known here
	UseSchemeUnclear Doubt = "use_scheme_unclear" // the code belongs to several schemes, in which it means different things or nothing tells which it is
	UseContradicted  Doubt = "use_contradicted"   // the code means something else than the name beside it
	UseCompound      Doubt = "use_compound"       // one use that names several: 商住
	TenureUnclear    Doubt = "tenure_unclear"     // not a tenure, or not as many as there are uses
	PriceUnclear     Doubt = "price_unclear"
	PriceUnitMissing Doubt = "price_unit_missing"
	AreaUnclear      Doubt = "area_unclear"
	AreaUnitMissing  Doubt = "area_unit_missing"
	AreaContradicted Doubt = "area_contradicted" // two areas that are not the same
	DateUnclear      Doubt = "date_unclear"
	DatesReversed    Doubt = "dates_reversed"
	StatusUnknown    Doubt = "status_unknown"
	MethodUnknown    Doubt = "method_unknown"
	CapRuleUnknown   Doubt = "cap_rule_unknown"
	DistrictChanged  Doubt = "district_changed" // there is no district of that name any more
	NumberUnclear    Doubt = "number_unclear"   // brackets that do not pair
)

// Understood reports whether a doubt leaves a value that can be used.
func (d Doubt) Understood() bool {
	switch d {
	case Clear, IntervalBare, UseSchemeUnclear, UseCompound, DistrictChanged:
		return true
	}
	return false
}

// Doubts lists them all.
var Doubts = []Doubt{
	IntervalUnclear, IntervalBare, IntervalEmpty, PercentUnclear, UseUnknown, UseSchemeUnclear, UseContradicted, UseCompound, TenureUnclear,
	PriceUnclear, PriceUnitMissing, AreaUnclear, AreaUnitMissing, AreaContradicted, DateUnclear, DatesReversed, StatusUnknown, MethodUnknown,
	CapRuleUnknown, DistrictChanged, NumberUnclear,
}
