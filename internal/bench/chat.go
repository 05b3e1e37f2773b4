package bench

import (
	"context"
	"fmt"
)

// writers of the chat row; each waits for its line to be acknowledged before it
// writes the next.
const writers = 64

// chat is how many lines a second one room of the real application acknowledges,
// written over REST: HTTP, decoding, the check of the token, the commit with full
// durability. Viewers are connected and get every line, which is part of the work;
// a run counts only if all of them got all of it. The writers and viewers share
// the processors with the server, so it could do more with clients elsewhere.
func chat(ctx context.Context, o Options) error {
	if len(o.Stores) == 1 {
		o.note("chat: only on %s; --postgres names a server for the other rows", o.Stores[0].Name)
	}
	for _, store := range o.Stores {
		perSecond, cost, err := o.chatOn(ctx, store)
		if err != nil {
			return fmt.Errorf("on %s: %w", store.Name, err)
		}
		o.show(row{"chat-lines-" + store.Name, perSecond, "/s", ">=2000"}, row{"chat-cpu-per-line-" + store.Name, cost, "us", ""})
	}
	return nil
}

func (o Options) chatOn(ctx context.Context, store Store) (perSecond, cost []float64, err error) {
	h, err := openHouse(ctx, store, o.Viewers+writers)
	if err != nil {
		return nil, nil, err
	}
	defer h.close()
	viewers := &crowd{addr: h.addr, room: h.room, people: h.people}
	defer viewers.leave()
	if err := viewers.connect(ctx, o.Viewers, 64); err != nil {
		return nil, nil, err
	}
	pens, err := openPens(ctx, h.addr, h.room, h.people[o.Viewers:])
	if err != nil {
		return nil, nil, err
	}
	defer pens.close()
	written := int64(0)
	for i := range o.Repeats + 1 {
		before, err := h.usage()
		if err != nil {
			return nil, nil, err
		}
		lines, took, err := pens.write(ctx, o.Chat)
		if err != nil {
			return nil, nil, err
		}
		written += lines
		if err := viewers.marks.wait(ctx, "lines at the viewers", written*int64(o.Viewers)); err != nil {
			return nil, nil, err
		}
		after, err := h.usage()
		if err != nil {
			return nil, nil, err
		}
		if i > 0 { // the first is for warming up
			perSecond = append(perSecond, float64(lines)/took.Seconds())
			cost = append(cost, float64((after.CPU-before.CPU).Microseconds())/float64(lines))
		}
	}
	return perSecond, cost, viewers.whole()
}
