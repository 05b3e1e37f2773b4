package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"zhaoyun/internal/core"
	"zhaoyun/internal/lead"
)

// LeadDraft says that somebody wants to talk about a parcel.
type LeadDraft struct {
	Parcel   core.ID `json:"parcel" maxLength:"40"`
	Room     core.ID `json:"room,omitempty" maxLength:"40" doc:"Where one is; absent on the parcel's own page"`
	OffsetMs int64   `json:"offsetMs,omitempty" minimum:"0" maximum:"864000000" doc:"Where in the replay, when the session is over"`
	Note     string  `json:"note,omitempty" maxLength:"500"`
}

// LeadParcel names a parcel as it was called then.
type LeadParcel struct {
	ID     core.ID   `json:"id"`
	Number string    `json:"number"`
	Name   core.Text `json:"name"`
	Place  int       `json:"place,omitempty" doc:"Among the parcels of the event"`
}

// LeadSource is where somebody said so.
type LeadSource struct {
	Event   core.ID   `json:"event,omitempty"`
	Session core.ID   `json:"session,omitempty"`
	Room    core.ID   `json:"room,omitempty"`
	Slug    string    `json:"slug,omitempty" doc:"Of the event"`
	Title   core.Text `json:"title,omitempty" doc:"Of the session"`
	At      time.Time `json:"at" doc:"The moment of the room's log, or of the page"`
	Second  int       `json:"second,omitempty" doc:"Of the session's clock, as its replay counts"`
}

// LeadPerson is who wants to talk.
type LeadPerson struct {
	Name    string `json:"name"`
	Org     string `json:"org"`
	Contact string `json:"contact" doc:"Masked in the middle unless asked for whole by who may"`
}

// Lead is an expressed interest in a parcel.
type Lead struct {
	ID        core.ID      `json:"id" format:"uuid"`
	Kind      string       `json:"kind" enum:"talk,question"`
	Parcel    LeadParcel   `json:"parcel"`
	Source    LeadSource   `json:"source"`
	Note      string       `json:"note,omitempty"`
	Status    string       `json:"status" enum:"new,contacted,closed"`
	Person    *LeadPerson  `json:"person,omitempty" doc:"For staff; absent once they were erased"`
	CreatedAt time.Time    `json:"createdAt"`
	Version   core.Version `json:"version"`
}

// LeadChange says how far the bureau is.
type LeadChange struct {
	Status string `json:"status" enum:"new,contacted,closed"`
}

// ParcelQuestion is a question about a parcel from its own page.
type ParcelQuestion struct {
	Text      string `json:"text" minLength:"2" maxLength:"500"`
	Anonymous bool   `json:"anonymous,omitempty" doc:"Only where an event shows the parcel"`
}

// ParcelAsked is where a question went.
type ParcelAsked struct {
	Question core.ID `json:"question,omitempty" doc:"In the room of a session that shows the parcel; the answer comes to one's inbox"`
	Room     core.ID `json:"room,omitempty"`
	Lead     core.ID `json:"lead,omitempty" doc:"To the bureau alone, where no session shows the parcel"`
}

// LeadPath names a lead.
type LeadPath struct {
	Lead core.ID `path:"lead" maxLength:"40"`
}

func leadOf(l lead.Lead) Lead {
	s := l.Source
	return Lead{
		ID: l.ID, Kind: string(l.Kind), Parcel: LeadParcel{ID: l.Parcel.ID, Number: l.Parcel.Number, Name: l.Parcel.Name, Place: l.Parcel.Place},
		Source: LeadSource{Event: s.Event, Session: s.Session, Room: s.Room, At: s.At, Second: s.Second},
		Note:   l.Note, Status: string(l.Status), CreatedAt: l.CreatedAt, Version: l.Version,
	}
}

// leads shows leads to staff, with who it is and in which session it was.
func (s *Server) leads(ctx context.Context, items []lead.Lead, whole bool) ([]Lead, error) {
	out := make([]Lead, len(items))
	for i, l := range items {
		out[i] = leadOf(l)
		if l.Person != "" {
			p, err := s.Accounts.ReadPerson(ctx, core.System(), l.Person)
			if err != nil {
				return nil, err
			}
			out[i].Person = &LeadPerson{Name: p.Name, Org: p.OrganisationName}
			if len(p.Memberships) > 0 {
				out[i].Person.Org = p.Memberships[0].Name.In(core.Languages[0])
			}
			if len(p.Contacts) > 0 {
				out[i].Person.Contact = p.Contacts[0].Masked()
				if whole {
					out[i].Person.Contact = p.Contacts[0].Value
				}
			}
		}
		if l.Source.Session == "" {
			continue
		}
		facts, err := s.Events.Facts(ctx, l.Source.Session)
		switch {
		case err == nil:
			out[i].Source.Slug, out[i].Source.Title = facts.EventSlug, facts.Title
		case core.AsError(err).Kind != core.KindNotFound: // a session that was removed since has no title
			return nil, err
		}
	}
	return out, nil
}

func (s *Server) registerLeads() {
	tags := []string{"leads"}
	create(s, huma.Operation{
		OperationID: "create-lead", Method: http.MethodPost, Path: "/leads", Tags: tags, Summary: "Say that one wants to talk about a parcel",
		Description: "In a session it is kept with its second, and its staff is told. Saying so again in the same place answers the same lead.",
		Errors:      []int{401, 403, 404, 409, 422},
	}, func(ctx context.Context, in *struct{ Body LeadDraft }) (*Body[Lead], error) {
		b := in.Body
		l, err := s.Leads.Create(ctx, actor(ctx), lead.Draft{
			Parcel: b.Parcel, Room: b.Room, Offset: time.Duration(b.OffsetMs) * time.Millisecond, Note: b.Note,
		})
		return &Body[Lead]{leadOf(l)}, err
	})
	handle(s, huma.Operation{
		OperationID: "list-leads", Method: http.MethodGet, Path: "/leads", Tags: tags, Summary: "List who wants to talk about parcels",
		Description: "Of the bureaus one is an official of, latest first.", Errors: []int{401, 403, 422},
	}, func(ctx context.Context, in *struct {
		Paged
		Event    core.ID `query:"event" maxLength:"40"`
		Room     core.ID `query:"room" maxLength:"40"`
		Parcel   core.ID `query:"parcel" maxLength:"40"`
		Status   string  `query:"status" enum:"new,contacted,closed"`
		Contacts string  `query:"contacts" enum:"full" doc:"full shows contacts whole; each reading is audited"`
	}) (*Body[core.Page[Lead]], error) {
		whole := in.Contacts == "full"
		page, err := s.Leads.List(ctx, actor(ctx), lead.Filter{
			Event: in.Event, Room: in.Room, Parcel: in.Parcel, Status: lead.Status(in.Status), Paging: in.paging(),
		}, whole)
		if err != nil {
			return nil, err
		}
		items, err := s.leads(ctx, page.Items, whole)
		return &Body[core.Page[Lead]]{core.Page[Lead]{Items: items, Next: page.Next}}, err
	})
	handle(s, huma.Operation{
		OperationID: "update-lead", Method: http.MethodPatch, Path: "/leads/{lead}", Tags: tags, Summary: "Say how far the bureau is with a lead",
		Errors: []int{401, 403, 404, 412, 422, 428},
	}, func(ctx context.Context, in *struct {
		LeadPath
		Edit
		Body LeadChange
	}) (*Versioned[Lead], error) {
		v, err := in.version()
		if err != nil {
			return nil, err
		}
		l, err := s.Leads.SetStatus(ctx, actor(ctx), in.Lead, v, lead.Status(in.Body.Status))
		if err != nil {
			return nil, err
		}
		shown, err := s.leads(ctx, []lead.Lead{l}, false)
		if err != nil {
			return nil, err
		}
		return versioned(l.Version, shown[0]), nil
	})
	handle(s, huma.Operation{
		OperationID: "withdraw-lead", Method: http.MethodDelete, Path: "/leads/{lead}", Tags: tags, Summary: "Take one's own lead back",
		DefaultStatus: http.StatusNoContent, Errors: []int{401, 404},
	}, func(ctx context.Context, in *LeadPath) (*Empty, error) {
		return nil, s.Leads.Withdraw(ctx, actor(ctx), in.Lead)
	})
	handle(s, huma.Operation{
		OperationID: "list-my-leads", Method: http.MethodGet, Path: "/me/leads", Tags: tags, Summary: "List what I want to talk about",
		Errors: []int{401, 422},
	}, func(ctx context.Context, in *struct{ Paged }) (*Body[core.Page[Lead]], error) {
		page, err := s.Leads.Mine(ctx, actor(ctx), in.paging())
		return &Body[core.Page[Lead]]{core.Map(page, leadOf)}, err
	})
	handle(s, huma.Operation{
		OperationID: "ask-about-parcel", Method: http.MethodPost, Path: "/parcels/{parcel}/questions", Tags: tags, Summary: "Ask about a parcel from its page",
		Description: "Where a session shows the parcel the question waits for review in its room and, should nobody answer, is in the ledger; " +
			"after the session it is in the ledger at once. The room itself keeps the Idempotency-Key.",
		DefaultStatus: http.StatusCreated, Errors: []int{401, 403, 404, 409, 422}, Parameters: []*huma.Param{idempotencyKey()},
	}, func(ctx context.Context, in *struct {
		Parcel core.ID `path:"parcel" maxLength:"40"`
		Body   ParcelQuestion
	}) (*Body[ParcelAsked], error) {
		asked, err := s.Leads.AskAbout(ctx, actor(ctx), lead.Ask{
			Parcel: in.Parcel, Text: in.Body.Text, Anonymous: in.Body.Anonymous, Key: requestOf(ctx).key,
		})
		out := ParcelAsked{Question: asked.Question, Room: asked.Room}
		if asked.Lead != nil {
			out.Lead = asked.Lead.ID
		}
		return &Body[ParcelAsked]{out}, err
	})
}
