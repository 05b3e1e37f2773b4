package chamber

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"zhaoyun/internal/account"
)

// Prefixes are the places whose local numbers are read without their prefix.
var Prefixes = []string{"+86", "+852", "+853", "+886", "+65"}

var (
	// A number as Excel keeps it: 13800000000.0, 1.38E+10, 1.3800000001E+10.
	numeric = regexp.MustCompile(`^(\d{5,15})\.0+$`)
	science = regexp.MustCompile(`^(\d)\.?(\d*)[eE]\+?(\d{1,2})$`)
	// 0571-87654321, with the area code that mainland landlines begin with.
	landline = regexp.MustCompile(`^(?:\+?86|0086)?0?((?:10|2\d)[2-9]\d{7}|[3-9]\d{2}[2-9]\d{6,7})$`)
	filler   = regexp.MustCompile(`[\s\-()–—‑.·]+`)
	several  = regexp.MustCompile(`[/;,、|]|\s{2,}|或|和`)
	local    = map[string]*regexp.Regexp{
		"+852": regexp.MustCompile(`^[2-9]\d{7}$`), "+853": regexp.MustCompile(`^[268]\d{7}$`),
		"+886": regexp.MustCompile(`^0?9\d{8}$`), "+65": regexp.MustCompile(`^[689]\d{7}$`),
	}
)

// readPhone reads what stands in a cell for a phone number. Codes say what is wrong,
// or was done; without a number the first of them says why.
func readPhone(cell, prefix string) (string, []Code) {
	s := strings.TrimSpace(width.Narrow.String(cell))
	if s == "" {
		return "", nil
	}
	if !strings.ContainsFunc(s, unicode.IsDigit) {
		return "", []Code{NameInPhone}
	}
	if found, why := onePhone(s, prefix); found != "" || len(why) > 0 && why[0] == PhoneTruncated {
		return found, why
	}
	for part := range strings.SplitSeq(several.ReplaceAllString(s, "\n"), "\n") {
		if found, why := onePhone(part, prefix); found != "" && part != s {
			return found, append(why, PhoneSeveral)
		}
	}
	return "", []Code{PhoneInvalid}
}

func onePhone(s, prefix string) (string, []Code) {
	var why []Code
	if m := numeric.FindStringSubmatch(s); m != nil {
		s, why = m[1], []Code{PhoneFromNumber}
	} else if m := science.FindStringSubmatch(s); m != nil {
		// What was cut off to be shown is gone: 1.38E+10 is any of a hundred million numbers.
		if power, _ := strconv.Atoi(m[3]); len(m[2]) < power-1 {
			return "", []Code{PhoneTruncated}
		}
		v, err := strconv.ParseFloat(s, 64)
		if err != nil || v != math.Trunc(v) || v > 1e15 {
			return "", []Code{PhoneInvalid}
		}
		s, why = strconv.FormatFloat(v, 'f', 0, 64), []Code{PhoneFromNumber}
	}
	bare := filler.ReplaceAllString(s, "")
	if c, err := account.ParseContact(bare); err == nil && c.Kind == account.ContactPhone {
		return c.Value, why
	}
	if at, ok := local[prefix]; ok && at.MatchString(bare) {
		return prefix + strings.TrimPrefix(bare, "0"), why
	}
	if m := landline.FindStringSubmatch(bare); m != nil && (prefix == "+86" || strings.HasPrefix(bare, "+86")) && (bare[0] == '0' || strings.HasPrefix(bare, "+86")) {
		return "+86" + m[1], append(why, PhoneLandline)
	}
	return "", []Code{PhoneInvalid}
}

// looksLikePhone reports whether a text is nothing but a number, as in a column of names.
func looksLikePhone(s string) bool {
	digits := 0
	for _, r := range width.Narrow.String(s) {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case strings.ContainsRune("+-() .", r):
		default:
			return false
		}
	}
	return digits >= 7
}
