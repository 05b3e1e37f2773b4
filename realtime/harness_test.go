package realtime_test

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/gorilla/websocket"
	"github.com/prometheus/client_golang/prometheus"

	"zhaoyun/internal/bus"
	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
	"zhaoyun/internal/room"
	"zhaoyun/internal/store"
	"zhaoyun/internal/testkit"
	"zhaoyun/realtime"
)

// house is a room on a real store, with people who may sign in by their name.
type house struct {
	t       testing.TB
	db      *store.DB
	rooms   *store.Rooms
	auth    *store.Authority
	room    core.ID
	session room.Session

	mu    sync.Mutex
	ended map[core.ID]bool // sign-ins
}

func newHouse(t testing.TB, db *store.DB) *house {
	t.Helper()
	h := &house{t: t, db: db, rooms: store.NewRooms(db), auth: store.NewAuthority(db), ended: map[core.ID]bool{}}
	now := core.Now()
	h.session = room.Session{
		ID: core.NewID(), Kind: "promotion", Organisation: "bureau", StartsAt: now, EndsAt: now.Add(time.Hour),
		TimeZone: "Asia/Shanghai", Access: room.AccessPublic, Published: true, People: map[core.ID]policy.RoomRole{},
	}
	var err error
	h.room, err = h.rooms.OpenRoom(t.Context(), h.session.ID)
	h.ok(err)
	return h
}

func (h *house) ok(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

// Session and Standing implement room.Sessions, Card room.Directory, File, Attach
// and Detach room.Files.
func (h *house) Session(context.Context, core.ID) (room.Session, error) { return h.session, nil }
func (h *house) Standing(context.Context, core.ID, core.ID) (room.Standing, error) {
	return room.Standing{}, nil
}
func (h *house) Card(_ context.Context, person core.ID) (string, string, error) {
	return "name of " + person, "org of " + person, nil
}
func (h *house) File(context.Context, core.Actor, core.ID) (room.File, error) {
	return room.File{}, nil
}
func (h *house) Attach(context.Context, core.Actor, core.ID, string) error { return nil }
func (h *house) Detach(context.Context, core.ID, string) error             { return nil }

// Authenticate takes a name for a token; Identify takes "sign-in of NAME".
func (h *house) Authenticate(ctx context.Context, token string) (core.Actor, error) {
	if token == "expired" {
		return core.Actor{}, core.Unauthenticated("token_expired", "Refresh it.")
	}
	return h.Identify(ctx, "sign-in of "+token)
}

func (h *house) Identify(_ context.Context, signIn core.ID) (core.Actor, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.ended[signIn] {
		return core.Actor{}, core.Unauthenticated("signed_out", "It has ended.")
	}
	a := actor(strings.TrimPrefix(signIn, "sign-in of "))
	a.SignIn = signIn
	return a, nil
}

// actor is somebody by name; who is called host is one by office.
func actor(name string) core.Actor {
	a := core.Actor{Person: name, Name: name, Kind: core.PersonGuest}
	if name == "host" {
		a.Kind, a.Memberships = core.PersonMember, []core.Membership{{Organisation: "bureau", Kind: core.OrgBureau, Role: core.RoleOfficial}}
	}
	return a
}

// node is one server of the house.
type node struct {
	h    *house
	svc  *room.Service
	hub  *realtime.Hub
	name string
	addr string
	stop context.CancelFunc

	secure bool
}

// nodeOptions are the parts of a node that tests choose.
type nodeOptions struct {
	bus      bus.Bus
	presence bus.Presence
	limits   realtime.Limits
	metrics  *prometheus.Registry
	log      *slog.Logger
	tls      *tls.Config
	rooms    func(realtime.Rooms) realtime.Rooms // what comes between the hub and the log
}

// published carries what the room publishes to the bus.
type published struct{ bus bus.Bus }

func (p published) Publish(ctx context.Context, id core.ID, kind string, data []byte) {
	_ = p.bus.Publish(ctx, bus.Message{Room: id, Kind: kind, Data: data})
}

func (h *house) node(o nodeOptions) *node {
	h.t.Helper()
	if o.bus == nil {
		o.bus = bus.NewMemory()
	}
	if o.presence == nil {
		o.presence = bus.NewMemoryPresence(0)
	}
	n := &node{h: h, name: core.NewID(), svc: room.New(room.Deps{
		Store: h.rooms, Sessions: h, Directory: h, Files: h, Presence: o.presence, Publisher: published{o.bus}, Audit: h.db, Authority: h.auth, Parcels: h,
	})}
	rooms := realtime.Rooms(n.svc)
	if o.rooms != nil {
		rooms = o.rooms(rooms)
	}
	n.svc.Committed = func(lines int, took time.Duration) { n.hub.Committed(lines, took) }
	n.hub = realtime.New(n.name, realtime.Deps{
		Rooms: rooms, Auth: h, Bus: o.bus, Presence: o.presence, Metrics: o.metrics, Log: o.log,
		OriginAllowed: func(origin, host string) bool { return origin == "http://"+host }, Cookie: "zy_access",
	}, o.limits)
	app := fiber.New(fiber.Config{DisableStartupMessage: true, Immutable: true, ErrorHandler: func(c *fiber.Ctx, err error) error {
		if f := (*fiber.Error)(nil); errors.As(err, &f) {
			return c.SendStatus(f.Code)
		}
		return c.Status(http.StatusTeapot).SendString(core.AsError(err).Code)
	}})
	app.Server().KeepHijackedConns = true
	app.Server().MaxIdleWorkerDuration = 200 * time.Millisecond // so that goroutines can be counted
	app.Get("/ws/rooms/:room", n.hub.Handle)
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	h.ok(err)
	n.addr = ln.Addr().String()
	if n.secure = o.tls != nil; n.secure {
		ln = tls.NewListener(ln, o.tls)
	}
	go app.Listener(ln)
	ctx, cancel := context.WithCancel(context.Background())
	n.stop = cancel
	done := make(chan struct{})
	go func() { defer close(done); _ = n.hub.Run(ctx) }()
	h.t.Cleanup(func() {
		last, end := context.WithTimeout(context.Background(), 5*time.Second)
		defer end()
		n.hub.Drain(last)
		cancel()
		<-done
		_ = app.ShutdownWithContext(last)
	})
	return n
}

// client is a browser's side of a socket.
type client struct {
	t    testing.TB
	name string
	ws   *websocket.Conn

	mu     sync.Mutex
	frames []frame
	raw    strings.Builder
	ended  error
}

type frame struct {
	T        string          `json:"t"`
	Lane     string          `json:"lane"`
	Seq      int64           `json:"seq"`
	Type     string          `json:"type"`
	By       string          `json:"by"`
	Code     string          `json:"code"`
	Retry    bool            `json:"retry"`
	Epoch    string          `json:"epoch"`
	Role     string          `json:"role"`
	Key      string          `json:"key"`
	V        [2]int64        `json:"v"`
	Online   int             `json:"online"`
	Data     json.RawMessage `json:"data"`
	Snapshot *room.Snapshot  `json:"snapshot"`
	You      struct {
		ID   string   `json:"id"`
		Role string   `json:"role"`
		Can  []string `json:"can"`
	} `json:"you"`
	When   json.RawMessage  `json:"at"`
	At     map[string]int64 `json:"-"` // of hello
	People []room.Person    `json:"people"`
	text   string
	came   time.Time
}

func (n *node) dial(name, query string, change func(http.Header)) (*websocket.Conn, *http.Response, error) {
	d := websocket.Dialer{Subprotocols: []string{"zhaoyun.v1"}, HandshakeTimeout: 10 * time.Second}
	head := http.Header{"Cookie": {"zy_access=" + name}}
	if change != nil {
		change(head)
		if p := head.Get("Sec-WebSocket-Protocol"); p != "" {
			head.Del("Sec-WebSocket-Protocol")
			d.Subprotocols = []string{p}
		}
	}
	if n.secure {
		d.TLSClientConfig = &tls.Config{InsecureSkipVerify: true}
		return d.Dial("wss://"+n.addr+"/ws/rooms/"+n.h.room+query, head)
	}
	return d.Dial("ws://"+n.addr+"/ws/rooms/"+n.h.room+query, head)
}

// join connects and waits for the greeting.
func (n *node) join(name, query string) *client {
	n.h.t.Helper()
	ws, _, err := n.dial(name, query, nil)
	n.h.ok(err)
	c := n.read(name, ws)
	c.hello()
	return c
}

// read begins to read a connection.
func (n *node) read(name string, ws *websocket.Conn) *client {
	c := &client{t: n.h.t, name: name, ws: ws}
	n.h.t.Cleanup(func() { _ = ws.Close() })
	go c.read()
	return c
}

func (c *client) read() {
	for {
		_, data, err := c.ws.ReadMessage()
		c.mu.Lock()
		if err != nil {
			c.ended = err
			c.mu.Unlock()
			return
		}
		c.raw.Write(data)
		c.raw.WriteByte('\n')
		for line := range strings.SplitSeq(string(data), "\n") {
			var f frame
			if err := json.Unmarshal([]byte(line), &f); err != nil {
				c.t.Errorf("frame %q: %v", line, err)
			}
			if f.T == "hello" {
				_ = json.Unmarshal(f.When, &f.At)
			}
			f.text, f.came = line, time.Now()
			c.frames = append(c.frames, f)
		}
		c.mu.Unlock()
	}
}

func (c *client) all() []frame {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.frames)
}

func (c *client) text() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.raw.String()
}

// wait waits for a frame that fits and returns the first.
func (c *client) wait(what string, fits func(frame) bool) (found frame) {
	c.t.Helper()
	testkit.Eventually(c.t, c.name+" gets "+what, func() bool {
		for _, f := range c.all() {
			if fits(f) {
				found = f
				return true
			}
		}
		return false
	})
	return found
}

func (c *client) hello() frame { return c.wait("hello", func(f frame) bool { return f.T == "hello" }) }

func (c *client) entry(lane string, seq int64) frame {
	c.t.Helper()
	return c.wait(fmt.Sprintf("%s entry %d", lane, seq), func(f frame) bool { return f.T == "entry" && f.Lane == lane && f.Seq == seq })
}

func (c *client) bye(code string) frame {
	c.t.Helper()
	f := c.wait("bye "+code, func(f frame) bool { return f.T == "bye" })
	if f.Code != code {
		c.t.Fatalf("%s: bye %s, want %s", c.name, f.Code, code)
	}
	testkit.Eventually(c.t, "the connection of "+c.name+" ends", func() bool {
		c.mu.Lock()
		defer c.mu.Unlock()
		return c.ended != nil
	})
	return f
}

func (c *client) say(text string) {
	c.t.Helper()
	if err := c.ws.WriteMessage(websocket.TextMessage, []byte(text)); err != nil {
		c.t.Error(err)
	}
}

// whole fails unless the entries of a lane are all there, once and in order, and
// everybody was named before the first entry that names them.
func (c *client) whole(lane string, from, to int64) {
	c.t.Helper()
	c.entry(lane, to)
	known, next := map[string]bool{}, from
	for _, f := range c.all() {
		people := f.People
		if f.Snapshot != nil {
			people = append(people, f.Snapshot.People...)
		}
		for _, p := range people {
			if p.Name == "" {
				c.t.Errorf("%s: %s has no name", c.name, p.ID)
			}
			known[p.ID] = true
		}
		if f.T != "entry" || f.Lane != lane {
			continue
		}
		if f.Seq != next {
			c.t.Errorf("%s: %s entry %d comes where %d should", c.name, lane, f.Seq, next)
		}
		next = f.Seq + 1
		if f.By != "" && !known[f.By] {
			c.t.Errorf("%s: entry %d is by somebody unnamed", c.name, f.Seq)
		}
	}
	if next != to+1 {
		c.t.Errorf("%s: the last %s entry is %d, want %d", c.name, lane, next-1, to)
	}
}

// post writes a chat line and returns its sequence number.
func (n *node) post(name, text string) int64 {
	n.h.t.Helper()
	_, err := n.svc.Enter(n.h.t.Context(), actor(name), n.h.room)
	n.h.ok(err)
	r, err := n.svc.PostChat(n.h.t.Context(), actor(name), n.h.room, room.ChatPost{Text: text})
	n.h.ok(err)
	return r.Seq
}

// open starts the session and lifts the limits of the chat.
func (n *node) open() {
	n.h.t.Helper()
	ctx := n.h.t.Context()
	_, err := n.svc.SetPhase(ctx, actor("host"), n.h.room, room.Live)
	n.h.ok(err)
	_, version, err := n.svc.Settings(ctx, actor("host"), n.h.room)
	n.h.ok(err)
	none := 0
	_, _, err = n.svc.UpdateSettings(ctx, actor("host"), n.h.room, version, room.SettingsUpdate{LinesPerSecond: &none})
	n.h.ok(err)
}

// end ends the sign-in of somebody, as account does.
func (h *house) end(name string) {
	h.mu.Lock()
	h.ended["sign-in of "+name] = true
	h.mu.Unlock()
	h.ok(h.auth.Note(h.t.Context(), core.AuthorityChange{Person: name, SignIn: "sign-in of " + name, Kind: core.AuthoritySignInRevoked}))
}

// faulty is a bus that does to messages what a test wants.
type faulty struct {
	bus.Bus

	mu    sync.Mutex
	fault func(m bus.Message) []bus.Message // nil passes everything
}

func (f *faulty) set(fault func(m bus.Message) []bus.Message) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.fault = fault
}

func (f *faulty) Publish(ctx context.Context, m bus.Message) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	out := []bus.Message{m}
	if f.fault != nil {
		out = f.fault(m)
	}
	for _, m := range out {
		if err := f.Bus.Publish(ctx, m); err != nil {
			return err
		}
	}
	return nil
}

func lose(bus.Message) []bus.Message { return nil }

func unmarshal(t *testing.T, data []byte, v any) bool {
	t.Helper()
	if err := json.Unmarshal(data, v); err != nil {
		t.Error(err)
		return false
	}
	return true
}

// counted is the value of a metric, with the label if one is given.
func counted(t *testing.T, r *prometheus.Registry, name, label string) float64 {
	t.Helper()
	families, err := r.Gather()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range families {
		for _, m := range f.GetMetric() {
			if f.GetName() == name && (label == "" || len(m.GetLabel()) > 0 && m.GetLabel()[0].GetValue() == label) {
				return m.GetCounter().GetValue() + m.GetGauge().GetValue()
			}
		}
	}
	return 0
}
