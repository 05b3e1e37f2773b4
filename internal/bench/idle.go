package bench

import (
	"context"
	"fmt"
	"time"
)

// idle is how much memory a person takes who only listens in a room of the real
// application, on the embedded store, signed in as a guest, with pings on. It
// counts whatever the process has grown by between the moment before the first of
// them connects and the moment after the last ping, garbage given back both times:
// sockets, seats, presence, accounts, caches. It does not count what grows once
// and not with each person, such as the pools and caches that the first few
// hundred fill, who come and go before; nor the kernel's buffers.
func idle(ctx context.Context, o Options) error {
	var total, heap, stacks []float64
	for range o.Repeats {
		grown, err := o.idleOnce(ctx)
		if err != nil {
			return err
		}
		each := func(bytes int64) float64 { return float64(bytes) / 1024 / float64(o.Idle) }
		total, heap, stacks = append(total, each(grown.Resident)), append(heap, each(grown.Heap)), append(stacks, each(grown.Stacks))
	}
	o.show(
		row{"memory-per-idle-connection", total, "KiB", "<=8"},
		row{"memory-per-idle-connection-heap", heap, "KiB", ""},
		row{"memory-per-idle-connection-stacks", stacks, "KiB", ""},
	)
	return nil
}

func (o Options) idleOnce(ctx context.Context) (grown Usage, err error) {
	s, people, room, done, err := o.house(ctx, o.sqlite(), o.Idle)
	if err != nil {
		return grown, err
	}
	defer done()
	first := &crowd{addr: s.addr, room: room, people: people}
	err = first.connect(ctx, min(500, o.Idle), 64)
	first.leave()
	if err != nil {
		return grown, err
	}
	if err := s.empty(ctx); err != nil {
		return grown, err
	}
	before, err := s.settled()
	if err != nil {
		return grown, err
	}
	c := &crowd{addr: s.addr, room: room, people: people}
	defer c.leave()
	if err := c.connect(ctx, o.Idle, 64); err != nil {
		return grown, err
	}
	if err := pause(ctx, o.Settle); err != nil {
		return grown, err
	}
	after, err := s.settled()
	if err != nil {
		return grown, err
	}
	if o.Settle >= 30*time.Second && c.pings.Load() < int64(o.Idle) {
		return grown, fmt.Errorf("%d pings came to %d connections", c.pings.Load(), o.Idle)
	}
	return Usage{Resident: after.Resident - before.Resident, Heap: after.Heap - before.Heap, Stacks: after.Stacks - before.Stacks}, c.whole()
}

// house starts the application on a fresh database with people and a room.
func (o Options) house(ctx context.Context, store Store, n int) (s *server, people []*Person, room string, done func(), err error) {
	if err := files(n); err != nil {
		return nil, nil, "", nil, err
	}
	env, drop, err := store.Open(ctx)
	if err != nil {
		return nil, nil, "", nil, err
	}
	if s, err = start(ctx, "house", env...); err != nil {
		drop()
		return nil, nil, "", nil, err
	}
	done = func() { s.close(); drop() }
	if people, err = s.people(n, false); err == nil {
		room, err = s.room()
	}
	if err != nil {
		done()
	}
	return s, people, room, done, err
}

// empty waits until nobody is connected any more.
func (s *server) empty(ctx context.Context) error {
	for range 600 {
		n, err := s.metric(ctx, "zhaoyun_realtime_connections")
		if err != nil || n == 0 {
			return err
		}
		if err := pause(ctx, 50*time.Millisecond); err != nil {
			return err
		}
	}
	return fmt.Errorf("connections of people who left are still open")
}

// pause waits.
func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
