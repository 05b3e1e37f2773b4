package typeset

import "zhaoyun/internal/typeset/pdf"

// readableGap is the widest gap, in em, that readers of PDF do not take for a space.
const readableGap = 0.09

// widestGap is how far ideographs are spread; a line that wants more stays ragged.
const widestGap = 0.3

// alignment is where a line stands in its room.
type alignment int

const (
	justified alignment = iota
	left
	centred
	right
)

// setLine makes the runs of a line that begins at x and has room em. Spelled is its
// text where gaps are wide, see pdf.Page.Text.
func setLine(atoms []atom, s span, ink style, room, x, y float64, as alignment) (runs []pdf.Run, spelled string) {
	if s.from == s.to {
		return nil, ""
	}
	width, slack := measure(atoms, s)
	gaps := make([]float64, s.to-s.from)
	for i := s.from + 1; i < s.to; i++ {
		gaps[i-1-s.from], _ = beside(atoms[i-1], atoms[i])
	}
	switch {
	case width > room && slack > 0:
		give(atoms, s, gaps, min(1, (width-room)/slack))
	case as == justified:
		spread(atoms, s, gaps, room-width)
	case as == centred:
		x += (room - width) / 2 * ink.size
	case as == right:
		x += (room - width) * ink.size
	}
	if atoms[s.from].kind == opening {
		x -= blankBefore * ink.size
	}
	wide := false
	for i := s.from; i < s.to; i++ {
		a, gap := atoms[i], gaps[i-s.from]
		if n := len(runs); n == 0 || runs[n-1].Face != a.face || runs[n-1].Heavy != a.heavy {
			runs = append(runs, pdf.Run{Face: a.face, Size: ink.size, X: x, Y: y, Colour: ink.color, Heavy: a.heavy})
		}
		run := &runs[len(runs)-1]
		run.Glyphs = append(run.Glyphs, pdf.Glyph{Rune: a.r, Trimmed: a.narrow, Advance: a.width + gap})
		x += (a.width + gap) * ink.size
		beforeSpace := i+1 < s.to && atoms[i+1].kind == space
		wide = wide || gap > readableGap && a.kind != space && !beforeSpace
	}
	if wide {
		return runs, spell(atoms[s.from:s.to])
	}
	return runs, ""
}

// give takes a share of what marks and spaces can give.
func give(atoms []atom, s span, gaps []float64, share float64) {
	for i := s.from + 1; i < s.to; i++ {
		_, slack := beside(atoms[i-1], atoms[i])
		gaps[i-1-s.from] -= share * slack
	}
}

// spread widens the gaps of a line: spaces three times as much as the gaps between
// ideographs; words, joined marks and what stands inside brackets stay as they are.
func spread(atoms []atom, s span, gaps []float64, extra float64) {
	weights, whole := make([]float64, len(gaps)), 0.0
	for i := s.from + 1; i < s.to; i++ {
		a, b := atoms[i-1], atoms[i]
		weight := 1.0
		switch {
		case a.kind == space:
			weight = 3
		case b.kind == space, a.kind == latin && b.kind == latin, a.kind == joined && b.kind == joined, a.kind == fixed, b.kind == fixed,
			a.kind == opening, b.kind == closing, b.kind == clinging:
			weight = 0
		}
		weights[i-1-s.from] = weight
		whole += weight
	}
	if whole == 0 || extra/whole > widestGap {
		return
	}
	for i := range gaps {
		gaps[i] += extra * weights[i] / whole
	}
}

func spell(atoms []atom) string {
	runes := make([]rune, len(atoms))
	for i, a := range atoms {
		runes[i] = a.r
	}
	return string(runes)
}
