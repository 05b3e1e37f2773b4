package job

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"
	"sync/atomic"
	"time"
)

// settling bounds the time to say what has become of an attempt.
const settling = 5 * time.Second

// progressPause is how often progress is written at most.
const progressPause = 250 * time.Millisecond

// work makes one attempt and says what has become of it.
func (q *Queue) work(k *kind, j Job) {
	if j.Attempts > k.Tries { // whoever had it last died over it
		q.conclude(k, j, nil, Permanent(fmt.Errorf("cut off %d times", k.Tries)), 0)
		return
	}
	ctx, lose := context.WithCancelCause(q.attempts)
	ctx, cancel := context.WithTimeout(ctx, k.Limit)
	defer cancel()
	h := &hold{job: j, queue: q, lose: lose, news: make(chan struct{}, 1)}
	kept := make(chan struct{})
	go func() { h.keep(ctx); close(kept) }()
	start := time.Now()
	result, err := attempt(ctx, k, j, h.progress)
	if cause := context.Cause(ctx); err != nil && cause != nil {
		err = errors.Join(cause, err) // why the attempt was given up
	}
	cancel()
	<-kept
	q.metrics.took(k.name, time.Since(start))
	q.conclude(k, j, result, err, int(h.percent.Load()))
}

// attempt runs the handler; a panic is an error of this job, not the end of all.
func attempt(ctx context.Context, k *kind, j Job, progress func(int)) (result any, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	return k.handle(ctx, j, progress)
}

func (q *Queue) conclude(k *kind, j Job, result any, err error, percent int) {
	now := q.Clock()
	o := Outcome{State: Done, Progress: 100, Ended: now}
	if err == nil {
		if o.Result, err = json.Marshal(result); err != nil {
			err = Permanent(err)
		}
	}
	log := q.Log.With("job", j.ID, "kind", j.Kind, "attempts", j.Attempts)
	switch {
	case err == nil:
	case errors.Is(err, ErrLost):
		log.Warn("a job went to another process", "error", err.Error())
		return
	case errors.Is(err, errDraining):
		o = Outcome{State: Waiting, DueAt: now, Refund: true, Error: j.Error}
	case errors.As(err, new(permanent)) || j.Attempts >= k.Tries:
		o = Outcome{State: Failed, Progress: percent, Error: short(err), Ended: now}
		log.Error("a job has failed", "error", err.Error())
	default:
		o = Outcome{State: Waiting, DueAt: now.Add(pauseAfter(j.Attempts)), Error: short(err)}
		log.Warn("a job waits for its next attempt", "until", o.DueAt, "error", err.Error())
	}
	q.metrics.ended(k.name, o)
	ctx, cancel := context.WithTimeout(context.Background(), settling)
	defer cancel()
	switch err := q.settle(ctx, j, o); {
	case errors.Is(err, ErrLost) && o.State == Done: // as a rule the handler has finished it itself
	case err != nil: // it is taken up again when its lease has ended
		log.Warn("what has become of a job was not written", "error", err.Error())
	}
}

// short is an error as it is kept: bounded, and fit for every database.
func short(err error) string {
	text := []rune(strings.ToValidUTF8(strings.ReplaceAll(err.Error(), "\x00", ""), ""))
	return string(text[:min(len(text), 2000)])
}

// hold keeps the lease of a job while an attempt is under way.
type hold struct {
	job     Job
	queue   *Queue
	lose    context.CancelCauseFunc
	percent atomic.Int64
	news    chan struct{} // the percentage has changed
}

func (h *hold) progress(percent int) {
	if h.percent.Swap(int64(max(0, min(percent, 100)))) == int64(percent) {
		return
	}
	select {
	case h.news <- struct{}{}:
	default:
	}
}

// keep renews the lease until ctx ends, and ends the attempt when it is lost.
func (h *hold) keep(ctx context.Context) {
	lease := h.queue.Lease
	tick := time.NewTicker(lease / 3)
	defer tick.Stop()
	until := time.Now().Add(lease)
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		case <-h.news:
		}
		asked := time.Now()
		held, err := h.renew(ctx)
		switch {
		case err == nil && held:
			until = asked.Add(lease)
		case err == nil, time.Now().After(until): // taken, gone, or not renewed in time
			h.lose(ErrLost)
			return
		}
		pause := time.NewTimer(min(progressPause, lease/3))
		select {
		case <-ctx.Done():
			pause.Stop()
			return
		case <-pause.C:
		}
	}
}

func (h *hold) renew(ctx context.Context) (bool, error) {
	ctx, cancel := context.WithTimeout(ctx, h.queue.Lease/3)
	defer cancel()
	until := h.queue.Clock().Add(h.queue.Lease)
	return h.queue.Store.Renew(ctx, h.job.ID, h.job.Lease, until, int(h.percent.Load()))
}
