package bench

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

// pens write chat lines over REST, each on a connection of its own.
type pens struct {
	addr, room string
	all        []*pen
	name       int64        // of these pens among all of a room
	lines      atomic.Int64 // makes the keys
	retries    int          // how often a line may be told to come back later
}

type pen struct {
	*link
	i   int
	who *Person
}

func newPens(addr, room string) *pens { return &pens{addr: addr, room: room, name: monotonic()} }

// openPens connects the writers. They take their seats first, as everybody does
// who writes; what they would get there is not read.
func openPens(ctx context.Context, addr, room string, people []*Person) (*pens, error) {
	p := newPens(addr, room)
	seats := &crowd{addr: addr, room: room, people: people}
	err := seats.connect(ctx, len(people), 16)
	seats.leave()
	if err == nil {
		err = p.connect(ctx, people)
	}
	if err != nil {
		p.close()
		return nil, err
	}
	return p, nil
}

func (p *pens) connect(ctx context.Context, people []*Person) error {
	for i, who := range people {
		l, err := dial(ctx, p.addr, i)
		if err != nil {
			return err
		}
		p.all = append(p.all, &pen{l, i, who})
	}
	return nil
}

func (p *pens) close() {
	for _, one := range p.all {
		one.close()
	}
}

// write lets all of them write for a while, and tells how many lines were
// acknowledged until the last was.
func (p *pens) write(ctx context.Context, span time.Duration) (lines int64, took time.Duration, err error) {
	start := time.Now()
	lines, err = p.each(ctx, func(int64) bool { return time.Since(start) < span })
	return lines, time.Since(start), err
}

// each lets all of them write as long as there is more to write, given how many
// lines were begun.
func (p *pens) each(ctx context.Context, more func(begun int64) bool) (lines int64, err error) {
	var (
		all          sync.WaitGroup
		begun, count atomic.Int64
		failed       = make(chan error, len(p.all))
	)
	for i := range p.all {
		all.Go(func() {
			for more(begun.Add(1)) {
				if _, err := p.line(ctx, i, words()); err != nil {
					failed <- err
					return
				}
				count.Add(1)
			}
		})
	}
	all.Wait()
	select {
	case err = <-failed:
	default:
	}
	return count.Load(), err
}

// line writes one line, waits until it is acknowledged and returns its number.
func (p *pens) line(ctx context.Context, i int, text string) (seq int64, err error) {
	one := p.all[i]
	key := fmt.Sprintf("Idempotency-Key: bench-%d-%d", p.name, p.lines.Add(1))
	post := func() error {
		status, body, err := one.exchange(ask("POST", p.addr, "/api/v1/rooms/"+p.room+"/chat", one.who.Access, `{"text":"`+text+`"}`, key))
		if err == nil && status != 201 {
			err = refused(status, body)
		}
		if err == nil {
			var answer struct{ Seq int64 }
			err = json.Unmarshal(body, &answer)
			seq = answer.Seq
		}
		return err
	}
	for try := 0; ; try++ {
		if err = post(); expired(err) {
			if err = one.who.renew(ctx, p.addr, one.i); err == nil {
				err = post()
			}
		}
		if err == nil {
			return seq, nil
		}
		if try == p.retries || !later(err) {
			return 0, fmt.Errorf("write a line: %w", err)
		}
		if err := pause(ctx, 100*time.Millisecond); err != nil {
			return 0, err
		}
		fresh, err := dial(ctx, p.addr, one.i)
		if err != nil {
			return 0, err
		}
		one.close()
		one.link = fresh
	}
}
