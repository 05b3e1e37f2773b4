package api

import (
	"fmt"
	"strconv"
	"strings"
)

// span is a part of a file: length bytes beginning with byte from.
type span struct{ from, length int64 }

func (s span) header(size int64) string {
	return fmt.Sprintf("bytes %d-%d/%d", s.from, s.from+s.length-1, size)
}

// parseRange reads a Range header for something of size bytes. A header that is
// not understood, or asks for several parts, is as good as none (RFC 9110,
// 14.2): ranged is false then. ok is false when the part lies outside.
func parseRange(header string, size int64) (part span, ranged, ok bool) {
	whole := span{0, size}
	spec, found := strings.CutPrefix(header, "bytes=")
	first, last, dash := strings.Cut(strings.TrimSpace(spec), "-")
	if !found || !dash || strings.Contains(spec, ",") {
		return whole, false, true
	}
	if first == "" { // the last so many bytes
		n, err := strconv.ParseUint(last, 10, 63)
		switch {
		case err != nil:
			return whole, false, true
		case n == 0 || size == 0:
			return whole, true, false
		}
		n = min(n, uint64(size))
		return span{size - int64(n), int64(n)}, true, true
	}
	from, err := strconv.ParseUint(first, 10, 63)
	if err != nil {
		return whole, false, true
	}
	to := uint64(size) - 1
	if last != "" {
		if to, err = strconv.ParseUint(last, 10, 63); err != nil || to < from {
			return whole, false, true
		}
	}
	if from >= uint64(size) {
		return whole, true, false
	}
	to = min(to, uint64(size)-1)
	return span{int64(from), int64(to-from) + 1}, true, true
}
