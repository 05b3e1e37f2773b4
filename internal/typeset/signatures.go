package typeset

import (
	"fmt"
	"slices"
	"strings"

	"zhaoyun/internal/core"
	"zhaoyun/internal/typeset/pdf"
)

const (
	boxHeight  = 66.0 // of a signature with its seal
	columnGap  = 18.0
	signerLine = 30.0 // below a box: who signs in it
)

// signatures adds the signature block: a column a party, two or three beside each
// other. Where a party's fields come to lie is told to found.
func (f *flow) signatures(fonts *faces, d Draft, w words, found func(Field)) {
	note := fonts.atoms(fmt.Sprintf(w.here, d.Title), false)
	lead := style{size: 9, leading: 16, color: soft, as: left, keep: true, before: 30}
	f.paragraph(note, lead, marginLeft, textWidth)
	f.rows[len(f.rows)-1].keep = true
	f.add(row{height: 16, keep: true, draw: func(page *pdf.Page, _ int, top float64) { page.Rule(marginLeft, top-4, textWidth, 1.1, ink) }})

	columns := 3
	if n := len(d.Parties); n == 1 || n == 2 || n == 4 {
		columns = 2
	}
	first := len(f.rows)
	for group := range slices.Chunk(portions(d.Parties), columns) {
		f.add(partyRow(fonts, group, columns, found))
	}
	// All of it on one page, if a page holds it.
	if height(f.rows[first:]) < textTop-textBottom-60 {
		for i := first; i < len(f.rows)-1; i++ {
			f.rows[i].keep = true
		}
	}
}

// portions cuts parties with many signers, so that a column fits on a page.
func portions(parties []Party) []Party {
	const most = 5
	var all []Party
	for _, p := range parties {
		signers := p.Signers
		for len(signers) > most {
			part := p
			part.Signers, signers = signers[:most], signers[most:]
			all = append(all, part)
		}
		p.Signers = signers
		all = append(all, p)
	}
	return all
}

// label is a line of a party's column that may wrap.
type label struct {
	atoms []atom
	lines []span
	style style
	room  float64
}

func newLabel(fonts *faces, text string, s style, width float64) label {
	l := label{atoms: fonts.atoms(text, s.bold), style: s, room: width / s.size}
	l.lines = breakLines(l.atoms, l.room, l.room)
	return l
}

func (l label) height() float64 { return float64(len(l.lines)) * l.style.leading }

func (l label) draw(page *pdf.Page, x, top float64) {
	for i, line := range l.lines {
		page.Text(setLine(l.atoms, line, l.style, l.room, x, baseline(l.style, top-float64(i)*l.style.leading), left))
	}
}

func partyRow(fonts *faces, parties []Party, columns int, found func(Field)) row {
	width := (textWidth - columnGap*float64(columns-1)) / float64(columns)
	role := style{size: 11.5, leading: 19, color: ink, bold: true}
	type column struct {
		heads   []label
		signers []label
	}
	var set []column
	heads, signers := 0.0, 0.0
	for _, p := range parties {
		c := column{heads: []label{newLabel(fonts, p.Role, role, width), newLabel(fonts, p.Name, names, width)}}
		if p.ID != "" {
			c.heads = append(c.heads, newLabel(fonts, p.ID, smalls, width))
		}
		below := 0.0
		for _, s := range p.Signers {
			l := newLabel(fonts, strings.TrimSpace(s.Position+"　"+s.Name), smalls, width)
			c.signers = append(c.signers, l)
			below += boxHeight + max(signerLine, l.height()+12)
		}
		above := 0.0
		for _, l := range c.heads {
			above += l.height()
		}
		heads, signers, set = max(heads, above), max(signers, below), append(set, c)
	}
	r := row{before: 8, height: heads + 10 + signers + 8}
	r.draw = func(page *pdf.Page, number int, top float64) {
		for i, c := range set {
			x, y := marginLeft+float64(i)*(width+columnGap), top
			for _, l := range c.heads {
				l.draw(page, x, y)
				y -= l.height()
			}
			y = top - heads - 10
			for j, l := range c.signers {
				page.Box(x+0.4, y-boxHeight, width-0.8, boxHeight, 0.6, soft)
				found(Field{Name: parties[i].Signers[j].Field, Page: number, Rect: [4]float64{x + 2, y - boxHeight + 2, x + width - 2, y - 2}})
				l.draw(page, x, y-boxHeight-5)
				y -= boxHeight + max(signerLine, l.height()+12)
			}
		}
	}
	return r
}

// check says what a draft lacks before it can be set.
func (d Draft) check() error {
	if len(d.Parties) == 0 {
		return core.Invalid("paper_parties_missing", "Enter the parties first.").On("parties")
	}
	if len(d.Parties) > 12 {
		return core.Invalid("paper_parties_too_many", "An agreement has at most 12 parties.").On("parties").With("max", 12)
	}
	seen := map[string]bool{}
	for _, p := range d.Parties {
		if len(p.Signers) > 10 {
			return core.Invalid("paper_signers_too_many", "A party has at most ten signers.").On("parties").With("max", 10)
		}
		for _, s := range p.Signers {
			if s.Field == "" || seen[s.Field] {
				return fmt.Errorf("signature fields of an agreement need names of their own, got %q", s.Field)
			}
			seen[s.Field] = true
		}
	}
	return nil
}
