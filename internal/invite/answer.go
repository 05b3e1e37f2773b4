package invite

import (
	"context"

	"zhaoyun/internal/account"
	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
)

// Decline notes that somebody does not come. They may change their mind until the deadline.
func (s *Service) Decline(ctx context.Context, actor core.Actor, token string) error {
	return s.answering(ctx, actor, "decline-invitation", token, func(_ context.Context, i *Invitation, _ Campaign) error {
		if i.Status == Accepted || i.Status == Waiting {
			return core.Conflict("invitation_registered", "You are registered. Cancel the registration under “My events” instead.")
		}
		i.Status = Declined
		return nil
	})
}

// NamedColleague is to whom somebody sends an invitation on.
type NamedColleague struct{ Name, Contact, Language string }

// maxColleagues is to how many one invitation may be sent on.
const maxColleagues = 3

// Delegate invites a colleague with a link of their own, which says who named them.
func (s *Service) Delegate(ctx context.Context, actor core.Actor, token string, d NamedColleague) error {
	return s.answering(ctx, actor, "delegate-invitation", token, func(ctx context.Context, i *Invitation, c Campaign) error {
		contact, err := d.check()
		if err != nil {
			return err
		}
		r, err := s.receiver(ctx, *i)
		if err != nil {
			return err
		}
		if contact == r.mail || contact == r.phone {
			return core.Invalid("colleague_is_you", "This is your own contact. Give your colleague's.").On("body.contact")
		}
		if n, err := s.Store.Colleagues(ctx, i.ID); err != nil || n >= maxColleagues {
			return cmpErr(err, core.Conflict("colleagues_too_many", "An invitation can be sent on to three colleagues.").With("limit", maxColleagues))
		}
		if stopped, err := s.Store.Stopped(ctx, c.Chamber, digest(contact)); err != nil || stopped {
			return cmpErr(err, core.Conflict("contact_stopped", "Whoever has this contact wants no invitations of this chamber.").On("body.contact"))
		}
		if full, err := s.full(ctx, c); err != nil || full {
			return cmpErr(err, errFull)
		}
		now := s.Clock()
		sent := Invitation{
			ID: core.NewID(), Campaign: c.ID, Chamber: c.Chamber, Event: c.Event, Kind: Colleague, Name: d.Name, Contact: contact, Language: d.Language,
			Token: newToken(), Status: Queued, QueuedAt: &now, ReferralOf: i.ID, Sends: 1, CreatedAt: now,
		}
		if _, err := s.Store.InsertInvitations(ctx, []Invitation{sent}); err != nil {
			return err
		}
		if i.Status != Accepted && i.Status != Waiting {
			i.Status = Delegated
		}
		return s.enqueue(ctx, sent)
	})
}

func (d *NamedColleague) check() (string, error) {
	var wrong []core.FieldError
	if d.Name = oneLine(plain(d.Name)); d.Name == "" || len([]rune(d.Name)) > 50 {
		wrong = append(wrong, core.FieldError{Field: "body.name", Code: "required", Message: "Give your colleague's name."})
	}
	contact, err := account.ParseContact(d.Contact)
	if err != nil {
		e := core.AsError(err)
		wrong = append(wrong, core.FieldError{Field: "body.contact", Code: e.Code, Message: e.Message})
	}
	if !core.IsLanguage(d.Language) {
		d.Language = core.Languages[0]
	}
	if len(wrong) > 0 {
		return "", core.InvalidFields(wrong...)
	}
	return contact.Value, nil
}

// answering runs f on a personal invitation that may be answered.
func (s *Service) answering(ctx context.Context, actor core.Actor, op policy.Op, token string, f func(context.Context, *Invitation, Campaign) error) error {
	if err := policy.Check(actor, op, policy.Target{}); err != nil {
		return err
	}
	return s.Tx.InTx(ctx, func(ctx context.Context) error {
		i, c, err := s.byToken(ctx, token)
		if err != nil {
			return err
		}
		if i.ID == "" {
			return core.Conflict("invitation_open", "This link is for everybody, so it can only be accepted.")
		}
		if i, err = s.Store.LockInvitation(ctx, i.ID); err != nil {
			return err
		}
		if err := s.usable(i, c); err != nil {
			return err
		}
		e, err := s.Events.Read(ctx, core.System(), c.Event)
		if err != nil {
			return err
		}
		if err := s.sendable(e); err != nil {
			return err
		}
		if err := f(ctx, &i, c); err != nil {
			return err
		}
		now := s.Clock()
		i.AnsweredAt = &now
		if i.OpenedAt == nil {
			i.OpenedAt = &now
		}
		return s.answered(ctx, c, i)
	})
}

// answered keeps what somebody answered and tells other programmes.
func (s *Service) answered(ctx context.Context, c Campaign, i Invitation) error {
	if err := s.Store.UpdateInvitation(ctx, i); err != nil || s.Emitter == nil {
		return err
	}
	return s.Emitter.Answered(ctx, c, i)
}

// Unsubscribe stops the invitations of a chamber to whom a link was sent. It works
// whatever has become of the link.
func (s *Service) Unsubscribe(ctx context.Context, actor core.Actor, token string) error {
	if err := policy.Check(actor, "stop-invitations", policy.Target{}); err != nil {
		return err
	}
	return s.Tx.InTx(ctx, func(ctx context.Context) error {
		i, c, err := s.byToken(ctx, token)
		if err != nil || i.ID == "" { // an open link is nobody's
			return err
		}
		r, err := s.receiver(ctx, i)
		if err != nil {
			return err
		}
		for _, contact := range []string{r.mail, r.phone} {
			if contact == "" {
				continue
			}
			if err := s.Store.Stop(ctx, c.Chamber, digest(contact), s.Clock()); err != nil {
				return err
			}
		}
		if i.Member != "" && r.name != "" {
			if err := s.Members.Unsubscribe(ctx, i.Member); err != nil {
				return err
			}
		}
		return s.Audit.Audit(ctx, actor.Audited("stop-invitations", "invitation", i.ID, c.Chamber, nil))
	})
}

var errFull = core.Conflict("campaign_full", "The places of this chamber are taken. Ask its secretary whether more can be had.")

// cmpErr is err, or then when there is none.
func cmpErr(err, then error) error {
	if err != nil {
		return err
	}
	return then
}
