package bus

import (
	"context"
	"errors"
	"net"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"
)

// silence is how long a line that is pinged may say nothing until it counts as dead.
const silence = 3 * time.Second

// line is one connection on which messages come in: that of the Redis, or of one
// master of a cluster. It is not mended: what it carried goes on a new one.
type line struct {
	bus  *Redis
	ctx  context.Context
	name string // of the server
	sub  *redis.PubSub

	mu      sync.Mutex
	orders  []order
	sent    []order // and not answered yet: the server answers one after the other
	busy    bool
	ended   bool
	writers sync.WaitGroup
}

// order is to join a channel for a topic, or to leave it for none.
type order struct {
	channel string
	topic   *topic
}

func newLine(ctx context.Context, b *Redis, server *redis.Client) *line {
	return &line{bus: b, ctx: ctx, name: nameOf(server), sub: server.Subscribe(ctx)} // connects when it is first read
}

// put gives an order; it is carried out after those before, on a goroutine that
// lives only while there is something to do.
func (l *line) put(o order) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.ended {
		return
	}
	l.orders = append(l.orders, o)
	if !l.busy {
		l.busy = true
		l.writers.Go(l.write)
	}
}

func (l *line) write() {
	for {
		l.mu.Lock()
		if len(l.orders) == 0 {
			l.busy = false
			l.mu.Unlock()
			return
		}
		o := l.orders[0]
		l.orders = l.orders[1:]
		l.sent = append(l.sent, o)
		l.mu.Unlock()
		do := l.bus.carrier.leave
		if o.topic != nil {
			do = l.bus.carrier.join
		}
		if err := do(l.ctx, l.sub, o.channel); err != nil {
			l.end()
		}
	}
}

// read hands on what comes in until the line is dead.
func (l *line) read(ctx context.Context) {
	heard, lived := time.Now(), false
	for ctx.Err() == nil && time.Since(heard) <= silence {
		got, err := l.sub.ReceiveTimeout(ctx, redisTimeout)
		if err == nil {
			heard, lived = time.Now(), true
			l.got(got)
			continue
		}
		refused, timeout := redis.Error(nil), net.Error(nil)
		switch {
		case errors.As(err, &refused): // such as MOVED
			heard = time.Now()
			l.bus.carrier.moved(ctx)
			if o, ok := l.answered(nil); ok {
				l.bus.topics.refused(l, o)
			}
			continue
		case errors.As(err, &timeout) && timeout.Timeout():
			if l.sub.Ping(ctx) == nil { // what comes back, or does not, tells
				continue
			}
		}
		break
	}
	l.end()
	l.writers.Wait()
	l.bus.carrier.moved(ctx)
	l.bus.topics.lost(l)
	if lived {
		l.bus.topics.hurry() // else with the next look: it may be away for long
	}
}

func (l *line) got(m any) {
	switch m := m.(type) {
	case *redis.Message:
		l.bus.take(m)
	case *redis.Subscription:
		if o, ok := l.answered(m); !ok {
			l.bus.topics.dropped(l, m.Channel)
		} else if o.topic != nil {
			l.bus.topics.heard(l, o)
		}
	}
}

// answered returns the order that an answer is to; a refusal says nothing but no.
// There is none when a server leaves a channel unasked, because its slot has moved.
func (l *line) answered(s *redis.Subscription) (o order, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	i := slices.IndexFunc(l.sent, func(o order) bool {
		return s == nil || s.Channel == o.channel && strings.HasSuffix(s.Kind, "unsubscribe") == (o.topic == nil)
	})
	if i < 0 {
		return o, false
	}
	o = l.sent[i]
	l.sent = l.sent[i+1:]
	return o, true
}

func (l *line) end() {
	l.mu.Lock()
	l.ended, l.orders, l.sent = true, nil, nil
	l.mu.Unlock()
	_ = l.sub.Close()
}
