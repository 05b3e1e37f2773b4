package room

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func FuzzSince(f *testing.F) {
	for _, s := range []string{"", "public:412,staff:88,inbox:7", "public:-1", "public:1,public:2", "x:1", "public:99999999999999999999", ",", "public:+1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		since, err := ParseSince(s)
		if err != nil {
			return
		}
		again, err := ParseSince(since.String())
		if err != nil || len(again) != len(since) {
			t.Fatalf("%q reads as %v and writes as %q", s, since, since.String())
		}
		for lane, seq := range since {
			if seq < 0 || again[lane] != seq {
				t.Fatalf("%q reads as %v", s, since)
			}
		}
	})
}

func FuzzWords(f *testing.F) {
	for _, s := range []string{"内幕", "ＶＰＮ", "v\u200bp\u00adn", "ﬁ", "İ", "a\u0301", "\xff", "ㅤ", "e\u0301\u200d"} {
		f.Add(s, "　x ")
	}
	f.Fuzz(func(t *testing.T, word, around string) {
		n := normalise(word)
		if normalise(n) != n {
			t.Fatalf("%q normalises to %q and then to %q", word, n, normalise(n))
		}
		if !utf8.ValidString(n) || strings.ContainsFunc(n, unicode.IsSpace) {
			t.Fatalf("%q normalises to %q", word, n)
		}
		if n == "" {
			return
		}
		// However it is spaced out, the word is found.
		spaced := strings.Join(strings.Split(n, ""), "\u200b ")
		if !hasWord(normalise(spaced), []string{n}) {
			t.Fatalf("%q is not found in %q", n, spaced)
		}
		line := tidyLine(around + word)
		if tidyLine(line) != line || !utf8.ValidString(line) {
			t.Fatalf("%q tidies to %q", around+word, line)
		}
	})
}
