package api

import "testing"

func FuzzARangeStaysWithinTheFile(f *testing.F) {
	for _, header := range []string{"bytes=0-9", "bytes=5-", "bytes=-3", "bytes=-0", "bytes=9-1", "bytes=0-0,1-1", "bytes=99999999999999999999-", "none"} {
		f.Add(header, int64(10))
	}
	f.Fuzz(func(t *testing.T, header string, size int64) {
		if size < 0 {
			return
		}
		part, ranged, ok := parseRange(header, size)
		if !ok && !ranged {
			t.Fatal("a header that was not understood is as good as none")
		}
		if ok && (part.from < 0 || part.length < 0 || part.from+part.length > size || ranged && part.length == 0) {
			t.Fatalf("%q of %d: %+v", header, size, part)
		}
		if !ranged && part != (span{0, size}) {
			t.Fatalf("%q of %d: %+v", header, size, part)
		}
	})
}
