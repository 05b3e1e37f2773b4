package outline_test

import (
	"bytes"
	"errors"
	"image"
	"image/png"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"

	"zhaoyun/internal/pades/outline"
	"zhaoyun/internal/pades/padestest"
)

// face draws Latin with one font and helps itself to another for Chinese.
func face(t *testing.T) outline.Face {
	t.Helper()
	latin, err := sfnt.Parse(goregular.TTF)
	if err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
	if err != nil {
		t.Fatal(err)
	}
	collection, err := sfnt.ParseCollection(content)
	if err != nil {
		t.Fatal(err)
	}
	chinese, err := collection.Font(2) // Simplified Chinese
	if err != nil {
		t.Fatal(err)
	}
	return outline.Face{Font: latin, Fallbacks: []*sfnt.Font{nil, chinese}}
}

func TestRareCharactersAreDrawnAndMissingOnesNamed(t *testing.T) {
	t.Parallel()
	f := face(t)
	for _, text := range []string{"Smith", "䶮𠮷", "甲方：O'Brien（签章）"} {
		stream, advance, err := outline.Draw(f, text, 5, 10, 12)
		if err != nil || !bytes.Contains(stream, []byte(" c\n")) || !bytes.Contains(stream, []byte("f\n")) {
			t.Errorf("%s: %v", text, err)
		}
		if measured, err := outline.Measure(f, text, 12); err != nil || math.Abs(measured-advance) > 1e-6 || advance <= 0 {
			t.Errorf("%s: %g drawn, %g measured, %v", text, advance, measured, err)
		}
	}
	var missing *outline.NoGlyph
	if _, _, err := outline.Draw(f, "甲🏯", 0, 0, 12); !errors.As(err, &missing) || missing.Rune != '🏯' {
		t.Errorf("%v", err)
	}
	if stream, advance, err := outline.Draw(f, "", 0, 0, 12); err != nil || advance != 0 || len(stream) > 0 {
		t.Errorf("nothing: %q, %g, %v", stream, advance, err)
	}
}

// TestAViewerShowsTheAppearanceInItsField has poppler draw the page of the signature.
func TestAViewerShowsTheAppearanceInItsField(t *testing.T) {
	t.Parallel()
	name, _, err := outline.Draw(face(t), "䶮三𠮷", 10, 30, 40)
	if err != nil {
		t.Fatal(err)
	}
	party := padestest.Parties[0]
	party.Appearance = name
	dir := t.TempDir()
	file := filepath.Join(dir, "signed.pdf")
	if err := os.WriteFile(file, padestest.Sealed(t, padestest.Authorities(t), 1, party), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.CommandContext(t.Context(), "pdftoppm", "-png", "-r", "72", "-singlefile", file, filepath.Join(dir, "page")).CombinedOutput(); err != nil {
		t.Fatalf("pdftoppm: %v\n%s", err, out)
	}
	picture, err := os.Open(filepath.Join(dir, "page.png"))
	if err != nil {
		t.Fatal(err)
	}
	defer picture.Close()
	page, err := png.Decode(picture)
	if err != nil {
		t.Fatal(err)
	}
	field := image.Rect(60, 842-690, 280, 842-600) // as padestest.Fields has it
	inside, around := ink(page, field), ink(page, field.Inset(-40))-ink(page, field)
	if inside < 500 || around > 0 {
		t.Errorf("%d dark dots inside the field, %d around it", inside, around)
	}
}

func ink(page image.Image, r image.Rectangle) (dots int) {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			if red, _, _, _ := page.At(x, y).RGBA(); red < 0x8000 {
				dots++
			}
		}
	}
	return dots
}
