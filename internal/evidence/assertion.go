package evidence

import (
	"errors"
	"fmt"
	"time"
)

// Level says how a signer proved to be the one: it is recorded and shown.
type Level string

// The levels. A passkey with user verification is the stronger: nobody but the
// signer's own device can make it. A code proves only that somebody read a message
// at the signer's contact.
const (
	LevelPasskey Level = "passkey"
	LevelCode    Level = "code"
)

// AssertionVersion and CodeVersion are the forms of the two proofs.
const (
	AssertionVersion = "zhaoyun/assertion/1"
	CodeVersion      = "zhaoyun/code/1"
)

// Assertion is a proof that the signer confirmed an intent: exactly one of the two.
type Assertion struct {
	V       string            `json:"v"`
	Passkey *PasskeyAssertion `json:"passkey,omitempty"`
	Code    *CodeProof        `json:"code,omitempty"`
}

// PasskeyAssertion is what navigator.credentials.get returned for the challenge
// Challenge(intent), and the key it is checked with.
type PasskeyAssertion struct {
	CredentialID      []byte `json:"credential_id"`
	PublicKey         []byte `json:"public_key"` // COSE, as registered
	RPID              string `json:"rp_id"`
	Origin            string `json:"origin"`
	AuthenticatorData []byte `json:"authenticator_data"`
	ClientDataJSON    []byte `json:"client_data_json"`
	Signature         []byte `json:"signature"`
}

// CodeProof says that a one-time code sent to the signer's contact came back for this
// intent. Signature is the browser key's own, over the intent's text: without the
// signer's browser there is no such proof.
type CodeProof struct {
	V         string    `json:"v"`
	Contact   string    `json:"contact"` // masked
	SentAt    time.Time `json:"sent_at"`
	CheckedAt time.Time `json:"checked_at"`
	Hash      Digest    `json:"hash"`      // CodeHash(intent, code)
	Key       []byte    `json:"key"`       // the browser's public key (DER, SubjectPublicKeyInfo)
	Signature []byte    `json:"signature"` // ECDSA P-256 over SHA-256(intent), r‖s as WebCrypto gives it
}

// CodeHash ties the code to the intent without keeping the code.
func CodeHash(intent, code string) Digest {
	return Sum([]byte(CodeVersion), []byte{0}, []byte(intent), []byte{0}, []byte(code))
}

// Level is the level this proof reaches.
func (a Assertion) Level() Level {
	if a.Passkey != nil {
		return LevelPasskey
	}
	return LevelCode
}

// Text gives the one text of the assertion, which the certificate binds.
func (a Assertion) Text() (string, error) {
	a.V = AssertionVersion
	if a.Code != nil {
		c := *a.Code
		c.V, c.SentAt, c.CheckedAt = CodeVersion, c.SentAt.UTC().Truncate(time.Millisecond), c.CheckedAt.UTC().Truncate(time.Millisecond)
		a.Code = &c
	}
	raw, err := encode(a)
	if err != nil {
		return "", fmt.Errorf("evidence: assertion: %w", err)
	}
	_, err = ParseAssertion(string(raw))
	return string(raw), err
}

// ParseAssertion reads the text of an assertion and refuses any other spelling of it.
func ParseAssertion(text string) (Assertion, error) {
	var a Assertion
	if err := canonical([]byte(text), &a); err != nil {
		return Assertion{}, fmt.Errorf("evidence: not an assertion: %w", err)
	}
	switch {
	case a.V != AssertionVersion || a.Code != nil && a.Code.V != CodeVersion:
		return Assertion{}, errors.New("evidence: an assertion of this form is not known")
	case (a.Passkey == nil) == (a.Code == nil):
		return Assertion{}, errors.New("evidence: an assertion is a passkey's or a code's, one of the two")
	}
	return a, nil
}
