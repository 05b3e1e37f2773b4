package bench

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"
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
	s, people, room, done, err := o.house(ctx, store, o.Viewers+writers)
	if err != nil {
		return nil, nil, err
	}
	defer done()
	viewers := &crowd{addr: s.addr, room: room, people: people}
	defer viewers.leave()
	if err := viewers.connect(ctx, o.Viewers, 64); err != nil {
		return nil, nil, err
	}
	pens, err := openPens(ctx, s.addr, room, people[o.Viewers:])
	if err != nil {
		return nil, nil, err
	}
	defer pens.close()
	written := int64(0)
	for i := range o.Repeats + 1 {
		before, err := s.usage()
		if err != nil {
			return nil, nil, err
		}
		lines, took, err := pens.write(o.Chat)
		if err != nil {
			return nil, nil, err
		}
		written += lines
		if err := viewers.marks.wait(ctx, "lines at the viewers", written*int64(o.Viewers)); err != nil {
			return nil, nil, err
		}
		after, err := s.usage()
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

// pens write chat lines over REST, each on a connection of its own.
type pens struct {
	room  string
	all   []*pen
	lines atomic.Int64 // makes the keys
}

type pen struct {
	*link
	host, token string
}

// openPens connects the writers. They take their seats first, as everybody does
// who writes; what they would get there is not read.
func openPens(ctx context.Context, addr, room string, people []*Person) (*pens, error) {
	p := &pens{room: room}
	seats := &crowd{addr: addr, room: room, people: people}
	err := seats.connect(ctx, len(people), 16)
	seats.leave()
	for i, who := range people {
		if err != nil {
			break
		}
		var l *link
		if l, err = dial(ctx, addr, i); err == nil {
			p.all = append(p.all, &pen{l, addr, who.Access})
		}
	}
	if err != nil {
		p.close()
		return nil, err
	}
	return p, nil
}

func (p *pens) close() {
	for _, one := range p.all {
		one.close()
	}
}

// write lets all of them write for a while, and tells how many lines were
// acknowledged until the last was.
func (p *pens) write(span time.Duration) (lines int64, took time.Duration, err error) {
	var (
		all    sync.WaitGroup
		count  atomic.Int64
		failed = make(chan error, len(p.all))
		start  = time.Now()
	)
	for _, one := range p.all {
		all.Go(func() {
			for time.Since(start) < span {
				if err := p.line(one, words); err != nil {
					failed <- err
					return
				}
				count.Add(1)
			}
		})
	}
	all.Wait()
	took = time.Since(start)
	select {
	case err = <-failed:
	default:
	}
	return count.Load(), took, err
}

// line writes one line and waits until it is acknowledged.
func (p *pens) line(one *pen, text string) error {
	key := fmt.Sprintf("Idempotency-Key: bench-line-%012d", p.lines.Add(1))
	status, body, err := one.exchange(ask("POST", one.host, "/api/v1/rooms/"+p.room+"/chat", one.token, `{"text":"`+text+`"}`, key))
	if err == nil && status != 201 {
		err = refused(status, body)
	}
	if err != nil {
		return fmt.Errorf("write a line: %w", err)
	}
	return nil
}
