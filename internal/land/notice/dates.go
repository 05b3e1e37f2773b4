package notice

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// The forms of a date in notices, folded and without blanks. The clock is China's.
var (
	dateForm  = regexp.MustCompile(`^(?:(\d{4})[-/.年])?(?:(\d{1,2})[-/.月])?(\d{1,2})日?`)
	packed    = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})(?:\D|$)`)
	clockForm = regexp.MustCompile(`^T?(上午|下午|晚上|晚|早上|中午)?(\d{1,2})(?::|时|点)(?:(\d{1,2})(?:分|:\d{2}(?:\.\d+)?)?)?(?:整)?(?:Z|\+08:?00)?`)
	noise     = strings.NewReplacer("(北京时间)", "", "北京时间", "", "星期一", "", "星期二", "", "星期三", "", "星期四", "", "星期五", "", "星期六", "", "星期日", "", "()", "")
)

// moment is a day and perhaps its minute, while it is read.
type moment struct {
	year, month, day int
	minute           int // of the day; -1 is none
}

func (m moment) text() Moment {
	day := fmt.Sprintf("%04d-%02d-%02d", m.year, m.month, m.day)
	if m.minute < 0 {
		return Moment(day)
	}
	return Moment(fmt.Sprintf("%sT%02d:%02d+08:00", day, m.minute/60, m.minute%60))
}

func (m moment) sound() bool {
	t := time.Date(m.year, time.Month(m.month), m.day, 0, 0, 0, 0, time.UTC)
	return m.year >= 1980 && m.year < 2100 && t.Month() == time.Month(m.month) && t.Day() == m.day && m.minute <= 24*60
}

// cutMoment reads a moment at the start of a text; what the text leaves out, the
// year or the month, is that of before.
func cutMoment(s string, before *moment) (moment, string, bool) {
	m := moment{minute: -1}
	if p := packed.FindStringSubmatch(s); p != nil {
		m.year, m.month, m.day = atoi(p[1]), atoi(p[2]), atoi(p[3])
		s = s[8:]
	} else {
		p := dateForm.FindStringSubmatch(s)
		switch {
		case p == nil, p[1] == "" && before == nil, p[1] != "" && p[2] == "", p[1] == "" && !strings.HasSuffix(p[0], "日"):
			return m, s, false
		}
		m.year, m.month, m.day = atoi(p[1]), atoi(p[2]), atoi(p[3])
		if before != nil && p[1] == "" {
			m.year = before.year
			if p[2] == "" {
				m.month = before.month
			}
		}
		s = s[len(p[0]):]
	}
	if c := clockForm.FindStringSubmatch(s); c != nil {
		hour, minute := atoi(c[2]), atoi(c[3])
		if (c[1] == "下午" || c[1] == "晚" || c[1] == "晚上") && hour < 12 || c[1] == "中午" && hour < 3 {
			hour += 12
		}
		if minute > 59 {
			return m, s, false
		}
		m.minute = hour*60 + minute
		s = s[len(c[0]):]
	}
	return m, s, m.sound()
}

func atoi(s string) int { n, _ := strconv.Atoi(s); return n }

func foldDate(text string) string {
	folded := Fold(text)
	if n := len(folded); n > 10 && folded[4] == '-' && folded[10] == ' ' && strings.HasSuffix(folded, "00:00:00") {
		folded = folded[:10] // how spreadsheets write a day
	}
	if len(folded) > 10 && isDigit(folded[9]) && folded[10] == ' ' && isDigit(folded[11]) {
		folded = folded[:10] + "T" + folded[11:]
	}
	return strings.TrimRight(noise.Replace(blanks(folded)), ".,;")
}

// ParseMoment reads a day or a minute: 2020年5月12日9时30分, 2020-05-12 09:30, 20200512.
func ParseMoment(text string) (Moment, Doubt) {
	folded := foldDate(text)
	if Absent(folded) {
		return "", Clear
	}
	m, rest, ok := cutMoment(folded, nil)
	switch rest {
	case "", "前", "止", "截止", "起", "之前":
	default:
		ok = false
	}
	if !ok {
		return "", DateUnclear
	}
	return m.text(), Clear
}

var until = regexp.MustCompile(`^起?(?:至|到|--|-|~|—)`)

// ParseSpan reads a span: 2020年5月12日9时至5月22日16时. A moment alone is its start.
func ParseSpan(text string) (from, to Moment, doubt Doubt) {
	folded := foldDate(text)
	if Absent(folded) {
		return "", "", Clear
	}
	first, rest, ok := cutMoment(strings.TrimPrefix(folded, "自"), nil)
	if !ok {
		return "", "", DateUnclear
	}
	if rest == "" || rest == "起" {
		return first.text(), "", Clear
	}
	joint := until.FindString(rest)
	if joint == "" {
		return "", "", DateUnclear
	}
	second, rest, ok := cutMoment(rest[len(joint):], &first)
	if !ok || rest != "" && rest != "止" && rest != "截止" {
		return "", "", DateUnclear
	}
	if first.after(second) {
		return first.text(), second.text(), DatesReversed
	}
	return first.text(), second.text(), Clear
}

func (m moment) after(o moment) bool {
	a, b := ((m.year*100+m.month)*100+m.day)*10_000+max(m.minute, 0), ((o.year*100+o.month)*100+o.day)*10_000+o.minute
	if o.minute < 0 { // the whole day
		b = ((o.year*100+o.month)*100+o.day)*10_000 + 9_999
	}
	return a > b
}
