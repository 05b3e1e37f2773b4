package fonts

import (
	"bytes"
	"compress/gzip"
	"io"
	"sync"

	"zhaoyun/internal/core"
)

// Raw gives the files of the fonts for text and for rare characters, for whoever draws
// outlines by other means.
var Raw = sync.OnceValues(func() ([2][]byte, error) {
	var out [2][]byte
	for i, name := range []string{"text", "rare"} {
		packed, err := files.ReadFile("packed/" + name + ".ttf.gz")
		if err == nil {
			var unpack *gzip.Reader
			if unpack, err = gzip.NewReader(bytes.NewReader(packed)); err == nil {
				out[i], err = io.ReadAll(unpack)
			}
		}
		if err != nil {
			return out, core.Unavailable("fonts_missing", "This program was built without the fonts to draw names in. Run scripts/fonts.sh and build it again.").Wrap(err)
		}
	}
	return out, nil
})
