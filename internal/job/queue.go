package job

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"zhaoyun/internal/core"
)

// Deps is what a Queue works with.
type Deps struct {
	Store   Store
	Clock   core.Clock           // core.Now when nil
	Log     *slog.Logger         // silent when nil
	Metrics *prometheus.Registry // none when nil
	// Lease is how long a job stays with a process that does not renew it; 15 s when
	// zero. It is also longer than the clocks of two servers may differ.
	Lease time.Duration
	// Poll is how often the store is looked at; 1 s when zero. What this process
	// adds it takes up at once.
	Poll time.Duration
}

// Queue adds jobs, and works at those whose kinds it handles while Run runs.
type Queue struct {
	Deps

	kinds   map[string]*kind
	metrics *metrics
	nudge   chan struct{}

	looking  sync.Mutex // held while jobs are taken up; guards draining
	draining bool
	mu       sync.Mutex
	working  sync.WaitGroup
	attempts context.Context // ends those under way
	end      context.CancelCauseFunc
}

type kind struct {
	Options

	name   string
	handle Handler
	busy   int // guarded by Queue.mu
}

// New makes a queue.
func New(d Deps) *Queue {
	if d.Clock == nil {
		d.Clock = core.Now
	}
	if d.Log == nil {
		d.Log = slog.New(slog.DiscardHandler)
	}
	d.Lease, d.Poll = cmp.Or(d.Lease, 15*time.Second), cmp.Or(d.Poll, time.Second)
	q := &Queue{Deps: d, kinds: map[string]*kind{}, metrics: newMetrics(d.Metrics), nudge: make(chan struct{}, 1)}
	q.attempts, q.end = context.WithCancelCause(context.Background())
	return q
}

// Handle has this process work at a kind of job. Call it before Run.
func (q *Queue) Handle(name string, h Handler, o Options) {
	o.AtOnce, o.Tries, o.Limit = cmp.Or(o.AtOnce, 1), cmp.Or(o.Tries, 8), cmp.Or(o.Limit, 10*time.Minute)
	q.kinds[name] = &kind{Options: o, name: name, handle: h}
}

// Add keeps a job in the transaction of ctx and has it taken up after the commit.
func (q *Queue) Add(ctx context.Context, o Order) (Job, error) {
	payload, err := json.Marshal(o.Payload)
	if err != nil {
		return Job{}, fmt.Errorf("write the payload of %s: %w", o.Kind, err)
	}
	now := q.Clock()
	j, err := q.Store.Add(ctx, Job{
		ID: core.NewID(), Kind: o.Kind, Key: o.Key, About: o.About, Payload: payload, State: Waiting,
		DueAt: later(now, o.RunAt), Created: now,
	})
	if err != nil {
		return Job{}, err
	}
	core.AfterCommit(ctx, func(context.Context) { q.wake() })
	return j, nil
}

// Find returns a job, or job_not_found when it was swept or forgotten.
func (q *Queue) Find(ctx context.Context, id core.ID) (Job, error) { return q.Store.Find(ctx, id) }

// Latest returns the youngest job of a kind with a key, finished or not.
func (q *Queue) Latest(ctx context.Context, kind, key string) (Job, error) {
	return q.Store.Latest(ctx, kind, key)
}

// Forget drops the jobs about a person or thing, in the transaction of ctx. One
// that runs loses its lease.
func (q *Queue) Forget(ctx context.Context, about core.ID) error { return q.Store.Forget(ctx, about) }

// Finish marks a job done, in the transaction of ctx, while the caller still has
// it; else it returns ErrLost, and the transaction is to be rolled back. A handler
// that writes to the store calls it as the last thing of its transaction and then
// returns.
func (q *Queue) Finish(ctx context.Context, j Job, result any) error {
	raw, err := json.Marshal(result)
	if err != nil {
		return Permanent(fmt.Errorf("write the result of %s: %w", j.Kind, err))
	}
	return q.settle(ctx, j, Outcome{State: Done, Progress: 100, Result: raw, Ended: q.Clock()})
}

func (q *Queue) settle(ctx context.Context, j Job, o Outcome) error {
	held, err := q.Store.Settle(ctx, j.ID, j.Lease, o)
	if err == nil && !held {
		err = ErrLost
	}
	return err
}

// Reclaim takes up at once what a process before this one had, for whoever knows
// that there is no other: on the embedded form nobody has to wait for leases.
func (q *Queue) Reclaim(ctx context.Context) error { return q.Store.Reclaim(ctx, q.Clock()) }

// Sweep drops done jobs after a week and failed ones after a month.
func (q *Queue) Sweep(ctx context.Context) error {
	const day = 24 * time.Hour
	return q.Store.Sweep(ctx, q.Clock().Add(-7*day), q.Clock().Add(-30*day))
}

// wake has Run look at the store at once.
func (q *Queue) wake() {
	select {
	case q.nudge <- struct{}{}:
	default:
	}
}

// Run takes jobs up until the context ends or the queue is drained.
func (q *Queue) Run(ctx context.Context) {
	tick := time.NewTicker(q.Poll)
	defer tick.Stop()
	for look := 0; ; look++ {
		if err := q.look(ctx); err != nil && ctx.Err() == nil {
			q.Log.WarnContext(ctx, "take up jobs", "error", err.Error())
		}
		if look%15 == 0 {
			q.count(ctx)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		case <-q.nudge:
		}
	}
}

// RunDue does what is due, and what becomes due by it, and returns. It is for
// whoever wants to see the end of it rather than go on.
func (q *Queue) RunDue(ctx context.Context) error {
	for {
		due, err := q.Store.Due(ctx, q.Clock(), q.free())
		if err != nil || len(due) == 0 {
			return err
		}
		if err := q.look(ctx); err != nil {
			return err
		}
		q.working.Wait()
	}
}

// look takes up what is due and has a free place.
func (q *Queue) look(ctx context.Context) error {
	q.looking.Lock()
	defer q.looking.Unlock()
	if q.draining {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, q.Lease)
	defer cancel()
	due, err := q.Store.Due(ctx, q.Clock(), q.free())
	if err != nil {
		return err
	}
	var wrong []error
	for _, name := range due {
		wrong = append(wrong, q.claim(ctx, q.kinds[name]))
	}
	return errors.Join(wrong...)
}

// free lists the kinds that have a free place.
func (q *Queue) free() []string {
	q.mu.Lock()
	defer q.mu.Unlock()
	var names []string
	for name, k := range q.kinds {
		if k.busy < k.AtOnce {
			names = append(names, name)
		}
	}
	return names
}

func (q *Queue) claim(ctx context.Context, k *kind) error {
	q.mu.Lock()
	room := k.AtOnce - k.busy // only this goroutine fills places
	q.mu.Unlock()
	now := q.Clock()
	jobs, err := q.Store.Claim(ctx, k.name, now, core.NewID(), now.Add(q.Lease), room)
	if err != nil {
		return err
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	for _, j := range jobs {
		k.busy++
		q.working.Go(func() {
			q.work(k, j)
			q.mu.Lock()
			k.busy--
			q.mu.Unlock()
			q.wake() // more may wait for the place
		})
	}
	return nil
}

// Drain takes nothing up any more and lets what is under way finish until ctx
// ends, five seconds at most. What is not finished then goes back as it was.
func (q *Queue) Drain(ctx context.Context) {
	q.looking.Lock()
	q.draining = true
	q.looking.Unlock()
	idle := make(chan struct{})
	go func() { q.working.Wait(); close(idle) }()
	patience := time.NewTimer(5 * time.Second)
	defer patience.Stop()
	select {
	case <-idle:
	case <-ctx.Done():
	case <-patience.C:
	}
	q.end(errDraining)
	<-idle
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
