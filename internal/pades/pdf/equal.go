package pdf

import (
	"bytes"
	"slices"
)

// Equal reports whether two objects say the same; references are compared as such.
func Equal(a, b any) bool {
	switch a := a.(type) {
	case String:
		b, ok := b.(String)
		return ok && bytes.Equal(a.Bytes, b.Bytes)
	case Array:
		b, ok := b.(Array)
		return ok && slices.EqualFunc(a, b, Equal)
	case Dict:
		b, ok := b.(Dict)
		return ok && len(Differ(a, b)) == 0
	case *Stream:
		b, ok := b.(*Stream)
		return ok && Equal(a.Dict, b.Dict) && bytes.Equal(a.Data, b.Data)
	}
	switch b.(type) {
	case Array, Dict, String:
		return false
	}
	return a == b
}

// Differ lists the keys whose values are not the same in both, sorted.
func Differ(a, b Dict) []Name {
	var keys []Name
	for k, v := range a {
		if w, ok := b[k]; !ok || !Equal(v, w) {
			keys = append(keys, k)
		}
	}
	for k := range b {
		if _, ok := a[k]; !ok {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	return keys
}
