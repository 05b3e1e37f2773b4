// Package truetype reads the outlines, widths and characters of a TrueType font
// and writes smaller ones: a subset for a PDF, or a font of certain characters.
package truetype

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
)

// ErrFormat says that the bytes are no font this package reads: glyf outlines and
// a character map of format 12.
var ErrFormat = errors.New("not a TrueType font with a full character map")

// Font is a font that was read; nothing of it changes afterwards.
type Font struct {
	Ascent, Descent int    // in thousandths of an em, the second below zero
	Box             [4]int // around all glyphs, in thousandths

	tables  map[string][]byte
	loca    []uint32
	advance []int // the glyphs beyond have the last one
	em      int
	chars   []charRange
}

type charRange struct{ first, last, glyph uint32 }

// Parse reads a font.
func Parse(data []byte) (*Font, error) {
	f := &Font{tables: map[string][]byte{}}
	if len(data) < 12 || binary.BigEndian.Uint32(data) != 0x00010000 {
		return nil, ErrFormat
	}
	for i := range int(binary.BigEndian.Uint16(data[4:])) {
		at := 12 + 16*i
		if at+16 > len(data) {
			return nil, ErrFormat
		}
		offset, length := uint64(binary.BigEndian.Uint32(data[at+8:])), uint64(binary.BigEndian.Uint32(data[at+12:]))
		if offset+length > uint64(len(data)) {
			return nil, ErrFormat
		}
		f.tables[string(data[at:at+4])] = data[offset : offset+length]
	}
	for name, least := range map[string]int{"head": 54, "hhea": 36, "maxp": 6, "hmtx": 4, "loca": 4, "cmap": 4} {
		if len(f.tables[name]) < least {
			return nil, fmt.Errorf("%w: table %s", ErrFormat, name)
		}
	}
	if err := f.measures(); err != nil {
		return nil, err
	}
	return f, f.characters()
}

func (f *Font) measures() error {
	head, hhea, hmtx, loca := f.tables["head"], f.tables["hhea"], f.tables["hmtx"], f.tables["loca"]
	if f.em = int(binary.BigEndian.Uint16(head[18:])); f.em == 0 {
		return ErrFormat
	}
	for i := range f.Box {
		f.Box[i] = f.thousandths(signed(head[36+2*i:]))
	}
	f.Ascent, f.Descent = f.thousandths(signed(hhea[4:])), f.thousandths(signed(hhea[6:]))

	glyphs := int(binary.BigEndian.Uint16(f.tables["maxp"][4:]))
	long := binary.BigEndian.Uint16(head[50:]) == 1
	for i := range glyphs + 1 {
		switch {
		case long && 4*i+4 <= len(loca):
			f.loca = append(f.loca, binary.BigEndian.Uint32(loca[4*i:]))
		case !long && 2*i+2 <= len(loca):
			f.loca = append(f.loca, 2*uint32(binary.BigEndian.Uint16(loca[2*i:])))
		default:
			return ErrFormat
		}
		if i > 0 && f.loca[i] < f.loca[i-1] || int(f.loca[i]) > len(f.tables["glyf"]) {
			return ErrFormat
		}
	}
	for i := range int(binary.BigEndian.Uint16(hhea[34:])) {
		if 4*i+4 > len(hmtx) {
			return ErrFormat
		}
		f.advance = append(f.advance, int(binary.BigEndian.Uint16(hmtx[4*i:])))
	}
	if len(f.advance) == 0 {
		return ErrFormat
	}
	return nil
}

// characters reads the subtable of format 12, which has all of Unicode.
func (f *Font) characters() error {
	cmap := f.tables["cmap"]
	for i := range int(binary.BigEndian.Uint16(cmap[2:])) {
		if 4+8*i+8 > len(cmap) {
			return ErrFormat
		}
		at := int(binary.BigEndian.Uint32(cmap[4+8*i+4:]))
		if at+16 > len(cmap) || binary.BigEndian.Uint16(cmap[at:]) != 12 {
			continue
		}
		groups := int(binary.BigEndian.Uint32(cmap[at+12:]))
		if groups > (len(cmap)-at-16)/12 {
			return ErrFormat
		}
		for g := range groups {
			b := cmap[at+16+12*g:]
			f.chars = append(f.chars, charRange{binary.BigEndian.Uint32(b), binary.BigEndian.Uint32(b[4:]), binary.BigEndian.Uint32(b[8:])})
		}
		return nil
	}
	return fmt.Errorf("%w: no character map of format 12", ErrFormat)
}

// Glyph returns the glyph of a character, 0 when the font has none.
func (f *Font) Glyph(r rune) uint16 {
	i, found := slices.BinarySearchFunc(f.chars, uint32(r), func(c charRange, r uint32) int {
		switch {
		case c.last < r:
			return -1
		case c.first > r:
			return 1
		}
		return 0
	})
	if !found {
		return 0
	}
	if g := f.chars[i].glyph + uint32(r) - f.chars[i].first; int(g) < len(f.loca)-1 {
		return uint16(g)
	}
	return 0
}

// Runes lists the characters the font has, in their order.
func (f *Font) Runes() []rune {
	var all []rune
	for _, c := range f.chars {
		for r := c.first; r <= c.last && r <= 0x10FFFF; r++ {
			all = append(all, rune(r))
		}
	}
	return all
}

// Advance returns the width of a glyph in thousandths of an em.
func (f *Font) Advance(glyph uint16) int {
	return f.thousandths(f.advance[min(int(glyph), len(f.advance)-1)])
}

func (f *Font) outline(glyph uint16) []byte {
	return f.tables["glyf"][f.loca[glyph]:f.loca[glyph+1]]
}

func (f *Font) thousandths(units int) int { return units * 1000 / f.em }

func signed(b []byte) int { return int(int16(binary.BigEndian.Uint16(b))) }
