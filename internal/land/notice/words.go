package notice

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// NormalNumber writes the number of a parcel in one way: brackets as [], narrow
// signs, no blanks. 杭政储出〔2020〕12号 and 杭政储出（2020）12号 are one parcel. Brackets
// that do not pair are left and told.
func NormalNumber(text string) (string, Doubt) {
	folded := blanks(Fold(text))
	folded = strings.NewReplacer("(", "[", ")", "]", "{", "[", "}", "]", "<", "[", ">", "]", "《", "[", "》", "]").Replace(folded)
	depth := 0
	for i := range len(folded) {
		switch folded[i] {
		case '[':
			depth++
		case ']':
			depth--
		}
		if depth < 0 || depth > 1 {
			return folded, NumberUnclear
		}
	}
	if depth != 0 {
		return folded, NumberUnclear
	}
	return folded, Clear
}

var methods = []struct {
	word   string
	method Method
}{
	{"招标", MethodTender}, {"拍卖", MethodAuction}, {"挂牌", MethodListing}, {"协议", MethodAgreement}, {"划拨", MethodAllocation}, {"作价出资", MethodContribution}, {"作价入股", MethodContribution},
}

// ParseMethod reads how the land is granted. 招拍挂 is all three, so none.
func ParseMethod(text string) (Method, Doubt) {
	folded := blanks(Fold(text))
	if Absent(folded) {
		return "", Clear
	}
	found := Method("")
	for _, m := range methods {
		if !strings.Contains(folded, m.word) {
			continue
		}
		if found != "" && found != m.method {
			return "", MethodUnknown
		}
		found = m.method
	}
	if found == "" {
		return "", MethodUnknown
	}
	return found, Clear
}

// statuses in the order in which they are looked for: 未成交 holds 成交.
var statuses = []struct {
	word   string
	status Status
}{
	{"未成交", StatusUnsold}, {"流拍", StatusUnsold}, {"流标", StatusUnsold}, {"终止", StatusTerminated}, {"撤牌", StatusTerminated}, {"取消", StatusTerminated},
	{"中止", StatusSuspended}, {"暂停", StatusSuspended}, {"结果公示", StatusPublicised}, {"成交公示", StatusPublicised}, {"公示", StatusPublicised},
	{"成交", StatusSold}, {"已出让", StatusSold}, {"竞价", StatusBidding}, {"挂牌", StatusListed}, {"公告", StatusAnnounced},
}

// ParseStatus reads how far a grant has come.
func ParseStatus(text string) (Status, Doubt) {
	folded := blanks(Fold(text))
	if Absent(folded) {
		return "", Clear
	}
	for _, s := range statuses {
		if strings.Contains(folded, s.word) {
			return s.status, Clear
		}
	}
	return "", StatusUnknown
}

// districtChanges are districts that are no more, with the day of the change. Where
// the land of one went to several, nobody can say from the name where it is now.
var districtChanges = map[string]struct{ on, now string }{
	"下城区": {"2021-04-09", "拱墅区"}, // 国函〔2021〕25号
	"江干区": {"2021-04-09", ""},    // most to 上城区, some to 钱塘区
}

// ParseDistrict reads a district as it was on a day (2006-01-02). Without a day a
// name that is no more is told.
func ParseDistrict(text, asOf string) (District, Doubt) {
	folded := blanks(Fold(text))
	if Absent(folded) {
		return District{}, Clear
	}
	d := District{Name: folded, AsOf: asOf}
	for name, change := range districtChanges {
		if strings.HasSuffix(folded, name) || folded+"区" == name {
			d.Now = change.now
			if asOf == "" || asOf >= change.on {
				return d, DistrictChanged
			}
		}
	}
	return d, Clear
}

var organisationWords = []string{
	"公司", "集团", "中心", "企业", "工厂", "大学", "学院", "学校", "医院", "银行", "委员会", "管委会", "合作社", "联合社", "经济社", "事务所", "研究院", "研究所", "联合体",
	"商会", "协会", "基金会", "政府", "Ltd", "LTD", "Limited", "LIMITED", "Inc", "Co.", "GmbH", "LLP", "LLC", "PLC",
}

// ParseBuyer reads who won the land. What is not plainly an organisation is taken
// for a natural person, whose name is protected.
func ParseBuyer(text string) *Buyer {
	name := strings.TrimFunc(Fold(text), unicode.IsSpace)
	if Absent(name) {
		return nil
	}
	for _, word := range organisationWords {
		if strings.Contains(name, word) {
			return &Buyer{Name: name}
		}
	}
	if last, _ := utf8.DecodeLastRuneInString(name); last == '厂' || last == '局' || last == '院' || last == '社' {
		return &Buyer{Name: name}
	}
	return &Buyer{Name: name, Person: true}
}
