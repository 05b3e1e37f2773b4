package account_test

import (
	"context"
	"regexp"
	"sync"
	"testing"
	"time"

	"zhaoyun/internal/account"
	"zhaoyun/internal/core"
	"zhaoyun/internal/store"
	"zhaoyun/internal/testkit"
)

// fast hashes cost little, so that tests may make many; one test pays the real price.
var fast = account.HashCost{Memory: 64, Time: 1, Threads: 1}

// clock is a clock that tests put forward.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) Add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// letterbox is where codes arrive.
type letterbox struct {
	mu   sync.Mutex
	got  []account.Message
	fail error
}

func (l *letterbox) Send(_ context.Context, m account.Message) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.fail == nil {
		l.got = append(l.got, m)
	}
	return l.fail
}

var sixDigits = regexp.MustCompile(`\d{6}`)

// code returns the digits that arrived last.
func (l *letterbox) code() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return sixDigits.FindString(l.got[len(l.got)-1].Text)
}

// house is an account service on a real database, with what tests look at.
type house struct {
	*account.Service
	t         *testing.T
	db        *store.DB
	clock     *clock
	box       *letterbox
	authority *store.Authority
	bureau    account.Organisation
	admin     core.Actor
}

const goodPassword = "correct horse battery"

func newHouse(t *testing.T, db *store.DB) *house {
	t.Helper()
	h := &house{t: t, db: db, clock: &clock{now: core.Now()}, box: &letterbox{}, authority: store.NewAuthority(db)}
	h.Service = h.node()
	ctx := t.Context()
	p, err := h.AddUser(ctx, account.NewUser{
		Name: "管理员", Contacts: []string{"admin@zs.example"}, Password: goodPassword, Role: core.RoleAdministrator, Organisation: "上城区投资促进局",
	})
	if err != nil {
		t.Fatal(err)
	}
	h.bureau, err = h.Organisation(ctx, p.Memberships[0].Organisation)
	if err != nil {
		t.Fatal(err)
	}
	h.admin = h.actor(h.enter("admin@zs.example"))
	return h
}

// warm opens all connections of the pool. Else the first of several racing
// requests would be done before the others have a connection, and nothing races.
func (h *house) warm() {
	h.t.Helper()
	var open, wg sync.WaitGroup
	open.Add(8)
	for range 8 {
		wg.Go(func() {
			_ = h.db.InReadTx(h.t.Context(), func(ctx context.Context) error {
				_, err := h.db.Conn(ctx).ExecContext(ctx, "SELECT 1")
				open.Done()
				open.Wait()
				return err
			})
		})
	}
	wg.Wait()
}

// node is another server on the same database.
func (h *house) node() *account.Service {
	h.t.Helper()
	s, err := account.New(h.t.Context(), account.Deps{
		Store: store.NewAccounts(h.db), Tx: h.db, Audit: h.db, Authority: h.authority, Sender: h.box, Clock: h.clock.Now, Hash: fast,
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return s
}

var from = core.Actor{IP: "203.0.113.7", Language: "zh-CN", RequestID: "test"}

// enter signs in with the good password.
func (h *house) enter(login string) account.Issued {
	h.t.Helper()
	i, err := h.password(login, goodPassword)
	if err != nil {
		h.t.Fatal(err)
	}
	return i
}

func (h *house) password(login, password string) (account.Issued, error) {
	return h.SignIn(h.t.Context(), from, account.Credentials{Method: account.MethodPassword, Login: login, Password: password})
}

// byCode asks for a code and signs in with it.
func (h *house) byCode(actor core.Actor, contact, name string) account.Issued {
	h.t.Helper()
	h.clock.Add(2 * time.Minute)
	if _, err := h.SendCode(h.t.Context(), actor, contact); err != nil {
		h.t.Fatal(err)
	}
	i, err := h.SignIn(h.t.Context(), actor, account.Credentials{
		Method: account.MethodCode, Contact: contact, Code: h.box.code(), Name: name,
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return i
}

func (h *house) actor(i account.Issued) core.Actor {
	h.t.Helper()
	a, err := h.Authenticate(h.t.Context(), i.AccessToken)
	if err != nil {
		h.t.Fatal(err)
	}
	a.IP, a.RequestID = from.IP, from.RequestID
	return a
}

// person adds a member with the good password.
func (h *house) person(name, contact string, roles ...core.Role) account.Person {
	h.t.Helper()
	d := account.PersonDraft{Name: name, Contacts: []string{contact}, Password: goodPassword}
	for _, r := range roles {
		d.Memberships = append(d.Memberships, account.MembershipDraft{Organisation: h.bureau.ID, Role: r})
	}
	p, err := h.CreatePerson(h.t.Context(), h.admin, d)
	if err != nil {
		h.t.Fatal(err)
	}
	return p
}

// audited counts audit lines.
func (h *house) audited(action, result string, object core.ID) int {
	h.t.Helper()
	p, err := h.AuditLines(h.t.Context(), h.admin, account.AuditFilter{Action: action, Object: object, Result: result}, core.Paging{Limit: 100})
	if err != nil {
		h.t.Fatal(err)
	}
	return len(p.Items)
}

// changed reports whether an authority change was noted.
func (h *house) changed(kind string, person, signIn core.ID) bool {
	h.t.Helper()
	cs, err := h.authority.Since(h.t.Context(), time.Time{})
	if err != nil {
		h.t.Fatal(err)
	}
	for _, c := range cs {
		if c.Kind == kind && c.Person == person && (signIn == "" || c.SignIn == signIn) {
			return true
		}
	}
	return false
}

// wants fails unless err carries the code; empty wants no error.
func wants(t *testing.T, what string, err error, code string) {
	t.Helper()
	if code == "" && err != nil || code != "" && !core.HasCode(err, code) {
		t.Errorf("%s: got %v, want %q", what, err, code)
	}
}

func onHouse(t *testing.T, f func(t *testing.T, h *house)) {
	t.Helper()
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) { f(t, newHouse(t, db)) })
}
