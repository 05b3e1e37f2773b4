package press

import (
	"bytes"
	"errors"
	"fmt"
	"sync"

	"golang.org/x/image/font/sfnt"

	"zhaoyun/internal/pades/outline"
	"zhaoyun/internal/signing"
	"zhaoyun/internal/typeset/fonts"
)

// face is what names are drawn with.
var face = sync.OnceValues(func() (outline.Face, error) {
	var faces [2]*sfnt.Font
	for i, name := range []string{"text", "rare"} {
		raw, err := fonts.Raw(name)
		if err != nil {
			return outline.Face{}, err
		}
		if faces[i], err = sfnt.Parse(raw); err != nil {
			return outline.Face{}, err
		}
	}
	return outline.Face{Font: faces[0], Fallbacks: faces[1:]}, nil
})

// appearance draws a signature: the name, for whom, the level and the day, in a frame.
// A program built without fonts draws the frame alone; the certificate has the name.
func appearance(s signing.Turning) ([]byte, error) {
	w, h := s.Width, s.Height
	if w <= 0 || h <= 0 {
		return nil, nil
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "0.76 0.16 0.12 RG 0.8 w 1 1 %.2f %.2f re S\n0.76 0.16 0.12 rg\n", w-2, h-2)
	f, err := face()
	if err != nil {
		return b.Bytes(), nil //nolint:nilerr // see above
	}
	how := "通行密钥验证"
	if c := s.Signer.Confirmed; c != nil && c.Level == signing.ByCode {
		how = "验证码验证"
	}
	lines := []struct {
		text string
		size float64 // share of the height
		from float64 // baseline, share of the height
	}{
		{s.Signer.Name, 0.30, 0.60},
		{s.Party.Name, 0.13, 0.36},
		{s.At.UTC().Format("2006-01-02 15:04") + " UTC · " + how, 0.11, 0.14},
	}
	for _, l := range lines {
		drawn, err := fit(f, l.text, 6, l.from*h, l.size*h, w-12)
		if err != nil {
			return nil, err
		}
		b.Write(drawn)
	}
	return b.Bytes(), nil
}

// fit draws a line no wider than it may be. A character that no font has is drawn as 〓,
// as printers do: the certificate and the signature's own fields have the real one.
func fit(f outline.Face, text string, x, y, size, width float64) ([]byte, error) {
	for {
		advance, err := outline.Measure(f, text, size)
		if lacking := (*outline.NoGlyph)(nil); errors.As(err, &lacking) && lacking.Rune != '〓' {
			text = string(bytes.ReplaceAll([]byte(text), []byte(string(lacking.Rune)), []byte("〓")))
			continue
		}
		if err != nil {
			return nil, err
		}
		if advance > width {
			size *= width / advance
		}
		drawn, _, err := outline.Draw(f, text, x, y, size)
		return drawn, err
	}
}
