package invite_test

import (
	"strings"
	"testing"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/event"
	"zhaoyun/internal/invite"
	"zhaoyun/internal/store"
)

func TestAPersonalLinkIsItsMembersAndSurvivesBeingSentOn(t *testing.T) {
	t.Parallel()
	stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		e := h.event(0)
		c := h.campaign(e, 0)
		m := h.member(h.ours, "陈大文")[0]
		i := h.sent(c)[0]
		if i.Status != invite.Sent || i.SentAt == nil || len(h.letters) != 1 || !strings.Contains(h.letters[0].Text, "https://zs.example/i/"+i.Token) {
			t.Fatalf("%+v %+v", i, h.letters)
		}
		v, err := h.View(h.ctx, core.Actor{}, i.Token)
		h.ok(err)
		if v.State != invite.StateOpen || v.Name != "陈**" || strings.Contains(v.Known.Contact+v.Known.Organisation, m.Mail) || v.Whole {
			t.Errorf("a stranger sees %+v", v)
		}
		if got := h.list(c)[0]; got.Status != invite.Seen || got.OpenedAt == nil {
			t.Errorf("after it was opened: %+v", got)
		}
		// Somebody it was sent on to registers first, then says to be the member.
		other, err := h.register(e, entry(i.Token, "李四", "lisi@example.com", false))
		h.ok(err)
		_, err = h.register(e, entry(i.Token, "李四", "", true))
		h.code(err, "invitation_name_differs")
		in := entry(i.Token, "陈 大文", "", true)
		in.OrganisationName = ""
		own, err := h.register(e, in)
		h.ok(err)
		if own.Registration.Contact != m.Mail || own.Registration.OrganisationName != m.OrganisationName {
			t.Errorf("what is known was not filled in: %+v", own.Registration)
		}
		list := h.list(c)
		if len(list) != 2 || list[0].Status != invite.Accepted || list[0].Registration != own.Registration.ID ||
			list[1].Kind != invite.Forwarded || list[1].ReferralOf != list[0].ID || list[1].Registration != other.Registration.ID || list[1].Name != "李四" {
			t.Fatalf("%+v", list)
		}
		_, err = h.register(e, entry(i.Token, "陈大文", "another@example.com", true)) // from another device
		h.code(err, "invitation_used")
		if v, err = h.View(h.ctx, core.Actor{}, i.Token); err != nil || v.State != invite.StateAccepted || v.Own != nil {
			t.Errorf("%+v %v", v, err)
		}
		// Given back, it may be accepted again.
		me := core.Actor{Person: own.Issued.Person.ID, Kind: core.PersonGuest}
		h.ok(h.events.Cancel(h.ctx, me, e.ID, own.Registration.ID))
		if got := h.list(c)[0]; got.Status != invite.Declined {
			t.Errorf("after cancelling: %s", got.Status)
		}
		_, err = h.events.Register(h.ctx, me, e.ID, entry(i.Token, "陈大文", "", true))
		h.ok(err)
		if got := h.list(c)[0]; got.Status != invite.Accepted {
			t.Errorf("after registering again: %s", got.Status)
		}
		h.ok(h.ErasePerson(h.ctx, core.System(), me.Person))
		if got := h.list(c)[0]; got.Status != invite.Declined {
			t.Errorf("after erasing: %s", got.Status)
		}
	})
}

func TestNamesCannotBeTriedForEver(t *testing.T) {
	t.Parallel()
	stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		e := h.event(0)
		h.member(h.ours, "陈大文")
		i := h.sent(h.campaign(e, 0))[0]
		for range 5 {
			_, err := h.register(e, entry(i.Token, "错", "", true))
			h.code(err, "invitation_name_differs")
		}
		_, err := h.register(e, entry(i.Token, "陈大文", "", true))
		h.code(err, "invitation_guesses")
		h.now = h.now.Add(11 * time.Minute)
		_, err = h.register(e, entry(i.Token, "陈大文", "", true))
		h.ok(err)
	})
}

func TestQuotaAndWaitingListAndDeadlineHold(t *testing.T) {
	t.Parallel()
	stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		e := h.event(1) // one seat
		c := h.campaign(e, 2)
		first, err := h.register(e, entry(c.OpenToken, "甲", "a@example.com", false))
		h.ok(err)
		second, err := h.register(e, entry(c.OpenToken, "乙", "b@example.com", false))
		h.ok(err)
		_, err = h.register(e, entry(c.OpenToken, "丙", "c@example.com", false))
		h.code(err, "campaign_full")
		if v, err := h.View(h.ctx, core.Actor{}, c.OpenToken); err != nil || v.State != invite.StateFull {
			t.Errorf("%+v %v", v, err)
		}
		page, err := h.events.Registrations(h.ctx, h.official, e.ID, event.RegistrationFilter{}, false, core.Paging{Limit: 9})
		h.ok(err)
		if len(page.Items) != 2 { // nothing is left of the one that was refused
			t.Errorf("%d registrations", len(page.Items))
		}
		list := h.list(c)
		if list[0].Status != invite.Accepted || list[1].Status != invite.Waiting || second.Registration.Status != event.Waiting {
			t.Fatalf("%+v", list)
		}
		h.ok(h.events.Cancel(h.ctx, core.Actor{Person: first.Issued.Person.ID, Kind: core.PersonGuest}, e.ID, first.Registration.ID))
		if list = h.list(c); list[0].Status != invite.Declined || list[1].Status != invite.Accepted {
			t.Errorf("after the first gave the place back: %s, %s", list[0].Status, list[1].Status)
		}
		h.now = h.now.Add(49 * time.Hour)
		_, err = h.register(e, entry(c.OpenToken, "丁", "d@example.com", false))
		h.code(err, "invitation_expired")
		if v, err := h.View(h.ctx, core.Actor{}, c.OpenToken); err != nil || v.State != invite.StateExpired {
			t.Errorf("%+v %v", v, err)
		}
	})
}

func TestALinkCanBeDeclinedSentToAColleagueAndStopped(t *testing.T) {
	t.Parallel()
	stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		e := h.event(0)
		c := h.campaign(e, 0)
		m := h.member(h.ours, "陈大文")[0]
		i := h.sent(c)[0]
		nobody := core.Actor{}
		h.ok(h.Decline(h.ctx, nobody, i.Token))
		if got := h.list(c)[0]; got.Status != invite.Declined {
			t.Fatalf("%s", got.Status)
		}
		h.code(h.Delegate(h.ctx, nobody, i.Token, invite.NamedColleague{Name: "自己", Contact: m.Mail}), "colleague_is_you")
		h.code(h.Delegate(h.ctx, nobody, i.Token, invite.NamedColleague{Name: " ", Contact: "nowhere"}), "invalid_input")
		h.ok(h.Delegate(h.ctx, nobody, i.Token, invite.NamedColleague{Name: "林同事", Contact: "lin@example.com", Language: "en"}))
		h.ok(h.jobs.RunDue(h.ctx))
		list := h.list(c)
		if list[0].Status != invite.Delegated || list[1].Kind != invite.Colleague || list[1].ReferralOf != i.ID || list[1].By != "陈大文" || list[1].Status != invite.Sent {
			t.Fatalf("%+v", list)
		}
		if l := h.letters[1]; l.To != "lin@example.com" || !strings.Contains(l.Subject, "陈大文 suggests you attend: Cloud Promotion") {
			t.Errorf("%+v", l)
		}
		reg, err := h.register(e, entry(list[1].Token, "林同事", "", true))
		h.ok(err)
		if reg.Registration.Contact != "lin@example.com" {
			t.Errorf("%+v", reg.Registration)
		}
		for _, to := range []string{"two@example.com", "three@example.com"} {
			h.ok(h.Delegate(h.ctx, nobody, i.Token, invite.NamedColleague{Name: "同事", Contact: to}))
		}
		h.code(h.Delegate(h.ctx, nobody, i.Token, invite.NamedColleague{Name: "同事", Contact: "four@example.com"}), "colleagues_too_many")
		h.ok(h.Service.Unsubscribe(h.ctx, nobody, list[1].Token))
		h.ok(h.Service.Unsubscribe(h.ctx, nobody, i.Token))
		h.ok(h.Service.Unsubscribe(h.ctx, nobody, i.Token)) // again
		if again, err := h.members.Member(h.ctx, m.ID); err != nil || !again.Unsubscribed() {
			t.Errorf("%+v %v", again, err)
		}
		next := h.event(0)
		n := h.campaign(next, 0)
		if got, err := h.Choose(h.ctx, h.secretary, n.ID, invite.Selection{All: true}); err != nil || got != (invite.Chosen{Out: 1}) {
			t.Errorf("who stopped it is chosen again: %+v %v", got, err)
		}
		h.code(h.Decline(h.ctx, nobody, c.OpenToken), "invitation_open")
		h.code(h.Decline(h.ctx, nobody, "nosuchtokenatall"), "invitation_not_found")
		_, err = h.View(h.ctx, nobody, "short")
		h.code(err, "invitation_not_found")
		_, err = h.register(next, entry(i.Token, "陈大文", "x@example.com", false)) // of another event
		h.code(err, "invitation_not_found")
	})
}

func TestWhoeverIsInvitedAndHasNotAnsweredLearnsOfANewTime(t *testing.T) {
	t.Parallel()
	stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		e := h.event(0)
		c := h.campaign(e, 0)
		h.member(h.ours, "陈大文", "李二", "王三")
		list := h.sent(c)
		_, err := h.register(e, entry(list[0].Token, list[0].Name, "", true))
		h.ok(err)
		h.ok(h.Decline(h.ctx, core.Actor{}, list[1].Token))
		h.letters = nil
		se := e.Sessions[0]
		later, end := se.StartsAt.Add(time.Hour), se.EndsAt.Add(time.Hour)
		_, err = h.events.UpdateSession(h.ctx, h.official, e.ID, se.ID, se.Version, event.SessionChange{StartsAt: &later, EndsAt: &end})
		h.ok(err)
		h.now = h.now.Add(4 * time.Minute)
		h.ok(h.jobs.RunDue(h.ctx))
		if len(h.letters) != 1 || !strings.HasPrefix(h.letters[0].Subject, "时间有变") || !strings.Contains(h.letters[0].Text, list[2].Token) {
			t.Errorf("%+v", h.letters)
		}
	})
}
