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
	h, err := openHouse(ctx, o.sqlite(), o.Idle)
	if err != nil {
		return grown, err
	}
	defer h.close()
	first := &crowd{addr: h.addr, room: h.room, people: h.people}
	err = first.connect(ctx, min(500, o.Idle), 64)
	first.leave()
	if err != nil {
		return grown, err
	}
	if err := h.empty(ctx); err != nil {
		return grown, err
	}
	before, err := h.settled()
	if err != nil {
		return grown, err
	}
	c := &crowd{addr: h.addr, room: h.room, people: h.people}
	defer c.leave()
	if err := c.connect(ctx, o.Idle, 64); err != nil {
		return grown, err
	}
	if err := pause(ctx, o.Settle); err != nil {
		return grown, err
	}
	after, err := h.settled()
	if err != nil {
		return grown, err
	}
	if o.Settle >= 30*time.Second && c.pings.Load() < int64(o.Idle) {
		return grown, fmt.Errorf("%d pings came to %d connections", c.pings.Load(), o.Idle)
	}
	return Usage{Resident: after.Resident - before.Resident, Heap: after.Heap - before.Heap, Stacks: after.Stacks - before.Stacks}, c.whole()
}
