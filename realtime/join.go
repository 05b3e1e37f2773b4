package realtime

import (
	"context"
	"encoding/json"
	"errors"

	"zhaoyun/internal/core"
	"zhaoyun/internal/room"
)

// stale is how many entries old a shared snapshot may be: those who get it get
// the entries after it as well.
const stale = 100

// snapshot is a room at a moment, encoded once for all who join about then.
type snapshot struct {
	heads  room.Heads
	json   json.RawMessage
	people map[string]bool
}

// join lets a connection into its room: it is greeted, and from then on told
// everything that happens.
func (h *Hub) join(ctx context.Context, v visit, c *conn) error {
	for {
		r, err := h.room(ctx, v.room)
		if err != nil {
			return err
		}
		err = r.join(ctx, v, c)
		if errors.Is(err, errRoomClosed) {
			continue // it closed for want of members: open it again
		}
		return err
	}
}

func (r *nodeRoom) join(ctx context.Context, v visit, c *conn) error {
	m, err := r.expect(c.seat.Participant, v)
	if err != nil {
		return err
	}
	letters, head, err := r.inboxAfter(ctx, c.seat.Participant, v.since)
	if err != nil {
		r.abandon(c.seat.Participant)
		return err
	}
	heads, err := r.heads(ctx)
	r.seq.Lock()
	defer r.seq.Unlock()
	m.due--
	if err == nil {
		_, err = r.catchUp(ctx, heads) // so that what is kept is what may be shown now
	}
	if err == nil {
		err = r.meetInbox(ctx, c.seat.Participant, m, head)
	}
	if err == nil && m.inbox > head { // a letter has come on the way
		letters, _, err = r.inboxAfter(ctx, c.seat.Participant, v.since)
	}
	var hello message
	if err == nil {
		hello, err = r.welcome(ctx, v, c, m, letters)
	}
	if err != nil {
		r.drop(c.seat.Participant, m)
		return err
	}
	m.conns = append(m.conns, c)
	c.room.Store(r)
	c.send(hello)
	r.out.Add(c, c.seat.Staff)
	r.presence.join(c.seat.Participant)
	r.ephemera.greet(c)
	c.send(pack(encode(Presence{"presence", r.presence.greet(len(r.members))})))
	return nil
}

// expect makes the person a member before their inbox is read, so that what
// comes meanwhile is kept.
func (r *nodeRoom) expect(id core.ID, v visit) (*member, error) {
	r.seq.Lock()
	defer r.seq.Unlock()
	if r.closed {
		return nil, errRoomClosed
	}
	m := r.members[id]
	if m == nil {
		m = &member{since: v.entered}
		r.members[id] = m
	}
	m.due++
	return m, nil
}

// inboxAfter reads where an inbox is, and what is in it after since.
func (r *nodeRoom) inboxAfter(ctx context.Context, id core.ID, since room.Since) (letters []letter, head int64, err error) {
	if head, err = r.mail.Ask(ctx, id); err != nil {
		return nil, 0, err
	}
	after, asked := since[room.Inbox]
	if !asked || after >= head {
		return nil, head, nil
	}
	entries, people, err := r.tail(ctx, room.Seat{Room: r.id, Participant: id}, room.Inbox, after)
	for _, e := range entries {
		letters = append(letters, letterOf(e, people))
	}
	return letters, head, err
}

// meetInbox brings the member's inbox to the head that was read.
func (r *nodeRoom) meetInbox(ctx context.Context, id core.ID, m *member, head int64) error {
	if m.known {
		if head > m.inbox {
			return r.fillInbox(ctx, id, m) // the other tabs have missed something
		}
		return nil
	}
	m.known, m.inbox = true, head
	for seq := range m.ahead {
		if seq <= head {
			delete(m.ahead, seq)
		}
	}
	m.hand(r.out)
	return nil
}

// welcome greets with a snapshot, or with what the client does not have yet.
func (r *nodeRoom) welcome(ctx context.Context, v visit, c *conn, m *member, letters []letter) (message, error) {
	if v.epoch == r.epoch && r.resumable(v.since, c.seat, m) {
		if hello, done, err := r.resume(ctx, v, c, m, letters); done || err != nil {
			return hello, err
		}
	}
	return r.greet(ctx, c, m)
}

// resumable reports whether a client has so much that a tail will do.
func (r *nodeRoom) resumable(since room.Since, seat room.Seat, m *member) bool {
	near := func(l *lane) bool {
		after, ok := since[l.name]
		return ok && after <= l.last && l.last-after <= kept
	}
	inbox, ok := since[room.Inbox]
	return near(r.public) && (!seat.Staff || near(r.staff)) && (!ok || m.inbox-inbox < kept)
}

// resume is what came after since; not done when that is not to be had.
func (r *nodeRoom) resume(ctx context.Context, v visit, c *conn, m *member, letters []letter) (out message, done bool, err error) {
	lanes := []*lane{r.public}
	if c.seat.Staff {
		lanes = append(lanes, r.staff)
	}
	at := map[room.Lane]int64{room.Inbox: m.inbox}
	var frames [][]byte
	for _, l := range lanes {
		at[l.name] = v.since[l.name]
		items, ok := l.after(at[l.name])
		if !ok {
			if err := r.reload(ctx, l); err != nil {
				return out, false, err
			}
			if items, ok = l.after(at[l.name]); !ok {
				return out, false, nil
			}
		}
		frames = append(frames, introduce(l.acquaintances(items, nil))...)
		for _, it := range items {
			frames = append(frames, it.frame)
		}
	}
	if after, ok := v.since[room.Inbox]; ok {
		at[room.Inbox] = min(after, m.inbox)
		for _, l := range letters {
			if l.entry.Seq <= m.inbox { // later ones come by themselves
				frames = append(frames, l.frames()...)
			}
		}
	}
	hello := Hello{T: "hello", Room: r.id, Epoch: r.epoch, At: at, You: youOf(c.seat)}
	return pack(append([][]byte{encode(hello)}, frames...)...), true, nil
}

// reload reads the last entries of a lane, as they may be shown now.
func (r *nodeRoom) reload(ctx context.Context, l *lane) error {
	from := max(0, l.last-kept)
	entries, people, err := r.tail(ctx, room.Seat{Room: r.id, Staff: true}, l.name, from)
	if err != nil {
		return err
	}
	var items []item
	for _, e := range entries {
		if e.Seq > l.last {
			break
		}
		items = append(items, item{seq: e.Seq, frame: encode(Entry{"entry", e}), people: letterOf(e, people).people})
	}
	if int64(len(items)) == l.last-from {
		l.from, l.recent = from, items
	}
	return nil
}

// greet is the room as it is.
func (r *nodeRoom) greet(ctx context.Context, c *conn, m *member) (message, error) {
	s, err := r.snapshot(ctx, c.seat)
	if err != nil {
		return message{}, err
	}
	at := map[room.Lane]int64{room.Public: s.heads.Public, room.Inbox: m.inbox}
	lanes := []*lane{r.public}
	if c.seat.Staff {
		at[room.Staff] = s.heads.Staff
		lanes = append(lanes, r.staff)
	}
	hello := encode(Hello{T: "hello", Room: r.id, Epoch: r.epoch, At: at, You: youOf(c.seat)})
	// The snapshot is encoded already: it goes in as it is.
	hello = append(append(append(hello[:len(hello)-1], `,"snapshot":`...), s.json...), '}')
	frames := [][]byte{hello}
	for _, l := range lanes {
		items, _ := l.after(at[l.name])
		frames = append(frames, introduce(l.acquaintances(items, s.people))...)
		for _, it := range items {
			frames = append(frames, it.frame)
		}
	}
	return pack(frames...), nil
}

func introduce(people []room.Person) [][]byte {
	if len(people) == 0 {
		return nil
	}
	return [][]byte{encode(Who{"who", people})}
}

// snapshot returns the shared snapshot of those with the seat's lanes, or reads it.
func (r *nodeRoom) snapshot(ctx context.Context, seat room.Seat) (*snapshot, error) {
	which := 0
	if seat.Staff {
		which = 1
	}
	if s := r.snaps[which]; s != nil && r.reaches(r.public, s.heads.Public) && (which == 0 || r.reaches(r.staff, s.heads.Staff)) {
		return s, nil
	}
	r.hub.metrics.reads.WithLabelValues("snapshot").Inc()
	snap, heads, err := r.hub.Rooms.Snapshot(ctx, seat)
	if err != nil {
		return nil, err
	}
	// The snapshot may be ahead of what the members were told.
	if _, err := r.catchUp(ctx, heads); err != nil {
		return nil, err
	}
	s := &snapshot{heads: heads, json: encode(snap), people: map[string]bool{}}
	for _, p := range snap.People {
		s.people[p.ID] = true
	}
	r.snaps[which] = s
	return s, nil
}

// reaches reports whether a snapshot at seq and what is kept are the whole room.
func (r *nodeRoom) reaches(l *lane, seq int64) bool {
	_, ok := l.after(seq)
	return ok && l.last-seq <= stale
}

// greetAgain starts everybody anew, after the log itself has.
func (r *nodeRoom) greetAgain(ctx context.Context) error {
	for _, m := range r.members {
		m.known, m.inbox = false, 0
	}
	var ids []core.ID
	for id := range r.members {
		ids = append(ids, id)
	}
	heads, err := r.hub.Rooms.InboxHeads(ctx, r.id, ids)
	if err != nil {
		return err
	}
	for id, m := range r.members {
		m.known, m.inbox = true, heads[id]
		clear(m.ahead)
		for _, c := range m.conns {
			hello, err := r.greet(ctx, c, m)
			if err != nil {
				return err
			}
			r.out.Send(c, hello)
		}
	}
	return nil
}

func youOf(s room.Seat) You {
	y := You{ID: s.Participant, Role: s.Role, Can: s.Can}
	if y.Can == nil {
		y.Can = []string{}
	}
	if !s.MutedUntil.IsZero() {
		y.MutedUntil = room.Stamp(s.MutedUntil)
	}
	return y
}
