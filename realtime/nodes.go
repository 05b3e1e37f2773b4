package realtime

import (
	"cmp"
	"context"
	"encoding/json"
	"maps"
	"slices"
	"sync"
	"time"

	"zhaoyun/internal/bus"
	"zhaoyun/internal/core"
	"zhaoyun/internal/node"
)

const (
	// forgottenAfter is how long a node is known that says nothing.
	forgottenAfter = 10 * time.Second
	// orderPatience is how long an order waits to be obeyed; until then it is
	// repeated, because the bus may lose it.
	orderPatience = 5 * time.Second
	orderAgain    = time.Second
)

// nodes are the last reports of all nodes, this one included.
type nodes struct {
	mu    sync.Mutex
	heard map[string]heard
	news  chan struct{} // closed with the next report
}

type heard struct {
	node.Report
	at time.Time
}

func newNodes() nodes { return nodes{heard: map[string]heard{}, news: make(chan struct{})} }

// hear takes a report. One that is older than what is known came late.
func (n *nodes) hear(r node.Report, now time.Time) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if old := n.heard[r.ID]; old.StartedAt.Equal(r.StartedAt) && r.At.Before(old.At) {
		return
	}
	n.heard[r.ID] = heard{r, now}
	close(n.news)
	n.news = make(chan struct{})
}

// list forgets who has not been heard of for a while and returns the others,
// freshest first.
func (n *nodes) list(now time.Time) []heard {
	n.mu.Lock()
	defer n.mu.Unlock()
	maps.DeleteFunc(n.heard, func(_ string, h heard) bool { return now.Sub(h.at) > forgottenAfter })
	return slices.SortedFunc(maps.Values(n.heard), func(a, b heard) int {
		return cmp.Or(b.at.Compare(a.at), cmp.Compare(a.ID, b.ID))
	})
}

// of is the last report of a node; news is closed when there is another of any node.
func (n *nodes) of(id string) (r node.Report, news <-chan struct{}) {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.heard[id].Report, n.news
}

// Reports implements node.Fleet.
func (h *Hub) Reports() []node.Report {
	all := []node.Report{}
	for _, known := range h.nodes.list(h.wall()) {
		r := known.Report
		r.Here, r.Rooms = r.ID == h.node, slices.Clone(r.Rooms)
		all = append(all, r)
	}
	return all
}

// Order implements node.Fleet. Orders travel as all does between nodes, the own
// ones too: one way for all.
func (h *Hub) Order(ctx context.Context, o node.Order) (node.Report, error) {
	o.ID = core.NewID()
	data, err := json.Marshal(o)
	if err != nil {
		return node.Report{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, orderPatience)
	defer cancel()
	again := time.NewTicker(orderAgain)
	defer again.Stop()
	for {
		h.pass(ctx, data)
		for waiting := true; waiting; {
			r, news := h.nodes.of(o.Node)
			if slices.Contains(r.Obeyed, o.ID) {
				r.Here = r.ID == h.node
				return r, nil
			}
			select {
			case <-news:
			case <-again.C:
				waiting = false
			case <-ctx.Done():
				return node.Report{}, core.Unavailable("node_silent", "The server has not confirmed it. See how it is and try again.").After(orderPatience)
			}
		}
	}
}

func (h *Hub) pass(ctx context.Context, order []byte) {
	ctx, cancel := context.WithTimeout(ctx, busTimeout)
	defer cancel()
	if err := h.Bus.Publish(ctx, bus.Message{Kind: bus.KindOrder, Data: order}); err != nil {
		h.Log.Debug("pass an order on", "error", err.Error()) // this node has it all the same
	}
}

// listen takes what concerns every node, whatever rooms it has.
func (h *Hub) listen(m bus.Message) {
	switch m.Kind {
	case bus.KindAuthority:
		h.auth.hurry()
	case bus.KindReport:
		var r node.Report
		if err := json.Unmarshal(m.Data, &r); err != nil || r.ID == "" {
			h.Log.Warn("a report that cannot be read")
			return
		}
		h.nodes.hear(r, h.wall())
	case bus.KindOrder:
		var o node.Order
		if err := json.Unmarshal(m.Data, &o); err != nil {
			h.Log.Warn("an order that cannot be read", "error", err.Error())
		} else if o.Node == h.node {
			select {
			case h.orders <- o:
			default: // whoever gave it repeats it
			}
		}
	}
}

var _ node.Fleet = (*Hub)(nil)
