package realtime

import (
	"context"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/room"
)

// catchUp sends what the store has beyond what was sent, up to the heads, with
// seq held. It tells whether there was anything. A log that was restored from a
// backup begins anew.
func (r *nodeRoom) catchUp(ctx context.Context, heads room.Heads) (missed bool, err error) {
	if heads.Epoch != r.epoch {
		r.begin(heads)
		return true, r.greetAgain(ctx)
	}
	for _, l := range []*lane{r.public, r.staff} {
		head := heads.Public
		if l == r.staff {
			head = heads.Staff
		}
		for l.last < head {
			missed = true
			// Whatever is put in an inbox leaves an entry in the staff lane too.
			r.unread = r.unread || l == r.staff
			entries, people, err := r.tail(ctx, room.Seat{Room: r.id, Staff: true}, l.name, l.last)
			if err != nil {
				return missed, err
			}
			if len(entries) == 0 {
				break
			}
			// These replace what waited: as the store has them now they may be redacted.
			before := l.last
			if r.sequence(l, entries, people); l.last == before {
				break
			}
		}
		for seq := range l.ahead {
			if seq <= l.last {
				delete(l.ahead, seq)
			}
		}
	}
	return missed, nil
}

// tail reads entries of a lane and whom they name.
func (r *nodeRoom) tail(ctx context.Context, seat room.Seat, l room.Lane, after int64) ([]room.Entry, map[string]room.Person, error) {
	r.hub.metrics.reads.WithLabelValues("entries").Inc()
	entries, err := r.hub.Rooms.Tail(ctx, seat, l, after, kept)
	if err != nil || len(entries) == 0 {
		return nil, nil, err
	}
	asked := map[string]bool{}
	var ids []core.ID
	for _, e := range entries {
		for _, id := range named(e) {
			if !asked[id] {
				asked[id] = true
				ids = append(ids, id)
			}
		}
	}
	cards := map[string]room.Person{}
	if len(ids) > 0 {
		people, err := r.hub.Rooms.People(ctx, r.id, ids)
		if err != nil {
			return nil, nil, err
		}
		for _, p := range people {
			cards[p.ID] = p
		}
	}
	return entries, cards, nil
}

// fillInboxes sends what the store has in members' inboxes beyond what was sent.
func (r *nodeRoom) fillInboxes(ctx context.Context) error {
	ids := make([]core.ID, 0, len(r.members))
	for id, m := range r.members {
		if m.known {
			ids = append(ids, id)
		}
	}
	for len(ids) > 0 {
		n := min(len(ids), 500)
		r.hub.metrics.reads.WithLabelValues("inboxes").Inc()
		heads, err := r.hub.Rooms.InboxHeads(ctx, r.id, ids[:n])
		if err != nil {
			return err
		}
		for id, head := range heads {
			if m := r.members[id]; m != nil && m.known && head > m.inbox {
				if err := r.fillInbox(ctx, id, m); err != nil {
					return err
				}
			}
		}
		ids = ids[n:]
	}
	r.unread = false
	return nil
}

func (r *nodeRoom) fillInbox(ctx context.Context, id core.ID, m *member) error {
	entries, people, err := r.tail(ctx, room.Seat{Room: r.id, Participant: id}, room.Inbox, m.inbox)
	if err != nil {
		return err
	}
	for _, e := range entries {
		r.deliver(id, e, people)
	}
	for seq := range m.ahead {
		if seq <= m.inbox {
			delete(m.ahead, seq)
		}
	}
	return nil
}

// check compares a lane with the store when nothing has come in it for a while,
// and all of them when the bus cannot be relied on.
func (r *nodeRoom) check(ctx context.Context, now time.Time) {
	healthy := r.hub.Bus.Healthy()
	r.seq.Lock()
	quiet := r.opened && !r.closed && len(r.members) > 0 && (!healthy || r.unread || r.public.quiet(now) || r.staff.quiet(now))
	r.seq.Unlock()
	if !quiet || !r.asking.CompareAndSwap(false, true) {
		return
	}
	defer r.asking.Store(false)
	try, cancel := context.WithTimeout(ctx, storeTimeout)
	defer cancel()
	heads, err := r.heads(try) // without seq: usually there is nothing new
	if err == nil {
		err = r.compare(try, heads, now, healthy)
	}
	if ctx.Err() == nil {
		r.failing.note(r.log, "check the tail", err)
	}
}

func (r *nodeRoom) compare(ctx context.Context, heads room.Heads, now time.Time, healthy bool) error {
	r.seq.Lock()
	defer r.seq.Unlock()
	if r.closed {
		return nil
	}
	if healthy && heads.Epoch == r.epoch { // a lane that moves shows its gaps itself
		if !r.public.quiet(now) {
			heads.Public = r.public.last
		}
		if !r.staff.quiet(now) {
			heads.Staff = r.staff.last
		}
	}
	missed, err := r.catchUp(ctx, heads)
	if err != nil {
		return err
	}
	if missed {
		r.hub.metrics.gaps.WithLabelValues("tail").Inc()
	}
	if r.unread || !healthy {
		return r.fillInboxes(ctx)
	}
	return nil
}
