package bench

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

// stampLength is how long a moment is in a line, always.
const stampLength = 19

var filler = strings.Repeat(" x", 37)

// words are an ordinary chat line, 200 bytes with its frame or a little more, that
// says when it was made.
func words() string { return fmt.Sprintf("%s%0*d%s", marker, stampLength, monotonic(), filler) }

// age is how long ago the first line of a message was made.
func age(payload []byte) (time.Duration, bool) {
	_, rest, ok := bytes.Cut(payload, []byte(marker))
	if !ok || len(rest) < stampLength {
		return 0, false
	}
	then := int64(0)
	for _, digit := range rest[:stampLength] {
		then = 10*then + int64(digit-'0')
	}
	return time.Duration(monotonic() - then), true
}

// monotonic is a clock that all processes of a machine share and nobody sets.
func monotonic() int64 {
	var t unix.Timespec
	_ = unix.ClockGettime(unix.CLOCK_MONOTONIC, &t)
	return t.Nano()
}
