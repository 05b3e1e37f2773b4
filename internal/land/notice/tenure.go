package notice

import (
	"regexp"
	"strings"
)

// years reads one tenure, with 年 or without: 40, 60.41年, 七十年.
func years(text string) (float64, bool) {
	text = blanks(text)
	number := strings.TrimSuffix(text, "年")
	v, ok := wholeNumber(number)
	if !ok {
		var n int
		if v, n = hanNumber(number); n == 0 || n != len(number) {
			return 0, false
		}
	}
	return v, v > 0 && v <= 100 // the law knows 70 at most; 100 leaves room for a mistake that a person should see
}

var tenureCut = regexp.MustCompile(`[;,/+\n|]`)

// giveTenures gives the tenures of their own column to the uses: by name where they
// are named, else one by one in the same order, else one for all. Where the numbers
// do not match nobody gets one.
func giveTenures(uses []Use, folded string) Doubt {
	folded = strings.Trim(folded, " .;,/")
	if Absent(folded) {
		return Clear
	}
	var plain []float64
	named := map[int]float64{}
	for _, part := range tenureCut.Split(folded, -1) {
		part = blanks(part)
		if part == "" {
			continue
		}
		if v, ok := years(part); ok {
			plain = append(plain, v)
			continue
		}
		m := tenureForm.FindStringSubmatchIndex(part)
		if m == nil {
			return TenureUnclear
		}
		v, ok := years(part[m[2]:m[3]])
		at := useNamed(uses, part[:m[0]])
		if !ok || at < 0 {
			return TenureUnclear
		}
		named[at] = v
	}
	switch {
	case len(named) > 0 && len(plain) == 0 && len(named) == len(uses):
		for at, v := range named {
			uses[at].TenureYears = &v
		}
	case len(named) == 0 && len(plain) == len(uses):
		for i, v := range plain {
			uses[i].TenureYears = &v
		}
	case len(named) == 0 && len(plain) == 1:
		for i := range uses {
			uses[i].TenureYears = &plain[0]
		}
	default:
		return TenureUnclear
	}
	return Clear
}

// useNamed finds the only use a name fits: by itself, or by its group.
func useNamed(uses []Use, name string) int {
	found := -1
	group, _ := groupOfName(name)
	for i, u := range uses {
		switch {
		case sameName(u.Name, name) || strings.EqualFold(u.Code, name):
			return i
		case group == "" || u.Group != group:
		case found >= 0:
			return -1
		default:
			found = i
		}
	}
	return found
}
