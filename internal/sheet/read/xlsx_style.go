package read

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// style is what the format of a number says about its meaning.
type style struct {
	day, percent bool
	unit         string // in quotation marks behind the number: 0.00"㎡"
}

func (x *xlsxReader) styleSheet() error {
	if _, ok := x.parts["xl/styles.xml"]; !ok {
		return nil
	}
	var sheet struct {
		Formats []struct {
			ID   int    `xml:"numFmtId,attr"`
			Code string `xml:"formatCode,attr"`
		} `xml:"numFmts>numFmt"`
		Cells []struct {
			Format int `xml:"numFmtId,attr"`
		} `xml:"cellXfs>xf"`
	}
	if err := x.decode("xl/styles.xml", &sheet); err != nil {
		return err
	}
	custom := map[int]string{}
	for _, f := range sheet.Formats {
		custom[f.ID] = f.Code
	}
	for _, c := range sheet.Cells {
		code, ok := custom[c.Format]
		if ok {
			x.styles = append(x.styles, readFormat(code))
			continue
		}
		x.styles = append(x.styles, style{day: builtInDay(c.Format), percent: c.Format == 9 || c.Format == 10})
	}
	return nil
}

// builtInDay: the formats of days and times that have a number instead of a code
// (ECMA-376 18.8.30; 27 to 36 and 50 to 58 are the Chinese ones).
func builtInDay(id int) bool {
	return id >= 14 && id <= 22 || id >= 27 && id <= 36 || id >= 45 && id <= 47 || id >= 50 && id <= 58
}

// readFormat reads the first section of a format, which is for positive numbers.
func readFormat(code string) style {
	var s style
	var literal strings.Builder
	quoted, bracketed, digits := false, false, false
	for i := 0; i < len(code); i++ {
		c := code[i]
		switch {
		case c == '"':
			quoted = !quoted
		case quoted:
			if digits {
				literal.WriteByte(c)
			}
		case c == ';':
			i = len(code)
		case c == '\\' || c == '_' || c == '*':
			i++
		case c == '[':
			bracketed = true
		case c == ']':
			bracketed = false
		case bracketed:
		case c == '0' || c == '#' || c == '?':
			digits = true
			literal.Reset()
		case c == '%':
			s.percent = true
		case strings.IndexByte("yYdDhHsS", c) >= 0:
			s.day = true
		case c >= 0x80 && digits: // many write the unit without quotation marks
			literal.WriteByte(c)
		}
	}
	if s.unit = literal.String(); s.day {
		s.unit = ""
	}
	return s
}

func (s style) show(v float64, old bool) string {
	switch {
	case s.day && v >= 1 && v < 100_000: // to the year 2173
		return dayOf(v, old)
	case s.percent:
		return figure(v*100) + "%"
	}
	return figure(v) + s.unit
}

// figure writes a number with the fifteen digits that Excel holds it to.
func figure(v float64) string {
	if rounded, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 15, 64), 64); err == nil {
		v = rounded
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// dayOf writes what a serial number says: days since the end of 1899, among them
// the 29th of February 1900 that never was.
func dayOf(v float64, old bool) string {
	if old {
		v += 1462
	}
	days, part := math.Modf(v)
	t := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(days)).Add(time.Duration(math.Round(part*24*60)) * time.Minute)
	if t.Hour() == 0 && t.Minute() == 0 {
		return t.Format(time.DateOnly)
	}
	return t.Format("2006-01-02 15:04")
}
