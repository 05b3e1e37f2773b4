// Package pdf reads PDF files at the level of their objects and appends revisions
// to them. It reads the classic form only: cross-reference tables, no object
// streams, no encryption; package normal makes that of any file.
//
// It trusts nothing: a file may come from anybody.
package pdf

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// An object is one of nil, bool, int64, Real, Name, String, Array, Dict, Ref,
// *Stream and, only for writing, Raw.
type (
	// Real keeps a number as it was written.
	Real string
	// Name is without its slash and its escapes.
	Name string
	// Array is a list of objects.
	Array []any
	// Dict is a dictionary.
	Dict map[Name]any
	// Raw is written as it is.
	Raw []byte
)

// Ref points to an object.
type Ref struct{ Number, Generation int }

// String is a string, with the place of its token in the file when it was read.
type String struct {
	Bytes      []byte
	Start, End int
}

// Stream is a dictionary with data, which lie in the file from Start to End, or,
// for writing, in Data.
type Stream struct {
	Dict       Dict
	Data       []byte
	Start, End int
}

// Text is a text string for people, as UTF-16BE: it never needs an escape.
func Text(s string) String {
	b := []byte{0xFE, 0xFF}
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u>>8), byte(u))
	}
	return String{Bytes: b}
}

// Text is the string for people.
func (s String) Text() string {
	b := s.Bytes
	switch {
	case bytes.HasPrefix(b, []byte{0xFE, 0xFF}):
		units := make([]uint16, 0, len(b)/2)
		for b = b[2:]; len(b) >= 2; b = b[2:] {
			units = append(units, uint16(b[0])<<8|uint16(b[1]))
		}
		return string(utf16.Decode(units))
	case bytes.HasPrefix(b, []byte{0xEF, 0xBB, 0xBF}):
		return strings.ToValidUTF8(string(b[3:]), "�")
	case utf8.Valid(b): // ASCII, and what ignorant programs write
		return string(b)
	}
	out := make([]rune, len(b))
	for i, c := range b { // PDFDocEncoding is Latin-1 but for a few signs
		out[i] = rune(c)
	}
	return string(out)
}

// Number is a value as a float; ok is false when it is none.
func Number(v any) (f float64, ok bool) {
	switch v := v.(type) {
	case int64:
		return float64(v), true
	case Real:
		f, err := strconv.ParseFloat(string(v), 64)
		return f, err == nil
	}
	return 0, false
}

// Float is a number for writing, to a thousandth of a point.
func Float(f float64) Real {
	s := strconv.FormatFloat(f, 'f', 3, 64)
	return Real(strings.TrimSuffix(strings.TrimRight(s, "0"), "."))
}

// With returns a copy of the dictionary with one more entry.
func (d Dict) With(key Name, value any) Dict {
	c := maps.Clone(d)
	if c == nil {
		c = Dict{}
	}
	c[key] = value
	return c
}

// Append writes an object in PDF's own syntax, dictionaries by the order of their keys.
func Append(b []byte, v any) []byte {
	switch v := v.(type) {
	case nil:
		return append(b, "null"...)
	case bool:
		return strconv.AppendBool(b, v)
	case int:
		return strconv.AppendInt(b, int64(v), 10)
	case int64:
		return strconv.AppendInt(b, v, 10)
	case Real:
		return append(b, v...)
	case Name:
		return appendName(b, v)
	case String:
		return fmt.Appendf(b, "<%X>", v.Bytes)
	case Raw:
		return append(b, v...)
	case Ref:
		return fmt.Appendf(b, "%d %d R", v.Number, v.Generation)
	case Array:
		b = append(b, '[')
		for i, e := range v {
			if i > 0 {
				b = append(b, ' ')
			}
			b = Append(b, e)
		}
		return append(b, ']')
	case Dict:
		b = append(b, "<<"...)
		for _, k := range slices.Sorted(maps.Keys(v)) {
			b = append(appendName(b, k), ' ')
			b = Append(b, v[k])
		}
		return append(b, ">>"...)
	case *Stream:
		b = Append(b, v.Dict.With("Length", int64(len(v.Data))))
		b = append(b, "\nstream\n"...)
		b = append(b, v.Data...)
		return append(b, "\nendstream"...)
	}
	return append(b, "null"...)
}

func appendName(b []byte, n Name) []byte {
	b = append(b, '/')
	for i := range len(n) {
		if c := n[i]; c > ' ' && c < 0x7F && c != '#' && !isDelimiter(c) {
			b = append(b, c)
		} else {
			b = fmt.Appendf(b, "#%02X", c)
		}
	}
	return b
}
