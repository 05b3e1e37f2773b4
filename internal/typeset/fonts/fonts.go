// Package fonts holds the fonts that agreements are set in. They are not in the
// repository: scripts/fonts.sh makes them from packages of the pages before the
// program is built. A program built without them says so when it has to set type.
package fonts

import (
	"bytes"
	"compress/gzip"
	"embed"
	"fmt"
	"io"
	"sync"

	"zhaoyun/internal/core"
	"zhaoyun/internal/typeset/truetype"
)

//go:embed packed
var files embed.FS

// Set is what one needs to set Chinese text.
type Set struct {
	Text *truetype.Font // Noto Serif SC, all of its characters
	Bold *truetype.Font // for titles; the characters of GB 2312
	Rare *truetype.Font // characters the first has not
}

// Load reads the fonts, once. Error fonts_missing: the program was built without.
var Load = sync.OnceValues(func() (Set, error) {
	var set Set
	for name, into := range map[string]**truetype.Font{"text": &set.Text, "bold": &set.Bold, "rare": &set.Rare} {
		font, err := read(name)
		if err != nil {
			return Set{}, core.Unavailable("fonts_missing",
				"This program was built without the fonts to set agreements in. Run scripts/fonts.sh and build it again.").Wrap(err)
		}
		*into = font
	}
	return set, nil
})

func read(name string) (*truetype.Font, error) {
	data, err := unpacked(name)
	if err != nil {
		return nil, err
	}
	return truetype.Parse(data)
}

// Raw is the file of a font, text, bold or rare, for who draws rather than sets.
func Raw(name string) ([]byte, error) {
	data, err := unpacked(name)
	if err != nil {
		return nil, core.Unavailable("fonts_missing",
			"This program was built without the fonts to set agreements in. Run scripts/fonts.sh and build it again.").Wrap(err)
	}
	return data, nil
}

func unpacked(name string) ([]byte, error) {
	packed, err := files.ReadFile("packed/" + name + ".ttf.gz")
	if err != nil {
		return nil, err
	}
	unpack, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("unpack font %s: %w", name, err)
	}
	data, err := io.ReadAll(unpack)
	if err != nil {
		return nil, fmt.Errorf("unpack font %s: %w", name, err)
	}
	return data, nil
}
