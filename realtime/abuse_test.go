package realtime_test

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"zhaoyun/internal/testkit"
	"zhaoyun/realtime"
)

// age is how far a client may lag in these tests.
const age = time.Second

func TestAStuckReaderHarmsNobody(t *testing.T) {
	x := newHall(t, realtime.Limits{QueueAge: time.Minute, QueueBytes: 256 << 10})
	x.intruder("stuck")
	x.words = long
	most := 0.0
	x.talk(func() bool { most = max(most, x.gauge("queue_bytes")); return x.closed("slow_consumer") == 1 })
	t.Logf("at most %.0f bytes waited", most)
	if most > 512<<10 {
		t.Error("that is more than allowed")
	}
	x.unharmed("person=stuck")
}

func TestAReaderOfOneByteASecondHarmsNobody(t *testing.T) {
	x := newHall(t, realtime.Limits{QueueAge: age, QueueBytes: 64 << 20})
	slow := x.intruder("slow")
	go func() {
		one := make([]byte, 1)
		for clock := time.NewTicker(time.Second); ; <-clock.C {
			if _, err := slow.Read(one); err != nil {
				clock.Stop()
				return
			}
		}
	}()
	x.words = long
	x.talk(func() bool { return x.closed("slow_consumer") == 1 })
	_ = slow.Close()
	x.unharmed("person=slow")
}

// Something is read all the time, but less than is said: the lag grows.
func TestAReaderWhoTricklesIsClosedOnceItLags(t *testing.T) {
	x := newHall(t, realtime.Limits{QueueAge: 2 * age, QueueBytes: 64 << 20})
	slow := x.intruder("trickle")
	_ = slow.(*net.TCPConn).SetReadBuffer(64 << 10)
	x.words = long
	said := false
	x.talk(func() bool { // a third of each line is read as soon as it is said
		if said {
			_, _ = io.CopyN(io.Discard, slow, 1<<10)
		}
		said = true
		return x.closed("slow_consumer") == 1
	})
	_ = slow.Close()
	x.unharmed("person=trickle")
}

// masked is a frame as clients send them, with a mask that changes nothing.
func masked(first byte, payload string) []byte {
	n := len(payload)
	var b []byte
	switch {
	case n < 126:
		b = []byte{first, 0x80 | byte(n)}
	default:
		b = []byte{first, 0x80 | 126, byte(n >> 8), byte(n)}
	}
	return append(append(b, 0, 0, 0, 0), payload...)
}

func TestGarbageHarmsNobody(t *testing.T) {
	x := newHall(t, realtime.Limits{PingEvery: 3 * time.Second})
	huge := func(first byte, length ...byte) []byte {
		return append([]byte{first, 0x80 | 127}, append(length, 0, 0, 0, 0)...)
	}
	kinds := []struct {
		what, why string
		once      []byte // sent first
		again     []byte // sent until the end
	}{
		{"not-JSON", "flood", nil, masked(0x81, "hello?")},
		{"not-UTF-8", "flood", nil, masked(0x81, "\xff\xfe\x00")},
		{"no-such-frame", "flood", nil, masked(0x81, `{"t":"entry","seq":9}`)},
		{"deep-JSON", "flood", nil, masked(0x81, strings.Repeat("[", 4000))},
		{"binary", "flood", nil, masked(0x82, "\x00\x01\x02")},
		{"many-lines", "flood", nil, masked(0x81, strings.Repeat("\n", 4000))},
		{"pings", "flood", nil, masked(0x89, "are you there")},
		{"pongs", "flood", nil, masked(0x8a, "")},
		{"fragments", "flood", masked(0x01, "{"), masked(0x00, "")},
		{"long-fragments", "frame_too_large", masked(0x01, "{"), masked(0x00, strings.Repeat(" ", 1000))},
		{"huge-frame", "frame_too_large", masked(0x81, strings.Repeat("x", 5000)), masked(0x81, strings.Repeat("x", 5000))},
		{"terabyte", "frame_too_large", huge(0x81, 0, 0, 1, 0, 0, 0, 0, 0), bytes.Repeat([]byte("x"), 4096)},
		{"negative-length", "frame_too_large", huge(0x82, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff), bytes.Repeat([]byte("x"), 4096)},
		{"unmasked", "frame_broken", []byte("\x81\x05hello"), nil},
		{"long-ping", "frame_broken", masked(0x89, strings.Repeat("x", 126)), nil},
		{"half-ping", "frame_broken", masked(0x09, "x"), nil},
		{"no-opcode", "frame_broken", masked(0x83, "x"), nil},
		{"reserved-bits", "frame_broken", masked(0xf1, "x"), nil},
		{"new-message-in-a-message", "frame_broken", append(masked(0x01, "{"), masked(0x81, "{}")...), nil},
		{"noise", "frame_broken", bytes.Repeat([]byte{0xff, 0x00, 0xaa}, 1000), nil},
		{"close-with-nonsense", "frame_broken", masked(0x88, "\x00\x00"), nil},
		{"half-a-frame", "silent", []byte("\x81\x90\x00\x00\x00\x00{"), nil},
	}
	before, want := map[string]float64{}, map[string]float64{}
	var offenders []string
	for _, k := range kinds {
		before[k.why] = x.closed(k.why)
		if k.why != "silent" { // as a phone does that was switched off: nothing to write about
			offenders = append(offenders, "person="+k.what+" ")
		}
	}
	const times = 2 // each comes back and does it again
	var left atomic.Int64
	left.Store(int64(len(kinds)))
	for _, k := range kinds {
		turns := times
		if k.why == "silent" { // it takes its time
			turns = 1
		}
		want[k.why] += float64(turns)
		go func() {
			defer left.Add(-1)
			for range turns {
				x.garbage(k.what, k.once, k.again)
			}
		}()
	}
	x.talk(func() bool { return left.Load() == 0 })
	for why, n := range want {
		testkit.Eventually(t, fmt.Sprint(n, " are closed with ", why), func() bool { return x.closed(why)-before[why] == n })
	}
	x.unharmed(offenders...)
}

// garbage sends what it is given until the connection ends.
func (x *hall) garbage(name string, once, again []byte) {
	c, status, err := x.bare(name, "127.0.0.1")
	if err != nil || status != "101" {
		x.t.Error(name, status, err)
		return
	}
	defer c.Close()
	ended := make(chan struct{})
	go func() { defer close(ended); _, _ = io.Copy(io.Discard, c) }()
	_, err = c.Write(once)
	for err == nil && again != nil {
		_, err = c.Write(again)
	}
	<-ended
}

// storm opens many sockets at once and holds those that are let in.
func (x *hall) storm(n int, from string, name func(i int) string) (in []net.Conn, refused int) {
	var mu sync.Mutex
	var all sync.WaitGroup
	turn := make(chan struct{}, 32)
	for i := range n {
		all.Go(func() {
			turn <- struct{}{}
			defer func() { <-turn }()
			c, status, err := x.bare(name(i), from)
			if err != nil {
				x.t.Error(err)
				return
			}
			mu.Lock()
			defer mu.Unlock()
			if status == "101" {
				in = append(in, c)
				return
			}
			refused++
			_ = c.Close()
		})
	}
	all.Wait()
	return in, refused
}

func TestAThousandSocketsHarmNobody(t *testing.T) {
	for what, c := range map[string]struct {
		name  func(i int) string
		limit int
		line  string
	}{
		"of one sign-in":                        {func(int) string { return "greedy" }, 16, "of=sign-in person=greedy"},
		"of as many sign-ins, from one address": {func(i int) string { return fmt.Sprint("greedy", i) }, 200, "of=address person=greedy"},
	} {
		t.Run(what, func(t *testing.T) {
			x := newHall(t, realtime.Limits{PerIP: 200})
			var in []net.Conn
			var refused int
			done := make(chan struct{})
			go func() { defer close(done); in, refused = x.storm(1000, "127.0.0.9", c.name) }()
			most := 0.0
			x.talk(func() bool {
				most = max(most, x.gauge("connections"))
				select {
				case <-done:
					return true
				default:
					return false
				}
			})
			if len(in) != c.limit || refused != 1000-c.limit || most > float64(crowd+1+c.limit) {
				t.Errorf("%d were let in, %d refused; there were %.0f connections at a time", len(in), refused, most)
			}
			x.join("late", "").ws.Close() // somebody honest, from elsewhere
			for _, c := range in {
				_ = c.Close()
			}
			x.unharmed(c.line)
		})
	}
}
