package file

import (
	"bytes"
	"image"
	"testing"
)

// FuzzPicture looks into pictures in this process, which is quicker than in a
// child: a thing with a size is a picture for a decoder as well, and a small one.
func FuzzPicture(f *testing.F) {
	for _, s := range []string{
		"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x06\x00\x00\x00\x03\x08\x00\x00\x00\x00\x8c\x6b\x5c\x6e", "\xff\xd8\xff\xe0\x00\x10JFIF",
		"\xff\xd8\xff\xc0\x00\x0b\x08\x00\x03\x00\x06\x01\x01\x11\x00", "RIFF\x24\x00\x00\x00WEBPVP8 \x18\x00\x00\x00\x30\x01\x00\x9d\x01\x2a\x06\x00\x03\x00",
		"RIFF\x24\x00\x00\x00WEBPVP8L\x18\x00\x00\x00\x2f\x05\x80\x00\x00", "RIFF\x24\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x00\x00\x00\x00\xff\xff\xff\xff\xff\xff",
		"", "\n%PDF-1.5", "GIF89a",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		kind := sniff(content[:min(len(content), 1024)])
		if kind == PDF || kind == MP4 || kind == "" {
			return
		}
		for _, purpose := range []Purpose{Cover, Picture} {
			facts, problem, err := look(bytes.NewReader(content), purpose)
			if err != nil || facts.Type != kind {
				t.Fatalf("%q: %+v, %v", content, facts, err)
			}
			if problem != nil {
				if facts.Width != 0 || facts.Height != 0 {
					t.Fatalf("%q: %+v with %+v", content, problem, facts)
				}
				continue
			}
			c, _, err := image.DecodeConfig(bytes.NewReader(content))
			if err != nil || c.Width != facts.Width || c.Height != facts.Height || facts.Width < 1 || facts.Height < 1 || facts.Width > MaxPixels/facts.Height {
				t.Fatalf("%q: %+v, %+v, %v", content, facts, c, err)
			}
		}
	})
}
