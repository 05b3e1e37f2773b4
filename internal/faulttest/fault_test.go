package faulttest

import (
	"fmt"
	"os"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"zhaoyun/internal/testkit"
)

// repetitions is how often each fault happens; ZHAOYUN_FAULTS says otherwise.
func repetitions(t *testing.T) int {
	t.Helper()
	set := os.Getenv("ZHAOYUN_FAULTS")
	if set == "" {
		return 5
	}
	n, err := strconv.Atoi(set)
	if err != nil || n < 1 {
		t.Fatalf("ZHAOYUN_FAULTS is %q, which is no number of repetitions", set)
	}
	return n
}

// bound is how late a room may be when the bus does not carry: the protocol's own.
const bound = 2 * time.Second

// onTheWay is how many processes a line passes: two servers, the database and this
// one. Where the machine lets one of them stand still it does so with the others.
const onTheWay = 4

// fault is something that goes wrong and comes right again, under load.
type fault struct {
	strike  func(c *crowd, turn int)
	mend    func(c *crowd, turn int)
	lasts   time.Duration
	bounded bool          // nobody may be told later than the bound
	steady  bool          // no connection may break but those the clients break
	note    func() string // for the log
}

// suffer lets the fault happen again and again, each time to another room.
func suffer(t *testing.T, h *house, f fault) {
	t.Helper()
	type visit struct {
		c     *crowd
		until time.Time
	}
	var visits []visit
	for turn := range repetitions(t) {
		began := time.Now()
		c := gather(h)
		stall := newStall()
		c.play()
		time.Sleep(250 * time.Millisecond)
		struck := time.Now()
		f.strike(c, turn)
		time.Sleep(f.lasts)
		mending := time.Now()
		f.mend(c, turn)
		mended := time.Now()
		time.Sleep(250 * time.Millisecond)
		c.rest()
		rested := time.Now()
		public, staff := c.settle()
		settled := time.Now()
		stalled := stall.end()
		letters := c.inboxes()
		c.kept(public, staff)
		c.everybody()
		late := c.late(struck, mended)
		if f.bounded && late > bound+onTheWay*stalled {
			t.Errorf("a room was %v late; the machine itself stood still for %v", late, stalled)
		}
		refusals, joins, snapshots := c.blame()
		note := ""
		if f.note != nil {
			note = "; " + f.note()
		}
		if broken, byes := c.broken(); f.steady && broken > c.cuts {
			t.Errorf("%d connections broke, of which clients broke %d; they were told %v", broken, c.cuts, byes)
		}
		c.leave()
		visits = append(visits, visit{c, time.Now()})
		t.Logf("%d: struck for %v, mended in %v, settled in %v of %v; %d lines acknowledged with %d repeats, %d public and %d staff entries, %d letters; "+
			"%d clients joined %d times, %d from a snapshot; latest %v (stall %v); refused %v%s",
			turn+1, ms(mending.Sub(struck)), ms(mended.Sub(mending)), ms(settled.Sub(rested)), ms(time.Since(began)),
			len(c.lines), c.retries, len(public), len(staff), letters, len(c.viewers), joins, snapshots, ms(late), ms(stalled), refusals, note)
		if t.Failed() {
			return
		}
	}
	for i, v := range visits {
		people, least := v.c.attended(v.until)
		t.Logf("%d: %d people attended, at least %d s of %d s", i+1, people, least, int64(v.until.Sub(v.c.began)/time.Second))
	}
}

func ms(d time.Duration) time.Duration { return d.Round(time.Millisecond) }

// stall measures for how long this process was not let run.
type stall struct {
	worst atomic.Int64
	stop  chan struct{}
}

func newStall() *stall {
	s := &stall{stop: make(chan struct{})}
	go func() {
		const step = 10 * time.Millisecond
		for last := time.Now(); ; {
			select {
			case <-s.stop:
				return
			case <-time.After(step):
			}
			now := time.Now()
			s.worst.Store(max(s.worst.Load(), int64(now.Sub(last)-step)))
			last = now
		}
	}()
	return s
}

func (s *stall) end() time.Duration {
	close(s.stop)
	return time.Duration(s.worst.Load())
}

const people = writers + listeners

func TestAServerIsKilled(t *testing.T) {
	t.Parallel()
	h := newHouse(t, people, scaled(t, testkit.PostgresURL(t), testkit.RedisURL(t))...)
	h.killed = true
	suffer(t, h, fault{
		lasts:  500 * time.Millisecond,
		strike: func(_ *crowd, turn int) { h.servers[turn%2].kill() },
		mend:   func(_ *crowd, turn int) { h.servers[turn%2].start(); h.servers[turn%2].answers() },
	})
}

func TestRedisIsKilled(t *testing.T) {
	t.Parallel()
	redis := testkit.StartRedis(t)
	withoutRedis(t, redis, redis.Stop, redis.Start)
}

func TestRedisHangs(t *testing.T) {
	t.Parallel()
	redis := testkit.StartRedis(t)
	withoutRedis(t, redis, redis.Hang, redis.Resume)
}

func withoutRedis(t *testing.T, redis *testkit.RedisServer, gone, back func()) {
	h := newHouse(t, people, scaled(t, testkit.PostgresURL(t), redis.URL())...)
	suffer(t, h, fault{
		lasts: 1500 * time.Millisecond, bounded: true, steady: true,
		strike: func(c *crowd, turn int) {
			gone()
			c.via.Store(int64(turn % 2)) // so that the other server hears nothing of its own
		},
		mend: func(c *crowd, _ int) {
			h.must(h.host, "GET", "/rooms/"+c.room+"/roster", "") // the host still sees who is there
			back()
			c.via.Store(-1)
		},
	})
}

func TestPostgreSQLIsStopped(t *testing.T) {
	t.Parallel()
	postgres := testkit.StartPostgres(t)
	h := newHouse(t, people, scaled(t, postgres.URL(), testkit.RedisURL(t))...)
	suffer(t, h, fault{
		lasts: 700 * time.Millisecond, steady: true,
		strike: func(*crowd, int) { postgres.Stop() },
		mend:   func(*crowd, int) { postgres.Start() },
	})
}

func TestMessagesAreLostDoubledAndSwapped(t *testing.T) {
	t.Parallel()
	p := newProxy(t, testkit.RedisURL(t))
	h := newHouse(t, people, scaled(t, testkit.PostgresURL(t), p.url())...)
	suffer(t, h, fault{
		lasts: 1500 * time.Millisecond, bounded: true, steady: true,
		strike: func(*crowd, int) { p.faulty.Store(true) },
		mend: func(*crowd, int) {
			p.faulty.Store(false)
			if p.dropped.Load() == 0 || p.doubled.Load() == 0 || p.swapped.Load() == 0 {
				t.Errorf("nothing went wrong: %s", p.counts())
			}
		},
		note: p.counts,
	})
}

func TestTheOneServerOfTheEmbeddedFormIsKilled(t *testing.T) {
	t.Parallel()
	h := newHouse(t, people, newServer(t, "alone", "--data="+t.TempDir()))
	h.killed = true
	suffer(t, h, fault{
		lasts:  300 * time.Millisecond,
		strike: func(*crowd, int) { h.servers[0].kill() },
		mend:   func(*crowd, int) { h.servers[0].start(); h.servers[0].answers() },
	})
}

// everybody waits until each client knows how many people there are.
func (c *crowd) everybody() {
	want := len(c.h.guests) + 1
	got := ""
	defer func() {
		if got != "" {
			c.h.t.Log(got)
		}
	}()
	c.h.eventually("everybody counts everybody", func() bool {
		for i, v := range c.viewers {
			v.mu.Lock()
			online := v.online
			v.mu.Unlock()
			if online != want {
				got = fmt.Sprintf("client %d counts %d of %d people", i, online, want)
				return false
			}
		}
		got = ""
		return true
	})
}
