package land_test

import (
	"bytes"
	"context"
	"fmt"
	"testing"
	"time"

	"zhaoyun/internal/account"
	"zhaoyun/internal/blob"
	"zhaoyun/internal/core"
	"zhaoyun/internal/file"
	"zhaoyun/internal/inbox"
	"zhaoyun/internal/job"
	"zhaoyun/internal/land"
	"zhaoyun/internal/land/notice"
	"zhaoyun/internal/store"
	"zhaoyun/internal/testkit"
)

// house is a land service on a real store with real accounts.
type house struct {
	*land.Service
	t        *testing.T
	db       *store.DB
	accounts *account.Service
	jobs     *job.Queue
	inbox    *inbox.Service
	files    files
	letters  []inbox.Letter
	bureau   core.ID
	a        core.Actor // an official of the bureau
	now      time.Time
}

func eachHouse(t *testing.T, f func(t *testing.T, h *house)) {
	t.Helper()
	testkit.Stores(t, func(t *testing.T, db *store.DB) { f(t, newHouse(t, db)) })
}

func newHouse(t *testing.T, db *store.DB) *house {
	t.Helper()
	h := &house{t: t, db: db, now: time.Date(2026, 11, 24, 2, 0, 0, 0, time.UTC)}
	clock := func() time.Time { return h.now }
	var err error
	h.accounts, err = account.New(t.Context(), account.Deps{Store: store.NewAccounts(db), Tx: db, Audit: db, Authority: store.NewAuthority(db), Clock: clock})
	must(t, err)
	h.jobs = job.New(job.Deps{Store: store.NewJobs(db), Clock: clock})
	h.inbox = inbox.New(inbox.Deps{Store: store.NewInbox(db), Jobs: h.jobs, People: h, Mailer: h, PublicURL: "https://zs.example", Clock: clock})
	blobs, err := blob.NewDir(t.TempDir())
	must(t, err)
	t.Cleanup(func() { _ = blobs.Close() })
	access := file.ByKind{}
	h.files = files{file.New(file.Deps{Files: store.NewFiles(db), Blobs: blobs, Inspect: file.NewIsolated(""), Access: access, Now: clock})}
	t.Cleanup(func() { _ = h.files.Close() })
	h.Service = h.server(clock)
	access["parcel"] = h.MayReadParcel
	h.jobs.Handle(land.JobChanged, h.TellChanged, job.Options{})
	h.jobs.Handle(inbox.JobMail, h.inbox.Mail, job.Options{})
	h.accounts.AddErasers(h.Service, h.inbox)
	h.bureau = h.organisation("示例投资促进局")
	h.a = h.official("甲", h.bureau)
	return h
}

// Recipient implements inbox.People.
func (h *house) Recipient(context.Context, core.ID) (inbox.Recipient, error) {
	return inbox.Recipient{Mail: "somebody@people.example", Language: "zh-CN"}, nil
}

// Letter implements inbox.Mailer.
func (h *house) Letter(_ context.Context, l inbox.Letter) error {
	h.letters = append(h.letters, l)
	return nil
}

// files gives land the files, as the application does.
type files struct{ *file.Service }

func (f files) AttachDocument(ctx context.Context, actor core.Actor, id core.ID, scope string) (land.FileFacts, error) {
	got, err := f.Attach(ctx, actor, id, scope)
	return land.FileFacts{Name: got.Name, Type: got.Type, Size: got.Size, Pages: got.Pages}, err
}

// upload sends a file.
func (h *house) upload(who core.Actor, name string, purpose file.Purpose, body []byte) core.ID {
	h.t.Helper()
	f, err := h.files.Create(h.t.Context(), who, file.Announcement{Name: name, Size: int64(len(body)), Purpose: purpose})
	must(h.t, err)
	for at := 0; at < len(body); at += file.MaxChunk {
		piece := body[at:min(at+file.MaxChunk, len(body))]
		_, err = h.files.Append(h.t.Context(), who, f.ID, int64(at), bytes.NewReader(piece), int64(len(piece)))
		must(h.t, err)
	}
	testkit.Eventually(h.t, "the check of the file", func() bool {
		f, err = h.files.Get(h.t.Context(), who, f.ID)
		return err == nil && f.State != file.Checking
	})
	return f.ID
}

// server is another server on the same store.
func (h *house) server(clock core.Clock) *land.Service {
	return land.New(land.Deps{
		Store: store.NewLand(h.db), Tx: h.db, Audit: h.db, Accounts: h.accounts, Files: h.files, Jobs: h.jobs, Inbox: h.inbox, Clock: clock,
	})
}

func (h *house) organisation(name string) core.ID {
	h.t.Helper()
	o, err := h.accounts.CreateOrganisation(h.t.Context(), core.System(), account.Organisation{Kind: core.OrgBureau, Name: core.Text{"zh-CN": name}})
	must(h.t, err)
	return o.ID
}

func (h *house) official(name string, bureau core.ID) core.Actor {
	h.t.Helper()
	a := h.person(name, account.MembershipDraft{Organisation: bureau, Role: core.RoleOfficial})
	a.Memberships = []core.Membership{{Organisation: bureau, Kind: core.OrgBureau, Role: core.RoleOfficial}}
	return a
}

func (h *house) person(name string, ms ...account.MembershipDraft) core.Actor {
	h.t.Helper()
	p, err := h.accounts.CreatePerson(context.Background(), core.System(), account.PersonDraft{
		Name: name, Contacts: []string{fmt.Sprintf("%s@people.example", core.NewID())}, Memberships: ms,
	})
	must(h.t, err)
	return core.Actor{Person: p.ID, Kind: core.PersonMember, Name: name}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func ptr[T any](v T) *T { return &v }

// square is a plot of about 111 m by 96 m, so many plots east and north of a corner.
func square(east, north int) land.Geometry {
	const step = 0.001
	x, y := 120.1+float64(east)*2*step, 30.2+float64(north)*2*step
	return land.Geometry{{{{x, y}, {x + step, y}, {x + step, y + step}, {x, y + step}, {x, y}}}}
}

// fields are those of a parcel that is public.
func fields(number string, group notice.Group, area, far float64) land.Fields {
	return land.Fields{
		Number: number, Name: core.Text{"zh-CN": "地块" + number}, Visibility: land.Public, AreaM2: &area, Status: notice.StatusListed,
		FAR: &notice.Interval{Max: &far}, Uses: []notice.Use{{Name: string(group), Group: group}}, District: notice.District{Name: "上城区"},
	}
}

func (h *house) parcel(f land.Fields, g land.Geometry) land.Parcel {
	h.t.Helper()
	p, err := h.Create(h.t.Context(), h.a, land.Draft{Fields: f, Geometry: g})
	must(h.t, err)
	return p
}

// numbers lists what somebody finds, by number.
func (h *house) numbers(who core.Actor, f land.Filter, by land.Order) []string {
	h.t.Helper()
	page, _, err := h.List(h.t.Context(), who, f, by, core.Paging{Limit: 100})
	must(h.t, err)
	var numbers []string
	for _, p := range page.Items {
		numbers = append(numbers, p.Number)
	}
	return numbers
}
