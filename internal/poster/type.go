package poster

import (
	"fmt"
	"image"
	"image/color"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"zhaoyun/internal/typeset/fonts"
)

// types are the fonts of posters: those of agreements.
type types struct{ text, bold, rare *sfnt.Font }

var load = sync.OnceValues(func() (*types, error) {
	t := &types{}
	for name, into := range map[string]**sfnt.Font{"text": &t.text, "bold": &t.bold, "rare": &t.rare} {
		raw, err := fonts.Raw(name)
		if err != nil {
			return nil, err
		}
		if raw, err = complete(raw); err != nil {
			return nil, err
		}
		if *into, err = opentype.Parse(raw); err != nil {
			return nil, fmt.Errorf("read the font of posters: %w", err)
		}
	}
	return t, nil
})

// canvas writes on a picture.
type canvas struct {
	img   *image.RGBA
	types *types
}

// font finds one that has a character. A line is strong only where the strong font has
// all of it, because one word in two weights looks like a mistake.
func (c canvas) font(text string, strong bool) *sfnt.Font {
	var b sfnt.Buffer
	if strong {
		for _, r := range text {
			if i, err := c.types.bold.GlyphIndex(&b, r); err != nil || i == 0 {
				return c.types.text
			}
		}
		return c.types.bold
	}
	return c.types.text
}

// runs cuts a text into stretches of one font.
func (c canvas) runs(text string, strong bool, each func(f *sfnt.Font, run string)) {
	var b sfnt.Buffer
	main := c.font(text, strong)
	start, now := 0, main
	for i, r := range text {
		f := main
		if n, err := main.GlyphIndex(&b, r); err != nil || n == 0 {
			f = c.types.rare
		}
		if f != now && i > start {
			each(now, text[start:i])
			start = i
		}
		now = f
	}
	each(now, text[start:])
}

var faces sync.Map // by font and size

type faceKey struct {
	font *sfnt.Font
	size int
}

// face is a font in a size. Faces are not for two at once, so they go back after use.
func face(f *sfnt.Font, size int, use func(font.Face)) {
	kept, _ := faces.LoadOrStore(faceKey{f, size}, &sync.Pool{New: func() any {
		made, err := opentype.NewFace(f, &opentype.FaceOptions{Size: float64(size), DPI: 72, Hinting: font.HintingNone})
		if err != nil {
			return nil
		}
		return made
	}})
	pool, ok := kept.(*sync.Pool)
	if !ok {
		return
	}
	if one, ok := pool.Get().(font.Face); ok {
		defer pool.Put(one)
		use(one)
	}
}

func (c canvas) width(text string, size int, strong bool) int {
	total := fixed.Int26_6(0)
	c.runs(text, strong, func(f *sfnt.Font, run string) {
		face(f, size, func(a font.Face) { total += font.MeasureString(a, run) })
	})
	return total.Ceil()
}

// write sets a line with its baseline at y.
func (c canvas) write(text string, x, y, size int, strong bool, col color.Color) {
	dot := fixed.P(x, y)
	c.runs(text, strong, func(f *sfnt.Font, run string) {
		face(f, size, func(a font.Face) {
			d := font.Drawer{Dst: c.img, Src: image.NewUniform(col), Face: a, Dot: dot}
			d.DrawString(run)
			dot = d.Dot
		})
	})
}

// What no line begins with, and none ends with.
const (
	noStart = "，。、；：！？）」』》〉】”’…—·,.;:!?)]}%"
	noEnd   = "（「『《〈【“‘([{"
)

// wrap breaks a text into lines of much the same length: between Chinese characters, and
// between other words; into two where a clause ends, if both fit.
func (c canvas) wrap(text string, size int, strong bool, width int) []string {
	lines := c.broken(text, size, strong, width)
	if len(lines) == 2 {
		if clauses := c.clauses(text, size, strong, width); clauses != nil {
			return clauses
		}
	}
	for narrow := width - size; len(lines) > 1 && narrow > width/2; narrow -= size {
		again := c.broken(text, size, strong, narrow)
		if len(again) > len(lines) {
			break
		}
		lines = again
	}
	return lines
}

// clauses breaks a text after the mark nearest to its middle that leaves two lines which
// fit and neither of which is a stub; nil when there is none.
func (c canvas) clauses(text string, size int, strong bool, width int) []string {
	var best []string
	least := width
	for at, r := range text {
		if !strings.ContainsRune("，。；：！？", r) {
			continue
		}
		first, rest := text[:at+utf8.RuneLen(r)], strings.TrimLeft(text[at+utf8.RuneLen(r):], " ")
		one, two := c.width(first, size, strong), c.width(rest, size, strong)
		if off := max(one-two, two-one); one <= width && two <= width && 3*min(one, two) > max(one, two) && off < least {
			best, least = []string{first, rest}, off
		}
	}
	return best
}

// broken breaks a text wherever a line is full.
func (c canvas) broken(text string, size int, strong bool, width int) []string {
	var lines []string
	now := ""
	for _, piece := range pieces(text) {
		if now != "" && c.width(strings.TrimRight(now+piece, " "), size, strong) > width {
			lines = append(lines, strings.TrimRight(now, " "))
			now = strings.TrimLeft(piece, " ")
			continue
		}
		now += piece
	}
	if now = strings.TrimRight(now, " "); now != "" {
		lines = append(lines, now)
	}
	return lines
}

// pieces are what stays together: a character with its punctuation, or a word.
func pieces(text string) []string {
	var all []string
	var before rune
	for _, r := range strings.Join(strings.Fields(text), " ") {
		joined := len(all) > 0 && (strings.ContainsRune(noStart, r) || strings.ContainsRune(noEnd, before) ||
			r == ' ' || !wide(r) && !wide(before) && before != ' ')
		if joined {
			all[len(all)-1] += string(r)
		} else {
			all = append(all, string(r))
		}
		before = r
	}
	return all
}

func wide(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) || r >= 0x3000 && r <= 0x303f || r >= 0xff00 && r <= 0xffef
}
