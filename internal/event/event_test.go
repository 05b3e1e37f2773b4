package event_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"

	"zhaoyun/internal/account"
	"zhaoyun/internal/core"
	"zhaoyun/internal/event"
	"zhaoyun/internal/inbox"
	"zhaoyun/internal/job"
	"zhaoyun/internal/land"
	"zhaoyun/internal/policy"
	"zhaoyun/internal/store"
	"zhaoyun/internal/testkit"
)

// house is an event service on a real store with real accounts and rooms.
type house struct {
	*event.Service
	t        *testing.T
	db       *store.DB
	accounts *account.Service
	post     *post
	jobs     *job.Queue
	inbox    *inbox.Service
	bureau   account.Organisation
	a, b     core.Actor // two officials of the bureau
	now      time.Time
}

// post keeps the mail that was sent.
type post struct {
	mu   sync.Mutex
	mail []event.Mail
}

// Recipient implements inbox.People.
func (h *house) Recipient(ctx context.Context, person core.ID) (inbox.Recipient, error) {
	p, err := h.accounts.ReadPerson(ctx, core.System(), person)
	return inbox.Recipient{Mail: p.Contacts[0].Value, Language: p.Language}, err
}

// Letter implements inbox.Mailer.
func (p *post) Letter(ctx context.Context, l inbox.Letter) error {
	return p.Notify(ctx, event.Mail{ID: l.ID, To: l.To, Subject: l.Subject, Text: l.Text, Unsubscribe: l.Unsubscribe})
}

func (p *post) Notify(_ context.Context, m event.Mail) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.mail = append(p.mail, m)
	return nil
}

// TextNotice implements event.Notifier; a text message is a mail without a subject here.
func (p *post) TextNotice(ctx context.Context, id, to, text string) error {
	return p.Notify(ctx, event.Mail{ID: id, To: to, Text: text})
}

// rooms gives event the rooms of the store, as the application does.
type rooms struct{ *store.Rooms }

func (r rooms) Create(ctx context.Context, session core.ID) (core.ID, error) {
	return r.OpenRoom(ctx, session)
}

func (r rooms) Phases(ctx context.Context, ids []core.ID) (map[core.ID]string, error) {
	return r.RoomStates(ctx, ids)
}

// CopyPrepared is the room domain's; internal/app tests the two together.
func (r rooms) CopyPrepared(context.Context, core.ID, core.ID) error { return nil }

func (r rooms) Attended(ctx context.Context, person core.ID, ids []core.ID) (map[core.ID]bool, error) {
	return r.AttendedRooms(ctx, person, ids)
}
func (r rooms) Remove(ctx context.Context, id core.ID) error { return r.RemoveRoom(ctx, id) }

func newHouse(t *testing.T, db *store.DB, twoPeople bool) *house {
	t.Helper()
	h := &house{t: t, db: db, post: &post{}, now: time.Date(2026, 11, 24, 2, 0, 0, 0, time.UTC)}
	clock := func() time.Time { return h.now }
	ctx := context.Background()
	authority := store.NewAuthority(db)
	var err error
	h.accounts, err = account.New(ctx, account.Deps{Store: store.NewAccounts(db), Tx: db, Audit: db, Authority: authority, Clock: clock})
	must(t, err)
	h.jobs = job.New(job.Deps{Store: store.NewJobs(db), Clock: clock})
	h.inbox = inbox.New(inbox.Deps{
		Store: store.NewInbox(db), Jobs: h.jobs, People: h, Mailer: h.post, PublicURL: "https://zs.example", Clock: clock,
	})
	h.jobs.Handle(inbox.JobMail, h.inbox.Mail, job.Options{})
	h.Service = event.New(event.Deps{
		Store: store.NewEvents(db), Tx: db, Audit: db, Authority: authority, Rooms: rooms{store.NewRooms(db)}, Accounts: h.accounts,
		Guests: h.accounts, Notifier: h.post, Jobs: h.jobs, Inbox: h.inbox, PublicURL: "https://zs.example", Clock: clock,
		Parcels: land.New(land.Deps{Store: store.NewLand(db), Tx: db, Audit: db, Accounts: h.accounts}),
	})
	h.jobs.Handle(event.JobNotice, h.MailNotice, job.Options{})
	h.jobs.Handle(event.JobMoved, h.SpreadMoved, job.Options{})
	h.accounts.AddErasers(h.Service, h.inbox)
	h.bureau, err = h.accounts.CreateOrganisation(ctx, core.System(), account.Organisation{
		Kind: core.OrgBureau, Name: core.Text{"zh-CN": "示例投资促进局"}, TwoPersonPublish: twoPeople,
	})
	must(t, err)
	h.a, h.b = h.official("甲"), h.official("乙")
	return h
}

func (h *house) official(name string) core.Actor {
	h.t.Helper()
	p, err := h.accounts.CreatePerson(context.Background(), core.System(), account.PersonDraft{
		Name: name, Contacts: []string{fmt.Sprintf("%s@bureau.example", core.NewID())},
		Memberships: []account.MembershipDraft{{Organisation: h.bureau.ID, Role: core.RoleOfficial}},
	})
	must(h.t, err)
	return core.Actor{Person: p.ID, Kind: core.PersonMember, Name: name, Memberships: []core.Membership{
		{Organisation: h.bureau.ID, Kind: core.OrgBureau, Role: core.RoleOfficial},
	}}
}

// draft makes an event with one session that is ready to be published.
func (h *house) draft(capacity int) event.Event {
	h.t.Helper()
	ctx := context.Background()
	all := func(s string) core.Text { return core.Text{"zh-CN": s, "en": s + " en", "zh-HK": s + " hk"} }
	e, err := h.Create(ctx, h.a, event.Draft{Title: core.Text{"zh-CN": "云推介", "en": "Cloud Promotion: Zone & Park", "zh-HK": "雲推介"}})
	must(h.t, err)
	se, err := h.CreateSession(ctx, h.a, e.ID, event.SessionDraft{
		Kind: event.Promotion, Title: all("上午场"), StartsAt: h.now.Add(24 * time.Hour), EndsAt: h.now.Add(26 * time.Hour),
		Access: event.AccessRegistered, Capacity: capacity,
	})
	must(h.t, err)
	_, err = h.SetSessionPeople(ctx, h.a, e.ID, se.ID, se.Version, []event.Cast{{Person: h.a.Person, Role: policy.Host}})
	must(h.t, err)
	return h.read(h.a, e.ID)
}

func (h *house) published(capacity int) event.Event {
	h.t.Helper()
	e := h.draft(capacity)
	e, err := h.SetStatus(context.Background(), h.a, e.ID, e.Version, event.StatusPublished)
	must(h.t, err)
	return e
}

func (h *house) read(a core.Actor, id string) event.Event {
	h.t.Helper()
	e, err := h.Read(context.Background(), a, id)
	must(h.t, err)
	return e
}

func entry(contact string) event.Entry {
	return event.Entry{
		Name: "陈明", OrganisationName: "示例投资有限公司", USCC: "91350100m000100y43", Region: "CN", Contact: contact,
		Interests: []string{"it", "finance", "it"}, Language: "zh-CN", ConsentVersion: event.ConsentVersion, Consent: true,
	}
}

func TestAnEventGoesThroughItsStatuses(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h, ctx := newHouse(t, db, false), context.Background()
		if e := h.draft(0); e.Slug != "cloud-promotion-zone-park" {
			t.Fatalf("slug %q", e.Slug)
		}
		const stale = "version_conflict"
		for _, step := range []struct {
			from, to event.Status
			code     string
		}{
			{event.StatusDraft, event.StatusArchived, "event_status_order"},
			{event.StatusDraft, event.StatusReview, ""},
			{event.StatusReview, event.StatusArchived, "event_status_order"},
			{event.StatusReview, event.StatusDraft, ""},
			{event.StatusDraft, event.StatusPublished, ""},
			{event.StatusPublished, event.StatusPublished, ""}, // again is fine
			{event.StatusPublished, event.StatusDraft, "event_status_order"},
			{event.StatusPublished, event.StatusReview, "event_status_order"},
			{event.StatusPublished, event.StatusArchived, ""},
			{event.StatusArchived, event.StatusPublished, "event_status_order"},
			{event.StatusArchived, event.StatusDraft, ""},
		} {
			e := h.read(h.a, "cloud-promotion-zone-park")
			if e.Status != step.from {
				t.Fatalf("is %s, not %s", e.Status, step.from)
			}
			if _, err := h.SetStatus(ctx, h.a, e.ID, e.Version+7, step.to); step.from != step.to && !core.HasCode(err, stale) {
				t.Fatalf("%s → %s on a wrong version: %v", step.from, step.to, err)
			}
			e, err := h.SetStatus(ctx, h.a, e.ID, e.Version, step.to)
			if code(err) != step.code || err == nil && e.Status != step.to {
				t.Fatalf("%s → %s: %s, %v", step.from, step.to, e.Status, err)
			}
		}
	})
}

func TestTwoOfficialsPublishWhereTheBureauWantsTwo(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h, ctx := newHouse(t, db, true), context.Background()
		e := h.draft(0)
		e, err := h.SetStatus(ctx, h.a, e.ID, e.Version, event.StatusPublished)
		if err != nil || e.Status != event.StatusReview || e.Review.SubmittedBy != h.a.Person {
			t.Fatalf("%s, %v", e.Status, err)
		}
		if _, err := h.SetStatus(ctx, h.a, e.ID, e.Version, event.StatusPublished); !core.HasCode(err, "second_official_required") {
			t.Fatalf("approved alone: %v", err)
		}
		// An edit means that something else would be approved than was submitted.
		tagline := core.Text{"zh-CN": "改过的"}
		if e, err = h.Update(ctx, h.a, e.ID, e.Version, event.Change{Tagline: tagline}); err != nil || e.Status != event.StatusDraft {
			t.Fatalf("after an edit: %s, %v", e.Status, err)
		}
		e, err = h.SetStatus(ctx, h.a, e.ID, e.Version, event.StatusPublished)
		must(t, err)
		se := e.Sessions[0]
		_, err = h.UpdateSession(ctx, h.a, e.ID, se.ID, se.Version, event.SessionChange{Capacity: ptr(9)})
		must(t, err)
		if e = h.read(h.b, e.ID); e.Status != event.StatusDraft {
			t.Fatalf("after an edit of its session: %s", e.Status)
		}
		e, err = h.SetStatus(ctx, h.a, e.ID, e.Version, event.StatusPublished)
		must(t, err)
		if e, err = h.SetStatus(ctx, h.b, e.ID, e.Version, event.StatusPublished); err != nil || e.Status != event.StatusPublished {
			t.Fatalf("second official: %s, %v", e.Status, err)
		}
	})
}

func TestAnEventIsPublishedOnlyWhenItIsReadyAndHiddenBefore(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h, ctx := newHouse(t, db, false), context.Background()
		e, err := h.Create(ctx, h.a, event.Draft{Title: core.Text{"zh-CN": "只有中文"}})
		must(t, err)
		_, err = h.SetStatus(ctx, h.a, e.ID, e.Version, event.StatusPublished)
		var fields []string
		for _, f := range core.AsError(err).Fields {
			fields = append(fields, f.Field+" "+f.Code)
		}
		want := []string{"body.title.en title_missing", "body.title.zh-HK title_missing", "sessions session_missing"}
		if code(err) != "event_not_ready" || !slices.Equal(fields, want) {
			t.Fatalf("%v: %v", err, fields)
		}
		for name, who := range map[string]core.Actor{
			"nobody": {}, "guest": {Person: core.NewID(), Kind: core.PersonGuest},
			"elsewhere": {Person: core.NewID(), Memberships: []core.Membership{{Organisation: core.NewID(), Role: core.RoleOfficial}}},
		} {
			if _, err := h.Read(ctx, who, e.Slug); !core.HasCode(err, "event_not_found") {
				t.Errorf("%s reads a draft: %v", name, err)
			}
			if page, err := h.List(ctx, who, event.Filter{}, core.Paging{Limit: 10}); err != nil || len(page.Items) != 0 {
				t.Errorf("%s lists a draft: %v", name, err)
			}
			if _, err := h.Register(ctx, who, e.ID, entry("a@example.com")); !core.HasCode(err, "event_not_found") {
				t.Errorf("%s registers for a draft: %v", name, err)
			}
			if _, err := h.Update(ctx, who, e.ID, e.Version, event.Change{}); !core.HasCode(err, "event_not_found") {
				t.Errorf("%s edits a draft: %v", name, err)
			}
		}
		for query, want := range map[string]int{"只有": 1, "zh-CN": 0, "cn": 0, "_": 0, "100%": 0} {
			page, err := h.List(ctx, h.b, event.Filter{Query: query}, core.Paging{Limit: 10})
			if len(page.Items) != want || err != nil {
				t.Errorf("a colleague finds %d by %s, %v", len(page.Items), query, err)
			}
		}
	})
}

func TestTheLastSeatGoesToOneAndTheOthersWait(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h, ctx := newHouse(t, db, false), context.Background()
		e := h.published(3)
		var wg sync.WaitGroup
		got := make([]event.Registered, 8)
		for i := range got {
			wg.Go(func() {
				var err error
				if got[i], err = h.Register(ctx, core.Actor{IP: "192.0.2.1"}, e.Slug, entry(fmt.Sprintf("guest%d@example.com", i))); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		counts := func() event.Counts {
			c, err := h.Counts(ctx, []core.ID{e.ID})
			must(t, err)
			return c[e.ID]
		}
		if c := counts(); c != (event.Counts{Confirmed: 3, Waiting: 5}) {
			t.Fatalf("%+v", c)
		}
		// Who has a place gives it back; who waited longest gets it.
		var has event.Registered
		first := event.Registration{QueuedAt: h.now.Add(time.Hour)}
		for _, g := range got {
			switch {
			case g.Registration.Status == event.Confirmed:
				has = g
			case g.Registration.ID < first.ID || first.ID == "":
				first = g.Registration
			}
		}
		self := core.Actor{Person: has.Registration.Person, Kind: core.PersonGuest}
		for range 2 {
			must(t, h.Cancel(ctx, self, e.ID, has.Registration.ID))
		}
		if c := counts(); c != (event.Counts{Confirmed: 3, Waiting: 4}) {
			t.Fatalf("after cancelling: %+v", c)
		}
		se := h.read(h.a, e.ID).Sessions[0]
		if _, err := h.UpdateSession(ctx, h.a, e.ID, se.ID, se.Version, event.SessionChange{Capacity: ptr(0)}); err != nil {
			t.Fatal(err)
		}
		if c := counts(); c != (event.Counts{Confirmed: 7}) {
			t.Fatalf("without a limit: %+v", c)
		}
		if st, err := h.Standing(ctx, se.ID, first.Person); err != nil || !st.Registered || st.Name != "陈明" {
			t.Fatalf("%+v, %v", st, err)
		}
		other := core.Actor{Person: core.NewID(), Kind: core.PersonGuest}
		if err := h.Cancel(ctx, other, e.ID, first.ID); !core.HasCode(err, "registration_not_found") {
			t.Fatalf("somebody else cancelled: %v", err)
		}
	})
}

func TestRegisteringTwiceIsOneRegistrationWithItsConsentKept(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h, ctx := newHouse(t, db, false), context.Background()
		e := h.published(0)
		for field, change := range map[string]func(*event.Entry){
			"body.uscc uscc_check_digit":      func(in *event.Entry) { in.USCC = "91310115MA1H8R7C6D" },
			"body.contact contact_invalid":    func(in *event.Entry) { in.Contact = "12345678901" },
			"body.consent consent_required":   func(in *event.Entry) { in.Consent = false },
			"body.interests[0] not_an_option": func(in *event.Entry) { in.Interests = []string{"casino"} },
			"body.organisationName required":  func(in *event.Entry) { in.OrganisationName = " \u202e " },
			" consent_outdated":               func(in *event.Entry) { in.ConsentVersion = "1999" },
		} {
			in := entry("a@example.com")
			change(&in)
			_, err := h.Register(ctx, core.Actor{}, e.ID, in)
			want := strings.Fields(field)
			if got := core.AsError(err); got.Code != want[len(want)-1] && (len(got.Fields) != 1 || got.Fields[0].Field+" "+got.Fields[0].Code != field) {
				t.Errorf("want %s, got %v %v", field, err, got.Fields)
			}
		}
		one, err := h.Register(ctx, core.Actor{IP: "2001:db8::1"}, e.ID, entry(" Chen@Example.com"))
		must(t, err)
		if one.Issued.AccessToken == "" || one.Again {
			t.Fatal("a passer-by was not signed in")
		}
		who, err := h.accounts.Authenticate(ctx, one.Issued.AccessToken)
		must(t, err)
		two, err := h.Register(ctx, who, e.ID, entry("chen@example.com"))
		if err != nil || !two.Again || two.Registration.ID != one.Registration.ID || two.Issued.AccessToken != "" {
			t.Fatalf("%+v, %v", two, err)
		}
		page, err := h.Registrations(ctx, h.a, e.ID, event.RegistrationFilter{Query: "chen@example.com"}, true, core.Paging{Limit: 10})
		must(t, err)
		if len(page.Items) != 1 {
			t.Fatalf("%d registrations", len(page.Items))
		}
		r := page.Items[0]
		if r.USCC != "91350100M000100Y43" || r.Contact != "chen@example.com" || r.Masked() != "c***@example.com" || !slices.Equal(r.Interests, []string{"finance", "it"}) {
			t.Errorf("%+v", r)
		}
		if c := r.Consent; c.Version != event.ConsentVersion || len(c.Digest) != 64 || c.IP != "2001:db8::1" || !c.At.Equal(h.now) || c.Language != "zh-CN" {
			t.Errorf("%+v", c)
		}
		if _, err := h.Registrations(ctx, who, e.ID, event.RegistrationFilter{}, false, core.Paging{Limit: 10}); !core.HasCode(err, "not_allowed") {
			t.Errorf("a guest lists registrations: %v", err)
		}

		must(t, h.accounts.ErasePerson(ctx, core.System(), who.Person))
		page, err = h.Registrations(ctx, h.a, e.ID, event.RegistrationFilter{}, true, core.Paging{Limit: 10})
		if err != nil || len(page.Items) != 0 {
			t.Fatalf("an erased registration is listed: %v", err)
		}
		kept, err := store.NewEvents(db).Registration(ctx, r.ID)
		must(t, err)
		if kept.Name != "" || kept.Contact != "" || kept.USCC != "" || kept.Consent.IP != "" || kept.Consent.Digest != r.Consent.Digest {
			t.Errorf("%+v", kept)
		}
	})
}

func TestMailBringsACalendarThatFollowsChanges(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h, ctx := newHouse(t, db, false), context.Background()
		e := h.published(0)
		in := entry("lee@example.com")
		in.Language = "en"
		_, err := h.Register(ctx, core.Actor{}, e.ID, in)
		must(t, err)
		for range 2 { // a second look sends nothing more
			must(t, h.jobs.RunDue(ctx))
		}
		if len(h.post.mail) != 1 || !strings.HasPrefix(h.post.mail[0].Subject, "You are registered: Cloud Promotion") {
			t.Fatalf("%+v", h.post.mail)
		}
		first := parse(t, h.post.mail[0].Attachments[0].Data)

		se := h.read(h.a, e.ID).Sessions[0]
		moved := se.StartsAt.Add(-time.Hour)
		_, err = h.UpdateSession(ctx, h.a, e.ID, se.ID, se.Version, event.SessionChange{StartsAt: &moved})
		must(t, err)
		h.now = h.now.Add(5 * time.Minute)
		must(t, h.jobs.RunDue(ctx))
		if len(h.post.mail) != 2 || !strings.HasPrefix(h.post.mail[1].Subject, "New time: ") {
			t.Fatalf("%+v", h.post.mail)
		}
		second := parse(t, h.post.mail[1].Attachments[0].Data)
		if first.Id() != second.Id() || first.Id() != se.ID+"@zhaoyun" {
			t.Errorf("uid %s, then %s", first.Id(), second.Id())
		}
		start, err := second.GetStartAt()
		must(t, err)
		if !start.Equal(moved) || number(second) <= number(first) {
			t.Errorf("starts %v, sequence %d then %d", start, number(first), number(second))
		}
		if u := second.GetProperty(ics.ComponentPropertyUrl).Value; u != "https://zs.example/events/"+e.Slug {
			t.Errorf("url %s", u)
		}
		_, file, err := h.Calendar(ctx, core.Actor{}, e.Slug, "zh-HK")
		must(t, err)
		if got := parse(t, file).GetProperty(ics.ComponentPropertySummary).Value; got != "上午场 hk · 雲推介" {
			t.Errorf("summary %q", got)
		}
	})
}

func parse(t *testing.T, file []byte) *ics.VEvent {
	t.Helper()
	c, err := ics.ParseCalendar(strings.NewReader(string(file)))
	must(t, err)
	if len(c.Events()) != 1 {
		t.Fatalf("%d events in the calendar", len(c.Events()))
	}
	return c.Events()[0]
}

func number(v *ics.VEvent) (n int) {
	_, _ = fmt.Sscan(v.GetProperty(ics.ComponentPropertySequence).Value, &n)
	return n
}

func code(err error) string {
	if err == nil {
		return ""
	}
	return core.AsError(err).Code
}

func ptr[T any](v T) *T { return &v }

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestPeopleAreToldWhatConcernsThem(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h, ctx := newHouse(t, db, false), context.Background()
		e := h.published(1)
		register := func(contact string) core.Actor {
			t.Helper()
			r, err := h.Register(ctx, core.Actor{}, e.ID, entry(contact))
			must(t, err)
			return core.Actor{Person: r.Registration.Person, Kind: core.PersonGuest}
		}
		told := func(who core.Actor) (kinds []inbox.Kind, last inbox.Facts) {
			t.Helper()
			page, _, err := h.inbox.List(ctx, who, core.Paging{Limit: 20})
			must(t, err)
			for _, m := range page.Items {
				kinds = append(kinds, m.Kind)
			}
			if len(page.Items) > 0 {
				last = page.Items[0].Facts
			}
			return kinds, last
		}
		first, second := register("lin@example.com"), register("lee@example.com")
		own, err := h.Own(ctx, first, []core.ID{e.ID})
		must(t, err)
		must(t, h.Cancel(ctx, first, e.ID, own[e.ID].ID))
		if kinds, facts := told(second); !slices.Equal(kinds, []inbox.Kind{inbox.Admitted}) || facts.Event.Slug != e.Slug {
			t.Errorf("who waited is told %v", kinds)
		}

		se := h.read(h.a, e.ID).Sessions[0]
		se, err = h.SetSessionPeople(ctx, h.a, e.ID, se.ID, se.Version, []event.Cast{{Person: h.a.Person, Role: policy.Host}, {Person: h.b.Person, Role: policy.Presenter}})
		must(t, err)
		if kinds, facts := told(h.b); !slices.Equal(kinds, []inbox.Kind{inbox.Cast}) || facts.Role != "presenter" || facts.Session.Room != se.Room {
			t.Errorf("who is named is told %v, %+v", kinds, facts)
		}
		if kinds, _ := told(h.a); len(kinds) != 0 {
			t.Errorf("who named themselves is told %v", kinds)
		}
		before := se.StartsAt
		for range 2 { // corrected: that is one message and one mail
			moved := se.StartsAt.Add(-time.Hour)
			se, err = h.UpdateSession(ctx, h.a, e.ID, se.ID, se.Version, event.SessionChange{StartsAt: &moved})
			must(t, err)
		}
		kinds, facts := told(second)
		if !slices.Equal(kinds, []inbox.Kind{inbox.Moved, inbox.Admitted}) || !facts.Session.StartsAt.Equal(before.Add(-2*time.Hour)) {
			t.Errorf("who has a place is told %v, %+v", kinds, facts)
		}
		if kinds, _ := told(h.b); len(kinds) != 2 || kinds[0] != inbox.Moved {
			t.Errorf("a presenter is told %v", kinds)
		}
		if kinds, _ := told(first); len(kinds) != 0 {
			t.Errorf("who has cancelled is told %v", kinds)
		}
		_, err = h.inbox.Want(ctx, second, map[inbox.Kind]bool{inbox.Moved: false})
		must(t, err)
		must(t, h.jobs.RunDue(ctx))
		sent := len(h.post.mail)
		h.now = h.now.Add(5 * time.Minute)
		must(t, h.jobs.RunDue(ctx))
		if len(h.post.mail) != sent {
			t.Errorf("not wanted by mail, but sent: %+v", h.post.mail[sent:])
		}
		_, err = h.SetStatus(ctx, h.a, e.ID, h.read(h.a, e.ID).Version, event.StatusArchived)
		must(t, err)
		if kinds, _ := told(second); kinds[0] != inbox.Cancelled {
			t.Errorf("of an event that was taken away there is told %v", kinds)
		}
		must(t, h.jobs.RunDue(ctx))
		if last := h.post.mail[len(h.post.mail)-1]; !strings.HasPrefix(last.Subject, "已取消：云推介") || last.Unsubscribe == "" {
			t.Errorf("the last mail is %+v", last)
		}
	})
}
