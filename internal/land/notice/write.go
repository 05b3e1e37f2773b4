package notice

import (
	"strconv"
	"strings"
)

// How values are written so that the parsers here read the same again.

func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// Write writes an interval with its unit: >1且≤2.2, ≥30%, ≤24米. One that was not
// understood is its text.
func (i *Interval) Write(m Measure) string {
	if !i.Known() {
		if i == nil {
			return ""
		}
		return i.Text
	}
	unit := map[Measure]string{Percent: "%", Metres: "米"}[m]
	if i.Min != nil && i.Max != nil && *i.Min == *i.Max {
		return "=" + number(*i.Min) + unit
	}
	var parts []string
	if i.Min != nil {
		parts = append(parts, map[bool]string{true: ">", false: "≥"}[i.MinOpen]+number(*i.Min)+unit)
	}
	if i.Max != nil {
		parts = append(parts, map[bool]string{true: "<", false: "≤"}[i.MaxOpen]+number(*i.Max)+unit)
	}
	return strings.Join(parts, "且")
}

var unitTexts = map[Unit]string{
	UnitYuan: "元", UnitWan: "万元", UnitYi: "亿元", UnitYuanM2: "元/㎡", UnitYuanFloorM2: "元/建筑㎡", UnitYuanMu: "元/亩", UnitWanMu: "万元/亩",
	UnitWanHa: "万元/公顷", UnitPercent: "%",
}

// Write writes an amount with its unit; one that was not understood is its text.
func (p *Price) Write() string {
	switch {
	case p == nil:
		return ""
	case !p.Known():
		return p.Text
	}
	return number(p.Value) + unitTexts[p.Unit]
}

// WriteUses writes uses with their codes, and their tenures apart. Tenures are only
// written where every use has one, because they are read in order.
func WriteUses(uses []Use) (names, tenures, scheme string) {
	var n, t []string
	same := len(uses) > 0
	for _, u := range uses {
		n = append(n, strings.TrimSpace(u.Code+" "+u.Name))
		if u.TenureYears != nil {
			t = append(t, number(*u.TenureYears)+"年")
		}
		same = same && u.Scheme == uses[0].Scheme
	}
	if len(t) != len(n) {
		for i, u := range uses { // then they stand with their use
			if u.TenureYears != nil {
				n[i] += number(*u.TenureYears) + "年"
			}
		}
		t = nil
	}
	if same {
		scheme = string(uses[0].Scheme)
	}
	return strings.Join(n, ";"), strings.Join(t, ";"), scheme
}

var (
	methodTexts = map[Method]string{MethodTender: "招标", MethodAuction: "拍卖", MethodListing: "挂牌", MethodAgreement: "协议", MethodAllocation: "划拨", MethodContribution: "作价出资"}
	statusTexts = map[Status]string{
		StatusAnnounced: "公告期", StatusListed: "挂牌期", StatusBidding: "竞价期", StatusPublicised: "结果公示", StatusSold: "成交", StatusUnsold: "流拍",
		StatusSuspended: "中止", StatusTerminated: "终止",
	}
	capRuleTexts = map[CapRule]string{CapHold: "竞自持", CapBuild: "竞配建", CapLottery: "摇号", CapQuality: "竞品质", CapPrice: "竞房价"}
)

// Write writes a method as notices do.
func (m Method) Write() string { return methodTexts[m] }

// Write writes a status as notices do.
func (s Status) Write() string { return statusTexts[s] }

// WriteCapRules writes what decides at the cap.
func WriteCapRules(rules []CapRule) string {
	var texts []string
	for _, r := range rules {
		texts = append(texts, capRuleTexts[r])
	}
	return strings.Join(texts, ";")
}

// Write writes a moment without the zone, which is always China's.
func (m Moment) Write() string {
	return strings.Replace(strings.TrimSuffix(string(m), "+08:00"), "T", " ", 1)
}
