package pdf

// literal reads a string in parentheses.
func (l *lexer) literal() (String, error) {
	start, open := l.at, 0
	var out []byte
	for l.at < len(l.b) && l.at-start < maxObject {
		c := l.b[l.at]
		l.at++
		switch c {
		case '(':
			if open++; open > 1 {
				out = append(out, c)
			}
		case ')':
			if open--; open == 0 {
				return String{out, start, l.at}, nil
			}
			out = append(out, c)
		case '\\':
			out = l.escape(out)
		case '\r':
			l.pass('\n')
			out = append(out, '\n')
		default:
			out = append(out, c)
		}
	}
	return String{}, l.fail("a string does not end")
}

// pass skips a character when it is next.
func (l *lexer) pass(c byte) {
	if l.at < len(l.b) && l.b[l.at] == c {
		l.at++
	}
}

var escapes = map[byte]byte{'n': '\n', 'r': '\r', 't': '\t', 'b': '\b', 'f': '\f'}

// escape reads what follows a backslash.
func (l *lexer) escape(out []byte) []byte {
	if l.at >= len(l.b) {
		return out
	}
	c := l.b[l.at]
	l.at++
	switch {
	case c == '\r':
		l.pass('\n')
		return out
	case c == '\n':
		return out
	case c >= '0' && c <= '7':
		v := c - '0'
		for i := 0; i < 2 && l.at < len(l.b) && l.b[l.at] >= '0' && l.b[l.at] <= '7'; i++ {
			v = v<<3 | (l.b[l.at] - '0')
			l.at++
		}
		return append(out, v)
	}
	if e, ok := escapes[c]; ok {
		c = e
	}
	return append(out, c)
}
