package account

import (
	"context"
	"time"

	"zhaoyun/internal/core"
)

// Guest is what somebody without an account says about themselves.
type Guest struct {
	Name, Language, TimeZone, OrganisationName string
	Contact                                    string // optional; stays unverified
	Agent                                      string
}

// EnrolGuest is for registrations; it joins the transaction of ctx. Who is signed
// in already gets the contact added, unverified, and no tokens. Everybody else
// becomes a guest with a sign-in — also when the contact is verified for another
// person, so that registering tells nobody who has an account.
func (s *Service) EnrolGuest(ctx context.Context, actor core.Actor, g Guest) (Issued, error) {
	if !actor.SignedIn() {
		return s.enrol(ctx, actor, g)
	}
	var p Person
	err := s.Tx.InTx(ctx, func(ctx context.Context) (err error) {
		if g.Contact != "" {
			if err := s.claim(ctx, actor.Person, g.Contact); err != nil {
				return err
			}
		}
		p, err = s.Store.Person(ctx, actor.Person)
		return err
	})
	return Issued{Person: p, SignIn: actor.SignIn}, err
}

// resumeWithin is how long after coming in a guest may be signed in again without
// showing anything but the request they came in with.
const resumeWithin = time.Hour

// ResumeGuest signs a guest in whose client lost the answer to its registration.
// It is for a repeated request under the same key only; who has become a member
// since, or came in long ago, signs in with a code.
func (s *Service) ResumeGuest(ctx context.Context, actor core.Actor, person core.ID, agent string) (Issued, error) {
	var issued Issued
	err := s.Tx.InTx(ctx, func(ctx context.Context) error {
		p, err := s.Store.Person(ctx, person)
		if err != nil {
			return err
		}
		if p.Kind != core.PersonGuest || p.ErasedAt != nil || s.Clock().Sub(p.CreatedAt) > resumeWithin {
			return nil
		}
		issued, err = s.open(ctx, actor, p, MethodGuest, agent)
		return err
	})
	return issued, err
}

// enrol makes a guest and signs them in.
func (s *Service) enrol(ctx context.Context, actor core.Actor, g Guest) (Issued, error) {
	p, err := s.newPerson(core.PersonGuest, g.Name, g.Language, g.TimeZone, g.OrganisationName)
	if err != nil {
		return Issued{}, err
	}
	var issued Issued
	err = s.Tx.InTx(ctx, func(ctx context.Context) error {
		if ip := network(actor.IP); ip != "" {
			n, err := s.Store.SignInsFrom(ctx, ip, MethodGuest, p.CreatedAt.Add(-10*time.Minute))
			if err != nil {
				return err
			}
			if n >= guestsFromIP {
				return core.RateLimited("guests_too_many", "Too many guests entered from this network. Sign in with a code instead, or wait.", time.Minute)
			}
		}
		if err := s.Store.InsertPerson(ctx, p); err != nil {
			return err
		}
		if g.Contact != "" {
			if err := s.claim(ctx, p.ID, g.Contact); err != nil {
				return err
			}
			if p, err = s.Store.Person(ctx, p.ID); err != nil {
				return err
			}
		}
		issued, err = s.open(ctx, actor, p, MethodGuest, g.Agent)
		return err
	})
	return issued, err
}

// claim adds an unverified contact to a person, once.
func (s *Service) claim(ctx context.Context, person core.ID, raw string) error {
	c, err := ParseContact(raw)
	if err != nil {
		return core.AsError(err).On("body.contact")
	}
	c.ID, c.CreatedAt = core.NewID(), s.Clock()
	return s.Store.InsertContact(ctx, person, c)
}

// holder finds or makes the person who has just shown that the contact is theirs.
func (s *Service) holder(ctx context.Context, actor core.Actor, c Contact, in Credentials) (Person, error) {
	p, err := s.Store.PersonWith(ctx, c.Value)
	if err == nil || !core.HasCode(err, ErrNoPerson.Code) {
		return p, err
	}
	id, err := s.claimant(ctx, actor, c)
	if err != nil {
		return Person{}, err
	}
	if id == "" {
		return s.joined(ctx, c, in, actor.Language)
	}
	if p, err = s.Store.Person(ctx, id); err != nil {
		return Person{}, err
	}
	if err := s.verify(ctx, p, c); err != nil {
		return Person{}, err
	}
	return s.Store.Person(ctx, id)
}

// claimant picks whose the contact becomes: the signed-in person's who claims it,
// else the latest guest's who registered with it, else the signed-in guest's who
// has no contact yet. Never another member's: they might claim what is not theirs
// and would then share an account with its owner.
func (s *Service) claimant(ctx context.Context, actor core.Actor, c Contact) (core.ID, error) {
	claims, err := s.Store.Claiming(ctx, c.Value)
	if err != nil {
		return "", err
	}
	if actor.SignedIn() && contains(claims, actor.Person) {
		return actor.Person, nil
	}
	for _, id := range claims {
		p, err := s.Store.Person(ctx, id)
		if err != nil {
			return "", err
		}
		if p.Kind == core.PersonGuest {
			return id, nil
		}
	}
	if actor.Kind == core.PersonGuest {
		p, err := s.Store.Person(ctx, actor.Person)
		if err == nil && len(p.Contacts) == 0 {
			return p.ID, s.claim(ctx, p.ID, c.Value)
		}
		return "", err
	}
	return "", nil
}

// verify makes the contact the person's own. A guest becomes a member, and every
// sign-in from before ends: somebody else may have registered with the contact.
func (s *Service) verify(ctx context.Context, p Person, c Contact) error {
	if err := s.Store.VerifyContact(ctx, p.ID, c.Value, s.Clock()); err != nil {
		return err
	}
	if p.Kind != core.PersonGuest {
		return nil
	}
	v := p.Version
	p.Kind = core.PersonMember
	if err := s.Store.UpdatePerson(ctx, p, v); err != nil {
		return err
	}
	return s.endSignIns(ctx, p.ID, "", "contact_verified")
}

// joined makes a new member of whoever holds a contact nobody has used yet.
func (s *Service) joined(ctx context.Context, c Contact, in Credentials, language string) (Person, error) {
	p, err := s.newPerson(core.PersonMember, firstOf(in.Name, c.Masked()), firstOf(in.Language, language), in.TimeZone, "")
	if err != nil {
		return Person{}, err
	}
	if err := s.Store.InsertPerson(ctx, p); err != nil {
		return Person{}, err
	}
	c.ID, c.Verified, c.VerifiedAt, c.CreatedAt = core.NewID(), true, &p.CreatedAt, p.CreatedAt
	if err := s.Store.InsertContact(ctx, p.ID, c); err != nil {
		return Person{}, err
	}
	return s.Store.Person(ctx, p.ID)
}
