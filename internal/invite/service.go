package invite

import (
	"context"
	"time"

	"zhaoyun/internal/account"
	"zhaoyun/internal/chamber"
	"zhaoyun/internal/core"
	"zhaoyun/internal/event"
	"zhaoyun/internal/job"
	"zhaoyun/internal/policy"
)

// Events are what people are invited to; event.Service.
type Events interface {
	Read(ctx context.Context, actor core.Actor, idOrSlug string) (event.Event, error)
	Calendar(ctx context.Context, actor core.Actor, idOrSlug, language string) (event.Event, []byte, error)
}

// Registrations are what acceptances become; event.Service.
type Registrations interface {
	Own(ctx context.Context, actor core.Actor, events []core.ID) (map[core.ID]event.Registration, error)
	// Registered finds one; registration_not_found.
	Registered(ctx context.Context, id core.ID) (event.Registration, error)
}

// Members are whom a chamber may invite; chamber.Service.
type Members interface {
	Member(ctx context.Context, id core.ID) (chamber.Member, error)
	Each(ctx context.Context, of core.ID, f chamber.Filter, do func(chamber.Member) error) error
	// Unsubscribe keeps that a member wants nothing sent.
	Unsubscribe(ctx context.Context, id core.ID) error
}

// Organisations are bureaus and chambers; account.Service.
type Organisations interface {
	Organisation(ctx context.Context, id core.ID) (account.Organisation, error)
}

// Jobs is the queue by which invitations go out; job.Queue.
type Jobs interface {
	Add(ctx context.Context, o job.Order) (job.Job, error)
	Finish(ctx context.Context, j job.Job, result any) error
}

// Recipients tells where staff is reached, for trying a campaign out.
type Recipients interface {
	// Reach has empty addresses for whoever has none that is theirs.
	Reach(ctx context.Context, person core.ID) (mail, phone string, err error)
}

// Emitter tells other programmes of answers; it joins the transaction.
type Emitter interface {
	Answered(ctx context.Context, c Campaign, i Invitation) error
}

// Deps is what a Service works with.
type Deps struct {
	Store         Store
	Tx            core.Transactor
	Audit         core.Auditor
	Events        Events
	Registrations Registrations
	Members       Members
	Organisations Organisations
	Recipients    Recipients
	Jobs          Jobs
	Post          Post
	Painter       Painter
	Emitter       Emitter // nil: no other programme is told
	PublicURL     string
	// MailsEach and TextsEach are the least time between two mails and two text messages.
	MailsEach, TextsEach time.Duration
	Clock                core.Clock // core.Now when nil
}

// Service is the domain of campaigns and invitations. It is event.Invitations.
type Service struct {
	Deps

	guesses guesses
}

// New makes the service.
func New(d Deps) *Service {
	if d.Clock == nil {
		d.Clock = core.Now
	}
	return &Service{Deps: d}
}

// may checks an operation on a campaign: as the chamber's or as the bureau's. Who may
// not even see it learns that there is none; a refusal is audited.
func (s *Service) may(ctx context.Context, actor core.Actor, op policy.Op, c Campaign) error {
	err := allowed(actor, op, c)
	if err == nil {
		return nil
	}
	err = core.NoteRefusal(ctx, s.Audit, err, actor.Audited(string(op), "campaign", c.ID, c.Chamber, nil))
	if actor.SignedIn() && allowed(actor, "get-campaign", c) != nil {
		return ErrNoCampaign
	}
	return err
}

func allowed(actor core.Actor, op policy.Op, c Campaign) error {
	if policy.Check(actor, op, policy.Target{Organisation: c.Chamber}) == nil {
		return nil
	}
	return policy.Check(actor, op, policy.Target{Organisation: c.Bureau})
}

// changing runs f on a campaign in a transaction, by somebody who may do op to it, and
// writes the line of the audit.
func (s *Service) changing(ctx context.Context, actor core.Actor, op policy.Op, id core.ID, f func(ctx context.Context, c *Campaign) (detail map[string]any, err error)) (Campaign, error) {
	var c Campaign
	err := s.Tx.InTx(ctx, func(ctx context.Context) (err error) {
		if c, err = s.Store.LockCampaign(ctx, id); err != nil {
			return err
		}
		if err := s.may(ctx, actor, op, c); err != nil {
			return err
		}
		detail, err := f(ctx, &c)
		if err != nil {
			return err
		}
		return s.Audit.Audit(ctx, actor.Audited(string(op), "campaign", c.ID, c.Chamber, detail))
	})
	return c, err
}

// Can lists the operations that the actor may do to a campaign.
func (s *Service) Can(actor core.Actor, c Campaign) []string {
	ops := []policy.Op{"add-invitations", "list-invitations", "send-invitations", "set-campaign-texts", "try-campaign", "update-campaign"}
	can := []string{}
	for _, op := range ops {
		if allowed(actor, op, c) == nil {
			can = append(can, string(op))
		}
	}
	return can
}
