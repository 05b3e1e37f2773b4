package realtime_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/prometheus/client_golang/prometheus"

	"zhaoyun/internal/bus"
	"zhaoyun/internal/core"
	"zhaoyun/internal/room"
	"zhaoyun/internal/testkit"
	"zhaoyun/realtime"
)

func TestWhateverTheBusDoesEverybodyGetsEverythingInOrder(t *testing.T) {
	t.Parallel()
	turn := 0
	var held []bus.Message
	for what, fault := range map[string]func(m bus.Message) []bus.Message{
		"it loses every third": func(m bus.Message) []bus.Message {
			if turn++; turn%3 == 0 {
				return nil
			}
			return []bus.Message{m}
		},
		"it says everything twice": func(m bus.Message) []bus.Message { return []bus.Message{m, m} },
		"it swaps neighbours": func(m bus.Message) []bus.Message {
			if held = append(held, m); len(held) == 1 {
				return nil
			}
			out := []bus.Message{held[1], held[0]}
			held = nil
			return out
		},
		"it loses everything": lose,
	} {
		t.Run(what, func(t *testing.T) {
			h := newHouse(t, testkit.SQLite(t))
			shaky := &faulty{Bus: bus.NewMemory()}
			n := h.node(nodeOptions{bus: shaky})
			n.open()
			ann := n.join("ann", "")
			shaky.set(fault)
			var last int64
			for i := range 20 {
				last = n.post(fmt.Sprintf("speaker %d", i%4), fmt.Sprint(i))
			}
			said := time.Now()
			ann.whole("public", 2, last)
			if late := ann.entry("public", last).came.Sub(said); late > 2*time.Second {
				t.Errorf("it was %v late", late)
			}
		})
	}
}

// cluster is two nodes on one PostgreSQL and one Redis.
func cluster(t *testing.T, redis string) (*house, [2]*node, [2]*bus.Redis) {
	t.Helper()
	h := newHouse(t, testkit.Postgres(t))
	prefix := core.NewID() + ":"
	var nodes [2]*node
	var busses [2]*bus.Redis
	for i := range nodes {
		client, err := bus.OpenRedis(redis)
		h.ok(err)
		b := bus.NewRedis(bus.RedisOptions{Client: client, Prefix: prefix})
		t.Cleanup(func() { b.Close(); client.Close() })
		testkit.Eventually(t, "Redis is there", b.Healthy)
		busses[i] = b
		nodes[i] = h.node(nodeOptions{bus: b, presence: bus.NewRedisPresence(client, prefix, 0)})
		h.auth.OnChange(func(ctx context.Context, _ core.AuthorityChange) {
			go b.Publish(context.WithoutCancel(ctx), bus.Message{Kind: bus.KindAuthority})
		})
	}
	nodes[0].open()
	return h, nodes, busses
}

func TestTwoNodesAreOneRoom(t *testing.T) {
	t.Parallel()
	h, nodes, _ := cluster(t, testkit.RedisURL(t))
	host, ann, bob := nodes[0].join("host", ""), nodes[0].join("ann", ""), nodes[1].join("bob", "")
	annThere := nodes[1].join("ann", "") // the same person on the other node
	for i := range 10 {
		nodes[i%2].post(fmt.Sprint("speaker ", i), fmt.Sprint(i))
	}
	for _, c := range []*client{host, ann, bob, annThere} {
		c.whole("public", 2, 11)
		c.wait("that there are three people", func(f frame) bool { return f.T == "presence" && f.Online == 3 })
	}
	bob.say(`{"t":"pulse","type":"clap"}`)
	ann.wait("the other node's reaction", func(f frame) bool { return f.T == "pulse" && f.Type == "reactions" })
	t.Run("a vote on one is seen in the tally on the other, and by who comes late", func(t *testing.T) {
		p, err := nodes[0].svc.CreatePoll(t.Context(), actor("host"), h.room, room.PollDraftData{
			Kind: room.PollSingle, Question: "?", Options: []string{"a", "b"}, Results: room.ResultsLive,
		})
		h.ok(err)
		_, err = nodes[0].svc.SetPollStatus(t.Context(), actor("host"), h.room, p.ID, room.PollOpen)
		h.ok(err)
		_, err = nodes[0].svc.Vote(t.Context(), actor("ann"), h.room, p.ID, []int{1})
		h.ok(err)
		_, err = nodes[1].svc.Vote(t.Context(), actor("bob"), h.room, p.ID, []int{2})
		h.ok(err)
		both := func(f frame) bool {
			return f.T == "sticky" && f.Key == room.StickyPoll+p.ID && string(f.Data) == `{"voters":2,"counts":[1,1]}`
		}
		for _, c := range []*client{host, bob} {
			c.wait("both votes", both)
			c.wait("the question", func(f frame) bool { return f.T == "entry" && f.Type == room.TypePollOpened })
		}
		nodes[1].join("ann", "").wait("both votes", both)
	})
	t.Run("who is put out on one is out on the other within two seconds", func(t *testing.T) {
		began := time.Now()
		_, err := nodes[0].svc.Kick(t.Context(), actor("host"), h.room, bob.hello().You.ID, "")
		h.ok(err)
		if f := bob.bye("kicked"); f.Retry || f.came.Sub(began) > 2*time.Second {
			t.Errorf("bye %s after %v", f.text, f.came.Sub(began))
		}
	})
	t.Run("who is signed out is out on both", func(t *testing.T) {
		began := time.Now()
		h.end("ann")
		for _, c := range []*client{ann, annThere} {
			if f := c.bye("revoked"); f.Retry || f.came.Sub(began) > 2*time.Second {
				t.Errorf("bye %s after %v", f.text, f.came.Sub(began))
			}
		}
	})
	host.wait("that they are gone", func(f frame) bool { return f.T == "presence" && f.Online == 1 })
}

func TestWithoutRedisARoomGoesOnAtMostTwoSecondsLate(t *testing.T) {
	t.Parallel()
	server := testkit.StartRedis(t)
	h, nodes, busses := cluster(t, server.URL())
	ann, bob := nodes[0].join("ann", ""), nodes[1].join("bob", "")
	server.Stop()
	testkit.Eventually(t, "the nodes notice", func() bool { return !busses[0].Healthy() && !busses[1].Healthy() })
	for i := range 3 {
		last := nodes[i%2].post("speaker", fmt.Sprint(i))
		said := time.Now()
		for _, c := range []*client{ann, bob} {
			if late := c.entry("public", last).came.Sub(said); late > 2*time.Second {
				t.Errorf("%s hears it %v late", c.name, late)
			}
		}
	}
	t.Run("and somebody can be put out, and come in", func(t *testing.T) {
		began := time.Now()
		_, err := nodes[0].svc.Kick(t.Context(), actor("host"), h.room, bob.hello().You.ID, "")
		h.ok(err)
		if f := bob.bye("kicked"); f.came.Sub(began) > 2*time.Second {
			t.Errorf("it took %v", f.came.Sub(began))
		}
		nodes[1].join("cy", "").whole("public", 2, 4)
	})
	server.Start()
	testkit.Eventually(t, "the nodes notice", func() bool { return busses[0].Healthy() && busses[1].Healthy() })
	dan := nodes[1].join("dan", "")
	ann.whole("public", 2, nodes[1].post("speaker", "again"))
	dan.wait("everybody's number", func(f frame) bool { return f.T == "presence" && f.Online == 3 })
}

func TestOneWhoReadsNothingIsClosedAndTheOthersNoticeNothing(t *testing.T) {
	t.Parallel()
	h := newHouse(t, testkit.SQLite(t))
	registry := prometheus.NewRegistry()
	n := h.node(nodeOptions{metrics: registry, limits: realtime.Limits{QueueBytes: 128 << 10}})
	n.open()
	quick := n.join("quick", "")
	stuck, _, err := n.dial("stuck", "", nil)
	h.ok(err)
	defer stuck.Close()
	quick.wait("the stuck one", func(f frame) bool { return f.T == "presence" && f.Online == 2 })
	// The next line is written when the quick one has the last, so that only who
	// reads nothing can fall behind.
	closed := func() bool { return counted(t, registry, "zhaoyun_realtime_closed_total", "slow_consumer") == 1 }
	for long := strings.Repeat("很", 1000); !closed(); {
		quick.entry("public", n.post("bob", long))
	}
	began := time.Now()
	last := n.post("ann", "hello")
	if late := quick.entry("public", last).came.Sub(began); late > 2*time.Second {
		t.Errorf("the quick one hears it %v late", late)
	}
	testkit.Eventually(t, "nothing is queued any more", func() bool { return counted(t, registry, "zhaoyun_realtime_queue_bytes", "") == 0 })
}

func TestAServerThatStopsSaysGoodbyeAndWritesDownWhoWasThere(t *testing.T) {
	t.Parallel()
	h := newHouse(t, testkit.SQLite(t))
	n := h.node(nodeOptions{})
	n.open()
	ann, bob := n.join("ann", ""), n.join("bob", "")
	ann.say(`{"t":"pulse","type":"clap"}`)
	ann.wait("the clap", func(f frame) bool { return f.T == "pulse" })
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
	defer cancel()
	began := time.Now()
	n.hub.Drain(ctx)
	if took := time.Since(began); took > 3*time.Second {
		t.Errorf("it took %v", took)
	}
	for _, c := range []*client{ann, bob} {
		if f := c.bye("draining"); !f.Retry {
			t.Errorf("bye %s", f.text)
		}
		c.mu.Lock()
		if !websocket.IsCloseError(c.ended, websocket.CloseGoingAway) {
			t.Errorf("closed with %v", c.ended)
		}
		c.mu.Unlock()
	}
	if _, _, err := n.dial("cy", "", nil); err == nil {
		t.Error("somebody is let in")
	}
	page, err := n.svc.Attendance(t.Context(), actor("host"), h.room, core.Paging{Limit: 10})
	h.ok(err)
	there := 0
	for _, item := range page.Items {
		if item.LastAt.After(item.FirstAt) {
			there++
		}
	}
	if there != 2 {
		t.Errorf("%d people have attended: %+v", there, page.Items)
	}
	info, err := n.svc.Look(t.Context(), actor("host"), h.room)
	h.ok(err)
	if info.Room.Reactions["clap"] != 1 || info.Room.Phase != room.Live {
		t.Errorf("the room is left with %v", info.Room.Reactions)
	}
}
