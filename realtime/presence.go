package realtime

import (
	"context"
	"time"

	"zhaoyun/internal/bus"
	"zhaoyun/internal/core"
)

// presence is what a node has to tell about the members of a room, and how many
// people it knows to be there on all nodes. It is guarded by the room's sequence.
type presence struct {
	joined, left map[core.ID]bool // since the last beat
	full         bool             // the next beat tells everybody
	beaten       time.Time
	online       int // as last counted; -1 before
	told         int // as last told to the members
}

func newPresence() presence {
	return presence{joined: map[core.ID]bool{}, left: map[core.ID]bool{}, full: true, online: -1, told: -1}
}

func (p *presence) join(id core.ID) {
	delete(p.left, id)
	p.joined[id] = true
}

func (p *presence) leave(id core.ID) {
	delete(p.joined, id)
	p.left[id] = true
}

// shown is how many people to speak of: before the first count, those of this node.
func (p *presence) shown(here int) int { return max(p.online, here) }

// greet is how many people to speak of to somebody who joins. When that is not
// what the others were told, everybody hears the next count.
func (p *presence) greet(here int) int {
	n := p.shown(here)
	if n != p.told {
		p.told = -1
	}
	return n
}

// beat tells the other nodes who is here and finds out how many there are.
func (h *Hub) beat(ctx context.Context) {
	now := h.wall()
	var (
		beats []bus.Beat
		rooms = map[core.ID]*nodeRoom{}
	)
	for _, r := range h.list() {
		if b, due := r.news(now); due {
			beats = append(beats, b)
		}
		rooms[r.id] = r
	}
	if len(beats) > 0 {
		try, cancel := context.WithTimeout(ctx, busTimeout)
		unknown, err := h.Presence.Beat(try, h.node, beats)
		cancel()
		if err != nil {
			h.Log.Debug("tell who is here", "error", err.Error())
			for _, b := range beats {
				unknown = append(unknown, b.Room)
			}
		}
		for _, id := range unknown {
			rooms[id].forgotten()
		}
	}
	// One that cannot be counted, on a part of a cluster that is away, keeps no other
	// from it, but all together have only so much time.
	all, cancel := context.WithTimeout(ctx, 2*busTimeout)
	defer cancel()
	for _, r := range rooms {
		if r.count(all); all.Err() != nil {
			return
		}
	}
}

// news is what changed since the last beat; due says that it is time for one.
func (r *nodeRoom) news(now time.Time) (b bus.Beat, due bool) {
	r.seq.Lock()
	defer r.seq.Unlock()
	p := &r.presence
	changed := p.full || len(p.joined) > 0 || len(p.left) > 0
	if !r.opened || r.closed || !changed && now.Sub(p.beaten) < heartbeat {
		return b, false
	}
	b = bus.Beat{Room: r.id, Full: p.full}
	if p.full {
		for id, m := range r.members {
			if len(m.conns) > 0 {
				b.Joined = append(b.Joined, id)
			}
		}
	} else {
		for id := range p.joined {
			b.Joined = append(b.Joined, id)
		}
		for id := range p.left {
			b.Left = append(b.Left, id)
		}
	}
	clear(p.joined)
	clear(p.left)
	p.full, p.beaten = false, now
	return b, true
}

// forgotten makes the next beat a full one.
func (r *nodeRoom) forgotten() {
	r.seq.Lock()
	defer r.seq.Unlock()
	r.presence.full = true
}

// count asks how many people there are and tells the members when it changed.
func (r *nodeRoom) count(ctx context.Context) {
	r.seq.Lock()
	here := len(r.members)
	r.seq.Unlock()
	if here == 0 {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, busTimeout)
	defer cancel()
	n, err := r.hub.Presence.Count(ctx, r.id)
	r.seq.Lock()
	defer r.seq.Unlock()
	if err != nil {
		n = r.presence.online // as it was; those here are there for certain
	}
	r.presence.online = n
	if shown := r.presence.shown(len(r.members)); shown != r.presence.told && !r.closed {
		r.presence.told = shown
		r.out.Tell(keyed("presence", encode(Presence{"presence", shown})), false)
	}
}
