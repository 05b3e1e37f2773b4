package account_test

import (
	"sync"
	"testing"
	"time"

	"zhaoyun/internal/account"
	"zhaoyun/internal/core"
)

func TestTwentyTabsThatRefreshAtOnceAllGoOn(t *testing.T) {
	onHouse(t, func(t *testing.T, h *house) {
		h.person("陈晓", "chen@zs.example")
		first := h.enter("chen@zs.example")
		h.warm()
		nodes := []*account.Service{h.Service, h.node()}
		race := func(token string) map[string]int {
			var (
				wg   sync.WaitGroup
				mu   sync.Mutex
				next = map[string]int{}
			)
			for i := range 20 {
				wg.Go(func() {
					got, err := nodes[i%2].Refresh(t.Context(), from, token)
					if err != nil {
						t.Errorf("tab %d: %v", i, err)
						return
					}
					if _, err := nodes[(i+1)%2].Authenticate(t.Context(), got.AccessToken); err != nil {
						t.Errorf("tab %d: its access token: %v", i, err)
					}
					mu.Lock()
					defer mu.Unlock()
					next[got.RefreshToken]++
				})
			}
			wg.Wait()
			return next
		}
		second := first.RefreshToken
		for range 3 {
			next := race(second)
			if len(next) != 1 || next[second] != 0 {
				t.Fatalf("the tabs ended up with %d tokens", len(next))
			}
			for second = range next {
			}
		}
		// A late tab follows the chain to its end.
		third, err := h.Refresh(t.Context(), from, second)
		wants(t, "second", err, "")
		late, err := h.Refresh(t.Context(), from, first.RefreshToken)
		wants(t, "late tab", err, "")
		if late.RefreshToken != third.RefreshToken {
			t.Error("the late tab is not at the end of the chain")
		}
	})
}

func TestARefreshTokenThatComesBackEndsTheSignIn(t *testing.T) {
	onHouse(t, func(t *testing.T, h *house) {
		p := h.person("陈晓", "chen@zs.example")
		first, other := h.enter("chen@zs.example"), h.enter("chen@zs.example")
		second, err := h.Refresh(t.Context(), from, first.RefreshToken)
		wants(t, "refresh", err, "")
		h.clock.Add(21 * time.Second)
		_, err = h.Refresh(t.Context(), from, first.RefreshToken)
		wants(t, "after the grace", err, "refresh_reused")
		_, err = h.Refresh(t.Context(), from, second.RefreshToken)
		wants(t, "the thief's or the owner's next one", err, "signed_out")
		_, err = h.Authenticate(t.Context(), second.AccessToken)
		wants(t, "its access token", err, "signed_out")
		if h.audited("refresh-sign-in", core.AuditRefused, p.ID) != 1 || !h.changed(core.AuthoritySignInRevoked, p.ID, first.SignIn) {
			t.Error("reuse is audited and reaches sockets")
		}
		_, err = h.Refresh(t.Context(), from, other.RefreshToken)
		wants(t, "the other device", err, "")
		_, err = h.Refresh(t.Context(), from, "made-up")
		wants(t, "a token of nobody", err, "signed_out")
	})
}

func TestASignInLastsAsLongAsItsRoleAllows(t *testing.T) {
	onHouse(t, func(t *testing.T, h *house) {
		p := h.person("林薇", "lin@zs.example")
		h.person("陈晓", "chen@zs.example", core.RoleOfficial)
		visitor, official := h.enter("lin@zs.example"), h.enter("chen@zs.example")
		for range 2 { // sliding
			h.clock.Add(11 * time.Hour)
			var err error
			official, err = h.Refresh(t.Context(), from, official.RefreshToken)
			wants(t, "official within twelve hours", err, "")
		}
		h.clock.Add(12 * time.Hour)
		_, err := h.Refresh(t.Context(), from, official.RefreshToken)
		wants(t, "official after twelve idle hours", err, "signed_out")
		h.clock.Add(20 * 24 * time.Hour)
		visitor, err = h.Refresh(t.Context(), from, visitor.RefreshToken)
		wants(t, "visitor after three weeks", err, "")
		// Who becomes staff is held to the shorter time at once.
		_, err = h.SetMemberships(t.Context(), h.admin, p.ID, p.Version, []account.MembershipDraft{{Organisation: h.bureau.ID, Role: core.RoleOfficial}})
		wants(t, "promotion", err, "")
		h.clock.Add(12 * time.Hour)
		_, err = h.Refresh(t.Context(), from, visitor.RefreshToken)
		wants(t, "new official", err, "signed_out")
	})
}

func TestTakingAwayARoleOrASignInReachesTheOtherNode(t *testing.T) {
	onHouse(t, func(t *testing.T, h *house) {
		ctx, other := t.Context(), h.node()
		p := h.person("陈晓", "chen@zs.example", core.RoleOfficial)
		i := h.enter("chen@zs.example")
		on := func(s *account.Service) core.Actor {
			a, err := s.Authenticate(ctx, i.AccessToken)
			wants(t, "authenticate", err, "")
			return a
		}
		if !on(h.Service).Has(core.RoleOfficial) || !on(other).Has(core.RoleOfficial) {
			t.Fatal("not an official")
		}
		p, err := h.SetMemberships(ctx, h.admin, p.ID, p.Version, nil)
		wants(t, "take the role", err, "")
		if on(h.Service).Has(core.RoleOfficial) {
			t.Error("still official where it was taken")
		}
		h.clock.Add(time.Second)
		if on(other).Has(core.RoleOfficial) || !h.changed(core.AuthorityPersonChanged, p.ID, "") {
			t.Error("still official on the other node a second later")
		}
		_, err = h.SetMemberships(ctx, h.admin, p.ID, p.Version-1, nil)
		wants(t, "an old version", err, "version_conflict")
		wants(t, "everywhere", h.SignOut(ctx, h.actor(i), "", true), "")
		h.clock.Add(time.Second)
		_, err = other.Authenticate(ctx, i.AccessToken)
		wants(t, "the other node after signing out everywhere", err, "signed_out")
		if !h.changed(core.AuthoritySignInRevoked, p.ID, i.SignIn) {
			t.Error("sockets learn nothing")
		}
		// An expired access token still signs its own device out.
		i = h.enter("chen@zs.example")
		h.clock.Add(11 * time.Minute)
		_, err = h.Authenticate(ctx, i.AccessToken)
		wants(t, "expired", err, "token_expired")
		wants(t, "everywhere with an expired token", h.SignOut(ctx, from, i.AccessToken, true), "token_expired")
		wants(t, "sign out with an expired token", h.SignOut(ctx, from, i.AccessToken, false), "")
		_, err = h.Refresh(ctx, from, i.RefreshToken)
		wants(t, "refresh after it", err, "signed_out")
		wants(t, "nobody signs out", h.SignOut(ctx, from, "", false), "sign_in_required")
	})
}
