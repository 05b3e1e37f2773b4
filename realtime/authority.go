package realtime

import (
	"context"
	"errors"
	"reflect"
	"sync"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/room"
)

const (
	// overlap is how far back the authority log is read: a change becomes visible
	// at its commit, some time after its own, and clocks differ.
	overlap = 10 * time.Second
	// remembered is how long a change is known not to be new.
	remembered = 3 * overlap
)

// authority makes sockets feel what becomes of their people's rights.
type authority struct {
	hub    *Hub
	nudged chan struct{}

	failing failing

	mu   sync.Mutex
	seen map[core.ID]seenChange
	due  map[*conn]bool // whose seat has to be read again
}

type seenChange struct {
	core.AuthorityChange
	at time.Time
}

func newAuthority(h *Hub) *authority {
	return &authority{hub: h, nudged: make(chan struct{}, 1), seen: map[core.ID]seenChange{}, due: map[*conn]bool{}}
}

// hurry makes the next poll come now.
func (a *authority) hurry() {
	select {
	case a.nudged <- struct{}{}:
	default:
	}
}

// later has a connection's seat read again with the next poll.
func (a *authority) later(c *conn) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.due[c] = true
}

func (a *authority) drop(c *conn) {
	a.mu.Lock()
	defer a.mu.Unlock()
	delete(a.due, c)
}

// poll reads the changes since a moment ago and acts on the new ones.
func (a *authority) poll(ctx context.Context) {
	sockets := a.hub.sockets()
	if len(sockets) == 0 {
		return // who comes now is looked at when they come
	}
	try, cancel := context.WithTimeout(ctx, storeTimeout)
	defer cancel()
	changes, err := a.hub.Rooms.AuthorityChanges(try, a.hub.Now().Add(-overlap))
	if ctx.Err() != nil {
		return
	}
	if a.failing.note(a.hub.Log, "read changes of authority", err); err != nil {
		return
	}
	for _, change := range a.news(changes) {
		for _, c := range sockets {
			a.apply(change, c)
		}
	}
	a.settle(try)
}

// news are the changes that were not seen before.
func (a *authority) news(changes []core.AuthorityChange) (fresh []core.AuthorityChange) {
	a.mu.Lock()
	defer a.mu.Unlock()
	now := a.hub.wall()
	for id, s := range a.seen {
		if now.Sub(s.at) > remembered {
			delete(a.seen, id)
		}
	}
	for _, c := range changes {
		if _, known := a.seen[c.ID]; !known {
			a.seen[c.ID] = seenChange{c, now}
			fresh = append(fresh, c)
		}
	}
	return fresh
}

// recheck applies what was seen while the connection was on its way in.
func (a *authority) recheck(c *conn) {
	a.mu.Lock()
	var recent []core.AuthorityChange
	for _, s := range a.seen {
		recent = append(recent, s.AuthorityChange)
	}
	a.mu.Unlock()
	for _, change := range recent {
		if !change.At.Before(c.enter.Add(-overlap)) {
			a.apply(change, c)
		}
	}
}

// apply does to a connection what a change asks for.
func (a *authority) apply(change core.AuthorityChange, c *conn) {
	switch {
	case change.Kind == core.AuthoritySignInRevoked:
		if change.SignIn == c.signIn {
			c.bye(byeRevoked, false)
		}
	case change.Person == "" || change.Person != c.person:
	case change.Kind == core.AuthorityPersonErased:
		c.bye(byeRevoked, false)
	case change.Room != "" && change.Room != c.roomID:
	default:
		a.later(c)
	}
}

// settle reads the seats again that have to be. What fails stays due.
func (a *authority) settle(ctx context.Context) {
	a.mu.Lock()
	due := a.due
	a.due = map[*conn]bool{}
	a.mu.Unlock()
	var all sync.WaitGroup
	for c := range due {
		a.hub.work <- struct{}{}
		all.Go(func() {
			defer func() { <-a.hub.work }()
			err := a.reseat(ctx, c)
			a.failing.note(c.log(), "read a seat", err)
			if err != nil {
				a.later(c)
			}
		})
	}
	all.Wait()
}

// reseat reads what a person is in the room now. An error means: try again.
func (a *authority) reseat(ctx context.Context, c *conn) error {
	r := c.room.Load()
	if r == nil || c.parting() {
		return nil // on its way in it is rechecked
	}
	actor, err := a.hub.Auth.Identify(ctx, c.signIn)
	if err == nil {
		actor.IP = c.ip
		var seat room.Seat
		if seat, err = a.hub.Rooms.Seat(ctx, actor, c.roomID); err == nil {
			return r.reseat(ctx, c, a.hub.thrifty(seat))
		}
	}
	var e *core.Error
	if !errors.As(err, &e) {
		return err
	}
	switch {
	case e.Code == "kicked" || e.Code == "banned":
		c.bye(byeKicked, false)
	case e.Kind == core.KindUnauthenticated:
		c.bye(byeExpired, true)
	case e.Kind == core.KindForbidden || e.Kind == core.KindNotFound:
		c.bye(byeDenied, false)
	case e.Kind == core.KindInternal || e.Kind == core.KindUnavailable:
		return err
	}
	return nil // such as room_ended: who is inside may stay
}

// reseat gives a connection its seat anew and tells the client what changed.
func (r *nodeRoom) reseat(ctx context.Context, c *conn, seat room.Seat) error {
	r.seq.Lock()
	defer r.seq.Unlock()
	m := r.members[c.seat.Participant]
	if m == nil || r.closed || seat.Participant != c.seat.Participant {
		return nil
	}
	old := c.seat
	c.seat = seat
	if !reflect.DeepEqual(youOf(old), youOf(seat)) {
		you := youOf(seat)
		you.T = "you"
		r.out.Send(c, pack(encode(you)))
	}
	if old.Staff == seat.Staff {
		return nil
	}
	if !seat.Staff {
		r.out.Staff(c, false)
	}
	// Another set of lanes: the client begins anew with a second hello.
	hello, err := r.greet(ctx, c, m)
	if err != nil {
		c.seat.Staff = old.Staff // so that the next time tries again
		return err
	}
	r.out.Send(c, hello)
	r.out.Staff(c, seat.Staff)
	return nil
}
