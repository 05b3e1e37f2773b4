package invite_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/invite"
	"zhaoyun/internal/store"
)

// TestEveryOperationForEveryStaff walks all operations of staff on a campaign of ours:
// as its secretary, as another chamber's, as its bureau and as an investor.
func TestEveryOperationForEveryStaff(t *testing.T) {
	t.Parallel()
	stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		e := h.event(0)
		c := h.campaign(e, 0)
		h.member(h.ours, "陈大文", "李二")
		foreign := h.member(h.theirs, "别家会员")[0]
		_, err := h.Choose(h.ctx, h.secretary, c.ID, invite.Selection{All: true})
		h.ok(err)
		i := h.list(c)[0]
		investor := core.Actor{Person: "investor", Kind: core.PersonMember}
		other := h.organisation(core.OrgBureau, "别的局")
		elsewhere := h.staff("乙", other, core.RoleOfficial)
		const none, no, in = "campaign_not_found", "not_allowed", "sign_in_required"
		version := func() core.Version { got, _ := h.Read(h.ctx, core.System(), c.ID); return got.Version }
		for name, op := range map[string]struct {
			do                                           func(core.Actor) error
			secretary, stranger, official, elsewhere, as string
		}{
			"get-campaign": {func(a core.Actor) error { _, err := h.Read(h.ctx, a, c.ID); return err }, "", none, "", none, none},
			"update-campaign": {func(a core.Actor) error {
				_, err := h.Change(h.ctx, a, c.ID, version(), invite.OfferChange{Quota: new(int)})
				return err
			}, no, none, "", none, none},
			"set-campaign-texts": {func(a core.Actor) error { _, err := h.Write(h.ctx, a, c.ID, version(), invite.Mail, nil); return err }, "", none, no, none, none},
			"preview-campaign":   {func(a core.Actor) error { _, err := h.Preview(h.ctx, a, c.ID, "en", nil); return err }, "", none, no, none, none},
			"try-campaign":       {func(a core.Actor) error { return h.Try(h.ctx, a, c.ID, "en", invite.Mail) }, "", none, no, none, none},
			"add-invitations":    {func(a core.Actor) error { _, err := h.Choose(h.ctx, a, c.ID, invite.Selection{All: true}); return err }, "", none, no, none, none},
			"list-invitations": {func(a core.Actor) error {
				_, err := h.Service.Invitations(h.ctx, a, c.ID, invite.Filter{}, core.Paging{Limit: 9})
				return err
			}, "", none, no, none, none},
			"get-campaign-poster": {func(a core.Actor) error { _, err := h.Poster(h.ctx, a, c.ID, i.ID, "en"); return err }, "", none, no, none, none},
			"get-campaign-code":   {func(a core.Actor) error { _, err := h.Code(h.ctx, a, c.ID, ""); return err }, "", none, no, none, none},
			"send-invitations":    {func(a core.Actor) error { _, err := h.Send(h.ctx, a, c.ID, []core.ID{i.ID}); return err }, "", none, no, none, none},
			"revoke-invitation":   {func(a core.Actor) error { return h.Revoke(h.ctx, a, c.ID, i.ID) }, "", none, no, none, none},
		} {
			for _, who := range []struct {
				name  string
				actor core.Actor
				want  string
			}{
				{"secretary of another chamber", h.stranger, op.stranger}, {"official", h.official, op.official}, {"official elsewhere", elsewhere, op.elsewhere},
				{"investor", investor, op.as}, {"nobody", core.Actor{}, in}, {"secretary", h.secretary, op.secretary},
			} {
				err := op.do(who.actor)
				if got := codeOf(err); got != who.want {
					t.Errorf("%s as %s: %q, should be %q (%v)", name, who.name, got, who.want, err)
				}
			}
		}
		_, err = h.Invite(h.ctx, h.secretary, e.ID, h.theirs.ID, invite.Offer{Deadline: h.now.Add(time.Hour)})
		h.code(err, no)
		// By no path does a chamber reach another's members, campaigns or invitations.
		got, err := h.Choose(h.ctx, h.secretary, c.ID, invite.Selection{Members: []core.ID{foreign.ID}})
		if err != nil || got.Added != 0 {
			t.Errorf("another chamber's member was invited: %+v %v", got, err)
		}
		for who, want := range map[*core.Actor]int{&h.secretary: 1, &h.stranger: 0, &h.official: 1, &elsewhere: 0} {
			page, err := h.List(h.ctx, *who, invite.CampaignFilter{Chamber: h.ours.ID}, core.Paging{Limit: 9})
			if err != nil || len(page.Items) != want {
				t.Errorf("%s lists %d: %v", who.Name, len(page.Items), err)
			}
		}
		theirs, err := h.Invite(h.ctx, h.official, e.ID, h.theirs.ID, invite.Offer{Deadline: h.now.Add(time.Hour)})
		h.ok(err)
		h.code(h.Revoke(h.ctx, h.stranger, theirs.ID, i.ID), "invitation_not_found")
		_, err = h.Poster(h.ctx, h.stranger, theirs.ID, i.ID, "en")
		h.code(err, "invitation_not_found")
		n, err := h.Send(h.ctx, h.stranger, theirs.ID, []core.ID{i.ID})
		if err != nil || n != 0 {
			t.Errorf("another chamber's invitation was sent: %d %v", n, err)
		}
	})
}

func codeOf(err error) string {
	if err == nil {
		return ""
	}
	return core.AsError(err).Code
}

func TestBadInputIsNamed(t *testing.T) {
	t.Parallel()
	stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		e := h.event(0)
		for name, o := range map[string]invite.Offer{
			"deadline_past":        {Deadline: h.now.Add(-time.Hour)},
			"deadline_after_event": {Deadline: h.now.Add(99 * time.Hour)},
			"quota_out_of_range":   {Deadline: h.now.Add(time.Hour), Quota: -1},
			"required":             {Deadline: h.now.Add(time.Hour), OnSite: true},
		} {
			_, err := h.Invite(h.ctx, h.official, e.ID, h.ours.ID, o)
			if fields := core.AsError(err).Fields; len(fields) != 1 || fields[0].Code != name {
				t.Errorf("%s: %v", name, err)
			}
		}
		_, err := h.Invite(h.ctx, h.official, e.ID, h.bureau.ID, invite.Offer{Deadline: h.now.Add(time.Hour)})
		h.code(err, "chamber_unknown")
		c := h.campaign(e, 0)
		_, err = h.Invite(h.ctx, h.official, e.ID, h.ours.ID, invite.Offer{Deadline: h.now.Add(time.Hour)})
		h.code(err, "campaign_exists")
		for want, w := range map[string]map[string]invite.Words{
			"place_unknown":    {"en": {Body: "Dear {nmae}"}},
			"sms_needs_link":   {"zh-CN": {SMS: "来吧"}},
			"too_long":         {"zh-HK": {Subject: strings.Repeat("長", 200)}},
			"language_unknown": {"fr": {Body: "Bonjour"}},
		} {
			_, err := h.Write(h.ctx, h.secretary, c.ID, c.Version, invite.Mail, w)
			if fields := core.AsError(err).Fields; len(fields) != 1 || fields[0].Code != want {
				t.Errorf("%s: %v", want, err)
			}
		}
		_, err = h.Write(h.ctx, h.secretary, c.ID, c.Version+4, invite.Mail, nil)
		h.code(err, "version_conflict")
		_, err = h.Write(h.ctx, h.secretary, c.ID, c.Version, "fax", nil)
		h.code(err, "not_an_option")
		_, err = h.Choose(h.ctx, h.secretary, c.ID, invite.Selection{})
		h.code(err, "selection_empty")
	})
}

func TestACampaignReadsWellInEveryLanguage(t *testing.T) {
	t.Parallel()
	stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		c := h.campaign(h.event(0), 0)
		for _, lang := range core.Languages {
			p, err := h.Preview(h.ctx, h.secretary, c.ID, lang, nil)
			h.ok(err)
			if strings.ContainsAny(p.Text+p.SMS+p.Subject, "{}\x00") || !strings.Contains(p.HTML, `href="https://zs.example/i/`+c.OpenToken) || p.Parts < 1 {
				t.Errorf("%s: %+v", lang, p)
			}
		}
		evil := map[string]invite.Words{"en": {Subject: "A\r\nBcc: x@example.com", Body: "<script>alert(1)</script> {name}", SMS: "{link}"}}
		p, err := h.Preview(h.ctx, h.secretary, c.ID, "en", evil)
		h.ok(err)
		if strings.Contains(p.HTML, "<script") || strings.ContainsAny(p.Subject, "\r\n") || p.SMS != "https://zs.example/i/"+c.OpenToken {
			t.Errorf("%+v", p)
		}
		h.ok(h.Try(h.ctx, h.secretary, c.ID, "zh-CN", invite.Mail))
		h.code(h.Try(h.ctx, h.secretary, c.ID, "zh-CN", invite.SMS), "no_contact_of_yours")
		h.ok(h.jobs.RunDue(h.ctx))
		if len(h.letters) != 1 || h.letters[0].To != "he@chamber.example" || !strings.HasPrefix(h.letters[0].Subject, "【试发】") {
			t.Errorf("%+v", h.letters)
		}
	})
}

func TestSendingTellsWhatCannotBeDeliveredFromWhatCanLater(t *testing.T) {
	t.Parallel()
	stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		e := h.event(0)
		c := h.campaign(e, 0)
		m := h.member(h.ours, "在", "不在", "稍后")
		tries := 0
		h.refuse = func(to string) error {
			switch to {
			case m[1].Mail:
				return fmt.Errorf("%w: 550 no such mailbox", invite.ErrUndeliverable)
			case m[2].Mail:
				if tries++; tries < 3 {
					return fmt.Errorf("451 come back later")
				}
			}
			return nil
		}
		h.sent(c)
		for range 4 {
			h.now = h.now.Add(30 * time.Second)
			h.ok(h.jobs.RunDue(h.ctx))
		}
		got := map[string]invite.Shown{}
		for _, i := range h.list(c) {
			got[i.Name] = i
		}
		if got["在"].Status != invite.Sent || got["不在"].Status != invite.Bounced || !strings.Contains(got["不在"].Trouble, "550") || got["稍后"].Status != invite.Sent {
			t.Errorf("%+v", got)
		}
		// Sent again on purpose it is another letter, and only of who is named.
		h.refuse = nil
		h.letters = nil
		n, err := h.Send(h.ctx, h.secretary, c.ID, []core.ID{got["不在"].ID})
		h.ok(err)
		h.ok(h.jobs.RunDue(h.ctx))
		if n != 1 || len(h.letters) != 1 || h.letters[0].ID == got["不在"].ID {
			t.Errorf("%d, %+v", n, h.letters)
		}
		withdrawn := invite.Withdrawn
		c, err = h.Read(h.ctx, h.official, c.ID)
		h.ok(err)
		_, err = h.Change(h.ctx, h.official, c.ID, c.Version, invite.OfferChange{Status: &withdrawn})
		h.ok(err)
		_, err = h.Send(h.ctx, h.secretary, c.ID, nil)
		h.code(err, "invitation_withdrawn")
		if v, err := h.View(h.ctx, core.Actor{}, got["在"].Token); err != nil || v.State != invite.StateWithdrawn {
			t.Errorf("%+v %v", v, err)
		}
		_, err = h.register(e, entry(got["在"].Token, "在", "", true))
		h.code(err, "invitation_withdrawn")
	})
}

func TestSMSGoesToThoseWithANumber(t *testing.T) {
	t.Parallel()
	stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		c := h.campaign(h.event(0), 0)
		m := h.member(h.ours, "陈大文")[0]
		c, err := h.Write(h.ctx, h.secretary, c.ID, c.Version, invite.SMS, map[string]invite.Words{"zh-CN": {SMS: "{name}：{link}"}})
		h.ok(err)
		i := h.sent(c)[0]
		if len(h.texts) != 1 || h.texts[0] != m.Phone+" 陈大文：https://zs.example/i/"+i.Token {
			t.Errorf("%q", h.texts)
		}
	})
}
