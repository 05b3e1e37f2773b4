package truetype

import (
	"encoding/binary"
	"slices"
)

// Placed is a glyph as it is wanted in a subset. Trimmed takes the emptiness off both its sides.
type Placed struct {
	Glyph   uint16
	Trimmed bool
}

// Subset returns a font program with these glyphs in this order, after the empty
// one. A glyph may come twice, for two characters that look alike. It has no
// character map: in a PDF the glyphs are called by number.
func (f *Font) Subset(glyphs []Placed) []byte {
	return file(f.some(glyphs))
}

// sideRoom is what stays empty at the sides of a trimmed glyph, in thousandths.
const sideRoom = 60

// Trimmed returns the width of a glyph without the emptiness at its sides.
func (f *Font) Trimmed(glyph uint16) int {
	outline := f.outline(glyph)
	if len(outline) < 10 {
		return f.Advance(glyph)
	}
	return f.thousandths(signed(outline[6:])-signed(outline[2:])) + 2*sideRoom
}

// shifted is a composite of one part, moved to the left by its emptiness.
func (f *Font) shifted(glyph uint16) []byte {
	outline := f.outline(glyph)
	if len(outline) < 10 {
		return nil
	}
	const wordsAndOffsets = 1 | 2
	by := sideRoom*f.em/1000 - signed(outline[2:])
	composite := binary.BigEndian.AppendUint16(nil, 0xFFFF)
	for _, v := range []int{signed(outline[2:]) + by, signed(outline[4:]), signed(outline[6:]) + by, signed(outline[8:]), wordsAndOffsets, int(glyph), by, 0} {
		composite = binary.BigEndian.AppendUint16(composite, uint16(int16(v))) //nolint:gosec // two's complement is meant
	}
	return composite
}

// Only returns a font of these characters, as far as the font has them.
func (f *Font) Only(runes []rune) []byte {
	runes = slices.Clone(runes)
	slices.Sort(runes)
	var have []rune
	var glyphs []Placed
	for _, r := range slices.Compact(runes) {
		if g := f.Glyph(r); g != 0 {
			have, glyphs = append(have, r), append(glyphs, Placed{Glyph: g})
		}
	}
	tables := f.some(glyphs)
	tables["cmap"], tables["post"] = charMap(have), nameless()
	return file(tables)
}

// nameless is a table of names without any, which some readers of fonts insist on.
func nameless() []byte { return append([]byte{0, 3, 0, 0}, make([]byte, 28)...) }

// some makes the tables of a font of these glyphs and of those they are composed of.
func (f *Font) some(glyphs []Placed) map[string][]byte {
	order := append([]Placed{{}}, glyphs...)
	place := map[uint16]uint16{}
	for i, g := range order {
		if _, there := place[g.Glyph]; !there && !g.Trimmed {
			place[g.Glyph] = uint16(i)
		}
	}
	var glyf, loca, hmtx []byte
	for i := 0; i < len(order); i++ { // grows by parts
		outline, advance, bearing := slices.Clone(f.outline(order[i].Glyph)), f.advance[min(int(order[i].Glyph), len(f.advance)-1)], f.bearing(order[i].Glyph)
		if order[i].Trimmed {
			outline, advance, bearing = f.shifted(order[i].Glyph), f.Trimmed(order[i].Glyph)*f.em/1000, uint16(sideRoom*f.em/1000)
		}
		for _, at := range parts(outline) {
			part := binary.BigEndian.Uint16(outline[at:])
			if int(part) >= len(f.loca)-1 {
				part = 0
			}
			if _, there := place[part]; !there {
				place[part] = uint16(len(order))
				order = append(order, Placed{Glyph: part})
			}
			binary.BigEndian.PutUint16(outline[at:], place[part])
		}
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
		glyf = append(glyf, pad(outline)...)
		hmtx = binary.BigEndian.AppendUint16(hmtx, uint16(advance))
		hmtx = binary.BigEndian.AppendUint16(hmtx, bearing)
	}
	loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))

	head, hhea, maxp := slices.Clone(f.tables["head"]), slices.Clone(f.tables["hhea"]), slices.Clone(f.tables["maxp"])
	binary.BigEndian.PutUint32(head[8:], 0)  // the sum over the file, which readers of subsets do not ask for
	binary.BigEndian.PutUint16(head[50:], 1) // long offsets
	binary.BigEndian.PutUint16(hhea[34:], uint16(len(order)))
	binary.BigEndian.PutUint16(maxp[4:], uint16(len(order)))
	return map[string][]byte{"glyf": glyf, "loca": loca, "hmtx": hmtx, "head": head, "hhea": hhea, "maxp": maxp}
}

func (f *Font) bearing(glyph uint16) uint16 {
	hmtx, at := f.tables["hmtx"], 4*int(glyph)+2
	if n := len(f.advance); int(glyph) >= n {
		at = 4*n + 2*(int(glyph)-n)
	}
	if at+2 > len(hmtx) {
		return 0
	}
	return binary.BigEndian.Uint16(hmtx[at:])
}

// parts returns where a composite outline names its parts; none for a simple one.
func parts(outline []byte) []int {
	const words, scale, more, twoScales, matrix = 1, 8, 32, 64, 128
	if len(outline) < 10 || signed(outline) >= 0 {
		return nil
	}
	var at []int
	for i := 10; i+4 <= len(outline); {
		flags := binary.BigEndian.Uint16(outline[i:])
		at = append(at, i+2)
		i += 6
		if flags&words != 0 {
			i += 2
		}
		switch {
		case flags&scale != 0:
			i += 2
		case flags&twoScales != 0:
			i += 4
		case flags&matrix != 0:
			i += 8
		}
		if flags&more == 0 {
			break
		}
	}
	return at
}

// charMap maps sorted characters to the glyphs 1, 2, 3 …
func charMap(runes []rune) []byte {
	var groups []byte
	count := uint32(0)
	for i := 0; i < len(runes); count++ {
		n := 1
		for i+n < len(runes) && runes[i+n] == runes[i]+rune(n) {
			n++
		}
		for _, v := range []uint32{uint32(runes[i]), uint32(runes[i]) + uint32(n) - 1, uint32(i) + 1} {
			groups = binary.BigEndian.AppendUint32(groups, v)
		}
		i += n
	}
	table := []byte{0, 0, 0, 1, 0, 3, 0, 10, 0, 0, 0, 12, 0, 12, 0, 0} // Windows, full Unicode, format 12
	for _, v := range []uint32{uint32(16 + len(groups)), 0, count} {
		table = binary.BigEndian.AppendUint32(table, v)
	}
	return append(table, groups...)
}

// file puts tables together.
func file(tables map[string][]byte) []byte {
	names := make([]string, 0, len(tables))
	for name := range tables {
		names = append(names, name)
	}
	slices.Sort(names)
	power, log := 1, 0
	for power*2 <= len(names) {
		power, log = power*2, log+1
	}
	out := binary.BigEndian.AppendUint32(nil, 0x00010000)
	for _, v := range []int{len(names), 16 * power, log, 16 * (len(names) - power)} {
		out = binary.BigEndian.AppendUint16(out, uint16(v))
	}
	offset := len(out) + 16*len(names)
	var body []byte
	for _, name := range names {
		table := tables[name]
		out = append(out, name...)
		padded := pad(table)
		for _, v := range []uint32{sum(padded), uint32(offset + len(body)), uint32(len(table))} {
			out = binary.BigEndian.AppendUint32(out, v)
		}
		body = append(body, padded...)
	}
	return append(out, body...)
}

// pad fills up to whole words of four bytes.
func pad(b []byte) []byte { return append(slices.Clip(b), make([]byte, (4-len(b)%4)%4)...) }

func sum(b []byte) uint32 {
	var s uint32
	for i := 0; i+4 <= len(b); i += 4 {
		s += binary.BigEndian.Uint32(b[i:])
	}
	return s
}
