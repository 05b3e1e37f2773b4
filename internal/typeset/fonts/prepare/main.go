// Command prepare makes the fonts of the program from whole ones: without what a
// PDF does not use, with only the characters each is for, packed.
package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"

	"golang.org/x/text/encoding/simplifiedchinese"

	"zhaoyun/internal/typeset/truetype"
)

func main() {
	if len(os.Args) != 5 {
		fmt.Fprintln(os.Stderr, "usage: prepare TEXT.ttf BOLD.ttf RARE.ttf DIRECTORY")
		os.Exit(2)
	}
	if err := prepare(os.Args[1], os.Args[2], os.Args[3], os.Args[4]); err != nil {
		fmt.Fprintln(os.Stderr, "prepare fonts:", err)
		os.Exit(1)
	}
}

func prepare(textFile, boldFile, rareFile, into string) error {
	var fonts []*truetype.Font
	for _, name := range []string{textFile, boldFile, rareFile} {
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		font, err := truetype.Parse(data)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		fonts = append(fonts, font)
	}
	text, bold, rare := fonts[0], fonts[1], fonts[2]
	for name, font := range map[string][]byte{
		"text": text.Only(text.Runes()),
		"bold": bold.Only(common(bold.Runes())),
		"rare": rare.Only(without(rare.Runes(), text)),
	} {
		if err := pack(filepath.Join(into, name+".ttf.gz"), font); err != nil {
			return err
		}
	}
	return nil
}

// common keeps the characters of GB 2312 and the Latin ones.
func common(runes []rune) []rune {
	encoder := simplifiedchinese.HZGB2312.NewEncoder()
	var kept []rune
	for _, r := range runes {
		if _, err := encoder.String(string(r)); err == nil || r < 0x250 || 0x2000 <= r && r < 0x2070 {
			kept = append(kept, r)
		}
	}
	return kept
}

// without keeps the characters another font has not.
func without(runes []rune, other *truetype.Font) []rune {
	var kept []rune
	for _, r := range runes {
		if other.Glyph(r) == 0 {
			kept = append(kept, r)
		}
	}
	return kept
}

func pack(name string, data []byte) error {
	var packed bytes.Buffer
	w, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err := w.Write(data); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	// Written aside and renamed: a build that was stopped leaves no half font.
	if err := os.WriteFile(name+".new", packed.Bytes(), 0o644); err != nil { //nolint:gosec // fonts are public
		return err
	}
	return os.Rename(name+".new", name)
}
