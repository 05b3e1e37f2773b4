package bus

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"
)

// lookPause is between two looks whether Redis is there and all rooms are heard.
const lookPause = 500 * time.Millisecond

// Redis is a Bus on Redis: one channel per room, to which a node subscribes while
// somebody on it listens; sharded channels when it is a Redis Cluster. Its own
// subscribers get a message at once; what comes back from Redis under the node's
// own mark is dropped.
type Redis struct {
	client  redis.UniversalClient
	carrier carrier
	prefix  string
	mark    string // of this bus, random
	log     *slog.Logger
	board   *board
	health  *health
	topics  topics

	stop context.CancelFunc
	done sync.WaitGroup
}

// RedisOptions are what a Redis bus is made of.
type RedisOptions struct {
	Client redis.UniversalClient // the caller closes it, after the bus
	Prefix string                // of channels and keys: keeps installations on one Redis apart
	Log    *slog.Logger
}

// NewRedis starts a bus on Redis. It works, within this node, while Redis is away.
func NewRedis(o RedisOptions) *Redis {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	ctx, stop := context.WithCancel(context.Background())
	b := &Redis{
		client: o.Client, carrier: carrierOf(o.Client), prefix: o.Prefix, mark: rand.Text()[:markLen], log: o.Log,
		board: newBoard(), health: newHealth(o.Log), topics: newTopics(), stop: stop,
	}
	b.done.Go(func() { b.watch(ctx) })
	b.done.Go(func() { b.settle(ctx) })
	return b
}

// channel names the channel of a room. The braces put it into one slot of a
// cluster with the room's presence.
func (b *Redis) channel(room string) string { return b.prefix + "room:{" + room + "}" }

// Publish implements Bus.
func (b *Redis) Publish(ctx context.Context, m Message) error {
	if err := b.board.publish(m); err != nil {
		return err
	}
	err := b.send(ctx, b.channel(m.Room), encode(b.mark, m))
	if err != nil {
		b.board.failed.Add(1)
	}
	return err
}

func (b *Redis) send(ctx context.Context, channel string, data []byte) error {
	if b.away(ctx, channel) {
		return ErrAway // nobody waits for a time-out per message
	}
	if end, ok := ctx.Deadline(); !ok || time.Until(end) > redisTimeout {
		bounded, cancel := context.WithTimeout(ctx, redisTimeout)
		defer cancel()
		ctx = bounded
	}
	err := b.carrier.publish(ctx, channel, data)
	if err == nil {
		return nil
	}
	refused := redis.Error(nil)
	if !errors.As(err, &refused) && !errors.Is(err, context.Canceled) {
		if owner, e := b.carrier.owner(ctx, channel); e == nil {
			b.health.miss(nameOf(owner), err)
		}
	}
	return fmt.Errorf("publish: %w", err)
}

// away reports whether the server of a channel is known not to answer.
func (b *Redis) away(ctx context.Context, channel string) bool {
	away, known := b.health.some()
	if !away || !known {
		return !known
	}
	owner, err := b.carrier.owner(ctx, channel)
	return err != nil || b.health.misses(nameOf(owner))
}

// Subscribe implements Bus.
func (b *Redis) Subscribe(ctx context.Context, room string, f func(Message)) (func(), error) {
	s, err := b.board.add(room, f)
	if err != nil {
		return nil, err
	}
	ready := b.topics.want(b.channel(room))
	b.confirmed(ctx, ready)
	return func() {
		if b.board.drop(room, s) {
			b.topics.leave(b.channel(room), func() bool { return b.board.listened(room) })
		}
	}, nil
}

// confirmed waits until Redis has confirmed a subscription, but only once for as
// long as Redis does not.
func (b *Redis) confirmed(ctx context.Context, ready <-chan struct{}) {
	if !b.health.ok() {
		return
	}
	late := time.NewTimer(redisTimeout)
	defer late.Stop()
	select {
	case <-ready:
	case <-ctx.Done():
	case <-late.C:
		b.health.hear(false)
	}
}

// take hands on what came from Redis.
func (b *Redis) take(m *redis.Message) {
	if strings.HasPrefix(m.Payload, b.mark) {
		return
	}
	msg, err := decode(m.Payload)
	if err != nil {
		b.log.Warn("a message on Redis is none of ours", "channel", m.Channel, "error", err.Error())
		return
	}
	msg.Room = strings.TrimSuffix(strings.TrimPrefix(m.Channel, b.prefix+"room:{"), "}")
	b.board.received.Add(1)
	_ = b.board.deliver(msg)
}

// watch looks now and then whether all servers answer.
func (b *Redis) watch(ctx context.Context) {
	tick := time.NewTicker(lookPause)
	defer tick.Stop()
	for {
		b.look(ctx)
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

func (b *Redis) look(ctx context.Context) {
	var (
		mu   sync.Mutex
		away = map[string]error{}
		trip time.Duration
	)
	// A server that hangs may take all the time there is for finding out who there
	// is, so that each has its own for the answer.
	find, cancel := context.WithTimeout(ctx, redisTimeout)
	defer cancel()
	err := b.carrier.each(find, func(server *redis.Client) {
		try, cancel := context.WithTimeout(ctx, redisTimeout)
		defer cancel()
		began := time.Now()
		err := server.Ping(try).Err()
		mu.Lock()
		defer mu.Unlock()
		trip = max(trip, time.Since(began))
		if err != nil {
			away[nameOf(server)] = err
		}
	})
	if ctx.Err() == nil {
		b.health.seen(away, trip, err)
	}
}

// Healthy implements Bus. In a cluster every master has to answer: rooms then rely
// on what they hear.
func (b *Redis) Healthy() bool { return b.health.ok() }

// Stats implements Bus.
func (b *Redis) Stats() Stats {
	s := b.board.stats()
	b.health.report(&s)
	return s
}

// Close implements Bus.
func (b *Redis) Close() error {
	b.board.close()
	b.stop()
	b.topics.close()
	b.done.Wait()
	return nil
}

var _ Bus = (*Redis)(nil)
