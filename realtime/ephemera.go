package realtime

import (
	"context"
	"encoding/json"
	"strings"
	"sync"
	"time"

	"zhaoyun/internal/bus"
	"zhaoyun/internal/core"
	"zhaoyun/internal/room"
)

const (
	// pulseEvery is how long pulses are summed up before they are told.
	pulseEvery = 250 * time.Millisecond
	// stickyEvery is how often the value of a key is told at most.
	stickyEvery = 50 * time.Millisecond
	// stickyLives is how long a value is told to those who join.
	stickyLives = 2 * time.Minute
)

// ephemera is what may be lost: sums of pulses and the latest values of keys.
type ephemera struct {
	mu      sync.Mutex
	own     map[string]int // pulses of this node since the last turn
	writing map[core.ID]bool
	heard   map[string]map[string]int // sums of all nodes since the last turn, by type
	unsaved map[string]int            // reactions of this node that are not in the log yet
	saved   time.Time
	turning bool // a turn is coming

	values map[string]*value
}

// value is the latest value of a key.
type value struct {
	v      Term
	data   json.RawMessage
	source *conn // of this node
	own    bool  // it came from this node
	at     time.Time
	coming bool // it is about to be told
}

// stickyPost is a value on its way to the other nodes.
type stickyPost struct {
	Key  string          `json:"k"`
	V    Term            `json:"v"`
	Data json.RawMessage `json:"d"`
}

func newEphemera() ephemera {
	return ephemera{
		own: map[string]int{}, writing: map[core.ID]bool{}, heard: map[string]map[string]int{}, unsaved: map[string]int{},
		values: map[string]*value{},
	}
}

// pulse counts what a client sends.
func (r *nodeRoom) pulse(c *conn, kind string) (code string) {
	r.seq.Lock()
	id, allowed := c.seat.Participant, can(c.seat.Can, "react")
	if kind == typing {
		allowed = can(c.seat.Can, "post-chat")
	}
	r.seq.Unlock()
	if !allowed {
		return codeNotAllowed
	}
	e := &r.ephemera
	e.mu.Lock()
	defer e.mu.Unlock()
	if kind == typing {
		e.writing[id] = true
	} else {
		e.own[kind]++
		e.unsaved[kind]++
	}
	e.soon(r)
	return ""
}

// soon arranges the next turn, with mu held.
func (e *ephemera) soon(r *nodeRoom) {
	if !e.turning {
		e.turning = true
		time.AfterFunc(pulseEvery, func() { e.turn(r) })
	}
}

// turn sends this node's sums to all nodes and tells the members what was heard.
func (e *ephemera) turn(r *nodeRoom) {
	e.mu.Lock()
	e.turning = false
	sums := map[string]map[string]int{}
	if len(e.own) > 0 {
		sums["reactions"], e.own = e.own, map[string]int{}
	}
	if len(e.writing) > 0 {
		sums[typing] = map[string]int{"people": len(e.writing)}
		clear(e.writing)
	}
	var heard []message
	for kind, data := range e.heard {
		heard = append(heard, keyed("pulse "+kind, encode(Pulse{"pulse", kind, data})))
	}
	clear(e.heard)
	e.mu.Unlock()
	if len(sums) > 0 {
		r.publish(bus.KindPulse, encode(sums))
	}
	r.tell(heard...)
}

// tell sends to everybody in the room.
func (r *nodeRoom) tell(messages ...message) {
	if len(messages) == 0 {
		return
	}
	r.seq.Lock()
	defer r.seq.Unlock()
	for _, m := range messages {
		r.out.Tell(m, false)
	}
}

// publish hands something that may be lost to all nodes, this one included.
func (r *nodeRoom) publish(kind string, data []byte) {
	ctx, cancel := context.WithTimeout(context.Background(), busTimeout)
	defer cancel()
	if err := r.hub.Bus.Publish(ctx, bus.Message{Room: r.id, Kind: kind, Data: data}); err != nil {
		r.log.Debug("publish", "kind", kind, "error", err.Error())
	}
}

// pulsed adds what a node has summed up.
func (e *ephemera) pulsed(r *nodeRoom, data []byte) {
	var sums map[string]map[string]int
	if json.Unmarshal(data, &sums) != nil {
		return
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	for kind, counts := range sums {
		if e.heard[kind] == nil {
			e.heard[kind] = map[string]int{}
		}
		for name, n := range counts {
			e.heard[kind][name] += n
		}
	}
	e.soon(r)
}

// save writes the reactions of this node into the log, every few seconds. What
// cannot be written stays for the next time.
func (e *ephemera) save(ctx context.Context, r *nodeRoom, now time.Time) {
	e.mu.Lock()
	if len(e.unsaved) == 0 || !now.IsZero() && now.Sub(e.saved) < saveEvery {
		e.mu.Unlock()
		return
	}
	counts := e.unsaved
	e.unsaved, e.saved = map[string]int{}, now
	e.mu.Unlock()
	ctx, cancel := context.WithTimeout(ctx, storeTimeout)
	defer cancel()
	err := r.hub.Rooms.AddReactions(ctx, r.id, counts)
	r.failing.note(r.log, "write reactions", err)
	if err != nil {
		e.mu.Lock()
		defer e.mu.Unlock()
		for kind, n := range counts {
			e.unsaved[kind] += n
		}
	}
}

// sticky sets the value of a key for everybody.
func (r *nodeRoom) sticky(c *conn, f clientFrame) (code string) {
	r.seq.Lock()
	allowed := can(c.seat.Can, string(stickyKinds[f.name].op))
	r.seq.Unlock()
	if !allowed {
		return codeNotAllowed
	}
	e := &r.ephemera
	e.mu.Lock()
	v := e.values[f.name]
	if v == nil {
		v = &value{}
		e.values[f.name] = v
	}
	next := Term{v.v[0], v.v[1] + 1}
	if v.source != c { // a new source begins a term above all there were
		next = Term{max(v.v[0]+1, r.hub.Now().UnixMilli()), 1}
	}
	e.set(r, f.name, stickyPost{f.name, next, f.value}, c)
	e.mu.Unlock()
	return ""
}

// set keeps a value and arranges for it to be told, with mu held.
func (e *ephemera) set(r *nodeRoom, key string, p stickyPost, source *conn) {
	v := e.values[key]
	v.v, v.data, v.source, v.own, v.at = p.V, p.Data, source, source != nil, r.hub.wall()
	if v.coming {
		return // what comes next is merged into what is about to be told
	}
	v.coming = true
	time.AfterFunc(stickyEvery, func() {
		e.mu.Lock()
		v.coming = false
		latest := keyed("sticky "+key, encode(Sticky{"sticky", key, v.v, v.data}))
		post := encode(stickyPost{key, v.v, v.data})
		own := v.own
		e.mu.Unlock()
		if own {
			r.publish(bus.KindSticky, post)
		}
		r.tell(latest)
	})
}

// stuck takes a value from another node, or this one's own that came back.
func (e *ephemera) stuck(r *nodeRoom, data []byte) {
	var p stickyPost
	if json.Unmarshal(data, &p) != nil {
		return
	}
	if _, ok := stickyKinds[p.Key]; !ok && !strings.HasPrefix(p.Key, room.StickyPoll) {
		return
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	v := e.values[p.Key]
	if v == nil {
		v = &value{}
		e.values[p.Key] = v
	}
	if p.V.Newer(v.v) {
		e.set(r, p.Key, p, nil)
	}
}

// release forgets that a connection set values; they live on for a while.
func (e *ephemera) release(c *conn) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, v := range e.values {
		if v.source == c {
			v.source = nil
		}
	}
}

// greet tells a connection the values that hold, after its hello.
func (e *ephemera) greet(c *conn) {
	e.mu.Lock()
	defer e.mu.Unlock()
	now := c.hub.wall()
	for key, v := range e.values {
		if now.Sub(v.at) < stickyLives && string(v.data) != "null" {
			c.send(keyed("sticky "+key, encode(Sticky{"sticky", key, v.v, v.data})))
		}
	}
}
