package realtime_test

import (
	"fmt"
	"io"
	"math"
	"strings"
	"testing"

	"github.com/gorilla/websocket"
	"github.com/prometheus/client_golang/prometheus"

	"zhaoyun/internal/bus"
	fleet "zhaoyun/internal/node"
	"zhaoyun/internal/testkit"
	"zhaoyun/realtime"
)

// of is the report of a node as another has heard it, if it has.
func (n *node) of(other *node) (r fleet.Report) {
	for _, r = range n.hub.Reports() {
		if r.ID == other.name {
			return r
		}
	}
	return fleet.Report{}
}

func (n *node) order(other *node, o fleet.Order) fleet.Report {
	n.h.t.Helper()
	o.Node = other.name
	r, err := n.hub.Order(n.h.t.Context(), o)
	n.h.ok(err)
	return r
}

func serving(yes bool) fleet.Order { return fleet.Order{Accepting: &yes} }

// refused is the code with which somebody is not let in.
func (n *node) refused(name string) string {
	n.h.t.Helper()
	ws, res, err := n.dial(name, "", nil)
	if err == nil {
		ws.Close()
		return ""
	}
	body, _ := io.ReadAll(res.Body)
	return string(body)
}

// acquainted waits until both nodes know of each other.
func acquainted(t *testing.T, nodes [2]*node) {
	t.Helper()
	testkit.Eventually(t, "the nodes hear of each other", func() bool {
		return len(nodes[0].hub.Reports()) == 2 && len(nodes[1].hub.Reports()) == 2
	})
}

func TestANodeOutOfServiceSendsItsPeopleToTheOtherAndNothingIsLost(t *testing.T) {
	t.Parallel()
	_, nodes, _ := cluster(t, testkit.RedisURL(t))
	here, there := nodes[0], nodes[1]
	acquainted(t, nodes)
	ann, bob := here.join("ann", ""), there.join("bob", "")
	ann.whole("public", 2, here.post("speaker", "before"))

	if r := there.order(here, serving(false)); r.Accepting || r.ID != here.name || r.Here {
		t.Errorf("confirmed with %+v", r)
	}
	if f := ann.bye("moved"); !f.Retry {
		t.Errorf("bye %s", f.text)
	}
	ann.mu.Lock()
	if !websocket.IsCloseError(ann.ended, websocket.CloseGoingAway) {
		t.Errorf("closed with %v", ann.ended)
	}
	ann.mu.Unlock()
	if code := here.refused("ann"); code != "node_resting" || !here.hub.Resting() {
		t.Errorf("refused with %q", code)
	}
	last := here.post("speaker", "meanwhile")
	again := there.join("ann", "?since=public:2,inbox:0&epoch="+ann.hello().Epoch)
	again.whole("public", 3, last)
	if again.hello().Snapshot != nil {
		t.Error("she had to begin anew")
	}
	bob.whole("public", 2, last)

	if r := here.order(here, serving(true)); !r.Accepting || !r.Here || here.hub.Resting() {
		t.Errorf("confirmed with %+v", r)
	}
	here.join("cy", "")
	if code := there.refused("dan"); code != "" {
		t.Errorf("the other refuses with %s", code)
	}
}

func TestANodeOutOfServiceLetsPeopleInWhileNoOtherIsInService(t *testing.T) {
	t.Parallel()
	n := newHouse(t, testkit.SQLite(t)).node(nodeOptions{})
	n.order(n, serving(false))
	if code := n.refused("ann"); code != "" || n.hub.Resting() {
		t.Errorf("refused with %s", code)
	}
}

func TestAShareOfTheSocketsMovesOnceHoweverOftenTheOrderComes(t *testing.T) {
	t.Parallel()
	twice := &faulty{Bus: bus.NewMemory()}
	twice.set(func(m bus.Message) []bus.Message { return []bus.Message{m, m} })
	n := newHouse(t, testkit.SQLite(t)).node(nodeOptions{bus: twice})
	var all []*client
	for i := range 8 {
		all = append(all, n.join(fmt.Sprint("guest ", i), ""))
	}
	n.order(n, fleet.Order{Share: .5})
	testkit.Eventually(t, "half of them are gone", func() bool { return n.of(n).Connections <= 4 })
	moved := 0
	for _, c := range all {
		if strings.Contains(c.text(), `"code":"moved"`) {
			moved++
		}
	}
	if left := n.of(n).Connections; moved != 4 || left != 4 {
		t.Errorf("%d moved, %d stayed", moved, left)
	}
}

func TestAReportSaysWhatANodeCarries(t *testing.T) {
	t.Parallel()
	h := newHouse(t, testkit.SQLite(t))
	n := h.node(nodeOptions{})
	n.open()
	ann, annAgain, bob := n.join("ann", ""), n.join("ann", ""), n.join("bob", "")
	if code := n.refused("expired"); code != "token_expired" {
		t.Fatal(code)
	}
	bob.whole("public", 2, n.post("speaker", "hello"))
	_ = annAgain.ws.Close()
	var r fleet.Report
	testkit.Eventually(t, "the report", func() bool {
		r = n.of(n)
		return r.Connections == 2 && r.Closed["left"] == 1 && r.BusLag.Count > 0 && r.Commits.Count == 1
	})
	load := fleet.RoomLoad{ID: h.room, People: 2, Connections: 2}
	if len(r.Rooms) != 1 || fmt.Sprint(r.Rooms[0]) != fmt.Sprint(load) || r.RoomCount != 1 || r.People != 2 || r.QueueBytes != 0 {
		t.Errorf("rooms %+v in %+v", r.Rooms, r)
	}
	if r.Refused["token_expired"] != 1 || r.StoreReads["heads"] == 0 || r.SlowClients != 0 || !r.BusHealthy || !r.Accepting || r.Stopping {
		t.Errorf("got %+v", r)
	}
	if c := r.Commits; c.Lines != 1 || c.MeanLines != 1 || c.P50 <= 0 || c.P99 < c.P50 {
		t.Errorf("commits %+v", c)
	}
	if r.HeapBytes < 1<<16 || r.RSSBytes < 1<<20 || r.Goroutines < 2 {
		t.Errorf("process %d %d %d", r.HeapBytes, r.RSSBytes, r.Goroutines)
	}
	ann.say(`{"t":"ping"}`)
}

func TestAReportReadsTimesFromTheBucketsOfLately(t *testing.T) {
	t.Parallel()
	h := prometheus.NewHistogram(prometheus.HistogramOpts{Name: "x", Buckets: []float64{1, 2, 4}})
	h.Observe(100) // long ago
	for _, c := range []struct {
		values []float64
		q      float64
		want   float64
	}{
		{nil, .99, 0},
		{[]float64{1.5, 1.5}, .5, 1.5},
		{[]float64{.5, 1.5, 3, 3}, .5, 2},
		{[]float64{.5, 1.5, 3, 3}, 1, 4},
		{[]float64{50}, .99, 4},
	} {
		got := realtime.Quantile(h, c.q, func() {
			for _, v := range c.values {
				h.Observe(v)
			}
		})
		if math.Abs(got-c.want) > 1e-9 {
			t.Errorf("the %v quantile of %v is %v, want %v", c.q, c.values, got, c.want)
		}
	}
}
