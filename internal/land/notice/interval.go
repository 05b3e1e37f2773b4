package notice

import "strings"

// Measure is what an interval bounds; it decides which units and names may stand
// in the text.
type Measure int

// The measures.
const (
	FAR     Measure = iota // 容积率
	Percent                // 建筑密度, 绿地率
	Metres                 // 限高
)

type token int

const (
	tokenEnd token = iota
	tokenNumber
	tokenLess
	tokenAtMost
	tokenMore
	tokenAtLeast
	tokenCeiling // 限高: the name of an upper limit
	tokenEqual
	tokenFrom    // …以上, after its number
	tokenUntil   // …以下
	tokenUnder   // 不满, 不足: after or before its number
	tokenRange   // 1.0-2.5
	tokenName    // R, 容积率
	tokenJoin    // 并且
	tokenWith    // (含)
	tokenWithout // (不含)
	tokenOpen
	tokenShut
	tokenSquareOpen
	tokenSquareShut
	tokenUnknown
)

// words are what may stand in an interval, in their folded form, the longest that
// fits wins. 以上, 以下, 以内 include the number itself, 超过, 不满 do not (民法典
// 第一千二百五十九条).
var words = sortedWords(map[token]string{
	tokenLess:       "<|小于|低于|少于|不满|不足|未满|不到",
	tokenAtMost:     "≤|<=|=<|小于等于|小于或等于|小于或者等于|低于或等于|不大于|不高于|不超过|不多于|不得大于|不得高于|不得超过|不得多于|不得突破|不应大于|不应高于|不应超过|不宜大于|不宜超过|不能超过|至多|最高|最大|控制在|最高不超过|最大不超过",
	tokenMore:       ">|大于|高于|多于|超过|超出",
	tokenAtLeast:    "≥|>=|=>|大于等于|大于或等于|大于或者等于|高于或等于|不小于|不低于|不少于|不得小于|不得低于|不得少于|不应小于|不应低于|不应少于|不宜小于|不宜低于|至少|最低|最小|最低不低于|最小不小于",
	tokenCeiling:    "上限|限高|控高|建筑限高|限制高度|控制高度|高度控制",
	tokenEqual:      "=|等于|为|:",
	tokenFrom:       "以上|及以上|或以上|(含)以上|(含本数)以上",
	tokenUntil:      "以下|及以下|或以下|以内|之内|(含)以下|(含)以内|(含本数)以下",
	tokenRange:      "-|~|至|到",
	tokenName:       "R|r|FAR|容积率|建筑密度|建筑系数|密度|绿地率|绿化率|建筑高度|高度|H|h",
	tokenJoin:       "并且|且|并|和|及|与|同时|,|;",
	tokenWith:       "(含)|含|包含|包括|(含本数)|含本数",
	tokenWithout:    "(不含)|不含|不包含|不包括|(不含本数)|不含本数",
	tokenOpen:       "(",
	tokenShut:       ")",
	tokenSquareOpen: "[",
	tokenSquareShut: "]",
})

type word struct {
	text string
	is   token
}

// sortedWords files the words by their first byte, the longest first.
func sortedWords(of map[token]string) (byFirst [256][]word) {
	for is, list := range of {
		for text := range strings.SplitSeq(list, "|") {
			filed := byFirst[text[0]]
			at := 0
			for at < len(filed) && len(filed[at].text) >= len(text) {
				at++
			}
			byFirst[text[0]] = append(filed[:at:at], append([]word{{text, is}}, filed[at:]...)...)
		}
	}
	return byFirst
}

// units that may follow a number, the longest first.
var intervalUnits = map[Measure][]string{
	Percent: {"%"},
	Metres:  {"米", "m", "M"},
}

// lexer cuts a folded text without blanks into tokens.
type lexer struct {
	rest    string
	measure Measure
	value   float64
	unit    bool // the last number had its unit
}

func (l *lexer) next() token {
	if l.rest == "" {
		return tokenEnd
	}
	if v, n := leadingNumber(l.rest); n > 0 {
		l.value, l.rest, l.unit = v, l.rest[n:], false
		for _, unit := range intervalUnits[l.measure] {
			if rest, ok := strings.CutPrefix(l.rest, unit); ok {
				l.rest, l.unit = rest, true
				break
			}
		}
		return tokenNumber
	}
	for _, w := range words[l.rest[0]] {
		if rest, ok := strings.CutPrefix(l.rest, w.text); ok {
			l.rest = rest
			return w.is
		}
	}
	return tokenUnknown
}

// ParseInterval reads an interval as notices write it: 大于1并且小于或等于2.2,
// 2.0<R≤2.5, ≤3.0, 1.0-2.5, (1,2.2], 不低于1.2, 24米以下. A text that says there is
// none (不限, /) gives an interval without ends and no doubt.
func ParseInterval(m Measure, text string) (Interval, Doubt) {
	result := Interval{Text: strings.TrimSpace(text)}
	folded := blanks(Fold(text))
	if Absent(folded) {
		return result, Clear
	}
	p := intervalParser{}
	if !p.read(&lexer{rest: strings.TrimRight(folded, ".,;"), measure: m}) {
		return result, IntervalUnclear
	}
	if m == Percent && p.fraction {
		return result, PercentUnclear
	}
	i := p.interval
	if i.Min != nil && i.Max != nil && (*i.Min > *i.Max || *i.Min == *i.Max && (i.MinOpen || i.MaxOpen)) || m == Percent && beyond(i, 100) {
		return result, IntervalEmpty
	}
	i.Text = result.Text
	if p.bare {
		return i, IntervalBare
	}
	return i, Clear
}

func beyond(i Interval, most float64) bool {
	return i.Min != nil && *i.Min > most || i.Max != nil && *i.Max > most
}

// JoinEnds makes one text of the two ends that stand in columns of their own. A
// bare number there is a limit, as its column says.
func JoinEnds(low, high string) string {
	limit := func(sign, text string) string {
		folded := blanks(Fold(text))
		if Absent(folded) {
			return ""
		}
		if v, n := leadingNumber(folded); n > 0 && v >= 0 && !strings.ContainsAny(folded[n:], "以-~至到<>≤≥(") {
			return sign + strings.TrimSpace(text)
		}
		return strings.TrimSpace(text)
	}
	low, high = limit("≥", low), limit("≤", high)
	if low != "" && high != "" {
		return low + "且" + high
	}
	return low + high
}
