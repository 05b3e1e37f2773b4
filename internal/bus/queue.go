package bus

import (
	"sync"
	"sync/atomic"
	"time"
)

// maxWaiting bounds what waits for one subscriber.
const maxWaiting = 4096

// subscription hands messages to a function, one after the other, on a goroutine
// that lives only while something waits.
type subscription struct {
	f func(Message)

	mu      sync.Mutex
	waiting []Message
	busy    bool
	over    bool
}

// put queues a message; the oldest goes when there are too many.
func (s *subscription) put(m Message) (lost bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.over {
		return false
	}
	if len(s.waiting) >= maxWaiting {
		s.waiting = s.waiting[1:]
		lost = true
	}
	s.waiting = append(s.waiting, m)
	if !s.busy {
		s.busy = true
		go s.work()
	}
	return lost
}

func (s *subscription) work() {
	for {
		s.mu.Lock()
		if len(s.waiting) == 0 || s.over {
			s.busy, s.waiting = false, nil
			s.mu.Unlock()
			return
		}
		m := s.waiting[0]
		s.waiting = s.waiting[1:]
		s.mu.Unlock()
		s.f(m)
	}
}

func (s *subscription) end() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.over, s.waiting = true, nil
}

// board is who on this node listens to which room.
type board struct {
	mu     sync.RWMutex
	rooms  map[string]map[*subscription]struct{}
	closed bool

	began                                time.Time
	published, failed, received, dropped atomic.Uint64
}

func newBoard() *board {
	return &board{rooms: map[string]map[*subscription]struct{}{}, began: time.Now()}
}

func (b *board) add(room string, f func(Message)) (*subscription, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return nil, ErrClosed
	}
	s := &subscription{f: f}
	if b.rooms[room] == nil {
		b.rooms[room] = map[*subscription]struct{}{}
	}
	b.rooms[room][s] = struct{}{}
	return s, nil
}

// drop stops listening; last says that nobody on this node does any more.
func (b *board) drop(room string, s *subscription) (last bool) {
	s.end()
	b.mu.Lock()
	defer b.mu.Unlock()
	subs := b.rooms[room]
	if _, ok := subs[s]; !ok {
		return false
	}
	delete(subs, s)
	if len(subs) > 0 {
		return false
	}
	delete(b.rooms, room)
	return true
}

// publish delivers what is said on this node.
func (b *board) publish(m Message) error {
	b.published.Add(1)
	return b.deliver(m)
}

// deliver hands a message to those of this node who listen.
func (b *board) deliver(m Message) error {
	b.mu.RLock()
	defer b.mu.RUnlock()
	if b.closed {
		return ErrClosed
	}
	for s := range b.rooms[m.Room] {
		if s.put(m) {
			b.dropped.Add(1)
		}
	}
	return nil
}

// listened reports whether somebody on this node listens to the room.
func (b *board) listened(room string) bool {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return len(b.rooms[room]) > 0
}

func (b *board) stats() Stats {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return Stats{
		Published: b.published.Load(), Failed: b.failed.Load(), Received: b.received.Load(), Dropped: b.dropped.Load(),
		Rooms: len(b.rooms), Healthy: true, Since: b.began,
	}
}

func (b *board) close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.closed = true
	for _, subs := range b.rooms {
		for s := range subs {
			s.end()
		}
	}
	b.rooms = map[string]map[*subscription]struct{}{}
}
