package signing

import (
	"context"
	"encoding/json"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
)

// Passkey is an authenticator of a person.
type Passkey struct {
	ID           core.ID
	Person       core.ID
	Name         string
	CredentialID []byte
	Credential   json.RawMessage // as the library of passkeys keeps it
	CreatedAt    time.Time
	UsedAt       time.Time
}

// PasskeyBegun is what a browser needs to make a passkey.
type PasskeyBegun struct {
	ID      core.ID
	Options json.RawMessage // of navigator.credentials.create
}

// Registration is a passkey that is being made.
type Registration struct {
	ID      core.ID
	Person  core.ID
	Session json.RawMessage
	Until   time.Time
}

// passkeyStore keeps passkeys.
type passkeyStore interface {
	InsertPasskey(ctx context.Context, p Passkey) error // passkey_known when its credential is there already
	Passkeys(ctx context.Context, person core.ID) ([]Passkey, error)
	SavePasskey(ctx context.Context, p Passkey) error
	// DeletePasskey reports whether the person had it.
	DeletePasskey(ctx context.Context, person, id core.ID) (bool, error)
	ErasePasskeys(ctx context.Context, person core.ID) error
	PutRegistration(ctx context.Context, r Registration) error
	// TakeRegistration returns one and removes it; passkey_options_gone when there is none.
	TakeRegistration(ctx context.Context, id core.ID) (Registration, error)
	DropRegistrations(ctx context.Context, before time.Time) error
}

// Errors of a passkeyStore.
var (
	ErrPasskeyKnown    = core.Conflict("passkey_known", "This passkey is registered already.")
	ErrNoRegistration  = core.NotFound("passkey_options_gone", "That took too long. Start again.")
	errPasskeyNotFound = core.NotFound("passkey_not_found", "There is no such passkey.")
)

const (
	registrationLife = 10 * time.Minute
	mostPasskeys     = 20
)

// holding finds a person with their passkeys.
func (s *Service) holding(ctx context.Context, actor core.Actor) (holder, error) {
	keys, err := s.Store.Passkeys(ctx, actor.Person)
	name := actor.Name
	if name == "" {
		name = "招云"
	}
	return holder{actor.Person, name, keys}, err
}

// PasskeyOptions begins to register a passkey. Who has shown no contact to be theirs
// signs nothing, and needs none.
func (s *Service) PasskeyOptions(ctx context.Context, actor core.Actor) (PasskeyBegun, error) {
	if err := policy.Check(actor, "create-passkey-options", policy.Target{}); err != nil {
		return PasskeyBegun{}, err
	}
	contacts, err := s.People.Contacts(ctx, actor.Person)
	if err != nil {
		return PasskeyBegun{}, err
	}
	if len(contacts) == 0 {
		return PasskeyBegun{}, core.Forbidden("contact_unverified", "Sign in with a code first, so that it is known whose passkey it is.")
	}
	h, err := s.holding(ctx, actor)
	if err != nil {
		return PasskeyBegun{}, err
	}
	if len(h.keys) >= mostPasskeys {
		return PasskeyBegun{}, core.Conflict("passkey_too_many", "You have many passkeys already. Drop some first.").With("limit", mostPasskeys)
	}
	options, session, err := s.site.registration(h)
	if err != nil {
		return PasskeyBegun{}, err
	}
	r := Registration{ID: core.NewID(), Person: actor.Person, Session: session, Until: s.Clock().Add(registrationLife)}
	return PasskeyBegun{ID: r.ID, Options: options}, s.Store.PutRegistration(ctx, r)
}

// AddPasskey keeps a passkey that a browser has made.
func (s *Service) AddPasskey(ctx context.Context, actor core.Actor, id core.ID, name string, answer json.RawMessage) (Passkey, error) {
	if err := policy.Check(actor, "create-passkey", policy.Target{}); err != nil {
		return Passkey{}, err
	}
	name, err := oneLine("body.name", name, 0, 50)
	if err != nil {
		return Passkey{}, err
	}
	h, err := s.holding(ctx, actor)
	if err != nil {
		return Passkey{}, err
	}
	p := Passkey{ID: core.NewID(), Person: actor.Person, Name: name, CreatedAt: s.Clock()}
	return p, s.Tx.InTx(ctx, func(ctx context.Context) error {
		r, err := s.Store.TakeRegistration(ctx, id)
		if err != nil {
			return err
		}
		if r.Person != actor.Person || !s.Clock().Before(r.Until) {
			return ErrNoRegistration
		}
		if p.Credential, p.CredentialID, err = s.site.registered(h, r.Session, answer); err != nil {
			return err
		}
		return s.Store.InsertPasskey(ctx, p)
	})
}

// Passkeys lists the actor's, latest first.
func (s *Service) Passkeys(ctx context.Context, actor core.Actor) ([]Passkey, error) {
	if err := policy.Check(actor, "list-passkeys", policy.Target{}); err != nil {
		return nil, err
	}
	return s.Store.Passkeys(ctx, actor.Person)
}

// DeletePasskey drops one. What was confirmed with it keeps its key in the evidence.
func (s *Service) DeletePasskey(ctx context.Context, actor core.Actor, id core.ID) error {
	if err := policy.Check(actor, "delete-passkey", policy.Target{Owner: actor.Person}); err != nil {
		return err
	}
	had, err := s.Store.DeletePasskey(ctx, actor.Person, id)
	if err == nil && !had {
		return errPasskeyNotFound
	}
	return err
}
