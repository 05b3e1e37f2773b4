package faulttest

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/gorilla/websocket"

	"zhaoyun/internal/room"
	"zhaoyun/realtime"
)

// viewer is a client that keeps to docs/protocol.md: it folds what comes, comes
// back with what it has, and notes whatever a server must not do to it.
type viewer struct {
	servers []*server
	room    string
	token   string
	done    chan struct{} // closed to end it
	ended   chan struct{}

	mu      sync.Mutex
	at      int // the server it is on
	conn    *websocket.Conn
	id      string // participant
	epoch   string
	heads   map[room.Lane]int64
	public  room.State
	staff   *room.StaffState
	letters map[int64]room.Entry
	known   map[string]bool
	online  int
	came    map[room.Lane]map[int64]time.Time // entries by when they came by themselves
	since   time.Time                         // of this connection
	there   time.Duration                     // connected, in all connections before
	stays   []stay                            // all connections that were greeted
	wrong   []string
	byes    []string

	joins, hellos, snapshots, cuts, refused int
}

// stay is one connection of a viewer, as the viewer saw it.
type stay struct {
	server    int
	in, ended time.Time
}

func newViewer(servers []*server, at int, id, token string) *viewer {
	return &viewer{
		servers: servers, at: at, room: id, token: token, done: make(chan struct{}), ended: make(chan struct{}),
		heads: map[room.Lane]int64{}, letters: map[int64]room.Entry{}, known: map[string]bool{},
		came: map[room.Lane]map[int64]time.Time{room.Public: {}, room.Staff: {}, room.Inbox: {}},
	}
}

// run connects and comes back until it is ended.
func (v *viewer) run() {
	defer close(v.ended)
	for tries := 0; ; {
		greeted := v.visit()
		if greeted {
			tries = 0
		}
		tries++
		// As a browser does it, twenty times as fast: growing and random.
		pause := min(750*time.Millisecond, 50*time.Millisecond<<min(tries, 5))
		select {
		case <-v.done:
			return
		case <-time.After(pause/2 + rand.N(pause/2)):
		}
	}
}

// end closes the connection for good.
func (v *viewer) end() {
	close(v.done)
	v.cut()
	<-v.ended
}

// cut breaks the connection, as a network does.
func (v *viewer) cut() {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.conn != nil {
		_ = v.conn.UnderlyingConn().Close()
	}
}

// pulse claps.
func (v *viewer) pulse() {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.conn != nil {
		_ = v.conn.SetWriteDeadline(time.Now().Add(time.Second))
		_ = v.conn.WriteMessage(websocket.TextMessage, []byte(`{"t":"pulse","type":"clap"}`))
	}
}

// visit is one connection from its beginning to its end.
func (v *viewer) visit() (greeted bool) {
	v.mu.Lock()
	url := fmt.Sprintf("ws://%s/ws/rooms/%s", v.servers[v.at].addr, v.room)
	if v.epoch != "" {
		url += "?since=" + room.Since(v.heads).String() + "&epoch=" + v.epoch
	}
	v.mu.Unlock()
	dialer := websocket.Dialer{Subprotocols: []string{realtime.Protocol}, HandshakeTimeout: 10 * time.Second}
	conn, res, err := dialer.Dial(url, http.Header{"Authorization": {"Bearer " + v.token}})
	v.mu.Lock()
	if err != nil {
		v.refused++
		if res != nil && res.StatusCode != http.StatusServiceUnavailable && res.StatusCode != http.StatusSwitchingProtocols {
			v.note("refused with %d", res.StatusCode)
		}
		v.at = (v.at + 1) % len(v.servers)
		v.mu.Unlock()
		return false
	}
	select {
	case <-v.done:
		_ = conn.Close()
	default:
	}
	v.conn, v.since = conn, time.Now()
	v.joins++
	before, began := v.hellos, v.since
	v.mu.Unlock()
	defer func() {
		_ = conn.Close()
		v.mu.Lock()
		defer v.mu.Unlock()
		v.conn = nil
		if greeted = v.hellos > before; greeted {
			v.cuts++ // who is sent away without a greeting was never in
			v.there += time.Since(began)
			v.stays = append(v.stays, stay{v.at, began, time.Now()})
		}
	}()
	for first := true; ; {
		_, text, err := conn.ReadMessage()
		if err != nil {
			return
		}
		v.mu.Lock()
		for line := range strings.SplitSeq(string(text), "\n") {
			if err := v.frame([]byte(line), first); err != nil {
				v.note("%v in %.200s", err, line)
			}
			first = false
		}
		v.mu.Unlock()
	}
}

func (v *viewer) note(format string, args ...any) {
	if len(v.wrong) < 10 {
		v.wrong = append(v.wrong, fmt.Sprintf(format, args...))
	}
}

// frame takes a frame.
func (v *viewer) frame(text []byte, first bool) error {
	var kind struct{ T string }
	if err := json.Unmarshal(text, &kind); err != nil {
		return err
	}
	if first && kind.T != "hello" && kind.T != "bye" {
		return errors.New("not a hello")
	}
	switch kind.T {
	case "hello":
		return read(text, v.hello)
	case "entry":
		return read(text, v.entry)
	case "who":
		return read(text, func(f realtime.Who) error { v.meet(f.People); return nil })
	case "presence":
		return read(text, func(f realtime.Presence) error { v.online = f.Online; return nil })
	case "bye":
		return read(text, func(f realtime.Bye) error {
			v.byes = append(v.byes, f.Code)
			if !f.Retry {
				return errors.New("told not to come back")
			}
			return nil
		})
	}
	return nil
}

func read[T any](text []byte, f func(T) error) error {
	var frame T
	if err := json.Unmarshal(text, &frame); err != nil {
		return err
	}
	return f(frame)
}

func (v *viewer) hello(f realtime.Hello) error {
	v.hellos++
	if f.Snapshot == nil {
		if v.epoch != f.Epoch {
			return errors.New("no snapshot for a new log")
		}
		for lane, had := range v.heads {
			if at := f.At[lane]; at != had {
				return fmt.Errorf("resumes lane %s at %d instead of %d", lane, at, had)
			}
		}
		v.heads = f.At
		return nil
	}
	v.snapshots++
	v.id, v.epoch = f.You.ID, f.Epoch
	had, again := v.heads[room.Inbox]
	v.heads, v.public, v.staff = f.At, f.Snapshot.Public, f.Snapshot.Staff
	if again && had < f.At[room.Inbox] {
		v.letters = nil // what came meanwhile is to be asked for
	}
	v.meet(f.Snapshot.People)
	return nil
}

func (v *viewer) meet(people []room.Person) {
	for _, p := range people {
		v.known[p.ID] = true
	}
}

func (v *viewer) entry(f realtime.Entry) error {
	if had := v.heads[f.Lane]; f.Seq != had+1 {
		return fmt.Errorf("comes after %d", had)
	}
	if f.By != "" && !v.known[f.By] {
		return errors.New("by somebody unnamed")
	}
	v.heads[f.Lane] = f.Seq
	v.came[f.Lane][f.Seq] = time.Now()
	switch f.Lane {
	case room.Public:
		v.public.Fold(f.Entry)
	case room.Staff:
		if v.staff == nil {
			return errors.New("not for this client")
		}
		v.staff.Fold(f.Entry)
	case room.Inbox:
		if v.letters != nil {
			v.letters[f.Seq] = f.Entry
		}
	}
	return nil
}
