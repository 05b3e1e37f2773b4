package invite

import (
	"cmp"
	"context"
	"sync"
	"time"

	"zhaoyun/internal/chamber"
	"zhaoyun/internal/core"
	"zhaoyun/internal/event"
	"zhaoyun/internal/job"
)

// Invited implements event.Invitations. Whoever says that a personal link is theirs has
// to know the name it is for; what they leave empty is then filled in, so nothing of
// it is ever shown to somebody the link was sent on to.
func (s *Service) Invited(ctx context.Context, actor core.Actor, e event.Event, in *event.Entry) error {
	i, c, err := s.byToken(ctx, in.Invitation)
	if err != nil {
		return err
	}
	if c.Event != e.ID {
		return ErrNoInvitation
	}
	if err := s.usable(i, c); err != nil {
		return err
	}
	if !c.OnSite {
		in.Attendance = ""
	}
	if !in.Mine || i.ID == "" {
		in.Mine = false
		return nil
	}
	r, err := s.receiver(ctx, i)
	if err != nil {
		return err
	}
	if r.name == "" { // the member was deleted: the link is bound to nobody any more
		in.Mine = false
		return nil
	}
	if in.Name == "" && r.person != "" && r.person == actor.Person {
		in.Name = r.name
	}
	if !s.guesses.may(i.ID, s.Clock()) {
		return core.RateLimited("invitation_guesses", "Too many names were tried. Wait some minutes, or register as somebody else.", guessTime)
	}
	if !sameName(in.Name, r.name) {
		s.guesses.wrong(i.ID, s.Clock())
		return core.Invalid("invitation_name_differs", "This is not the name the invitation is for. Correct it, or register as somebody else.").
			On("body.name").With("name", masked(r.name))
	}
	in.OrganisationName, in.USCC = cmp.Or(in.OrganisationName, r.organisation), cmp.Or(in.USCC, r.uscc)
	in.Contact, in.Region = cmp.Or(in.Contact, r.contact()), cmp.Or(in.Region, r.region)
	if in.OrganisationName == "" {
		in.OrganisationName = r.name
	}
	return nil
}

// Answered implements event.Invitations. The event's lock has registrations follow each
// other, so the quota is kept to the last place.
func (s *Service) Answered(ctx context.Context, _ core.Actor, _ event.Event, in event.Entry, r event.Registration) error {
	known, err := s.Store.InvitationOf(ctx, r.ID)
	if err == nil {
		if known.Status == Accepted || known.Status == Waiting {
			return nil // again
		}
		return s.accept(ctx, known, r)
	}
	if !core.HasCode(err, ErrNoInvitation.Code) {
		return err
	}
	i, c, err := s.byToken(ctx, in.Invitation)
	if err != nil {
		return err
	}
	if in.Mine && i.ID != "" {
		if i, err = s.Store.LockInvitation(ctx, i.ID); err != nil {
			return err
		}
		if i.Registration != "" && i.Registration != r.ID && (i.Status == Accepted || i.Status == Waiting) {
			return core.Conflict("invitation_used", "This invitation was accepted already, from another device. Sign in there, or register as somebody else.")
		}
		i.Registration = r.ID
		return s.accept(ctx, i, r)
	}
	now := s.Clock()
	made := Invitation{
		ID: core.NewID(), Campaign: c.ID, Chamber: c.Chamber, Event: c.Event, Kind: Opened, Status: Accepted, Registration: r.ID,
		ReferralOf: i.ID, CreatedAt: now, OpenedAt: &now,
	}
	if i.ID != "" {
		made.Kind = Forwarded
	}
	if _, err := s.roomFor(ctx, c.ID); err != nil {
		return err
	}
	made.Status, made.AnsweredAt = statusOf(r), &now
	if _, err = s.Store.InsertInvitations(ctx, []Invitation{made}); err != nil || s.Emitter == nil {
		return err
	}
	return s.Emitter.Answered(ctx, c, made)
}

// accept ties an invitation to the registration it brought, if there is a place left.
func (s *Service) accept(ctx context.Context, i Invitation, r event.Registration) error {
	c, err := s.roomFor(ctx, i.Campaign)
	if err != nil {
		return err
	}
	now := s.Clock()
	i.Status, i.AnsweredAt = statusOf(r), &now
	if i.OpenedAt == nil {
		i.OpenedAt = &now
	}
	return s.answered(ctx, c, i)
}

func (s *Service) roomFor(ctx context.Context, campaign core.ID) (Campaign, error) {
	c, err := s.Store.LockCampaign(ctx, campaign)
	if err != nil {
		return c, err
	}
	if full, err := s.full(ctx, c); err != nil || full {
		return c, cmpErr(err, errFull)
	}
	return c, nil
}

func statusOf(r event.Registration) Status {
	switch r.Status {
	case event.Confirmed:
		return Accepted
	case event.Waiting:
		return Waiting
	case event.Cancelled:
	}
	return Declined
}

// Followed implements event.Invitations.
func (s *Service) Followed(ctx context.Context, r event.Registration) error {
	i, err := s.Store.InvitationOf(ctx, r.ID)
	if core.HasCode(err, ErrNoInvitation.Code) {
		return nil
	}
	if err != nil {
		return err
	}
	c, err := s.Store.Campaign(ctx, i.Campaign)
	if err != nil {
		return err
	}
	i.Status = statusOf(r)
	return s.answered(ctx, c, i)
}

// Moved implements event.Invitations: whoever was invited and has not answered learns
// of new times as well.
func (s *Service) Moved(ctx context.Context, eventID core.ID) error {
	for _, status := range []Status{Sent, Seen} {
		err := s.Each(ctx, Filter{Event: eventID, Status: status}, func(i Invitation) error {
			if i.Token == "" {
				return nil
			}
			_, err := s.Jobs.Add(ctx, job.Order{Kind: JobMoved, Payload: sendJob{Invitation: i.ID}, Key: i.ID, About: i.ID})
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// ErasePerson implements account.Eraser: what is known of whoever registered goes, that
// an invitation brought somebody stays.
func (s *Service) ErasePerson(ctx context.Context, _ core.Actor, person core.ID) error {
	return s.Store.EraseInvitations(ctx, person)
}

// EraseMember implements chamber.Holder: invitations stay, as figures.
func (s *Service) EraseMember(ctx context.Context, m chamber.Member) error {
	return s.Store.ForgetMember(ctx, m.ID)
}

// memberInvitation is an invitation as its member may have it.
type memberInvitation struct {
	Event      core.ID    `json:"event"`
	Status     Status     `json:"status"`
	SentAt     *time.Time `json:"sentAt,omitempty"`
	OpenedAt   *time.Time `json:"openedAt,omitempty"`
	AnsweredAt *time.Time `json:"answeredAt,omitempty"`
}

// MemberData implements chamber.Holder.
func (s *Service) MemberData(ctx context.Context, m chamber.Member) (string, any, error) {
	var list []memberInvitation
	err := s.Each(ctx, Filter{Chamber: m.Chamber, Member: m.ID}, func(i Invitation) error {
		list = append(list, memberInvitation{i.Event, i.Status, i.SentAt, i.OpenedAt, i.AnsweredAt})
		return nil
	})
	if len(list) == 0 {
		return "", nil, err
	}
	return "invitations", list, err
}

// guesses counts wrong names given for an invitation, on this server.
type guesses struct {
	mu    sync.Mutex
	since time.Time
	n     map[core.ID]int
}

const (
	guessTime  = 10 * time.Minute
	maxGuesses = 5
)

func (g *guesses) may(id core.ID, now time.Time) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if now.Sub(g.since) > guessTime {
		g.since, g.n = now, map[core.ID]int{}
	}
	return g.n[id] < maxGuesses
}

func (g *guesses) wrong(id core.ID, now time.Time) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.n == nil {
		g.since, g.n = now, map[core.ID]int{}
	}
	g.n[id]++
}

var (
	_ event.Invitations = (*Service)(nil)
	_ chamber.Holder    = (*Service)(nil)
)
