package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"zhaoyun/internal/core"
	"zhaoyun/internal/job"
)

// Jobs keeps the queue of work. It is the job.Store.
type Jobs struct{ *DB }

// NewJobs makes the store of jobs in a database.
func NewJobs(db *DB) *Jobs { return &Jobs{db} }

type jobRow struct {
	bun.BaseModel `bun:"table:jobs,alias:jobs"`

	ID       string    `bun:"id,pk"`
	Kind     string    `bun:"kind"`
	Key      string    `bun:"key"`
	About    string    `bun:"about"`
	Payload  string    `bun:"payload"`
	State    string    `bun:"state"`
	DueAt    time.Time `bun:"due_at"`
	Lease    string    `bun:"lease"`
	Attempts int       `bun:"attempts"`
	Progress int       `bun:"progress"`
	Error    string    `bun:"error"`
	Result   string    `bun:"result"`
	Created  time.Time `bun:"created_at"`
	Ended    time.Time `bun:"ended_at,nullzero"`
}

func (r jobRow) job() job.Job {
	return job.Job{
		ID: r.ID, Kind: r.Kind, Key: r.Key, About: r.About, Payload: json.RawMessage(r.Payload), State: job.State(r.State), DueAt: r.DueAt.UTC(),
		Lease: r.Lease, Attempts: r.Attempts, Progress: r.Progress, Error: r.Error, Result: json.RawMessage(r.Result),
		Created: r.Created.UTC(), Ended: r.Ended.UTC(),
	}
}

var (
	errJobNotFound = core.NotFound("job_not_found", "There is no such job.")
	unfinished     = bun.List([]job.State{job.Waiting, job.Running})
)

// Add implements job.Store.
func (s *Jobs) Add(ctx context.Context, j job.Job) (job.Job, error) {
	row := jobRow{
		ID: j.ID, Kind: j.Kind, Key: j.Key, About: j.About, Payload: string(j.Payload), State: string(j.State), DueAt: j.DueAt, Created: j.Created,
	}
	for range 3 { // the one that has the key may end between the two looks
		n, err := affected(s.Conn(ctx).NewInsert().Model(&row).On("CONFLICT DO NOTHING").Exec(ctx))
		if err != nil {
			return job.Job{}, fmt.Errorf("add a job: %w", err)
		}
		if n > 0 {
			return j, nil
		}
		there, err := s.one(ctx, func(q *bun.SelectQuery) *bun.SelectQuery {
			return q.Where("kind = ? AND key = ? AND state IN (?)", j.Kind, j.Key, unfinished)
		})
		if !core.HasCode(err, errJobNotFound.Code) {
			return there, err
		}
	}
	return job.Job{}, fmt.Errorf("add a job: the key %q of %s is busy", j.Key, j.Kind)
}

func (s *Jobs) one(ctx context.Context, which func(*bun.SelectQuery) *bun.SelectQuery) (job.Job, error) {
	var row jobRow
	if err := which(s.Conn(ctx).NewSelect().Model(&row)).Limit(1).Scan(ctx); err != nil {
		return job.Job{}, notFound(err, errJobNotFound)
	}
	return row.job(), nil
}

// Find implements job.Store.
func (s *Jobs) Find(ctx context.Context, id core.ID) (job.Job, error) {
	return s.one(ctx, func(q *bun.SelectQuery) *bun.SelectQuery { return q.Where("id = ?", id) })
}

// Latest implements job.Store.
func (s *Jobs) Latest(ctx context.Context, kind, key string) (job.Job, error) {
	return s.one(ctx, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("kind = ? AND key = ? AND key <> ''", kind, key).Order("id DESC")
	})
}

// Due implements job.Store.
func (s *Jobs) Due(ctx context.Context, now time.Time, kinds []string) ([]string, error) {
	if len(kinds) == 0 {
		return nil, nil
	}
	var due []string
	err := s.Conn(ctx).NewSelect().Model((*jobRow)(nil)).ColumnExpr("DISTINCT kind").
		Where("kind IN (?) AND state IN (?) AND due_at <= ?", bun.List(kinds), unfinished, now).Scan(ctx, &due)
	return due, err
}

// Claim implements job.Store. On SQLite the transaction holds the only write lock;
// on PostgreSQL nobody waits for rows that another is claiming.
func (s *Jobs) Claim(ctx context.Context, kind string, now time.Time, lease core.ID, until time.Time, n int) ([]job.Job, error) {
	var claimed []job.Job
	err := s.InTx(ctx, func(ctx context.Context) error {
		var rows []jobRow
		q := s.Conn(ctx).NewSelect().Model(&rows).Where("kind = ? AND state IN (?) AND due_at <= ?", kind, unfinished, now).
			Order("due_at", "id").Limit(int64(n))
		if s.Postgres() {
			q = q.For("UPDATE SKIP LOCKED")
		}
		if err := q.Scan(ctx); err != nil || len(rows) == 0 {
			return err
		}
		ids := make([]string, len(rows))
		for i := range rows {
			r := &rows[i]
			ids[i] = r.ID
			r.State, r.Lease, r.DueAt = string(job.Running), lease, until
			r.Attempts++
			claimed = append(claimed, r.job())
		}
		_, err := s.Conn(ctx).NewUpdate().Model((*jobRow)(nil)).Set("state = ?", job.Running).Set("lease = ?", lease).
			Set("due_at = ?", until).Set("attempts = attempts + 1").Where("id IN (?)", bun.List(ids)).Exec(ctx)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("claim jobs: %w", err)
	}
	return claimed, nil
}

// held narrows an update to a job that is running under a lease.
func (s *Jobs) held(ctx context.Context, id, lease core.ID) *bun.UpdateQuery {
	return s.Conn(ctx).NewUpdate().Model((*jobRow)(nil)).Where("id = ? AND lease = ? AND state = ?", id, lease, job.Running)
}

// Renew implements job.Store.
func (s *Jobs) Renew(ctx context.Context, id, lease core.ID, until time.Time, progress int) (bool, error) {
	n, err := affected(s.held(ctx, id, lease).Set("due_at = ?", until).Set("progress = ?", progress).Exec(ctx))
	return n > 0, err
}

// Settle implements job.Store.
func (s *Jobs) Settle(ctx context.Context, id, lease core.ID, o job.Outcome) (bool, error) {
	q := s.held(ctx, id, lease).Set("state = ?", o.State).Set("progress = ?", o.Progress).Set("error = ?", o.Error).Set("result = ?", string(o.Result))
	if o.Ended.IsZero() {
		q = q.Set("due_at = ?", o.DueAt)
	} else {
		q = q.Set("ended_at = ?", o.Ended).Set("payload = ''")
	}
	if o.Refund {
		q = q.Set("attempts = attempts - 1")
	}
	n, err := affected(q.Exec(ctx))
	return n > 0, err
}

// Reclaim implements job.Store.
func (s *Jobs) Reclaim(ctx context.Context, now time.Time) error {
	_, err := s.Conn(ctx).NewUpdate().Model((*jobRow)(nil)).Set("due_at = ?", now).Where("state = ? AND due_at > ?", job.Running, now).Exec(ctx)
	return err
}

// Forget implements job.Store.
func (s *Jobs) Forget(ctx context.Context, about core.ID) error {
	_, err := s.Conn(ctx).NewDelete().Model((*jobRow)(nil)).Where("about = ? AND about <> ''", about).Exec(ctx)
	return err
}

// Sweep implements job.Store.
func (s *Jobs) Sweep(ctx context.Context, done, failed time.Time) error {
	_, err := s.Conn(ctx).NewDelete().Model((*jobRow)(nil)).
		Where("ended_at < ? AND (state = ? OR ended_at < ?)", done, job.Done, failed).Exec(ctx)
	return err
}

// Standing implements job.Store.
func (s *Jobs) Standing(ctx context.Context, now time.Time) (map[job.State]int, time.Time, error) {
	var rows []struct {
		State job.State
		N     int
	}
	err := s.Conn(ctx).NewSelect().Model((*jobRow)(nil)).Column("state").ColumnExpr("count(*) AS n").
		Where("state <> ?", job.Done).Group("state").Scan(ctx, &rows)
	if err != nil {
		return nil, time.Time{}, err
	}
	counts := map[job.State]int{}
	for _, r := range rows {
		counts[r.State] = r.N
	}
	oldest, err := s.one(ctx, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("state = ? AND due_at <= ?", job.Waiting, now).Order("due_at")
	})
	if core.HasCode(err, errJobNotFound.Code) {
		return counts, time.Time{}, nil
	}
	return counts, oldest.DueAt, err
}

var _ job.Store = (*Jobs)(nil)
