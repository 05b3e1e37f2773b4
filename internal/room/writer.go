package room

import (
	"context"
	"errors"
	"sync"
	"time"

	"zhaoyun/internal/core"
)

const (
	// maxBatch bounds how many chat lines share a commit.
	maxBatch = 128
	// commitTimeout bounds one commit: whoever waits for it has gone by then.
	commitTimeout = 10 * time.Second
	// maxQueued bounds how many lines of a room may wait for their commit.
	maxQueued = 4096
)

// command is a chat line on its way into the log.
type command struct {
	post ChatPost
	by   view
	key  ParticipantKey

	result ChatResult
	err    error
	done   chan struct{}
}

// writer collects the chat lines of a room while a commit is under way and
// writes them with the next one: the cost of a durable commit is shared.
type writer struct {
	s *Service

	mu     sync.Mutex
	queues map[core.ID][]*command // rooms with a goroutine at work
}

func newWriter(s *Service) *writer { return &writer{s: s, queues: map[core.ID][]*command{}} }

// submit waits until the command is committed or refused.
func (w *writer) submit(ctx context.Context, room core.ID, c *command) (ChatResult, error) {
	c.done = make(chan struct{})
	if !w.queue(room, c) {
		return ChatResult{}, core.Unavailable("room_busy", "The room cannot take more lines at the moment. Try again.").After(time.Second)
	}
	select {
	case <-c.done:
		return c.result, c.err
	case <-ctx.Done():
		// It may still be written; the Idempotency-Key tells when it is sent again.
		return ChatResult{}, core.Unavailable("room_busy", "The line was not confirmed in time. Send it again.").Wrap(ctx.Err())
	}
}

func (w *writer) queue(room core.ID, c *command) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	waiting, working := w.queues[room]
	if len(waiting) >= maxQueued {
		return false
	}
	w.queues[room] = append(waiting, c)
	if !working {
		go w.work(room)
	}
	return true
}

// work commits what waits until nothing does.
func (w *writer) work(room core.ID) {
	for {
		w.mu.Lock()
		waiting := w.queues[room]
		if len(waiting) == 0 {
			delete(w.queues, room)
			w.mu.Unlock()
			return
		}
		n := min(len(waiting), maxBatch)
		batch := waiting[:n:n]
		w.queues[room] = waiting[n:]
		w.mu.Unlock()
		w.commit(room, batch)
	}
}

// commit writes a batch, or, when that fails, each of its commands alone, so that
// one bad line does not take the others with it.
func (w *writer) commit(room core.ID, batch []*command) {
	began := time.Now()
	post, err := w.try(room, batch)
	if err == nil && w.s.Committed != nil {
		w.s.Committed(len(batch), time.Since(began))
	}
	if err != nil && len(batch) > 1 {
		for _, c := range batch {
			w.commit(room, []*command{c})
		}
		return
	}
	for _, c := range batch {
		if err != nil {
			c.result, c.err = ChatResult{}, err
		}
		close(c.done)
	}
	if err == nil {
		w.s.posts.send(room, post) // after the acknowledgement
	}
}

// try writes a batch in one transaction of its own.
func (w *writer) try(room core.ID, batch []*command) (post Post, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), commitTimeout)
	defer cancel()
	err = w.s.Store.InTx(ctx, func(ctx context.Context) error {
		e, err := w.s.begin(ctx, room)
		if err != nil {
			return err
		}
		known, err := w.s.know(ctx, e, batch)
		if err != nil {
			return err
		}
		for _, c := range batch {
			c.result, c.err = known.place(e, c)
			if refused := (*core.Error)(nil); c.err != nil && !errors.As(c.err, &refused) {
				return c.err
			}
		}
		if len(e.lines) == 0 {
			return nil
		}
		if e.Settings.SlowSeconds > 0 {
			if err := w.s.Store.Spoke(ctx, known.spoke, e.now); err != nil {
				return err
			}
		}
		post = e.post()
		return e.write(ctx)
	})
	return post, err
}
