package evidencetest

import (
	"bytes"
	"context"
	"crypto/x509"
	"encoding/hex"
	"time"

	"zhaoyun/internal/evidence"
	"zhaoyun/internal/pades"
	"zhaoyun/internal/pki"
)

// Statement is the sentence that signers agree to.
const Statement = "本人已阅读本协议全文，并代表所属单位同意签署。"

// IntentOf is what a signer is about to confirm.
func (a *Agreement) IntentOf(p *Party) evidence.Intent {
	return evidence.Intent{
		Agreement: a.ID, DocSHA256: a.Frozen.SHA256, Field: p.Field, Party: p.Organisation, Name: p.Name, Statement: Statement,
		KeySHA256: evidence.Sum(p.Browser.SPKI()), Nonce: hex.EncodeToString(random(16)), At: a.tick(),
	}
}

// Confirm has a signer confirm the intent.
func (a *Agreement) Confirm(p *Party) { a.ConfirmIntent(p, a.IntentOf(p)) }

// ConfirmIntent has a signer confirm this intent.
func (a *Agreement) ConfirmIntent(p *Party, i evidence.Intent) {
	p.Intent = must(i.Text())
	var proof evidence.Assertion
	if p.Level == evidence.LevelCode {
		sent := a.Line(evidence.KindCodeSent, p.ID, evidence.CodeSent{Contact: p.Masked, Intent: evidence.Challenge(p.Intent)}).At
		proof.Code = p.Browser.Prove(p.Intent, "271828", p.Masked, sent, a.tick())
	} else {
		a.Register(p)
		challenge := evidence.Challenge(p.Intent)
		proof.Passkey = p.Passkey.Assert(challenge[:])
	}
	a.Prove(p, proof)
}

// Register makes the signer's passkey, unless it is there.
func (a *Agreement) Register(p *Party) {
	if p.Passkey == nil {
		p.Passkey = NewAuthenticator(p.Alg, "zhaoyun.example", "https://zhaoyun.example")
		a.Line(evidence.KindPasskey, p.ID, p.Passkey.Line())
	}
}

// Prove writes the confirmation and issues the certificate.
func (a *Agreement) Prove(p *Party, proof evidence.Assertion) {
	p.Assertion = must(proof.Text())
	a.Certify(p, evidence.Binding(p.Intent, p.Assertion))
	a.Line(evidence.KindConfirmed, p.ID, evidence.Confirmed{Intent: p.Intent, Assertion: p.Assertion, Level: proof.Level(), Certificate: p.Certificate.Raw})
}

// Certify issues the signer's certificate for the evidence.
func (a *Agreement) Certify(p *Party, binding evidence.Digest) {
	p.Certificate = must(a.Authorities.CA.Issue(context.Background(), pki.Request{
		CommonName: p.Name, Organization: p.Organisation, OrganizationID: p.OrganisationID, Key: p.Browser.Public(), Evidence: binding,
	}))
}

// Seal embeds the signature of a signer.
func (a *Agreement) Seal(ctx context.Context, p *Party) {
	a.PDF = a.Sign(ctx, a.PDF, p, p, a.Authorities.TSA)
	a.Line(evidence.KindSealed, p.ID, evidence.Sealed{
		Field: p.Field, Revision: bytes.Count(a.PDF, []byte("%%EOF")), SHA256: evidence.Sum(a.PDF), Length: int64(len(a.PDF)),
		Certificate: evidence.Sum(p.Certificate.Raw),
	})
}

// Sign signs in the field of a party with the key and certificate of another, or the
// same, and returns the file.
func (a *Agreement) Sign(ctx context.Context, pdf []byte, p, by *Party, tsa pades.Stamper) []byte {
	o := pades.SlotOptions{
		Field: p.Field, Name: by.Name, Reason: p.Role + "签署", Location: "云州", At: a.tick(),
		Chain: append([]*x509.Certificate{by.Certificate}, a.Authorities.CA.Chain()...),
	}
	if a.Draw != nil {
		o.Appearance = a.Draw(p)
	}
	pending := must(pades.Begin(pdf, o))
	return must(pades.Finish(ctx, pending, must(pades.RawToDER(by.Browser.Sign(pending.Attributes))), tsa))
}

// Close appends validation data and the document timestamp.
func (a *Agreement) Close(ctx context.Context) {
	certs, crls, err := a.Authorities.Validation(ctx)
	check(err)
	a.PDF = must(pades.AddDSS(a.PDF, certs, crls))
	a.tick()
	a.PDF = must(pades.Timestamp(ctx, a.PDF, ClosingField, a.Authorities.TSA))
}

// Release closes the document and makes the package.
func (a *Agreement) Release(ctx context.Context) *evidence.Package {
	a.Close(ctx)
	a.Line(evidence.KindReleased, evidence.Platform, evidence.Released{SHA256: evidence.Sum(a.PDF), Length: int64(len(a.PDF))})
	return a.Pack(ctx)
}

// Pack makes the package of what is there.
func (a *Agreement) Pack(ctx context.Context) *evidence.Package {
	root := a.Chain.Root()
	a.Now = a.Now.Add(time.Second)
	p := &evidence.Package{
		Document: a.PDF, Chain: a.Chain, Root: root, RootStamp: must(a.Authorities.TSA.Stamp(ctx, root)),
		RootSignature: must(evidence.SignRoot(root, a.Authorities.Platform.Key)), RootCertificate: a.Authorities.Platform.Chain[0],
		Anchors: a.Authorities.Anchors(),
	}
	if a.SM2 != nil {
		p.Detached, p.DetachedRoot = must(a.SM2.Sign(p.Document)), a.SM2.Root()
	}
	return p
}

// File writes a package into memory.
func File(p *evidence.Package) []byte {
	var b bytes.Buffer
	check(p.Write(&b))
	return b.Bytes()
}

// Whole makes an agreement from the first line to the package.
func Whole(ctx context.Context, o Options) (*Agreement, *evidence.Package) {
	a := New(ctx, o)
	for i := range a.Parties {
		a.Confirm(a.Parties[len(a.Parties)-1-i]) // in any order
	}
	for _, p := range a.Parties {
		a.Seal(ctx, p)
	}
	return a, a.Release(ctx)
}
