package pdf

import (
	"fmt"
	"strings"

	"zhaoyun/internal/typeset/truetype"
)

// Face is a font of a document; what is written in it gets embedded.
type Face struct {
	font  *truetype.Font
	name  string
	index int

	codes map[character]int // from 1, in the order of first use
	used  []character
}

// character is a character as it is written: trimmed where a font of ideographs gives a mark
// more room than words do.
type character struct {
	r       rune
	trimmed bool
}

// objectsOfFace is how many objects a face is written as.
const objectsOfFace = 5

// AddFace adds a font under its PostScript name.
func (d *Document) AddFace(name string, font *truetype.Font) *Face {
	f := &Face{font: font, name: name, index: len(d.faces), codes: map[character]int{}}
	d.faces = append(d.faces, f)
	return f
}

// Has says whether the font has the character.
func (f *Face) Has(r rune) bool { return f.font.Glyph(r) != 0 }

// Width is how wide a character is, in em.
func (f *Face) Width(r rune) float64 { return f.width(character{r: r}) }

// Trimmed is how wide a character is without the emptiness at its sides, in em.
func (f *Face) Trimmed(r rune) float64 { return f.width(character{r, true}) }

func (f *Face) width(c character) float64 { return float64(f.thousandths(c)) / 1000 }

func (f *Face) thousandths(c character) int {
	if c.trimmed {
		return f.font.Trimmed(f.font.Glyph(c.r))
	}
	return f.font.Advance(f.font.Glyph(c.r))
}

// code gives every character one of its own, also where two share a glyph:
// otherwise one of them would read back as the other.
func (f *Face) code(c character) int {
	if code, there := f.codes[c]; there {
		return code
	}
	f.used = append(f.used, c)
	f.codes[c] = len(f.used)
	return len(f.used)
}

func (f *Face) write(w *writer, n int) {
	var glyphs []truetype.Placed
	for _, c := range f.used {
		glyphs = append(glyphs, truetype.Placed{Glyph: f.font.Glyph(c.r), Trimmed: c.trimmed})
	}
	program := f.font.Subset(glyphs)
	name := f.tag() + "+" + f.name
	w.object(n, fmt.Sprintf("<< /Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-H /DescendantFonts [%d 0 R] /ToUnicode %d 0 R >>", name, n+1, n+4))
	var widths strings.Builder
	for _, c := range f.used {
		fmt.Fprintf(&widths, "%d ", f.thousandths(c))
	}
	w.object(n+1, fmt.Sprintf("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /%s /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor %d 0 R /CIDToGIDMap /Identity /DW 1000 /W [1 [%s]] >>",
		name, n+2, widths.String()))
	w.object(n+2, fmt.Sprintf("<< /Type /FontDescriptor /FontName /%s /Flags 4 /FontBBox [%d %d %d %d] /ItalicAngle 0 /Ascent %d /Descent %d /CapHeight %d /StemV 80 /FontFile2 %d 0 R >>",
		name, f.font.Box[0], f.font.Box[1], f.font.Box[2], f.font.Box[3], f.font.Ascent, f.font.Descent, f.font.Ascent, n+3))
	w.stream(n+3, fmt.Sprintf(" /Length1 %d", len(program)), program)
	w.stream(n+4, "", []byte(f.toUnicode()))
}

// tag is the six letters that mark a subset; it tells the subset's size.
func (f *Face) tag() string {
	tag, n := []byte("ZYAAAA"), len(f.used)
	for i := 5; i > 1; i, n = i-1, n/26 {
		tag[i] = byte('A' + n%26)
	}
	return string(tag)
}

func (f *Face) toUnicode() string {
	var b strings.Builder
	b.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	for from := 0; from < len(f.used); from += 100 { // as many as a section may have
		to := min(from+100, len(f.used))
		fmt.Fprintf(&b, "%d beginbfchar\n", to-from)
		for i := from; i < to; i++ {
			fmt.Fprintf(&b, "<%04X> <%s>\n", i+1, utf16Hex(string(f.used[i].r)))
		}
		b.WriteString("endbfchar\n")
	}
	b.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
	return b.String()
}
