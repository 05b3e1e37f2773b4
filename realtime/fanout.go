package realtime

// fanout delivers messages to a group of connections. It is used with the room's
// sequence held, so its order is the order of the room; what is sent to a single
// connection goes to its own queue, which keeps that order too.
type fanout interface {
	Add(c *conn)
	Remove(c *conn)
	Broadcast(m message)
	Len() int
}

// newFanout is the one place that chooses the engine.
func newFanout() fanout { return &loop{at: map[*conn]int{}} }

// loop is the plain engine: one write per connection, on the caller's goroutine.
// No write waits; what the kernel does not take is the connection's own affair.
type loop struct {
	conns []*conn
	at    map[*conn]int
}

func (l *loop) Add(c *conn) {
	if _, ok := l.at[c]; !ok {
		l.at[c] = len(l.conns)
		l.conns = append(l.conns, c)
	}
}

func (l *loop) Remove(c *conn) {
	i, ok := l.at[c]
	if !ok {
		return
	}
	last := l.conns[len(l.conns)-1]
	l.conns[i] = last
	l.at[last] = i
	l.conns = l.conns[:len(l.conns)-1]
	delete(l.at, c)
}

func (l *loop) Broadcast(m message) {
	if len(l.conns) == 0 {
		return
	}
	l.conns[0].hub.metrics.frames.Add(float64(m.frames * len(l.conns)))
	for _, c := range l.conns {
		c.write(m.wire)
	}
}

func (l *loop) Len() int { return len(l.conns) }
