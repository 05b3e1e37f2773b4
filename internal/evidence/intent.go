package evidence

import (
	"errors"
	"fmt"
	"time"
)

// IntentVersion is the form of intents.
const IntentVersion = "zhaoyun/intent/1"

// Intent is what a signer wills: this document, in this field, with this key,
// saying this sentence. Its text is built once, by the server, shown to the signer
// and recomputed by their browser; its SHA-256 is the challenge of the passkey.
type Intent struct {
	V         string    `json:"v"`
	Agreement string    `json:"agreement"`
	DocSHA256 Digest    `json:"doc_sha256"` // Frozen.SHA256
	Field     string    `json:"field"`
	Party     string    `json:"party"`      // the organisation that is bound, in words
	Name      string    `json:"name"`       // the signer's
	Statement string    `json:"statement"`  // the sentence agreed to
	KeySHA256 Digest    `json:"key_sha256"` // of the browser's public key (DER, SubjectPublicKeyInfo)
	Nonce     string    `json:"nonce"`
	At        time.Time `json:"at"`
}

// Text gives the one text of the intent.
func (i Intent) Text() (string, error) {
	i.V, i.At = IntentVersion, i.At.UTC().Truncate(time.Millisecond)
	raw, err := encode(i)
	if err != nil {
		return "", fmt.Errorf("evidence: intent: %w", err)
	}
	_, err = ParseIntent(string(raw))
	return string(raw), err
}

// ParseIntent reads the text of an intent and refuses any other spelling of it.
func ParseIntent(text string) (Intent, error) {
	var i Intent
	if err := canonical([]byte(text), &i); err != nil {
		return Intent{}, fmt.Errorf("evidence: not an intent: %w", err)
	}
	switch {
	case i.V != IntentVersion:
		return Intent{}, fmt.Errorf("evidence: an intent of the form %q is not known", i.V)
	case i.Agreement == "" || i.Field == "" || i.Name == "" || i.Statement == "" || len(i.Nonce) < 16 || i.DocSHA256.IsZero() || i.KeySHA256.IsZero():
		return Intent{}, errors.New("evidence: the intent lacks something")
	}
	return i, nil
}

// Challenge is what the passkey is asked to sign: the SHA-256 of the intent's text.
func Challenge(intent string) Digest { return Sum([]byte(intent)) }

// Binding is what the signer's certificate holds in its extension: the SHA-256 of
// intent ‖ assertion. It ties the key to who proved what, when the certificate was made.
func Binding(intent, assertion string) Digest { return Sum([]byte(intent), []byte(assertion)) }
