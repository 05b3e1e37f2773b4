package invite

import (
	"context"
	"crypto/rand"
	"strings"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/event"
	"zhaoyun/internal/policy"
)

// Offer is what a bureau gives a chamber.
type Offer struct {
	Quota    int
	Deadline time.Time
	OnSite   bool
	Venue    core.Text
}

// Limits of campaigns.
const (
	maxQuota   = 100_000
	maxVenue   = 200
	maxSubject = 120
	maxBody    = 3000
	maxSMS     = 300
)

// check brings an offer into its stored form or says what is wrong with it.
func (o *Offer) check(e event.Event, now time.Time) error {
	var wrong []core.FieldError
	if o.Quota < 0 || o.Quota > maxQuota {
		wrong = append(wrong, core.FieldError{Field: "body.quota", Code: "quota_out_of_range", Message: "Give 1 to 100,000 places, or 0 for no limit."})
	}
	o.Deadline = o.Deadline.UTC().Truncate(time.Millisecond)
	switch {
	case !o.Deadline.After(now):
		wrong = append(wrong, core.FieldError{Field: "body.deadline", Code: "deadline_past", Message: "The deadline has to lie ahead."})
	case e.EndsAt != nil && o.Deadline.After(*e.EndsAt):
		wrong = append(wrong, core.FieldError{Field: "body.deadline", Code: "deadline_after_event", Message: "The deadline has to come before the end of the event."})
	}
	wrong = append(wrong, core.CheckText("body.venue", o.Venue, o.OnSite, maxVenue)...)
	if len(wrong) > 0 {
		return core.InvalidFields(wrong...)
	}
	return nil
}

// Invite gives a chamber places for an event.
func (s *Service) Invite(ctx context.Context, actor core.Actor, eventID, chamberID core.ID, o Offer) (Campaign, error) {
	var c Campaign
	err := s.Tx.InTx(ctx, func(ctx context.Context) error {
		e, err := s.Events.Read(ctx, actor, eventID)
		if err != nil {
			return err
		}
		line := actor.Audited("create-campaign", "event", e.ID, e.Organisation, map[string]any{"chamber": chamberID, "quota": o.Quota})
		if err := policy.Check(actor, "create-campaign", policy.Target{Organisation: e.Organisation}); err != nil {
			return core.NoteRefusal(ctx, s.Audit, err, line)
		}
		if org, err := s.Organisations.Organisation(ctx, chamberID); err != nil || org.Kind != core.OrgChamber {
			return core.Invalid("chamber_unknown", "Choose a chamber of commerce.").On("body.chamber")
		}
		if e.Status == event.StatusArchived || e.EndsAt != nil && !e.EndsAt.After(s.Clock()) {
			return core.Conflict("event_over", "The event is over or off, so nobody can be invited to it.")
		}
		now := s.Clock()
		if err := o.check(e, now); err != nil {
			return err
		}
		c = Campaign{
			ID: core.NewID(), Event: e.ID, Chamber: chamberID, Bureau: e.Organisation, Status: Open, Quota: o.Quota, Deadline: o.Deadline,
			OnSite: o.OnSite, Venue: o.Venue, Channel: Mail, OpenToken: newToken(), CreatedBy: actor.Person, CreatedAt: now, UpdatedAt: now, Version: 1,
		}
		if err := s.Store.InsertCampaign(ctx, c); err != nil {
			return err
		}
		line.ObjectKind, line.ObjectID = "campaign", c.ID
		return s.Audit.Audit(ctx, line)
	})
	return c, err
}

// newToken makes a token of 80 bits in 16 characters that survive being read aloud:
// nobody guesses one among millions, and it is short enough for a text message.
func newToken() string { return strings.ToLower(rand.Text()[:16]) }

// OfferChange names what the bureau changes; nil leaves a field as it is.
type OfferChange struct {
	Quota    *int
	Deadline *time.Time
	OnSite   *bool
	Venue    core.Text
	Status   *CampaignStatus
}

// Change changes what a chamber was given, as of a version. A quota below the places
// taken stands: it lets nobody else in.
func (s *Service) Change(ctx context.Context, actor core.Actor, id core.ID, version core.Version, ch OfferChange) (Campaign, error) {
	return s.changing(ctx, actor, "update-campaign", id, func(ctx context.Context, c *Campaign) (map[string]any, error) {
		if c.Version != version {
			return nil, core.Stale(c.Version)
		}
		e, err := s.Events.Read(ctx, core.System(), c.Event)
		if err != nil {
			return nil, err
		}
		o := Offer{Quota: c.Quota, Deadline: c.Deadline, OnSite: c.OnSite, Venue: c.Venue}
		set(&o.Quota, ch.Quota)
		set(&o.Deadline, ch.Deadline)
		set(&o.OnSite, ch.OnSite)
		if ch.Venue != nil {
			o.Venue = ch.Venue
		}
		now := s.Clock()
		if ch.Deadline != nil || ch.Quota != nil || ch.OnSite != nil || ch.Venue != nil {
			if ch.Deadline == nil && !o.Deadline.After(now) {
				o.Deadline = now.Add(time.Minute) // a past deadline that nobody touches is no fault
			}
			if err := o.check(e, now); err != nil {
				return nil, err
			}
			if ch.Deadline == nil {
				o.Deadline = c.Deadline
			}
		}
		if ch.Status != nil {
			if *ch.Status != Open && *ch.Status != Withdrawn {
				return nil, core.Invalid("not_an_option", "Use open or withdrawn.").On("body.status")
			}
			c.Status = *ch.Status
		}
		c.Quota, c.Deadline, c.OnSite, c.Venue, c.UpdatedAt = o.Quota, o.Deadline, o.OnSite, o.Venue, now
		c.Version++
		return map[string]any{"quota": c.Quota, "deadline": c.Deadline, "status": string(c.Status)}, s.Store.UpdateCampaign(ctx, *c)
	})
}

// Write sets the channel and the texts of a campaign, as of a version.
func (s *Service) Write(ctx context.Context, actor core.Actor, id core.ID, version core.Version, channel Channel, texts map[string]Words) (Campaign, error) {
	return s.changing(ctx, actor, "set-campaign-texts", id, func(ctx context.Context, c *Campaign) (map[string]any, error) {
		if c.Version != version {
			return nil, core.Stale(c.Version)
		}
		if channel != Mail && channel != SMS {
			return nil, core.Invalid("not_an_option", "Use mail or sms.").On("body.channel")
		}
		if err := checkTexts(texts); err != nil {
			return nil, err
		}
		c.Channel, c.Texts, c.UpdatedAt = channel, texts, s.Clock()
		c.Version++
		return map[string]any{"channel": string(channel)}, s.Store.UpdateCampaign(ctx, *c)
	})
}

// Read finds a campaign for its chamber or its bureau.
func (s *Service) Read(ctx context.Context, actor core.Actor, id core.ID) (Campaign, error) {
	c, err := s.Store.Campaign(ctx, id)
	if err != nil {
		return c, err
	}
	return c, s.may(ctx, actor, "get-campaign", c)
}

// List lists the campaigns of the actor's chambers and bureaus, or of one event or
// chamber among them.
func (s *Service) List(ctx context.Context, actor core.Actor, f CampaignFilter, p core.Paging) (core.Page[Campaign], error) {
	if err := policy.Check(actor, "list-campaigns", policy.Target{}); err != nil {
		return core.Page[Campaign]{}, core.NoteRefusal(ctx, s.Audit, err, actor.Audited("list-campaigns", "campaign", "", "", nil))
	}
	f.Own = nil
	if !actor.Has(core.RoleAdministrator) && actor.Kind != core.PersonSystem {
		f.Own = []core.ID{}
		for _, m := range actor.Memberships {
			if m.Role == core.RoleSecretary || m.Role == core.RoleOfficial {
				f.Own = append(f.Own, m.Organisation)
			}
		}
	}
	return s.Store.Campaigns(ctx, f, p)
}

// Counts returns how many invitations of campaigns have which status.
func (s *Service) Counts(ctx context.Context, campaigns []core.ID) (map[core.ID]Counts, error) {
	return s.Store.CountInvitations(ctx, campaigns)
}

// set copies a given value.
func set[T any](to *T, value *T) {
	if value != nil {
		*to = *value
	}
}
