package realtime_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"net"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"zhaoyun/internal/core"
	"zhaoyun/internal/testkit"
	"zhaoyun/realtime"
)

// crowd is how many honest people are in the room with whoever abuses it.
const crowd = 50

// long is a line as long as they may be: it fills what a reader leaves unread.
var long = strings.Repeat("地", 1000)

// hall is a room full of honest people, and one in another room, while lines come
// in. Tests that use it run alone: they count goroutines.
type hall struct {
	*node
	t         *testing.T
	words     string // of the lines
	registry  *prometheus.Registry
	notes     *notes
	honest    []*client
	other     *node // the same server, seen from another room
	elsewhere *client
	before    int                           // goroutines
	said      map[*node]map[int64]time.Time // when lines were acknowledged
	first     map[*node]int64
}

func newHall(t *testing.T, limits realtime.Limits) *hall {
	t.Helper()
	x := &hall{
		t: t, words: "a line of ordinary length, as people write them: 请问这块地的容积率是多少？", registry: prometheus.NewRegistry(), notes: &notes{}, said: map[*node]map[int64]time.Time{}, first: map[*node]int64{},
	}
	h := newHouse(t, testkit.SQLite(t))
	x.node = h.node(nodeOptions{metrics: x.registry, limits: limits, log: slog.New(slog.NewTextHandler(x.notes, &slog.HandlerOptions{Level: slog.LevelWarn}))})
	id, err := h.rooms.OpenRoom(t.Context(), core.NewID())
	h.ok(err)
	x.other = &node{h: &house{t: t, db: h.db, rooms: h.rooms, auth: h.auth, room: id, session: h.session}, svc: x.svc, hub: x.hub, addr: x.addr}
	for _, n := range []*node{x.node, x.other} {
		n.open()
		x.said[n] = map[int64]time.Time{}
	}
	for i := range crowd {
		x.honest = append(x.honest, x.join(fmt.Sprint("honest ", i), ""))
	}
	x.elsewhere = x.other.join("elsewhere", "")
	x.line(x.node)
	x.line(x.other)
	x.settled(crowd + 1)
	x.before = runtime.NumGoroutine()
	return x
}

// line says a line in a room.
func (x *hall) line(n *node) {
	x.t.Helper()
	seq := n.post("speaker", x.words)
	x.said[n][seq] = time.Now()
	if x.first[n] == 0 {
		x.first[n] = seq
	}
}

// talk has lines said in both rooms, until it is enough: a hundred at least.
func (x *hall) talk(enough func() bool) {
	x.t.Helper()
	began := time.Now()
	pace := time.NewTicker(10 * time.Millisecond)
	defer pace.Stop()
	for i := 0; !enough() || i < 100; i++ {
		x.line(x.node)
		if i%4 == 0 {
			x.line(x.other)
		}
		if time.Since(began) > 2*time.Minute {
			x.t.Fatal("whoever abuses the room is not stopped")
		}
		<-pace.C
	}
}

// settled waits until so many connections are left and nothing waits for any.
func (x *hall) settled(conns int) {
	x.t.Helper()
	testkit.Eventually(x.t, fmt.Sprint("there are ", conns, " connections, and nothing is queued"), func() bool {
		return x.gauge("connections") == float64(conns) && x.gauge("queue_bytes") == 0
	})
}

func (x *hall) gauge(name string) float64 {
	return counted(x.t, x.registry, "zhaoyun_realtime_"+name, "")
}

func (x *hall) closed(why string) float64 {
	return counted(x.t, x.registry, "zhaoyun_realtime_closed_total", why)
}

// unharmed fails unless the honest have everything, the server is as it was
// before, and of each offender there is one line in the log. It prints what the
// others saw.
func (x *hall) unharmed(offenders ...string) {
	x.t.Helper()
	var late []time.Duration
	see := func(n *node, c *client) {
		last := int64(0)
		for seq := range x.said[n] {
			last = max(last, seq)
		}
		c.whole("public", x.first[n], last)
		for _, f := range c.all() {
			if said, ok := x.said[n][f.Seq]; ok && f.T == "entry" && f.Lane == "public" {
				late = append(late, max(0, f.came.Sub(said)))
			}
		}
	}
	for _, c := range x.honest {
		see(x.node, c)
	}
	ours := len(late)
	see(x.other, x.elsewhere)
	slices.Sort(late)
	x.t.Logf("the others saw: %d people all %d lines each, one in another room all %d; median %v late, at most %v",
		crowd, len(x.said[x.node]), len(late)-ours, late[len(late)/2].Round(10*time.Microsecond), late[len(late)-1].Round(10*time.Microsecond))
	x.settled(crowd + 1)
	testkit.Eventually(x.t, fmt.Sprintf("the goroutines are back to %d", x.before), func() bool { return runtime.NumGoroutine() <= x.before+3 })
	lines := x.notes.lines()
	for _, o := range offenders {
		n := 0
		for _, l := range lines {
			if strings.Contains(l, o) {
				n++
			}
		}
		if n != 1 {
			x.t.Errorf("%d lines in the log about %q", n, o)
		}
	}
	if len(lines) != len(offenders) {
		x.t.Errorf("the log:\n%s", strings.Join(lines, "\n"))
	}
}

// notes keeps the lines of a log.
type notes struct {
	mu   sync.Mutex
	text bytes.Buffer
}

// Write implements io.Writer.
func (n *notes) Write(p []byte) (int, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.text.Write(p)
}

func (n *notes) lines() []string {
	n.mu.Lock()
	defer n.mu.Unlock()
	text := strings.TrimSpace(n.text.String())
	if text == "" {
		return nil
	}
	return strings.Split(text, "\n")
}

// bare opens a socket by hand, from an address of loopback, with the smallest
// buffer there is, and returns the status of the answer.
func (n *node) bare(name, from string) (net.Conn, string, error) {
	d := net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(from)}, Timeout: 10 * time.Second}
	c, err := d.Dial("tcp", n.addr)
	if err != nil {
		return nil, "", err
	}
	_ = c.(*net.TCPConn).SetReadBuffer(4 << 10)
	if _, err := c.Write([]byte(n.greeting(name))); err != nil {
		return c, "", err
	}
	var head []byte
	for one := make([]byte, 1); !bytes.HasSuffix(head, []byte("\r\n\r\n")); head = append(head, one...) {
		if _, err := c.Read(one); err != nil {
			return c, "", err
		}
	}
	return c, string(head[9:12]), nil
}

// greeting is the request that asks for a socket.
func (n *node) greeting(name string) string {
	return fmt.Sprintf("GET /ws/rooms/%s HTTP/1.1\r\nHost: %s\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"+
		"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: zhaoyun.v1\r\nCookie: zy_access=%s\r\n\r\n", n.h.room, n.addr, name)
}

// intruder is a socket by hand that was let in.
func (x *hall) intruder(name string) net.Conn {
	x.t.Helper()
	c, status, err := x.bare(name, "127.0.0.1")
	if err != nil || status != "101" {
		x.t.Fatal(status, err)
	}
	x.t.Cleanup(func() { _ = c.Close() })
	return c
}
