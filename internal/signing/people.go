package signing

import (
	"context"
	"slices"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
)

// bind says that the person is whoever has one of their contacts. Somebody else who
// was there by a contact that is theirs no more loses the place.
func (a *Agreement) bind(person core.ID, contacts []string) {
	for i := range a.Parties {
		for j := range a.Parties[i].Signers {
			x := &a.Parties[i].Signers[j]
			if x.State != SignerReplaced {
				x.Person = bound(x.Person, person, x.Contact, contacts)
			}
		}
	}
	for i := range a.Witnesses {
		w := &a.Witnesses[i]
		w.Person = bound(w.Person, person, w.Contact, contacts)
	}
}

func bound(was, person core.ID, contact string, contacts []string) core.ID {
	switch {
	case slices.Contains(contacts, contact):
		return person
	case was == person:
		return ""
	}
	return was
}

// signing finds the actor among the signers; signer_unknown when they are none.
func (a *Agreement) signing(person core.ID) (*Party, *Signer, error) {
	for i := range a.Parties {
		for j := range a.Parties[i].Signers {
			if x := &a.Parties[i].Signers[j]; x.Person == person && x.State != SignerReplaced && person != "" {
				return &a.Parties[i], x, nil
			}
		}
	}
	return nil, nil, core.Forbidden("signer_unknown", "You are not one of the signers of this agreement.")
}

// witnessing finds the actor among the witnesses; nil when they are none.
func (a *Agreement) witnessing(person core.ID) *Witness {
	for i := range a.Witnesses {
		if w := &a.Witnesses[i]; w.Person == person && person != "" {
			return w
		}
	}
	return nil
}

// known lets in whoever takes part, and the bureau when the operation is for it; all
// others learn nothing.
func (s *Service) known(ctx context.Context, actor core.Actor, op policy.Op, a *Agreement) error {
	if !actor.SignedIn() {
		return policy.Check(actor, op, policy.Target{})
	}
	if actor.Kind != core.PersonSystem {
		contacts, err := s.People.Contacts(ctx, actor.Person)
		if err != nil {
			return err
		}
		a.bind(actor.Person, contacts)
	}
	target := policy.Target{Organisation: a.Organisation}
	if a.Involves(actor.Person) {
		target.Owner = actor.Person
	}
	err := policy.Check(actor, op, target)
	if err != nil && target.Owner == "" && policy.Check(actor, "get-agreement", target) != nil {
		return ErrNoAgreement
	}
	return err
}

// taking changes an agreement for somebody who takes part in it.
func (s *Service) taking(ctx context.Context, actor core.Actor, op policy.Op, id core.ID, f func(ctx context.Context, c *change) error) (Agreement, error) {
	return s.changing(ctx, id, func(ctx context.Context, c *change) error {
		if err := s.known(ctx, actor, op, c.Agreement); err != nil {
			return err
		}
		return f(ctx, c)
	})
}
