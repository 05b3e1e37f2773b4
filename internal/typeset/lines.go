package typeset

import "zhaoyun/internal/typeset/pdf"

// atom is a character with the face it is set in.
type atom struct {
	r      rune
	kind   kind
	face   *pdf.Face
	heavy  bool
	width  float64 // in em
	narrow bool    // a quotation mark among words
}

// span is a line: atoms from … to, without the spaces at its end.
type span struct{ from, to int }

// squeeze is how far an empty half may give way, in em, to let a mark stay on its line.
const squeeze = 0.25

// beside is how far b stands from where a ends, before a line is justified:
// marks that follow each other share their empty halves, a word keeps a little
// distance from ideographs. The second figure is what could still give way.
func beside(a, b atom) (gap, slack float64) {
	switch {
	case a.kind == closing && b.kind == closing:
		return -blankAfter(a.r), 0
	case a.kind == closing && b.kind == opening, a.kind == opening && b.kind == opening:
		return -blankBefore, 0
	case a.kind == joined && b.kind == joined && a.r == '—':
		return dashOverlap, 0
	case a.kind == ideograph && b.kind == latin, a.kind == latin && b.kind == ideograph:
		return wordGap, 0
	case a.kind == closing || b.kind == opening:
		return 0, squeeze
	case a.kind == space:
		return 0, a.width / 4
	}
	return 0, 0
}

const (
	wordGap     = 0.08   // less than readers of PDF take for a space
	dashOverlap = -0.087 // the dash has room at its sides, two are one stroke
)

// measure returns how wide a line is in em and how much narrower it could be.
func measure(atoms []atom, s span) (width, slack float64) {
	for i := s.from; i < s.to; i++ {
		width += atoms[i].width
		if i > s.from {
			gap, give := beside(atoms[i-1], atoms[i])
			width, slack = width+gap, slack+give
		}
	}
	if s.from < s.to {
		width -= hang(atoms, s)
	}
	return width, slack
}

// hang is the emptiness of marks at the ends of a line, which stays outside.
func hang(atoms []atom, s span) float64 {
	out := 0.0
	if atoms[s.from].kind == opening {
		out += blankBefore
	}
	if last := atoms[s.to-1]; last.kind == closing {
		out += blankAfter(last.r)
	}
	return out
}

// breakLines fills lines one after another. Where the next character fits if
// marks give way, the smaller change wins: squeezing it in or spacing out without it.
func breakLines(atoms []atom, first, rest float64) []span {
	var lines []span
	for from := 0; from < len(atoms); {
		room := rest
		if from == 0 {
			room = first
		}
		next := fill(atoms, from, room)
		lines = append(lines, trimmed(atoms, span{from, next}))
		for from = next; from < len(atoms) && atoms[from].kind == space; from++ { //nolint:revive // spaces end with the line before
		}
	}
	return noLoneCharacter(atoms, lines, rest)
}

// fill returns where the line that begins at from ends.
func fill(atoms []atom, from int, room float64) int {
	best, bestChange, forced := 0, 0.0, from+1
	for to := from + 1; to <= len(atoms); to++ {
		width, slack := measure(atoms, trimmed(atoms, span{from, to}))
		if width-slack > room {
			break
		}
		if width <= room {
			forced = to // a word longer than a line has to break somewhere
		}
		if to < len(atoms) && !opportunity(atoms, to) {
			continue
		}
		change := room - width // em to add
		if width > room {
			change = 2 * (width - room) // squeezing is worse than spacing out
		}
		if to == len(atoms) || best == 0 || change <= bestChange {
			best, bestChange = to, change
		}
	}
	if best == 0 {
		return forced
	}
	return best
}

func opportunity(atoms []atom, at int) bool {
	var before atom
	if at > 1 {
		before = atoms[at-2]
	}
	return mayBreak(before, atoms[at-1], atoms[at])
}

func trimmed(atoms []atom, s span) span {
	for s.to > s.from+1 && atoms[s.to-1].kind == space {
		s.to--
	}
	return s
}

// noLoneCharacter keeps a paragraph from ending in a line of one character: one more
// comes down from the line above.
func noLoneCharacter(atoms []atom, lines []span, room float64) []span {
	n := len(lines)
	if n < 2 {
		return lines
	}
	last, above := lines[n-1], lines[n-2]
	bodies := 0
	for _, a := range atoms[last.from:last.to] {
		if a.kind == latin {
			return lines
		}
		if a.kind == ideograph {
			bodies++
		}
	}
	if bodies > 1 {
		return lines
	}
	for at := above.to - 1; at > above.from; at-- {
		if !opportunity(atoms, at) {
			continue
		}
		shorter := trimmed(atoms, span{above.from, at})
		if width, _ := measure(atoms, shorter); room-width > 4 {
			return lines // the hole would be worse
		}
		lines[n-2], lines[n-1] = shorter, span{at, last.to}
		return lines
	}
	return lines
}
