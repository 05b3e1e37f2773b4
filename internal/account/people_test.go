package account_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"zhaoyun/internal/account"
	"zhaoyun/internal/core"
	"zhaoyun/internal/store"
	"zhaoyun/internal/testkit"
)

// eraser is another domain that keeps something about people.
type eraser struct {
	erased []core.ID
	fail   error
}

func (e *eraser) ErasePerson(_ context.Context, _ core.Actor, person core.ID) error {
	e.erased = append(e.erased, person)
	return e.fail
}

func TestErasingAPersonLeavesNothingOfThem(t *testing.T) {
	onHouse(t, func(t *testing.T, h *house) {
		ctx := t.Context()
		other := &eraser{fail: errors.New("the room is away")}
		h.AddErasers(other)
		p := h.person("林薇薇", "lin@company.example", core.RoleOfficial)
		i := h.enter("lin@company.example")
		_, err := h.db.Once(ctx, h.admin.Person, "key-of-creation", "create-person", "d", func(context.Context) (string, error) {
			return `{"id":"` + p.ID + `","name":"林薇薇"}`, nil
		})
		wants(t, "kept answer", err, "")

		if err := h.ErasePerson(ctx, h.admin, p.ID); !errors.Is(err, other.fail) {
			t.Fatalf("got %v", err)
		}
		if kept, err := h.ReadPerson(ctx, h.admin, p.ID); err != nil || kept.Name != "林薇薇" || len(kept.Contacts) != 1 {
			t.Errorf("a failed erasure changed something: %+v, %v", kept, err)
		}
		other.fail = nil
		wants(t, "erase", h.ErasePerson(ctx, h.admin, p.ID), "")
		if len(other.erased) != 2 || other.erased[1] != p.ID {
			t.Errorf("others erased %v", other.erased)
		}
		_, err = h.ReadPerson(ctx, h.admin, p.ID)
		wants(t, "read", err, "person_not_found")
		_, err = h.Authenticate(ctx, i.AccessToken)
		wants(t, "access", err, "signed_out")
		_, err = h.Refresh(ctx, from, i.RefreshToken)
		wants(t, "refresh", err, "signed_out")
		_, err = h.password("lin@company.example", goodPassword)
		wants(t, "sign in", err, "credentials_wrong")
		if !h.changed(core.AuthorityPersonErased, p.ID, "") || h.audited("erase-person", core.AuditOK, p.ID) != 1 {
			t.Error("erasure is audited and reaches sockets")
		}
		if left := dump(t, h.db); strings.Contains(left, "林薇薇") || strings.Contains(left, "lin@company.example") {
			t.Errorf("still somewhere in the database: %s", left)
		}
		wants(t, "erase twice", h.ErasePerson(ctx, h.admin, p.ID), "person_not_found")
		// Anybody may erase themselves, nobody somebody else.
		self := h.byCode(from, "13500135000", "自己")
		wants(t, "somebody else", h.ErasePerson(ctx, h.actor(self), h.admin.Person), "not_allowed")
		if h.audited("erase-person", core.AuditRefused, h.admin.Person) != 1 {
			t.Error("the refusal is not audited")
		}
		wants(t, "oneself", h.ErasePerson(ctx, h.actor(self), self.Person.ID), "")
		wants(t, "the last administrator", h.ErasePerson(ctx, h.admin, h.admin.Person), "last_administrator")
	})
}

// dump is the text of every row of the tables that name people.
func dump(t *testing.T, db *store.DB) string {
	t.Helper()
	var all strings.Builder
	for _, table := range []string{"people", "contacts", "codes", "sign_ins", "sign_in_failures", "memberships", "idempotency", "audit"} {
		rows, err := db.Conn(t.Context()).QueryContext(t.Context(), "SELECT * FROM "+table)
		if err != nil {
			t.Fatal(err)
		}
		columns, err := rows.Columns()
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			cells, into := make([]any, len(columns)), make([]any, len(columns))
			for i := range cells {
				into[i] = &cells[i]
			}
			if err := rows.Scan(into...); err != nil {
				t.Fatal(err)
			}
			for _, c := range cells {
				switch c := c.(type) {
				case string:
					all.WriteString(c + "\n")
				case []byte:
					all.WriteString(string(c) + "\n")
				}
			}
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
	}
	return all.String()
}

func TestARefusalIsAuditedAlthoughItsTransactionIsRolledBack(t *testing.T) {
	onHouse(t, func(t *testing.T, h *house) {
		official := h.person("陈晓", "chen@zs.example", core.RoleOfficial)
		actor := h.actor(h.enter("chen@zs.example"))
		err := h.db.InTx(t.Context(), func(ctx context.Context) error {
			_, err := h.CreatePerson(ctx, actor, account.PersonDraft{Name: "x", Contacts: []string{"x@zs.example"}})
			return err
		})
		wants(t, "an official adds a person", err, "not_allowed")
		page, err := h.AuditLines(t.Context(), h.admin, account.AuditFilter{Actor: official.ID, Result: core.AuditRefused}, core.Paging{Limit: 10})
		wants(t, "list", err, "")
		if len(page.Items) != 1 || page.Items[0].Action != "create-person" || page.Items[0].ActorName != "陈晓" || page.Items[0].Detail["code"] != "not_allowed" {
			t.Errorf("audited %+v", page.Items)
		}
	})
}

func TestAuditIsFilteredPagedAndLimitedToOnesOwnOrganisation(t *testing.T) {
	onHouse(t, func(t *testing.T, h *house) {
		ctx := t.Context()
		h.person("陈晓", "chen@zs.example", core.RoleOfficial)
		for range 5 {
			line := h.admin.Audited("publish-event", "event", core.NewID(), h.bureau.ID, map[string]any{"n": 1})
			wants(t, "audit", h.db.Audit(ctx, line), "")
		}
		wants(t, "audit elsewhere", h.db.Audit(ctx, h.admin.Audited("publish-event", "event", core.NewID(), "another", nil)), "")
		seen := map[core.ID]bool{}
		for p := (core.Paging{Limit: 2}); ; {
			page, err := h.AuditLines(ctx, h.actor(h.enter("chen@zs.example")), account.AuditFilter{Action: "publish-event"}, p)
			wants(t, "list", err, "")
			for _, l := range page.Items {
				seen[l.ID] = true
				if l.Organisation != h.bureau.ID || l.ActorName != "管理员" {
					t.Errorf("line %+v", l)
				}
			}
			if p.Cursor = page.Next; p.Cursor == "" {
				break
			}
		}
		if len(seen) != 5 {
			t.Errorf("saw %d lines", len(seen))
		}
		future, err := h.AuditLines(ctx, h.admin, account.AuditFilter{From: time.Now().Add(time.Hour)}, core.Paging{Limit: 2})
		if err != nil || len(future.Items) != 0 {
			t.Errorf("from tomorrow: %+v, %v", future, err)
		}
		_, err = h.AuditLines(ctx, h.actor(h.byCode(from, "13500135000", "路人")), account.AuditFilter{}, core.Paging{Limit: 2})
		wants(t, "an outsider", err, "not_allowed")
	})
}

func TestOrganisationsAreCheckedAndEditedByVersion(t *testing.T) {
	onHouse(t, func(t *testing.T, h *house) {
		ctx := t.Context()
		create := func(o account.Organisation) error {
			if o.Name == nil {
				o.Name = core.Text{"zh-CN": "某公司"}
			}
			_, err := h.CreateOrganisation(ctx, h.admin, o)
			return err
		}
		for _, c := range []struct {
			name        string
			o           account.Organisation
			field, code string
		}{
			{"company", account.Organisation{Kind: core.OrgCompany, USCC: "91330100799655058b"}, "", ""},
			{"without code", account.Organisation{Kind: core.OrgCompany}, "body.uscc", "required"},
			{"check digit", account.Organisation{Kind: core.OrgCompany, USCC: "91310115MA1H8R7C6D"}, "body.uscc", "uscc_check_digit"},
			{"chamber with a company's code", account.Organisation{Kind: core.OrgChamber, USCC: "91350100M000100Y43"}, "body.uscc", "uscc_not_social"},
			{"chamber without", account.Organisation{Kind: core.OrgChamber}, "", ""},
			{"Hong Kong", account.Organisation{Kind: core.OrgCompany, Region: "hk", RegistrationNumber: "12345678-000-03-24-A"}, "", ""},
			{"Hong Kong without number", account.Organisation{Kind: core.OrgCompany, Region: "HK"}, "body.registrationNumber", "required"},
			{"Hong Kong, not a number", account.Organisation{Kind: core.OrgCompany, Region: "HK", RegistrationNumber: "12"}, "body.registrationNumber", "registration_number_invalid"},
			{"no Chinese name", account.Organisation{Kind: core.OrgBureau, Name: core.Text{"en": "Bureau"}}, "body.name.zh-CN", "required"},
			{"unknown kind", account.Organisation{Kind: "club"}, "body.kind", "not_an_option"},
		} {
			err := create(c.o)
			if c.code == "" {
				wants(t, c.name, err, "")
				continue
			}
			if e := core.AsError(err); len(e.Fields) != 1 || e.Fields[0].Field != c.field || e.Fields[0].Code != c.code {
				t.Errorf("%s: got %v %+v", c.name, err, e.Fields)
			}
		}
		wants(t, "the same code", create(account.Organisation{Kind: core.OrgCompany, USCC: "91330100799655058B"}), "uscc_taken")

		yes := true
		changed, err := h.UpdateOrganisation(ctx, h.admin, h.bureau.ID, 1, account.OrganisationChange{TwoPersonPublish: &yes, Name: core.Text{"zh-CN": "新名", "en": "New"}})
		if err != nil || !changed.TwoPersonPublish || changed.Version != 2 || changed.Kind != core.OrgBureau {
			t.Errorf("changed %+v, %v", changed, err)
		}
		_, err = h.UpdateOrganisation(ctx, h.admin, h.bureau.ID, 1, account.OrganisationChange{})
		if e := core.AsError(err); e.Kind != core.KindStale || e.Params["version"] != int64(2) {
			t.Errorf("stale edit: %v %v", err, e.Params)
		}
		_, err = h.UpdateOrganisation(ctx, h.admin, core.NewID(), 1, account.OrganisationChange{})
		wants(t, "unknown", err, "organisation_not_found")

		seen := 0
		for p := (core.Paging{Limit: 2}); ; {
			page, err := h.Organisations(ctx, h.admin, account.OrganisationFilter{Query: "某"}, p)
			wants(t, "list", err, "")
			seen += len(page.Items)
			if p.Cursor = page.Next; p.Cursor == "" {
				break
			}
		}
		if seen != 3 {
			t.Errorf("listed %d", seen)
		}
		found, err := h.Organisations(ctx, h.admin, account.OrganisationFilter{Query: "91330100799655058b"}, core.Paging{Limit: 2})
		if err != nil || len(found.Items) != 1 {
			t.Errorf("by code: %+v, %v", found, err)
		}
	})
}

func TestPeopleAreFoundAndTheirRolesFitTheOrganisation(t *testing.T) {
	onHouse(t, func(t *testing.T, h *house) {
		ctx := t.Context()
		p := h.person("陈晓100%", "chen@zs.example", core.RoleOfficial)
		h.person("陈_二", "13800138000")
		for _, c := range []struct {
			name string
			f    account.PersonFilter
			want int
		}{
			{"all members", account.PersonFilter{Kind: core.PersonMember}, 3},
			{"part of a name", account.PersonFilter{Query: "陈"}, 2},
			{"wild cards are letters", account.PersonFilter{Query: "%"}, 1},
			{"underscore too", account.PersonFilter{Query: "陈_"}, 1},
			{"whole phone", account.PersonFilter{Query: "138 0013 8000"}, 1},
			{"part of a phone finds nobody", account.PersonFilter{Query: "0013"}, 0},
			{"role", account.PersonFilter{Role: core.RoleOfficial}, 1},
			{"organisation", account.PersonFilter{Organisation: h.bureau.ID}, 2},
			{"guests", account.PersonFilter{Kind: core.PersonGuest}, 0},
		} {
			page, err := h.People(ctx, h.admin, c.f, core.Paging{Limit: 10})
			if err != nil || len(page.Items) != c.want {
				t.Errorf("%s: %d people, %v", c.name, len(page.Items), err)
			}
		}
		set := func(ms ...account.MembershipDraft) error {
			_, err := h.SetMemberships(ctx, h.admin, p.ID, p.Version, ms)
			return err
		}
		wants(t, "secretary in a bureau", set(account.MembershipDraft{Organisation: h.bureau.ID, Role: core.RoleSecretary}), "role_not_in_kind")
		wants(t, "nowhere", set(account.MembershipDraft{Organisation: core.NewID(), Role: core.RoleOfficial}), "organisation_not_found")
		twice := account.MembershipDraft{Organisation: h.bureau.ID, Role: core.RoleOfficial}
		wants(t, "twice", set(twice, twice), "membership_twice")
		_, err := h.CreatePerson(ctx, h.admin, account.PersonDraft{Name: "另一人", Contacts: []string{"CHEN@zs.example"}})
		wants(t, "a taken contact", err, "contact_taken")
		for name, code := range map[string]string{
			" ": "name_required", strings.Repeat("长", 51): "name_too_long", "假\u202e名": "name_characters", "换\x00行": "name_characters",
		} {
			_, err := h.CreatePerson(ctx, h.admin, account.PersonDraft{Name: name, Contacts: []string{"new@zs.example"}})
			wants(t, "name "+name, err, code)
		}
	})
}

func TestTwoAdministratorsCannotDemoteEachOtherAtOnce(t *testing.T) {
	onHouse(t, func(t *testing.T, h *house) {
		ctx := t.Context()
		second := h.person("副管理员", "second@zs.example", core.RoleAdministrator)
		first, err := h.ReadPerson(ctx, h.admin, h.admin.Person)
		wants(t, "read", err, "")
		h.warm()
		var wg sync.WaitGroup
		errs := make([]error, 2)
		for i, p := range []account.Person{first, second} {
			wg.Go(func() { _, errs[i] = h.SetMemberships(ctx, h.admin, p.ID, p.Version, nil) })
		}
		wg.Wait()
		if (errs[0] == nil) == (errs[1] == nil) || !core.HasCode(errors.Join(errs...), "last_administrator") {
			t.Errorf("got %v", errs)
		}
	})
}

func TestChangingOnesOwnAccount(t *testing.T) {
	onHouse(t, func(t *testing.T, h *house) {
		ctx := t.Context()
		h.person("陈晓", "chen@zs.example")
		here, there := h.enter("chen@zs.example"), h.enter("chen@zs.example")
		me := h.actor(here)
		en, mars := "en", "Mars/Olympus"
		got, err := h.UpdateMe(ctx, me, here.Person.Version, account.MeChange{PersonChange: account.PersonChange{Language: &en}})
		if err != nil || got.Language != "en" || h.actor(here).Language != "en" {
			t.Errorf("got %+v, %v", got, err)
		}
		_, err = h.UpdateMe(ctx, me, got.Version, account.MeChange{PersonChange: account.PersonChange{TimeZone: &mars}})
		wants(t, "Mars", err, "time_zone_unknown")
		change := func(current, fresh string) error {
			_, err := h.UpdateMe(ctx, me, got.Version, account.MeChange{Password: &account.PasswordChange{Current: current, New: fresh}})
			return err
		}
		wants(t, "wrong present password", change("wrong", "another long one"), "password_wrong")
		wants(t, "short", change(goodPassword, "short"), "password_too_short")
		wants(t, "common", change(goodPassword, "Password123"), "password_too_common")
		wants(t, "good", change(goodPassword, "another long one"), "")
		_, err = h.Authenticate(ctx, there.AccessToken)
		wants(t, "the other device", err, "signed_out")
		h.actor(here)
		guest, err := h.SignIn(ctx, from, account.Credentials{Method: account.MethodGuest, Name: "路人"})
		wants(t, "guest", err, "")
		_, err = h.UpdateMe(ctx, h.actor(guest), guest.Person.Version, account.MeChange{Password: &account.PasswordChange{New: "another long one"}})
		wants(t, "a guest's password", err, "contact_unverified")
		_, err = h.Me(ctx, core.Actor{})
		wants(t, "nobody", err, "sign_in_required")
	})
}

func TestAddingAUserTwiceChangesNothingButThePassword(t *testing.T) {
	onHouse(t, func(t *testing.T, h *house) {
		u := account.NewUser{Name: "陈晓", Contacts: []string{"chen@zs.example"}, Password: goodPassword, Role: core.RoleOfficial, Organisation: "上城区投资促进局"}
		first, err := h.AddUser(t.Context(), u)
		wants(t, "first", err, "")
		u.Password = "another long one"
		again, err := h.AddUser(t.Context(), u)
		wants(t, "again", err, "")
		if again.ID != first.ID || len(again.Memberships) != 1 || again.Memberships[0].Organisation != h.bureau.ID {
			t.Errorf("got %+v", again)
		}
		_, err = h.password("chen@zs.example", "another long one")
		wants(t, "new password", err, "")
	})
}

func TestNodesThatStartTogetherShareOneKey(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		var wg sync.WaitGroup
		nodes := make([]*account.Service, 6)
		for i := range nodes {
			wg.Go(func() {
				nodes[i] = (&house{t: t, db: db, clock: &clock{now: core.Now()}, authority: store.NewAuthority(db)}).node()
			})
		}
		wg.Wait()
		i, err := nodes[0].SignIn(t.Context(), from, account.Credentials{Method: account.MethodGuest, Name: "路人"})
		wants(t, "guest", err, "")
		for n, s := range nodes {
			_, err := s.Authenticate(t.Context(), i.AccessToken)
			wants(t, "node "+string(rune('0'+n)), err, "")
		}
	})
}
