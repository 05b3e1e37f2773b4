package notice

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Fold writes a text in the narrow forms: full-width letters, digits and signs
// become ASCII, all blanks one space, and the many signs for one thing the same.
func Fold(s string) string {
	if plainASCII(s) {
		return strings.TrimSpace(s)
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		if folded, ok := folds[r]; ok {
			b.WriteString(folded)
			continue
		}
		switch {
		case r >= '！' && r <= '～':
			b.WriteRune(r - '！' + '!')
		case unicode.IsSpace(r):
			b.WriteByte(' ')
		case unicode.IsControl(r) || r == utf8.RuneError:
		default:
			b.WriteRune(r)
		}
	}
	return strings.TrimSpace(b.String())
}

var folds = map[rune]string{
	'≦': "≤", '⩽': "≤", '≧': "≥", '⩾': "≥", '﹤': "<", '﹥': ">", '〈': "<", '〉': ">",
	'—': "-", '–': "-", '－': "-", '−': "-", '‐': "-", '‑': "-", '～': "~", '〜': "~", '∼': "~", '﹣': "-",
	'、': ",", '。': ".", '﹪': "%", '㎡': "㎡", '²': "2", '\u00a0': " ", '\u3000': " ",
	'\ufeff': "", '\u200b': "", '\u200c': "", '\u200d': "",
	'〔': "[", '〕': "]", '【': "[", '】': "]", '［': "[", '］': "]", '﹝': "[", '﹞': "]", '〖': "[", '〗': "]",
}

func plainASCII(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] >= 0x7f {
			return false
		}
	}
	return true
}

// Absent reports whether a folded text says that there is nothing to say.
func Absent(folded string) bool {
	switch folded {
	case "", "/", "-", "--", "---", "\\", "无", "不限", "无要求", "不作要求", "不做要求", "暂无", "无限制", "N/A", "n/a", "null", "NULL", "<Null>":
		return true
	}
	return false
}

// leadingNumber reads a number at the start of a folded text: 63,599 or 15001.02,
// with commas for thousands only. It answers how many bytes it took.
func leadingNumber(s string) (float64, int) {
	i, digits, dots := 0, 0, 0
	for ; i < len(s) && digits <= 18; i++ {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			digits++
			continue
		case c == '.' && dots == 0 && digits > 0 && i+1 < len(s) && isDigit(s[i+1]):
			dots++
			continue
		case c == ',' && dots == 0 && thousands(s[i+1:]) && digits > 0 && digits <= 3+3*strings.Count(s[:i], ","):
			continue
		}
		break
	}
	if digits == 0 || digits > 18 {
		return 0, 0
	}
	text := s[:i]
	if strings.IndexByte(text, ',') >= 0 {
		text = strings.ReplaceAll(text, ",", "")
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return 0, 0
	}
	return v, i
}

// thousands reports whether three digits, and no fourth, come next.
func thousands(s string) bool {
	return len(s) >= 3 && isDigit(s[0]) && isDigit(s[1]) && isDigit(s[2]) && (len(s) == 3 || !isDigit(s[3]))
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// wholeNumber reads a text that is one number.
func wholeNumber(folded string) (float64, bool) {
	v, n := leadingNumber(folded)
	return v, n > 0 && n == len(folded)
}

var (
	hanDigits = map[rune]int{'〇': 0, '零': 0, '一': 1, '二': 2, '两': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9}
	hanUnits  = map[rune]int{'十': 10, '百': 100}
)

// hanNumber reads a number below a thousand written in words, as tenures are: 七十.
func hanNumber(s string) (float64, int) {
	total, digit, n, length := 0, -1, 0, 0
	for _, r := range s {
		if d, ok := hanDigits[r]; ok && digit <= 0 {
			digit = d
		} else if unit, ok := hanUnits[r]; ok && digit != 0 {
			total += max(digit, 1) * unit
			digit = -1
		} else {
			break
		}
		n++
		length += utf8.RuneLen(r)
	}
	if n == 0 {
		return 0, 0
	}
	return float64(total + max(digit, 0)), length
}

// blanks takes the blanks out.
func blanks(s string) string {
	if strings.IndexByte(s, ' ') < 0 {
		return s
	}
	return strings.ReplaceAll(s, " ", "")
}
