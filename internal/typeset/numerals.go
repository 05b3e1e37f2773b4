package typeset

import (
	"fmt"
	"strings"
	"time"
)

const (
	plainDigits   = "零一二三四五六七八九"
	capitalDigits = "零壹贰叁肆伍陆柒捌玖"
)

// Numeral writes a number up to 9999 as articles are counted: 十, 二十一, 一百零三.
func Numeral(n int) string {
	s := section(n, plainDigits, []string{"", "十", "百", "千"})
	if n >= 10 && n < 20 {
		s = strings.TrimPrefix(s, "一")
	}
	return s
}

// section writes one to four digits.
func section(n int, digits string, units []string) string {
	letters := []rune(digits)
	var b strings.Builder
	gap := false
	for i, power := 3, 1000; i >= 0; i, power = i-1, power/10 {
		d := n / power % 10
		if d == 0 {
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteRune(letters[0])
			gap = false
		}
		b.WriteRune(letters[d])
		b.WriteString(units[i])
	}
	return b.String()
}

// currencies are how contracts name them, their sign and how many minor units one has.
var currencies = map[string]struct {
	name, sign string
	minor      int64
}{
	"CNY": {"人民币", "¥", 100}, "USD": {"美元", "US$", 100}, "HKD": {"港元", "HK$", 100}, "EUR": {"欧元", "€", 100},
	"GBP": {"英镑", "£", 100}, "JPY": {"日元", "JP¥", 1}, "SGD": {"新加坡元", "S$", 100}, "MOP": {"澳门元", "MOP$", 100},
}

// Capital writes an amount the way it cannot be altered: 人民币壹亿零伍佰万元整
// (after 正确填写票据和结算凭证的基本规定).
func Capital(m Money) string {
	name, minor := m.Currency, int64(100)
	if c, known := currencies[m.Currency]; known {
		name, minor = c.name, c.minor
	}
	if m.Minor < 0 {
		return name + "负" + capital(uint64(-m.Minor), uint64(minor)) //nolint:gosec // its sign was turned
	}
	return name + capital(uint64(m.Minor), uint64(minor))
}

func capital(amount, minor uint64) string {
	whole, cents := amount/minor, amount%minor
	var b strings.Builder
	if whole > 0 {
		b.WriteString(capitalWhole(whole))
		b.WriteString("元")
	}
	digits := []rune(capitalDigits)
	jiao, fen := cents/10, cents%10
	switch {
	case cents == 0 && whole == 0:
		return "零元整"
	case cents == 0:
		b.WriteString("整")
		return b.String()
	case jiao > 0:
		b.WriteRune(digits[jiao])
		b.WriteString("角")
	case whole > 0:
		b.WriteRune(digits[0])
	}
	if fen > 0 {
		b.WriteRune(digits[fen])
		b.WriteString("分")
	} else {
		b.WriteString("整")
	}
	return b.String()
}

// capitalWhole writes groups of four digits: 元, 万, 亿, 万亿.
func capitalWhole(n uint64) string {
	const yi = 1_0000_0000
	if n >= yi {
		s, rest := capitalWhole(n/yi)+"亿", n%yi
		switch {
		case rest == 0:
			return s
		case rest < yi/10 || n/yi%10 == 0:
			s += "零"
		}
		return s + capitalWhole(rest)
	}
	units := []string{"", "拾", "佰", "仟"}
	high, low := int(n/10000), int(n%10000)
	if high == 0 {
		return section(low, capitalDigits, units)
	}
	s := section(high, capitalDigits, units) + "万"
	switch {
	case low == 0:
		return s
	case low < 1000 || high%10 == 0:
		s += "零"
	}
	return s + section(low, capitalDigits, units)
}

// Figures writes an amount in figures: ¥105,000,000.00.
func Figures(m Money) string {
	sign, minor := m.Currency+" ", int64(100)
	if c, known := currencies[m.Currency]; known {
		sign, minor = c.sign, c.minor
	}
	amount, minus := m.Minor, ""
	if amount < 0 {
		amount, minus = -amount, "-"
	}
	whole := fmt.Sprint(amount / minor)
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if minor > 1 {
		whole += fmt.Sprintf(".%02d", amount%minor)
	}
	return minus + sign + whole
}

// Day writes a date: 2026 年 11 月 29 日.
func Day(at time.Time, language string) string {
	if wordsFor(language).english {
		return at.Format("2 January 2006")
	}
	return fmt.Sprintf("%d 年 %d 月 %d 日", at.Year(), at.Month(), at.Day())
}
