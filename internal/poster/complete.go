package poster

import (
	"encoding/binary"
	"errors"
)

var errFont = errors.New("the font of posters is cut short")

// complete gives a font the table post, which the fonts of agreements have dropped and
// the reader of fonts insists on. It says: no names of glyphs.
func complete(font []byte) ([]byte, error) {
	if len(font) < 12 {
		return nil, errFont
	}
	n := int(binary.BigEndian.Uint16(font[4:]))
	if len(font) < 12+16*n {
		return nil, errFont
	}
	for i := range n {
		if string(font[12+16*i:][:4]) == "post" {
			return font, nil
		}
	}
	post := make([]byte, 32)
	binary.BigEndian.PutUint32(post, 0x00030000)
	out := make([]byte, 0, len(font)+16+len(post)+4)
	out = append(out, font[:12]...)
	binary.BigEndian.PutUint16(out[4:], uint16(n+1)) //nolint:gosec // a font has some twenty tables
	added := false
	entry := func() {
		e := make([]byte, 16)
		copy(e, "post")
		binary.BigEndian.PutUint32(e[8:], uint32((len(font)+16+3)&^3)) //nolint:gosec // far below 4 GB
		binary.BigEndian.PutUint32(e[12:], uint32(len(post)))          //nolint:gosec // 32
		out = append(out, e...)
		added = true
	}
	for i := range n { // the directory is in the order of the tags
		e := append([]byte(nil), font[12+16*i:][:16]...)
		if !added && string(e[:4]) > "post" {
			entry()
		}
		binary.BigEndian.PutUint32(e[8:], binary.BigEndian.Uint32(e[8:])+16)
		out = append(out, e...)
	}
	if !added {
		entry()
	}
	out = append(out, font[12+16*n:]...)
	for len(out)%4 != 0 {
		out = append(out, 0)
	}
	return append(out, post...), nil
}
