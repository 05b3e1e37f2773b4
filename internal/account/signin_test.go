package account_test

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"zhaoyun/internal/account"
	"zhaoyun/internal/core"
)

func TestSigningInByPassword(t *testing.T) {
	onHouse(t, func(t *testing.T, h *house) {
		h.person("陈晓", "chen@zs.example", core.RoleOfficial)
		phone := h.person("林薇", "13800138000")
		h.person("无密码", "none@zs.example")
		for _, c := range []struct{ name, login, password, code string }{
			{"right", "chen@zs.example", goodPassword, ""},
			{"capitals in the address", " Chen@ZS.example ", goodPassword, ""},
			{"phone as it is spoken", "+86 138-0013-8000", goodPassword, ""},
			{"full-width digits", "１３８００１３８０００", goodPassword, ""},
			{"wrong password", "chen@zs.example", "wrong", "credentials_wrong"},
			{"unknown login", "nobody@zs.example", goodPassword, "credentials_wrong"},
			{"no login", "", goodPassword, "credentials_wrong"},
		} {
			_, err := h.password(c.login, c.password)
			wants(t, c.name, err, c.code)
		}
		_, err := h.SignIn(t.Context(), from, account.Credentials{Method: "face"})
		wants(t, "unknown method", err, "not_an_option")
		i := h.enter("13800138000")
		if i.Person.ID != phone.ID || i.Person.Contacts[0].Value != "+8613800138000" {
			t.Errorf("signed in as %+v", i.Person)
		}
		if a := h.actor(i); a.Kind != core.PersonMember || a.Name != "林薇" || a.SignIn != i.SignIn {
			t.Errorf("actor %+v", a)
		}
	})
}

func TestRepeatedFailuresLockTheLoginWhetherItExistsOrNot(t *testing.T) {
	onHouse(t, func(t *testing.T, h *house) {
		p := h.person("陈晓", "chen@zs.example")
		for _, login := range []string{"chen@zs.example", "nobody@zs.example"} {
			for range 5 {
				_, err := h.password(login, "wrong")
				wants(t, login, err, "credentials_wrong")
			}
			_, err := h.password(login, goodPassword)
			wants(t, login+" after five", err, "locked")
			if e := core.AsError(err); e.RetryAfter != time.Minute {
				t.Errorf("%s: retry after %v", login, e.RetryAfter)
			}
		}
		if h.audited("lock-account", core.AuditRefused, p.ID) != 1 || !h.changed(core.AuthorityPersonChanged, p.ID, "") {
			t.Error("the lock of an account leaves a trace")
		}
		// The lock grows with each failure after it.
		h.clock.Add(time.Minute + time.Second)
		_, err := h.password("chen@zs.example", "wrong")
		wants(t, "after the lock", err, "credentials_wrong")
		_, err = h.password("chen@zs.example", goodPassword)
		if e := core.AsError(err); e.Code != "locked" || e.RetryAfter != 2*time.Minute {
			t.Errorf("second lock: %v after %v", err, e.RetryAfter)
		}
		// Elsewhere the account still opens, and a code opens it here.
		elsewhere := from
		elsewhere.IP = "198.51.100.9"
		_, err = h.SignIn(t.Context(), elsewhere, account.Credentials{Method: account.MethodPassword, Login: "chen@zs.example", Password: goodPassword})
		wants(t, "from another address", err, "")
		h.clock.Add(-2 * time.Minute)
		h.byCode(from, "chen@zs.example", "")
		h.enter("chen@zs.example")
	})
}

func TestManyGuessesAtOnceGetNoMoreTriesThanOneAfterAnother(t *testing.T) {
	onHouse(t, func(t *testing.T, h *house) {
		h.person("陈晓", "chen@zs.example")
		h.warm()
		var (
			wg    sync.WaitGroup
			mu    sync.Mutex
			count = map[string]int{}
		)
		for range 30 {
			wg.Go(func() {
				_, err := h.password("chen@zs.example", "wrong")
				mu.Lock()
				defer mu.Unlock()
				count[core.AsError(err).Code]++
			})
		}
		wg.Wait()
		if count["credentials_wrong"] != 5 || count["locked"] != 25 {
			t.Errorf("got %v", count)
		}
	})
}

func TestCodesAreGoodOnceForTenMinutesAndFiveTries(t *testing.T) {
	onHouse(t, func(t *testing.T, h *house) {
		ctx := t.Context()
		try := func(code string) error {
			_, err := h.SignIn(ctx, from, account.Credentials{Method: account.MethodCode, Contact: "13900139000", Code: code})
			return err
		}
		ask := func() error { _, err := h.SendCode(ctx, from, "139 0013 9000"); return err }
		wants(t, "before any was sent", try("123456"), "code_expired")
		wants(t, "first", ask(), "")
		if m := h.box.got[0]; m.Channel != account.ChannelSMS || m.To != "+8613900139000" || !strings.HasPrefix(m.Text, "【招云】") {
			t.Errorf("sent %+v", m)
		}
		wants(t, "again at once", ask(), "code_too_soon")
		wrong := "000000"
		if h.box.code() == wrong {
			wrong = "000001"
		}
		for left := 4; left >= 0; left-- {
			err := try(wrong)
			if e := core.AsError(err); e.Code != "code_wrong" || e.Params["left"] != left {
				t.Errorf("with %d left: %v %v", left, err, e.Params)
			}
		}
		wants(t, "right, after five wrong ones", try(h.box.code()), "code_expired")

		h.clock.Add(time.Minute)
		wants(t, "after a minute", ask(), "")
		h.clock.Add(10 * time.Minute)
		wants(t, "too late", try(h.box.code()), "code_expired")
		wants(t, "third", ask(), "")
		wants(t, "right, typed with a space", try(h.box.code()[:3]+" "+h.box.code()[3:]), "")
		wants(t, "used", try(h.box.code()), "code_expired")

		for range 2 {
			h.clock.Add(time.Minute)
			wants(t, "within the hour", ask(), "")
		}
		h.clock.Add(time.Minute)
		wants(t, "sixth in the hour", ask(), "code_too_soon")

		h.box.fail = errors.New("no queue")
		h.clock.Add(2 * time.Hour)
		if err := ask(); err == nil {
			t.Error("a code that cannot be handed on seems to be on its way")
		}
		h.box.fail = nil
		wants(t, "at once again, since nothing was sent", ask(), "")
	})
}

func TestAGuestBecomesTheirContactsOwnerAndOldSignInsEnd(t *testing.T) {
	onHouse(t, func(t *testing.T, h *house) {
		ctx := t.Context()
		enrol := func(actor core.Actor, name string) account.Issued {
			i, err := h.EnrolGuest(ctx, actor, account.Guest{Name: name, Contact: "lin@company.example", OrganisationName: "某公司"})
			if err != nil {
				t.Fatal(err)
			}
			return i
		}
		stranger := enrol(from, "冒名者")
		if c := stranger.Person.Contacts; len(c) != 1 || c[0].Verified || stranger.Person.Kind != core.PersonGuest {
			t.Fatalf("guest %+v", stranger.Person)
		}
		mine := enrol(from, "林薇")
		me := h.byCode(h.actor(mine), "Lin@company.example", "")
		if me.Person.ID != mine.Person.ID || me.Person.Kind != core.PersonMember || !me.Person.Contacts[0].Verified || me.Person.Name != "林薇" {
			t.Errorf("became %+v", me.Person)
		}
		_, err := h.Authenticate(ctx, mine.AccessToken)
		wants(t, "the guest's sign-in from before", err, "signed_out")
		if !h.changed(core.AuthoritySignInRevoked, mine.Person.ID, mine.SignIn) {
			t.Error("sockets of the old sign-in learn nothing")
		}
		// The contact is taken now: registering with it tells nobody so, and makes somebody else.
		third := enrol(from, "又一人")
		if third.Person.ID == me.Person.ID || third.AccessToken == "" {
			t.Errorf("third %+v", third.Person)
		}
		if again := h.byCode(h.actor(third), "lin@company.example", ""); again.Person.ID != me.Person.ID {
			t.Error("the code leads to its owner")
		}
		// A member's claim gives them no hold on what they do not own.
		member := h.person("攻击者", "evil@company.example")
		if _, err := h.EnrolGuest(ctx, h.actor(h.enter("evil@company.example")), account.Guest{Name: "x", Contact: "13700137000"}); err != nil {
			t.Fatal(err)
		}
		if victim := h.byCode(from, "13700137000", "受害者"); victim.Person.ID == member.ID || victim.Person.Name != "受害者" {
			t.Errorf("the owner of the phone became %+v", victim.Person)
		}
		// A guest with only a name keeps who they are; a new account without one gets the masked contact.
		guest, err := h.SignIn(ctx, from, account.Credentials{Method: account.MethodGuest, Name: "路人"})
		wants(t, "guest", err, "")
		if up := h.byCode(h.actor(guest), "13600136000", ""); up.Person.ID != guest.Person.ID || up.Person.Kind != core.PersonMember {
			t.Errorf("upgraded to %+v", up.Person)
		}
		if fresh := h.byCode(from, "13500135000", ""); fresh.Person.Name != "135****5000" {
			t.Errorf("named %q", fresh.Person.Name)
		}
	})
}
