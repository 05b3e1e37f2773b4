package evidencetest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"time"

	"zhaoyun/internal/evidence"
)

// Browser is the key that a signer's browser makes and never gives away.
type Browser struct{ key *ecdsa.PrivateKey }

// NewBrowser makes one.
func NewBrowser() *Browser { return &Browser{must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader))} }

// Public is the key that certificates are for.
func (b *Browser) Public() *ecdsa.PublicKey { return &b.key.PublicKey }

// SPKI is the public key as the browser exports it (DER, SubjectPublicKeyInfo).
func (b *Browser) SPKI() []byte { return must(x509.MarshalPKIXPublicKey(&b.key.PublicKey)) }

// Sign signs as WebCrypto does (ECDSA over SHA-256): r‖s.
func (b *Browser) Sign(message []byte) []byte {
	digest := sha256.Sum256(message)
	r, s, err := ecdsa.Sign(rand.Reader, b.key, digest[:])
	check(err)
	out := make([]byte, 64)
	r.FillBytes(out[:32])
	s.FillBytes(out[32:])
	return out
}

// Prove is the proof of the code path: the code came back, and the browser signs the intent.
func (b *Browser) Prove(intent, code, contact string, sent, checked time.Time) *evidence.CodeProof {
	return &evidence.CodeProof{
		Contact: contact, SentAt: sent, CheckedAt: checked, Hash: evidence.CodeHash(intent, code), Key: b.SPKI(), Signature: b.Sign([]byte(intent)),
	}
}
