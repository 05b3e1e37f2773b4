package verify_test

import (
	"testing"

	"zhaoyun/internal/evidence"
	"zhaoyun/internal/evidence/evidencetest"
	"zhaoyun/internal/verify"
)

// finish seals for everybody and releases.
func finish(t *testing.T, a *evidencetest.Agreement) *evidence.Package {
	t.Helper()
	for _, p := range a.Parties {
		a.Seal(t.Context(), p)
	}
	return a.Release(t.Context())
}

// The platform takes what a signer once confirmed for another document, and issues a
// certificate for it here.
func TestAnAssertionOfAnotherDocumentIsNamed(t *testing.T) {
	t.Parallel()
	a := confirmed(t, nil)
	p := a.Parties[0]
	intent := a.IntentOf(p)
	intent.DocSHA256 = evidence.Sum([]byte("another document"))
	a.ConfirmIntent(p, intent)
	caught(t, finish(t, a), reader(a), verify.IntentDocument)

	// Or it writes the right intent beside the assertion over the other one.
	a = confirmed(t, nil)
	p = a.Parties[0]
	old, err := evidence.ParseAssertion(p.Assertion)
	if err != nil {
		t.Fatal(err)
	}
	if p.Intent, err = a.IntentOf(p).Text(); err != nil {
		t.Fatal(err)
	}
	a.Prove(p, old)
	caught(t, finish(t, a), reader(a), verify.AssertionChallenge)
}

func TestAnIntentOfSomethingElseIsNamed(t *testing.T) {
	t.Parallel()
	for want, alter := range map[verify.Code]func(*evidence.Intent){
		verify.IntentAgreement: func(i *evidence.Intent) { i.Agreement = "another" },
		verify.IntentField:     func(i *evidence.Intent) { i.Field = "party-2" },
		verify.IntentKey:       func(i *evidence.Intent) { i.KeySHA256 = evidence.Sum([]byte("another key")) },
		verify.PartyName:       func(i *evidence.Intent) { i.Party = "另一家有限公司" },
	} {
		a := confirmed(t, nil)
		intent := a.IntentOf(a.Parties[0])
		alter(&intent)
		a.ConfirmIntent(a.Parties[0], intent)
		caught(t, finish(t, a), reader(a), want)
	}
}

// One party's certificate signs in the field of another.
func TestTheCertificateOfAnotherPartyIsNamed(t *testing.T) {
	t.Parallel()
	a := confirmed(t, nil)
	first, second := a.Parties[0], a.Parties[1]
	a.PDF = a.Sign(t.Context(), a.PDF, first, second, a.Authorities.TSA)
	a.Line(evidence.KindSealed, first.ID, evidence.Sealed{
		Field: first.Field, SHA256: evidence.Sum(a.PDF), Length: int64(len(a.PDF)), Certificate: evidence.Sum(second.Certificate.Raw),
	})
	a.Seal(t.Context(), second)
	a.Seal(t.Context(), a.Parties[2])
	caught(t, a.Release(t.Context()), reader(a), verify.PartyOther, verify.IntentKey, verify.PartyCertificate, verify.PartyName)
}

// An authority that the reader does not know says when.
func TestATimestampByAnUnknownAuthorityIsNamed(t *testing.T) {
	t.Parallel()
	a := confirmed(t, nil)
	stranger := evidencetest.New(t.Context(), evidencetest.Options{Parties: evidencetest.Parties(1)}).Authorities.TSA
	known := a.Authorities.TSA
	a.Authorities.TSA = stranger
	a.Seal(t.Context(), a.Parties[0])
	a.Authorities.TSA = known
	a.Seal(t.Context(), a.Parties[1])
	a.Seal(t.Context(), a.Parties[2])
	p := a.Release(t.Context())
	caught(t, p, reader(a), "document.untrusted_timestamp")

	stamp, err := stranger.Stamp(t.Context(), p.Root)
	if err != nil {
		t.Fatal(err)
	}
	p.RootStamp = stamp
	caught(t, p, reader(a), verify.RootStampUntrusted)
}

// The platform has its authority issue certificates to keys of its own: everything
// about the PDF is right, only the signers were never there.
func TestASignatureByThePlatformAloneIsNamed(t *testing.T) {
	t.Parallel()
	forge := func(alter func(a *evidencetest.Agreement, p *evidencetest.Party)) (*evidence.Package, verify.Options) {
		a := evidencetest.New(t.Context(), evidencetest.Options{Parties: evidencetest.Parties(3)})
		for _, p := range a.Parties[1:] {
			a.Confirm(p)
		}
		alter(a, a.Parties[0])
		return finish(t, a), reader(a)
	}
	p, o := forge(func(a *evidencetest.Agreement, p *evidencetest.Party) {
		a.Certify(p, evidence.Sum([]byte("nothing"))) // nothing confirmed at all
	})
	caught(t, p, o, verify.PartyUnconfirmed)
	if alone := verify.Verify("x.pdf", p.Document, o); !alone.OK {
		t.Errorf("the attack is clumsy: the PDF alone is %s, %v", alone.Verdict, badCodes(alone))
	}

	p, o = forge(func(a *evidencetest.Agreement, p *evidencetest.Party) { // a passkey of its own that the signer never registered
		p.Passkey = evidencetest.NewAuthenticator(evidencetest.ES256, "zhaoyun.example", "https://zhaoyun.example")
		a.Confirm(p)
	})
	caught(t, p, o, verify.AssertionPasskey)

	p, o = forge(func(a *evidencetest.Agreement, p *evidencetest.Party) { // without the person: nobody touched the device
		a.Register(p)
		p.Passkey.Flags = 0
		a.Confirm(p)
	})
	caught(t, p, o, verify.AssertionUser)

	p, o = forge(func(a *evidencetest.Agreement, p *evidencetest.Party) { // a code proof with a key that is not the one that signs
		p.Level = evidence.LevelCode
		thief := evidencetest.NewBrowser()
		intent := a.IntentOf(p)
		p.Intent, _ = intent.Text()
		a.Line(evidence.KindCodeSent, p.ID, evidence.CodeSent{Contact: p.Masked, Intent: evidence.Challenge(p.Intent)})
		a.Prove(p, evidence.Assertion{Code: thief.Prove(p.Intent, "000000", p.Masked, a.Now, a.Now)})
	})
	caught(t, p, o, verify.AssertionKey)

	p, o = forge(func(a *evidencetest.Agreement, p *evidencetest.Party) { // a code that was never sent
		p.Level = evidence.LevelCode
		p.Intent, _ = a.IntentOf(p).Text()
		a.Prove(p, evidence.Assertion{Code: p.Browser.Prove(p.Intent, "000000", p.Masked, a.Now, a.Now)})
	})
	caught(t, p, o, verify.CodeUnsent)

	p, o = forge(func(a *evidencetest.Agreement, p *evidencetest.Party) { // one passkey for two people
		p.Passkey = a.Parties[1].Passkey
		a.Line(evidence.KindPasskey, p.ID, p.Passkey.Line())
		a.Confirm(p)
	})
	caught(t, p, o, verify.PartyKeyShared)

	p, o = forge(func(a *evidencetest.Agreement, p *evidencetest.Party) { // a code called a passkey
		a.Confirm(p)
		c := evidence.Confirmed{Intent: p.Intent, Assertion: p.Assertion, Level: evidence.LevelCode, Certificate: p.Certificate.Raw}
		a.Line(evidence.KindConfirmed, p.ID, c)
	})
	caught(t, p, o, verify.AssertionLevel)
}

func TestACertificateThatBindsSomethingElseIsNamed(t *testing.T) {
	t.Parallel()
	a := confirmed(t, nil)
	p := a.Parties[0]
	a.Certify(p, evidence.Sum([]byte("other evidence")))
	caught(t, finish(t, a), reader(a), verify.PartyBinding, verify.PartyCertificate)
}
