package evidence

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha256"
	"crypto/subtle"
	"crypto/x509"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"net/url"
	"strings"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"
)

// ProofFault says why an assertion proves nothing.
type ProofFault string

// The faults of a proof.
const (
	ProofType      ProofFault = "type"      // made for something else than signing in with a passkey
	ProofChallenge ProofFault = "challenge" // over another intent
	ProofSite      ProofFault = "site"      // made for another site, or within a page of another
	ProofUser      ProofFault = "user"      // without the user's presence and verification
	ProofKey       ProofFault = "key"       // the key cannot be read, or is another
	ProofSignature ProofFault = "signature" // the key did not sign it
	ProofForm      ProofFault = "form"      // cannot be read
)

// ProofError is a fault with its detail.
type ProofError struct {
	Fault  ProofFault
	Detail string
}

func (e *ProofError) Error() string { return "evidence: proof: " + string(e.Fault) + ": " + e.Detail }

func fault(f ProofFault, format string, args ...any) error {
	return &ProofError{f, fmt.Sprintf(format, args...)}
}

// Check proves that the assertion is of this intent (its text). Errors are *ProofError.
func (a Assertion) Check(intent string) error {
	if a.Passkey != nil {
		return a.Passkey.check(Challenge(intent))
	}
	if a.Code == nil {
		return fault(ProofForm, "no proof")
	}
	return a.Code.check(intent)
}

// The flags of authenticator data (WebAuthn, section 6.1).
const (
	flagUserPresent  = 0x01
	flagUserVerified = 0x04
	flagExtensions   = 0x80
)

// check follows WebAuthn, section 7.2, as far as it concerns somebody who reads it
// years later: the counter and the credential's owner are of the chain.
func (a *PasskeyAssertion) check(challenge Digest) error {
	var client struct {
		Type        string `json:"type"`
		Challenge   string `json:"challenge"`
		Origin      string `json:"origin"`
		CrossOrigin bool   `json:"crossOrigin"`
	}
	if err := json.Unmarshal(a.ClientDataJSON, &client); err != nil {
		return fault(ProofForm, "client data: %v", err)
	}
	if client.Type != "webauthn.get" {
		return fault(ProofType, "%.40q", client.Type)
	}
	got, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(client.Challenge, "="))
	if err != nil || subtle.ConstantTimeCompare(got, challenge[:]) != 1 {
		return fault(ProofChallenge, "%.64q", client.Challenge)
	}
	if client.Origin != a.Origin || client.CrossOrigin || !originOf(a.Origin, a.RPID) {
		return fault(ProofSite, "origin %.200q for %.200q", client.Origin, a.RPID)
	}
	if err := a.checkData(); err != nil {
		return err
	}
	key, err := ParseCOSE(a.PublicKey)
	if err != nil {
		return fault(ProofKey, "%v", err)
	}
	if !verifyCOSE(key, a.signed(), a.Signature) {
		return fault(ProofSignature, "by the passkey")
	}
	return nil
}

func (a *PasskeyAssertion) checkData() error {
	data := a.AuthenticatorData
	if len(data) < 37 || len(data) > 37 && data[32]&flagExtensions == 0 {
		return fault(ProofForm, "authenticator data of %d bytes", len(data))
	}
	if site := sha256.Sum256([]byte(a.RPID)); !bytes.Equal(data[:32], site[:]) {
		return fault(ProofSite, "not for %.200q", a.RPID)
	}
	if data[32]&flagUserPresent == 0 || data[32]&flagUserVerified == 0 {
		return fault(ProofUser, "flags %#02x, counter %d", data[32], binary.BigEndian.Uint32(data[33:37]))
	}
	return nil
}

// signed is what a passkey signs.
func (a *PasskeyAssertion) signed() []byte {
	client := sha256.Sum256(a.ClientDataJSON)
	return append(bytes.Clone(a.AuthenticatorData), client[:]...)
}

// originOf says whether a page of this origin may use passkeys of the site.
func originOf(origin, site string) bool {
	u, err := url.Parse(origin)
	if err != nil || site == "" || u.Path != "" || u.User != nil {
		return false
	}
	host := u.Hostname()
	if u.Scheme != "https" && (u.Scheme != "http" || host != "localhost") {
		return false
	}
	return host == site || strings.HasSuffix(host, "."+site)
}

func (c *CodeProof) check(intent string) error {
	read, err := ParseIntent(intent)
	if err != nil {
		return fault(ProofForm, "%v", err)
	}
	if Sum(c.Key) != read.KeySHA256 {
		return fault(ProofKey, "it is not the one of the intent")
	}
	key, err := x509.ParsePKIXPublicKey(c.Key)
	if err != nil {
		return fault(ProofKey, "%v", err)
	}
	ec, ok := key.(*ecdsa.PublicKey)
	if !ok || ec.Curve != elliptic.P256() {
		return fault(ProofKey, "it is not of P-256")
	}
	signature, err := rawToDER(c.Signature)
	if err != nil {
		return fault(ProofForm, "%v", err)
	}
	digest := Challenge(intent)
	if !ecdsa.VerifyASN1(ec, digest[:], signature) {
		return fault(ProofSignature, "by the browser's key")
	}
	if c.Hash.IsZero() || c.SentAt.IsZero() || c.CheckedAt.Before(c.SentAt) {
		return fault(ProofForm, "no code, or checked before it was sent")
	}
	return nil
}

// rawToDER turns r‖s into the form that Go and openssl read.
func rawToDER(raw []byte) ([]byte, error) {
	if len(raw) != 64 {
		return nil, errors.New("evidence: a signature of P-256 has 64 bytes")
	}
	var b cryptobyte.Builder
	b.AddASN1(asn1.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddASN1BigInt(new(big.Int).SetBytes(raw[:32]))
		b.AddASN1BigInt(new(big.Int).SetBytes(raw[32:]))
	})
	return b.Bytes()
}
