package realtime_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"

	"zhaoyun/internal/bus"
	"zhaoyun/internal/testkit"
	"zhaoyun/realtime"
)

func TestWhatIsToldToAllAndToOneKeepsItsOrder(t *testing.T) {
	t.Parallel()
	h := newHouse(t, testkit.SQLite(t))
	n := h.node(nodeOptions{})
	n.open()
	host := n.join("host", "")
	var crowd []*client
	for i := range 12 { // on every shard
		crowd = append(crowd, n.join(fmt.Sprint("guest ", i), ""))
	}
	ann := crowd[0]
	me := ann.hello().You.ID
	for i := range 10 {
		n.post("speaker", fmt.Sprint("before ", i))
	}
	// Made a moderator ann begins anew, with the staff lane; a line before and after.
	_, err := n.svc.SetRole(t.Context(), actor("host"), h.room, me, "moderator")
	h.ok(err)
	last := n.post("speaker", "after")
	for _, c := range append(crowd, host) {
		c.entry("public", last)
	}
	second := ann.wait("the second hello", func(f frame) bool { return f.T == "hello" && f.You.Role == "moderator" })
	at := map[string]int64{}
	unmarshal(t, second.When, &at)
	anew := false
	for _, f := range ann.all() {
		if anew = anew || f.text == second.text; !anew || f.T != "entry" {
			continue
		}
		if at[f.Lane]++; f.Seq != at[f.Lane] {
			t.Errorf("after the second hello %s entry %d comes where %d should", f.Lane, f.Seq, at[f.Lane])
		}
	}
	for _, c := range crowd[1:] {
		if strings.Contains(c.text(), `"lane":"staff"`) {
			t.Errorf("%s has heard the staff lane", c.name)
		}
	}
	for _, c := range crowd {
		if c != ann {
			_ = c.ws.Close()
		}
	}
	ann.wait("that the others are gone", func(f frame) bool { return f.T == "presence" && f.Online <= 3 })
	ann.entry("public", n.post("speaker", "to those who are left"))
}

func TestWhoIsBehindGetsTheLatestOfEachValueAndEveryEntry(t *testing.T) {
	t.Parallel()
	h := newHouse(t, testkit.SQLite(t))
	registry := prometheus.NewRegistry()
	b := bus.NewMemory()
	n := h.node(nodeOptions{bus: b, metrics: registry, limits: realtime.Limits{QueueBytes: 8 << 20}})
	n.open()
	quick := n.join("quick", "")
	ws, _, err := n.dial("late", "", nil) // reads nothing for a while
	h.ok(err)
	queued := func() float64 { return counted(t, registry, "zhaoyun_realtime_queue_bytes", "") }
	at := map[string]int64{}
	unmarshal(t, quick.hello().When, &at)
	first, last := at["public"]+1, int64(0)
	for long := strings.Repeat("很", 1000); queued() == 0; {
		last = n.post("speaker", long)
		quick.entry("public", last)
	}
	full := queued()
	const values = 20
	for i := range values {
		h.ok(b.Publish(t.Context(), bus.Message{Room: h.room, Kind: bus.KindSticky, Data: fmt.Appendf(nil,
			`{"k":"pointer","v":[9,%d],"d":{"x":0.5,"y":0.5,"page":%d}}`, i+1, i+1)}))
		quick.wait("the value", func(f frame) bool { return f.T == "sticky" && f.V == [2]int64{9, int64(i + 1)} })
	}
	if grown := queued() - full; grown > 300 {
		t.Errorf("%d values of one key are %v bytes in the queue", values, grown)
	}
	late := n.read("late", ws)
	late.wait("the last value", func(f frame) bool { return f.T == "sticky" && f.V == [2]int64{9, values} })
	late.whole("public", first, last)
	stickies := 0
	for _, f := range late.all() {
		if f.T == "sticky" {
			stickies++
		}
	}
	if stickies > 2 { // one may have been half way into the kernel
		t.Errorf("%d values arrived", stickies)
	}
}
