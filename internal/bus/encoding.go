package bus

import (
	"errors"
	"strings"
)

// A message on the wire is: the sender's mark, one byte of kind, the data. A kind
// that has no byte of its own is byte 0, its name and a zero byte.

const markLen = 8

var kindBytes = []string{1: KindEntry, 2: KindSticky, 3: KindPulse, 4: KindAuthority, 5: KindReport, 6: KindOrder}

var errNotOurs = errors.New("bus: not a message of this bus")

func encode(mark string, m Message) []byte {
	out := make([]byte, 0, markLen+2+len(m.Kind)+len(m.Data))
	out = append(out, mark...)
	for i, kind := range kindBytes {
		if i > 0 && kind == m.Kind {
			return append(append(out, byte(i)), m.Data...)
		}
	}
	out = append(append(append(out, 0), m.Kind...), 0)
	return append(out, m.Data...)
}

// decode returns everything but the room, which is the channel.
func decode(s string) (m Message, err error) {
	if len(s) <= markLen {
		return m, errNotOurs
	}
	code, rest := int(s[markLen]), s[markLen+1:]
	switch {
	case code == 0:
		kind, data, ok := strings.Cut(rest, "\x00")
		if !ok || kind == "" {
			return m, errNotOurs
		}
		m.Kind, m.Data = kind, []byte(data)
	case code < len(kindBytes):
		m.Kind, m.Data = kindBytes[code], []byte(rest)
	default:
		return m, errNotOurs
	}
	return m, nil
}
