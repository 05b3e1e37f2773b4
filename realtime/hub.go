package realtime

import (
	"cmp"
	"context"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/prometheus/client_golang/prometheus"

	"zhaoyun/internal/bus"
	"zhaoyun/internal/core"
	"zhaoyun/internal/node"
	"zhaoyun/internal/room"
)

// Rooms is what a hub asks of the room log; room.Service implements it.
type Rooms interface {
	Enter(ctx context.Context, actor core.Actor, id core.ID) (room.Seat, error)
	Seat(ctx context.Context, actor core.Actor, id core.ID) (room.Seat, error)
	Snapshot(ctx context.Context, seat room.Seat) (room.Snapshot, room.Heads, error)
	Tail(ctx context.Context, seat room.Seat, lane room.Lane, after int64, limit int) ([]room.Entry, error)
	Heads(ctx context.Context, id core.ID) (room.Heads, error)
	InboxHeads(ctx context.Context, id core.ID, participants []core.ID) (map[core.ID]int64, error)
	People(ctx context.Context, id core.ID, participants []core.ID) ([]room.Person, error)
	AddReactions(ctx context.Context, id core.ID, counts map[string]int) error
	Attend(ctx context.Context, id core.ID, spans []room.AttendanceSpan) error
	AuthorityChanges(ctx context.Context, since time.Time) ([]core.AuthorityChange, error)
}

// Authenticator knows who is signed in; account.Service implements it.
type Authenticator interface {
	// Authenticate returns whom an access token stands for.
	Authenticate(ctx context.Context, accessToken string) (core.Actor, error)
	// Identify returns whose sign-in it is, as of now; signed_out when it has ended.
	Identify(ctx context.Context, signIn core.ID) (core.Actor, error)
}

// Deps is what a hub works with.
type Deps struct {
	Rooms    Rooms
	Auth     Authenticator
	Bus      bus.Bus
	Presence bus.Presence
	Metrics  *prometheus.Registry
	Log      *slog.Logger
	Now      core.Clock // core.Now when nil

	OriginAllowed func(origin, host string) bool
	ClientIP      func(c *fiber.Ctx) string
	Cookie        string // name of the cookie with the access token
	Version       string // of the program, for reports
}

// Limits bound what connections may take; zero values mean the defaults.
type Limits struct {
	QueueBytes int           // of one connection; 1 MiB
	QueueAge   time.Duration // of the oldest byte that waits for the client; 10 s
	PingEvery  time.Duration // of quiet; a client silent for three is gone; 25 s
	PerSignIn  int           // connections; 16
	PerIP      int           // connections; 4000
}

func (l Limits) orStandard() Limits {
	return Limits{
		QueueBytes: cmp.Or(l.QueueBytes, 1<<20), QueueAge: cmp.Or(l.QueueAge, 10*time.Second), PingEvery: cmp.Or(l.PingEvery, 25*time.Second),
		PerSignIn: cmp.Or(l.PerSignIn, 16), PerIP: cmp.Or(l.PerIP, 4000),
	}
}

// Times between the tasks of a hub.
const (
	tick         = time.Second
	heartbeat    = 10 * time.Second
	attendEvery  = 15 * time.Second
	saveEvery    = 3 * time.Second
	recheckEvery = 5 * time.Minute
	roomKept     = 10 * time.Second // after the last member left
	storeTimeout = 5 * time.Second
	busTimeout   = time.Second
)

// Hub holds the rooms and sockets of a node.
type Hub struct {
	Deps
	Limits
	node     string
	limits   *limits
	metrics  *metrics
	auth     *authority
	draining atomic.Bool
	serial   atomic.Int64 // of connections, for the log
	work     chan struct{}
	tasks    sync.WaitGroup // what ticks have started
	reporter reporter
	nodes    nodes
	orders   chan node.Order
	service  service

	complaints complaints
	abilities  sync.Map // the lists of operations in seats, by their words

	mu    sync.Mutex
	rooms map[core.ID]*nodeRoom
	conns map[*conn]struct{}
}

// New makes the hub of a node. The name tells it from the others.
func New(name string, d Deps, l Limits) *Hub {
	if d.Now == nil {
		d.Now = core.Now
	}
	if d.Log == nil {
		d.Log = slog.New(slog.DiscardHandler)
	}
	if d.Metrics == nil {
		d.Metrics = prometheus.NewRegistry()
	}
	l = l.orStandard()
	h := &Hub{
		Deps: d, Limits: l, node: name, limits: newLimits(l.PerSignIn, l.PerIP), complaints: complaints{said: map[string]complaint{}},
		work: make(chan struct{}, 16), rooms: map[core.ID]*nodeRoom{}, conns: map[*conn]struct{}{},
		reporter: reporter{started: d.Now()}, nodes: newNodes(), orders: make(chan node.Order, 16),
		service: service{obeyed: []core.ID{}},
	}
	h.metrics = newMetrics(h)
	h.auth = newAuthority(h)
	return h
}

// wall is the time for measuring spans; Now is the time of the house.
func (h *Hub) wall() time.Time { return time.Now() }

// Run does what has to be done now and then, until the context ends.
func (h *Hub) Run(ctx context.Context) error {
	cancel, err := h.Bus.Subscribe(ctx, "", h.listen)
	if err != nil {
		return err
	}
	defer cancel()
	var polling, telling, minding, reporting atomic.Bool
	clock, reports := time.NewTicker(tick), time.NewTicker(reportEvery)
	defer clock.Stop()
	defer reports.Stop()
	h.tell(ctx)
	for {
		select {
		case <-ctx.Done():
			h.tasks.Wait()
			return nil
		case <-h.auth.nudged:
			h.once(&polling, func() { h.auth.poll(ctx) })
		case <-clock.C:
			h.once(&polling, func() { h.auth.poll(ctx) })
			h.once(&telling, func() { h.beat(ctx) })
			h.once(&minding, func() { h.mind(ctx) })
		case <-reports.C:
			h.once(&reporting, func() { h.tell(ctx) })
		case o := <-h.orders:
			h.obey(ctx, o)
			h.tasks.Go(func() { h.tell(ctx) })
		}
	}
}

// once starts a task unless it is still at work from the time before.
func (h *Hub) once(busy *atomic.Bool, f func()) {
	if !busy.CompareAndSwap(false, true) {
		return
	}
	h.tasks.Go(func() {
		defer busy.Store(false)
		f()
	})
}

// each runs f for all rooms, a few at a time, and waits.
func (h *Hub) each(f func(r *nodeRoom)) {
	var all sync.WaitGroup
	for _, r := range h.list() {
		h.work <- struct{}{}
		all.Go(func() {
			defer func() { <-h.work }()
			f(r)
		})
	}
	all.Wait()
}

func (h *Hub) list() []*nodeRoom {
	h.mu.Lock()
	defer h.mu.Unlock()
	all := make([]*nodeRoom, 0, len(h.rooms))
	for _, r := range h.rooms {
		all = append(all, r)
	}
	return all
}

func (h *Hub) sockets() []*conn {
	h.mu.Lock()
	defer h.mu.Unlock()
	all := make([]*conn, 0, len(h.conns))
	for c := range h.conns {
		all = append(all, c)
	}
	return all
}

// mind looks after sockets and rooms.
func (h *Hub) mind(ctx context.Context) {
	now := h.wall()
	for _, c := range h.sockets() {
		c.look(now)
		if now.Sub(time.Unix(0, c.checked.Load())) > recheckEvery {
			c.checked.Store(now.UnixNano())
			h.auth.later(c)
		}
	}
	h.each(func(r *nodeRoom) { r.mind(ctx, now) })
}

// room finds or opens the node's side of a room.
func (h *Hub) room(ctx context.Context, id core.ID) (*nodeRoom, error) {
	h.mu.Lock()
	r := h.rooms[id]
	if r == nil {
		r = newRoom(h, id)
		h.rooms[id] = r
		h.metrics.rooms.Set(float64(len(h.rooms)))
	}
	h.mu.Unlock()
	return r, r.open(ctx)
}

// forget drops a room that has closed.
func (h *Hub) forget(r *nodeRoom) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.rooms[r.id] == r {
		delete(h.rooms, r.id)
		h.metrics.rooms.Set(float64(len(h.rooms)))
	}
}

// Drain stops letting people in and says goodbye to all who are here, spread over
// a part of the time there is so that they do not come back all at once. It
// returns when everybody has gone or the context is over, and writes down what is
// left to write.
func (h *Hub) Drain(ctx context.Context) {
	h.draining.Store(true)
	h.tell(ctx)
	within := time.Duration(0)
	if end, ok := ctx.Deadline(); ok {
		within = min(time.Until(end)/3, 3*time.Second)
	}
	h.goodbye(context.WithoutCancel(ctx), shuffled(h.sockets()), byeDraining, within)
	h.emptied(ctx)
	for _, c := range h.sockets() {
		c.kill()
	}
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), storeTimeout)
	defer cancel()
	var names []string
	for _, r := range h.list() {
		names = append(names, r.id)
		r.shut(last)
	}
	if len(names) > 0 {
		if err := h.Presence.Leave(last, h.node, names); err != nil {
			h.Log.Warn("leave the rooms", "error", err.Error())
		}
	}
}

// emptied waits until the last connection is gone.
func (h *Hub) emptied(ctx context.Context) {
	look := time.NewTicker(10 * time.Millisecond)
	defer look.Stop()
	for {
		h.mu.Lock()
		n := len(h.conns)
		h.mu.Unlock()
		if n == 0 {
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-look.C:
		}
	}
}
