package truetype

import (
	"errors"
	"os"
	"testing"
)

const whole = "../../../web/node_modules/@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf"

func read(t testing.TB) *Font {
	t.Helper()
	data, err := os.ReadFile(whole)
	if err != nil {
		t.Fatal("the packages of the pages are not there: run scripts/fonts.sh")
	}
	font, err := Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	return font
}

func TestAFontOfSomeCharactersHasThemAsTheyWere(t *testing.T) {
	t.Parallel()
	font := read(t)
	small, err := Parse(font.Only([]rune("招云龚䶮Àé，𬭎x无此字\U0010FFFF")))
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range "招云龚䶮Àé，𬭎x" {
		a, b := font.Glyph(r), small.Glyph(r)
		if b == 0 || font.Advance(a) != small.Advance(b) || len(small.outline(b)) == 0 || font.Trimmed(a) != small.Trimmed(b) {
			t.Errorf("%c is not as it was", r)
		}
	}
	if small.Glyph('汉') != 0 || len(small.Runes()) != 12 {
		t.Errorf("it has %q", string(small.Runes()))
	}
}

func TestPartsOfComposedGlyphsComeAlong(t *testing.T) {
	t.Parallel()
	font := read(t)
	program := font.Subset([]Placed{{Glyph: font.Glyph('’'), Trimmed: true}, {Glyph: font.Glyph('’')}})
	if len(program) < 300 || len(program) > 2000 {
		t.Errorf("a subset of two glyphs has %d bytes", len(program))
	}
}

func FuzzParse(f *testing.F) {
	font := read(f)
	f.Add(font.Only([]rune("招云Àé")))
	f.Add([]byte{0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0})
	f.Fuzz(func(t *testing.T, data []byte) {
		font, err := Parse(data)
		if err != nil {
			if !errors.Is(err, ErrFormat) {
				t.Error(err)
			}
			return
		}
		for _, r := range "招À" {
			font.Advance(font.Glyph(r))
			font.Subset([]Placed{{font.Glyph(r), true}, {font.Glyph(r), false}})
		}
	})
}
