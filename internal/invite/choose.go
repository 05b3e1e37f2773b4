package invite

import (
	"context"

	"zhaoyun/internal/chamber"
	"zhaoyun/internal/core"
	"zhaoyun/internal/event"
	"zhaoyun/internal/job"
)

// Selection chooses members of a chamber.
type Selection struct {
	Members []core.ID
	All     bool // everybody whom the rest does not leave out
	Query   string
	Group   string
	Tag     string
}

// maxChosen is how many members one call adds.
const maxChosen = 20_000

// Chosen says what became of a selection.
type Chosen struct {
	Added int // invitations made, as drafts
	There int // members who had one already
	Out   int // members who cannot be reached this way, or want nothing sent
}

// Choose makes drafts of invitations for members who can be reached by the campaign's
// channel and want to be.
func (s *Service) Choose(ctx context.Context, actor core.Actor, id core.ID, sel Selection) (Chosen, error) {
	var out Chosen
	if len(sel.Members) == 0 && !sel.All && sel.Query == "" && sel.Group == "" && sel.Tag == "" {
		return out, core.Invalid("selection_empty", "Choose members, a group or a tag.").On("body")
	}
	_, err := s.changing(ctx, actor, "add-invitations", id, func(ctx context.Context, c *Campaign) (map[string]any, error) {
		if err := s.running(*c); err != nil {
			return nil, err
		}
		f := chamber.Filter{IDs: sel.Members, Query: sel.Query, Group: sel.Group, Tag: sel.Tag}
		if len(sel.Members) == 0 {
			f.IDs = nil
		}
		now := s.Clock()
		var list []Invitation
		err := s.Members.Each(ctx, c.Chamber, f, func(m chamber.Member) error {
			if m.Chamber != c.Chamber { // whatever the list says, nobody else's members
				return nil
			}
			if m.Unsubscribed() || c.Channel == Mail && m.Mail == "" || c.Channel == SMS && m.Phone == "" {
				out.Out++
				return nil
			}
			if len(list) == maxChosen {
				return core.TooLarge("selection_too_large", "At most 20,000 members at once. Choose a group.").With("limit", maxChosen)
			}
			list = append(list, Invitation{
				ID: core.NewID(), Campaign: c.ID, Chamber: c.Chamber, Event: c.Event, Kind: Personal, Member: m.ID, Token: newToken(),
				Status: Draft, CreatedAt: now,
			})
			return nil
		})
		if err != nil {
			return nil, err
		}
		if out.Added, err = s.Store.InsertInvitations(ctx, list); err != nil {
			return nil, err
		}
		out.There = len(list) - out.Added
		return map[string]any{"added": out.Added}, nil
	})
	return out, err
}

// running checks that invitations of a campaign may go out.
func (s *Service) running(c Campaign) error {
	if c.Status == Withdrawn {
		return errWithdrawn
	}
	if !c.Deadline.After(s.Clock()) {
		return errExpired(c)
	}
	return nil
}

// Shown is an invitation with whom it is for, as the chamber may see it.
type Shown struct {
	Invitation

	Name, Organisation string
	Contact            string // masked
	By                 string // who sent it on
	Needs              event.Needs
	Link               string
}

// Invitations lists the invitations of a campaign, for its chamber alone.
func (s *Service) Invitations(ctx context.Context, actor core.Actor, campaign core.ID, f Filter, p core.Paging) (core.Page[Shown], error) {
	var none core.Page[Shown]
	c, err := s.Store.Campaign(ctx, campaign)
	if err != nil {
		return none, err
	}
	if err := s.may(ctx, actor, "list-invitations", c); err != nil {
		return none, err
	}
	f.Campaign = c.ID
	page, err := s.Store.Invitations(ctx, f, p)
	if err != nil {
		return none, err
	}
	out := core.Page[Shown]{Items: make([]Shown, len(page.Items)), Next: page.Next}
	for n, i := range page.Items {
		if out.Items[n], err = s.shown(ctx, i); err != nil {
			return none, err
		}
	}
	return out, nil
}

func (s *Service) shown(ctx context.Context, i Invitation) (Shown, error) {
	r, err := s.receiver(ctx, i)
	if err != nil {
		return Shown{}, err
	}
	out := Shown{Invitation: i, Name: r.name, Organisation: r.organisation, Contact: r.maskedContact()}
	if i.Token != "" {
		out.Link = s.PublicURL + "/i/" + i.Token
	}
	if i.Registration != "" {
		reg, err := s.Registrations.Registered(ctx, i.Registration)
		if err != nil {
			return out, err
		}
		if out.Needs = reg.Needs; out.Name == "" {
			out.Name, out.Organisation, out.Contact = reg.Name, reg.OrganisationName, reg.Masked()
		}
	}
	out.By, err = s.namer(ctx, i)
	return out, err
}

// OpenLink is the link of a campaign that is bound to nobody.
func (s *Service) OpenLink(c Campaign) string { return s.PublicURL + "/i/" + c.OpenToken }

// Revoke takes an invitation back that nobody has accepted; its link says so.
func (s *Service) Revoke(ctx context.Context, actor core.Actor, campaign, id core.ID) error {
	_, err := s.changing(ctx, actor, "revoke-invitation", campaign, func(ctx context.Context, c *Campaign) (map[string]any, error) {
		i, err := s.Store.LockInvitation(ctx, id)
		if err != nil || i.Campaign != c.ID {
			return nil, notTheirs(err)
		}
		if i.Status == Accepted || i.Status == Waiting {
			return nil, core.Conflict("invitation_accepted", "This invitation was accepted. Cancel the registration instead.")
		}
		i.Status = Revoked
		return map[string]any{"invitation": id}, s.Store.UpdateInvitation(ctx, i)
	})
	return err
}

func notTheirs(err error) error {
	if err != nil {
		return err
	}
	return ErrNoInvitation
}

// Send gives drafts to the queue: all of a campaign, or those named, sent ones again.
func (s *Service) Send(ctx context.Context, actor core.Actor, campaign core.ID, ids []core.ID) (int, error) {
	n := 0
	_, err := s.changing(ctx, actor, "send-invitations", campaign, func(ctx context.Context, c *Campaign) (map[string]any, error) {
		if err := s.running(*c); err != nil {
			return nil, err
		}
		e, err := s.Events.Read(ctx, core.System(), c.Event)
		if err != nil {
			return nil, err
		}
		if err := s.sendable(e); err != nil {
			return nil, err
		}
		if n, err = s.Store.Enqueue(ctx, c.ID, ids, s.Clock()); err != nil {
			return nil, err
		}
		_, err = s.Jobs.Add(ctx, job.Order{Kind: JobSpread, Payload: campaignJob{c.ID}, Key: core.NewID()})
		return map[string]any{"invitations": n}, err
	})
	return n, err
}
