package pdf

import (
	"bytes"
	"fmt"
	"strconv"
)

// Bounds of one object. Those of real files stay far below.
const (
	maxDepth  = 64
	maxObject = 8 << 20 // bytes, without the data of a stream
)

// Error says what is wrong with a file, and where.
type Error struct {
	At  int
	Why string
}

// Error implements error.
func (e *Error) Error() string { return fmt.Sprintf("%s at byte %d", e.Why, e.At) }

// lexer reads objects from b, which is the file up to some place, so that places
// are those of the file.
type lexer struct {
	b     []byte
	at    int
	depth int
}

func (l *lexer) fail(why string) error { return &Error{l.at, why} }

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func isDelimiter(c byte) bool { return bytes.IndexByte([]byte("()<>[]{}/%"), c) >= 0 }

func isRegular(c byte) bool { return !isSpace(c) && !isDelimiter(c) }

// skip passes white space and comments.
func (l *lexer) skip() {
	for l.at < len(l.b) {
		switch c := l.b[l.at]; {
		case isSpace(c):
			l.at++
		case c == '%':
			for l.at < len(l.b) && l.b[l.at] != '\n' && l.b[l.at] != '\r' {
				l.at++
			}
		default:
			return
		}
	}
}

func (l *lexer) starts(s string) bool {
	return len(l.b)-l.at >= len(s) && string(l.b[l.at:l.at+len(s)]) == s
}

// word reads a run of regular characters, after white space.
func (l *lexer) word() string {
	l.skip()
	start := l.at
	for l.at < len(l.b) && isRegular(l.b[l.at]) && l.at-start < 128 {
		l.at++
	}
	return string(l.b[start:l.at])
}

// keyword passes one, or fails.
func (l *lexer) keyword(want string) error {
	at := l.at
	if got := l.word(); got != want {
		l.at = at
		return l.fail("there is no " + want)
	}
	return nil
}

// integer reads one that is not negative and below 2^40, as every place in a file is.
func (l *lexer) integer() (int, error) {
	at := l.at
	w := l.word()
	n, err := strconv.ParseUint(w, 10, 40)
	if err != nil {
		l.at = at
		return 0, l.fail("there is no number")
	}
	return int(n), nil
}

// object reads one.
func (l *lexer) object() (any, error) {
	if l.depth++; l.depth > maxDepth {
		return nil, l.fail("objects are nested too deeply")
	}
	defer func() { l.depth-- }()
	l.skip()
	if l.at >= len(l.b) {
		return nil, l.fail("the file ends within an object")
	}
	switch c := l.b[l.at]; {
	case c == '/':
		return l.name()
	case c == '(':
		return l.literal()
	case l.starts("<<"):
		return l.dict()
	case c == '<':
		return l.hex()
	case c == '[':
		return l.array()
	case isRegular(c):
		return l.simple()
	}
	return nil, l.fail("this is no object")
}

// simple reads a number, a reference or one of the three words.
func (l *lexer) simple() (any, error) {
	start := l.at
	w := l.word()
	switch w {
	case "true":
		return true, nil
	case "false":
		return false, nil
	case "null":
		return nil, nil
	}
	if n, err := strconv.ParseInt(w, 10, 64); err == nil {
		if ref, ok := l.reference(n); ok {
			return ref, nil
		}
		return n, nil
	}
	if isReal(w) {
		return Real(w), nil
	}
	l.at = start
	return nil, l.fail("this is no object")
}

// reference looks whether a number begins one.
func (l *lexer) reference(n int64) (Ref, bool) {
	if n <= 0 || n > maxNumber {
		return Ref{}, false
	}
	at := l.at
	generation, err := strconv.ParseUint(l.word(), 10, 16)
	if err == nil && l.word() == "R" {
		return Ref{int(n), int(generation)}, true
	}
	l.at = at
	return Ref{}, false
}

func isReal(w string) bool {
	digits, dots := 0, 0
	for i := range len(w) {
		switch c := w[i]; {
		case c >= '0' && c <= '9':
			digits++
		case c == '.':
			dots++
		case (c == '+' || c == '-') && i == 0:
		default:
			return false
		}
	}
	return digits > 0 && dots <= 1
}

func (l *lexer) name() (Name, error) {
	l.at++
	var out []byte
	for l.at < len(l.b) && isRegular(l.b[l.at]) {
		c := l.b[l.at]
		if c == '#' && l.at+2 < len(l.b) {
			if v, err := strconv.ParseUint(string(l.b[l.at+1:l.at+3]), 16, 8); err == nil {
				c, l.at = byte(v), l.at+2
			}
		}
		out = append(out, c)
		if l.at++; len(out) > 512 {
			return "", l.fail("a name is too long")
		}
	}
	return Name(out), nil
}

func (l *lexer) hex() (String, error) {
	start := l.at
	l.at++
	end := bytes.IndexByte(l.b[l.at:], '>')
	if end < 0 || end > maxObject {
		return String{}, l.fail("a string does not end")
	}
	out := make([]byte, 0, end/2)
	half, high := false, byte(0)
	for _, c := range l.b[l.at : l.at+end] {
		v := unhex(c)
		switch {
		case isSpace(c):
			continue
		case v > 15:
			return String{}, l.fail("a string is not hexadecimal")
		case half:
			out = append(out, high<<4|v)
		}
		half, high = !half, v
	}
	if half {
		out = append(out, high<<4)
	}
	l.at += end + 1
	return String{out, start, l.at}, nil
}

func unhex(c byte) byte {
	switch {
	case c >= '0' && c <= '9':
		return c - '0'
	case c >= 'A' && c <= 'F':
		return c - 'A' + 10
	case c >= 'a' && c <= 'f':
		return c - 'a' + 10
	}
	return 0xFF
}

func (l *lexer) array() (Array, error) {
	l.at++
	start, out := l.at, Array{}
	for {
		l.skip()
		if l.at < len(l.b) && l.b[l.at] == ']' {
			l.at++
			return out, nil
		}
		if l.at-start > maxObject {
			return nil, l.fail("an object is too large")
		}
		v, err := l.object()
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
}

func (l *lexer) dict() (Dict, error) {
	l.at += 2
	start, out := l.at, Dict{}
	for {
		l.skip()
		if l.starts(">>") {
			l.at += 2
			return out, nil
		}
		if l.at >= len(l.b) || l.b[l.at] != '/' {
			return nil, l.fail("a dictionary has no key here")
		}
		if l.at-start > maxObject {
			return nil, l.fail("an object is too large")
		}
		key, err := l.name()
		if err != nil {
			return nil, err
		}
		// Readers differ in which of two they take; signed files have no such place.
		if _, twice := out[key]; twice {
			return nil, l.fail("a key comes twice in a dictionary")
		}
		if out[key], err = l.object(); err != nil {
			return nil, err
		}
	}
}
