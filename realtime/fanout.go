package realtime

import (
	"runtime"
	"sync"
)

// slice is how many connections a shard writes to before it lets others run, so
// that a room of thousands does not keep small rooms waiting.
const slice = 32

// fanout delivers messages to the connections of a room. Its methods are called
// with the room's sequence held, never wait, and take effect in that order for
// each connection: what somebody alone is sent, too.
//
// The connections are split into shards, each of which is written to by one
// goroutine, which lives as long as there is something to write. What has come
// together meanwhile is joined and goes out with one write a connection: the more
// there is to do, the less each message costs.
type fanout struct{ shards []shard }

func newFanout() *fanout { return &fanout{make([]shard, runtime.GOMAXPROCS(0))} }

// Add makes a connection a member; it gets what is told from now on.
func (f *fanout) Add(c *conn, staff bool) {
	c.shard = &f.shards[0]
	for i := range f.shards {
		if s := &f.shards[i]; s.size < c.shard.size {
			c.shard = s
		}
	}
	c.shard.size++
	c.shard.order(op{do: opAdd, c: c, staff: staff})
}

// Remove takes a connection out, if it is in.
func (f *fanout) Remove(c *conn) {
	if c.shard != nil {
		c.shard.size--
		c.shard.order(op{do: opRemove, c: c})
		c.shard = nil
	}
}

// Staff says whether a member is told what staff alone may hear.
func (f *fanout) Staff(c *conn, staff bool) { c.shard.order(op{do: opStaff, c: c, staff: staff}) }

// Send sends to one member, after everything that was told before.
func (f *fanout) Send(c *conn, m message) { c.shard.order(op{do: opSend, c: c, m: m}) }

// Tell sends to everybody, or to staff alone.
func (f *fanout) Tell(m message, staff bool) {
	for i := range f.shards {
		if s := &f.shards[i]; s.size > 0 {
			s.order(op{do: opTell, m: m, staff: staff})
		}
	}
}

// Len is how many members there are.
func (f *fanout) Len() (n int) {
	for i := range f.shards {
		n += f.shards[i].size
	}
	return n
}

// op is something for a shard to do.
type op struct {
	do    opKind
	staff bool
	c     *conn
	m     message
}

type opKind uint8

const (
	opTell opKind = iota
	opSend
	opAdd
	opRemove
	opStaff
)

// shard is a part of a room's connections.
type shard struct {
	size int // how many connections were ordered in; with the room's sequence held

	mu      sync.Mutex
	orders  []op
	working bool

	conns []*conn // of the goroutine at work alone
}

func (s *shard) order(o op) {
	s.mu.Lock()
	s.orders = append(s.orders, o)
	idle := !s.working
	s.working = true
	s.mu.Unlock()
	if idle {
		go s.work()
	}
}

func (s *shard) work() {
	for {
		s.mu.Lock()
		orders := s.orders
		s.orders = nil
		s.working = len(orders) > 0
		s.mu.Unlock()
		if len(orders) == 0 {
			return
		}
		s.follow(orders)
	}
}

// follow does what was ordered; neighbouring messages go out together.
func (s *shard) follow(orders []op) {
	var all, staff batch
	for _, o := range orders {
		if o.do == opTell {
			if staff.add(o.m); !o.staff {
				all.add(o.m)
			}
			continue
		}
		s.tell(&all, &staff)
		switch c := o.c; o.do {
		case opSend:
			c.send(o.m)
		case opAdd:
			c.slot, c.staff = len(s.conns), o.staff
			s.conns = append(s.conns, c)
		case opRemove:
			last := s.conns[len(s.conns)-1]
			s.conns[c.slot], last.slot = last, c.slot
			s.conns[len(s.conns)-1] = nil
			s.conns = s.conns[:len(s.conns)-1]
		case opStaff:
			c.staff = o.staff
		}
	}
	s.tell(&all, &staff)
}

// tell writes what everybody is to hear, or staff, and empties the batches.
func (s *shard) tell(all, staff *batch) {
	if len(staff.parts) == 0 {
		return
	}
	all.seal()
	if staff.seal(); len(all.parts) == len(staff.parts) {
		*staff = *all // one piece of memory serves both
	}
	frames := 0
	for i, c := range s.conns {
		b := all
		if c.staff {
			b = staff
		}
		frames += c.deliver(b)
		if i%slice == slice-1 {
			runtime.Gosched()
		}
	}
	if len(s.conns) > 0 {
		s.conns[0].hub.metrics.frames.Add(float64(frames))
	}
	*all, *staff = batch{}, batch{}
}

// batch is messages that follow each other, joined for the kernel and apart for
// who has to wait.
type batch struct {
	parts  []message
	wire   []byte
	frames int
}

func (b *batch) add(m message) {
	b.parts = append(b.parts, m)
	b.frames += m.frames
}

// seal joins the parts.
func (b *batch) seal() {
	if len(b.parts) == 1 {
		b.wire = b.parts[0].wire
		return
	}
	n := 0
	for _, m := range b.parts {
		n += len(m.wire)
	}
	b.wire = make([]byte, 0, n)
	for _, m := range b.parts {
		b.wire = append(b.wire, m.wire...)
	}
}
