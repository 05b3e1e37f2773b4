package credit_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"zhaoyun/internal/account"
	"zhaoyun/internal/checkin"
	"zhaoyun/internal/core"
	"zhaoyun/internal/credit"
	"zhaoyun/internal/event"
	"zhaoyun/internal/lead"
	"zhaoyun/internal/store"
	"zhaoyun/internal/testkit"
)

const (
	zhejiang, hongkong = "zhejiang", "hongkong"
	fair               = "fair"
	acme               = "91330100799655058B"
)

// house is a bureau with an event and two chambers, on a real store.
type house struct {
	*credit.Service
	t        *testing.T
	db       *store.DB
	ctx      context.Context
	now      time.Time
	released []credit.Release
	told     []string
	n        int
}

func newHouse(t *testing.T, db *store.DB) *house {
	t.Helper()
	h := &house{t: t, db: db, ctx: context.Background(), now: time.Date(2026, 11, 29, 2, 0, 0, 0, time.UTC)}
	h.Service = credit.New(credit.Deps{
		Store: store.NewCredit(db), Tx: db, Audit: db, Directory: directory{}, Releases: h, Notices: h, Clock: func() time.Time { return h.now },
	})
	accounts := store.NewAccounts(db)
	for id, kind := range map[core.ID]core.OrgKind{"bureau": core.OrgBureau, zhejiang: core.OrgChamber, hongkong: core.OrgChamber} {
		h.ok(accounts.InsertOrganisation(h.ctx, account.Organisation{ID: id, Kind: kind, Name: core.Text{"zh-CN": id}}))
	}
	h.ok(store.NewEvents(db).InsertEvent(h.ctx, event.Event{ID: fair, Slug: fair, Status: event.StatusPublished, Organisation: "bureau", TimeZone: "Asia/Shanghai"}))
	return h
}

// directory knows who works where.
type directory struct{}

func (directory) Secretaries(_ context.Context, chamber core.ID) ([]core.ID, error) {
	return []core.ID{"secretary of " + chamber}, nil
}
func (directory) Officials(context.Context, core.ID) ([]core.ID, error) {
	return []core.ID{"official"}, nil
}
func (directory) Organisation(_ context.Context, id core.ID) (string, core.Text, error) {
	return "5133" + id, core.Text{"zh-CN": "示例（" + id + "）商会"}, nil
}

// Released implements credit.Releases, Disputed and Decided credit.Notices.
func (h *house) Released(context.Context) ([]credit.Release, error) { return h.released, nil }
func (h *house) Disputed(_ context.Context, c credit.Claim, _ core.Text, officials []core.ID) error {
	h.told = append(h.told, fmt.Sprint("disputed ", c.Chamber, officials))
	return nil
}
func (h *house) Decided(_ context.Context, c credit.Claim, secretaries []core.ID) error {
	h.told = append(h.told, fmt.Sprint("decided ", c.Chamber, secretaries))
	return nil
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

// registers lets somebody of a company register by a chamber's invitation.
func (h *house) registers(chamber core.ID, who, company, uscc string) credit.Claim {
	h.t.Helper()
	h.n++
	id, person := fmt.Sprintf("reg-%02d", h.n), who
	if _, err := store.NewAccounts(h.db).Person(h.ctx, person); err != nil {
		h.ok(store.NewAccounts(h.db).InsertPerson(h.ctx, account.Person{ID: person, Kind: core.PersonGuest, Name: who, Language: "zh-CN", TimeZone: "Asia/Shanghai"}))
	}
	h.ok(store.NewEvents(h.db).InsertRegistration(h.ctx, event.Registration{
		ID: id, Event: fair, Person: person, Status: event.Confirmed, Name: who, OrganisationName: company, USCC: uscc, ContactKind: account.ContactMail,
		Contact: who + "@example.com", Language: "zh-CN", CreatedAt: h.now, QueuedAt: h.now, Consent: event.Consent{At: h.now},
	}))
	a := credit.Arrival{
		Bureau: "bureau", Event: fair, Chamber: chamber, Registration: id, Invitation: "inv-" + id, Source: credit.Personal, Person: person, Name: who,
		Company: company, USCC: uscc,
	}
	h.ok(h.Arrived(h.ctx, a))
	h.ok(h.Arrived(h.ctx, a)) // told twice, it is one claim
	h.now = h.now.Add(time.Minute)
	page, err := h.List(h.ctx, core.System(), credit.Filter{Paging: core.Paging{Limit: 1}})
	h.ok(err)
	return page.Items[0].Claim
}

// opens checks that every figure of a funnel opens the people it counts.
func (h *house) opens(f credit.Funnel) {
	h.t.Helper()
	for _, c := range f.Counts[1:] {
		page, err := h.List(h.ctx, official, credit.Filter{Scope: credit.Scope{Event: fair, Chamber: f.Chamber}, Stage: c.Stage, Paging: core.Paging{Limit: 50}})
		h.ok(err)
		units := map[string]bool{}
		for _, e := range page.Items {
			unit := e.Registration
			if c.Stage == credit.Signed || c.Stage == credit.BrokeGround {
				unit = e.Investor.Key
			}
			units[unit] = true
		}
		if len(units) != c.People {
			h.t.Errorf("%s, %s: the figure is %d and opens %d", f.Chamber, c.Stage, c.People, len(units))
		}
	}
}

func (h *house) claim(id core.ID) credit.Claim {
	h.t.Helper()
	c, err := store.NewCredit(h.db).Claim(h.ctx, id)
	h.ok(err)
	return c
}

func in(org core.ID, kind core.OrgKind, role core.Role) core.Actor {
	return core.Actor{Person: string(role) + " of " + org, Kind: core.PersonMember, Memberships: []core.Membership{{Organisation: org, Kind: kind, Role: role}}}
}

func secretary(chamber core.ID) core.Actor { return in(chamber, core.OrgChamber, core.RoleSecretary) }

var official = in("bureau", core.OrgBureau, core.RoleOfficial)

func TestTheFirstClaimProtectsTheInvestor(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		first := h.registers(zhejiang, "lin", "示例科技（杭州）有限公司", "")
		second := h.registers(hongkong, "mei", "示例科技(杭州)有限公司 ", "") // the same name in another width
		joined := h.registers(zhejiang, "zhou", "示例科技（杭州）有限公司", "")
		other := h.registers(hongkong, "ho", "示例资本", "")
		if first.Status != credit.Credited || first.Share != credit.Whole || !first.ProtectedUntil.Equal(first.ClaimedAt.AddDate(0, 0, 180)) {
			t.Errorf("first: %+v", first)
		}
		if second.Status != credit.Colliding || second.Share != 0 || second.Why != credit.WhyProtected || !second.ProtectedUntil.IsZero() {
			t.Errorf("second: %+v", second)
		}
		if joined.Status != credit.Credited || !joined.ProtectedUntil.Equal(first.ProtectedUntil) {
			t.Errorf("joined: %+v", joined)
		}
		if other.Status != credit.Credited {
			t.Errorf("another investor: %+v", other)
		}
		rules, err := h.SetRules(h.ctx, official, "bureau", 0, 30)
		h.ok(err)
		if rules != (credit.Rules{ProtectDays: 30, Version: 1}) {
			t.Errorf("%+v", rules)
		}
		_, err = h.SetRules(h.ctx, official, "bureau", 0, 40)
		h.code(err, "version_conflict")
		_, err = h.SetRules(h.ctx, official, "bureau", 1, 0)
		h.code(err, "protect_days")
		h.now = first.ProtectedUntil.Add(time.Second)
		if late := h.registers(hongkong, "wong", "示例科技（杭州）有限公司", ""); late.Status != credit.Credited || !late.ProtectedUntil.Equal(late.ClaimedAt.AddDate(0, 0, 30)) {
			t.Errorf("after the protection: %+v", late)
		}
	})
}

func TestNobodyIsCreditedForThemselves(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		for who, want := range map[string]struct {
			company, uscc string
			why           credit.Why
		}{
			"secretary of " + zhejiang: {"随便公司", "", credit.WhySelf},
			"a":                        {"", "5133" + zhejiang, credit.WhySelf},
			"b":                        {"示例(" + zhejiang + ")商会", "", credit.WhySelf},
			"official":                 {"投资促进局", "", credit.WhyStaff},
		} {
			if c := h.registers(zhejiang, who, want.company, want.uscc); c.Status != credit.Refused || c.Why != want.why || c.Share != 0 {
				t.Errorf("%s: %+v", who, c)
			}
		}
		if c := h.registers(hongkong, "c", "投资促进局", ""); c.Status != credit.Credited {
			t.Errorf("a refused claim protects: %+v", c)
		}
	})
}

func TestTheBureauDecidesWhatChambersDispute(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		first, second := h.registers(zhejiang, "lin", "甲", acme), h.registers(hongkong, "mei", "甲公司", acme)

		_, err := h.Dispute(h.ctx, secretary(zhejiang), second.ID, "不是他们的")
		h.code(err, "attribution_not_found")
		_, err = h.Dispute(h.ctx, secretary(hongkong), second.ID, " ")
		h.code(err, "attribution_reason")
		second, err = h.Dispute(h.ctx, secretary(hongkong), second.ID, "我们去年就带他们来考察过")
		h.ok(err)
		_, err = h.Decide(h.ctx, secretary(hongkong), second.ID, second.Version, nil, "我们决定")
		h.code(err, "not_allowed")
		_, err = h.Decide(h.ctx, in("elsewhere", core.OrgBureau, core.RoleOfficial), second.ID, second.Version, nil, "别的局")
		h.code(err, "not_allowed")
		halves := []credit.Part{{Chamber: zhejiang, Share: 6000}, {Chamber: hongkong, Share: 4000}}
		for code, parts := range map[string][]credit.Part{
			"attribution_sum":     {{Chamber: zhejiang, Share: 6000}},
			"attribution_chamber": {{Chamber: "nobody", Share: credit.Whole}},
			"attribution_parts":   {{Chamber: zhejiang, Share: 5000}, {Chamber: zhejiang, Share: 5000}},
		} {
			_, err = h.Decide(h.ctx, official, second.ID, second.Version, parts, "理由")
			h.code(err, code)
		}
		_, err = h.Decide(h.ctx, official, second.ID, second.Version-1, halves, "理由")
		h.code(err, "version_conflict")
		second, err = h.Decide(h.ctx, official, second.ID, second.Version, halves, "两家都有贡献")
		h.ok(err)
		if first = h.claim(first.ID); first.Share != 6000 || second.Share != 4000 || second.Status != credit.Credited || second.Dispute != nil || first.Decision.Reason != "两家都有贡献" {
			t.Errorf("%+v and %+v", first, second)
		}
		if third := h.registers(hongkong, "ho", "甲", acme); third.Share != 4000 || !third.ProtectedUntil.Equal(second.ProtectedUntil) {
			t.Errorf("a later one of the same chamber: %+v", third)
		}
		second, err = h.Decide(h.ctx, official, second.ID, second.Version, []credit.Part{{Chamber: zhejiang, Share: credit.Whole}}, "复核")
		h.ok(err)
		if second.Status != credit.Colliding || second.Why != credit.WhyDecided || second.Share != 0 {
			t.Errorf("%+v", second)
		}
		want := []string{"disputed hongkong[official]", "decided zhejiang[secretary of zhejiang]", "decided hongkong[secretary of hongkong]"}
		if len(h.told) != 5 || !slices.Equal(h.told[:3], want) {
			t.Errorf("told %q", h.told)
		}
	})
}

func TestTheLedgerFollowsToTheGroundBreaking(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		one, two := h.registers(zhejiang, "lin", "甲", acme), h.registers(zhejiang, "zhou", "甲", acme)
		lost := h.registers(hongkong, "mei", "甲", acme)
		h.registers(hongkong, "ho", "乙", "")
		left := h.registers(hongkong, "wong", "丙", "")
		r, err := store.NewEvents(db).Registration(h.ctx, left.Registration)
		h.ok(err)
		r.Status = event.Cancelled
		h.ok(store.NewEvents(db).UpdateRegistration(h.ctx, r)) // who cancelled counts nowhere
		_, _, err = store.NewCheckIns(db).AddCheckIn(h.ctx, checkin.CheckIn{ID: "k", Event: fair, Organisation: "bureau", Registration: one.Registration, Person: one.Person, At: h.now})
		h.ok(err)
		l := lead.Lead{ID: "l", Organisation: "bureau", Kind: lead.Talk, Parcel: lead.Parcel{ID: "p", Name: core.Text{}}, Person: two.Person, Status: lead.Fresh, Version: 1, CreatedAt: h.now, Source: lead.Source{At: h.now}}
		_, _, err = store.NewLeads(db).AddLead(h.ctx, l)
		h.ok(err)
		h.ok(h.Follow(h.ctx))
		for _, status := range []lead.Status{lead.Contacted, lead.Closed} {
			l.Status, l.UpdatedAt, l.UpdatedBy = status, h.now, "official"
			l.Version++
			h.ok(store.NewLeads(db).SaveLead(h.ctx, l))
			h.ok(h.Follow(h.ctx)) // that they met stays noted when the lead is closed
		}
		h.released = []credit.Release{{Bureau: "bureau", Agreement: "agreement", At: h.now.AddDate(0, 1, 0), USCCs: []string{acme}}}
		_, err = h.Mark(h.ctx, official, one.ID, credit.Mark{Stage: credit.BrokeGround, At: h.now.AddDate(0, 0, -1), Note: "江河汇开工"})
		h.ok(err)
		_, err = h.Mark(h.ctx, official, one.ID, credit.Mark{Stage: credit.Attended, At: h.now, Note: "来过"})
		h.code(err, "attribution_stage")
		_, err = h.Mark(h.ctx, official, one.ID, credit.Mark{Stage: credit.Met, At: h.now.AddDate(0, 0, 2), Note: "后天见"})
		h.code(err, "attribution_future")
		_, err = h.Mark(h.ctx, secretary(zhejiang), one.ID, credit.Mark{Stage: credit.Met, At: h.now, Note: "见过"})
		h.code(err, "not_allowed")

		all, err := h.Compare(h.ctx, official, credit.Scope{Event: fair})
		h.ok(err)
		if len(all) != 2 || all[0].Chamber != zhejiang || all[0].Rank != 1 || all[1].Rank != 2 || all[1].Chambers != 2 || all[1].Colliding != 1 {
			t.Fatalf("%+v", all)
		}
		want := map[credit.Stage]int{credit.Registered: 2, credit.Attended: 1, credit.Interested: 1, credit.Met: 1, credit.Signed: 1, credit.BrokeGround: 1}
		for _, c := range all[0].Counts {
			if c.People != want[c.Stage] || c.Share != want[c.Stage]*credit.Whole {
				t.Errorf("zhejiang %s: %+v", c.Stage, c)
			}
		}
		for _, f := range all {
			h.opens(f)
		}
		if got := all[1].Counts; got[1].People != 1 || got[5].People != 0 {
			t.Errorf("a colliding claim counts: %+v", got)
		}
		mine, err := h.FunnelOf(h.ctx, secretary(hongkong), credit.Scope{})
		h.ok(err)
		if mine.Chamber != hongkong || mine.Rank != 2 {
			t.Errorf("%+v", mine)
		}

		_, err = h.Decide(h.ctx, official, lost.ID, lost.Version, []credit.Part{{Chamber: hongkong, Share: credit.Whole}}, "改判")
		h.ok(err)
		alone, err := h.List(h.ctx, official, credit.Filter{Claim: lost.ID, Paging: core.Paging{Limit: 9}})
		h.ok(err)
		if len(alone.Items) != 1 || alone.Items[0].ID != lost.ID {
			t.Errorf("the claim of a message: %+v", alone.Items)
		}
		signed, err := h.List(h.ctx, secretary(hongkong), credit.Filter{Stage: credit.Signed, Paging: core.Paging{Limit: 9}})
		h.ok(err)
		if len(signed.Items) != 1 || signed.Items[0].ID != lost.ID || signed.Items[0].Lines[1].Object != "agreement" {
			t.Errorf("the people behind the figure: %+v", signed.Items)
		}
		h.ok(h.ErasePerson(h.ctx, core.System(), one.Person))
		if c := h.claim(one.ID); c.Person != "" || c.Investor.Name != "甲" {
			t.Errorf("erased: %+v", c)
		}
	})
}

func TestAChamberReachesNoOtherChambersClaims(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		h.registers(zhejiang, "lin", "甲", acme)
		foreign := h.registers(hongkong, "mei", "甲", acme)
		all := credit.Filter{Paging: core.Paging{Limit: 50}}
		mine, err := h.List(h.ctx, secretary(zhejiang), all)
		h.ok(err)
		if len(mine.Items) != 1 || mine.Items[0].Chamber != zhejiang {
			t.Errorf("%+v", mine.Items)
		}
		theirs := all
		theirs.Chamber = hongkong
		_, err = h.List(h.ctx, secretary(zhejiang), theirs)
		h.code(err, "not_allowed")
		_, err = h.FunnelOf(h.ctx, secretary(zhejiang), credit.Scope{Chamber: hongkong})
		h.code(err, "not_allowed")
		_, err = h.Compare(h.ctx, secretary(zhejiang), credit.Scope{})
		h.code(err, "not_allowed")
		_, err = h.Rivals(h.ctx, secretary(zhejiang), foreign.ID)
		h.code(err, "not_allowed")
		h.code(h.Export(h.ctx, secretary(zhejiang), theirs, func(credit.Entry) error { return nil }), "not_allowed")
		_, err = h.RulesOf(h.ctx, secretary(zhejiang), "bureau")
		h.code(err, "not_allowed")
		for _, nobody := range []core.Actor{in("company", core.OrgCompany, core.RoleInvestor), {Person: "guest", Kind: core.PersonGuest}} {
			_, err = h.List(h.ctx, nobody, all)
			h.code(err, "not_allowed")
		}
		_, err = h.List(h.ctx, core.Actor{}, all)
		h.code(err, "sign_in_required")
		elsewhere, err := h.List(h.ctx, in("elsewhere", core.OrgBureau, core.RoleOfficial), all)
		h.ok(err)
		if len(elsewhere.Items) != 0 {
			t.Errorf("another bureau reads %+v", elsewhere.Items)
		}
		n := 0
		h.ok(h.Export(h.ctx, official, all, func(credit.Entry) error { n++; return nil }))
		if n != 2 {
			t.Errorf("exported %d", n)
		}
		rivals, err := h.Rivals(h.ctx, official, foreign.ID)
		h.ok(err)
		if len(rivals) != 2 || rivals[0].Chamber != zhejiang {
			t.Errorf("%+v", rivals)
		}
	})
}
