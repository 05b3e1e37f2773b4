package bench

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"sync/atomic"
	"time"
)

const (
	// history is how many lines there are before the storm: more than a tail holds.
	history = 700
	// behind is how many lines those lack who are far behind, but within reach.
	behind = 400
	// restless is how many lines are written while people come back, at most: with
	// them, who is far behind still is within reach.
	restless = 50
	// lastWords are those after which nothing comes.
	lastWords = "the last words"
)

// storming is a crowd that is thrown out and comes back.
type storming struct {
	house   *house
	n       int
	authors []*Person
	stale   map[int]string // access tokens that have expired, by person

	crowd   *crowd
	epoch   string
	head    int64 // of the lane before the storm
	seen    []sight
	ended   counter      // people who have the last words
	present atomic.Int64 // as the first of them was told last
}

// sight is what one of them was shown in a storm.
type sight struct {
	hellos   int
	at, last int64 // where the greeting began; the last line
	snapshot bool
	epoch    string
	wrong    string // the first thing that was not right
}

// gather brings n people in for the first time, so that they have their seats, and
// makes a history.
func gather(ctx context.Context, h *house, n int) (*storming, error) {
	w := &storming{house: h, n: n, authors: h.people[n:], stale: map[int]string{}}
	late, err := h.guests(n/10, true)
	if err != nil {
		return nil, err
	}
	for i, p := range late {
		w.stale[10*i], h.people[10*i] = p.Access, p
	}
	p, err := openPens(ctx, h.addr, h.room, w.authors)
	if err != nil {
		return nil, err
	}
	defer p.close()
	if _, err := p.each(ctx, func(begun int64) bool { return begun <= history }); err != nil {
		return nil, err
	}
	w.crowd = w.newCrowd()
	w.crowd.query = nil
	if err := w.crowd.connect(ctx, n, 64); err != nil {
		return nil, err
	}
	w.epoch = w.seen[0].epoch
	w.head, err = p.line(ctx, 0, lastWords)
	return w, err
}

func (w *storming) newCrowd() *crowd {
	w.seen = make([]sight, w.n)
	w.ended = counter{}
	return &crowd{addr: w.house.addr, room: w.house.room, people: w.house.people[:w.n], query: w.query, on: w.look}
}

// once kills the server, lets everybody come back, and returns how many seconds
// passed until the last was greeted.
func (w *storming) once(ctx context.Context) (seconds float64, err error) {
	w.crowd.letGo.Store(true) // it is not their fault
	if err := w.house.restart(ctx); err != nil {
		return 0, err
	}
	w.crowd.leave()
	for i, token := range w.stale {
		w.house.people[i].Access = token
	}
	p := newPens(w.house.addr, w.house.room)
	p.retries = patience
	defer p.close()
	if err := p.connect(ctx, w.authors); err != nil {
		return 0, err
	}
	w.crowd = w.newCrowd()
	back := make(chan error, 1)
	start := time.Now()
	go func() { back <- w.crowd.connect(ctx, w.n, w.n) }()
	if err := w.restlessly(ctx, p, back); err != nil {
		return 0, err
	}
	seconds = time.Since(start).Seconds()
	head, err := p.line(ctx, 0, lastWords)
	if err != nil {
		return 0, err
	}
	if err := w.ended.wait(ctx, "people have the last words", int64(w.n)); err != nil {
		return 0, err
	}
	if err := w.right(ctx, head); err != nil {
		return 0, err
	}
	w.head = head
	return seconds, nil
}

// restlessly writes lines until everybody is back.
func (w *storming) restlessly(ctx context.Context, p *pens, back chan error) error {
	pace := time.NewTicker(100 * time.Millisecond)
	defer pace.Stop()
	for lines := 0; ; {
		select {
		case err := <-back:
			return err
		case <-pace.C:
			if lines++; lines > restless {
				continue
			}
			if _, err := p.line(ctx, lines%len(p.all), words()); err != nil {
				return err
			}
		}
	}
}

// since is where one of them was before; whole says that it is too little for a tail.
func (w *storming) since(i int) (after int64, epoch string, whole bool) {
	switch i % 10 {
	case 1:
		return w.head, "00000000-0000-7000-8000-000000000000", true
	case 2:
		return 1, w.epoch, true
	case 3, 4:
		return w.head - behind, w.epoch, false
	case 5, 6, 7:
		return w.head - int64(i%10-3), w.epoch, false
	}
	return w.head, w.epoch, false
}

func (w *storming) query(i int) string {
	after, epoch, _ := w.since(i)
	return fmt.Sprintf("?since=public:%d,inbox:0&epoch=%s", after, epoch)
}

var (
	hello    = []byte(`{"t":"hello"`)
	entry    = []byte(`{"t":"entry","lane":"public","seq":`)
	presence = []byte(`{"t":"presence","online":`)
)

// look takes note of what one is told.
func (w *storming) look(c *client, payload []byte) {
	s := &w.seen[c.i]
	for frame := range bytes.SplitSeq(payload, []byte("\n")) {
		switch {
		case bytes.HasPrefix(frame, hello):
			var h struct {
				Epoch    string
				At       struct{ Public int64 }
				Snapshot json.RawMessage
			}
			if err := json.Unmarshal(frame, &h); err != nil {
				s.wrong = err.Error()
			}
			s.hellos++
			s.at, s.last, s.snapshot, s.epoch = h.At.Public, h.At.Public, h.Snapshot != nil, h.Epoch
		case bytes.HasPrefix(frame, entry):
			seq := number(frame[len(entry):])
			if seq != s.last+1 && s.wrong == "" {
				s.wrong = fmt.Sprintf("line %d came after %d", seq, s.last)
			}
			s.last = seq
			if seq > w.head && bytes.Contains(frame, []byte(lastWords)) {
				w.ended.add(1)
			}
		case c.i == 0 && bytes.HasPrefix(frame, presence):
			w.present.Store(number(frame[len(presence):]))
		}
	}
}

// number reads the digits at the beginning.
func number(text []byte) int64 {
	end := bytes.IndexFunc(text, func(r rune) bool { return r < '0' || r > '9' })
	n, _ := strconv.ParseInt(string(text[:max(end, 0)]), 10, 64)
	return n
}

// right reports who was not told what they should have been.
func (w *storming) right(ctx context.Context, head int64) error {
	if err := w.crowd.whole(); err != nil {
		return err
	}
	if n := int(w.crowd.renewed.Load()); n != len(w.stale) {
		return fmt.Errorf("%d tokens were refused as expired, not %d", n, len(w.stale))
	}
	for i, s := range w.seen {
		after, _, whole := w.since(i)
		switch {
		case s.wrong != "":
		case s.hellos != 1:
			s.wrong = fmt.Sprintf("%d greetings", s.hellos)
		case s.epoch != w.epoch:
			s.wrong = "another log"
		case s.last != head:
			s.wrong = fmt.Sprintf("the last line was %d, not %d", s.last, head)
		case s.snapshot != whole:
			s.wrong = fmt.Sprintf("the greeting has a snapshot: %t, at %d, for somebody at %d of %d", s.snapshot, s.at, after, w.head)
		case !whole && s.at != after:
			s.wrong = fmt.Sprintf("the greeting begins at %d, not at %d", s.at, after)
		}
		if s.wrong != "" {
			return fmt.Errorf("person %d: %s", i, s.wrong)
		}
	}
	for range 300 {
		if w.present.Load() == int64(w.n) {
			return nil
		}
		if err := pause(ctx, 100*time.Millisecond); err != nil {
			return err
		}
	}
	return fmt.Errorf("%d people are counted present, not %d", w.present.Load(), w.n)
}
