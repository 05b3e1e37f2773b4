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

// Invitation is what whoever has a link may see. Of the person it is for it holds only
// what that person recognises, because the link may have been sent on.
type Invitation struct {
	State        string            `json:"state" enum:"open,accepted,waiting,declined,colleague,expired,withdrawn,off,over,full"`
	Personal     bool              `json:"personal" doc:"It is for one person; else for whoever has the link"`
	Name         string            `json:"name,omitempty" doc:"Of that person, masked"`
	Organisation string            `json:"organisation,omitempty" doc:"Masked"`
	Contact      string            `json:"contact,omitempty" doc:"Masked"`
	Own          bool              `json:"own" doc:"The reader has shown to be that person: nothing is masked"`
	By           string            `json:"by,omitempty" doc:"Who suggested them"`
	Language     string            `json:"language,omitempty"`
	Chamber      core.Text         `json:"chamber"`
	Bureau       core.Text         `json:"bureau"`
	Event        MyEvent           `json:"event"`
	Sessions     []InvitedSession  `json:"sessions" nullable:"false"`
	Consent      ConsentText       `json:"consent"`
	OnSite       bool              `json:"onSite"`
	Venue        core.Text         `json:"venue"`
	Deadline     time.Time         `json:"deadline"`
	Registered   *RegistrationMark `json:"registered,omitempty" doc:"The reader's own registration for the event"`
}

// InvitedSession is a line of the programme.
type InvitedSession struct {
	Title    core.Text `json:"title"`
	StartsAt time.Time `json:"startsAt"`
	EndsAt   time.Time `json:"endsAt"`
}

// InvitedColleague is to whom an invitation is sent on.
type InvitedColleague struct {
	Name     string `json:"name" maxLength:"200"`
	Contact  string `json:"contact" maxLength:"254" doc:"Mail address, mainland mobile number, or + and an international number"`
	Language string `json:"language,omitempty" enum:"zh-CN,en,zh-HK"`
}

// TokenPath names an invitation by the token of its link.
type TokenPath struct {
	Token string `path:"token" maxLength:"40"`
}

func (s *Server) registerInvitations() {
	tags := []string{"invitations"}
	handle(s, huma.Operation{
		OperationID: "get-invitation", Method: http.MethodGet, Path: "/invitations/{token}", Tags: tags, Summary: "See an invitation by its link",
		Security: public, Errors: []int{404},
	}, func(ctx context.Context, in *TokenPath) (*Body[Invitation], error) {
		v, err := s.Invitations.View(ctx, actor(ctx), in.Token)
		if err != nil {
			return nil, err
		}
		return &Body[Invitation]{invitationBody(v)}, nil
	})
	handle(s, huma.Operation{
		OperationID: "decline-invitation", Method: http.MethodPost, Path: "/invitations/{token}/decline", Tags: tags, Summary: "Say that one does not come",
		Description: "It may be accepted still, until the deadline. Accepting is registering, with the token.", Security: public,
		DefaultStatus: http.StatusNoContent, Errors: []int{404, 409},
	}, func(ctx context.Context, in *TokenPath) (*Empty, error) {
		return nil, s.Invitations.Decline(ctx, actor(ctx), in.Token)
	})
	handle(s, huma.Operation{
		OperationID: "delegate-invitation", Method: http.MethodPost, Path: "/invitations/{token}/colleagues", Tags: tags, Summary: "Invite a colleague instead, or as well",
		Description: "They get a link of their own, which says who suggested them. Three at most.", Security: public,
		DefaultStatus: http.StatusNoContent, Errors: []int{404, 409, 422},
	}, func(ctx context.Context, in *struct {
		TokenPath
		Body InvitedColleague
	}) (*Empty, error) {
		return nil, s.Invitations.Delegate(ctx, actor(ctx), in.Token, invite.NamedColleague(in.Body))
	})
	handle(s, huma.Operation{
		OperationID: "stop-invitations", Method: http.MethodPost, Path: "/invitations/{token}/unsubscribe", Tags: tags,
		Summary:     "Stop a chamber's invitations, by the link in one",
		Description: "Mail programs post to it by themselves (RFC 8058, `List-Unsubscribe`). Doing it again changes nothing.", Security: public,
		DefaultStatus: http.StatusNoContent, Errors: []int{404},
	}, func(ctx context.Context, in *TokenPath) (*Empty, error) {
		return nil, s.Invitations.Unsubscribe(ctx, actor(ctx), in.Token)
	})
}

func invitationBody(v invite.View) Invitation {
	out := Invitation{
		State: string(v.State), Personal: v.Personal, Name: v.Name, Organisation: v.Known.Organisation, Contact: v.Known.Contact, Own: v.Whole,
		By: v.By, Language: v.Language, Chamber: v.Chamber, Bureau: v.Bureau, Event: myEvent(v.Event), Sessions: []InvitedSession{},
		Consent: ConsentText{Version: event.ConsentVersion, Text: event.ConsentText()}, OnSite: v.OnSite, Venue: v.Venue, Deadline: v.Deadline,
	}
	for _, se := range v.Event.Sessions {
		out.Sessions = append(out.Sessions, InvitedSession{se.Title, se.StartsAt, se.EndsAt})
	}
	if v.Own != nil {
		out.Registered = &RegistrationMark{ID: v.Own.ID, Status: string(v.Own.Status)}
	}
	return out
}
