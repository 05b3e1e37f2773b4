package recording_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/event"
	"zhaoyun/internal/job"
	"zhaoyun/internal/policy"
	"zhaoyun/internal/recording"
	"zhaoyun/internal/room"
	"zhaoyun/internal/store"
	"zhaoyun/internal/testkit"
)

var start = time.Date(2026, 12, 3, 2, 0, 0, 0, time.UTC)

// house is a room with recordings on a real store.
type house struct {
	t          *testing.T
	ctx        context.Context
	db         *store.DB
	rooms      *room.Service
	jobs       *job.Queue
	recordings *recording.Service
	reel       *reel
	dir        string
	room       core.ID
	session    room.Session
	ahead      atomic.Int64
}

func newHouse(t *testing.T, db *store.DB) *house {
	t.Helper()
	h := &house{t: t, ctx: t.Context(), db: db, dir: t.TempDir(), reel: &reel{}}
	h.session = room.Session{
		ID: core.NewID(), Kind: "promotion", Title: core.Text{"zh-CN": "云推介"}, Event: core.NewID(), Organisation: "bureau", StartsAt: start,
		EndsAt: start.Add(time.Hour), Access: room.AccessPublic, Published: true, People: map[core.ID]policy.RoomRole{}, Recording: event.RecordingManual,
	}
	h.rooms = room.New(room.Deps{
		Store: store.NewRooms(db), Sessions: h, Directory: h, Audit: db, Authority: store.NewAuthority(db), Now: h.clock,
	})
	var err error
	h.room, err = store.NewRooms(db).OpenRoom(h.ctx, h.session.ID)
	h.ok(err)
	h.jobs = job.New(job.Deps{Store: store.NewJobs(db), Lease: 600 * time.Millisecond, Poll: 10 * time.Millisecond})
	h.recordings = h.service(h.reel)
	h.work(h.jobs, h.recordings)
	return h
}

func (h *house) service(r recording.Recorder) *recording.Service {
	return recording.New(recording.Deps{
		Store: store.NewRecordings(h.db), Rooms: h.rooms, Jobs: h.jobs, Audit: h.db, Recorder: r, Dir: h.dir, Days: 30, Now: h.clock,
	})
}

func (h *house) work(q *job.Queue, s *recording.Service) {
	q.Handle(recording.Kind, s.Work, job.Options{AtOnce: 4, Limit: time.Hour, Tries: 100})
	q.Handle(recording.KindFilm, s.WorkFilm, job.Options{})
	ctx, cancel := context.WithCancel(context.Background())
	go q.Run(ctx)
	h.t.Cleanup(func() {
		over, end := context.WithCancel(ctx)
		end()
		q.Drain(over)
		cancel()
	})
}

func (h *house) clock() time.Time { return start.Add(time.Duration(h.ahead.Load())) }

func (h *house) ok(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) code(err error, code string) {
	h.t.Helper()
	if !core.HasCode(err, code) {
		h.t.Errorf("got %v, want %s", err, code)
	}
}

// Session and Standing implement room.Sessions, Card room.Directory.
func (h *house) Session(context.Context, core.ID) (room.Session, error) { return h.session, nil }
func (h *house) Standing(context.Context, core.ID, core.ID) (room.Standing, error) {
	return room.Standing{}, nil
}
func (h *house) Card(context.Context, core.ID) (string, string, error) { return "某人", "", nil }

func official(organisation string) core.Actor {
	return core.Actor{Person: "official-" + organisation, Kind: core.PersonMember, Memberships: []core.Membership{
		{Organisation: organisation, Kind: core.OrgBureau, Role: core.RoleOfficial},
	}}
}

var wang = official("bureau")

func (h *house) phase(p room.Phase) {
	h.t.Helper()
	_, err := h.rooms.SetPhase(h.ctx, wang, h.room, p)
	h.ok(err)
}

// becomes waits until the only recording is in a state.
func (h *house) becomes(id core.ID, s recording.State) recording.Recording {
	h.t.Helper()
	var r recording.Recording
	testkit.Eventually(h.t, "the recording is "+string(s), func() bool {
		var err error
		r, err = store.NewRecordings(h.db).Recording(h.ctx, id)
		return err == nil && r.State == s
	})
	return r
}

// log lists what the public log says of recordings.
func (h *house) log() (types []string) {
	h.t.Helper()
	log, err := h.rooms.Entries(h.ctx, wang, h.room, room.Public, 0, 500)
	h.ok(err)
	for _, e := range log.Items {
		if e.Type == room.TypeRecordingStarted || e.Type == room.TypeRecordingEnded {
			types = append(types, e.Type)
		}
	}
	return types
}

func (h *house) audited(action string) int {
	h.t.Helper()
	n, err := h.db.Conn(h.ctx).NewSelect().TableExpr("audit").Where("action = ? AND result = 'ok'", action).Count(h.ctx)
	h.ok(err)
	return int(n)
}

// reel is a recorder without pictures: a file says who was at work.
type reel struct {
	mu      sync.Mutex
	running int
	begun   int
	lost    int
	kept    bool
}

func (r *reel) Record(ctx context.Context, t recording.Take) error {
	r.mu.Lock()
	r.running++
	r.begun++
	r.mu.Unlock()
	if err := os.MkdirAll(t.Dir, 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(t.Dir, "seg-000000.m4s"), []byte("pictures"), 0o600); err != nil {
		return err
	}
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for ctx.Err() == nil {
		r.mu.Lock()
		r.kept = t.Kept()
		r.mu.Unlock()
		select {
		case <-tick.C:
		case <-ctx.Done():
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.running--
	if errors.Is(context.Cause(ctx), recording.ErrGivenUp) {
		r.lost++
		return recording.ErrGivenUp
	}
	return nil
}

func (r *reel) state() (running, begun, lost int, kept bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.running, r.begun, r.lost, r.kept
}

func (r *reel) End(dir string) ([]recording.Span, int64, error) {
	err := os.WriteFile(filepath.Join(dir, "index.m3u8"), []byte("#EXTM3U\n"), 0o600)
	spans, _ := r.Spans(dir)
	return spans, 8, err
}

func (r *reel) Spans(dir string) ([]recording.Span, error) {
	if _, err := os.Stat(dir); err != nil {
		return nil, err
	}
	return []recording.Span{{From: start, Until: start.Add(time.Minute)}}, nil
}

func (r *reel) Film(_ context.Context, _, path string) error {
	return os.WriteFile(path, []byte("one film"), 0o600)
}
