package hook

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strconv"
	"time"
)

// Secret is the key with which messages to one address are signed: base64.
type Secret string

// secretBytes is the length of a key; the specification asks for 24 to 64.
const secretBytes = 32

func newSecret() Secret {
	raw := make([]byte, secretBytes)
	_, _ = rand.Read(raw) // never fails, see crypto/rand
	return Secret(base64.StdEncoding.EncodeToString(raw))
}

// Shown is the secret as receivers enter it.
func (s Secret) Shown() string { return "whsec_" + string(s) }

// sign is the signature of a message: HMAC-SHA256 over its id, the second in which it
// is sent, and its body.
func (s Secret) sign(id string, at time.Time, body string) string {
	key, _ := base64.StdEncoding.DecodeString(string(s)) // made by newSecret
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(id + "." + strconv.FormatInt(at.Unix(), 10) + "." + body))
	return "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// sign puts the headers of a message onto a request. While a secret is being changed
// both sign, so the receiver may change over at any moment of it.
func (h Hook) sign(header http.Header, id string, at time.Time, body string) {
	signatures := h.Secret.sign(id, at, body)
	if h.Old != "" && h.OldUntil != nil && at.Before(*h.OldUntil) {
		signatures += " " + h.Old.sign(id, at, body)
	}
	header.Set("webhook-id", id)
	header.Set("webhook-timestamp", strconv.FormatInt(at.Unix(), 10))
	header.Set("webhook-signature", signatures)
}
