package signing

import (
	"context"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/evidence"
	"zhaoyun/internal/policy"
)

// Create begins an agreement.
func (s *Service) Create(ctx context.Context, actor core.Actor, organisation core.ID, c Change) (Agreement, error) {
	now := s.Clock()
	a := Agreement{
		ID: core.NewID(), Organisation: organisation, State: Draft, Version: 1, CreatedBy: actor.Person, CreatedAt: now, UpdatedAt: now,
	}
	if organisation == "" {
		return a, core.Invalid("required", "Say which bureau prepares it.").On("body.organisation")
	}
	if err := s.staff(ctx, actor, "create-agreement", a, nil); err != nil {
		return a, err
	}
	err := s.Tx.InTx(ctx, func(ctx context.Context) error {
		if err := s.apply(ctx, actor, &a, c); err != nil {
			return err
		}
		if err := s.Store.InsertAgreement(ctx, a); err != nil {
			return err
		}
		return s.Audit.Audit(ctx, actor.Audited("create-agreement", "agreement", a.ID, a.Organisation, nil))
	})
	return a, err
}

// Update changes the facts.
func (s *Service) Update(ctx context.Context, actor core.Actor, id core.ID, v core.Version, ch Change) (Agreement, error) {
	return s.working(ctx, actor, "update-agreement", id, nil, func(ctx context.Context, c *change) error {
		if c.Version != v {
			return core.Stale(c.Version)
		}
		if err := c.move(Edit); err != nil {
			return err
		}
		was := c.Session
		if err := s.apply(ctx, actor, c.Agreement, ch); err != nil {
			return err
		}
		c.Version++
		if s.Ceremony != nil && was != "" && was != c.Session {
			if err := s.Ceremony.RemoveAgreement(ctx, was, id); err != nil {
				return err
			}
		}
		if c.State == Proposed {
			return s.orderExpiry(ctx, c.Agreement)
		}
		return nil
	})
}

// apply changes facts and checks all of them.
func (s *Service) apply(ctx context.Context, actor core.Actor, a *Agreement, c Change) error {
	f := &a.Facts
	if c.Title != nil {
		f.Title = c.Title
	}
	set(&f.Event, c.Event)
	set(&f.Session, c.Session)
	set(&f.Parcels, c.Parcels)
	set(&f.Carriers, c.Carriers)
	set(&f.AmountMinor, c.AmountMinor)
	set(&f.ForeignMinor, c.ForeignMinor)
	set(&f.Currency, c.Currency)
	set(&f.ForeignCurrency, c.ForeignCurrency)
	set(&f.Industry, c.Industry)
	set(&f.DistrictIndustry, c.DistrictIndustry)
	if c.ExpiresAt != nil {
		f.ExpiresAt = c.ExpiresAt.UTC().Truncate(time.Millisecond)
		if !f.ExpiresAt.IsZero() && !f.ExpiresAt.After(s.Clock()) {
			return errExpiresPast
		}
	}
	if err := f.check(); err != nil {
		return err
	}
	return s.checkThings(ctx, actor, a, c)
}

var errExpiresPast = core.Invalid("expires_past", "Choose a time to come.").On("body.expiresAt")

func set[T any](to *T, from *T) {
	if from != nil {
		*to = *from
	}
}

// checkThings makes sure that what is attached now is there and of the same bureau.
func (s *Service) checkThings(ctx context.Context, actor core.Actor, a *Agreement, c Change) error {
	if c.Session != nil && a.Session != "" {
		organisation, event, err := s.Things.Session(ctx, a.Session)
		if err != nil {
			return core.AsError(err).On("body.session")
		}
		if organisation != a.Organisation {
			return core.NotFound("session_not_found", "There is no such session.").On("body.session")
		}
		a.Event = event
	}
	if c.Event != nil && a.Event != "" {
		if organisation, err := s.Things.Event(ctx, a.Event); err != nil {
			return core.AsError(err).On("body.event")
		} else if organisation != a.Organisation {
			return core.NotFound("event_not_found", "There is no such event.").On("body.event")
		}
	}
	if c.Parcels != nil {
		for _, id := range a.Parcels {
			if err := s.Things.Parcel(ctx, actor, id); err != nil {
				return core.AsError(err).On("body.parcels")
			}
		}
	}
	if c.Carriers != nil {
		for _, id := range a.Carriers {
			if err := s.Things.Carrier(ctx, actor, id); err != nil {
				return core.AsError(err).On("body.carriers")
			}
		}
	}
	return nil
}

// Propose puts the agreement to its parties.
func (s *Service) Propose(ctx context.Context, actor core.Actor, id core.ID) (Agreement, error) {
	return s.working(ctx, actor, "propose-agreement", id, nil, func(ctx context.Context, c *change) error {
		if err := c.move(Propose); err != nil {
			return err
		}
		switch {
		case len(c.Parties) < 2:
			return core.Conflict("agreement_parties_few", "An agreement needs at least two parties.")
		case c.Latest == 0:
			return core.Conflict("agreement_without_version", "Add the document first.")
		case !c.ExpiresAt.IsZero() && !c.ExpiresAt.After(s.Clock()):
			return errExpiresPast
		}
		c.Version++
		if err := s.invite(ctx, c); err != nil {
			return err
		}
		return s.orderExpiry(ctx, c.Agreement)
	})
}

// invite asks those to sign and to witness who have not been asked yet.
func (s *Service) invite(ctx context.Context, c *change) error {
	now := s.Clock()
	for i := range c.Parties {
		p := &c.Parties[i]
		for j := range p.Signers {
			x := &p.Signers[j]
			if x.State == SignerReplaced || !x.InvitedAt.IsZero() {
				continue
			}
			x.InvitedAt = now
			c.line(evidence.KindInvited, x.ID, invitedLine(*p, *x, c.FieldOf(x.ID)))
			if err := s.tellSigner(ctx, c.Agreement, *x, tellInvited, ""); err != nil {
				return err
			}
		}
	}
	for i := range c.Witnesses {
		w := &c.Witnesses[i]
		if !w.InvitedAt.IsZero() {
			continue
		}
		w.InvitedAt = now
		c.line(evidence.KindInvited, w.ID, evidence.Invited{Name: w.Name, Organisation: w.Organisation, Contact: masked(w.Contact), Witness: true})
		if err := s.tell(ctx, c.Agreement, w.Contact, w.Language, tellWitness, ""); err != nil {
			return err
		}
	}
	return nil
}

func invitedLine(p Party, x Signer, field string) evidence.Invited {
	l := evidence.Invited{
		Name: x.Name, Position: x.Position, Party: p.ID, Role: p.Role, Organisation: p.Name, OrganisationID: p.USCC, Field: field, Contact: masked(x.Contact),
	}
	if x.LetterSum != "" {
		_ = l.AuthorityFile.UnmarshalText([]byte(x.LetterSum)) // the file service's own digest
	}
	return l
}

// Void ends the agreement for the bureau.
func (s *Service) Void(ctx context.Context, actor core.Actor, id core.ID, reason string) (Agreement, error) {
	reason, err := reasonOf(reason)
	if err != nil {
		return Agreement{}, err
	}
	return s.working(ctx, actor, "void-agreement", id, map[string]any{"reason": reason}, func(ctx context.Context, c *change) error {
		asked := c.State != Draft
		if err := c.move(Void); err != nil {
			return err
		}
		c.end(evidence.KindVoided, "", evidence.Voided{Reason: reason}, Ended{At: s.Clock(), By: actor.Person, Reason: reason})
		if !asked {
			return nil
		}
		return s.tellAll(ctx, c.Agreement, tellVoided, reason)
	})
}

// end closes the book on an agreement that came to nothing: what was embedded is dropped.
func (c *change) end(kind evidence.Kind, who core.ID, data any, e Ended) {
	c.line(kind, who, data)
	c.Closing = Closing{Round: c.Closing.Round}
	c.Ended = &e
	c.Version++
}

// List lists the agreements of the actor's bureaus, latest first.
func (s *Service) List(ctx context.Context, actor core.Actor, f Filter) (core.Page[Agreement], error) {
	if err := policy.Check(actor, "list-agreements", policy.Target{}); err != nil {
		return core.Page[Agreement]{}, core.NoteRefusal(ctx, s.Audit, err, actor.Audited("list-agreements", "agreement", "", "", nil))
	}
	f.Organisations, f.Contacts = nil, nil
	if !actor.Has(core.RoleAdministrator) && actor.Kind != core.PersonSystem {
		f.Organisations = []core.ID{}
		for _, m := range actor.Memberships {
			if m.Role == core.RoleOfficial {
				f.Organisations = append(f.Organisations, m.Organisation)
			}
		}
	}
	return s.Store.Agreements(ctx, f)
}
