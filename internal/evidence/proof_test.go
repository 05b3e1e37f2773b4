package evidence_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"zhaoyun/internal/evidence"
	"zhaoyun/internal/evidence/evidencetest"
)

const (
	site   = "zhaoyun.example"
	origin = "https://sign.zhaoyun.example"
)

func intentFor(b *evidencetest.Browser) string {
	text, err := evidence.Intent{
		Agreement: "a-1", DocSHA256: evidence.Sum([]byte("doc")), Field: "party-1", Party: "甲公司", Name: "𠮷田", Statement: "同意",
		KeySHA256: evidence.Sum(b.SPKI()), Nonce: "00112233445566778899", At: time.Now(),
	}.Text()
	if err != nil {
		panic(err)
	}
	return text
}

func passkeyOver(a *evidencetest.Authenticator, intent string) evidence.Assertion {
	challenge := evidence.Challenge(intent)
	return evidence.Assertion{Passkey: a.Assert(challenge[:])}
}

func faultOf(err error) evidence.ProofFault {
	var e *evidence.ProofError
	if errors.As(err, &e) {
		return e.Fault
	}
	return ""
}

func TestPasskeysOfEveryAlgorithmProve(t *testing.T) {
	t.Parallel()
	intent := intentFor(evidencetest.NewBrowser())
	for name, alg := range map[string]int{"ES256": evidencetest.ES256, "RS256": evidencetest.RS256, "EdDSA": evidencetest.EdDSA} {
		a := passkeyOver(evidencetest.NewAuthenticator(alg, site, origin), intent)
		text, err := a.Text()
		if err != nil {
			t.Fatal(err)
		}
		read, err := evidence.ParseAssertion(text)
		if err != nil {
			t.Fatal(err)
		}
		if err := read.Check(intent); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		read.Passkey.Signature[8] ^= 1
		if f := faultOf(read.Check(intent)); f != evidence.ProofSignature {
			t.Errorf("%s with another signature: %q", name, f)
		}
	}
}

func TestAPasskeyThatProvesNothingSaysWhy(t *testing.T) {
	t.Parallel()
	intent := intentFor(evidencetest.NewBrowser())
	for name, c := range map[string]struct {
		alter func(*evidencetest.Authenticator)
		after func(*evidence.PasskeyAssertion)
		want  evidence.ProofFault
	}{
		"made while registering": {alter: func(a *evidencetest.Authenticator) { a.Type = "webauthn.create" }, want: evidence.ProofType},
		"without verification":   {alter: func(a *evidencetest.Authenticator) { a.Flags = 0x01 }, want: evidence.ProofUser},
		"without presence":       {alter: func(a *evidencetest.Authenticator) { a.Flags = 0x04 }, want: evidence.ProofUser},
		"of another site":        {alter: func(a *evidencetest.Authenticator) { a.Origin = "https://zhaoyun.example.evil.test" }, want: evidence.ProofSite},
		"without encryption":     {alter: func(a *evidencetest.Authenticator) { a.Origin = "http://zhaoyun.example" }, want: evidence.ProofSite},
		"another site's data":    {after: func(p *evidence.PasskeyAssertion) { p.RPID = "sign." + site }, want: evidence.ProofSite},
		"a page the line denies": {after: func(p *evidence.PasskeyAssertion) { p.Origin = "https://" + site }, want: evidence.ProofSite},
		"data cut short":         {after: func(p *evidence.PasskeyAssertion) { p.AuthenticatorData = p.AuthenticatorData[:36] }, want: evidence.ProofForm},
		"no client data":         {after: func(p *evidence.PasskeyAssertion) { p.ClientDataJSON = nil }, want: evidence.ProofForm},
		"no key":                 {after: func(p *evidence.PasskeyAssertion) { p.PublicKey = nil }, want: evidence.ProofKey},
		"another key": {after: func(p *evidence.PasskeyAssertion) {
			p.PublicKey = evidencetest.NewAuthenticator(evidencetest.ES256, site, origin).Line().PublicKey
		}, want: evidence.ProofSignature},
		"a counter turned": {after: func(p *evidence.PasskeyAssertion) { p.AuthenticatorData[36]++ }, want: evidence.ProofSignature},
	} {
		a := evidencetest.NewAuthenticator(evidencetest.ES256, site, origin)
		if c.alter != nil {
			c.alter(a)
		}
		proof := passkeyOver(a, intent)
		if c.after != nil {
			c.after(proof.Passkey)
		}
		if got := faultOf(proof.Check(intent)); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	other := passkeyOver(evidencetest.NewAuthenticator(evidencetest.ES256, site, origin), intentFor(evidencetest.NewBrowser()))
	if got := faultOf(other.Check(intent)); got != evidence.ProofChallenge {
		t.Errorf("over another intent: %q", got)
	}
}

func TestACodeProvesWithTheBrowsersKeyOnly(t *testing.T) {
	t.Parallel()
	b, now := evidencetest.NewBrowser(), time.Now()
	intent := intentFor(b)
	good := b.Prove(intent, "271828", "138****0001", now, now.Add(time.Minute))
	if err := (evidence.Assertion{Code: good}).Check(intent); err != nil {
		t.Fatal(err)
	}
	thief := evidencetest.NewBrowser().Prove(intent, "271828", "138****0001", now, now)
	if got := faultOf(evidence.Assertion{Code: thief}.Check(intent)); got != evidence.ProofKey {
		t.Errorf("by another key: %q", got)
	}
	forged := *good
	forged.Signature = thief.Signature
	if got := faultOf(evidence.Assertion{Code: &forged}.Check(intent)); got != evidence.ProofSignature {
		t.Errorf("with another signature: %q", got)
	}
	early := *good
	early.CheckedAt = now.Add(-time.Hour)
	if got := faultOf(evidence.Assertion{Code: &early}.Check(intent)); got != evidence.ProofForm {
		t.Errorf("checked before it was sent: %q", got)
	}
	if _, err := (evidence.Assertion{}).Text(); err == nil {
		t.Error("no proof at all has a text")
	}
	both := evidence.Assertion{Code: good, Passkey: passkeyOver(evidencetest.NewAuthenticator(evidencetest.ES256, site, origin), intent).Passkey}
	if _, err := both.Text(); err == nil {
		t.Error("two proofs have one text")
	}
}

func TestCOSEKeysThatAreNoneAreRefused(t *testing.T) {
	t.Parallel()
	good := evidencetest.NewAuthenticator(evidencetest.ES256, site, origin).Line().PublicKey
	if _, err := evidence.ParseCOSE(good); err != nil {
		t.Fatal(err)
	}
	off := []byte(strings.Clone(string(good)))
	off[len(off)-1] ^= 1 // no point of the curve
	for name, raw := range map[string][]byte{"cut": good[:len(good)-1], "longer": append([]byte{}, append(good, 0)...), "off the curve": off, "a list": {0x80}} {
		if _, err := evidence.ParseCOSE(raw); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
}
