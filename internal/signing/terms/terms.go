// Package terms finds promises in agreements that the law forbids a bureau to make:
// 公平竞争审查条例 (in force since 2024-08-01), Articles 8 to 11. It points out and
// explains; a person judges. Words for the codes, why and what to write instead, are in
// the pages' languages, web/src/locales/*/staff-agreements.json.
package terms

import (
	"regexp"
	"slices"
	"strings"
)

// Finding is a place of a text that may promise what is forbidden.
type Finding struct {
	Code  string
	Text  string // the words, with what surrounds them up to commas
	Start int    // in runes of the text that was looked through
	End   int
	Basis string // article and item
}

// Codes lists what can be found, in the order of the articles.
func Codes() []string {
	var all []string
	for _, r := range rules {
		if !slices.Contains(all, r.code) {
			all = append(all, r.code)
		}
	}
	slices.Sort(all)
	return all
}

// Find looks through a text: simplified or traditional Chinese or English, with the line
// breaks and spaces that reading a PDF leaves in it. Findings come in the order of the text.
func Find(text string) []Finding {
	original := []rune(text)
	folded, at := fold(original)
	var found []Finding
	for _, s := range sentences(folded) {
		sentence := string(folded[s.from:s.to])
		var taken []span
		for _, r := range rules {
			for _, m := range r.in(sentence) {
				m.from, m.to = m.from+s.from, m.to+s.from
				if slices.ContainsFunc(taken, m.overlaps) {
					continue
				}
				taken = append(taken, m)
				found = append(found, finding(r, original, at, widen(folded, m, s)))
			}
		}
	}
	slices.SortStableFunc(found, func(a, b Finding) int { return a.Start - b.Start })
	return found
}

func finding(r rule, original []rune, at []int, m span) Finding {
	start, end := at[m.from], at[m.to-1]+1
	return Finding{Code: r.code, Text: strings.Join(strings.Fields(string(original[start:end])), " "), Start: start, End: end, Basis: r.basis}
}

// span is part of a text, in runes.
type span struct{ from, to int }

func (s span) overlaps(t span) bool { return s.from < t.to && t.from < s.to }

// widen takes in the words up to the next commas.
func widen(text []rune, m, sentence span) span {
	for m.from > sentence.from && !strings.ContainsRune("，,：:", text[m.from-1]) {
		m.from--
	}
	for m.to < sentence.to && !strings.ContainsRune("，,：:", text[m.to]) {
		m.to++
	}
	return m
}

// sentences cuts where one promise ends and another begins.
func sentences(text []rune) []span {
	var all []span
	from := 0
	for i, r := range text {
		if strings.ContainsRune("。；;！？!?\n", r) {
			if i > from {
				all = append(all, span{from, i})
			}
			from = i + 1
		}
	}
	if from < len(text) {
		all = append(all, span{from, len(text)})
	}
	return all
}

// in returns where a rule finds its promise in a sentence, in runes.
func (r rule) in(sentence string) []span {
	if r.unless != nil && r.unless.MatchString(sentence) {
		return nil
	}
	plain := atLeast.ReplaceAllStringFunc(sentence, func(s string) string { return strings.Repeat("＿", len([]rune(s))) })
	var all []span
	for _, m := range r.match.FindAllStringIndex(plain, -1) {
		if !r.negative && denied(plain, m[0], m[1]) {
			continue
		}
		from := len([]rune(plain[:m[0]]))
		all = append(all, span{from, from + len([]rune(plain[m[0]:m[1]]))})
	}
	return all
}

// atLeast are limits, not denials: 返还比例不得低于 50% promises.
var atLeast = regexp.MustCompile(`不(得|应|能|可)?(低于|少于|小于|晚于|迟于)`)

var (
	denial      = regexp.MustCompile(`不得|不应|不可|禁止|严禁|不承诺|未承诺|不作|不予|不再|不以|不与|不给予|不提供|不享受|不存在|不含|不包[括含]|不会|不属于|不构成|并非|无权|取消|清理|废止|停止|无效|shallnot|doesnotpromise|nothinginthis|noparty`)
	prohibition = regexp.MustCompile(`不得|禁止|严禁|不承诺|未承诺|不再`)
	goesOn      = regexp.MustCompile(`^(包括|含|如|或|以及|和|也|亦|并不|不得|不以|特别是|尤其)`)
)

// denied reports whether the words deny what they name: in the same breath, or in the one
// before when the sentence only goes on listing.
func denied(sentence string, from, to int) bool {
	begin, end := strings.LastIndexAny(sentence[:from], "，,")+1, len(sentence)
	if begin > 1 {
		begin += len("，") - 1
		if begin > from {
			begin = from
		}
	}
	if i := strings.IndexAny(sentence[to:], "，,"); i >= 0 {
		end = to + i
	}
	if denial.MatchString(sentence[begin:end]) {
		return true
	}
	return goesOn.MatchString(sentence[begin:]) && prohibition.MatchString(sentence[:begin])
}
