// Package outline draws text as outlines: the appearance of a signature needs no font
// in the file, and the verifier none in the browser.
package outline

import (
	"fmt"
	"strings"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// Face is a font to draw with and those that help out when it lacks a character.
type Face struct {
	Font      *sfnt.Font
	Fallbacks []*sfnt.Font
}

// NoGlyph names a character that none of the fonts has.
type NoGlyph struct{ Rune rune }

// Error implements error.
func (e *NoGlyph) Error() string { return "no font has the character " + string(e.Rune) }

// Draw draws text as filled outlines, with its baseline beginning at x, y: no
// font has to be embedded, whatever the script. It returns the content stream and
// how far the text went. A character that no font has is an error of type *NoGlyph.
func Draw(face Face, text string, x, y, size float64) (stream []byte, advance float64, err error) {
	o := pen{x: x, y: y, scale: size / unit}
	for _, r := range text {
		if err := o.draw(face, r); err != nil {
			return nil, 0, err
		}
	}
	return []byte(o.out.String()), o.x - x, nil
}

// Measure says how far text goes, without drawing it.
func Measure(face Face, text string, size float64) (advance float64, err error) {
	var buf sfnt.Buffer
	for _, r := range text {
		f, glyph, err := face.find(&buf, r)
		if err != nil {
			return 0, err
		}
		a, err := f.GlyphAdvance(&buf, glyph, fixed.I(unit), font.HintingNone)
		if err != nil {
			return 0, fmt.Errorf("measure %q: %w", r, err)
		}
		advance += float64(a) / 64 * size / unit
	}
	return advance, nil
}

// unit is how finely outlines are read; they are scaled from there.
const unit = 1000

func (f Face) find(buf *sfnt.Buffer, r rune) (*sfnt.Font, sfnt.GlyphIndex, error) {
	for _, one := range append([]*sfnt.Font{f.Font}, f.Fallbacks...) {
		if one == nil {
			continue
		}
		glyph, err := one.GlyphIndex(buf, r)
		if err != nil {
			return nil, 0, fmt.Errorf("find %q in a font: %w", r, err)
		}
		if glyph != 0 {
			return one, glyph, nil
		}
	}
	return nil, 0, &NoGlyph{r}
}

type pen struct {
	out         strings.Builder
	buf         sfnt.Buffer
	x, y, scale float64
	atX, atY    float64 // where it is
}

func (o *pen) draw(face Face, r rune) error {
	f, glyph, err := face.find(&o.buf, r)
	if err != nil {
		return err
	}
	segments, err := f.LoadGlyph(&o.buf, glyph, fixed.I(unit), nil)
	if err != nil {
		return fmt.Errorf("draw %q: %w", r, err)
	}
	for _, s := range segments {
		o.segment(s)
	}
	if len(segments) > 0 {
		o.out.WriteString("f\n")
	}
	advance, err := f.GlyphAdvance(&o.buf, glyph, fixed.I(unit), font.HintingNone)
	if err != nil {
		return fmt.Errorf("draw %q: %w", r, err)
	}
	o.x += float64(advance) / 64 * o.scale
	return nil
}

// point turns a place in the glyph, whose y goes down, into one on the page.
func (o *pen) point(p fixed.Point26_6) (x, y float64) {
	return o.x + float64(p.X)/64*o.scale, o.y - float64(p.Y)/64*o.scale
}

func (o *pen) segment(s sfnt.Segment) {
	endX, endY := o.point(s.Args[0])
	switch s.Op {
	case sfnt.SegmentOpMoveTo:
		fmt.Fprintf(&o.out, "%.2f %.2f m\n", endX, endY)
	case sfnt.SegmentOpLineTo:
		fmt.Fprintf(&o.out, "%.2f %.2f l\n", endX, endY)
	case sfnt.SegmentOpQuadTo: // PDF has cubic curves only
		qx, qy := o.point(s.Args[0])
		endX, endY = o.point(s.Args[1])
		o.curve(o.atX+2*(qx-o.atX)/3, o.atY+2*(qy-o.atY)/3, endX+2*(qx-endX)/3, endY+2*(qy-endY)/3, endX, endY)
	case sfnt.SegmentOpCubeTo:
		ax, ay := o.point(s.Args[0])
		bx, by := o.point(s.Args[1])
		endX, endY = o.point(s.Args[2])
		o.curve(ax, ay, bx, by, endX, endY)
	}
	o.atX, o.atY = endX, endY
}

func (o *pen) curve(ax, ay, bx, by, endX, endY float64) {
	fmt.Fprintf(&o.out, "%.2f %.2f %.2f %.2f %.2f %.2f c\n", ax, ay, bx, by, endX, endY)
}
