package signing_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/pades"
	"zhaoyun/internal/signing"
)

// nothing makes sure that nothing a party signed can be had, by any way there is.
func (h *house) nothing(id core.ID, three []*signer) {
	h.t.Helper()
	a := h.get(id)
	if a.Released != nil {
		h.t.Errorf("%s has a released document", a.State)
	}
	for _, who := range append([]core.Actor{official, core.System()}, three[0].Actor, three[1].Actor, three[2].Actor) {
		_, err := h.Document(h.ctx, who, id)
		h.code(err, "agreement_not_released")
		_, err = h.Evidence(h.ctx, who, id)
		h.code(err, "agreement_not_released")
		content, err := h.VersionContent(h.ctx, who, id, a.Latest)
		h.unsigned(contents(h.t, content, err))
		lines, err := h.Chain(h.ctx, who, id)
		h.ok(err)
		for _, l := range lines {
			if text := string(l.Raw); strings.Contains(text, `"assertion"`) || strings.Contains(text, `"intent":"{`) {
				h.t.Errorf("line %d hands out what somebody signed", l.Seq)
			}
		}
	}
	if a.Frozen != nil {
		pdf, err := h.Frozen(h.ctx, "ceremony", id)
		h.ok(err)
		h.unsigned(pdf)
	}
	for _, who := range []core.Actor{{}, h.person("nobody@example.com").Actor} {
		for name, err := range map[string]error{
			"get": second(h.Get(h.ctx, who, id)), "me": second(h.Me(h.ctx, who, id)), "chain": second(h.Chain(h.ctx, who, id)),
			"document": second(h.Document(h.ctx, who, id)), "evidence": second(h.Evidence(h.ctx, who, id)),
			"versions": second(h.Versions(h.ctx, who, id)), "content": second(h.VersionContent(h.ctx, who, id, 1)), "turn": second(h.Turn(h.ctx, who, id, 0)),
		} {
			if !core.HasCode(err, "agreement_not_found") && !core.HasCode(err, "sign_in_required") {
				h.t.Errorf("%s for somebody without a part in it: %v", name, err)
			}
		}
	}
	h.code(second(h.Frozen(h.ctx, "another", id)), "agreement_not_found")
	if list, err := h.Released(h.ctx, time.Time{}, 10); err != nil || len(list) != 0 {
		h.t.Errorf("%v, %v", list, err)
	}
}

func (h *house) unsigned(pdf []byte) {
	h.t.Helper()
	doc, err := pades.Inspect(pdf)
	h.ok(err)
	for _, s := range doc.Signatures {
		if s.Kind != pades.Certification {
			h.t.Errorf("a signature of %s is in what can be had", s.Name)
		}
	}
}

func TestNothingSignedLeavesBeforeTheLastIsIn(t *testing.T) {
	both(t, func(h *house) {
		id, three := h.frozen()
		h.nothing(id, three)
		for i, s := range three {
			h.ok(s.confirm(id, signing.ByPasskey))
			h.nothing(id, three)
			if i < 2 {
				h.code(second(h.Seal(h.ctx, s.Actor, id, "slot", make([]byte, 64))), "agreement_not_confirmed")
			}
		}
		for i, s := range three {
			turn, err := h.Turn(h.ctx, s.Actor, id, 0)
			h.ok(err)
			h.nothing(id, three)
			_, err = h.Seal(h.ctx, three[(i+1)%3].Actor, id, turn.Slot, s.browser.Sign(turn.Attributes))
			h.code(err, "sealing_turn_over") // another's turn
			_, err = h.Seal(h.ctx, s.Actor, id, turn.Slot, three[(i+1)%3].browser.Sign(turn.Attributes))
			h.code(err, "signature_refused") // another's key
			_, err = h.Seal(h.ctx, s.Actor, id, turn.Slot, s.browser.Sign([]byte("something else")))
			h.code(err, "signature_refused")
			_, err = h.Seal(h.ctx, s.Actor, id, turn.Slot, s.browser.Sign(turn.Attributes))
			h.ok(err)
			h.nothing(id, three) // even after the last: it is released by the job
			_, err = h.Seal(h.ctx, s.Actor, id, turn.Slot, s.browser.Sign(turn.Attributes))
			h.ok(err) // sent again
		}
		// Somebody may still step back, and then there is nothing for ever.
		_, err := h.Withdraw(h.ctx, three[2].Actor, id, "董事会未批准")
		h.ok(err)
		h.ok(h.jobs.RunDue(h.ctx))
		h.nothing(id, three)
		a := h.get(id)
		if a.State != signing.Withdrawn || a.Ended.Name != parties()[2].Name || a.Ended.Reason != "董事会未批准" {
			h.t.Errorf("%s, %+v", a.State, a.Ended)
		}
		h.code(second(h.Unconfirm(h.ctx, three[0].Actor, id)), "agreement_withdrawn")
		h.code(second(h.Void(h.ctx, official, id, "不需要了")), "agreement_withdrawn")
	})
}

func TestWhoeverIsThereHasTheTurnAndLosesItWithTime(t *testing.T) {
	both(t, func(h *house) {
		id, three := h.confirmed()
		first, err := h.Turn(h.ctx, three[2].Actor, id, 0)
		h.ok(err)
		again, err := h.Turn(h.ctx, three[2].Actor, id, 0)
		h.ok(err)
		if first.Slot == "" || again.Slot != first.Slot || string(again.Attributes) != string(first.Attributes) || first.Signers != 3 || len(first.Waiting) != 3 {
			h.t.Fatalf("%+v, then %+v", first, again)
		}
		waiting, err := h.Turn(h.ctx, three[0].Actor, id, 20*time.Millisecond)
		h.ok(err)
		if waiting.Slot != "" || waiting.RetryAfter == 0 {
			h.t.Errorf("two have the turn: %+v", waiting)
		}
		h.later(time.Minute) // the browser is gone
		if sealed, err := three[0].seal(id); err != nil || !sealed {
			h.t.Fatal(sealed, err)
		}
		_, err = h.Seal(h.ctx, three[2].Actor, id, first.Slot, three[2].browser.Sign(first.Attributes))
		h.code(err, "sealing_turn_over")
		for _, s := range []*signer{three[2], three[1]} {
			if sealed, err := s.seal(id); err != nil || !sealed {
				h.t.Fatal(sealed, err)
			}
		}
		h.ok(h.jobs.RunDue(h.ctx))
		h.checks(h.get(id), three)
	})
}

func TestTwoServersCloseTogether(t *testing.T) {
	both(t, func(h *house) {
		id, three := h.confirmed()
		digest := h.get(id).Frozen.Digest
		nodes := []*signing.Service{h.Service, signing.New(h.deps)}
		var all sync.WaitGroup
		errs := make(chan error, 100)
		for i, s := range three {
			for j, node := range nodes { // two windows each
				all.Go(func() {
					for try := range 400 {
						t, err := node.Turn(h.ctx, s.Actor, id, 10*time.Millisecond)
						if err == nil && t.Slot != "" {
							t, err = node.Seal(h.ctx, s.Actor, id, t.Slot, s.browser.Sign(t.Attributes))
						}
						if err != nil && !core.HasCode(err, "sealing_turn_over") {
							errs <- fmt.Errorf("%d.%d, try %d: %w", i, j, try, err)
							return
						}
						if t.Sealed == t.Signers {
							return
						}
					}
					errs <- fmt.Errorf("%d.%d never came to an end", i, j)
				})
			}
		}
		all.Wait()
		close(errs)
		for err := range errs {
			h.t.Error(err)
		}
		h.ok(h.jobs.RunDue(h.ctx))
		a := h.get(id)
		if a.State != signing.Done || a.Frozen.Digest != digest {
			h.t.Fatalf("%s, %+v", a.State, a.Closing)
		}
		h.checks(a, three)
	})
}

func TestAGivenSignatureIsFinishedByTheJob(t *testing.T) {
	both(t, func(h *house) {
		id, three := h.confirmed()
		deaf := h.deps
		deaf.Press = deafPress{h.press}
		cut := signing.New(deaf)
		turn, err := cut.Turn(h.ctx, three[0].Actor, id, 0)
		h.ok(err)
		_, err = cut.Seal(h.ctx, three[0].Actor, id, turn.Slot, three[0].browser.Sign(turn.Attributes))
		h.code(err, "sealing_away") // the timestamp authority is away; the signature is kept
		if got, err := h.Turn(h.ctx, three[1].Actor, id, 0); err != nil || got.Slot != "" {
			h.t.Errorf("%+v, %v: the turn is being finished", got, err)
		}
		h.later(5 * time.Second)
		h.ok(h.jobs.RunDue(h.ctx))
		if a := h.get(id); len(a.Closing.Sealed) != 1 {
			h.t.Fatalf("%+v", a.Closing)
		}
		for _, s := range three[1:] {
			if sealed, err := s.seal(id); err != nil || !sealed {
				h.t.Fatal(sealed, err)
			}
		}
		h.ok(h.jobs.RunDue(h.ctx))
		h.checks(h.get(id), three)
	})
}
