package bus_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"zhaoyun/internal/bus"
	"zhaoyun/internal/core"
	"zhaoyun/internal/testkit"
)

func TestWhileRedisIsAwayANodeHearsItselfAndAfterwardsTheOthers(t *testing.T) {
	t.Parallel()
	server := testkit.StartRedis(t)
	prefix := core.NewID() + ":"
	a, b := newRedis(t, server.URL(), prefix), newRedis(t, server.URL(), prefix)
	near, _ := listen(t, a, "r")
	far, _ := listen(t, b, "r")
	say(t, a, "r", bus.KindEntry, "1")
	testkit.Eventually(t, "both hear", func() bool { return near.has("r/entry/1")() && far.has("r/entry/1")() })

	server.Stop()
	testkit.Eventually(t, "both nodes notice", func() bool { return !a.Healthy() && !b.Healthy() })
	began := time.Now()
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	if err := a.Publish(ctx, bus.Message{Room: "r", Kind: bus.KindEntry, Data: []byte("2")}); !errors.Is(err, bus.ErrAway) {
		t.Errorf("publishing says %v", err)
	}
	late, _ := listen(t, b, "late") // subscribing while it is away
	if took := time.Since(began); took > 1500*time.Millisecond {
		t.Errorf("publishing and subscribing took %v", took)
	}
	testkit.Eventually(t, "the node hears itself", near.has("r/entry/1", "r/entry/2"))

	server.Start()
	testkit.Eventually(t, "both nodes notice", func() bool { return a.Healthy() && b.Healthy() })
	testkit.Eventually(t, "the subscriptions are back, that of the absence too", func() bool {
		say(t, a, "late", bus.KindEntry, "again")
		late.mu.Lock()
		defer late.mu.Unlock()
		return len(late.heard) > 0
	})
	testkit.Eventually(t, "what was said meanwhile is lost, the rest arrives", func() bool {
		say(t, a, "r", bus.KindPulse, "3")
		far.mu.Lock()
		defer far.mu.Unlock()
		n := len(far.heard)
		return n > 1 && far.heard[1] == "r/pulse/3"
	})
}

func TestAForeignMessageIsRefused(t *testing.T) {
	t.Parallel()
	prefix := core.NewID() + ":"
	b := newRedis(t, testkit.RedisURL(t), prefix)
	e, _ := listen(t, b, "r")
	client := openRedis(t, testkit.RedisURL(t))
	for _, text := range []string{"", "x", "12345678", "12345678\xff", "12345678\x00", "12345678\x00kind", "12345678\x01good"} {
		if err := client.Publish(t.Context(), prefix+"room:{r}", text).Err(); err != nil {
			t.Fatal(err)
		}
	}
	testkit.Eventually(t, "only the good one is heard", e.has("r/entry/good"))
}
