package bus_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"zhaoyun/internal/bus"
	"zhaoyun/internal/core"
	"zhaoyun/internal/testkit"
)

// pair is two nodes of one installation.
type pair struct{ a, b bus.Bus }

// busses makes two nodes on each implementation. In memory both are one.
func busses(t *testing.T, cluster string) map[string]func(t *testing.T) pair {
	on := func(url string) func(t *testing.T) pair {
		return func(t *testing.T) pair {
			prefix := core.NewID() + ":"
			return pair{newRedis(t, url, prefix), newRedis(t, url, prefix)}
		}
	}
	return map[string]func(t *testing.T) pair{
		"memory": func(t *testing.T) pair {
			b := bus.NewMemory()
			t.Cleanup(func() { b.Close() })
			return pair{b, b}
		},
		"redis":         on(testkit.RedisURL(t)),
		"redis cluster": on(cluster),
	}
}

func newRedis(t *testing.T, url, prefix string) *bus.Redis {
	t.Helper()
	b := bus.NewRedis(bus.RedisOptions{Client: openRedis(t, url), Prefix: prefix})
	t.Cleanup(func() { b.Close() })
	testkit.Eventually(t, "the bus is healthy", b.Healthy)
	return b
}

func openRedis(t *testing.T, url string) redis.UniversalClient {
	t.Helper()
	client, err := bus.OpenRedis(url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { client.Close() })
	return client
}

// ear remembers what it hears.
type ear struct {
	mu    sync.Mutex
	heard []string
}

func (e *ear) hear(m bus.Message) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.heard = append(e.heard, m.Room+"/"+m.Kind+"/"+string(m.Data))
}

func (e *ear) has(want ...string) func() bool {
	return func() bool {
		e.mu.Lock()
		defer e.mu.Unlock()
		return slices.Equal(e.heard, want)
	}
}

func listen(t *testing.T, b bus.Bus, room string) (*ear, func()) {
	t.Helper()
	e := &ear{}
	cancel, err := b.Subscribe(t.Context(), room, e.hear)
	if err != nil {
		t.Fatal(err)
	}
	return e, cancel
}

func say(t *testing.T, b bus.Bus, room, kind, data string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	if err := b.Publish(ctx, bus.Message{Room: room, Kind: kind, Data: []byte(data)}); err != nil {
		t.Fatal(err)
	}
}

func TestContract(t *testing.T) {
	t.Parallel()
	cluster := testkit.StartRedisCluster(t).URL()
	t.Run("bus", func(t *testing.T) { testBus(t, busses(t, cluster)) })
	t.Run("presence", func(t *testing.T) { testPresence(t, presences(t, cluster)) })
}

func testBus(t *testing.T, busses map[string]func(t *testing.T) pair) {
	t.Parallel()
	for name, open := range busses {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			t.Run("every subscriber of the room on every node hears it once, in order", func(t *testing.T) {
				p := open(t)
				one, _ := listen(t, p.a, "r")
				two, _ := listen(t, p.a, "r")
				far, _ := listen(t, p.b, "r")
				other, _ := listen(t, p.b, "s")
				say(t, p.a, "r", bus.KindEntry, "1")
				say(t, p.a, "r", "strange", "\x00\xff\n2")
				say(t, p.a, "s", bus.KindPulse, "")
				for _, e := range []*ear{one, two, far} {
					testkit.Eventually(t, "all hear it", e.has("r/entry/1", "r/strange/\x00\xff\n2"))
				}
				testkit.Eventually(t, "the other room hears its own", other.has("s/pulse/"))
			})
			t.Run("the topic of the nodes is apart from the rooms", func(t *testing.T) {
				p := open(t)
				nodes, _ := listen(t, p.b, "")
				room, _ := listen(t, p.b, "r")
				say(t, p.a, "r", bus.KindEntry, "1")
				say(t, p.a, "", bus.KindAuthority, "now")
				testkit.Eventually(t, "the nodes hear it", nodes.has("/authority/now"))
				testkit.Eventually(t, "the room hears its own", room.has("r/entry/1"))
			})
			t.Run("who has unsubscribed hears nothing more, the others do", func(t *testing.T) {
				p := open(t)
				gone, cancel := listen(t, p.b, "r")
				stays, _ := listen(t, p.b, "r")
				say(t, p.a, "r", bus.KindEntry, "1")
				testkit.Eventually(t, "both hear it", func() bool { return gone.has("r/entry/1")() && stays.has("r/entry/1")() })
				cancel()
				cancel() // again changes nothing
				say(t, p.a, "r", bus.KindEntry, "2")
				testkit.Eventually(t, "the other one hears it", stays.has("r/entry/1", "r/entry/2"))
				if !gone.has("r/entry/1")() {
					t.Errorf("heard %v after unsubscribing", gone.heard)
				}
			})
			t.Run("coming back to a room works", func(t *testing.T) {
				p := open(t)
				for i := range 5 {
					e, cancel := listen(t, p.b, "r")
					say(t, p.a, "r", bus.KindEntry, fmt.Sprint(i))
					testkit.Eventually(t, "it hears", e.has("r/entry/"+fmt.Sprint(i)))
					cancel()
				}
				for range 50 { // answers of the carrier to the visits before are still under way
					ctx, over := context.WithCancel(t.Context())
					over()
					cancel, err := p.b.Subscribe(ctx, "r", func(bus.Message) {})
					if err != nil {
						t.Fatal(err)
					}
					cancel()
				}
				e, _ := listen(t, p.b, "r")
				say(t, p.a, "r", bus.KindEntry, "at last")
				testkit.Eventually(t, "it hears", e.has("r/entry/at last"))
			})
			t.Run("a stuck subscriber holds nobody up and loses the oldest", func(t *testing.T) {
				p := open(t)
				free := make(chan struct{})
				var stuck ear
				cancel, err := p.b.Subscribe(t.Context(), "r", func(m bus.Message) { <-free; stuck.hear(m) })
				if err != nil {
					t.Fatal(err)
				}
				defer cancel()
				quick, _ := listen(t, p.b, "q")
				for i := range 6000 {
					say(t, p.a, "r", bus.KindEntry, fmt.Sprint(i))
				}
				say(t, p.a, "q", bus.KindEntry, "meanwhile")
				testkit.Eventually(t, "the others hear at once", quick.has("q/entry/meanwhile"))
				close(free)
				testkit.Eventually(t, "the last one arrives", func() bool {
					stuck.mu.Lock()
					defer stuck.mu.Unlock()
					n := len(stuck.heard)
					return n > 0 && n < 6000 && stuck.heard[n-1] == "r/entry/5999"
				})
			})
			t.Run("it knows what it has done", func(t *testing.T) {
				p := open(t)
				free := make(chan struct{})
				var once sync.Once
				defer once.Do(func() { close(free) })
				cancel, err := p.b.Subscribe(t.Context(), "r", func(bus.Message) { <-free })
				if err != nil {
					t.Fatal(err)
				}
				defer cancel()
				for range 5000 {
					say(t, p.a, "r", bus.KindPulse, "")
				}
				testkit.Eventually(t, "it counts what its subscriber lost", func() bool { return p.b.Stats().Dropped > 800 })
				once.Do(func() { close(free) })
				testkit.Eventually(t, "it counts what came from the other node", func() bool { return p.a == p.b || p.b.Stats().Received == 5000 })
				from, to := p.a.Stats(), p.b.Stats()
				if from.Published != 5000 || from.Failed != 0 || to.Rooms != 1 {
					t.Errorf("the stats are %+v and %+v", from, to)
				}
				if !from.Healthy || from.Since.IsZero() || time.Since(from.Since) > time.Minute || len(from.Away) > 0 {
					t.Errorf("the stats are %+v", from)
				}
			})
			t.Run("a closed bus says so", func(t *testing.T) {
				p := open(t)
				p.a.Close()
				if err := p.a.Publish(t.Context(), bus.Message{Room: "r"}); err == nil {
					t.Error("publishing works")
				}
				if _, err := p.a.Subscribe(t.Context(), "r", func(bus.Message) {}); err == nil {
					t.Error("subscribing works")
				}
			})
		})
	}
}

// presences makes a presence with a time to live.
func presences(t *testing.T, cluster string) map[string]func(t *testing.T, ttl time.Duration) bus.Presence {
	on := func(url string) func(t *testing.T, ttl time.Duration) bus.Presence {
		return func(t *testing.T, ttl time.Duration) bus.Presence {
			return bus.NewRedisPresence(openRedis(t, url), core.NewID()+":", ttl)
		}
	}
	return map[string]func(t *testing.T, ttl time.Duration) bus.Presence{
		"memory":        func(_ *testing.T, ttl time.Duration) bus.Presence { return bus.NewMemoryPresence(ttl) },
		"redis":         on(testkit.RedisURL(t)),
		"redis cluster": on(cluster),
	}
}

func testPresence(t *testing.T, presences map[string]func(t *testing.T, ttl time.Duration) bus.Presence) {
	t.Parallel()
	for name, open := range presences {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			t.Run("a person counts once over nodes and tabs", func(t *testing.T) {
				p := open(t, time.Minute)
				beat(t, p, "n1", bus.Beat{Room: "r", Full: true, Joined: []string{"ann", "bob"}})
				beat(t, p, "n2", bus.Beat{Room: "r", Full: true, Joined: []string{"bob", "cy"}}, bus.Beat{Room: "s", Full: true, Joined: []string{"ann"}})
				there(t, p, "r", "ann", "bob", "cy")
				there(t, p, "s", "ann")
				there(t, p, "empty")
			})
			t.Run("changes add up, and a full beat replaces them", func(t *testing.T) {
				p := open(t, time.Minute)
				beat(t, p, "n1", bus.Beat{Room: "r", Full: true, Joined: []string{"ann", "bob"}})
				beat(t, p, "n1", bus.Beat{Room: "r", Joined: []string{"cy"}, Left: []string{"ann"}})
				there(t, p, "r", "bob", "cy")
				beat(t, p, "n1", bus.Beat{Room: "r", Full: true, Joined: []string{"dan"}})
				there(t, p, "r", "dan")
				beat(t, p, "n1", bus.Beat{Room: "r", Left: []string{"dan"}})
				there(t, p, "r")
				beat(t, p, "n1", bus.Beat{Room: "r", Joined: []string{"eve"}})
				there(t, p, "r", "eve")
			})
			t.Run("changes of an unknown node are asked for in full", func(t *testing.T) {
				p := open(t, time.Minute)
				unknown, err := p.Beat(t.Context(), "n1", []bus.Beat{{Room: "r", Joined: []string{"ann"}}, {Room: "s", Full: true, Joined: []string{"ann"}}})
				if err != nil || !slices.Equal(unknown, []string{"r"}) {
					t.Errorf("unknown %v, %v", unknown, err)
				}
			})
			t.Run("members of a dead node expire, those of a beating one stay", func(t *testing.T) {
				p := open(t, time.Second)
				beat(t, p, "dead", bus.Beat{Room: "r", Full: true, Joined: []string{"ann", "bob"}})
				beat(t, p, "alive", bus.Beat{Room: "r", Full: true, Joined: []string{"bob"}})
				testkit.Eventually(t, "the dead node's members are gone", func() bool {
					beat(t, p, "alive", bus.Beat{Room: "r"})
					n, err := p.Count(t.Context(), "r")
					return err == nil && n == 1
				})
				beat(t, p, "alive", bus.Beat{Room: "r"})
				there(t, p, "r", "bob")
				unknown, err := p.Beat(t.Context(), "dead", []bus.Beat{{Room: "r"}})
				if err != nil || len(unknown) != 1 {
					t.Errorf("the dead node is known: %v, %v", unknown, err)
				}
			})
			t.Run("a node that leaves takes its members along", func(t *testing.T) {
				p := open(t, time.Minute)
				beat(t, p, "n1", bus.Beat{Room: "r", Full: true, Joined: []string{"ann"}})
				beat(t, p, "n2", bus.Beat{Room: "r", Full: true, Joined: []string{"bob"}})
				if err := p.Leave(t.Context(), "n1", []string{"r", "other"}); err != nil {
					t.Fatal(err)
				}
				there(t, p, "r", "bob")
			})
			t.Run("thousands fit into one beat", func(t *testing.T) {
				p := open(t, time.Minute)
				var many []string
				for i := range 5000 {
					many = append(many, fmt.Sprintf("%036d", i))
				}
				beat(t, p, "n1", bus.Beat{Room: "r", Full: true, Joined: many})
				beat(t, p, "n2", bus.Beat{Room: "r", Full: true, Joined: many[:3]})
				beat(t, p, "n1", bus.Beat{Room: "r", Left: many[:2500]})
				if n, err := p.Count(t.Context(), "r"); err != nil || n != 2503 {
					t.Errorf("counted %d, %v", n, err)
				}
			})
		})
	}
}

func beat(t *testing.T, p bus.Presence, node string, rooms ...bus.Beat) {
	t.Helper()
	if unknown, err := p.Beat(t.Context(), node, rooms); err != nil || len(unknown) > 0 {
		t.Fatalf("beat: unknown %v, %v", unknown, err)
	}
}

func there(t *testing.T, p bus.Presence, room string, want ...string) {
	t.Helper()
	n, err := p.Count(t.Context(), room)
	if err != nil || n != len(want) {
		t.Errorf("counted %d, %v, want %d", n, err, len(want))
	}
	got, err := p.Members(t.Context(), room)
	slices.Sort(got)
	if err != nil || strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("members %v, %v, want %v", got, err, want)
	}
}
