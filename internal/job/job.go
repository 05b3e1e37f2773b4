// Package job is a queue of work that survives a crash. A job is added in the
// transaction of what asks for it, so there is neither without the other. One
// process at a time has it, by a lease that it renews; when that process dies,
// another takes the job up once the lease has ended.
//
// A handler may therefore run more than once for one job, though never finish it
// twice: what it writes to the store belongs in one transaction with Queue.Finish,
// what it does outside must bear repeating.
package job

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"zhaoyun/internal/core"
)

// State is where a job stands.
type State string

// The states of a job. Waiting and running ones are unfinished.
const (
	Waiting State = "waiting" // for its time, for a free place or for the next attempt
	Running State = "running"
	Done    State = "done"
	Failed  State = "failed" // for good: by a permanent error, or after its last attempt
)

// Order asks for a job.
type Order struct {
	Kind    string
	Payload any // becomes JSON; identifiers rather than what they stand for, which may change meanwhile
	// Key, when set, is had by one unfinished job of the kind: ordering it again
	// returns that one, whatever the payload.
	Key string
	// About is the person or thing that the job goes with: Queue.Forget.
	About core.ID
	// RunAt is the earliest time; at once when zero.
	RunAt time.Time
}

// Job is a piece of work. Done and failed ones are kept for some days.
type Job struct {
	ID       core.ID
	Kind     string
	Key      string
	About    core.ID
	Payload  json.RawMessage // empty once the job has ended
	State    State
	DueAt    time.Time // waiting: not before; running: when the lease ends
	Lease    core.ID   // of who has it, or had it last
	Attempts int       // the running one included
	Progress int       // percent
	Error    string    // of the last attempt, for the log
	Result   json.RawMessage
	Created  time.Time
	Ended    time.Time // zero while it is unfinished
}

// Decode reads the payload into v. Its error is permanent.
func (j Job) Decode(v any) error {
	if err := json.Unmarshal(j.Payload, v); err != nil {
		return Permanent(fmt.Errorf("read the payload of %s: %w", j.Kind, err))
	}
	return nil
}

// Handler does the work of one kind of job. It stops when ctx ends: the process
// stops, the lease is lost or Options.Limit has passed. An error brings another
// attempt, unless it is Permanent or the attempts are used up. The result becomes
// JSON; it is not kept when Queue.Finish was called meanwhile. progress may be
// called as often as it pleases.
type Handler func(ctx context.Context, j Job, progress func(percent int)) (result any, err error)

// Options say how jobs of a kind are worked at.
type Options struct {
	AtOnce int           // at once in this process; 1 when zero
	Tries  int           // attempts before it has failed; 8 when zero, which takes some two hours
	Limit  time.Duration // of one attempt; 10 minutes when zero
}

// Permanent says that trying again is of no use.
func Permanent(err error) error { return permanent{err} }

type permanent struct{ error }

func (p permanent) Unwrap() error { return p.error }

var (
	// ErrLost is the error of whoever no longer has the job: another took it up, or it
	// is gone. It is also the cause with which the context of such an attempt ends.
	ErrLost = errors.New("job: another has it by now")

	errDraining = errors.New("job: the process stops")
)

// pauses come before the second attempt and those after it.
var pauses = []time.Duration{time.Second, 5 * time.Second, 20 * time.Second, time.Minute, 5 * time.Minute, 20 * time.Minute, time.Hour}

func pauseAfter(attempts int) time.Duration { return pauses[max(0, min(attempts, len(pauses))-1)] }
