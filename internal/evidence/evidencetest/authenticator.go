package evidencetest

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"math/big"

	"github.com/fxamacker/cbor/v2"

	"zhaoyun/internal/evidence"
)

// The algorithms of passkeys, as COSE numbers them.
const (
	ES256 = -7
	EdDSA = -8
	RS256 = -257
)

// Authenticator is a passkey in software. Its fields may be set to what a wrong or
// dishonest one would do.
type Authenticator struct {
	RPID, Origin string
	ID           []byte
	Flags        byte   // of assertions; user present and verified
	Type         string // of the client data of assertions
	Counter      uint32

	key  crypto.Signer
	cose []byte
}

// NewAuthenticator makes a passkey with an algorithm for a site.
func NewAuthenticator(alg int, rpID, origin string) *Authenticator {
	a := &Authenticator{RPID: rpID, Origin: origin, ID: random(32), Flags: 0x05, Type: "webauthn.get"}
	fields := map[int]any{3: alg}
	switch alg {
	case ES256:
		key := must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader))
		point := must(key.PublicKey.Bytes())
		a.key, fields[1], fields[-1], fields[-2], fields[-3] = key, 2, 1, point[1:33], point[33:]
	case RS256:
		key := must(rsa.GenerateKey(rand.Reader, 2048))
		a.key, fields[1], fields[-1], fields[-2] = key, 3, key.N.Bytes(), big.NewInt(int64(key.E)).Bytes()
	case EdDSA:
		public, key, err := ed25519.GenerateKey(rand.Reader)
		check(err)
		a.key, fields[1], fields[-1], fields[-2] = key, 1, 6, []byte(public)
	default:
		panic("evidencetest: no such algorithm")
	}
	a.cose = must(cborMode.Marshal(fields))
	return a
}

var cborMode = must(cbor.CTAP2EncOptions().EncMode())

// Line is what the chain says of the passkey.
func (a *Authenticator) Line() evidence.Passkey {
	return evidence.Passkey{CredentialID: a.ID, PublicKey: a.cose, RPID: a.RPID}
}

// Assert answers a challenge.
func (a *Authenticator) Assert(challenge []byte) *evidence.PasskeyAssertion {
	a.Counter++
	client := a.client(a.Type, challenge)
	data := a.data(a.Flags)
	digest := sha256.Sum256(client)
	message := append(append([]byte{}, data...), digest[:]...)
	return &evidence.PasskeyAssertion{
		CredentialID: a.ID, PublicKey: a.cose, RPID: a.RPID, Origin: a.Origin,
		AuthenticatorData: data, ClientDataJSON: client, Signature: a.sign(message),
	}
}

func (a *Authenticator) sign(message []byte) []byte {
	if key, ok := a.key.(ed25519.PrivateKey); ok {
		return ed25519.Sign(key, message)
	}
	digest := sha256.Sum256(message)
	return must(a.key.Sign(rand.Reader, digest[:], crypto.SHA256))
}

func (a *Authenticator) client(kind string, challenge []byte) []byte {
	return must(json.Marshal(map[string]any{
		"type": kind, "challenge": base64.RawURLEncoding.EncodeToString(challenge), "origin": a.Origin, "crossOrigin": false,
	}))
}

func (a *Authenticator) data(flags byte) []byte {
	site := sha256.Sum256([]byte(a.RPID))
	return binary.BigEndian.AppendUint32(append(site[:], flags), a.Counter)
}

// RegistrationJSON is what navigator.credentials.create gives a page for a challenge,
// as the page sends it to a server.
func (a *Authenticator) RegistrationJSON(challenge []byte) []byte {
	data := a.data(0x45) // present, verified, with the credential
	data = append(data, make([]byte, 16)...)
	data = binary.BigEndian.AppendUint16(data, uint16(len(a.ID)))
	data = append(append(data, a.ID...), a.cose...)
	attestation := must(cborMode.Marshal(map[string]any{"fmt": "none", "attStmt": map[string]any{}, "authData": data}))
	return a.credential(map[string]any{
		"clientDataJSON": text(a.client("webauthn.create", challenge)), "attestationObject": text(attestation), "transports": []string{"internal"},
	})
}

// AssertionJSON is what navigator.credentials.get gives a page, likewise. User is the
// handle that the credential was made for; it may be nil.
func (a *Authenticator) AssertionJSON(challenge, user []byte) []byte {
	p := a.Assert(challenge)
	response := map[string]any{"clientDataJSON": text(p.ClientDataJSON), "authenticatorData": text(p.AuthenticatorData), "signature": text(p.Signature)}
	if user != nil {
		response["userHandle"] = text(user)
	}
	return a.credential(response)
}

func (a *Authenticator) credential(response map[string]any) []byte {
	return must(json.Marshal(map[string]any{
		"id": text(a.ID), "rawId": text(a.ID), "type": "public-key", "authenticatorAttachment": "platform",
		"clientExtensionResults": map[string]any{}, "response": response,
	}))
}

func text(raw []byte) string { return base64.RawURLEncoding.EncodeToString(raw) }

func random(n int) []byte {
	b := make([]byte, n)
	_, _ = rand.Read(b) // never fails, see crypto/rand
	return b
}

func must[T any](v T, err error) T {
	check(err)
	return v
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
