package credit

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
)

// Dispute is a chamber's objection to how a claim of its own stands. The bureau's
// officials are told.
func (s *Service) Dispute(ctx context.Context, actor core.Actor, id core.ID, text string) (Claim, error) {
	text, err := tidy("body.text", text)
	if err != nil {
		return Claim{}, err
	}
	var c Claim
	return c, s.Tx.InTx(ctx, func(ctx context.Context) error {
		if c, err = s.Store.Claim(ctx, id); err != nil {
			return err
		}
		if err := policy.Check(actor, "dispute-attribution", policy.Target{Organisation: c.Chamber}); err != nil {
			if actor.SignedIn() {
				return ErrNoClaim // whose it is, is nobody else's to know
			}
			return err
		}
		c.Dispute = &Dispute{Text: text, By: actor.Person, At: s.Clock()}
		c.Version++
		if err := s.Store.SaveClaim(ctx, c); err != nil {
			return err
		}
		if s.Notices != nil {
			officials, err := s.Directory.Officials(ctx, c.Bureau)
			if err != nil {
				return err
			}
			_, name, err := s.Directory.Organisation(ctx, c.Chamber)
			if err != nil {
				return err
			}
			if err := s.Notices.Disputed(ctx, c, name, officials); err != nil {
				return err
			}
		}
		return s.Audit.Audit(ctx, actor.Audited("dispute-attribution", "attribution", id, c.Chamber, nil))
	})
}

// Part is what a chamber gets of the credit for an investor, in basis points.
type Part struct {
	Chamber core.ID
	Share   int
}

// Decide settles who is credited for the investor of a claim: every chamber that has a
// claim on it gets its part of the whole, which may be nothing. It holds for all claims
// on the investor, answers disputes, and lets a refused claim count. The chambers are told.
func (s *Service) Decide(ctx context.Context, actor core.Actor, id core.ID, version core.Version, parts []Part, reason string) (Claim, error) {
	reason, err := tidy("body.reason", reason)
	if err != nil {
		return Claim{}, err
	}
	var decided Claim
	return decided, s.Tx.InTx(ctx, func(ctx context.Context) error {
		c, err := s.Store.Claim(ctx, id)
		if err != nil {
			return err
		}
		line := actor.Audited("decide-attribution", "attribution", id, c.Bureau, map[string]any{"parts": parts, "reason": reason})
		if err := policy.Check(actor, "decide-attribution", policy.Target{Organisation: c.Bureau}); err != nil {
			return core.NoteRefusal(ctx, s.Audit, err, line)
		}
		if err := s.Store.LockInvestor(ctx, c.Bureau, c.Investor.Key); err != nil {
			return err
		}
		claims, err := s.Store.ClaimsOn(ctx, c.Bureau, c.Investor.Key)
		if err != nil {
			return err
		}
		if err := stale(claims, id, version); err != nil {
			return err
		}
		share, err := divide(claims, parts)
		if err != nil {
			return err
		}
		rules, err := s.Store.RulesOf(ctx, c.Bureau)
		if err != nil {
			return err
		}
		now, until := s.Clock(), claims[0].ClaimedAt
		for _, x := range claims {
			if x.ProtectedUntil.After(until) {
				until = x.ProtectedUntil
			}
		}
		if !until.After(now) {
			until = now.AddDate(0, 0, rules.ProtectDays)
		}
		for _, x := range claims {
			settle(&x, share[x.Chamber])
			if x.Status == Credited {
				x.ProtectedUntil = until
			}
			x.Decision, x.Dispute = &Decision{Reason: reason, By: actor.Person, At: now}, nil
			x.Version++
			if err := s.Store.SaveClaim(ctx, x); err != nil {
				return err
			}
			if x.ID == id {
				decided = x
			}
		}
		if err := s.tell(ctx, claims, decided); err != nil {
			return err
		}
		if s.Emitter != nil {
			if err := s.Emitter.CreditDecided(ctx, decided); err != nil {
				return err
			}
		}
		return s.Audit.Audit(ctx, line)
	})
}

// stale compares the version of the claim that was looked at, under the lock.
func stale(claims []Claim, id core.ID, version core.Version) error {
	for _, c := range claims {
		if c.ID == id && c.Version != version {
			return core.Stale(c.Version)
		}
	}
	return nil
}

// settle gives a claim its part.
func settle(c *Claim, share int) {
	c.Share = share
	if share > 0 {
		c.Status, c.Why = Credited, ""
		return
	}
	c.ProtectedUntil = time.Time{}
	if c.Status == Credited {
		c.Status, c.Why = Colliding, WhyDecided
	}
}

// divide checks that the parts are those of chambers with claims and make a whole.
func divide(claims []Claim, parts []Part) (map[core.ID]int, error) {
	share := map[core.ID]int{}
	for _, c := range claims {
		share[c.Chamber] = 0
	}
	sum := 0
	for _, p := range parts {
		if _, ok := share[p.Chamber]; !ok {
			return nil, core.Invalid("attribution_chamber", "Only chambers that brought this investor can be credited.").On("body.parts")
		}
		if p.Share < 0 || share[p.Chamber] != 0 {
			return nil, core.Invalid("attribution_parts", "Name each chamber once; its part is from 0 to 100 %.").On("body.parts")
		}
		share[p.Chamber] = p.Share
		sum += p.Share
	}
	if sum != Whole {
		return nil, core.Invalid("attribution_sum", "The parts have to make 100 % together.").On("body.parts").With("sum", sum)
	}
	return share, nil
}

// tell lets the secretaries of all chambers concerned know.
func (s *Service) tell(ctx context.Context, claims []Claim, decided Claim) error {
	if s.Notices == nil {
		return nil
	}
	told := map[core.ID]bool{}
	for _, c := range claims {
		if told[c.Chamber] {
			continue
		}
		told[c.Chamber] = true
		secretaries, err := s.Directory.Secretaries(ctx, c.Chamber)
		if err != nil {
			return err
		}
		c.Decision = decided.Decision
		if err := s.Notices.Decided(ctx, c, secretaries); err != nil {
			return err
		}
	}
	return nil
}

// Mark notes by hand that the investor of a claim reached a stage elsewhere: a meeting in
// the office, an agreement on paper. It holds for all claims on the investor. It cannot be taken back, only explained by another note.
func (s *Service) Mark(ctx context.Context, actor core.Actor, id core.ID, m Mark) (Claim, error) {
	note, err := tidy("body.note", m.Note)
	if err != nil {
		return Claim{}, err
	}
	if !marks[m.Stage] {
		return Claim{}, core.Invalid("attribution_stage", "Only meetings, signings and ground-breakings are noted by hand.").On("body.stage")
	}
	if m.At.After(s.Clock()) {
		return Claim{}, core.Invalid("attribution_future", "Give the day on which it happened; it cannot be to come.").On("body.at")
	}
	var c Claim
	return c, s.Tx.InTx(ctx, func(ctx context.Context) error {
		if c, err = s.Store.Claim(ctx, id); err != nil {
			return err
		}
		line := actor.Audited("mark-attribution", "attribution", id, c.Bureau, map[string]any{"stage": string(m.Stage)})
		if err := policy.Check(actor, "mark-attribution", policy.Target{Organisation: c.Bureau}); err != nil {
			return core.NoteRefusal(ctx, s.Audit, err, line)
		}
		if err := s.reached(ctx, c.Bureau, c.Investor.Key, Line{Stage: m.Stage, At: m.At, Kind: "note", By: actor.Person, Note: note}); err != nil {
			return err
		}
		return s.Audit.Audit(ctx, line)
	})
}

func tidy(field, text string) (string, error) {
	text = strings.TrimSpace(text)
	if n := utf8.RuneCountInString(text); n < 2 || n > maxReason {
		return "", core.Invalid("attribution_reason", "Say why, in 2 to 500 characters.").On(field).With("limit", maxReason)
	}
	return text, nil
}
