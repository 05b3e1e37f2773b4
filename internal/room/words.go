package room

import (
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// normalise brings a text into the form in which sensitive words are looked for:
// compatibility forms unified (full width, ligatures), case folded, and what a
// writer may slip between the letters of a word taken out.
func normalise(s string) string {
	s = cases.Fold().String(norm.NFKC.String(strings.ToValidUTF8(s, "")))
	s = strings.Map(func(r rune) rune {
		if invisible(r) || unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
	// Letters that only now stand side by side may combine, and folding may leave an unnormalised form.
	return norm.NFKC.String(s)
}

// invisible reports whether a letter shows nothing: zero-width and format
// characters, controls, variation selectors, fillers.
func invisible(r rune) bool {
	switch {
	case unicode.Is(unicode.Cf, r), unicode.IsControl(r):
		return true
	case r >= 0xFE00 && r <= 0xFE0F, r >= 0xE0100 && r <= 0xE01EF: // variation selectors
		return true
	}
	return r == 0x034F || r == 0x115F || r == 0x1160 || r == 0x3164 || r == 0xFFA0 // joiner and Hangul fillers
}

// hasWord reports whether the text holds one of the words, all normalised already.
func hasWord(text string, words []string) bool {
	for _, w := range words {
		if w != "" && strings.Contains(text, w) {
			return true
		}
	}
	return false
}

// normaliseAll normalises a list of words.
func normaliseAll(words []string) []string {
	out := make([]string, 0, len(words))
	for _, w := range words {
		if n := normalise(w); n != "" {
			out = append(out, n)
		}
	}
	return out
}

// tidyLine is a text as it goes into the log: trimmed, lines ended by \n, without
// controls and without marks that turn the direction of what others wrote.
func tidyLine(s string) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\r\n", "\n")
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\t':
			return ' '
		case unicode.IsControl(r), r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069:
			return -1
		}
		return r
	}, s)
	return strings.TrimSpace(s)
}
