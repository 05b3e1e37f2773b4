package bus

import (
	"bytes"
	"testing"
)

// FuzzDecode feeds what comes from Redis, where anybody might publish: what is
// read is written the same way again, and what was not written so is refused.
func FuzzDecode(f *testing.F) {
	for _, m := range []Message{
		{Kind: KindEntry, Data: []byte(`{"entries":[]}`)}, {Kind: KindSticky, Data: []byte("x")}, {Kind: KindPulse}, {Kind: KindAuthority},
		{Kind: "another", Data: []byte("\x00\x01")},
	} {
		f.Add(encode("12345678", m))
	}
	for _, s := range []string{"", "1234567", "12345678", "12345678\x09x", "12345678\x00", "12345678\x00kind", "12345678\x00\x00data", "12345678\x00entry\x00x"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, wire []byte) {
		m, err := decode(string(wire))
		if err != nil {
			if m.Kind != "" || m.Data != nil {
				t.Fatalf("%q is refused and yet read as %+v", wire, m)
			}
			return
		}
		if m.Kind == "" || m.Room != "" || len(m.Data) >= len(wire) {
			t.Fatalf("%q is read as %+v", wire, m)
		}
		n, err := decode(string(encode(string(wire[:markLen]), m)))
		if err != nil || n.Kind != m.Kind || !bytes.Equal(n.Data, m.Data) {
			t.Fatalf("%q is read as %+v, then as %+v, %v", wire, m, n, err)
		}
	})
}
