package invite_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"zhaoyun/internal/account"
	"zhaoyun/internal/chamber"
	"zhaoyun/internal/core"
	"zhaoyun/internal/event"
	"zhaoyun/internal/inbox"
	"zhaoyun/internal/invite"
	"zhaoyun/internal/job"
	"zhaoyun/internal/land"
	"zhaoyun/internal/policy"
	"zhaoyun/internal/store"
	"zhaoyun/internal/testkit"
)

// house is invitations on a real store, with real events, accounts and members.
type house struct {
	*invite.Service
	t                   *testing.T
	ctx                 context.Context
	db                  *store.DB
	accounts            *account.Service
	events              *event.Service
	members             *chamber.Service
	jobs                *job.Queue
	now                 time.Time
	bureau, ours        account.Organisation
	theirs              account.Organisation
	official            core.Actor
	secretary, stranger core.Actor // of ours, and of theirs

	mu      sync.Mutex
	letters []invite.Letter
	texts   []string
	refuse  func(to string) error
}

// SendLetter implements invite.Post.
func (h *house) SendLetter(_ context.Context, l invite.Letter) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.refuse != nil {
		if err := h.refuse(l.To); err != nil {
			return err
		}
	}
	h.letters = append(h.letters, l)
	return nil
}

// SendText implements invite.Post.
func (h *house) SendText(_ context.Context, _, to, text string) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.texts = append(h.texts, to+" "+text)
	return nil
}

// Reach implements invite.Recipients.
func (h *house) Reach(context.Context, core.ID) (string, string, error) {
	return "he@chamber.example", "", nil
}

// Notify, TextNotice, Letter and Recipient are the mail of events, which nobody reads here.
func (h *house) Notify(context.Context, event.Mail) error                 { return nil }
func (h *house) TextNotice(context.Context, string, string, string) error { return nil }
func (h *house) Letter(context.Context, inbox.Letter) error               { return nil }
func (h *house) Recipient(context.Context, core.ID) (inbox.Recipient, error) {
	return inbox.Recipient{}, nil
}
func (blank) Paint(context.Context, invite.Placard) ([]byte, error) { return []byte("png"), nil }
func (blank) Code(string) ([]byte, error)                           { return []byte("png"), nil }

// blank paints nothing.
type blank struct{}

// rooms gives event the rooms of the store, as the application does.
type rooms struct{ *store.Rooms }

func (r rooms) Create(ctx context.Context, session core.ID) (core.ID, error) {
	return r.OpenRoom(ctx, session)
}
func (r rooms) Phases(ctx context.Context, ids []core.ID) (map[core.ID]string, error) {
	return r.RoomStates(ctx, ids)
}
func (r rooms) CopyPrepared(context.Context, core.ID, core.ID) error { return nil }
func (r rooms) Attended(ctx context.Context, person core.ID, ids []core.ID) (map[core.ID]bool, error) {
	return r.AttendedRooms(ctx, person, ids)
}
func (r rooms) Remove(ctx context.Context, id core.ID) error { return r.RemoveRoom(ctx, id) }

func newHouse(t *testing.T, db *store.DB) *house {
	t.Helper()
	h := &house{t: t, ctx: context.Background(), db: db, now: time.Date(2026, 11, 24, 2, 0, 0, 0, time.UTC)}
	clock := func() time.Time { return h.now }
	authority := store.NewAuthority(db)
	var err error
	h.accounts, err = account.New(h.ctx, account.Deps{Store: store.NewAccounts(db), Tx: db, Audit: db, Authority: authority, Clock: clock})
	h.ok(err)
	h.jobs = job.New(job.Deps{Store: store.NewJobs(db), Clock: clock})
	box := inbox.New(inbox.Deps{Store: store.NewInbox(db), Jobs: h.jobs, People: h, Mailer: h, PublicURL: "https://zs.example", Clock: clock})
	h.events = event.New(event.Deps{
		Store: store.NewEvents(db), Tx: db, Audit: db, Authority: authority, Rooms: rooms{store.NewRooms(db)}, Accounts: h.accounts, Guests: h.accounts,
		Notifier: h, Jobs: h.jobs, Inbox: box, PublicURL: "https://zs.example", Clock: clock,
		Parcels: land.New(land.Deps{Store: store.NewLand(db), Tx: db, Audit: db, Accounts: h.accounts}),
	})
	h.members = chamber.New(chamber.Deps{Store: store.NewMembers(db), Tx: db, Audit: db, Clock: clock})
	h.Service = invite.New(invite.Deps{
		Store: store.NewInvitations(db), Tx: db, Audit: db, Events: h.events, Registrations: h.events, Members: h.members, Organisations: h.accounts,
		Recipients: h, Jobs: h.jobs, Post: h, Painter: blank{}, PublicURL: "https://zs.example", Clock: clock,
	})
	h.events.Invitations = h.Service
	for kind, handle := range map[string]job.Handler{
		invite.JobSpread: h.Spread, invite.JobMoved: h.TellMoved, invite.JobTry: h.Trial, event.JobNotice: h.events.MailNotice, event.JobMoved: h.events.SpreadMoved,
	} {
		h.jobs.Handle(kind, handle, job.Options{})
	}
	h.jobs.Handle(invite.JobSend, h.Deliver, invite.SendOptions)
	h.accounts.AddErasers(h.events, h.Service)
	h.bureau = h.organisation(core.OrgBureau, "示例投资促进局")
	h.ours, h.theirs = h.organisation(core.OrgChamber, "香港示例商會"), h.organisation(core.OrgChamber, "浙江示例商会")
	h.official = h.staff("甲", h.bureau, core.RoleOfficial)
	h.secretary, h.stranger = h.staff("何思敏", h.ours, core.RoleSecretary), h.staff("别家", h.theirs, core.RoleSecretary)
	return h
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
		h.t.Errorf("got %v, want %s", err, code)
	}
}

func (h *house) organisation(kind core.OrgKind, name string) account.Organisation {
	h.t.Helper()
	o, err := h.accounts.CreateOrganisation(h.ctx, core.System(), account.Organisation{Kind: kind, Name: core.Text{"zh-CN": name}})
	h.ok(err)
	return o
}

func (h *house) staff(name string, of account.Organisation, role core.Role) core.Actor {
	h.t.Helper()
	p, err := h.accounts.CreatePerson(h.ctx, core.System(), account.PersonDraft{
		Name: name, Contacts: []string{core.NewID() + "@staff.example"}, Memberships: []account.MembershipDraft{{Organisation: of.ID, Role: role}},
	})
	h.ok(err)
	return core.Actor{Person: p.ID, Kind: core.PersonMember, Name: name, Memberships: []core.Membership{{Organisation: of.ID, Kind: of.Kind, Role: role}}}
}

// event makes a published event with one session in three days.
func (h *house) event(capacity int) event.Event {
	h.t.Helper()
	all := func(s string) core.Text { return core.Text{"zh-CN": s, "en": s + " en", "zh-HK": s + " hk"} }
	e, err := h.events.Create(h.ctx, h.official, event.Draft{Title: core.Text{"zh-CN": "云推介", "en": "Cloud Promotion", "zh-HK": "雲推介"}})
	h.ok(err)
	se, err := h.events.CreateSession(h.ctx, h.official, e.ID, event.SessionDraft{
		Kind: event.Promotion, Title: all("上午场"), StartsAt: h.now.Add(72 * time.Hour), EndsAt: h.now.Add(74 * time.Hour), Access: event.AccessRegistered, Capacity: capacity,
	})
	h.ok(err)
	_, err = h.events.SetSessionPeople(h.ctx, h.official, e.ID, se.ID, se.Version, []event.Cast{{Person: h.official.Person, Role: policy.Host}})
	h.ok(err)
	e, err = h.events.Read(h.ctx, h.official, e.ID)
	h.ok(err)
	e, err = h.events.SetStatus(h.ctx, h.official, e.ID, e.Version, event.StatusPublished)
	h.ok(err)
	e, err = h.events.Read(h.ctx, h.official, e.ID)
	h.ok(err)
	return e
}

func (h *house) campaign(e event.Event, quota int) invite.Campaign {
	h.t.Helper()
	c, err := h.Invite(h.ctx, h.official, e.ID, h.ours.ID, invite.Offer{Quota: quota, Deadline: h.now.Add(48 * time.Hour)})
	h.ok(err)
	return c
}

// member adds members to a chamber: by name, with a mail address made of their number.
func (h *house) member(of account.Organisation, names ...string) []chamber.Member {
	h.t.Helper()
	var list []chamber.Member
	for _, name := range names {
		n := len(list)
		list = append(list, chamber.Member{
			ID: core.NewID(), Chamber: of.ID, CreatedAt: h.now, UpdatedAt: h.now, Version: 1,
			Details: chamber.Details{
				Name: name, OrganisationName: name + "的公司", Mail: fmt.Sprintf("m%d-%s@%s.example", n, strings.ToLower(core.NewID()[30:]), of.ID[:8]),
				Phone: fmt.Sprintf("+86138%08d", time.Now().UnixNano()%1e8), Language: "zh-CN", TimeZone: "Asia/Shanghai", Groups: []string{"理事"},
			},
			Consent: chamber.Consent{Basis: chamber.Membership, At: h.now},
		})
	}
	h.ok(store.NewMembers(h.db).InsertMembers(h.ctx, list))
	return list
}

// sent chooses all members of a campaign's chamber and sends to them.
func (h *house) sent(c invite.Campaign) []invite.Shown {
	h.t.Helper()
	_, err := h.Choose(h.ctx, h.secretary, c.ID, invite.Selection{All: true})
	h.ok(err)
	_, err = h.Send(h.ctx, h.secretary, c.ID, nil)
	h.ok(err)
	h.ok(h.jobs.RunDue(h.ctx))
	return h.list(c)
}

func (h *house) list(c invite.Campaign) []invite.Shown {
	h.t.Helper()
	page, err := h.Service.Invitations(h.ctx, h.secretary, c.ID, invite.Filter{}, core.Paging{Limit: 100})
	h.ok(err)
	return page.Items
}

func entry(token, name, contact string, mine bool) event.Entry {
	return event.Entry{
		Name: name, OrganisationName: "示例投资有限公司", Contact: contact, Language: "zh-CN", ConsentVersion: event.ConsentVersion, Consent: true,
		Invitation: token, Mine: mine,
	}
}

func (h *house) register(e event.Event, in event.Entry) (event.Registered, error) {
	return h.events.Register(h.ctx, core.Actor{}, e.ID, in)
}

var stores = testkit.Stores
