package signing

import (
	"encoding/json"
	"net/url"
	"slices"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"zhaoyun/internal/core"
	"zhaoyun/internal/evidence"
)

// Refusals of what an authenticator said.
var (
	errPasskey   = core.Invalid("passkey_refused", "The passkey was not accepted. Try again, or take another way.").On("body.credential")
	errAssertion = core.Invalid("assertion_refused", "The passkey did not confirm this document. Start the confirmation again.").On("body.assertion")
)

// holder is a person as the library of passkeys knows them.
type holder struct {
	id, name string
	keys     []Passkey
}

// WebAuthnID implements webauthn.User.
func (h holder) WebAuthnID() []byte { return []byte(h.id) }

// WebAuthnName implements webauthn.User.
func (h holder) WebAuthnName() string { return h.name }

// WebAuthnDisplayName implements webauthn.User.
func (h holder) WebAuthnDisplayName() string { return h.name }

// WebAuthnCredentials implements webauthn.User.
func (h holder) WebAuthnCredentials() []webauthn.Credential {
	out := make([]webauthn.Credential, 0, len(h.keys))
	for _, k := range h.keys {
		var c webauthn.Credential
		if json.Unmarshal(k.Credential, &c) == nil {
			out = append(out, c)
		}
	}
	return out
}

// relying makes the library's side for one answer. At this machine's own name any port
// will do: that is where somebody tries things out.
func (s site) relying(said string) (*webauthn.WebAuthn, error) {
	origins := []string{s.Origin}
	if u, err := url.Parse(said); s.Local && err == nil && u.Hostname() == "localhost" && u.Scheme == "http" && !slices.Contains(origins, said) {
		origins = append(origins, said)
	}
	return webauthn.New(&webauthn.Config{RPID: s.ID, RPDisplayName: "招云", RPOrigins: origins})
}

// registration begins to make a passkey.
func (s site) registration(h holder) (options, session json.RawMessage, err error) {
	w, err := s.relying("")
	if err != nil {
		return nil, nil, err
	}
	var exclude []protocol.CredentialDescriptor
	for _, c := range h.WebAuthnCredentials() {
		exclude = append(exclude, c.Descriptor())
	}
	created, data, err := w.BeginRegistration(h,
		webauthn.WithAuthenticatorSelection(protocol.AuthenticatorSelection{
			ResidentKey: protocol.ResidentKeyRequirementPreferred, UserVerification: protocol.VerificationRequired,
		}),
		webauthn.WithConveyancePreference(protocol.PreferNoAttestation), webauthn.WithExclusions(exclude))
	if err != nil {
		return nil, nil, err
	}
	return twice(created.Response, data)
}

// registered checks a passkey that was made.
func (s site) registered(h holder, session, answer json.RawMessage) (credential json.RawMessage, id []byte, err error) {
	var data webauthn.SessionData
	if err := json.Unmarshal(session, &data); err != nil {
		return nil, nil, err
	}
	parsed, err := protocol.ParseCredentialCreationResponseBytes(answer)
	if err != nil {
		return nil, nil, errPasskey.Wrap(err)
	}
	w, err := s.relying(parsed.Response.CollectedClientData.Origin)
	if err != nil {
		return nil, nil, err
	}
	c, err := w.CreateCredential(h, data, parsed)
	if err != nil {
		return nil, nil, errPasskey.Wrap(err)
	}
	if _, err := evidence.ParseCOSE(c.PublicKey); err != nil { // nobody could check it later
		return nil, nil, errPasskey.Wrap(err)
	}
	credential, err = json.Marshal(c)
	return credential, c.ID, err
}

// assertion begins to confirm an intent.
func (s site) assertion(h holder, intent string) (options, session json.RawMessage, err error) {
	w, err := s.relying("")
	if err != nil {
		return nil, nil, err
	}
	challenge := evidence.Challenge(intent)
	asked, data, err := w.BeginLogin(h, webauthn.WithUserVerification(protocol.VerificationRequired), webauthn.WithChallenge(challenge[:]))
	if err != nil {
		return nil, nil, err
	}
	return twice(asked.Response, data)
}

// asserted checks the answer over an intent, and gives it as evidence with the passkey
// that it is of. It is held against the intent twice: by the library, and by what
// everybody checks it with later.
func (s site) asserted(h holder, intent string, session, answer json.RawMessage) (evidence.Assertion, *Passkey, error) {
	var none evidence.Assertion
	var data webauthn.SessionData
	if err := json.Unmarshal(session, &data); err != nil {
		return none, nil, err
	}
	parsed, err := protocol.ParseCredentialRequestResponseBytes(answer)
	if err != nil {
		return none, nil, errAssertion.Wrap(err)
	}
	origin := parsed.Response.CollectedClientData.Origin
	w, err := s.relying(origin)
	if err != nil {
		return none, nil, err
	}
	c, err := w.ValidateLogin(h, data, parsed)
	if err != nil {
		return none, nil, errAssertion.Wrap(err)
	}
	if c.Authenticator.CloneWarning {
		return none, nil, errAssertion
	}
	raw := parsed.Raw.AssertionResponse
	proof := evidence.Assertion{Passkey: &evidence.PasskeyAssertion{
		CredentialID: c.ID, PublicKey: c.PublicKey, RPID: s.ID, Origin: origin, AuthenticatorData: raw.AuthenticatorData,
		ClientDataJSON: raw.ClientDataJSON, Signature: raw.Signature,
	}}
	if err := proof.Check(intent); err != nil {
		return none, nil, errAssertion.Wrap(err)
	}
	i := slices.IndexFunc(h.keys, func(k Passkey) bool { return string(k.CredentialID) == string(c.ID) })
	if i < 0 {
		return none, nil, errAssertion
	}
	used := h.keys[i]
	used.Credential, err = json.Marshal(c)
	return proof, &used, err
}

func twice(a, b any) (json.RawMessage, json.RawMessage, error) {
	x, err := json.Marshal(a)
	if err != nil {
		return nil, nil, err
	}
	y, err := json.Marshal(b)
	return x, y, err
}
