package chamber_test

import (
	"bytes"
	"context"
	"io"
	"testing"
	"time"

	"zhaoyun/internal/account"
	"zhaoyun/internal/chamber"
	"zhaoyun/internal/core"
	"zhaoyun/internal/job"
	"zhaoyun/internal/store"
	"zhaoyun/internal/testkit"
)

// house is members on a real store, with two chambers.
type house struct {
	*chamber.Service
	t            *testing.T
	db           *store.DB
	accounts     *account.Service
	jobs         *job.Queue
	files        files
	ours, theirs core.ID
	secretary    core.Actor // of ours
	now          time.Time
}

func eachHouse(t *testing.T, f func(t *testing.T, h *house)) {
	t.Helper()
	testkit.Stores(t, func(t *testing.T, db *store.DB) { f(t, newHouse(t, db)) })
}

func newHouse(t *testing.T, db *store.DB) *house {
	t.Helper()
	h := &house{t: t, db: db, files: files{}, now: time.Date(2026, 11, 29, 3, 0, 0, 0, time.UTC)}
	clock := func() time.Time { return h.now }
	var err error
	h.accounts, err = account.New(t.Context(), account.Deps{Store: store.NewAccounts(db), Tx: db, Audit: db, Authority: store.NewAuthority(db), Clock: clock})
	must(t, err)
	h.jobs = job.New(job.Deps{Store: store.NewJobs(db), Clock: clock})
	h.Service = chamber.New(chamber.Deps{Store: store.NewMembers(db), Tx: db, Audit: db, Files: h.files, Jobs: h.jobs, Clock: clock})
	h.jobs.Handle(chamber.JobRead, h.RunRead, chamber.ImportWork)
	h.jobs.Handle(chamber.JobWrite, h.RunWrite, chamber.ImportWork)
	h.accounts.AddErasers(h.Service)
	h.ours, h.theirs = h.chamber("示例商会"), h.chamber("别处商会")
	h.secretary = actor(core.OrgChamber, h.ours, core.RoleSecretary)
	return h
}

func (h *house) chamber(name string) core.ID {
	h.t.Helper()
	id := core.NewID()
	must(h.t, store.NewAccounts(h.db).InsertOrganisation(h.t.Context(), account.Organisation{
		ID: id, Kind: core.OrgChamber, Name: core.Text{"zh-CN": name}, Version: 1, CreatedAt: h.now,
	}))
	return id
}

func actor(kind core.OrgKind, organisation core.ID, role core.Role) core.Actor {
	return core.Actor{Person: core.NewID(), Kind: core.PersonMember, TimeZone: "Asia/Shanghai", Memberships: []core.Membership{
		{Organisation: organisation, Kind: kind, Role: role},
	}}
}

// files are uploads by their identifier.
type files map[core.ID]upload

type upload struct {
	name string
	body []byte
}

func (f files) AttachImport(_ context.Context, _ core.Actor, id core.ID, _ string) (chamber.ImportFile, error) {
	u, ok := f[id]
	if !ok {
		return chamber.ImportFile{}, core.NotFound("file_not_found", "None.")
	}
	return chamber.ImportFile{Name: u.name, Size: int64(len(u.body)), Digest: "digest"}, nil
}

func (f files) OpenImport(_ context.Context, id core.ID) (io.ReadSeekCloser, error) {
	return closer{bytes.NewReader(f[id].body)}, nil
}

func (f files) ReleaseImport(_ context.Context, id core.ID, _ string) error {
	delete(f, id)
	return nil
}

type closer struct{ *bytes.Reader }

func (closer) Close() error { return nil }

// read uploads a list and reads it into a preview.
func (h *house) read(name string, body []byte, c chamber.ImportChoice) chamber.Import {
	h.t.Helper()
	id := core.NewID()
	h.files[id] = upload{name, body}
	i, err := h.StartImport(h.t.Context(), h.secretary, h.ours, id, c)
	must(h.t, err)
	return h.run(i.ID)
}

// run lets the jobs of an import come to their end.
func (h *house) run(id core.ID) chamber.Import {
	h.t.Helper()
	must(h.t, h.jobs.RunDue(h.t.Context()))
	i, err := h.ReadImport(h.t.Context(), h.secretary, id)
	must(h.t, err)
	return i
}

func (h *house) confirm(i chamber.Import) chamber.Import {
	h.t.Helper()
	_, err := h.ConfirmImport(h.t.Context(), h.secretary, i.ID, i.Version)
	must(h.t, err)
	return h.run(i.ID)
}

func (h *house) count(f chamber.Filter) int {
	h.t.Helper()
	_, n, err := h.List(h.t.Context(), h.secretary, h.ours, f, core.Paging{Limit: 1})
	must(h.t, err)
	return n
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func code(t *testing.T, err error, want string) {
	t.Helper()
	if !core.HasCode(err, want) {
		t.Errorf("got %v, want %s", err, want)
	}
}

// said is where a list comes from.
var said = chamber.ImportChoice{Basis: chamber.Membership, Source: "2026 年会员登记表"}
