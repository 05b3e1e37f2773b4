package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humafiber"
	"github.com/gofiber/fiber/v2"

	"zhaoyun/internal/core"
	"zhaoyun/internal/invite"
)

// CampaignInvitation is one way in for one person, as the chamber sees it.
type CampaignInvitation struct {
	ID             core.ID    `json:"id" format:"uuid"`
	Kind           string     `json:"kind" enum:"personal,colleague,forwarded,open"`
	Member         core.ID    `json:"member,omitempty"`
	Name           string     `json:"name" doc:"Empty once they were erased"`
	Organisation   string     `json:"organisation,omitempty"`
	Contact        string     `json:"contact,omitempty" doc:"Masked"`
	Status         string     `json:"status" enum:"draft,queued,sent,bounced,opened,accepted,waiting,declined,colleague,withdrawn"`
	Trouble        string     `json:"trouble,omitempty" doc:"Why it could not be sent: a code, or what the mail server said"`
	Link           string     `json:"link,omitempty"`
	Registration   core.ID    `json:"registration,omitempty"`
	ReferralOf     core.ID    `json:"referralOf,omitempty" doc:"The invitation that brought this one"`
	By             string     `json:"by,omitempty" doc:"Who sent it on"`
	Attendance     string     `json:"attendance,omitempty" enum:"online,on-site"`
	Interpretation string     `json:"interpretation,omitempty"`
	Diet           string     `json:"diet,omitempty"`
	SentAt         *time.Time `json:"sentAt,omitempty"`
	OpenedAt       *time.Time `json:"openedAt,omitempty"`
	AnsweredAt     *time.Time `json:"answeredAt,omitempty"`
}

func campaignInvitation(i invite.Shown) CampaignInvitation {
	return CampaignInvitation{
		ID: i.ID, Kind: string(i.Kind), Member: i.Member, Name: i.Name, Organisation: i.Organisation, Contact: i.Contact, Status: string(i.Status),
		Trouble: i.Trouble, Link: i.Link, Registration: i.Registration, ReferralOf: i.ReferralOf, By: i.By, Attendance: string(i.Needs.Attendance),
		Interpretation: i.Needs.Interpretation, Diet: i.Needs.Diet, SentAt: i.SentAt, OpenedAt: i.OpenedAt, AnsweredAt: i.AnsweredAt,
	}
}

// MemberSelection chooses members of the campaign's chamber.
type MemberSelection struct {
	Members []core.ID `json:"members,omitempty" maxItems:"20000"`
	All     bool      `json:"all,omitempty" doc:"Everybody whom the rest does not leave out"`
	Query   string    `json:"q,omitempty" maxLength:"100"`
	Group   string    `json:"group,omitempty" maxLength:"100"`
	Tag     string    `json:"tag,omitempty" maxLength:"100"`
}

// MembersChosen says what became of a selection.
type MembersChosen struct {
	Added int `json:"added" doc:"Invitations made, as drafts"`
	There int `json:"there" doc:"Members who had one already"`
	Out   int `json:"out" doc:"Members who cannot be reached this way, or want nothing sent"`
}

// SendingOrder names invitations to send; none: all drafts.
type SendingOrder struct {
	Invitations []core.ID `json:"invitations,omitempty" maxItems:"1000" doc:"These, also when they were sent before"`
}

// SendingTaken says how many were given to the queue.
type SendingTaken struct {
	Queued int `json:"queued"`
}

type invitationInput struct {
	CampaignPath
	Invitation core.ID `path:"invitation" maxLength:"40"`
}

func (s *Server) registerCampaignInvitations() {
	tags := []string{"campaigns"}
	handle(s, huma.Operation{
		OperationID: "add-invitations", Method: http.MethodPost, Path: "/campaigns/{campaign}/invitations", Tags: tags, Summary: "Choose whom to invite",
		Description: "Makes drafts. Who is invited already is left as they are.", Errors: []int{401, 403, 404, 409, 413, 422},
	}, func(ctx context.Context, in *struct {
		CampaignPath
		Body MemberSelection
	}) (*Body[MembersChosen], error) {
		b := in.Body
		got, err := s.Invitations.Choose(ctx, actor(ctx), in.Campaign, invite.Selection{Members: b.Members, All: b.All, Query: b.Query, Group: b.Group, Tag: b.Tag})
		return &Body[MembersChosen]{MembersChosen(got)}, err
	})
	handle(s, huma.Operation{
		OperationID: "list-invitations", Method: http.MethodGet, Path: "/campaigns/{campaign}/invitations", Tags: tags, Summary: "List who is invited, and what became of it",
		Errors: []int{401, 403, 404, 422},
	}, func(ctx context.Context, in *struct {
		CampaignPath
		Paged
		Status string `query:"status" enum:"draft,queued,sent,bounced,opened,accepted,waiting,declined,colleague,withdrawn"`
	}) (*Body[core.Page[CampaignInvitation]], error) {
		page, err := s.Invitations.Invitations(ctx, actor(ctx), in.Campaign, invite.Filter{Status: invite.Status(in.Status)}, in.paging())
		return &Body[core.Page[CampaignInvitation]]{core.Map(page, campaignInvitation)}, err
	})
	handle(s, huma.Operation{
		OperationID: "revoke-invitation", Method: http.MethodDelete, Path: "/campaigns/{campaign}/invitations/{invitation}", Tags: tags, Summary: "Take an invitation back",
		DefaultStatus: http.StatusNoContent, Errors: []int{401, 403, 404, 409},
	}, func(ctx context.Context, in *invitationInput) (*Empty, error) {
		return nil, s.Invitations.Revoke(ctx, actor(ctx), in.Campaign, in.Invitation)
	})
	handle(s, huma.Operation{
		OperationID: "send-invitations", Method: http.MethodPost, Path: "/campaigns/{campaign}/sending", Tags: tags, Summary: "Send invitations",
		Description:   "In the background, at the rate of the installation. Each goes out once, however often this is called.",
		DefaultStatus: http.StatusAccepted, Errors: []int{401, 403, 404, 409, 422},
	}, func(ctx context.Context, in *struct {
		CampaignPath
		Body SendingOrder
	}) (*Body[SendingTaken], error) {
		n, err := s.Invitations.Send(ctx, actor(ctx), in.Campaign, in.Body.Invitations)
		return &Body[SendingTaken]{SendingTaken{n}}, err
	})
}

func (s *Server) registerCampaignPictures() {
	tags := []string{"campaigns"}
	picture := map[string]*huma.Response{"200": {Description: "The picture", Content: map[string]*huma.MediaType{
		"image/png": {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}},
	}}}
	handle(s, huma.Operation{
		OperationID: "get-campaign-poster", Method: http.MethodGet, Path: "/campaigns/{campaign}/poster.png", Tags: tags, Summary: "Take the poster along",
		Description: "1080 × 1920, with the code of the open link or of one invitation.", Errors: []int{401, 403, 404, 422, 503}, Responses: picture,
	}, func(ctx context.Context, in *struct {
		CampaignPath
		Invitation core.ID `query:"invitation" maxLength:"40"`
		Language   string  `query:"lang" enum:"zh-CN,en,zh-HK" default:"zh-CN"`
	}) (*huma.StreamResponse, error) {
		png, err := s.Invitations.Poster(ctx, actor(ctx), in.Campaign, in.Invitation, in.Language)
		return pictureBody("poster.png", png), err
	})
	handle(s, huma.Operation{
		OperationID: "get-campaign-code", Method: http.MethodGet, Path: "/campaigns/{campaign}/code.png", Tags: tags, Summary: "Take the QR code along",
		Errors: []int{401, 403, 404, 422}, Responses: picture,
	}, func(ctx context.Context, in *struct {
		CampaignPath
		Invitation core.ID `query:"invitation" maxLength:"40"`
	}) (*huma.StreamResponse, error) {
		png, err := s.Invitations.Code(ctx, actor(ctx), in.Campaign, in.Invitation)
		return pictureBody("code.png", png), err
	})
}

func pictureBody(name string, png []byte) *huma.StreamResponse {
	return &huma.StreamResponse{Body: func(h huma.Context) {
		c := humafiber.Unwrap(h)
		c.Set(fiber.HeaderContentType, "image/png")
		c.Set(fiber.HeaderXContentTypeOptions, "nosniff")
		c.Set(fiber.HeaderContentDisposition, disposition(name, false))
		c.Set(fiber.HeaderCacheControl, "private, no-store")
		_, _ = h.BodyWriter().Write(png)
	}}
}
