package bus

import (
	"context"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"
)

// topics is which channels a node wants to hear and on which line each comes in.
// Callers only note what they want; what talks to Redis is on goroutines of its own.
type topics struct {
	kick chan struct{} // something is to be settled

	mu      sync.Mutex
	wanted  map[string]*topic
	lines   map[string]*line // by server
	running sync.WaitGroup
	closed  bool
}

// topic is a wanted channel.
type topic struct {
	line  *line         // on which it was asked for; none while it is loose
	heard bool          // the line has confirmed it
	ready chan struct{} // closed when it is heard
	since time.Time     // since when it is not heard
	asked time.Time
}

func newTopics() topics {
	return topics{kick: make(chan struct{}, 1), wanted: map[string]*topic{}, lines: map[string]*line{}}
}

// want notes a channel; ready is closed once its messages come in.
func (t *topics) want(channel string) (ready <-chan struct{}) {
	t.mu.Lock()
	defer t.mu.Unlock()
	w := t.wanted[channel]
	if w == nil {
		w = &topic{ready: make(chan struct{}), since: time.Now()}
		t.wanted[channel] = w
		t.hurry()
	}
	return w.ready
}

// leave gives a channel up unless somebody listens again.
func (t *topics) leave(channel string, listened func() bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	w := t.wanted[channel]
	if w == nil || listened() {
		return
	}
	delete(t.wanted, channel)
	if w.line != nil {
		w.line.put(order{channel, nil})
	}
}

func (t *topics) hurry() {
	select {
	case t.kick <- struct{}{}:
	default:
	}
}

// loosen says that a channel does not come in any more, with mu held.
func (w *topic) loosen() {
	if w.heard {
		w.heard, w.ready, w.since = false, make(chan struct{}), time.Now()
	}
	w.line = nil
}

// settle puts every wanted channel on the line of the server that owns it.
func (b *Redis) settle(ctx context.Context) {
	tick := time.NewTicker(lookPause)
	defer tick.Stop()
	for {
		all := false
		select {
		case <-ctx.Done():
			return
		case <-b.topics.kick:
		case <-tick.C:
			all = true
		}
		b.assign(ctx, all)
	}
}

// assign looks for the owners of the loose channels, or of all: slots move.
func (b *Redis) assign(ctx context.Context, all bool) {
	t := &b.topics
	t.mu.Lock()
	var names []string
	now, deaf := time.Now(), false
	for name, w := range t.wanted {
		if late := !w.heard && now.Sub(w.since) > redisTimeout; late {
			deaf = true
			if now.Sub(w.asked) > redisTimeout {
				w.loosen() // whatever became of the question
			}
		}
		if all || w.line == nil {
			names = append(names, name)
		}
	}
	t.mu.Unlock()
	if all {
		b.health.hear(!deaf)
	}
	try, cancel := context.WithTimeout(ctx, redisTimeout)
	defer cancel()
	for _, name := range names {
		server, err := b.carrier.owner(try, name)
		if err != nil {
			return // nobody knows the owners: the next time
		}
		b.ask(ctx, name, server)
	}
}

// ask subscribes to a channel at its owner, and leaves the owner before.
func (b *Redis) ask(ctx context.Context, channel string, server *redis.Client) {
	t := &b.topics
	t.mu.Lock()
	defer t.mu.Unlock()
	w := t.wanted[channel]
	if w == nil || t.closed {
		return
	}
	l := t.lines[nameOf(server)]
	if l == nil {
		l = newLine(ctx, b, server)
		t.lines[l.name] = l
		t.running.Go(func() { l.read(ctx) })
	}
	if w.line == l {
		return
	}
	if w.line != nil {
		w.line.put(order{channel, nil})
		w.loosen()
	}
	w.line, w.asked = l, time.Now()
	l.put(order{channel, w})
}

// heard notes that a line carries a topic.
func (t *topics) heard(l *line, o order) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if w := t.wanted[o.channel]; w != nil && w == o.topic && w.line == l && !w.heard {
		w.heard = true
		close(w.ready)
	}
}

// refused loosens a topic that a line does not carry: the next look finds its owner.
func (t *topics) refused(l *line, o order) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if w := t.wanted[o.channel]; w != nil && w == o.topic && w.line == l {
		w.loosen()
	}
}

// dropped loosens a topic that a line carries no longer.
func (t *topics) dropped(l *line, channel string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if w := t.wanted[channel]; w != nil && w.line == l {
		w.loosen()
		t.hurry()
	}
}

// lost forgets a line that has ended and loosens its channels.
func (t *topics) lost(l *line) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.lines[l.name] == l {
		delete(t.lines, l.name)
	}
	for _, w := range t.wanted {
		if w.line == l {
			w.loosen()
		}
	}
}

func (t *topics) close() {
	t.mu.Lock()
	t.closed = true
	for _, l := range t.lines {
		t.running.Go(l.end) // may wait for a dial that is under way
	}
	t.mu.Unlock()
	t.running.Wait()
}
