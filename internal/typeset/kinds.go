package typeset

import (
	"strings"
	"unicode"
)

// kind is how a character behaves at the ends of lines and beside others, after
// the W3C's Requirements for Chinese Text Layout.
type kind int

const (
	ideograph kind = iota
	opening        // （《“: never ends a line; empty on its left
	closing        // ，。》: never begins a line; empty on its right
	clinging       // ％ · ～: never begins a line, as wide as it looks
	leading        // ￥ №: never ends a line
	joined         // —— ……: two that belong together
	latin          // letters and figures of a word, which stays whole
	space          // where a word ends
	fixed          // the space of one em after a number: no line begins or ends there
)

const (
	openings  = "（《〈“‘「『【〔〖［｛"
	closings  = "，。、；：！？）》〉”’」』】〕〗］｝．"
	clingings = "％‰℃·～々ー"
	leadings  = "￥＄№＃"
)

func kindOf(r rune) kind {
	switch {
	case r == '　':
		return fixed
	case r == ' ':
		return space
	case strings.ContainsRune(openings, r):
		return opening
	case strings.ContainsRune(closings, r):
		return closing
	case r == '—' || r == '…' || r == '⋯':
		return joined
	case strings.ContainsRune(leadings, r):
		return leading
	case strings.ContainsRune(clingings, r):
		return clinging
	case r < 0x2E80 && (unicode.IsLetter(r) || unicode.IsDigit(r) || r < 0x250):
		return latin
	}
	return ideograph
}

// blankAfter is how much of a closing mark's em is empty on its right.
func blankAfter(r rune) float64 {
	if strings.ContainsRune("；：！？", r) {
		return 0.4
	}
	return 0.5
}

const blankBefore = 0.5 // of an opening mark, on its left

// narrow makes quotation marks between words as wide as Latin ones: fonts of Chinese
// have one glyph for both, an em wide.
func narrow(atoms []atom) []atom {
	for i := range atoms {
		a := &atoms[i]
		if !strings.ContainsRune("‘’“”", a.r) || !wordBeside(atoms, i, -1) || !wordBeside(atoms, i, 1) {
			continue
		}
		a.narrow, a.kind, a.width = true, latin, a.face.Trimmed(a.r)
	}
	return atoms
}

// wordBeside says whether the text on that side of a mark is Latin, or there is none.
func wordBeside(atoms []atom, i, step int) bool {
	for i += step; i >= 0 && i < len(atoms); i += step {
		switch {
		case atoms[i].kind == latin:
			return true
		case atoms[i].kind != space && !strings.ContainsRune("‘’“”", atoms[i].r):
			return false
		}
	}
	return true
}

// mayBreak says whether a line may end after a and the next begin with b.
func mayBreak(before, a, b atom) bool {
	switch b.kind {
	case closing, clinging, space, fixed:
		return false
	}
	switch a.kind {
	case opening, leading, fixed:
		return false
	case joined:
		return b.kind != joined || b.r != a.r
	case latin:
		if b.kind == latin { // addresses are long
			return strings.ContainsRune("-/@_", a.r) && unicode.IsLetter(b.r)
		}
		return !strings.ContainsRune("([{", a.r)
	case space: // 29 日 stays together, as does a figure and what it counts
		return !(before.kind == latin && unicode.IsDigit(before.r) && strings.ContainsRune(counted, b.r))
	}
	return b.kind != latin || !strings.ContainsRune(latinClosings, b.r)
}

const (
	counted       = "年月日时分秒元万亿亩个人名家台套份页条层米吨"
	latinClosings = ",.;:!?)]}%"
)
