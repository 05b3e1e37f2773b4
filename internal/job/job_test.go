package job_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"zhaoyun/internal/core"
	"zhaoyun/internal/job"
	"zhaoyun/internal/store"
	"zhaoyun/internal/testkit"
)

// quick makes a queue that does not wait long for anything.
func quick(db *store.DB, change ...func(*job.Deps)) *job.Queue {
	d := job.Deps{Store: store.NewJobs(db), Lease: 2 * time.Second, Poll: 10 * time.Millisecond}
	for _, c := range change {
		c(&d)
	}
	return job.New(d)
}

// run works until the test ends.
func run(t *testing.T, q *job.Queue) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	go q.Run(ctx)
	t.Cleanup(func() { q.Drain(ctx); cancel() })
}

func add(t *testing.T, q *job.Queue, o job.Order) job.Job {
	t.Helper()
	j, err := q.Add(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return j
}

func becomes(t *testing.T, q *job.Queue, id core.ID, s job.State) job.Job {
	t.Helper()
	var j job.Job
	testkit.Eventually(t, "the job is "+string(s), func() bool {
		var err error
		j, err = q.Find(t.Context(), id)
		return err == nil && j.State == s
	})
	return j
}

type greeting struct{ Name string }

func TestAJobIsDoneOnceItsTransactionIsCommitted(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		q := quick(db, func(d *job.Deps) { d.Poll = time.Hour }) // nothing but the commit wakes it
		q.Handle("greet", func(_ context.Context, j job.Job, _ func(int)) (any, error) {
			var g greeting
			err := j.Decode(&g)
			return "hello " + g.Name, err
		}, job.Options{})
		run(t, q)
		boom := errors.New("boom")
		var lost job.Job
		err := db.InTx(t.Context(), func(ctx context.Context) (err error) {
			lost, err = q.Add(ctx, job.Order{Kind: "greet", Payload: greeting{"nobody"}})
			return errors.Join(err, boom)
		})
		if !errors.Is(err, boom) {
			t.Fatal(err)
		}
		j := add(t, q, job.Order{Kind: "greet", Payload: greeting{"Lin"}})
		if j = becomes(t, q, j.ID, job.Done); string(j.Result) != `"hello Lin"` || j.Progress != 100 || j.Attempts != 1 || len(j.Payload) != 0 || j.Ended.IsZero() {
			t.Errorf("done as %+v", j)
		}
		if _, err := q.Find(t.Context(), lost.ID); !core.HasCode(err, "job_not_found") {
			t.Errorf("a job of a transaction that was rolled back: %v", err)
		}
		wrong := add(t, q, job.Order{Kind: "greet", Payload: 7})
		if wrong = becomes(t, q, wrong.ID, job.Failed); wrong.Attempts != 1 {
			t.Errorf("what cannot be read is tried %d times", wrong.Attempts)
		}
	})
}

func TestAnUnfinishedJobIsThereOnce(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		q := quick(db)
		ids := make(chan core.ID, 20)
		var all sync.WaitGroup
		for range cap(ids) {
			all.Go(func() {
				j, err := q.Add(context.Background(), job.Order{Kind: "report", Key: "room"})
				if err != nil {
					t.Error(err)
				}
				ids <- j.ID
			})
		}
		all.Wait()
		first := <-ids
		for range cap(ids) - 1 {
			if id := <-ids; id != first {
				t.Fatal("a second job has the key")
			}
		}
		for _, other := range []job.Order{{Kind: "report", Key: "other"}, {Kind: "mail", Key: "room"}, {Kind: "report"}, {Kind: "report"}} {
			if j := add(t, q, other); j.ID == first {
				t.Errorf("%+v is the same job", other)
			}
		}
		hold := make(chan struct{})
		q.Handle("report", func(ctx context.Context, j job.Job, _ func(int)) (any, error) {
			select {
			case <-hold:
			case <-ctx.Done():
			}
			return j.Key, ctx.Err()
		}, job.Options{AtOnce: 9})
		run(t, q)
		becomes(t, q, first, job.Running)
		if j := add(t, q, job.Order{Kind: "report", Key: "room"}); j.ID != first {
			t.Error("a running job is doubled")
		}
		close(hold)
		becomes(t, q, first, job.Done)
		again := add(t, q, job.Order{Kind: "report", Key: "room"})
		if again.ID == first {
			t.Error("a finished job keeps its key")
		}
		if latest, err := q.Latest(t.Context(), "report", "room"); err != nil || latest.ID != again.ID {
			t.Errorf("the latest is %s, %v", latest.ID, err)
		}
	})
}

func TestAJobIsTriedAgainAfterGrowingPausesUntilItsLastAttempt(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		var ahead atomic.Int64 // the clock is put on by hand
		clock := func() time.Time { return core.Now().Add(time.Duration(ahead.Load())) }
		q := quick(db, func(d *job.Deps) { d.Clock = clock; d.Lease = 10 * time.Hour })
		q.Handle("mail", func(context.Context, job.Job, func(int)) (any, error) { return nil, errors.New("no line\x00") }, job.Options{Tries: 4})
		q.Handle("panics", func(context.Context, job.Job, func(int)) (any, error) { panic("oh") }, job.Options{Tries: 1})
		q.Handle("never", func(context.Context, job.Job, func(int)) (any, error) {
			return nil, job.Permanent(errors.New("no such address"))
		}, job.Options{})
		run(t, q)
		j := add(t, q, job.Order{Kind: "mail"})
		before := time.Duration(0)
		for n := 1; n < 4; n++ {
			var pause time.Duration
			testkit.Eventually(t, "it has been tried", func() bool {
				got, err := q.Find(t.Context(), j.ID)
				pause = got.DueAt.Sub(clock())
				return err == nil && got.State == job.Waiting && got.Attempts == n && got.Error == "no line"
			})
			if pause <= before {
				t.Errorf("after attempt %d it waits %s, before it was %s", n, pause, before)
			}
			before = pause
			ahead.Add(int64(pause))
		}
		if j = becomes(t, q, j.ID, job.Failed); j.Attempts != 4 {
			t.Errorf("it was tried %d times", j.Attempts)
		}
		if p := becomes(t, q, add(t, q, job.Order{Kind: "panics"}).ID, job.Failed); !strings.HasPrefix(p.Error, "panic: oh") {
			t.Errorf("a panic is told as %q", p.Error)
		}
		if p := becomes(t, q, add(t, q, job.Order{Kind: "never"}).ID, job.Failed); p.Attempts != 1 {
			t.Errorf("what is of no use is tried %d times", p.Attempts)
		}
		later := add(t, q, job.Order{Kind: "never", RunAt: clock().Add(time.Hour)})
		becomes(t, q, add(t, q, job.Order{Kind: "never"}).ID, job.Failed)
		becomes(t, q, later.ID, job.Waiting)
		ahead.Add(int64(2 * time.Hour))
		becomes(t, q, later.ID, job.Failed)
		ahead.Add(int64(8 * 24 * time.Hour))
		if err := q.Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
		becomes(t, q, later.ID, job.Failed) // failed ones are kept longer
		ahead.Add(int64(30 * 24 * time.Hour))
		if err := q.Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
		if _, err := q.Find(t.Context(), later.ID); !core.HasCode(err, "job_not_found") {
			t.Errorf("after a month: %v", err)
		}
	})
}

func TestProgressIsSeenAndPlacesAreBounded(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		q := quick(db)
		var busy, excess atomic.Int64
		hold := make(chan struct{})
		q.Handle("report", func(_ context.Context, _ job.Job, progress func(int)) (any, error) {
			if busy.Add(1) > 2 {
				excess.Add(1)
			}
			defer busy.Add(-1)
			progress(20)
			progress(42)
			<-hold
			return nil, nil
		}, job.Options{AtOnce: 2})
		run(t, q)
		var jobs []job.Job
		for range 6 {
			jobs = append(jobs, add(t, q, job.Order{Kind: "report"}))
		}
		testkit.Eventually(t, "the progress of the first is seen", func() bool {
			j, err := q.Find(t.Context(), jobs[0].ID)
			return err == nil && j.State == job.Running && j.Progress == 42
		})
		testkit.Eventually(t, "two are at work", func() bool { return busy.Load() == 2 })
		close(hold)
		for _, j := range jobs {
			becomes(t, q, j.ID, job.Done)
		}
		if n := excess.Load(); n > 0 {
			t.Errorf("%d were begun while two were at work", n)
		}
	})
}

// The effect of a job lies in the transaction that finishes it. Four processes, the
// leases of which end while they work, bring it about once.
func TestAJobTakesEffectOnceHoweverManyWorkAtIt(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		var attempts atomic.Int64
		var queues []*job.Queue
		for range 4 {
			q := quick(db)
			q.Handle("count", func(_ context.Context, j job.Job, _ func(int)) (any, error) {
				if attempts.Add(1)%3 == 0 { // somebody else is given the job in the middle of it
					_, err := db.Conn(context.Background()).NewRaw("UPDATE jobs SET due_at = ? WHERE id = ?", time.Unix(0, 0).UTC(), j.ID).Exec(context.Background())
					if err != nil {
						return nil, err
					}
					testkit.Eventually(t, "another has it", func() bool {
						now, err := q.Find(context.Background(), j.ID)
						return err == nil && now.Lease != j.Lease
					})
				}
				return nil, db.InTx(context.Background(), func(ctx context.Context) error {
					line := core.AuditLine{Action: "count", ObjectKind: "job", ObjectID: j.ID}
					return errors.Join(db.Audit(ctx, line), q.Finish(ctx, j, "counted"))
				})
			}, job.Options{AtOnce: 3, Tries: 100})
			run(t, q)
			queues = append(queues, q)
		}
		var jobs []job.Job
		for i := range 40 {
			jobs = append(jobs, add(t, queues[i%len(queues)], job.Order{Kind: "count"}))
		}
		for _, j := range jobs {
			if j = becomes(t, queues[0], j.ID, job.Done); string(j.Result) != `"counted"` {
				t.Errorf("the result is %s", j.Result)
			}
			n, err := db.Conn(t.Context()).NewSelect().TableExpr("audit").Where("action = 'count' AND object_id = ?", j.ID).Count(t.Context())
			if err != nil || n != 1 {
				t.Errorf("%d effects, %v", n, err)
			}
		}
		if attempts.Load() <= int64(len(jobs)) {
			t.Error("no job was taken away from anybody")
		}
	})
}

func TestAForgottenJobEndsItsAttempt(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		q := quick(db, func(d *job.Deps) { d.Lease = 200 * time.Millisecond })
		cause := make(chan error, 1)
		q.Handle("mail", func(ctx context.Context, _ job.Job, _ func(int)) (any, error) {
			<-ctx.Done()
			cause <- context.Cause(ctx)
			return nil, ctx.Err()
		}, job.Options{})
		run(t, q)
		j := add(t, q, job.Order{Kind: "mail", About: "lin"})
		becomes(t, q, j.ID, job.Running)
		if err := q.Forget(t.Context(), "lin"); err != nil {
			t.Fatal(err)
		}
		if err := <-cause; !errors.Is(err, job.ErrLost) {
			t.Errorf("it ends with %v", err)
		}
	})
}

func TestAStoppingProcessGivesItsJobsBackUncounted(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		first, second := quick(db), quick(db)
		first.Handle("report", func(ctx context.Context, _ job.Job, progress func(int)) (any, error) {
			progress(50)
			<-ctx.Done()
			return nil, ctx.Err()
		}, job.Options{})
		second.Handle("report", func(context.Context, job.Job, func(int)) (any, error) { return nil, nil }, job.Options{})
		ctx, cancel := context.WithCancel(t.Context())
		stopped := make(chan struct{})
		go func() { first.Run(ctx); close(stopped) }()
		j := add(t, first, job.Order{Kind: "report"})
		becomes(t, first, j.ID, job.Running)
		over, end := context.WithCancel(t.Context())
		end()
		first.Drain(over)
		if back := becomes(t, first, j.ID, job.Waiting); back.Attempts != 0 || back.Progress != 0 {
			t.Errorf("given back as %+v", back)
		}
		add(t, first, job.Order{Kind: "report"}) // it takes up nothing any more
		run(t, second)
		if j = becomes(t, second, j.ID, job.Done); j.Attempts != 1 {
			t.Errorf("%d attempts", j.Attempts)
		}
		cancel()
		<-stopped
	})
}

const programMark = "ZHAOYUN_TEST_JOBS"

// TestMain lets the test program be a process that takes up a job and never ends it.
func TestMain(m *testing.M) {
	url := os.Getenv(programMark)
	if url == "" {
		os.Exit(m.Run())
	}
	db, err := store.Open(context.Background(), store.Options{URL: url})
	if err != nil {
		panic(err)
	}
	q := quick(db)
	for _, kind := range []string{"slow", "deadly"} {
		q.Handle(kind, func(_ context.Context, _ job.Job, progress func(int)) (any, error) {
			progress(30)
			select {}
		}, job.Options{})
	}
	q.Run(context.Background())
}

func TestTheJobOfAKilledProcessIsTakenUpByAnother(t *testing.T) {
	t.Parallel()
	for name, place := range map[string]func(testing.TB) string{
		"sqlite":   func(t testing.TB) string { return filepath.Join(t.TempDir(), "jobs.db") },
		"postgres": testkit.PostgresURL,
	} {
		t.Run(name, func(t *testing.T) {
			url := place(t)
			db, err := store.Open(t.Context(), store.Options{URL: url})
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = db.Close() }()
			if _, err := db.Migrate(t.Context()); err != nil {
				t.Fatal(err)
			}
			q, other := quick(db), quick(db)
			slow, deadly := add(t, q, job.Order{Kind: "slow"}), add(t, q, job.Order{Kind: "deadly"})
			killed(t, url, q, map[core.ID]int{slow.ID: 1, deadly.ID: 1})
			q.Handle("slow", func(context.Context, job.Job, func(int)) (any, error) { return "by another", nil }, job.Options{})
			run(t, q)
			if slow = becomes(t, q, slow.ID, job.Done); slow.Attempts != 2 || string(slow.Result) != `"by another"` {
				t.Errorf("done as %+v", slow)
			}
			// Twice the other has taken its process with it: that is enough.
			killed(t, url, q, map[core.ID]int{deadly.ID: 2})
			other.Handle("deadly", func(context.Context, job.Job, func(int)) (any, error) { return nil, nil }, job.Options{Tries: 2})
			run(t, other)
			if deadly = becomes(t, q, deadly.ID, job.Failed); deadly.Error != "cut off 2 times" {
				t.Errorf("failed as %+v", deadly)
			}
		})
	}
}

// killed has a process of its own take up jobs, each for its nth attempt, and kills it.
func killed(t *testing.T, url string, q *job.Queue, attempts map[core.ID]int) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), programMark+"="+url)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for id, n := range attempts {
		testkit.Eventually(t, "the process is at work", func() bool {
			got, err := q.Find(t.Context(), id)
			return err == nil && got.State == job.Running && got.Progress == 30 && got.Attempts == n
		})
	}
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
}

func TestTheQueueTellsHowItStands(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		metrics := prometheus.NewRegistry()
		q := quick(db, func(d *job.Deps) { d.Metrics = metrics })
		q.Handle("never", func(context.Context, job.Job, func(int)) (any, error) { return nil, job.Permanent(errors.New("no")) }, job.Options{})
		run(t, q)
		add(t, q, job.Order{Kind: "never"})
		add(t, q, job.Order{Kind: "unknown"}) // nobody here works at it
		value := func(name, label string) (v float64) {
			families, err := metrics.Gather()
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range families {
				for _, m := range f.Metric {
					if f.GetName() == name && (label == "" || m.Label[0].GetValue() == label) {
						v = m.GetGauge().GetValue()
					}
				}
			}
			return v
		}
		testkit.Eventually(t, "what failed, what waits and for how long is counted", func() bool {
			return value("zhaoyun_jobs", "failed") == 1 && value("zhaoyun_jobs", "waiting") == 1 && value("zhaoyun_jobs_overdue_seconds", "") > 0
		})
	})
}
