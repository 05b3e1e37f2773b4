package invite

import (
	"context"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/event"
	"zhaoyun/internal/policy"
)

// State is what the page of a link shows.
type State string

// The states of a link.
const (
	StateOpen      State = "open"      // waits for an answer
	StateAccepted  State = "accepted"  // by its member
	StateWaiting   State = "waiting"   // its member is on the waiting list
	StateDeclined  State = "declined"  // may be accepted still
	StateDelegated State = "colleague" // a colleague was sent; may be accepted still
	StateExpired   State = "expired"   // the deadline has passed
	StateWithdrawn State = "withdrawn" // by the bureau or the chamber
	StateOff       State = "off"       // the event does not take place, or is not announced
	StateOver      State = "over"
	StateFull      State = "full" // the chamber has no place left
)

// View is what whoever has a link may see. Of the person it is for it holds only what
// that person recognises: the link may have been sent on.
type View struct {
	State    State
	Personal bool
	Name     string // masked: 陈**
	Known    Known  // masked, unless the reader has shown to be the person
	Whole    bool   // Known is not masked
	Own      *event.Registration
	By       string // who named a colleague
	Chamber  core.Text
	Bureau   core.Text
	Event    event.Event
	OnSite   bool
	Venue    core.Text
	Deadline time.Time
	Language string // of the person, when known
}

// Known is what the chamber knows of somebody, which need not be typed again.
type Known struct{ Organisation, Contact string }

// View shows a link to whoever has it, and notes that it was opened.
func (s *Service) View(ctx context.Context, actor core.Actor, token string) (View, error) {
	if err := policy.Check(actor, "get-invitation", policy.Target{}); err != nil {
		return View{}, err
	}
	i, c, err := s.byToken(ctx, token)
	if err != nil {
		return View{}, err
	}
	l, err := s.letterOf(ctx, c)
	if err != nil {
		return View{}, err
	}
	v := View{
		State: StateOpen, Chamber: l.chamber, Bureau: l.bureau, Event: l.event, OnSite: c.OnSite, Venue: c.Venue, Deadline: c.Deadline,
	}
	if actor.SignedIn() {
		own, err := s.Registrations.Own(ctx, actor, []core.ID{c.Event})
		if err != nil {
			return v, err
		}
		if r, ok := own[c.Event]; ok {
			v.Own = &r
		}
	}
	if i.ID != "" {
		if err := s.viewPersonal(ctx, actor, i, &v); err != nil {
			return v, err
		}
	}
	v.State, err = s.stateOf(ctx, i, c, l.event, v.State)
	return v, err
}

// viewPersonal shows a personal link: to its own person what they know anyhow.
func (s *Service) viewPersonal(ctx context.Context, actor core.Actor, i Invitation, v *View) error {
	r, err := s.receiver(ctx, i)
	if err != nil {
		return err
	}
	v.Personal = r.name != ""
	v.Name, v.Language = masked(r.name), r.language
	v.Known = Known{masked(r.organisation), r.maskedContact()}
	if v.Whole = r.person != "" && r.person == actor.Person; v.Whole {
		v.Name, v.Known = r.name, Known{r.organisation, r.contact()}
	}
	if v.By, err = s.namer(ctx, i); err != nil {
		return err
	}
	return s.opened(ctx, i)
}

// opened notes the first time that a link was opened.
func (s *Service) opened(ctx context.Context, i Invitation) error {
	if i.OpenedAt != nil {
		return nil
	}
	return s.Tx.InTx(ctx, func(ctx context.Context) error {
		i, err := s.Store.LockInvitation(ctx, i.ID)
		if err != nil || i.OpenedAt != nil {
			return err
		}
		now := s.Clock()
		if i.OpenedAt = &now; i.Status == Sent {
			i.Status = Seen
		}
		return s.Store.UpdateInvitation(ctx, i)
	})
}

// byToken finds what a link is: an invitation with its campaign, or the campaign alone
// of an open one.
func (s *Service) byToken(ctx context.Context, token string) (Invitation, Campaign, error) {
	if len(token) != 16 {
		return Invitation{}, Campaign{}, ErrNoInvitation
	}
	i, err := s.Store.InvitationBy(ctx, token)
	if core.HasCode(err, ErrNoInvitation.Code) {
		c, err := s.Store.CampaignByOpen(ctx, token)
		return Invitation{}, c, err
	}
	if err != nil {
		return i, Campaign{}, err
	}
	c, err := s.Store.Campaign(ctx, i.Campaign)
	return i, c, err
}

func (s *Service) stateOf(ctx context.Context, i Invitation, c Campaign, e event.Event, st State) (State, error) {
	answered := map[Status]State{Accepted: StateAccepted, Waiting: StateWaiting, Declined: StateDeclined, Delegated: StateDelegated}
	now := s.Clock()
	switch {
	case e.Status != event.StatusPublished:
		return StateOff, nil
	case e.EndsAt != nil && !e.EndsAt.After(now):
		return StateOver, nil
	case c.Status == Withdrawn || i.Status == Revoked:
		return StateWithdrawn, nil
	case i.Status == Accepted || i.Status == Waiting:
		return answered[i.Status], nil
	case !c.Deadline.After(now):
		return StateExpired, nil
	}
	if full, err := s.full(ctx, c); err != nil || full {
		return StateFull, err
	}
	if a, ok := answered[i.Status]; ok {
		st = a
	}
	return st, nil
}

// full reports whether a chamber has brought as many as it may.
func (s *Service) full(ctx context.Context, c Campaign) (bool, error) {
	if c.Quota == 0 {
		return false, nil
	}
	counts, err := s.Store.CountInvitations(ctx, []core.ID{c.ID})
	return err == nil && counts[c.ID].Taken >= c.Quota, err
}

// What a link answers when it is no good.
var errWithdrawn = core.Conflict("invitation_withdrawn", "This invitation was taken back. Ask the chamber that sent it.")

func errExpired(c Campaign) error {
	return core.Conflict("invitation_expired", "The time to answer has passed. Ask the chamber that invited you.").With("deadline", c.Deadline)
}

// usable checks that a link may be answered.
func (s *Service) usable(i Invitation, c Campaign) error {
	if i.Status == Revoked {
		return errWithdrawn
	}
	return s.running(c)
}
