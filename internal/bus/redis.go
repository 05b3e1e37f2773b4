package bus

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/redis/go-redis/v9"
)

// Times of the Redis side. None of them may hold a writer up for long.
const (
	redisTimeout   = time.Second            // of one command
	confirmTimeout = time.Second            // for a subscription to be confirmed
	pulsePause     = 500 * time.Millisecond // between two looks whether Redis is there
	backOff        = 100 * time.Millisecond // after a failed read
	silence        = 3 * time.Second        // of a connection that is pinged, until it counts as dead
)

// OpenRedis makes the one client of a process for a redis:// or rediss:// URL.
// It does not connect yet.
func OpenRedis(url string) (*redis.Client, error) {
	o, err := redis.ParseURL(url)
	if err != nil {
		return nil, fmt.Errorf("read the Redis URL: %w", err)
	}
	o.DialTimeout, o.ReadTimeout, o.WriteTimeout, o.PoolTimeout = redisTimeout, redisTimeout, redisTimeout, redisTimeout
	o.ContextTimeoutEnabled = true
	o.MaxRetries = -1 // what failed is told at once; rooms read the store meanwhile
	o.DialerRetries = 1
	return redis.NewClient(o), nil
}

// The bus itself logs when Redis goes and comes, once.
func init() { redis.SetLogger(silent{}) }

type silent struct{}

// Printf implements the logger of the client library.
func (silent) Printf(context.Context, string, ...any) {}

// Redis is a Bus on Redis: one channel per room, to which a node subscribes while
// somebody on it listens. Its own subscribers get a message at once; what comes
// back from Redis under the node's own mark is dropped.
type Redis struct {
	client redis.UniversalClient
	prefix string
	mark   string // of this bus, random
	log    *slog.Logger
	board  *board

	subMu sync.RWMutex
	sub   *redis.PubSub

	healthy atomic.Bool
	stop    context.CancelFunc
	done    sync.WaitGroup

	mu        sync.Mutex
	confirmed map[string]chan struct{} // by channel, closed when Redis has confirmed it
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
		client: o.Client, prefix: o.Prefix, mark: rand.Text()[:markLen], log: o.Log, board: newBoard(), stop: stop,
		confirmed: map[string]chan struct{}{},
	}
	b.sub = o.Client.Subscribe(ctx) // connects with the first channel
	b.done.Add(2)
	go b.watch(ctx)
	go b.receive(ctx)
	return b
}

func (b *Redis) channel(room string) string { return b.prefix + "room:" + room }

// Publish implements Bus.
func (b *Redis) Publish(ctx context.Context, m Message) error {
	if err := b.board.deliver(m); err != nil {
		return err
	}
	if !b.healthy.Load() {
		return ErrAway // nobody waits for a time-out per message
	}
	if err := b.client.Publish(ctx, b.channel(m.Room), encode(b.mark, m)).Err(); err != nil {
		if !errors.Is(err, context.Canceled) {
			b.found(err) // so that the messages behind this one do not wait for it too
		}
		return fmt.Errorf("publish: %w", err)
	}
	return nil
}

// Subscribe implements Bus.
func (b *Redis) Subscribe(ctx context.Context, room string, f func(Message)) (func(), error) {
	s, first, err := b.board.add(room, f)
	if err != nil {
		return nil, err
	}
	b.confirm(ctx, room, first)
	return func() {
		if b.board.drop(room, s) {
			b.leave(room)
		}
	}, nil
}

// confirm joins the room's channel and waits until Redis says so. When it does
// not, the client joins at its next connection.
func (b *Redis) confirm(ctx context.Context, room string, first bool) {
	name := b.channel(room)
	b.mu.Lock()
	joined := b.confirmed[name]
	if joined == nil || first {
		joined = make(chan struct{})
		b.confirmed[name] = joined
	}
	b.mu.Unlock()
	ctx, cancel := context.WithTimeout(ctx, confirmTimeout)
	defer cancel()
	if first {
		if err := b.subscriber().Subscribe(ctx, name); err != nil {
			b.log.Warn("subscribe to a room on Redis; the store is read meanwhile", "room", room, "error", err.Error())
			return
		}
	}
	if !b.healthy.Load() {
		return
	}
	select {
	case <-joined:
	case <-ctx.Done():
	}
}

// leave gives the room's channel up unless somebody came back meanwhile.
func (b *Redis) leave(room string) {
	name := b.channel(room)
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.board.listened(room) {
		return
	}
	delete(b.confirmed, name)
	ctx, cancel := context.WithTimeout(context.Background(), redisTimeout)
	defer cancel()
	if err := b.subscriber().Unsubscribe(ctx, name); err != nil {
		b.log.Debug("leave a room on Redis", "room", room, "error", err.Error())
	}
}

// receive hands on what comes from other nodes. The client reconnects and joins
// all channels again by itself when it learns that its connection is dead; one
// that is silent in spite of pings is replaced.
func (b *Redis) receive(ctx context.Context) {
	defer b.done.Done()
	heard := time.Now()
	for ctx.Err() == nil {
		got, err := b.subscriber().ReceiveTimeout(ctx, redisTimeout)
		switch m := got.(type) {
		case *redis.Message:
			b.take(m)
		case *redis.Subscription:
			b.joined(m)
		}
		timeout := net.Error(nil)
		switch {
		case err == nil:
			heard = time.Now()
		case errors.As(err, &timeout) && timeout.Timeout():
			if time.Since(heard) > silence {
				b.renew(ctx)
				heard = time.Now()
			}
			_ = b.subscriber().Ping(ctx) // what comes back, or does not, tells
		default:
			select {
			case <-ctx.Done():
			case <-time.After(backOff):
			}
		}
	}
}

func (b *Redis) subscriber() *redis.PubSub {
	b.subMu.RLock()
	defer b.subMu.RUnlock()
	return b.sub
}

// renew replaces a connection that has died without a word.
func (b *Redis) renew(ctx context.Context) {
	b.mu.Lock()
	names := make([]string, 0, len(b.confirmed))
	for name := range b.confirmed {
		names = append(names, name)
	}
	b.mu.Unlock()
	fresh := b.client.Subscribe(ctx)
	if len(names) > 0 {
		_ = fresh.Subscribe(ctx, names...) // remembered in any case
	}
	b.subMu.Lock()
	old := b.sub
	b.sub = fresh
	b.subMu.Unlock()
	_ = old.Close()
}

func (b *Redis) take(m *redis.Message) {
	room, ok := strings.CutPrefix(m.Channel, b.prefix+"room:")
	if !ok {
		return
	}
	mark, msg, err := decode(m.Payload)
	if err != nil {
		b.log.Warn("a message on Redis is none of ours", "channel", m.Channel, "error", err.Error())
		return
	}
	if mark != b.mark {
		msg.Room = room
		_ = b.board.deliver(msg)
	}
}

func (b *Redis) joined(s *redis.Subscription) {
	if s.Kind != "subscribe" {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if c := b.confirmed[s.Channel]; c != nil {
		select {
		case <-c:
		default:
			close(c)
		}
	}
}

// watch looks now and then whether Redis answers.
func (b *Redis) watch(ctx context.Context) {
	defer b.done.Done()
	tick := time.NewTicker(pulsePause)
	defer tick.Stop()
	for {
		try, cancel := context.WithTimeout(ctx, redisTimeout)
		err := b.client.Ping(try).Err()
		cancel()
		if ctx.Err() != nil {
			return
		}
		b.found(err)
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// found notes whether Redis has answered.
func (b *Redis) found(err error) {
	switch was := b.healthy.Swap(err == nil); {
	case was && err != nil:
		b.log.Warn("Redis is away; rooms go on, other servers hear up to two seconds late", "error", err.Error())
	case !was && err == nil:
		b.log.Info("Redis is there")
	}
}

// Healthy implements Bus.
func (b *Redis) Healthy() bool { return b.healthy.Load() }

// Close implements Bus.
func (b *Redis) Close() error {
	b.board.close()
	b.stop()
	err := b.subscriber().Close()
	b.done.Wait()
	return err
}

var _ Bus = (*Redis)(nil)
