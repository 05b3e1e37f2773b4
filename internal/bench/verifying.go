package bench

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"fmt"
	"time"

	"zhaoyun/internal/evidence"
	"zhaoyun/internal/verify"
)

// verifying judges the evidence package of an agreement of all parties, again and again.
func (s signer) verifying(repeats int) ([]float64, error) {
	file, err := s.packed()
	if err != nil {
		return nil, err
	}
	var took []float64
	for round := range repeats + 1 {
		start := time.Now()
		report := verify.Verify("evidence.zip", file, verify.Options{Trust: s.Anchors(), At: start})
		if round > 0 { // the first is for warming up
			took = append(took, milliseconds(start))
		}
		if !report.OK || len(report.Signatures) != agreementParties+2 {
			return nil, fmt.Errorf("the package is not right: %s %v", report.Verdict, report.Findings)
		}
	}
	return took, nil
}

// record is the evidence of an agreement on its way.
type record struct {
	signer
	chain evidence.Chain
	now   time.Time
}

// add writes a line, a moment after the last.
func (r *record) add(kind evidence.Kind, who string, data any) error {
	r.now = r.now.Add(time.Millisecond)
	_, err := r.chain.Add(r.now, kind, who, data)
	return err
}

// packed has all parties read and confirm by code, seals for each and packs the evidence.
func (s signer) packed() ([]byte, error) {
	r := &record{signer: s, chain: evidence.Chain{Agreement: "bench"}, now: time.Now().Add(-time.Minute).UTC().Truncate(time.Second)}
	content, err := s.freeze(agreement())
	if err != nil {
		return nil, err
	}
	frozen := evidence.Frozen{Title: "协议", Version: 1, Pages: agreementPages, SHA256: evidence.Sum(content), Length: int64(len(content))}
	for n := range agreementParties {
		if err := r.read(n); err != nil {
			return nil, err
		}
		frozen.Slots = append(frozen.Slots, evidence.Slot{Field: fieldName(n), Who: fieldName(n)})
	}
	if err := r.add(evidence.KindFrozen, evidence.Platform, frozen); err != nil {
		return nil, err
	}
	var all [agreementParties]confirmed
	for n := range all {
		if all[n], err = r.confirm(frozen.SHA256, n); err != nil {
			return nil, err
		}
	}
	for n, c := range all {
		if content, err = r.sealed(content, c, n); err != nil {
			return nil, err
		}
	}
	if content, err = s.seal(content); err != nil {
		return nil, err
	}
	if err := r.add(evidence.KindReleased, evidence.Platform, evidence.Released{SHA256: evidence.Sum(content), Length: int64(len(content))}); err != nil {
		return nil, err
	}
	return r.pack(content)
}

// read invites a signer, who reads every page and accepts.
func (r *record) read(n int) error {
	who := fieldName(n)
	err := r.add(evidence.KindInvited, who, evidence.Invited{Name: signerName, Organisation: signerParty, Party: who, Field: who})
	for page := 1; page <= agreementPages && err == nil; page++ {
		err = r.add(evidence.KindRead, who, evidence.Read{Version: 1, Page: page, Pages: agreementPages})
	}
	if err != nil {
		return err
	}
	return r.add(evidence.KindAccepted, who, evidence.Accepted{Version: 1})
}

// confirmed is what a signer has after confirming.
type confirmed struct {
	key         *ecdsa.PrivateKey
	certificate *x509.Certificate
}

// confirm has a signer confirm by code.
func (r *record) confirm(frozen evidence.Digest, n int) (c confirmed, err error) {
	if c.key, err = ecdsa.GenerateKey(elliptic.P256(), rand.Reader); err != nil {
		return c, err
	}
	spki, err := x509.MarshalPKIXPublicKey(&c.key.PublicKey)
	if err != nil {
		return c, err
	}
	intent, err := evidence.Intent{
		Agreement: r.chain.Agreement, DocSHA256: frozen, Field: fieldName(n), Party: signerParty, Name: signerName, Statement: "同意签署",
		KeySHA256: evidence.Sum(spki), Nonce: rand.Text(), At: r.now,
	}.Text()
	if err != nil {
		return c, err
	}
	if err := r.add(evidence.KindCodeSent, fieldName(n), evidence.CodeSent{Intent: evidence.Challenge(intent)}); err != nil {
		return c, err
	}
	proof, err := evidence.Assertion{Code: &evidence.CodeProof{
		SentAt: r.now, CheckedAt: r.now, Hash: evidence.CodeHash(intent, "271828"), Key: spki, Signature: raw(c.key, []byte(intent)),
	}}.Text()
	if err != nil {
		return c, err
	}
	if c.certificate, err = r.issue(c.key, evidence.Binding(intent, proof)); err != nil {
		return c, err
	}
	return c, r.add(evidence.KindConfirmed, fieldName(n), evidence.Confirmed{Intent: intent, Assertion: proof, Level: evidence.LevelCode, Certificate: c.certificate.Raw})
}

// sealed embeds the signature of who has confirmed.
func (r *record) sealed(content []byte, c confirmed, n int) ([]byte, error) {
	content, err := r.embed(content, n, c.key, c.certificate)
	if err != nil {
		return nil, err
	}
	return content, r.add(evidence.KindSealed, fieldName(n), evidence.Sealed{
		Field: fieldName(n), Revision: n + 2, SHA256: evidence.Sum(content), Length: int64(len(content)), Certificate: evidence.Sum(c.certificate.Raw),
	})
}

// raw signs as browsers do: r‖s.
func raw(key *ecdsa.PrivateKey, message []byte) []byte {
	digest := sha256.Sum256(message)
	out := make([]byte, 64)
	if r, s, err := ecdsa.Sign(rand.Reader, key, digest[:]); err == nil {
		r.FillBytes(out[:32])
		s.FillBytes(out[32:])
	}
	return out
}

func (r *record) pack(content []byte) ([]byte, error) {
	root := r.chain.Root()
	stamp, err := r.TSA.Stamp(r.ctx, root)
	if err != nil {
		return nil, err
	}
	signature, err := evidence.SignRoot(root, r.Platform.Key)
	if err != nil {
		return nil, err
	}
	var file bytes.Buffer
	err = (&evidence.Package{
		Document: content, Chain: r.chain, Root: root, RootStamp: stamp, RootSignature: signature, RootCertificate: r.Platform.Chain[0], Anchors: r.Anchors(),
	}).Write(&file)
	return file.Bytes(), err
}
