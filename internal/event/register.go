package event

import (
	"context"
	"net/netip"
	"time"

	"zhaoyun/internal/account"
	"zhaoyun/internal/core"
	"zhaoyun/internal/inbox"
	"zhaoyun/internal/policy"
)

// registrationsFromIP is how many may register from one address in ten minutes:
// an office or a hall may share one.
const registrationsFromIP = 300

// Registered is the answer to somebody who registered. Issued carries tokens when
// they were not signed in before.
type Registered struct {
	Registration Registration
	Issued       account.Issued
	Again        bool // there was one already, and it stands
}

// Register registers the actor for a published event; a passer-by becomes a guest
// who is signed in from now on. Doing it twice returns the same registration.
func (s *Service) Register(ctx context.Context, actor core.Actor, idOrSlug string, in Entry) (Registered, error) {
	var out Registered
	err := s.Tx.InTx(ctx, func(ctx context.Context) error {
		// The lock makes registrations for one event take their places one after another.
		e, err := s.Store.LockEvent(ctx, idOrSlug)
		if err != nil {
			return err
		}
		if err := visible(actor, "get-event", e); err != nil {
			return err
		}
		if err := s.mayRegister(ctx, actor, e); err != nil {
			return err
		}
		known, err := s.Store.RegistrationOf(ctx, e.ID, actor.Person)
		if err != nil && !core.HasCode(err, ErrNoRegistration.Code) {
			return err
		}
		again := err == nil && known.Status != Cancelled
		if in.Invitation != "" {
			if err := s.Invitations.Invited(ctx, actor, e, &in); err != nil {
				return err
			}
		}
		contact, err := in.normalise()
		if err != nil {
			return err
		}
		if out.Issued, err = s.Guests.EnrolGuest(ctx, actor, account.Guest{
			Name: in.Name, Language: in.Language, TimeZone: in.TimeZone, OrganisationName: in.OrganisationName,
			Contact: in.Contact, Agent: in.Agent,
		}); err != nil {
			return err
		}
		if again {
			out.Registration, out.Again = known, true
			return s.answered(ctx, actor, e, in, known)
		}
		consent, err := consentTo(in, actor, s.Clock())
		if err != nil {
			return err
		}
		if e.Sessions, err = s.Store.Sessions(ctx, []core.ID{e.ID}); err != nil {
			return err
		}
		out.Registration, err = s.place(ctx, e, known.ID, Registration{
			Event: e.ID, Person: out.Issued.Person.ID, Name: in.Name, OrganisationName: in.OrganisationName, USCC: in.USCC,
			Region: in.Region, ContactKind: contact.Kind, Contact: contact.Value, Interests: in.Interests, Language: in.Language,
			TimeZone: in.TimeZone, Reminder: in.Reminder, Needs: in.Needs, Consent: consent, Network: network(actor.IP),
		})
		if err != nil {
			return err
		}
		return s.answered(ctx, actor, e, in, out.Registration)
	})
	return out, err
}

// answered ties a registration to the invitation by which it came.
func (s *Service) answered(ctx context.Context, actor core.Actor, e Event, in Entry, r Registration) error {
	if in.Invitation == "" {
		return nil
	}
	return s.Invitations.Answered(ctx, actor, e, in, r)
}

// mayRegister checks that the event takes registrations, from this address too.
func (s *Service) mayRegister(ctx context.Context, actor core.Actor, e Event) error {
	if err := policy.Check(actor, "create-registration", e.target()); err != nil {
		if e.Status != StatusPublished {
			return core.Conflict("registration_closed", "The event is not published, so nobody can register yet.")
		}
		return err
	}
	if e.over(s.Clock()) {
		return core.Conflict("registration_closed", "The event is over.")
	}
	if actor.IP == "" {
		return nil
	}
	n, err := s.Store.RegisteredFrom(ctx, network(actor.IP), s.Clock().Add(-10*time.Minute))
	if err == nil && n >= registrationsFromIP {
		err = core.RateLimited("registrations_too_many", "Too many registrations came from this network. Wait a minute and try again.", time.Minute)
	}
	return err
}

// place gives a registration a place, or one on the waiting list. With an id it
// takes up again what was cancelled.
func (s *Service) place(ctx context.Context, e Event, id core.ID, r Registration) (Registration, error) {
	counts, err := s.Store.Count(ctx, []core.ID{e.ID})
	if err != nil {
		return r, err
	}
	now, c := s.Clock(), counts[e.ID]
	r.Status, r.CreatedAt, r.QueuedAt = Confirmed, now, now
	kind := NoticeConfirmed
	if seats := e.Seats(); seats > 0 && (c.Confirmed >= seats || c.Waiting > 0) {
		r.Status, kind = Waiting, NoticeWaiting
	}
	if r.ID = id; id != "" {
		err = s.Store.UpdateRegistration(ctx, r)
	} else {
		r.ID = core.NewID()
		err = s.Store.InsertRegistration(ctx, r)
	}
	if err != nil {
		return r, err
	}
	if err := s.confirmed(ctx, e, r); err != nil {
		return r, err
	}
	return r, s.noticed(ctx, r, kind)
}

// confirmed tells other programmes of a registration that has a place.
func (s *Service) confirmed(ctx context.Context, e Event, r Registration) error {
	if s.Emitter == nil || r.Status != Confirmed {
		return nil
	}
	return s.Emitter.Registered(ctx, e, r)
}

// withdrawn tells other programmes of a registration that is given back.
func (s *Service) withdrawn(ctx context.Context, e Event, r Registration) error {
	if s.Emitter == nil {
		return nil
	}
	return s.Emitter.Withdrawn(ctx, e, r)
}

// fill gives free places to those who wait, first come first.
func (s *Service) fill(ctx context.Context, e Event) error {
	counts, err := s.Store.Count(ctx, []core.ID{e.ID})
	if err != nil {
		return err
	}
	c, free := counts[e.ID], e.Seats()-counts[e.ID].Confirmed
	if e.Seats() == 0 {
		free = c.Waiting
	}
	if c.Waiting == 0 || free <= 0 {
		return nil
	}
	next, err := s.Store.NextWaiting(ctx, e.ID, free)
	if err != nil {
		return err
	}
	for _, r := range next {
		r.Status = Confirmed
		if err := s.Store.UpdateRegistration(ctx, r); err != nil {
			return err
		}
		if err := s.Invitations.Followed(ctx, r); err != nil {
			return err
		}
		if err := s.confirmed(ctx, e, r); err != nil {
			return err
		}
		if err := s.noticed(ctx, r, NoticePromoted); err != nil {
			return err
		}
		if err := s.tell(ctx, e, inbox.Admitted, "admitted:"+e.ID, nil, r.Person); err != nil {
			return err
		}
		if err := s.standingChanged(ctx, r.Person); err != nil {
			return err
		}
	}
	return nil
}

// standingChanged lets every node look again at what a person may do.
func (s *Service) standingChanged(ctx context.Context, person core.ID) error {
	return s.Authority.Note(ctx, core.AuthorityChange{Person: person, Kind: core.AuthorityPersonChanged})
}

// Cancel gives the place of a registration back, to whoever waits for it. Its own
// person may, and staff. Cancelling twice is fine.
func (s *Service) Cancel(ctx context.Context, actor core.Actor, idOrSlug string, id core.ID) error {
	err := s.Tx.InTx(ctx, func(ctx context.Context) error {
		e, err := s.Store.LockEvent(ctx, idOrSlug)
		if err != nil {
			return err
		}
		r, err := s.Store.Registration(ctx, id)
		if err != nil || r.Event != e.ID {
			return cmpErr(err, ErrNoRegistration)
		}
		target := e.target()
		target.Owner = r.Person
		if err := policy.Check(actor, "cancel-registration", target); err != nil {
			if actor.SignedIn() {
				return ErrNoRegistration // who has none learns of none
			}
			return err
		}
		if r.Status == Cancelled {
			return nil
		}
		now := s.Clock()
		r.Status, r.CancelledAt = Cancelled, &now
		if err := s.Store.UpdateRegistration(ctx, r); err != nil {
			return err
		}
		if err := s.Invitations.Followed(ctx, r); err != nil {
			return err
		}
		if err := s.withdrawn(ctx, e, r); err != nil {
			return err
		}
		if err := s.noticed(ctx, r, NoticeCancelled); err != nil {
			return err
		}
		if err := s.standingChanged(ctx, r.Person); err != nil {
			return err
		}
		if e.Sessions, err = s.Store.Sessions(ctx, []core.ID{e.ID}); err != nil {
			return err
		}
		if err := s.fill(ctx, e); err != nil {
			return err
		}
		return s.Audit.Audit(ctx, actor.Audited("cancel-registration", "registration", r.ID, e.Organisation, map[string]any{"event": e.ID}))
	})
	return err
}

// cmpErr is err, or then when there is none.
func cmpErr(err error, then error) error {
	if err != nil {
		return err
	}
	return then
}

// Registrations lists who registered. With contacts the whole mail addresses and
// numbers are meant to be read, which fewer people may, and which is audited.
func (s *Service) Registrations(ctx context.Context, actor core.Actor, idOrSlug string, f RegistrationFilter, contacts bool, p core.Paging) (core.Page[Registration], error) {
	var none core.Page[Registration]
	e, err := s.Store.Event(ctx, idOrSlug)
	if err != nil {
		return none, err
	}
	if err := visible(actor, "get-event", e); err != nil {
		return none, err
	}
	if err := s.staff(ctx, actor, "list-registrations", e, "event", e.ID); err != nil {
		return none, err
	}
	if contacts {
		if err := s.staff(ctx, actor, "read-contacts", e, "event", e.ID); err != nil {
			return none, err
		}
		if err := s.Audit.Audit(ctx, actor.Audited("read-contacts", "event", e.ID, e.Organisation, nil)); err != nil {
			return none, err
		}
	}
	if c, err := account.ParseContact(f.Query); err == nil {
		f.Contact = c.Value
	}
	return s.Store.Registrations(ctx, e.ID, f, p)
}

// Own returns the actor's own registrations for events, by event; cancelled ones
// do not count.
func (s *Service) Own(ctx context.Context, actor core.Actor, events []core.ID) (map[core.ID]Registration, error) {
	own := map[core.ID]Registration{}
	if !actor.SignedIn() {
		return own, nil
	}
	list, err := s.Store.RegistrationsIn(ctx, events, actor.Person)
	for _, r := range list {
		if r.Status != Cancelled {
			own[r.Event] = r
		}
	}
	return own, err
}

// Mine lists the actor's registrations that count, latest first, with their events.
func (s *Service) Mine(ctx context.Context, actor core.Actor, p core.Paging) (core.Page[Registration], map[core.ID]Event, error) {
	if err := policy.Check(actor, "list-my-registrations", policy.Target{}); err != nil {
		return core.Page[Registration]{}, nil, err
	}
	page, err := s.Store.RegistrationsOf(ctx, actor.Person, p)
	if err != nil {
		return page, nil, err
	}
	events := map[core.ID]Event{}
	for _, r := range page.Items {
		e, err := s.Store.Event(ctx, r.Event)
		if err != nil {
			return page, nil, err
		}
		if e.Sessions, err = s.sessionsOf(ctx, e.ID); err != nil {
			return page, nil, err
		}
		events[e.ID] = e
	}
	return page, events, nil
}

// Counts returns how many registered for events.
func (s *Service) Counts(ctx context.Context, events []core.ID) (map[core.ID]Counts, error) {
	return s.Store.Count(ctx, events)
}

// ErasePerson implements account.Eraser: what a person said about themselves goes,
// that somebody registered and consented stays. Their places become free.
func (s *Service) ErasePerson(ctx context.Context, _ core.Actor, person core.ID) error {
	return s.Tx.InTx(ctx, func(ctx context.Context) error {
		ids, err := s.Store.EventsOf(ctx, person)
		if err != nil {
			return err
		}
		// The events first, in one order, as every change of a registration locks them.
		events := make([]Event, len(ids))
		for i, id := range ids {
			if events[i], err = s.Store.LockEvent(ctx, id); err != nil {
				return err
			}
			r, err := s.Store.RegistrationOf(ctx, id, person)
			if err == nil && r.Status != Cancelled {
				err = s.withdrawn(ctx, events[i], r)
			}
			if err != nil && !core.HasCode(err, ErrNoRegistration.Code) {
				return err
			}
		}
		if err := s.Store.EraseRegistrations(ctx, person, s.Clock()); err != nil {
			return err
		}
		if err := s.Store.DropCastOf(ctx, person); err != nil {
			return err
		}
		for _, e := range events {
			if e.Sessions, err = s.Store.Sessions(ctx, []core.ID{e.ID}); err != nil {
				return err
			}
			if err := s.fill(ctx, e); err != nil {
				return err
			}
		}
		return nil
	})
}

// network is what counts as one address: IPv6 users own a whole /64.
func network(ip string) string {
	a, err := netip.ParseAddr(ip)
	if err != nil || a.Unmap().Is4() {
		return ip
	}
	p, err := a.Prefix(64)
	if err != nil {
		return ip
	}
	return p.String()
}
