package typeset

import (
	"slices"
	"strings"
	"unicode"

	"zhaoyun/internal/core"
	"zhaoyun/internal/typeset/fonts"
	"zhaoyun/internal/typeset/pdf"
)

// faces are the fonts of one document and what none of them has.
type faces struct {
	text, bold, rare *pdf.Face
	unknown          map[rune]bool
}

func newFaces(d *pdf.Document) (*faces, error) {
	set, err := fonts.Load()
	if err != nil {
		return nil, err
	}
	return &faces{
		text: d.AddFace("NotoSerifSC-Regular", set.Text), bold: d.AddFace("NotoSerifSC-Bold", set.Bold), rare: d.AddFace("NotoSerifJP-Regular", set.Rare),
		unknown: map[rune]bool{},
	}, nil
}

// atoms dresses a text; ** begins and ends what is bold.
func (f *faces) atoms(text string, bold bool) []atom {
	var all []atom
	for i, part := range strings.Split(text, "**") {
		for _, r := range part {
			if unicode.IsControl(r) {
				continue
			}
			all = append(all, f.atom(r, bold != (i%2 == 1)))
		}
	}
	return narrow(all)
}

// atom finds a face for a character: a rare one in bold is the regular glyph, thickened.
func (f *faces) atom(r rune, bold bool) atom {
	a := atom{r: r, kind: kindOf(r), heavy: bold}
	switch {
	case bold && f.bold.Has(r):
		a.face, a.heavy = f.bold, false
	case f.text.Has(r):
		a.face = f.text
	case f.rare.Has(r):
		a.face = f.rare
	default:
		f.unknown[r] = true
		a.face = f.text
	}
	a.width = a.face.Width(r)
	return a
}

// missing is the error for characters that no font has: a blank box in a contract
// is worse than no contract.
func (f *faces) missing() error {
	if len(f.unknown) == 0 {
		return nil
	}
	var all []string
	for r := range f.unknown {
		all = append(all, string(r))
	}
	slices.Sort(all)
	return core.Invalid("characters_unknown", "None of the fonts has these characters: "+strings.Join(all, " ")+".").With("characters", strings.Join(all, " "))
}
