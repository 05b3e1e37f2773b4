package realtime

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/node"
)

// byeMoved is the bye of a node that people are to leave while it goes on.
const byeMoved = "moved"

const (
	// goodbyeEvery is the longest pause between two goodbyes, movingTakes the longest
	// time for all of a move: the nodes they go to are not to be stormed.
	goodbyeEvery = 20 * time.Millisecond
	movingTakes  = 10 * time.Second
	// remembersOrders is how many orders a node remembers to have obeyed.
	remembersOrders = 32
)

// service is whether a node is in service. It begins so with every start.
type service struct {
	mu      sync.Mutex
	resting bool
	obeyed  []core.ID
	halt    context.CancelFunc // ends the moving that is under way
}

func (s *service) state() (accepting bool, obeyed []core.ID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return !s.resting, slices.Clone(s.obeyed)
}

// obey does what an order says, once however often it comes.
func (h *Hub) obey(ctx context.Context, o node.Order) {
	s := &h.service
	s.mu.Lock()
	defer s.mu.Unlock()
	if slices.Contains(s.obeyed, o.ID) {
		return
	}
	if s.obeyed = append(s.obeyed, o.ID); len(s.obeyed) > remembersOrders {
		s.obeyed = s.obeyed[1:]
	}
	share := o.Share
	if o.Accepting != nil {
		s.resting = !*o.Accepting
		h.Log.Info("service", "accepting", *o.Accepting)
	}
	if s.resting {
		share = 1
	}
	if s.halt != nil {
		s.halt()
	}
	var moving context.Context
	moving, s.halt = context.WithCancel(ctx)
	h.tasks.Go(func() { h.move(moving, share) })
}

// move sends a share of the sockets elsewhere.
func (h *Hub) move(ctx context.Context, share float64) {
	all := shuffled(h.sockets())
	all = all[:int(math.Ceil(share*float64(len(all))))]
	if len(all) > 0 {
		h.Log.Info("moving people to other nodes", "connections", len(all))
		h.goodbye(ctx, all, byeMoved, movingTakes)
	}
}

// goodbye says bye to one after the other, within a time, until the context ends.
func (h *Hub) goodbye(ctx context.Context, all []*conn, code string, within time.Duration) {
	if len(all) == 0 {
		return
	}
	step := time.NewTicker(max(min(within/time.Duration(len(all)), goodbyeEvery), time.Microsecond))
	defer step.Stop()
	for _, c := range all {
		c.bye(code, true)
		select {
		case <-step.C:
		case <-ctx.Done():
			return
		}
	}
}

func shuffled(all []*conn) []*conn {
	rand.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all
}

// Resting reports whether the node is out of service. While no other node is in
// service either, it lets people in all the same: nobody is to stand outside.
func (h *Hub) Resting() bool {
	if accepting, _ := h.service.state(); accepting {
		return false
	}
	return slices.ContainsFunc(h.nodes.list(h.wall()), func(other heard) bool {
		return other.ID != h.node && other.Accepting && !other.Stopping
	})
}

// closed says why nobody is let in; nil when people are.
func (h *Hub) closed() error {
	switch {
	case h.draining.Load():
		return core.Unavailable("draining", "This server is shutting down. Try again in a moment.").After(time.Second)
	case h.Resting():
		return core.Unavailable("node_resting", "This server is out of service. Connect again: another one takes over.").After(time.Second)
	}
	return nil
}

// late says goodbye to a connection that came in while the doors were closing.
func (h *Hub) late(c *conn) {
	switch err := h.closed(); {
	case core.HasCode(err, "draining"):
		c.bye(byeDraining, true)
	case err != nil:
		c.bye(byeMoved, true)
	}
}
