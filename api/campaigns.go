package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"zhaoyun/internal/core"
	"zhaoyun/internal/event"
	"zhaoyun/internal/invite"
)

// Campaign is what a bureau gives a chamber for an event, and what the chamber makes of it.
type Campaign struct {
	ID       core.ID                 `json:"id" format:"uuid"`
	Event    CampaignEvent           `json:"event"`
	Chamber  EventHolder             `json:"chamber"`
	Bureau   EventHolder             `json:"bureau"`
	Status   string                  `json:"status" enum:"open,withdrawn"`
	Quota    int                     `json:"quota" doc:"Registrations the chamber may bring; 0 is no limit"`
	Deadline time.Time               `json:"deadline" doc:"Until when invitations go out and are accepted"`
	OnSite   bool                    `json:"onSite" doc:"One may also come in person"`
	Venue    core.Text               `json:"venue"`
	Channel  string                  `json:"channel" enum:"mail,sms"`
	Texts    map[string]invite.Words `json:"texts" doc:"By language; what is empty says what is usual"`
	OpenLink string                  `json:"openLink,omitempty" doc:"For the chamber: the link that is bound to nobody"`
	Counts   map[string]int          `json:"counts" doc:"Invitations by status"`
	Taken    int                     `json:"taken" doc:"Places that count against the quota"`
	Can      []string                `json:"can" nullable:"false" doc:"Operations the reader may do to it"`
	Version  core.Version            `json:"version"`
}

// CampaignEvent is the event of a campaign.
type CampaignEvent struct {
	MyEvent
}

// CampaignDraft is what a bureau gives a chamber.
type CampaignDraft struct {
	Event    core.ID   `json:"event" maxLength:"80"`
	Chamber  core.ID   `json:"chamber" maxLength:"40"`
	Quota    int       `json:"quota,omitempty" minimum:"0" maximum:"100000"`
	Deadline time.Time `json:"deadline"`
	OnSite   bool      `json:"onSite,omitempty"`
	Venue    core.Text `json:"venue,omitempty"`
}

// CampaignChange names what changes; what is absent stays.
type CampaignChange struct {
	Quota    *int       `json:"quota,omitempty" minimum:"0" maximum:"100000"`
	Deadline *time.Time `json:"deadline,omitempty"`
	OnSite   *bool      `json:"onSite,omitempty"`
	Venue    core.Text  `json:"venue,omitempty"`
	Status   *string    `json:"status,omitempty" enum:"open,withdrawn"`
}

// CampaignTexts are the channel and the words of a chamber.
type CampaignTexts struct {
	Channel string                  `json:"channel" enum:"mail,sms"`
	Texts   map[string]invite.Words `json:"texts"`
}

// CampaignPreviewOrder asks how texts read, without keeping them.
type CampaignPreviewOrder struct {
	Language string                  `json:"language" enum:"zh-CN,en,zh-HK"`
	Texts    map[string]invite.Words `json:"texts,omitempty" doc:"Absent: as they are kept"`
}

// CampaignPreview is how an invitation reads.
type CampaignPreview struct {
	Subject string `json:"subject"`
	Text    string `json:"text"`
	HTML    string `json:"html"`
	SMS     string `json:"sms"`
	Parts   int    `json:"parts" doc:"Messages the carrier counts"`
}

// CampaignTrial sends a campaign's letter to oneself.
type CampaignTrial struct {
	Language string `json:"language" enum:"zh-CN,en,zh-HK"`
	Channel  string `json:"channel" enum:"mail,sms"`
}

// CampaignPath names a campaign.
type CampaignPath struct {
	Campaign core.ID `path:"campaign" maxLength:"40"`
}

// campaigns shows campaigns with their events, names and counts.
func (s *Server) campaigns(ctx context.Context, items ...invite.Campaign) ([]Campaign, error) {
	ids := make([]core.ID, len(items))
	for i, c := range items {
		ids[i] = c.ID
	}
	counts, err := s.Invitations.Counts(ctx, ids)
	if err != nil {
		return nil, err
	}
	out := make([]Campaign, len(items))
	events, names := map[core.ID]event.Event{}, map[core.ID]core.Text{}
	for i, c := range items {
		if _, ok := events[c.Event]; !ok {
			if events[c.Event], err = s.Events.Read(ctx, core.System(), c.Event); err != nil {
				return nil, err
			}
		}
		for _, id := range []core.ID{c.Chamber, c.Bureau} {
			if _, ok := names[id]; !ok {
				org, err := s.Accounts.Organisation(ctx, id)
				if err != nil {
					return nil, err
				}
				names[id] = org.Name
			}
		}
		out[i] = Campaign{
			ID: c.ID, Event: CampaignEvent{myEvent(events[c.Event])}, Chamber: EventHolder{c.Chamber, names[c.Chamber]},
			Bureau: EventHolder{c.Bureau, names[c.Bureau]}, Status: string(c.Status), Quota: c.Quota, Deadline: c.Deadline, OnSite: c.OnSite,
			Venue: c.Venue, Channel: string(c.Channel), Texts: c.Texts, Counts: map[string]int{}, Taken: counts[c.ID].Taken, Version: c.Version,
			Can: s.Invitations.Can(actor(ctx), c),
		}
		for status, n := range counts[c.ID].By {
			out[i].Counts[string(status)] = n
		}
		if actor(ctx).HasIn(core.RoleSecretary, c.Chamber) {
			out[i].OpenLink = s.Invitations.OpenLink(c)
		}
	}
	return out, nil
}

func (s *Server) campaign(ctx context.Context, c invite.Campaign, err error) (*Versioned[Campaign], error) {
	if err != nil {
		return nil, err
	}
	shown, err := s.campaigns(ctx, c)
	if err != nil {
		return nil, err
	}
	return versioned(c.Version, shown[0]), nil
}

func (s *Server) registerCampaigns() {
	tags := []string{"campaigns"}
	create(s, huma.Operation{
		OperationID: "create-campaign", Method: http.MethodPost, Path: "/campaigns", Tags: tags, Summary: "Give a chamber places for an event",
		Errors: []int{401, 403, 404, 409, 422},
	}, func(ctx context.Context, in *struct{ Body CampaignDraft }) (*Versioned[Campaign], error) {
		b := in.Body
		c, err := s.Invitations.Invite(ctx, actor(ctx), b.Event, b.Chamber, invite.Offer{Quota: b.Quota, Deadline: b.Deadline, OnSite: b.OnSite, Venue: b.Venue})
		return s.campaign(ctx, c, err)
	})
	handle(s, huma.Operation{
		OperationID: "list-campaigns", Method: http.MethodGet, Path: "/campaigns", Tags: tags, Summary: "List campaigns",
		Description: "Of the chambers one is secretary of, or of the bureaus one is an official of; latest first.", Errors: []int{401, 403, 422},
	}, func(ctx context.Context, in *struct {
		Paged
		Event   core.ID `query:"event" maxLength:"40"`
		Chamber core.ID `query:"chamber" maxLength:"40"`
	}) (*Body[core.Page[Campaign]], error) {
		page, err := s.Invitations.List(ctx, actor(ctx), invite.CampaignFilter{Event: in.Event, Chamber: in.Chamber}, in.paging())
		if err != nil {
			return nil, err
		}
		items, err := s.campaigns(ctx, page.Items...)
		return &Body[core.Page[Campaign]]{core.Page[Campaign]{Items: items, Next: page.Next}}, err
	})
	handle(s, huma.Operation{
		OperationID: "get-campaign", Method: http.MethodGet, Path: "/campaigns/{campaign}", Tags: tags, Summary: "Read a campaign", Errors: []int{401, 403, 404},
	}, func(ctx context.Context, in *CampaignPath) (*Versioned[Campaign], error) {
		c, err := s.Invitations.Read(ctx, actor(ctx), in.Campaign)
		return s.campaign(ctx, c, err)
	})
	handle(s, huma.Operation{
		OperationID: "update-campaign", Method: http.MethodPatch, Path: "/campaigns/{campaign}", Tags: tags, Summary: "Change what a chamber was given",
		Description: "For the bureau. A quota below the places taken stands, and lets nobody else in.", Errors: []int{401, 403, 404, 412, 422, 428},
	}, func(ctx context.Context, in *struct {
		CampaignPath
		Edit
		Body CampaignChange
	}) (*Versioned[Campaign], error) {
		v, err := in.version()
		if err != nil {
			return nil, err
		}
		b := in.Body
		c, err := s.Invitations.Change(ctx, actor(ctx), in.Campaign, v, invite.OfferChange{
			Quota: b.Quota, Deadline: b.Deadline, OnSite: b.OnSite, Venue: b.Venue, Status: (*invite.CampaignStatus)(b.Status),
		})
		return s.campaign(ctx, c, err)
	})
	handle(s, huma.Operation{
		OperationID: "set-campaign-texts", Method: http.MethodPut, Path: "/campaigns/{campaign}/texts", Tags: tags, Summary: "Write the texts of a campaign",
		Description: "For the chamber. In them {name}, {event}, {time}, {chamber}, {host}, {deadline}, {venue} and {link} stand for what they say.",
		Errors:      []int{401, 403, 404, 412, 422, 428},
	}, func(ctx context.Context, in *struct {
		CampaignPath
		Edit
		Body CampaignTexts
	}) (*Versioned[Campaign], error) {
		v, err := in.version()
		if err != nil {
			return nil, err
		}
		c, err := s.Invitations.Write(ctx, actor(ctx), in.Campaign, v, invite.Channel(in.Body.Channel), in.Body.Texts)
		return s.campaign(ctx, c, err)
	})
	handle(s, huma.Operation{
		OperationID: "preview-campaign", Method: http.MethodPost, Path: "/campaigns/{campaign}/preview", Tags: tags, Summary: "See how texts read",
		Errors: []int{401, 403, 404, 422},
	}, func(ctx context.Context, in *struct {
		CampaignPath
		Body CampaignPreviewOrder
	}) (*Body[CampaignPreview], error) {
		p, err := s.Invitations.Preview(ctx, actor(ctx), in.Campaign, in.Body.Language, in.Body.Texts)
		return &Body[CampaignPreview]{CampaignPreview(p)}, err
	})
	handle(s, huma.Operation{
		OperationID: "try-campaign", Method: http.MethodPost, Path: "/campaigns/{campaign}/trials", Tags: tags, Summary: "Send a campaign's letter to oneself",
		DefaultStatus: http.StatusAccepted, Errors: []int{401, 403, 404, 409, 422},
	}, func(ctx context.Context, in *struct {
		CampaignPath
		Body CampaignTrial
	}) (*Empty, error) {
		return nil, s.Invitations.Try(ctx, actor(ctx), in.Campaign, in.Body.Language, invite.Channel(in.Body.Channel))
	})
	s.registerCampaignPictures()
	s.registerCampaignInvitations()
}
