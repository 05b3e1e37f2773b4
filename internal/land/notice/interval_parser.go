package notice

// intervalParser gathers the bounds that the tokens of a text set.
type intervalParser struct {
	interval Interval
	bare     bool // a number stood alone
	fraction bool // a number of a percentage below one, without its sign
	tokens   [16]intervalToken
	n        int
}

type intervalToken struct {
	is    token
	value float64
}

// read reports whether every token fell into place and something came of it.
func (p *intervalParser) read(l *lexer) bool {
	for {
		is := l.next()
		if is == tokenEnd {
			break
		}
		if is == tokenUnknown || p.n == len(p.tokens) {
			return false
		}
		if is == tokenNumber && l.value > 0 && l.value <= 1 && !l.unit && l.measure == Percent {
			p.fraction = true
		}
		p.tokens[p.n] = intervalToken{is, l.value}
		p.n++
	}
	for at := 0; at < p.n; {
		took := p.clause(at)
		if took == 0 {
			return false
		}
		at += took
	}
	return p.interval.Known()
}

func (p *intervalParser) at(i int) token {
	if i < 0 || i >= p.n {
		return tokenEnd
	}
	return p.tokens[i].is
}

// clause reads one bound, or a pair of them, and answers how many tokens it took.
func (p *intervalParser) clause(at int) int {
	switch is := p.at(at); {
	case is == tokenJoin:
		return 1
	case is == tokenName && (p.at(at+1) == tokenEqual || p.at(at+1) == tokenNumber || p.isBound(at+1)):
		return 1 // R≤2.5, 容积率:2.5
	case is == tokenCeiling:
		return p.ceiling(at)
	case is == tokenEqual && p.isBound(at+1):
		return 1 // 为不大于2.5
	case is == tokenEqual && p.at(at+1) == tokenNumber:
		return p.took(2, p.exactly(p.tokens[at+1].value))
	case (is == tokenOpen || is == tokenSquareOpen) && p.at(at+1) == tokenNumber:
		return p.pair(at)
	case p.isBound(at) && p.at(at+1) == tokenNumber:
		return p.prefixed(at)
	case is == tokenNumber:
		return p.number(at)
	}
	return 0
}

func (p *intervalParser) isBound(at int) bool {
	switch p.at(at) {
	case tokenLess, tokenAtMost, tokenMore, tokenAtLeast:
		return true
	}
	return false
}

// ceiling reads 限高24, 限高:24 and, where it only names what follows, 限高≤24.
func (p *intervalParser) ceiling(at int) int {
	next := at + 1
	if p.at(next) == tokenEqual {
		next++
	}
	switch {
	case p.isBound(next):
		return next - at
	case p.at(next) != tokenNumber:
		return 0
	case p.at(next+1) == tokenFrom || p.at(next+1) == tokenUntil || p.at(next+1) == tokenRange || p.mark(next+1) > 0:
		return next - at
	}
	return p.took(next+1-at, p.bound(tokenAtMost, p.tokens[next].value))
}

// prefixed reads ≤2.5, 不低于1.0, and 大于1.0(含).
func (p *intervalParser) prefixed(at int) int {
	is, value := p.tokens[at].is, p.tokens[at+1].value
	n := 2
	if more := p.mark(at + 2); more > 0 && is != tokenMore && is != tokenLess {
		n += more
	}
	return p.took(n, p.bound(is, value))
}

// number reads what begins with a number: 2.0<R≤2.5, 1.0-2.5, 24以下(含), 2.5.
func (p *intervalParser) number(at int) int {
	value := p.tokens[at].value
	switch {
	case p.isBound(at+1) && p.at(at+2) == tokenName: // 2.0<R: read from the other side
		flipped := map[token]token{tokenLess: tokenMore, tokenAtMost: tokenAtLeast, tokenMore: tokenLess, tokenAtLeast: tokenAtMost}
		n := 3
		if p.at(at+3) != tokenEnd && !p.isBound(at+3) {
			return 0
		}
		return p.took(n, p.bound(flipped[p.tokens[at+1].is], value))
	case p.at(at+1) == tokenRange && p.at(at+2) == tokenNumber:
		if p.interval.Known() || p.at(at+3) != tokenEnd && p.mark(at+3) == 0 {
			return 0
		}
		ok := p.bound(tokenAtLeast, value) && p.bound(tokenAtMost, p.tokens[at+2].value)
		if p.at(at+3) != tokenEnd { // 1.0-2.5(含): of both ends or the last? a closed range says the same
			return p.took(3+p.closedMark(at+3), ok)
		}
		return p.took(3, ok)
	case p.at(at+1) == tokenFrom || p.at(at+1) == tokenUntil:
		return p.suffixed(at, at+1)
	case p.mark(at+1) > 0: // 24(含)以下
		marked := at + 1 + p.mark(at+1)
		if p.at(marked) == tokenFrom || p.at(marked) == tokenUntil {
			return p.suffixed(at, marked)
		}
	case at == 0 && p.n == 1, at == 1 && p.n == 2 && p.at(0) == tokenName:
		p.bare = true
		return p.took(1, p.exactly(value))
	}
	return 0
}

// suffixed reads 24以下, with a mark of inclusion before or after the word.
func (p *intervalParser) suffixed(at, wordAt int) int {
	is, end := tokenAtLeast, wordAt+1
	if p.at(wordAt) == tokenUntil {
		is = tokenAtMost
	}
	open := p.excludes(at+1, wordAt)
	if n := p.mark(end); n > 0 {
		open = open || p.excludes(end, end+n)
		end += n
	}
	if open {
		is = map[token]token{tokenAtLeast: tokenMore, tokenAtMost: tokenLess}[is]
	}
	return p.took(end-at, p.bound(is, p.tokens[at].value))
}

// mark measures (含), 不含, (不含24): how many tokens, or none.
func (p *intervalParser) mark(at int) int {
	i := at
	if p.at(i) == tokenOpen {
		i++
	}
	if p.at(i) != tokenWith && p.at(i) != tokenWithout {
		return 0
	}
	i++
	if p.at(i) == tokenNumber && i > 0 && p.at(at) == tokenOpen {
		i++
	}
	if p.at(at) == tokenOpen {
		if p.at(i) != tokenShut {
			return 0
		}
		i++
	}
	return i - at
}

func (p *intervalParser) closedMark(at int) int {
	if n := p.mark(at); n > 0 && !p.excludes(at, at+n) {
		return n
	}
	return -3 // which makes the whole clause nothing
}

func (p *intervalParser) excludes(from, to int) bool {
	for i := from; i < to; i++ {
		if p.at(i) == tokenWithout {
			return true
		}
	}
	return false
}

// pair reads (1,2.2] and [1,2.2].
func (p *intervalParser) pair(at int) int {
	middle, end := p.at(at+2), p.at(at+4)
	if p.interval.Known() || middle != tokenJoin && middle != tokenRange || p.at(at+3) != tokenNumber || end != tokenShut && end != tokenSquareShut {
		return 0
	}
	low, high := tokenAtLeast, tokenAtMost
	if p.at(at) == tokenOpen {
		low = tokenMore
	}
	if end == tokenShut {
		high = tokenLess
	}
	return p.took(5, p.bound(low, p.tokens[at+1].value) && p.bound(high, p.tokens[at+3].value))
}

// bound sets one end; an end that is set already contradicts.
func (p *intervalParser) bound(is token, value float64) bool {
	i := &p.interval
	switch is {
	case tokenMore, tokenAtLeast:
		if i.Min != nil {
			return false
		}
		i.Min, i.MinOpen = &value, is == tokenMore
	default:
		if i.Max != nil {
			return false
		}
		i.Max, i.MaxOpen = &value, is == tokenLess
	}
	return true
}

func (p *intervalParser) exactly(value float64) bool {
	return p.bound(tokenAtLeast, value) && p.bound(tokenAtMost, value)
}

func (p *intervalParser) took(n int, ok bool) int {
	if !ok {
		return 0
	}
	return n
}
