package bus_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"zhaoyun/internal/bus"
	"zhaoyun/internal/core"
	"zhaoyun/internal/testkit"
)

// A server that hangs with its connections open answers nothing and refuses
// nothing: every wait has to end by itself.
func TestAHangingRedisHoldsNobodyUp(t *testing.T) {
	t.Parallel()
	server := testkit.StartRedis(t)
	prefix := core.NewID() + ":"
	a, b := newRedis(t, server.URL(), prefix), newRedis(t, server.URL(), prefix)
	p := a.Presence(time.Minute)
	heard, _ := listen(t, b, "r")
	reaches(t, a, heard, "r")

	const writer = 200 * time.Millisecond // what a writer gives the bus
	publish := func() (time.Duration, error) {
		ctx, cancel := context.WithTimeout(t.Context(), writer)
		defer cancel()
		began := time.Now()
		err := a.Publish(ctx, bus.Message{Room: "r", Kind: bus.KindEntry})
		return time.Since(began), err
	}
	within := func(what string, bound time.Duration, f func()) {
		began := time.Now()
		f()
		took := time.Since(began)
		t.Logf("%s took %v", what, took.Round(time.Millisecond))
		if took > bound {
			t.Errorf("%s took %v, more than %v", what, took, bound)
		}
	}

	server.Hang()
	hung := time.Now()
	within("the first to join a new room", 2*time.Second, func() { listen(t, b, "new") })
	within("the next", time.Second, func() { listen(t, b, "another"); listen(t, b, "new") })
	took, err := publish()
	t.Logf("the first publication took %v: %v", took, err)
	if err == nil || took > writer+500*time.Millisecond {
		t.Errorf("the first publication took %v: %v", took, err)
	}
	within("1,000 further publications", time.Second, func() {
		for range 1000 {
			if _, err := publish(); !errors.Is(err, bus.ErrAway) {
				t.Fatalf("a further one says %v", err)
			}
		}
	})
	within("presence", time.Second, func() {
		_, err := p.Beat(t.Context(), "n", []bus.Beat{{Room: "r", Full: true}})
		_, err2 := p.Count(t.Context(), "r")
		_, err3 := p.Members(t.Context(), "r")
		if err := errors.Join(err, err2, err3, p.Leave(t.Context(), "n", []string{"r"})); !errors.Is(err, bus.ErrAway) {
			t.Errorf("it says %v", err)
		}
	})
	testkit.Eventually(t, "both nodes notice", func() bool { return !a.Healthy() && !b.Healthy() })
	if took := time.Since(hung); took > 4*time.Second {
		t.Errorf("they noticed after %v", took)
	}
	if s := a.Stats(); s.Failed < 1000 || len(s.Away) != 1 {
		t.Errorf("the stats are %+v", s)
	}

	server.Resume()
	testkit.Eventually(t, "both nodes notice", func() bool { return a.Healthy() && b.Healthy() })
	reaches(t, a, heard, "r")
	late, _ := listen(t, b, "another")
	reaches(t, a, late, "another")

	server.Hang()
	within("closing", 3*time.Second, func() { a.Close(); b.Close() })
	server.Resume()
}

func TestALineThatEndsOrDiesWithoutAWordIsReplaced(t *testing.T) {
	t.Parallel()
	server := testkit.StartRedis(t)
	way := testkit.StartProxy(t, server.Addr())
	prefix := core.NewID() + ":"
	a, b := newRedis(t, server.URL(), prefix), newRedis(t, "redis://"+way.Addr(), prefix)
	heard, _ := listen(t, b, "r")
	reaches(t, a, heard, "r")
	if n, err := openRedis(t, server.URL()).Do(t.Context(), "CLIENT", "KILL", "TYPE", "pubsub").Int(); err != nil || n != 1 {
		t.Fatalf("cut %d lines, %v", n, err)
	}
	reaches(t, a, heard, "r")
	way.Mute()
	reaches(t, a, heard, "r")
	testkit.Eventually(t, "all is well", b.Healthy)
}

// trips counts what goes to Redis.
type trips struct {
	redis.Hook
	single, pipelines, commands atomic.Int64
}

func (h *trips) DialHook(next redis.DialHook) redis.DialHook { return next }

func (h *trips) ProcessHook(next redis.ProcessHook) redis.ProcessHook {
	return func(ctx context.Context, cmd redis.Cmder) error {
		h.single.Add(1)
		return next(ctx, cmd)
	}
}

func (h *trips) ProcessPipelineHook(next redis.ProcessPipelineHook) redis.ProcessPipelineHook {
	return func(ctx context.Context, cmds []redis.Cmder) error {
		h.pipelines.Add(1)
		h.commands.Add(int64(len(cmds)))
		return next(ctx, cmds)
	}
}

func TestABeatIsOneRoundTripHoweverManyJoin(t *testing.T) {
	t.Parallel()
	server := testkit.StartRedis(t)
	client := openRedis(t, server.URL())
	p := bus.NewRedisPresence(client, "", time.Minute)
	beat(t, p, "n", bus.Beat{Room: "r", Full: true}) // Redis has the script now
	var sent trips
	client.AddHook(&sent)
	beats := []bus.Beat{{Room: "r", Joined: ids(0, 5000)}}
	for i := range 100 {
		beats = append(beats, bus.Beat{Room: fmt.Sprint(i), Full: true, Joined: ids(0, 10)})
	}
	beat(t, p, "n", beats...)
	if sent.single.Load() != 0 || sent.pipelines.Load() != 1 || sent.commands.Load() != 105 {
		t.Errorf("it took %d commands, and %d in %d pipelines", sent.single.Load(), sent.commands.Load(), sent.pipelines.Load())
	}
	there(t, p, "r", ids(0, 5000)...)
}

// Whatever nodes say at the same time, the kept number is that of the list.
func TestTheKeptNumberOfPeopleIsRight(t *testing.T) {
	t.Parallel()
	p := bus.NewRedisPresence(openRedis(t, testkit.RedisURL(t)), core.NewID()+":", time.Minute)
	var all sync.WaitGroup
	for n := range 4 {
		node := fmt.Sprint("n", n)
		beat(t, p, node, bus.Beat{Room: "r", Full: true, Joined: ids(n*5, 20)})
		all.Go(func() {
			for turn := range 50 {
				at := (turn*7 + n*3) % 40
				b := bus.Beat{Room: "r", Joined: ids(at, 3), Left: ids((at+11)%40, 4)}
				if turn%20 == 19 {
					b = bus.Beat{Room: "r", Full: true, Joined: ids(at, 15)}
				}
				if _, err := p.Beat(t.Context(), node, []bus.Beat{b}); err != nil {
					t.Error(err)
				}
				if _, err := p.Count(t.Context(), "r"); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	agree := func() {
		t.Helper()
		list, err := p.Members(t.Context(), "r")
		n, err2 := p.Count(t.Context(), "r")
		if err != nil || err2 != nil || n != len(list) {
			t.Errorf("counted %d of %d, %v, %v", n, len(list), err, err2)
		}
	}
	agree()
	if err := p.Leave(t.Context(), "n2", []string{"r"}); err != nil {
		t.Fatal(err)
	}
	agree()
}

func ids(from, n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprintf("%036d", from+i)
	}
	return out
}
