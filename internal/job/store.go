package job

import (
	"context"
	"encoding/json"
	"time"

	"zhaoyun/internal/core"
)

// Store keeps jobs.
type Store interface {
	// Add keeps a job, in the transaction of ctx, and returns it, or the unfinished
	// one of its kind that has its key.
	Add(ctx context.Context, j Job) (Job, error)
	Find(ctx context.Context, id core.ID) (Job, error)
	// Latest is the youngest job of a kind with a key.
	Latest(ctx context.Context, kind, key string) (Job, error)
	// Due tells which of the kinds have unfinished jobs due by now.
	Due(ctx context.Context, now time.Time, kinds []string) ([]string, error)
	// Claim takes up to n unfinished jobs of a kind that are due by now, the longest
	// due first, and gives them the lease until its end. It counts an attempt.
	Claim(ctx context.Context, kind string, now time.Time, lease core.ID, until time.Time, n int) ([]Job, error)
	// Renew makes a lease longer and notes the progress. It reports whether it was
	// still held, as Settle does.
	Renew(ctx context.Context, id, lease core.ID, until time.Time, progress int) (bool, error)
	// Settle gives a running job back in another state.
	Settle(ctx context.Context, id, lease core.ID, o Outcome) (bool, error)
	// Reclaim ends all leases.
	Reclaim(ctx context.Context, now time.Time) error
	// Forget drops the jobs about somebody or something.
	Forget(ctx context.Context, about core.ID) error
	// Sweep drops what has ended before.
	Sweep(ctx context.Context, done, failed time.Time) error
	// Standing counts the jobs that are not done, by state, and tells since when the
	// one that waits longest has been due; zero when none is.
	Standing(ctx context.Context, now time.Time) (map[State]int, time.Time, error)
}

// Outcome is what has become of an attempt.
type Outcome struct {
	State    State
	DueAt    time.Time // of the next attempt
	Refund   bool      // the attempt does not count
	Progress int
	Error    string
	Result   json.RawMessage
	Ended    time.Time // zero: it is to be tried again
}
