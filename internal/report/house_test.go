package report_test

import (
	"context"
	"encoding/json"
	"sync"
	"testing"
	"time"

	"zhaoyun/internal/blob"
	"zhaoyun/internal/core"
	"zhaoyun/internal/job"
	"zhaoyun/internal/policy"
	"zhaoyun/internal/report"
	"zhaoyun/internal/room"
	"zhaoyun/internal/store"
	"zhaoyun/internal/testkit"
)

// house is a room with reports on a real store.
type house struct {
	t       *testing.T
	ctx     context.Context
	db      *store.DB
	rooms   *room.Service
	reports *report.Service
	jobs    *job.Queue
	blobs   blob.Store
	room    core.ID
	session room.Session

	mu  sync.Mutex
	now time.Time
}

var start = time.Date(2026, 11, 24, 2, 0, 0, 0, time.UTC)

func newHouse(t *testing.T, db *store.DB) *house {
	t.Helper()
	h := &house{t: t, ctx: t.Context(), db: db, now: start}
	blobs, err := blob.NewDir(t.TempDir())
	h.ok(err)
	t.Cleanup(func() { _ = blobs.Close() })
	h.blobs = blobs
	h.session = room.Session{
		ID: core.NewID(), Kind: "promotion", Title: core.Text{"zh-CN": "云推介", "en": "Promotion"}, Event: core.NewID(), EventSlug: "zone",
		EventTitle: core.Text{"zh-CN": "示范区推介"}, Organisation: "bureau", StartsAt: start, EndsAt: start.Add(time.Hour),
		TimeZone: "Asia/Shanghai", Access: room.AccessPublic, Published: true, People: map[core.ID]policy.RoomRole{},
	}
	h.jobs = h.queue()
	h.reports = report.New(report.Deps{
		Store: store.NewReports(db), Sessions: h, Blobs: blobs, Jobs: h.jobs, Audit: db, Now: h.clock,
	})
	h.rooms = room.New(room.Deps{
		Store: store.NewRooms(db), Sessions: h, Directory: h, Files: h, Audit: db, Authority: store.NewAuthority(db), Now: h.clock,
		Ended: h.reports.Ended, Parcels: h,
	})
	h.room, err = store.NewRooms(db).OpenRoom(h.ctx, h.session.ID)
	h.ok(err)
	return h
}

// queue is a queue that does not wait long; jobs keep to the clock of the wall.
func (h *house) queue() *job.Queue {
	return job.New(job.Deps{Store: store.NewJobs(h.db), Lease: 2 * time.Second, Poll: 10 * time.Millisecond})
}

// work has a queue build reports until the test ends.
func (h *house) work(q *job.Queue, build job.Handler) {
	h.t.Helper()
	q.Handle(report.Kind, build, job.Options{})
	ctx, cancel := context.WithCancel(context.Background())
	go q.Run(ctx)
	h.t.Cleanup(func() { q.Drain(ctx); cancel() })
}

func (h *house) ok(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) code(err error, code string) {
	h.t.Helper()
	if !core.HasCode(err, code) {
		h.t.Fatalf("got %v, want %s", err, code)
	}
}

func (h *house) clock() time.Time { h.mu.Lock(); defer h.mu.Unlock(); return h.now }

// at puts the clock to so long after the start.
func (h *house) at(d time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.now = start.Add(d)
}

// Session and Standing implement room.Sessions, Card room.Directory, File, Attach
// and Detach room.Files.
func (h *house) Session(context.Context, core.ID) (room.Session, error) { return h.session, nil }
func (h *house) Standing(context.Context, core.ID, core.ID) (room.Standing, error) {
	return room.Standing{}, nil
}

func (h *house) Card(_ context.Context, person core.ID) (string, string, error) {
	orgs := map[core.ID]string{"lin": "甲公司", "zhao": "甲公司", "wu": "乙公司"}
	return "name of " + person, orgs[person], nil
}

func (h *house) File(_ context.Context, _ core.Actor, id core.ID) (room.File, error) {
	return room.File{ID: id, Name: "推介.pdf", Type: "application/pdf", Ready: true, Pages: 9}, nil
}
func (h *house) Attach(context.Context, core.Actor, core.ID, string) error { return nil }
func (h *house) Detach(context.Context, core.ID, string) error             { return nil }

func official(name string) core.Actor {
	return core.Actor{Person: name, Name: name, Kind: core.PersonMember, Memberships: []core.Membership{
		{Organisation: "bureau", Kind: core.OrgBureau, Role: core.RoleOfficial},
	}}
}

func guest(name string) core.Actor {
	return core.Actor{Person: name, Name: "name of " + name, Kind: core.PersonGuest}
}

func (h *house) enter(a core.Actor) core.ID {
	h.t.Helper()
	seat, err := h.rooms.Enter(h.ctx, a, h.room)
	h.ok(err)
	return seat.Participant
}

func (h *house) attend(p core.ID, from, until time.Duration) {
	h.t.Helper()
	h.ok(h.rooms.Attend(h.ctx, h.room, []room.AttendanceSpan{{Participant: p, Since: start.Add(from), Until: start.Add(until)}}))
}

func (h *house) phase(p room.Phase) {
	h.t.Helper()
	_, err := h.rooms.SetPhase(h.ctx, official("host"), h.room, p)
	h.ok(err)
}

func (h *house) show(page int) {
	h.t.Helper()
	data, _ := json.Marshal(map[string]any{"file": "slides", "page": page})
	_, err := h.rooms.ShowStage(h.ctx, official("host"), h.room, room.StageSlides, data)
	h.ok(err)
}

func (h *house) say(a core.Actor, text string) int64 {
	h.t.Helper()
	r, err := h.rooms.PostChat(h.ctx, a, h.room, room.ChatPost{Text: text})
	h.ok(err)
	return r.Seq
}

func (h *house) ask(a core.Actor, text string, anonymous bool) room.Question {
	h.t.Helper()
	q, err := h.rooms.AskQuestion(h.ctx, a, h.room, room.Ask{Text: text, Anonymous: anonymous})
	h.ok(err)
	h.ok(h.rooms.ReviewQuestion(h.ctx, official("host"), h.room, q.ID, room.Review{Decision: room.DecidePublish}))
	return q
}

// session plays ten minutes with three guests, one of whom is away in the middle.
func (h *house) play() (lin, zhao, wu core.ID) {
	h.t.Helper()
	host := official("host")
	h.enter(host)
	_, err := h.rooms.AddSlides(h.ctx, host, h.room, "slides")
	h.ok(err)
	lin, zhao = h.enter(guest("lin")), h.enter(guest("zhao"))
	h.phase(room.Live)
	h.at(time.Minute)
	h.show(1)
	h.say(guest("lin"), "=HYPERLINK(\"http://evil.example\")")
	hidden := h.say(guest("zhao"), "不当言论")
	h.ok(h.rooms.HideChat(h.ctx, host, h.room, hidden, ""))
	h.attend(lin, 0, 2*time.Minute)
	h.attend(zhao, 0, 10*time.Minute)
	h.at(3 * time.Minute)
	wu = h.enter(guest("wu"))
	h.show(2)
	q := h.ask(guest("wu"), "容积率是多少？", false)
	h.ok(h.rooms.AnswerQuestion(h.ctx, host, h.room, q.ID, room.AnsweredWritten, "2.0 到 3.5"))
	h.ask(guest("zhao"), "谁来补偿？", true)
	h.at(5 * time.Minute)
	h.enter(guest("lin")) // back after three minutes
	h.attend(lin, 5*time.Minute, 10*time.Minute)
	h.attend(wu, 3*time.Minute, 10*time.Minute)
	p, err := h.rooms.CreatePoll(h.ctx, host, h.room, room.PollDraftData{
		Kind: room.PollSingle, Question: "最关心哪里？", Options: []string{"地块", "楼宇"}, Results: room.ResultsLive,
	})
	h.ok(err)
	_, err = h.rooms.SetPollStatus(h.ctx, host, h.room, p.ID, room.PollOpen)
	h.ok(err)
	_, err = h.rooms.Vote(h.ctx, guest("lin"), h.room, p.ID, []int{1})
	h.ok(err)
	_, err = h.rooms.Vote(h.ctx, guest("zhao"), h.room, p.ID, []int{2})
	h.ok(err)
	_, err = h.rooms.RaiseHand(h.ctx, guest("wu"), h.room)
	h.ok(err)
	h.ok(h.rooms.AddReactions(h.ctx, h.room, map[string]int{"clap": 7}))
	h.at(10 * time.Minute)
	h.phase(room.Ended)
	return lin, zhao, wu
}

// ready waits for a report that is built, and returns it.
func (h *house) ready() report.State {
	h.t.Helper()
	var st report.State
	testkit.Eventually(h.t, "the report is ready", func() bool {
		var err error
		st, err = h.reports.Read(h.ctx, official("host"), h.room)
		return err == nil && st.Status == report.Ready
	})
	return st
}
