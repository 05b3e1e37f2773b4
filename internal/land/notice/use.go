package notice

import (
	"regexp"
	"strings"
)

// ParseUses reads the uses of a parcel, each with its tenure. Notices give tenures
// beside the uses (住宅70年、商业40年) or in a column of their own, one for each use
// or one for all. Scheme says which scheme codes belong to, where somebody said so.
func ParseUses(uses, tenures string, scheme Scheme) ([]Use, []Doubt) {
	var list []Use
	var doubts []Doubt
	folded := Fold(uses)
	if !Absent(folded) {
		for _, piece := range pieces(folded) {
			u, doubt := parseUse(piece, scheme)
			list = append(list, u)
			doubts = addDoubt(doubts, doubt)
		}
	}
	return list, addDoubt(doubts, giveTenures(list, Fold(tenures)))
}

func addDoubt(doubts []Doubt, d Doubt) []Doubt {
	if d == Clear {
		return doubts
	}
	for _, had := range doubts {
		if had == d {
			return doubts
		}
	}
	return append(doubts, d)
}

// pieces cuts a text at what separates uses, but not within brackets: 住宅(设配套公建)
// is one use, and so is R2(70年).
func pieces(folded string) []string {
	var list []string
	depth, from := 0, 0
	add := func(to int) {
		if p := strings.TrimSpace(folded[from:to]); p != "" {
			list = append(list, p)
		}
	}
	for i := 0; i < len(folded); {
		switch folded[i] {
		case '(', '[':
			depth++
		case ')', ']':
			depth = max(depth-1, 0)
		}
		n := 0
		if depth == 0 {
			n = separator(folded[i:])
		}
		if n == 0 {
			i++
			continue
		}
		add(i)
		i += n
		from = i
	}
	add(len(folded))
	return list
}

// separator measures what separates uses. Names such as 公园与绿地 hold the words
// that otherwise join, so those join only after 用地 or a tenure.
func separator(s string) int {
	switch s[0] {
	case ';', ',', '/', '+', '\n', '|':
		return 1
	}
	for _, joint := range []string{"用地和", "用地及", "用地与", "用地并"} {
		if strings.HasPrefix(s, joint) {
			return len(joint)
		}
	}
	return 0
}

var (
	codeForm   = regexp.MustCompile(`^\[?\(?([A-Za-z]\d{0,2}|\d{6}|\d{4}|\d{2})\)?\]?([^0-9A-Za-z].*)?$`)
	codeBehind = regexp.MustCompile(`^(.+?)[(\[]([A-Za-z]\d{0,2}|\d{4}|\d{6})[)\]](.*)$`)
	tenureForm = regexp.MustCompile(`[(\[:-]?(?:出让)?(?:年限|年期|期限)?(?:为|:)?(\d+(?:\.\d+)?|[〇零一二两三四五六七八九十]+)年[)\]]?$`)
)

func parseUse(piece string, scheme Scheme) (Use, Doubt) {
	name, tenure := piece, (*float64)(nil)
	if m := tenureForm.FindStringSubmatchIndex(piece); m != nil {
		if v, ok := years(piece[m[2]:m[3]] + "年"); ok {
			name, tenure = strings.TrimSpace(piece[:m[0]]), &v
		}
	}
	u, doubt := identify(name, scheme)
	u.TenureYears = tenure
	return u, doubt
}

// identify finds code and name in the text of one use.
func identify(text string, scheme Scheme) (Use, Doubt) {
	text = strings.TrimSpace(text)
	if m := codeForm.FindStringSubmatch(text); m != nil {
		return resolve(strings.ToUpper(m[1]), unwrapped(strings.Trim(m[2], " -:")), text, scheme)
	}
	if m := codeBehind.FindStringSubmatch(text); m != nil && m[3] == "" {
		return resolve(strings.ToUpper(m[2]), strings.TrimSpace(m[1]), text, scheme)
	}
	group, several := groupOfName(text)
	u := Use{Name: text, Group: group}
	switch {
	case group == "":
		u.Group = GroupOther
		return u, UseUnknown
	case several && !strings.Contains(text, "("):
		return u, UseCompound
	}
	return u, Clear
}

// unwrapped takes off brackets around the whole.
func unwrapped(s string) string {
	if inner, ok := strings.CutPrefix(s, "("); ok && strings.IndexByte(inner, ')') == len(inner)-1 {
		return strings.TrimSuffix(inner, ")")
	}
	return s
}

// resolve decides which scheme a code belongs to: the one that was named, or the
// only one that has it, or the one in which it bears the name beside it.
func resolve(code, name, text string, scheme Scheme) (Use, Doubt) {
	meanings := Lookup(code)
	if scheme != "" {
		meanings = only(meanings, func(u Use) bool { return u.Scheme == scheme })
	}
	if name != "" {
		if named := only(meanings, func(u Use) bool { return sameName(u.Name, name) }); len(named) > 0 {
			meanings = named
		} else if len(meanings) > 0 {
			group, _ := groupOfName(name)
			grouped := only(meanings, func(u Use) bool { return u.Group == group })
			if len(grouped) == 0 {
				return Use{Name: text, Group: GroupOther}, UseContradicted
			}
			meanings = grouped
		}
	}
	switch len(meanings) {
	case 0:
		u := Use{Name: text, Group: GroupOther}
		if group, _ := groupOfName(name); group != "" {
			u.Group = group
		}
		return u, UseUnknown
	case 1:
		u := meanings[0]
		if name != "" {
			u.Name = name
		}
		return u, Clear
	}
	u := Use{Code: code, Name: name, Group: meanings[0].Group}
	for _, m := range meanings[1:] {
		if m.Group != u.Group {
			u.Group = GroupOther
		}
		if u.Name == "" && sameName(m.Name, meanings[0].Name) {
			u.Name = m.Name
		}
	}
	return u, UseSchemeUnclear
}

func only(list []Use, keep func(Use) bool) []Use {
	var kept []Use
	for _, u := range list {
		if keep(u) {
			kept = append(kept, u)
		}
	}
	return kept
}

// sameName compares names of uses without what may be left out.
func sameName(a, b string) bool {
	a, b = strings.TrimSuffix(a, "用地"), strings.TrimSuffix(b, "用地")
	return a == b
}

// PairUses puts codes of a column of their own before the names of another. Where
// there are not as many of both, nobody knows which belong together.
func PairUses(codes, names string) (string, Doubt) {
	a, b := pieces(Fold(codes)), pieces(Fold(names))
	if len(a) != len(b) {
		return names, UseContradicted
	}
	for i := range a {
		b[i] = a[i] + " " + b[i]
	}
	return strings.Join(b, ";"), Clear
}
