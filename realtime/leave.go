package realtime

import (
	"context"
	"slices"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/room"
)

// leave takes a connection out of the room.
func (r *nodeRoom) leave(c *conn) {
	r.seq.Lock()
	defer r.seq.Unlock()
	r.out.Remove(c)
	m := r.members[c.seat.Participant]
	if m == nil {
		return
	}
	m.conns = slices.DeleteFunc(m.conns, func(other *conn) bool { return other == c })
	r.ephemera.release(c)
	r.drop(c.seat.Participant, m)
}

// abandon is drop for somebody who did not get in after all.
func (r *nodeRoom) abandon(id core.ID) {
	r.seq.Lock()
	defer r.seq.Unlock()
	if m := r.members[id]; m != nil {
		m.due--
		r.drop(id, m)
	}
}

// drop lets a member go whose last connection has gone, with seq held.
func (r *nodeRoom) drop(id core.ID, m *member) {
	if len(m.conns) > 0 || m.due > 0 || r.members[id] != m {
		return
	}
	delete(r.members, id)
	r.presence.leave(id)
	r.spans = append(r.spans, room.AttendanceSpan{Participant: id, Since: m.since, Until: r.hub.Now()})
	r.emptied = r.hub.wall()
}

// mind is the room's part of a tick.
func (r *nodeRoom) mind(ctx context.Context, now time.Time) {
	r.check(ctx, now)
	r.attend(ctx, now)
	r.ephemera.save(ctx, r, now)
	r.seq.Lock()
	done := r.opened && !r.closed && len(r.members) == 0 && len(r.spans) == 0 && now.Sub(r.emptied) > roomKept
	if done {
		r.closed = true
	}
	r.seq.Unlock()
	if done {
		r.hub.forget(r)
		r.hub.tasks.Go(func() { r.quit(ctx) }) // the bus may take its time, the other rooms do not wait
	}
}

// quit tells the bus that nobody is here any more.
func (r *nodeRoom) quit(ctx context.Context) {
	r.cancel()
	ctx, cancel := context.WithTimeout(ctx, busTimeout)
	defer cancel()
	if err := r.hub.Presence.Leave(ctx, r.hub.node, []string{r.id}); err != nil {
		r.log.Debug("leave an empty room", "error", err.Error())
	}
}

// attend writes down who has been here: those who left at once, everybody now
// and then. What cannot be written stays for the next time.
func (r *nodeRoom) attend(ctx context.Context, now time.Time) {
	r.seq.Lock()
	spans := r.spans
	r.spans = nil
	gone := len(spans)
	if now.Sub(r.attended) >= attendEvery {
		r.attended = now
		until := r.hub.Now()
		for id, m := range r.members {
			spans = append(spans, room.AttendanceSpan{Participant: id, Since: m.since, Until: until})
		}
	}
	r.seq.Unlock()
	if len(spans) == 0 {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, storeTimeout)
	defer cancel()
	err := r.hub.Rooms.Attend(ctx, r.id, spans)
	r.failing.note(r.log, "write the attendance", err)
	if err != nil { // those who are here are written down again in any case
		r.seq.Lock()
		defer r.seq.Unlock()
		r.spans = append(spans[:gone:gone], r.spans...)
	}
}

// shut ends the room on this node and writes what is left to write.
func (r *nodeRoom) shut(ctx context.Context) {
	r.seq.Lock()
	if r.closed {
		r.seq.Unlock()
		return
	}
	r.closed = true
	r.attended = time.Time{} // everybody, now
	cancel := r.cancel
	r.seq.Unlock()
	if cancel != nil {
		cancel()
	}
	r.attend(ctx, r.hub.wall())
	r.ephemera.save(ctx, r, time.Time{})
	r.hub.forget(r)
}
