package notify

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"zhaoyun/internal/core"
)

// Bounds of the queue.
const (
	queueSize     = 2000             // messages held at once
	queueAtOnce   = 4                // being sent at once
	queuePatience = 30 * time.Second // for one attempt
)

// queuePauses come between the attempts for one message. In all they stay within
// the ten minutes for which a code is good.
var queuePauses = []time.Duration{time.Second, 5 * time.Second, 20 * time.Second, time.Minute, 3 * time.Minute}

// queue holds messages in memory until they are sent. What may be lost with the
// process belongs here; what may not, its domain keeps in the store.
type queue struct {
	log    *slog.Logger
	pauses []time.Duration
	size   int

	mu      sync.Mutex
	held    int
	closing chan struct{} // closed: no pauses any more, nothing new is taken
	busy    chan struct{} // one place for each message being sent
	all     sync.WaitGroup
	ctx     context.Context
	cancel  context.CancelFunc
}

func newQueue(log *slog.Logger) *queue {
	q := &queue{log: log, pauses: queuePauses, size: queueSize, closing: make(chan struct{}), busy: make(chan struct{}, queueAtOnce)}
	q.ctx, q.cancel = context.WithCancel(context.Background())
	return q
}

var errQueueFull = core.Unavailable("messages_busy", "Too many messages are waiting to be sent. Try again in a moment.").After(30 * time.Second)

// put takes a message in, or says at once that it cannot.
func (q *queue) put(send func(context.Context) error) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	select {
	case <-q.closing:
		return errQueueFull
	default:
	}
	if q.held >= q.size {
		return errQueueFull
	}
	q.held++
	q.all.Go(func() {
		q.deliver(send)
		q.mu.Lock()
		q.held--
		q.mu.Unlock()
	})
	return nil
}

func (q *queue) deliver(send func(context.Context) error) {
	for try := 0; ; try++ {
		err := q.attempt(send)
		if err == nil {
			return
		}
		if errors.Is(err, ErrPermanent) || try == len(q.pauses) || q.ctx.Err() != nil {
			q.log.Error("a message was not delivered", "attempts", try+1, "error", err.Error())
			return
		}
		q.log.Warn("a message waits to be sent again", "attempts", try+1, "error", err.Error())
		pause := time.NewTimer(q.pauses[try])
		select {
		case <-pause.C:
		case <-q.closing: // one last attempt at once
			pause.Stop()
			try = len(q.pauses) - 1
		}
	}
}

func (q *queue) attempt(send func(context.Context) error) error {
	select {
	case q.busy <- struct{}{}:
		defer func() { <-q.busy }()
	case <-q.ctx.Done():
		return q.ctx.Err()
	}
	ctx, cancel := context.WithTimeout(q.ctx, queuePatience)
	defer cancel()
	return send(ctx)
}

// close sends what is held without further pauses and gives up when ctx ends.
func (q *queue) close(ctx context.Context) error {
	q.mu.Lock()
	select {
	case <-q.closing:
	default:
		close(q.closing)
	}
	q.mu.Unlock()
	done := make(chan struct{})
	go func() { q.all.Wait(); close(done) }()
	defer q.cancel()
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		q.cancel()
		<-done
		return ctx.Err()
	}
}
