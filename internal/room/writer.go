package room

import (
	"context"
	"errors"
	"sync"
	"time"

	"zhaoyun/internal/core"
)

const (
	// maxBatch bounds how many commands share a commit.
	maxBatch = 128
	// commitTimeout bounds one commit: whoever waits for it has gone by then.
	commitTimeout = 10 * time.Second
	// linger is which part of the time of a commit the next one waits for those whom
	// it has answered: else they and the others take turns, half a batch each.
	linger    = 5
	maxLinger = 5 * time.Millisecond
	// maxQueued bounds how many commands of a room may wait for their commit.
	maxQueued = 4096
)

// command is a change that adds entries to a room and nothing else, so that it can
// share a commit with others.
type command struct {
	asks  asks
	place func(e *edit, k *known) error // adds the lines, or refuses with a core.Error and adds none

	err  error
	done chan struct{}
}

func (c *command) fail(err error) {
	c.err = err
	close(c.done)
}

// asks is what a command needs to know of the store; empty fields are not asked.
type asks struct {
	key  ParticipantKey // who does it, and under which key it may have been done already
	line int64          // of the public lane

	question bool // it is a question: read the desk
}

// writer collects the commands of a room while a commit is under way and writes
// them with the next one: the cost of a durable commit is shared.
type writer struct {
	s *Service

	mu     sync.Mutex
	queues map[core.ID][]*command // rooms with a goroutine at work
}

func newWriter(s *Service) *writer { return &writer{s: s, queues: map[core.ID][]*command{}} }

// submit waits until the command is committed or refused. What it places may be
// looked at only after it has returned nil.
func (w *writer) submit(ctx context.Context, room core.ID, c *command) error {
	c.done = make(chan struct{})
	if !w.queue(room, c) {
		return core.Unavailable("room_busy", "The room cannot take more lines at the moment. Try again.").After(time.Second)
	}
	select {
	case <-c.done:
		return c.err
	case <-ctx.Done():
		// It may still be written; the Idempotency-Key tells when it is sent again.
		return core.Unavailable("room_busy", "The line was not confirmed in time. Send it again.").After(time.Second).Wrap(ctx.Err())
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
		began := time.Now()
		w.commit(room, batch)
		if n > 1 {
			time.Sleep(min(time.Since(began)/linger, maxLinger))
		}
	}
}

// commit writes a batch, or, when that fails, each of its commands alone, so that
// one bad one does not take the others with it. What took too long is not tried
// again: whoever waits for it has gone.
func (w *writer) commit(room core.ID, batch []*command) {
	err := w.write(room, batch)
	if err == nil {
		return
	}
	if len(batch) > 1 {
		for ; len(batch) > 0 && !errors.Is(err, context.DeadlineExceeded); batch = batch[1:] {
			if err = w.write(room, batch[:1]); err != nil {
				batch[0].fail(err)
			}
		}
	}
	for _, c := range batch {
		c.fail(err)
	}
}

// write commits a batch and tells who waits for it, or does neither.
func (w *writer) write(room core.ID, batch []*command) error {
	began := time.Now()
	post, err := w.try(room, batch)
	if err != nil {
		return err
	}
	for _, c := range batch {
		close(c.done)
	}
	w.s.posts.send(room, post) // after the acknowledgement
	if w.s.Committed != nil {
		w.s.Committed(len(post.Entries), time.Since(began))
	}
	return nil
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
			c.err = c.place(e, known)
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
