package realtime

import (
	"fmt"
	"log/slog"
	"net"
	"syscall"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// crowd is a fan-out to real sockets. Their other ends are emptied by hand, so that
// no goroutine but the shards' has to run.
type crowd struct {
	out *fanout
	far []int
	m   message
}

func newCrowd(b *testing.B, hub *Hub, n int) *crowd {
	b.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	defer ln.Close()
	c := &crowd{out: newFanout(), m: pack(make([]byte, 200))}
	for range n {
		far, err := net.Dial("tcp", ln.Addr().String())
		if err != nil {
			b.Fatal(err)
		}
		near, err := ln.Accept()
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { far.Close(); near.Close() })
		c.far = append(c.far, fdOf(far))
		c.out.Add(&conn{hub: hub, net: near, fd: fdOf(near)}, false)
	}
	return c
}

func fdOf(c net.Conn) (fd int) {
	raw, _ := c.(*net.TCPConn).SyscallConn()
	_ = raw.Control(func(n uintptr) { fd = int(n) })
	return fd
}

// tell sends a message and waits until it is with the kernel, looking every so often.
func (c *crowd) tell(every time.Duration) {
	c.out.Tell(c.m, false)
	for i := range c.out.shards {
		for s, busy := &c.out.shards[i], true; busy; {
			time.Sleep(every)
			s.mu.Lock()
			busy = s.working
			s.mu.Unlock()
		}
	}
}

func (c *crowd) empty() {
	into := make([]byte, 4096)
	for _, fd := range c.far {
		_, _ = syscall.Read(fd, into)
	}
}

// BenchmarkASmallRoomBesideALargeOne is how long it takes until a message to one
// is with the kernel while a room of many is spoken to all the time.
func BenchmarkASmallRoomBesideALargeOne(b *testing.B) {
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil || limit.Cur < 10_100 {
		b.Skip("more open files are needed: ulimit -n 10100")
	}
	for _, n := range []int{0, 5000} {
		b.Run(fmt.Sprintf("%d connections", n), func(b *testing.B) {
			hub := New("bench", Deps{Metrics: prometheus.NewRegistry(), Log: slog.New(slog.DiscardHandler)}, Limits{})
			large, small := newCrowd(b, hub, n), newCrowd(b, hub, 1)
			stop, done := make(chan struct{}), make(chan struct{})
			go func() {
				defer close(done)
				for {
					select {
					case <-stop:
						return
					default:
						large.tell(time.Millisecond)
						large.empty()
					}
				}
			}()
			for b.Loop() {
				small.tell(20 * time.Microsecond)
				small.empty()
			}
			close(stop)
			<-done
		})
	}
}
