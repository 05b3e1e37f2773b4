package bench

import (
	"context"
	"encoding/json"
	"errors"
	"net"
	"strings"
	"sync/atomic"
	"time"

	"github.com/gofiber/fiber/v2"

	"zhaoyun/internal/bus"
	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
	"zhaoyun/internal/room"
	"zhaoyun/realtime"
)

// stand is a room that lets everybody in and forgets everything: what is measured
// on it is the way of the frames alone.
type stand struct{ head atomic.Int64 }

func (s *stand) seat(a core.Actor, id core.ID) room.Seat {
	return room.Seat{Participant: a.Person, Person: a.Person, Role: policy.Guest, Room: id, Epoch: "1"}
}

// Enter implements realtime.Rooms, as do the methods after it.
func (s *stand) Enter(_ context.Context, a core.Actor, id core.ID) (room.Seat, error) {
	return s.seat(a, id), nil
}

// Seat implements realtime.Rooms.
func (s *stand) Seat(_ context.Context, a core.Actor, id core.ID) (room.Seat, error) {
	return s.seat(a, id), nil
}

// Snapshot implements realtime.Rooms.
func (s *stand) Snapshot(ctx context.Context, _ room.Seat) (room.Snapshot, room.Heads, error) {
	h, err := s.Heads(ctx, "")
	return room.Snapshot{Public: room.NewState(), People: []room.Person{}}, h, err
}

// Tail implements realtime.Rooms.
func (s *stand) Tail(context.Context, room.Seat, room.Lane, int64, int) ([]room.Entry, error) {
	return nil, nil
}

// Heads implements realtime.Rooms.
func (s *stand) Heads(context.Context, core.ID) (room.Heads, error) {
	return room.Heads{Epoch: "1", Public: s.head.Load()}, nil
}

// InboxHeads implements realtime.Rooms.
func (s *stand) InboxHeads(context.Context, core.ID, []core.ID) (map[core.ID]int64, error) {
	return map[core.ID]int64{}, nil
}

// People implements realtime.Rooms.
func (s *stand) People(context.Context, core.ID, []core.ID) ([]room.Person, error) { return nil, nil }

// AddReactions implements realtime.Rooms.
func (s *stand) AddReactions(context.Context, core.ID, map[string]int) error { return nil }

// Attend implements realtime.Rooms.
func (s *stand) Attend(context.Context, core.ID, []room.AttendanceDelta) error { return nil }

// AuthorityChanges implements realtime.Rooms.
func (s *stand) AuthorityChanges(context.Context, time.Time) ([]core.AuthorityChange, error) {
	return nil, nil
}

// names takes every token for a sign-in of its own.
type names struct{}

// Authenticate implements realtime.Authenticator.
func (names) Authenticate(_ context.Context, token string) (core.Actor, error) {
	return core.Actor{Person: token, SignIn: token, Name: token, Kind: core.PersonGuest}, nil
}

// Identify implements realtime.Authenticator.
func (n names) Identify(ctx context.Context, signIn core.ID) (core.Actor, error) {
	return n.Authenticate(ctx, signIn)
}

// hall is a hub behind Fiber on a port of its own.
type hall struct {
	room core.ID
	addr string
	bus  *bus.Memory
	hub  *realtime.Hub
	app  *fiber.App
	stop context.CancelFunc
}

const everybody = 1 << 30

// openHall serves a room; ping is after how much quiet a client is asked for a sign of life.
func openHall(rooms realtime.Rooms, id core.ID, ping time.Duration) (*hall, error) {
	h := &hall{room: id, bus: bus.NewMemory()}
	h.hub = realtime.New(core.NewID(), realtime.Deps{
		Rooms: rooms, Auth: names{}, Bus: h.bus, Presence: bus.NewMemoryPresence(0), Cookie: "zy_access",
		OriginAllowed: func(string, string) bool { return false },
	}, realtime.Limits{PerIP: everybody, PerSignIn: everybody, PingEvery: ping})
	h.app = fiber.New(fiber.Config{DisableStartupMessage: true, Immutable: true})
	h.app.Server().KeepHijackedConns = true
	h.app.Get("/ws/rooms/:room", h.hub.Handle)
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	h.addr = ln.Addr().String()
	ctx, cancel := context.WithCancel(context.Background())
	h.stop = cancel
	go func() { _ = h.app.Listener(ln) }()
	go func() { _ = h.hub.Run(ctx) }()
	return h, nil
}

func (h *hall) close() {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	h.hub.Drain(ctx)
	h.stop()
	_ = h.app.ShutdownWithContext(ctx)
}

// marker is how the client knows what to count.
const marker = "measured"

// say publishes one chat line of about 200 bytes, as the room does after a commit.
func (h *hall) say(ctx context.Context, seq int64) error {
	data, err := json.Marshal(room.Post{People: []room.Person{}, Entries: []room.Posted{{Entry: room.Entry{
		Lane: room.Public, Seq: seq, Type: room.TypePosted, At: room.Stamp(core.Now()), Data: json.RawMessage(`{"text":"` + words + `"}`),
	}}}})
	if err != nil {
		return err
	}
	return h.bus.Publish(ctx, bus.Message{Room: h.room, Kind: bus.KindEntry, Data: data})
}

var words = marker + strings.Repeat(" x", 46)

var errClient = errors.New("the client has ended before its time")
