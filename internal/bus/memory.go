package bus

import (
	"context"
	"sync"
	"time"
)

// DefaultTTL is how long a node counts as alive after its last beat.
const DefaultTTL = 30 * time.Second

// Memory is a Bus within this process.
type Memory struct{ board *board }

// NewMemory returns a bus within this process.
func NewMemory() *Memory { return &Memory{newBoard()} }

// Publish implements Bus.
func (b *Memory) Publish(_ context.Context, m Message) error { return b.board.publish(m) }

// Subscribe implements Bus.
func (b *Memory) Subscribe(_ context.Context, room string, f func(Message)) (func(), error) {
	s, err := b.board.add(room, f)
	if err != nil {
		return nil, err
	}
	return func() { b.board.drop(room, s) }, nil
}

// Healthy implements Bus.
func (b *Memory) Healthy() bool { return true }

// Stats implements Bus.
func (b *Memory) Stats() Stats { return b.board.stats() }

// Close implements Bus.
func (b *Memory) Close() error {
	b.board.close()
	return nil
}

// MemoryPresence is a Presence within this process.
type MemoryPresence struct {
	ttl time.Duration
	now func() time.Time

	mu    sync.Mutex
	rooms map[string]map[string]*memoryNode
}

type memoryNode struct {
	members map[string]struct{}
	expires time.Time
}

// NewMemoryPresence returns a presence within this process. A zero ttl means DefaultTTL.
func NewMemoryPresence(ttl time.Duration) *MemoryPresence {
	if ttl <= 0 {
		ttl = DefaultTTL
	}
	return &MemoryPresence{ttl: ttl, now: time.Now, rooms: map[string]map[string]*memoryNode{}}
}

// Beat implements Presence.
func (p *MemoryPresence) Beat(_ context.Context, node string, rooms []Beat) (unknown []string, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, b := range rooms {
		if !p.beat(node, b) {
			unknown = append(unknown, b.Room)
		}
	}
	return unknown, nil
}

func (p *MemoryPresence) beat(node string, b Beat) bool {
	p.forget(b.Room)
	n := p.rooms[b.Room][node]
	if n == nil || b.Full {
		if !b.Full {
			return false
		}
		n = &memoryNode{members: make(map[string]struct{}, len(b.Joined))}
	}
	for _, id := range b.Joined {
		n.members[id] = struct{}{}
	}
	for _, id := range b.Left {
		delete(n.members, id)
	}
	n.expires = p.now().Add(p.ttl)
	if p.rooms[b.Room] == nil {
		p.rooms[b.Room] = map[string]*memoryNode{}
	}
	p.rooms[b.Room][node] = n
	return true
}

// forget drops the nodes of a room that stopped beating.
func (p *MemoryPresence) forget(room string) {
	now := p.now()
	for name, n := range p.rooms[room] {
		if !now.Before(n.expires) {
			p.drop(room, name)
		}
	}
}

func (p *MemoryPresence) drop(room, node string) {
	delete(p.rooms[room], node)
	if len(p.rooms[room]) == 0 {
		delete(p.rooms, room)
	}
}

// Count implements Presence.
func (p *MemoryPresence) Count(_ context.Context, room string) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.forget(room)
	if len(p.rooms[room]) == 1 { // the usual case within one process
		for _, n := range p.rooms[room] {
			return len(n.members), nil
		}
	}
	return len(p.people(room)), nil
}

// Members implements Presence.
func (p *MemoryPresence) Members(_ context.Context, room string) ([]string, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.forget(room)
	people := p.people(room)
	out := make([]string, 0, len(people))
	for id := range people {
		out = append(out, id)
	}
	return out, nil
}

func (p *MemoryPresence) people(room string) map[string]struct{} {
	all := map[string]struct{}{}
	for _, n := range p.rooms[room] {
		for id := range n.members {
			all[id] = struct{}{}
		}
	}
	return all
}

// Leave implements Presence.
func (p *MemoryPresence) Leave(_ context.Context, node string, rooms []string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, room := range rooms {
		p.drop(room, node)
	}
	return nil
}

var (
	_ Bus      = (*Memory)(nil)
	_ Presence = (*MemoryPresence)(nil)
)
