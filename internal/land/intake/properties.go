package intake

import (
	"bytes"
	"encoding/json"

	"zhaoyun/internal/sheet/read"
)

// properties lists the properties of a feature in their order. The JSON is sound:
// the decoder that cut it out has checked it, so this only has to find the ends.
func properties(raw json.RawMessage) []Cell {
	p := scanner{in: raw}
	if p.peek() != '{' {
		return nil
	}
	p.in = p.in[1:]
	cells := make([]Cell, 0, 24)
	for p.peek() == '"' && len(cells) <= read.MostColumns {
		name := p.text(p.value())
		if p.peek() != ':' {
			break
		}
		p.in = p.in[1:]
		if text := p.text(p.value()); text != "" {
			cells = append(cells, Cell{Heading: name, Text: text, column: -1})
		}
		if p.peek() == ',' {
			p.in = p.in[1:]
		}
	}
	return cells
}

type scanner struct{ in []byte }

// peek is the next byte that is no blank; 0 at the end.
func (p *scanner) peek() byte {
	p.in = bytes.TrimLeft(p.in, " \t\r\n")
	if len(p.in) == 0 {
		return 0
	}
	return p.in[0]
}

// value cuts off the next value.
func (p *scanner) value() []byte {
	p.peek()
	depth, quoted, at := 0, false, 0
scan:
	for ; at < len(p.in); at++ {
		switch c := p.in[at]; {
		case quoted && c == '\\':
			at++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			depth++
		case depth == 0 && (c == ',' || c == ':' || c == '}' || c == ']'):
			break scan
		case c == '}' || c == ']':
			depth--
		}
	}
	at = min(at, len(p.in))
	value := bytes.TrimRight(p.in[:at], " \t\r\n")
	p.in = p.in[at:]
	return value
}

// text is a value as text; a list or an object is the JSON it is.
func (p *scanner) text(value []byte) string {
	if len(value) == 0 {
		return ""
	}
	switch value[0] {
	case '"':
		if len(value) >= 2 && bytes.IndexByte(value, '\\') < 0 {
			return string(bytes.ToValidUTF8(value[1:len(value)-1], []byte("\uFFFD")))
		}
		var s string
		if json.Unmarshal(value, &s) != nil {
			return ""
		}
		return s
	case 'n':
		return ""
	case 't':
		return "是"
	case 'f':
		return "否"
	}
	return string(value)
}
