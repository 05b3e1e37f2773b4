package signing_test

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/evidence/evidencetest"
	"zhaoyun/internal/signing"
)

// deafPress has a timestamp authority that does not answer.
type deafPress struct{ signing.Press }

func (deafPress) Finish(context.Context, []byte, []byte) ([]byte, error) {
	return nil, errors.New("no answer")
}

func TestOnlyTheSignersOwnProofConfirms(t *testing.T) {
	both(t, func(h *house) {
		id, three := h.frozen()
		a, b := three[0], three[1]
		begun, err := h.CreateIntent(h.ctx, a.Actor, id, a.browser.SPKI(), signing.ByPasskey)
		h.ok(err)
		confirm := func(who *signer, p signing.Proof, code string) {
			h.t.Helper()
			_, err := h.Confirm(h.ctx, who.Actor, id, p)
			h.code(err, code)
		}
		confirm(b, a.proof(begun, signing.ByPasskey), "intent_not_found") // another's intent
		// Another's device, an answer to something else, one without its user, one for another site.
		confirm(a, signing.Proof{Intent: begun.ID, Assertion: b.device.AssertionJSON(challenge(h.t, begun.Options), []byte(a.Person))}, "assertion_refused")
		confirm(a, signing.Proof{Intent: begun.ID, Assertion: a.device.AssertionJSON([]byte("another document, of thirty-two b"), []byte(a.Person))}, "assertion_refused")
		a.device.Flags = 0x01
		confirm(a, a.proof(begun, signing.ByPasskey), "assertion_refused")
		a.device.Flags = 0x05
		a.device.Origin = "https://evil.example"
		confirm(a, a.proof(begun, signing.ByPasskey), "assertion_refused")
		a.device.Origin = site
		confirm(a, signing.Proof{Intent: begun.ID, Assertion: json.RawMessage(`{"id":1}`)}, "assertion_refused")
		confirm(a, signing.Proof{Intent: begun.ID}, "required")
		h.later(11 * time.Minute)
		confirm(a, a.proof(begun, signing.ByPasskey), "intent_over")
		h.ok(a.confirm(id, signing.ByPasskey))
		// Keys that are none.
		for _, key := range [][]byte{nil, []byte("key"), make([]byte, 91)} {
			_, err := h.CreateIntent(h.ctx, b.Actor, id, key, signing.ByPasskey)
			h.code(err, "key_form")
		}
		_, err = h.CreateIntent(h.ctx, official, id, b.browser.SPKI(), signing.ByPasskey)
		h.code(err, "not_allowed") // staff never signs for a party
		dan := h.person("dan@example.com")
		_, err = h.CreateIntent(h.ctx, dan.Actor, id, dan.browser.SPKI(), signing.ByPasskey)
		h.code(err, "agreement_not_found")
		// Somebody to whom the contact passed on is the signer from then on; who had it is not.
		h.people[carol] = dan.Person
		_, err = h.Me(h.ctx, three[2].Actor, id)
		h.code(err, "agreement_not_found")
		_, err = h.Me(h.ctx, dan.Actor, id)
		h.ok(err)
	})
}

func TestCodesAreBoundToTheirIntentAndLimited(t *testing.T) {
	both(t, func(h *house) {
		id, three := h.frozen()
		b := three[1]
		begun, err := h.CreateIntent(h.ctx, b.Actor, id, b.browser.SPKI(), signing.ByCode)
		h.ok(err)
		digest := h.get(id).Frozen.Digest
		if m := h.lastTo(bob); m.Channel != "sms" || !strings.Contains(m.Text, "项目合作协议") || !strings.Contains(m.Text, digest[:8]) || begun.CodeSentTo != "138****8000" {
			h.t.Errorf("%+v, %s", m, begun.CodeSentTo)
		}
		right := b.proof(begun, signing.ByCode)
		_, err = h.CreateIntent(h.ctx, b.Actor, id, b.browser.SPKI(), signing.ByCode)
		h.code(err, "code_too_soon")
		wrong := right
		wrong.Code = "000000"
		if right.Code == wrong.Code {
			wrong.Code = "000001"
		}
		for left := range 4 {
			_, err := h.Confirm(h.ctx, b.Actor, id, wrong)
			h.code(err, "code_wrong")
			if e := core.AsError(err); e.Params["left"] != 4-left {
				h.t.Errorf("%v left after %d", e.Params["left"], left+1)
			}
		}
		stranger := right
		stranger.Signature = three[0].browser.Sign([]byte(begun.Intent))
		_, err = h.Confirm(h.ctx, b.Actor, id, stranger)
		h.code(err, "proof_refused")
		_, err = h.Confirm(h.ctx, b.Actor, id, wrong)
		h.code(err, "code_wrong")
		_, err = h.Confirm(h.ctx, b.Actor, id, right)
		h.code(err, "code_expired") // five tries are over
		for range 4 {
			h.later(2 * time.Minute)
			_, err = h.CreateIntent(h.ctx, b.Actor, id, b.browser.SPKI(), signing.ByCode)
			h.ok(err)
		}
		h.later(2 * time.Minute)
		_, err = h.CreateIntent(h.ctx, b.Actor, id, b.browser.SPKI(), signing.ByCode)
		h.code(err, "code_too_soon") // five in an hour
		_, err = h.CreateIntent(h.ctx, b.Actor, id, b.browser.SPKI(), signing.ByPasskey)
		h.ok(err)
	})
}

func TestAnAgreementExpiresAndReminds(t *testing.T) {
	both(t, func(h *house) {
		id, three := h.confirmed()
		if sealed, err := three[0].seal(id); err != nil || !sealed {
			h.t.Fatal(sealed, err)
		}
		_, err := h.Turn(h.ctx, three[1].Actor, id, 0)
		h.ok(err)
		told := len(h.sent)
		h.later(5*time.Minute + time.Second)
		_, err = h.Turn(h.ctx, three[1].Actor, id, 0) // is there, and not reminded
		h.ok(err)
		h.ok(h.jobs.RunDue(h.ctx))
		if len(h.sent) != told+1 || h.lastTo(carol).Subject != "只等您的签名：项目合作协议" {
			h.t.Errorf("%d were reminded: %+v", len(h.sent)-told, h.sent[told:])
		}
		h.later(80 * time.Hour)
		h.ok(h.jobs.RunDue(h.ctx))
		a := h.get(id)
		if a.State != signing.Expired || a.Ended == nil || a.Closing.Slot != nil || a.Closing.Revision != "" {
			h.t.Fatalf("%s, %+v", a.State, a.Closing)
		}
		h.nothing(id, three)
		h.code(three[1].confirm(id, signing.ByPasskey), "agreement_expired")
	})
}

func TestWhatIsWrongIsSaid(t *testing.T) {
	both(t, func(h *house) {
		a := h.draft()
		_, err := h.Create(h.ctx, official, "bureau", signing.Change{Title: core.Text{"en": "No Chinese"}})
		h.code(err, "invalid_input")
		_, err = h.Create(h.ctx, official, "elsewhere", signing.Change{Title: core.Text{"zh-CN": "别处"}})
		h.code(err, "not_allowed")
		_, err = h.Create(h.ctx, core.Actor{}, "bureau", signing.Change{Title: core.Text{"zh-CN": "无名"}})
		h.code(err, "sign_in_required")
		update := func(c signing.Change, code string) {
			h.t.Helper()
			_, err := h.Update(h.ctx, official, a.ID, a.Version, c)
			h.code(err, code)
		}
		past, nowhere, secret, amount := h.now.Add(-time.Hour), "nowhere", []core.ID{"secret"}, int64(5)
		update(signing.Change{ExpiresAt: &past}, "expires_past")
		update(signing.Change{Session: &nowhere}, "session_not_found")
		update(signing.Change{Parcels: &secret}, "parcel_not_found")
		update(signing.Change{AmountMinor: &amount}, "invalid_input")
		_, err = h.Update(h.ctx, official, a.ID, a.Version+1, signing.Change{})
		h.code(err, "version_conflict")
		change := func(f func(p []signing.Party), code string) {
			h.t.Helper()
			list := parties()
			f(list)
			_, err := h.SetParties(h.ctx, official, a.ID, a.Version, list, nil)
			h.code(err, code)
		}
		change(func(p []signing.Party) { p[0].USCC = usccA[:17] + "1" }, "uscc_check_digit")
		change(func(p []signing.Party) { p[0].Signers = nil }, "party_without_signer")
		change(func(p []signing.Party) { p[1].Signers[0].Contact = alice }, "signer_contact_twice")
		change(func(p []signing.Party) { p[1].Role = "甲方" }, "party_role_twice")
		change(func(p []signing.Party) { p[1].Signers[0].Capacity = signing.Authorised }, "letter_required")
		change(func(p []signing.Party) { p[1].Signers[0].Contact = "12" }, "contact_invalid")
		change(func(p []signing.Party) { p[1].Name = "反\u202e转" }, "name_characters")
		change(func(p []signing.Party) { p[1].ID = "unknown" }, "party_unknown")
		change(func(p []signing.Party) { p[0].Signers = append(p[0].Signers, p[0].Signers[0]) }, "signer_contact_twice")
		version := func(d signing.VersionDraft, code string) {
			h.t.Helper()
			_, err := h.AddVersion(h.ctx, official, a.ID, d)
			h.code(err, code)
		}
		version(signing.VersionDraft{}, "version_empty")
		version(signing.VersionDraft{File: "missing", Places: places}, "file_not_found")
		version(signing.VersionDraft{File: "upload", Places: places[:2]}, "version_places")
		over := append([]signing.Place{}, places...)
		over[0].Page = 9
		version(signing.VersionDraft{File: "upload", Places: over}, "version_places")
		h.paper = []byte("%PDF-1.7 nothing")
		version(signing.VersionDraft{File: "upload", Places: places}, "pdf_broken")
		h.code(second(h.Void(h.ctx, official, a.ID, "")), "reason_length")
		h.code(second(h.ReplaceSigner(h.ctx, official, a.ID, "nobody", signing.Signer{Name: "某", Capacity: signing.Legal, Contact: "z@example.com"}, "换人")), "agreement_not_proposed")
	})
}

func TestAPasskeyIsOnesOwn(t *testing.T) {
	both(t, func(h *house) {
		a, b := h.person(alice), h.person(bob)
		begun, err := h.PasskeyOptions(h.ctx, a.Actor)
		h.ok(err)
		answer := a.device.RegistrationJSON(challenge(h.t, begun.Options))
		_, err = h.AddPasskey(h.ctx, b.Actor, begun.ID, "", answer)
		h.code(err, "passkey_options_gone") // another's beginning, which is used up
		begun, err = h.PasskeyOptions(h.ctx, a.Actor)
		h.ok(err)
		_, err = h.AddPasskey(h.ctx, a.Actor, begun.ID, "", answer)
		h.code(err, "passkey_refused") // an answer to something else
		a.register()
		begun, err = h.PasskeyOptions(h.ctx, b.Actor)
		h.ok(err)
		_, err = h.AddPasskey(h.ctx, b.Actor, begun.ID, "", a.device.RegistrationJSON(challenge(h.t, begun.Options)))
		h.code(err, "passkey_known")
		list, err := h.Passkeys(h.ctx, a.Actor)
		if err != nil || len(list) != 1 || list[0].Name != "手机" {
			h.t.Fatal(list, err)
		}
		h.code(h.DeletePasskey(h.ctx, b.Actor, list[0].ID), "passkey_not_found")
		h.ok(h.DeletePasskey(h.ctx, a.Actor, list[0].ID))
		h.code(h.DeletePasskey(h.ctx, a.Actor, list[0].ID), "passkey_not_found")
		_, err = h.PasskeyOptions(h.ctx, core.Actor{Person: "guest", Kind: core.PersonGuest})
		h.code(err, "contact_unverified")
		for _, alg := range []int{evidencetest.RS256, evidencetest.EdDSA} {
			a.device = evidencetest.NewAuthenticator(alg, "localhost", "http://localhost:5173") // another port of this machine
			a.register()
		}
		h.ok(h.ErasePerson(h.ctx, core.System(), a.Person))
		if list, err := h.Passkeys(h.ctx, a.Actor); err != nil || len(list) != 0 {
			h.t.Error(list, err)
		}
	})
}
