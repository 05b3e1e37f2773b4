package realtime

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"zhaoyun/internal/bus"
	"zhaoyun/internal/core"
	"zhaoyun/internal/room"
)

const (
	// reorder is how long an entry that came too early waits for those before it.
	reorder = 50 * time.Millisecond
	// again is the pause before a gap is read once more after a failure.
	again = 300 * time.Millisecond
)

var errRoomClosed = errors.New("the room has closed on this node")

// nodeRoom is the side of a room that is on this node: its members and the
// sequence in which they are told what happens.
type nodeRoom struct {
	id     core.ID
	hub    *Hub
	log    *slog.Logger
	asking atomic.Bool                         // a tail check is on
	atHead core.Together[struct{}, room.Heads] // where the lanes are
	mail   core.Together[core.ID, int64]       // where inboxes are

	// seq is held while anything is put into sequence; also while a gap is read.
	seq      sync.Mutex
	opened   bool
	closed   bool
	cancel   func() // ends the subscription
	epoch    string
	public   *lane
	staff    *lane
	snaps    [2]*snapshot // for the audience and for staff
	out      *fanout
	members  map[core.ID]*member // by participant
	emptied  time.Time           // when the last member left
	mending  bool                // a gap is waiting to be read
	owed     map[core.ID]bool    // members with letters that came too early
	unread   bool                // the staff lane has missed something, so inboxes may have
	presence presence
	spans    []room.AttendanceSpan // of those who have left
	attended time.Time
	ephemera ephemera
	failing  failing
}

// member is a person in the room with the connections they have on this node.
type member struct {
	conns []*conn
	since time.Time // when they came
	inbox int64     // the last entry of theirs that was sent; unknown before the head is read
	known bool
	ahead map[int64]letter // what came too early
	due   int              // connections on their way in
}

// letter is an entry and those whom it names, as far as they came with it.
type letter struct {
	entry  room.Entry
	people []room.Person
}

func letterOf(e room.Entry, cards map[string]room.Person) letter {
	l := letter{entry: e}
	for _, id := range named(e) {
		if p, ok := cards[id]; ok {
			l.people = append(l.people, p)
		}
	}
	return l
}

func newRoom(h *Hub, id core.ID) *nodeRoom {
	r := &nodeRoom{
		id: id, hub: h, log: h.Log.With("room", id), out: newFanout(), members: map[core.ID]*member{},
		owed: map[core.ID]bool{}, presence: newPresence(), ephemera: newEphemera(),
	}
	r.atHead.Read = func(ctx context.Context, _ []struct{}) (map[struct{}]room.Heads, error) {
		h.metrics.reads.WithLabelValues("heads").Inc()
		heads, err := h.Rooms.Heads(ctx, id)
		return map[struct{}]room.Heads{{}: heads}, err
	}
	r.mail.Read = func(ctx context.Context, people []core.ID) (map[core.ID]int64, error) {
		h.metrics.reads.WithLabelValues("inboxes").Inc()
		return h.Rooms.InboxHeads(ctx, id, people)
	}
	return r
}

// open begins to listen and finds out where the lanes are. What comes over the
// bus meanwhile waits for seq.
func (r *nodeRoom) open(ctx context.Context) error {
	r.seq.Lock()
	defer r.seq.Unlock()
	r.emptied = r.hub.wall()
	if r.opened || r.closed {
		return nil
	}
	cancel, err := r.hub.Bus.Subscribe(ctx, r.id, r.receive)
	if err != nil {
		return err
	}
	heads, err := r.heads(ctx)
	if err != nil {
		cancel()
		return err
	}
	r.cancel, r.opened, r.attended = cancel, true, r.hub.wall()
	r.begin(heads)
	return nil
}

// begin starts the lanes at the heads.
func (r *nodeRoom) begin(h room.Heads) {
	r.epoch, r.public, r.staff = h.Epoch, newLane(room.Public, h.Public), newLane(room.Staff, h.Staff)
	r.snaps = [2]*snapshot{}
}

// heads reads where the lanes are. Those who ask at the same time share an answer.
func (r *nodeRoom) heads(ctx context.Context) (room.Heads, error) {
	return r.atHead.Ask(ctx, struct{}{})
}

// receive takes what the bus brings.
func (r *nodeRoom) receive(m bus.Message) {
	switch m.Kind {
	case bus.KindEntry:
		var p room.Post
		if err := json.Unmarshal(m.Data, &p); err != nil {
			r.log.Warn("entries from the bus", "error", err.Error())
			return
		}
		r.hub.metrics.observe(p, r.hub.Now())
		r.seq.Lock()
		defer r.seq.Unlock()
		if r.opened && !r.closed {
			r.take(p)
		}
	case bus.KindPulse:
		r.ephemera.pulsed(r, m.Data)
	case bus.KindSticky:
		r.ephemera.stuck(r, m.Data)
	}
}

// take puts a post into sequence, with seq held.
func (r *nodeRoom) take(p room.Post) {
	now, cards := r.hub.wall(), map[string]room.Person{}
	for _, person := range p.People {
		cards[person.ID] = person
	}
	var public, staff []room.Entry
	for _, e := range p.Entries {
		switch e.Lane {
		case room.Public:
			public, r.public.moved = append(public, e.Entry), now
		case room.Staff:
			staff, r.staff.moved = append(staff, e.Entry), now
		case room.Inbox:
			r.deliver(e.For, e.Entry, cards)
		}
	}
	r.sequence(r.public, public, cards)
	r.sequence(r.staff, staff, cards)
	r.mend(reorder)
}

// sequence sends the entries whose turn it is and keeps the others back.
func (r *nodeRoom) sequence(l *lane, entries []room.Entry, cards map[string]room.Person) {
	out := outgoing{room: r, lane: l}
	for _, e := range entries {
		if e.Seq > l.last {
			l.ahead[e.Seq] = letterOf(e, cards)
		}
	}
	for {
		next, ok := l.ahead[l.last+1]
		if !ok {
			break
		}
		delete(l.ahead, next.entry.Seq)
		out.add(next)
	}
	out.flush()
}

// outgoing collects frames of one lane to be sent as one message.
type outgoing struct {
	room   *nodeRoom
	lane   *lane
	frames [][]byte
}

func (o *outgoing) add(l letter) {
	r, e := o.room, l.entry
	if takesBack[e.Type] {
		r.evict()
	}
	if e.Type == room.TypeErased {
		r.public.part(about(e))
		r.staff.part(about(e))
	}
	if e.Type == room.TypeCamera {
		r.ephemera.settle()
	}
	it := item{seq: e.Seq, frame: encode(Entry{"entry", e}), people: l.people}
	if news := o.lane.meet(it.people); len(news) > 0 {
		o.frames = append(o.frames, encode(Who{"who", news}))
	}
	o.lane.append(it)
	o.frames = append(o.frames, it.frame)
}

func (o *outgoing) flush() {
	if len(o.frames) == 0 {
		return
	}
	o.room.out.Tell(pack(o.frames...), o.lane == o.room.staff)
}

// takesBack are the types after which something that was sent may not be shown
// any more.
var takesBack = map[string]bool{
	room.TypeHidden: true, room.TypeRetracted: true, room.TypeErased: true, room.TypeReviewed: true,
	room.TypeQuestionHidden: true, room.TypeQuestionWithdrawn: true, room.TypeQuestionReviewed: true,
}

// evict forgets what is kept for those who join or come back.
func (r *nodeRoom) evict() {
	r.public.evict()
	r.staff.evict()
	r.snaps = [2]*snapshot{}
}

// named are the people an entry speaks of.
func named(e room.Entry) []string {
	var ids []string
	if e.By != "" {
		ids = append(ids, e.By)
	}
	if id := about(e); id != "" && id != e.By && e.Type != room.TypeErased {
		ids = append(ids, id)
	}
	for _, id := range append(room.OnStage(e), room.InCeremony(e)...) {
		if id != "" {
			ids = append(ids, id)
		}
	}
	return ids
}

func about(e room.Entry) string {
	var d struct {
		Participant string `json:"participant"`
	}
	_ = json.Unmarshal(e.Data, &d)
	return d.Participant
}

// deliver puts an entry of somebody's inbox into sequence.
func (r *nodeRoom) deliver(to core.ID, e room.Entry, cards map[string]room.Person) {
	m := r.members[to]
	if m == nil || m.known && e.Seq <= m.inbox {
		return
	}
	if m.ahead == nil {
		m.ahead = map[int64]letter{}
	}
	m.ahead[e.Seq] = letterOf(e, cards)
	if m.hand(r.out); len(m.ahead) > 0 {
		r.owed[to] = true
	}
}

// hand sends the letters whose turn it is.
func (m *member) hand(out *fanout) {
	for m.known {
		l, ok := m.ahead[m.inbox+1]
		if !ok {
			break
		}
		delete(m.ahead, m.inbox+1)
		m.inbox++
		msg := pack(l.frames()...)
		for _, c := range m.conns {
			out.Send(c, msg)
		}
	}
}

func (l letter) frames() [][]byte {
	var out [][]byte
	if len(l.people) > 0 {
		out = append(out, encode(Who{"who", l.people}))
	}
	return append(out, encode(Entry{"entry", l.entry}))
}

// mend reads gaps from the store after a pause, with seq held.
func (r *nodeRoom) mend(pause time.Duration) {
	if r.mending || !r.gaping() {
		return
	}
	r.mending = true
	time.AfterFunc(pause, func() {
		ctx, cancel := context.WithTimeout(context.Background(), storeTimeout)
		defer cancel()
		r.seq.Lock()
		defer r.seq.Unlock()
		r.mending = false
		if r.closed || !r.gaping() {
			return
		}
		r.hub.metrics.gaps.WithLabelValues("order").Inc()
		err := r.fill(ctx)
		r.failing.note(r.log, "read a gap", err)
		if err != nil {
			r.mend(again)
		}
	})
}

// gaping reports whether something waits for what comes before it.
func (r *nodeRoom) gaping() bool {
	if len(r.public.ahead) > 0 || len(r.staff.ahead) > 0 {
		return true
	}
	for id := range r.owed {
		if m := r.members[id]; m != nil && len(m.ahead) > 0 {
			if m.known {
				return true
			}
			continue
		}
		delete(r.owed, id)
	}
	return false
}

// fill reads all lanes up to their heads, with seq held.
func (r *nodeRoom) fill(ctx context.Context) error {
	heads, err := r.heads(ctx)
	if err != nil {
		return err
	}
	_, err = r.catchUp(ctx, heads)
	if err != nil {
		return err
	}
	return r.fillInboxes(ctx)
}
