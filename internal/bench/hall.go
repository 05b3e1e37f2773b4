package bench

import (
	"context"
	"encoding/json"
	"io"
	"net"
	"strings"
	"sync/atomic"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/prometheus/client_golang/prometheus"

	"zhaoyun/internal/bus"
	"zhaoyun/internal/core"
	"zhaoyun/internal/room"
	"zhaoyun/realtime"
)

// hall is a hub behind Fiber, in a room that lets everybody in and forgets
// everything: what is measured on it is the way of the frames alone. Beside it is
// the bare loop to hold it against.
type hall struct {
	room core.ID
	bus  *bus.Memory
	head *atomic.Int64
	bare *bareLoop
}

const everybody = 1 << 30

// firstSeq is where the log of a hall begins, so that all sequence numbers of a run
// are of one length, and so all frames.
const firstSeq = 100_000

// ServeHall does what the bench asks of a hall until the input ends.
func ServeHall(ctx context.Context, in io.Reader, out io.Writer) error {
	rooms := &stand{}
	rooms.head.Store(firstSeq)
	metrics := prometheus.NewRegistry()
	h := &hall{room: core.NewID(), bus: bus.NewMemory(), head: &rooms.head}
	hub := realtime.New(core.NewID(), realtime.Deps{
		Rooms: rooms, Auth: names{}, Bus: h.bus, Presence: bus.NewMemoryPresence(0), Cookie: "zy_access",
		OriginAllowed: func(string, string) bool { return false }, Metrics: metrics,
	}, realtime.Limits{PerIP: everybody, PerSignIn: everybody, PingEvery: time.Hour, QueueAge: time.Minute, QueueBytes: 8 << 20})
	app := fiber.New(fiber.Config{DisableStartupMessage: true, Immutable: true})
	app.Server().KeepHijackedConns = true
	app.Get("/ws/rooms/:room", hub.Handle)
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	if h.bare, err = openBare(); err != nil {
		return err
	}
	running, stop := context.WithCancel(ctx)
	defer stop()
	go func() { _ = app.Listener(ln) }()
	go func() { _ = hub.Run(running) }()
	err = serve(in, out, doing{
		"hello": func(request) (answer, error) {
			return answer{Addr: ln.Addr().String(), Bare: h.bare.addr, Room: h.room}, nil
		},
		"hub": func(r request) (answer, error) { return answer{}, h.say(ctx, r.N) },
		"queued": func(request) (answer, error) {
			n, err := queued(metrics)
			return answer{Queued: n}, err
		},
		"bare": func(r request) (answer, error) { return answer{}, h.bare.say(r.N) },
	})
	drain, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	hub.Drain(drain)
	return err
}

// say publishes one chat line of about 200 bytes, or so much longer, as the room
// does after a commit.
func (h *hall) say(ctx context.Context, longer int) error {
	data, err := json.Marshal(room.Post{People: []room.Person{}, Entries: []room.Posted{{Entry: room.Entry{
		Lane: room.Public, Seq: h.head.Add(1), Type: room.TypePosted, At: room.Stamp(core.Now()),
		Data: json.RawMessage(`{"text":"` + words() + strings.Repeat("x", longer) + `"}`),
	}}}})
	if err != nil {
		return err
	}
	return h.bus.Publish(ctx, bus.Message{Room: h.room, Kind: bus.KindEntry, Data: data})
}

// queued is how many bytes wait for clients that do not take them.
func queued(metrics prometheus.Gatherer) (int64, error) {
	families, err := metrics.Gather()
	for _, f := range families {
		if f.GetName() == "zhaoyun_realtime_queue_bytes" {
			return int64(f.GetMetric()[0].GetGauge().GetValue()), nil
		}
	}
	return 0, err
}
