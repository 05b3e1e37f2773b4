package recorder

import (
	"context"
	"sync"
	"time"

	"zhaoyun/internal/core"
)

const (
	// stall is how long a picture may stand still before the still takes its place.
	stall = 2500 * time.Millisecond
	// beat is how often a still is repeated.
	beat = time.Second
)

// feed is a moving picture: a camera, a screen, a clip.
type feed struct {
	name string
	gone bool // nothing comes any more
}

// program chooses which picture goes out, without a gap in time: until the wanted
// one begins with a whole picture the one before goes on, and where there is none a
// still stands.
type program struct {
	out *segments
	now core.Clock

	mu      sync.Mutex
	still   picture
	stillAs string // which still it is
	wanted  *feed  // nil: the still
	current *feed
	params  params    // of current
	last    time.Time // of the last picture
	moved   time.Time // when current gave its last one
}

// want has a feed take over; nil the still.
func (p *program) want(f *feed) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.wanted = f
}

// set has another still stand where nothing moves.
func (p *program) set(name string, pic picture) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.still, p.stillAs = pic, name
	if p.current == nil {
		p.last = time.Time{} // at once
	}
}

// picture takes what a feed gives.
func (p *program) picture(f *feed, at time.Time, known params, pic picture) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case f == p.current:
		if !p.params.equal(known) && !pic.key {
			return nil
		}
	case f == p.wanted && pic.key:
		p.current = f
	default:
		return nil
	}
	p.params, p.last, p.moved = known, at, p.now()
	return p.out.picture(at, known, pic)
}

// lost says that a feed gives nothing any more.
func (p *program) lost(f *feed) {
	p.mu.Lock()
	defer p.mu.Unlock()
	f.gone = true
}

// tick lets the still stand where nothing moves.
func (p *program) tick(now time.Time) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if f := p.current; f != nil && (f.gone || now.Sub(p.moved) > stall || p.wanted == nil) {
		p.current = nil
		p.last = time.Time{}
	}
	if p.current != nil || now.Sub(p.last) < beat {
		return nil
	}
	p.last = now
	return p.out.picture(now, p.still.params, p.still)
}

// showing is the feed that goes out, if one does.
func (p *program) showing() *feed {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.current
}

// run keeps time until ctx ends or the disk refuses.
func (p *program) run(ctx context.Context) error {
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for {
		if err := p.tick(p.now()); err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
	}
}
