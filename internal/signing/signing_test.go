package signing_test

import (
	"strings"
	"testing"

	"zhaoyun/internal/core"
	"zhaoyun/internal/evidence"
	"zhaoyun/internal/signing"
	"zhaoyun/internal/verify"
)

func TestThreePartiesSignAndSomebodyElseCanCheckIt(t *testing.T) {
	both(t, func(h *house) {
		id, three := h.frozen()
		digest := h.get(id).Frozen.Digest
		// What everybody confirms can be held against the document.
		content, err := h.VersionContent(h.ctx, three[0].Actor, id, 1)
		if evidence.Sum(contents(h.t, content, err)).String() != digest {
			h.t.Error("the document is not the one that is confirmed")
		}
		walt := h.person(walt)
		// In another order than that of the parties.
		h.ok(three[2].confirm(id, signing.ByPasskey))
		h.ok(three[0].confirm(id, signing.ByPasskey))
		_, err = h.Witness(h.ctx, walt.Actor, id)
		h.ok(err)
		if a := h.get(id); a.State != signing.FrozenNow {
			h.t.Fatalf("%s after two of three", a.State)
		}
		h.ok(three[1].confirm(id, signing.ByCode))
		if m := h.lastTo(bob); !strings.Contains(m.Text, "只等您的签名") && !strings.Contains(m.Text, digest[:8]) {
			h.t.Errorf("the code came with %q", m.Text)
		}
		if m := h.lastTo(alice); !strings.Contains(m.Subject, "只等您的签名") || !strings.Contains(m.Text, "/sign/"+id) {
			h.t.Errorf("the others were told %+v", m)
		}
		for _, i := range []int{1, 2, 0} {
			sealed, err := three[i].seal(id)
			if err != nil || !sealed {
				h.t.Fatalf("%d: %v, %v", i, sealed, err)
			}
		}
		h.ok(h.jobs.RunDue(h.ctx))
		a := h.get(id)
		if a.State != signing.Done || a.Frozen.Digest != digest {
			h.t.Fatalf("%s, %s", a.State, a.Frozen.Digest)
		}
		h.checks(a, three)
		if s := h.shown["ceremony"]; s.State != "released" || s.ReleasedAt == "" || len(s.Parties) != 3 || s.Parties[1].Signers[0].Level != "code" || len(s.Lines) < 7 {
			h.t.Errorf("the ceremony shows %+v", s)
		}
		for _, contact := range []string{alice, bob, carol} {
			if m := h.lastTo(contact); !strings.Contains(m.Text, "存证包") {
				h.t.Errorf("%s was told %q", contact, m.Text)
			}
		}
		list, err := h.Released(h.ctx, a.Released.At, 10)
		if err != nil || len(list) != 1 || list[0].Parties[1].Name != parties()[1].Name {
			h.t.Errorf("%+v, %v", list, err)
		}
	})
}

// checks holds what was released against the verifier.
func (h *house) checks(a signing.Agreement, who []*signer) {
	h.t.Helper()
	trust := verify.Options{Trust: h.press.Authorities.Anchors(), TrustSM2: [][]byte{h.press.SM2.Root()}, At: h.clock()}
	for _, s := range who {
		content, err := h.Document(h.ctx, s.Actor, a.ID)
		pdf := contents(h.t, content, err)
		if r := verify.Verify("a.pdf", pdf, trust); !r.OK || len(r.Signatures) != len(a.Required())+2 {
			h.t.Errorf("the document: %s with %d signatures, %+v", r.Verdict, len(r.Signatures), r.Findings)
		}
		content, err = h.Evidence(h.ctx, s.Actor, a.ID)
		if r := verify.Verify("a.zip", contents(h.t, content, err), trust); !r.OK {
			h.t.Errorf("the package: %s, %+v", r.Verdict, r.Findings)
		}
	}
	lines, err := h.Chain(h.ctx, who[0].Actor, a.ID)
	h.ok(err)
	for _, l := range lines {
		if l.Raw == nil {
			h.t.Errorf("line %d is withheld after the release", l.Seq)
		}
	}
}

func TestALostKeyIsConfirmedAgainOverTheSameDocument(t *testing.T) {
	both(t, func(h *house) {
		id, three := h.confirmed()
		if sealed, err := three[0].seal(id); err != nil || !sealed {
			h.t.Fatal(sealed, err)
		}
		// The turn of the second is for the key that is lost.
		turn, err := h.Turn(h.ctx, three[1].Actor, id, 0)
		h.ok(err)
		lost := three[1].browser.Sign(turn.Attributes)
		three[1].browser = h.person("x@example.com").browser
		h.ok(three[1].confirm(id, signing.ByPasskey))
		_, err = h.Seal(h.ctx, three[1].Actor, id, turn.Slot, lost)
		h.code(err, "sealing_turn_over")
		// Who has sealed needs no key any more.
		h.code(three[0].confirm(id, signing.ByPasskey), "signer_sealed")
		for _, s := range three[1:] {
			if sealed, err := s.seal(id); err != nil || !sealed {
				h.t.Fatal(sealed, err)
			}
		}
		h.ok(h.jobs.RunDue(h.ctx))
		h.checks(h.get(id), three)
	})
}

func TestWhoTakesTheirConfirmationBackDropsWhatWasEmbedded(t *testing.T) {
	both(t, func(h *house) {
		id, three := h.confirmed()
		for _, s := range three[:2] {
			if sealed, err := s.seal(id); err != nil || !sealed {
				h.t.Fatal(sealed, err)
			}
		}
		m, err := h.Unconfirm(h.ctx, three[0].Actor, id)
		h.ok(err)
		a := m.Agreement
		if a.State != signing.FrozenNow || len(a.Closing.Sealed) != 0 || a.Closing.Revision != "" || m.Signer.State != signing.HasAccepted {
			h.t.Fatalf("%s, %+v, %s", a.State, a.Closing, m.Signer.State)
		}
		for _, x := range a.Required()[1:] { // theirs hold: the document is the same
			if x.State != signing.SignerConfirmed || x.Confirmed == nil {
				h.t.Errorf("%s is %s", x.Name, x.State)
			}
		}
		h.code(second(h.Unconfirm(h.ctx, three[0].Actor, id)), "signer_not_confirmed")
		h.ok(three[0].confirm(id, signing.ByPasskey))
		for _, s := range three { // with the keys they have kept
			if sealed, err := s.seal(id); err != nil || !sealed {
				h.t.Fatal(sealed, err)
			}
		}
		h.ok(h.jobs.RunDue(h.ctx))
		h.checks(h.get(id), three)
	})
}

func second[A any](_ A, err error) error { return err }

func TestASignerIsReplacedWhileSignaturesAreEmbedded(t *testing.T) {
	both(t, func(h *house) {
		id, three := h.confirmed()
		if sealed, err := three[0].seal(id); err != nil || !sealed {
			h.t.Fatal(sealed, err)
		}
		old := h.get(id).Parties[1].Signers[0]
		by := signing.Signer{Name: "接任者", Position: "总经理", Capacity: signing.Authorised, Letter: "letter", Contact: "dan@example.com"}
		a, err := h.ReplaceSigner(h.ctx, official, id, old.ID, by, "岗位调整")
		h.ok(err)
		if a.State != signing.FrozenNow || a.Frozen.Version != 1 || a.Parties[1].Signers[0].State != signing.SignerReplaced || len(a.Required()) != 3 {
			h.t.Fatalf("%s, %+v", a.State, a.Parties[1])
		}
		_, err = h.Me(h.ctx, three[1].Actor, id)
		h.code(err, "agreement_not_found") // has no part in it any more
		dan := h.person("dan@example.com")
		dan.register()
		h.code(dan.confirm(id, signing.ByPasskey), "signer_pages_unread")
		dan.read(id)
		h.ok(dan.confirm(id, signing.ByPasskey))
		for _, s := range []*signer{dan, three[2], three[0]} {
			if sealed, err := s.seal(id); err != nil || !sealed {
				h.t.Fatal(sealed, err)
			}
		}
		h.ok(h.jobs.RunDue(h.ctx))
		h.checks(h.get(id), []*signer{dan, three[0]})
		_, err = h.ReplaceSigner(h.ctx, official, id, old.ID, by, "再来一次")
		h.code(err, "agreement_released")
	})
}

func TestAnotherVersionIsReadAgain(t *testing.T) {
	both(t, func(h *house) {
		a, three := h.draft(), h.three()
		_, err := h.Freeze(h.ctx, official, a.ID, nil)
		h.code(err, "agreement_not_proposed")
		_, err = h.Me(h.ctx, three[0].Actor, a.ID)
		h.code(err, "agreement_not_found") // drafts are the bureau's own
		_, err = h.Propose(h.ctx, official, a.ID)
		h.ok(err)
		three[0].read(a.ID)
		_, err = h.Accept(h.ctx, three[1].Actor, a.ID, 1)
		h.code(err, "signer_pages_unread")
		_, err = h.ReadPage(h.ctx, three[1].Actor, a.ID, 1, 4)
		h.code(err, "page_unknown")
		_, err = h.AddVersion(h.ctx, official, a.ID, signing.VersionDraft{File: "upload", Places: places, Text: "地方留成部分先征后返"})
		h.ok(err)
		_, err = h.ReadPage(h.ctx, three[1].Actor, a.ID, 1, 1)
		h.code(err, "version_outdated")
		_, err = h.Freeze(h.ctx, official, a.ID, nil)
		h.code(err, "agreement_not_accepted")
		for _, s := range three {
			s.read(a.ID)
		}
		_, err = h.Freeze(h.ctx, official, a.ID, nil)
		h.code(err, "terms_unacknowledged")
		tax := signing.Acknowledged{Code: "tax_return", Text: "先征后返", Reason: "有国务院文件依据"}
		_, err = h.Freeze(h.ctx, official, a.ID, []signing.Acknowledged{tax}) // of three pages so few words are known
		h.code(err, "terms_unacknowledged")
		_, err = h.Freeze(h.ctx, official, a.ID, []signing.Acknowledged{{Code: signing.TermUnread, Reason: "已通读全文"}, tax})
		h.ok(err)
		_, err = h.Update(h.ctx, official, a.ID, h.get(a.ID).Version, signing.Change{Title: core.Text{"zh-CN": "改名"}})
		h.code(err, "agreement_frozen")
	})
}
