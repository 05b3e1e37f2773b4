package notice

import "strings"

// units of money as they are written, folded and without blanks. The longest that
// fits wins. ㎡ stands for every way of writing a square metre.
var moneyUnits = []struct {
	text string
	unit Unit
}{
	{"元/建筑㎡", UnitYuanFloorM2}, {"元/㎡建筑面积", UnitYuanFloorM2}, {"元/㎡(建筑面积)", UnitYuanFloorM2}, {"元/㎡(楼面)", UnitYuanFloorM2},
	{"元/㎡(楼面价)", UnitYuanFloorM2}, {"元/㎡楼面", UnitYuanFloorM2}, {"元/楼面㎡", UnitYuanFloorM2}, {"元/㎡(楼面地价)", UnitYuanFloorM2},
	{"元/建筑面积㎡", UnitYuanFloorM2}, {"元/㎡·建筑面积", UnitYuanFloorM2}, {"元每建筑㎡", UnitYuanFloorM2},
	{"元/㎡(土地面积)", UnitYuanM2}, {"元/㎡(地面)", UnitYuanM2}, {"元/土地㎡", UnitYuanM2}, {"元/㎡", UnitYuanM2}, {"元每㎡", UnitYuanM2},
	{"万元/公顷", UnitWanHa}, {"万元/ha", UnitWanHa}, {"万元/hm2", UnitWanHa}, {"万元每公顷", UnitWanHa},
	{"万元/亩", UnitWanMu}, {"万元每亩", UnitWanMu}, {"万/亩", UnitWanMu}, {"元/亩", UnitYuanMu}, {"元每亩", UnitYuanMu},
	{"亿元", UnitYi}, {"万元", UnitWan}, {"元", UnitYuan}, {"%", UnitPercent},
}

var squareMetres = strings.NewReplacer("平方米", "㎡", "平米", "㎡", "m2", "㎡", "M2", "㎡", "平方", "㎡")

// foldUnits folds a text in which units stand.
func foldUnits(text string) string {
	folded := blanks(Fold(text))
	if strings.Contains(folded, "平") || strings.Contains(folded, "2") {
		folded = squareMetres.Replace(folded)
	}
	return folded
}

// HeadingUnit finds the unit a heading gives for its column: 起始价（万元）. A heading
// that speaks of 楼面 means floor area.
func HeadingUnit(heading string) Unit {
	folded := foldUnits(heading)
	for _, u := range moneyUnits {
		if strings.Contains(folded, u.text) {
			if u.unit == UnitYuanM2 && strings.Contains(folded, "楼面") {
				return UnitYuanFloorM2
			}
			return u.unit
		}
	}
	if strings.Contains(folded, "楼面") {
		return floorOfWhat
	}
	return ""
}

// floorOfWhat is what a heading that says 楼面价 and no unit tells: for floor area.
const floorOfWhat Unit = "?/floor"

// Currencies are not converted here, so an amount in them is not understood.
var foreign = []string{"美元", "港元", "港币", "欧元", "日元", "USD", "HKD", "$"}

// ParsePrice reads an amount with its unit, which may come from the heading. A
// second figure in brackets is left in the text, when it is a price too.
func ParsePrice(text string, heading Unit) (*Price, Doubt) {
	folded := foldUnits(text)
	if Absent(folded) {
		return nil, Clear
	}
	p := &Price{Text: strings.TrimSpace(text)}
	for _, currency := range foreign {
		if strings.Contains(folded, currency) {
			return p, PriceUnclear
		}
	}
	rest := strings.TrimPrefix(strings.TrimPrefix(folded, "人民币"), "¥")
	floor := false
	for _, label := range []string{"楼面地价", "楼面价", "起始楼面价"} {
		if cut, ok := strings.CutPrefix(rest, label); ok {
			rest, floor = strings.TrimLeft(cut, ":为"), true
			break
		}
	}
	value, n := leadingNumber(rest)
	if n == 0 {
		return p, PriceUnclear
	}
	unit, rest := cutUnit(rest[n:])
	if unit == "" {
		unit = heading
	} else if heading != "" && basis(unit) != basis(heading) && !forFloor(heading) {
		return p, PriceUnclear // 15001元/㎡ in a column of 万元
	}
	if floor || forFloor(heading) && unit != floorOfWhat {
		if unit != UnitYuanM2 && unit != UnitYuanFloorM2 {
			return p, PriceUnclear
		}
		unit = UnitYuanFloorM2
	}
	if rest = strings.TrimSuffix(rest, "整"); !remark(rest) {
		return p, PriceUnclear
	}
	p.Value = value
	if unit == "" || unit == floorOfWhat {
		return p, PriceUnitMissing
	}
	p.Unit = unit
	return p, Clear
}

func cutUnit(s string) (Unit, string) {
	for _, u := range moneyUnits {
		if rest, ok := strings.CutPrefix(s, u.text); ok {
			return u.unit, rest
		}
	}
	return "", s
}

func forFloor(heading Unit) bool { return heading == UnitYuanFloorM2 || heading == floorOfWhat }

// basis tells totals from prices for something.
func basis(u Unit) Unit {
	switch u {
	case UnitYuan, UnitWan, UnitYi:
		return UnitYuan
	case UnitYuanMu, UnitWanMu, UnitWanHa:
		return UnitYuanMu
	}
	return u
}

// remark reports whether what stands after an amount only says the same in another
// unit: (楼面价15001元/㎡), 折合…, or nothing.
func remark(rest string) bool {
	if rest == "" {
		return true
	}
	inner, ok := strings.CutPrefix(rest, "(")
	if !ok || !strings.HasSuffix(inner, ")") {
		return false
	}
	inner = strings.TrimSuffix(inner, ")")
	for _, word := range []string{"折合", "约", "即", "楼面地价", "楼面价", "单价", "合", ":"} {
		inner = strings.TrimPrefix(inner, word)
	}
	_, n := leadingNumber(inner)
	if n == 0 {
		return false
	}
	unit, left := cutUnit(inner[n:])
	return unit != "" && left == ""
}

// ParseCapRules reads how it goes on at the cap.
func ParseCapRules(text string) ([]CapRule, Doubt) {
	folded := blanks(Fold(text))
	if Absent(folded) {
		return nil, Clear
	}
	var rules []CapRule
	for _, r := range []struct {
		word string
		rule CapRule
	}{{"自持", CapHold}, {"配建", CapBuild}, {"摇号", CapLottery}, {"品质", CapQuality}, {"竞房价", CapPrice}, {"竞地价", CapPrice}} {
		if strings.Contains(folded, r.word) && (len(rules) == 0 || rules[len(rules)-1] != r.rule) {
			rules = append(rules, r.rule)
		}
	}
	if len(rules) == 0 {
		return nil, CapRuleUnknown
	}
	return rules, Clear
}
