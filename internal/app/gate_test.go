package app

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"zhaoyun/internal/testkit"
)

// Somebody opens connections and sends requests a byte at a time, or nothing. From
// the same address, as in a hall, honest people come in.
func TestRequestsThatNeverArriveLockNobodyOut(t *testing.T) {
	t.Parallel()
	const most, idlers, people = 60, 300, 40
	var said strings.Builder
	var mu sync.Mutex
	log := slog.New(slog.NewTextHandler(writer(func(p []byte) { mu.Lock(); defer mu.Unlock(); said.Write(p) }), &slog.HandlerOptions{Level: slog.LevelWarn}))
	ctx, cancel := context.WithCancel(context.Background())
	a, err := Open(ctx, embedded(t), log)
	if err != nil {
		t.Fatal(err)
	}
	a.gate.most = most
	done := make(chan error, 1)
	go func() { done <- a.Serve(ctx) }()
	t.Cleanup(func() { cancel(); <-done; a.Close() })
	s := &served{App: a, t: t}
	room := s.demonstration()

	from := &net.Dialer{LocalAddr: &net.TCPAddr{IP: net.IPv4(127, 0, 0, 7)}, Timeout: 10 * time.Second}
	var closed atomic.Int64
	loiter := func(request string, again time.Duration) {
		c, err := from.Dial("tcp", s.Addr())
		if err != nil {
			t.Error(err)
			return
		}
		t.Cleanup(func() { _ = c.Close() })
		go func() {
			_, _ = io.Copy(io.Discard, c)
			closed.Add(1)
			_ = c.Close()
		}()
		go func() {
			tick := time.NewTicker(again)
			defer tick.Stop()
			for i := range len(request) {
				if _, err := c.Write([]byte{request[i]}); err != nil {
					return
				}
				<-tick.C
			}
		}()
	}
	steady := &http.Client{Transport: &http.Transport{DialContext: from.DialContext, MaxIdleConnsPerHost: 1}}
	dials := 0
	steady.Transport.(*http.Transport).DialContext = func(ctx context.Context, network, addr string) (net.Conn, error) {
		dials++
		return from.DialContext(ctx, network, addr)
	}
	ask := func() {
		t.Helper()
		res, err := steady.Get("http://" + s.Addr() + "/healthz")
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.Copy(io.Discard, res.Body)
		_ = res.Body.Close()
	}
	ask()
	head := "GET /ws/rooms/" + room + " HTTP/1.1\r\nHost: x\r\n"
	for i := range idlers {
		switch i % 3 {
		case 0:
			loiter("", time.Second)
		case 1:
			loiter(head+strings.Repeat("X-Slow: 1\r\n", 1000), 20*time.Millisecond)
		case 2:
			loiter("POST /api/v1/sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{", time.Millisecond)
		}
	}
	testkit.Eventually(t, "all but so many are closed", func() bool { return closed.Load() >= idlers-most })
	var all sync.WaitGroup
	for i := range people {
		token := s.token()
		all.Go(func() {
			dialer := websocket.Dialer{NetDialContext: from.DialContext, Subprotocols: []string{"zhaoyun.v1"}, HandshakeTimeout: 10 * time.Second}
			c, _, err := dialer.Dial("ws://"+s.Addr()+"/ws/rooms/"+room, http.Header{"Authorization": {"Bearer " + token}})
			if err != nil {
				t.Errorf("person %d is not let in: %v", i, err)
				return
			}
			t.Cleanup(func() { _ = c.Close() })
			if _, p, err := c.ReadMessage(); err != nil || !strings.Contains(string(p), `"t":"hello"`) {
				t.Errorf("person %d is greeted with %s, %v", i, p, err)
			}
		})
	}
	all.Wait()
	for range idlers { // more come while the sockets are open
		loiter("", time.Second)
	}
	ask()
	testkit.Eventually(t, "those are closed as well", func() bool { return closed.Load() >= 2*idlers-most })
	a.gate.mu.Lock()
	waiting, conns := 0, len(a.gate.queues)
	for _, q := range a.gate.queues {
		waiting += q.Len()
	}
	a.gate.mu.Unlock()
	if waiting > most || conns > 1 || dials != 1 {
		t.Errorf("%d wait, of %d addresses; the steady client had to connect %d times", waiting, conns, dials)
	}
	_, metrics := s.text("/metrics")
	if want := fmt.Sprintf("zhaoyun_realtime_connections %d", people); !strings.Contains(metrics, want) {
		t.Errorf("not everybody is still in: want %s", want)
	}
	t.Logf("%d connections loitered: %d were pushed out, %d may stay until their time is up; all %d people came in and stayed", 2*idlers, closed.Load(), waiting, people)
	mu.Lock()
	defer mu.Unlock()
	if n := strings.Count(said.String(), "unfinished requests"); n != 1 {
		t.Errorf("%d lines in the log:\n%s", n, said.String())
	}
}

type writer func(p []byte)

// Write implements io.Writer.
func (w writer) Write(p []byte) (int, error) { w(p); return len(p), nil }

// text asks for something that is no JSON.
func (s *served) text(path string) (int, string) {
	s.t.Helper()
	res, err := http.Get("http://" + s.Addr() + path)
	if err != nil {
		s.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return res.StatusCode, string(body)
}
