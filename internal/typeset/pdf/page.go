package pdf

import (
	"bytes"
	"fmt"
	"strings"
)

// Page is a page; its coordinates are points from the lower left corner.
type Page struct{ content bytes.Buffer }

// Colour is red, green and blue from 0 to 1.
type Colour [3]float64

func (c Colour) String() string { return number(c[0]) + " " + number(c[1]) + " " + number(c[2]) }

// Glyph is a character and how far the next one stands from it, in em.
type Glyph struct {
	Rune    rune
	Trimmed bool // without the emptiness at its sides
	Advance float64
}

// Run is text in one face, on one line.
type Run struct {
	Face   *Face
	Size   float64
	X, Y   float64 // where the baseline begins
	Colour Colour
	Heavy  bool // thickened, where there is no bold face with the characters
	Glyphs []Glyph
}

// Text writes a line of runs. Spelled gives the line's text where its gaps are so wide
// that readers would take them for spaces; otherwise it is "".
func (p *Page) Text(runs []Run, spelled string) {
	if spelled != "" {
		fmt.Fprintf(&p.content, "/Span << /ActualText %s >> BDC\n", text(spelled))
	}
	for _, r := range runs {
		p.run(r)
	}
	if spelled != "" {
		p.content.WriteString("EMC\n")
	}
}

func (p *Page) run(r Run) {
	mode := "0 Tr"
	if r.Heavy {
		mode = fmt.Sprintf("2 Tr %s w %s RG", number(r.Size/32), r.Colour)
	}
	fmt.Fprintf(&p.content, "BT /F%d %s Tf %s %s rg %s %s Td [", r.Face.index, number(r.Size), mode, r.Colour, number(r.X), number(r.Y))
	var codes strings.Builder
	flush := func() {
		if codes.Len() > 0 {
			fmt.Fprintf(&p.content, "<%s>", codes.String())
			codes.Reset()
		}
	}
	for i, g := range r.Glyphs {
		c := character{g.Rune, g.Trimmed}
		fmt.Fprintf(&codes, "%04X", r.Face.code(c))
		if less := 1000 * (r.Face.width(c) - g.Advance); i < len(r.Glyphs)-1 && (less > 0.5 || less < -0.5) {
			flush()
			fmt.Fprintf(&p.content, "%s ", number(less))
		}
	}
	flush()
	p.content.WriteString("] TJ ET\n")
}

// Rule draws a horizontal line.
func (p *Page) Rule(x, y, width, thick float64, c Colour) {
	fmt.Fprintf(&p.content, "%s rg %s %s %s %s re f\n", c, number(x), number(y), number(width), number(thick))
}

// Box draws a dashed frame.
func (p *Page) Box(x, y, width, height, thick float64, c Colour) {
	fmt.Fprintf(&p.content, "q [3 2] 0 d %s w %s RG %s %s %s %s re S Q\n", number(thick), c, number(x), number(y), number(width), number(height))
}
