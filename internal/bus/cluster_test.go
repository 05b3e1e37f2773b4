package bus_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"zhaoyun/internal/bus"
	"zhaoyun/internal/core"
	"zhaoyun/internal/testkit"
)

// roomsOn finds a room for each of the servers.
func roomsOn(t *testing.T, client redis.UniversalClient, servers []*testkit.RedisServer) []string {
	t.Helper()
	rooms := make([]string, len(servers))
	for found := 0; found < len(rooms); {
		room := core.NewID()
		owner, err := client.(*redis.ClusterClient).MasterForKey(t.Context(), "{"+room+"}")
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(servers, func(s *testkit.RedisServer) bool { return s.Addr() == owner.Options().Addr })
		if i >= 0 && rooms[i] == "" {
			rooms[i] = room
			found++
		}
	}
	return rooms
}

// reaches waits until what a says in the room is heard on b.
func reaches(t *testing.T, a bus.Bus, heard *ear, room string) {
	t.Helper()
	mark := room + "/pulse/" + core.NewID()
	testkit.Eventually(t, "the other node hears of the room", func() bool {
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_ = a.Publish(ctx, bus.Message{Room: room, Kind: bus.KindPulse, Data: []byte(mark[len(room+"/pulse/"):])})
		heard.mu.Lock()
		defer heard.mu.Unlock()
		return slices.Contains(heard.heard, mark)
	})
}

func TestRedisCluster(t *testing.T) {
	t.Parallel()
	c := testkit.StartRedisCluster(t)
	t.Run("a message travels only through the shard of its room", func(t *testing.T) { oneShard(t, c) })
	t.Run("a room follows its slot to another master", func(t *testing.T) { slotMoves(t, c) })
	t.Run("rooms go on while a master is away", func(t *testing.T) { masterAway(t, c) })
}

func oneShard(t *testing.T, c *testkit.RedisCluster) {
	prefix := core.NewID() + ":"
	a, b := newRedis(t, c.URL(), prefix), newRedis(t, c.URL(), prefix)
	rooms := roomsOn(t, openRedis(t, c.URL()), c.Masters)
	for _, room := range append(rooms, "") {
		e, _ := listen(t, b, room)
		reaches(t, a, e, room)
	}
	for i, s := range c.Masters {
		channels, err := openRedis(t, s.URL()).PubSubShardChannels(t.Context(), prefix+"*").Result()
		if err != nil || !slices.Contains(channels, prefix+"room:{"+rooms[i]+"}") || len(channels) > 2 {
			t.Errorf("master %d carries %v, %v", i, channels, err)
		}
	}
}

func slotMoves(t *testing.T, c *testkit.RedisCluster) {
	prefix := core.NewID() + ":"
	a, b := newRedis(t, c.URL(), prefix), newRedis(t, c.URL(), prefix)
	client := openRedis(t, c.URL())
	room := roomsOn(t, client, c.Masters)[1]
	heard, _ := listen(t, b, room)
	reaches(t, a, heard, room)

	slot, err := client.ClusterKeySlot(t.Context(), "{"+room+"}").Result()
	if err != nil {
		t.Fatal(err)
	}
	to := c.Masters[2].Ask("CLUSTER MYID")
	for _, s := range []*testkit.RedisServer{c.Masters[2], c.Masters[1], c.Masters[0]} { // the new owner first
		if got := s.Ask(fmt.Sprintf("CLUSTER SETSLOT %d NODE %s", slot, to)); got != "OK" {
			t.Fatalf("moving the slot: %q", got)
		}
	}
	reaches(t, a, heard, room)
	subscribers, err := openRedis(t, c.Masters[2].URL()).PubSubShardChannels(t.Context(), prefix+"*").Result()
	if err != nil || len(subscribers) != 1 {
		t.Errorf("the new owner carries %v, %v", subscribers, err)
	}
}

func masterAway(t *testing.T, c *testkit.RedisCluster) {
	prefix := core.NewID() + ":"
	a, b := newRedis(t, c.URL(), prefix), newRedis(t, c.URL(), prefix)
	p := a.Presence(time.Minute)
	rooms := roomsOn(t, openRedis(t, c.URL()), c.Masters)
	var ears []*ear
	for _, room := range rooms {
		e, _ := listen(t, b, room)
		ears = append(ears, e)
		reaches(t, a, e, room)
		beat(t, p, "n", bus.Beat{Room: room, Full: true, Joined: []string{"ann"}})
	}

	for what, fault := range map[string]struct{ begin, end func() }{
		"killed":  {c.Masters[1].Stop, c.Masters[1].Start},
		"hanging": {c.Masters[1].Hang, c.Masters[1].Resume},
	} {
		t.Run(what, func(t *testing.T) {
			fault.begin()
			testkit.Eventually(t, "both nodes notice", func() bool { return !a.Healthy() && !b.Healthy() })
			reaches(t, a, ears[0], rooms[0])
			reaches(t, a, ears[2], rooms[2])
			testkit.Eventually(t, "its room is told at once that Redis is away", func() bool {
				return errors.Is(a.Publish(t.Context(), bus.Message{Room: rooms[1]}), bus.ErrAway)
			})
			if away := a.Stats().Away; !slices.Equal(away, []string{c.Masters[1].Addr()}) {
				t.Errorf("away are %v", away)
			}
			unknown, err := p.Beat(t.Context(), "n", []bus.Beat{{Room: rooms[0]}, {Room: rooms[1]}, {Room: rooms[2]}})
			if err != nil || !slices.Equal(unknown, rooms[1:2]) {
				t.Errorf("a beat says unknown %v, %v", unknown, err)
			}
			if n, err := p.Count(t.Context(), rooms[2]); err != nil || n != 1 {
				t.Errorf("counted %d, %v", n, err)
			}

			fault.end()
			testkit.Eventually(t, "both nodes notice", func() bool { return a.Healthy() && b.Healthy() })
			for i, room := range rooms {
				reaches(t, a, ears[i], room)
			}
		})
	}

	t.Run("killed, and its replica takes over", func(t *testing.T) {
		c.Masters[0].Stop()
		testkit.Eventually(t, "both nodes notice", func() bool { return !a.Healthy() && !b.Healthy() })
		testkit.Eventually(t, "all is well", func() bool { return a.Healthy() && b.Healthy() })
		for i, room := range rooms {
			reaches(t, a, ears[i], room)
		}
	})
}
