package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"zhaoyun/internal/chamber"
	"zhaoyun/internal/core"
)

// MemberDetails are what a chamber writes down of a member.
type MemberDetails struct {
	Name         string   `json:"name" minLength:"1" maxLength:"60"`
	Organisation string   `json:"organisation,omitempty" maxLength:"120" doc:"Name of the company"`
	Title        string   `json:"title,omitempty" maxLength:"120"`
	Phone        string   `json:"phone,omitempty" maxLength:"40" doc:"As it is written; given back as E.164, masked for the bureau"`
	Mail         string   `json:"mail,omitempty" maxLength:"254"`
	USCC         string   `json:"uscc,omitempty" maxLength:"30" doc:"Unified social credit code of the company"`
	Groups       []string `json:"groups,omitempty" maxItems:"20"`
	Tags         []string `json:"tags,omitempty" maxItems:"20"`
	Language     string   `json:"language,omitempty" enum:",zh-CN,en,zh-HK"`
	TimeZone     string   `json:"timeZone,omitempty" maxLength:"60"`
	Region       string   `json:"region,omitempty" maxLength:"120"`
	Note         string   `json:"note,omitempty" maxLength:"500"`
}

func (d MemberDetails) details() chamber.Details {
	return chamber.Details{
		Name: d.Name, OrganisationName: d.Organisation, Title: d.Title, Phone: d.Phone, Mail: d.Mail, USCC: d.USCC, Groups: d.Groups, Tags: d.Tags,
		Language: d.Language, TimeZone: d.TimeZone, Region: d.Region, Note: d.Note,
	}
}

func memberDetailsOf(d chamber.Details) MemberDetails {
	return MemberDetails{
		Name: d.Name, Organisation: d.OrganisationName, Title: d.Title, Phone: d.Phone, Mail: d.Mail, USCC: d.USCC, Groups: d.Groups, Tags: d.Tags,
		Language: d.Language, TimeZone: d.TimeZone, Region: d.Region, Note: d.Note,
	}
}

// MemberConsent says on what ground a member is kept (PIPL Art. 13).
type MemberConsent struct {
	Basis  string    `json:"basis" enum:"membership,consent,activity"`
	Source string    `json:"source" doc:"In the chamber's words"`
	At     time.Time `json:"at"`
}

// ChamberMember is somebody in the list of a chamber.
type ChamberMember struct {
	ID      core.ID `json:"id" format:"uuid"`
	Chamber core.ID `json:"chamber"`
	MemberDetails
	Consent        MemberConsent `json:"consent"`
	Known          bool          `json:"known" doc:"Somebody signs in with the phone or the mail"`
	UnsubscribedAt *time.Time    `json:"unsubscribedAt,omitempty" doc:"Wants nothing sent since"`
	Import         core.ID       `json:"import,omitempty"`
	CreatedAt      time.Time     `json:"createdAt"`
	UpdatedAt      time.Time     `json:"updatedAt"`
	Version        core.Version  `json:"version"`
}

func memberOf(m chamber.Member) ChamberMember {
	return ChamberMember{
		ID: m.ID, Chamber: m.Chamber, MemberDetails: memberDetailsOf(m.Details),
		Consent: MemberConsent{Basis: string(m.Consent.Basis), Source: m.Consent.Source, At: m.Consent.At}, Known: m.Person != "",
		UnsubscribedAt: m.UnsubscribedAt, Import: m.Import, CreatedAt: m.CreatedAt, UpdatedAt: m.UpdatedAt, Version: m.Version,
	}
}

// MemberDraft is a member to be added by hand.
type MemberDraft struct {
	Chamber core.ID `json:"chamber" maxLength:"36"`
	MemberDetails
	Basis  string `json:"basis" enum:"membership,consent,activity"`
	Source string `json:"source" minLength:"1" maxLength:"120"`
}

// MemberPage is a page of members with how many the filter leaves.
type MemberPage struct {
	core.Page[ChamberMember]
	Total int `json:"total"`
}

// MemberLabel is a group or a tag with how many members have it.
type MemberLabel struct {
	Kind    string `json:"kind" enum:"group,tag"`
	Name    string `json:"name"`
	Members int    `json:"members"`
}

// MemberFilter chooses members of a chamber.
type MemberFilter struct {
	Chamber core.ID `query:"chamber" required:"true" maxLength:"36"`
	Query   string  `query:"q" maxLength:"100" doc:"In names, companies and titles; for the chamber's secretary in contacts too"`
	Group   string  `query:"group" maxLength:"40"`
	Tag     string  `query:"tag" maxLength:"40"`
	Reach   string  `query:"reach" enum:"phone,mail,none" doc:"By what they can be reached"`
}

func (f MemberFilter) filter() chamber.Filter {
	return chamber.Filter{Query: f.Query, Group: f.Group, Tag: f.Tag, Reach: chamber.Reach(f.Reach)}
}

// MemberPath names a member.
type MemberPath struct {
	Member core.ID `path:"member" maxLength:"36"`
}

// MembersLabelled says how many members a label was added to or taken from.
type MembersLabelled struct {
	Members int `json:"members"`
}

// MemberData is everything that is kept of a member.
type MemberData struct {
	At     time.Time      `json:"at"`
	Member ChamberMember  `json:"member"`
	More   map[string]any `json:"more" doc:"By what it is: invitations, check-ins …"`
}

func (s *Server) registerMembers() {
	s.registerMemberImports() // both before /members/{member}
	s.registerMemberExport()
	tags := []string{"Members"}
	edit := []int{401, 403, 404, 409, 412, 422, 428}
	handle(s, huma.Operation{
		OperationID: "list-members", Method: http.MethodGet, Path: "/members", Tags: tags, Summary: "List members of a chamber",
		Description: "The latest first. The bureau reads contacts masked.", Errors: []int{401, 403, 422},
	}, func(ctx context.Context, in *struct {
		Paged
		MemberFilter
	},
	) (*Body[MemberPage], error) {
		page, total, err := s.Members.List(ctx, actor(ctx), in.Chamber, in.filter(), in.paging())
		return &Body[MemberPage]{MemberPage{core.Map(page, memberOf), total}}, err
	})
	create(s, huma.Operation{
		OperationID: "create-member", Method: http.MethodPost, Path: "/members", Tags: tags, Summary: "Add a member by hand", Errors: []int{401, 403, 409, 422},
	}, func(ctx context.Context, in *struct{ Body MemberDraft }) (*Versioned[ChamberMember], error) {
		b := in.Body
		m, err := s.Members.Add(ctx, actor(ctx), chamber.Draft{Chamber: b.Chamber, Details: b.details(), Basis: chamber.Basis(b.Basis), Source: b.Source})
		return versioned(m.Version, memberOf(m)), err
	})
	handle(s, huma.Operation{
		OperationID: "list-member-labels", Method: http.MethodGet, Path: "/members/labels", Tags: tags, Summary: "List groups and tags of a chamber",
		Errors: []int{401, 403, 422},
	}, func(ctx context.Context, in *struct {
		Chamber core.ID `query:"chamber" required:"true" maxLength:"36"`
	},
	) (*Body[[]MemberLabel], error) {
		labels, err := s.Members.Labels(ctx, actor(ctx), in.Chamber)
		out := make([]MemberLabel, len(labels))
		for i, l := range labels {
			out[i] = MemberLabel{Kind: string(l.Kind), Name: l.Name, Members: l.Members}
		}
		return &Body[[]MemberLabel]{out}, err
	})
	handle(s, huma.Operation{
		OperationID: "label-members", Method: http.MethodPost, Path: "/members/labels", Tags: tags, Summary: "Put members into a group, or take them out",
		Description: "Groups and tags come and go with the members that have them.", Errors: []int{401, 403, 422},
	}, func(ctx context.Context, in *struct {
		Body struct {
			Chamber core.ID   `json:"chamber" maxLength:"36"`
			Members []core.ID `json:"members" maxItems:"1000"`
			Kind    string    `json:"kind" enum:"group,tag"`
			Name    string    `json:"name" minLength:"1" maxLength:"40"`
			Take    bool      `json:"take,omitempty" doc:"Away"`
		}
	},
	) (*Body[MembersLabelled], error) {
		b := in.Body
		n, err := s.Members.LabelMembers(ctx, actor(ctx), b.Chamber, chamber.Labelling{Members: b.Members, Kind: chamber.LabelKind(b.Kind), Name: b.Name, Take: b.Take})
		return &Body[MembersLabelled]{MembersLabelled{n}}, err
	})
	handle(s, huma.Operation{
		OperationID: "get-member", Method: http.MethodGet, Path: "/members/{member}", Tags: tags, Summary: "Read a member", Errors: []int{401, 403, 404},
	}, func(ctx context.Context, in *MemberPath) (*Versioned[ChamberMember], error) {
		m, err := s.Members.Read(ctx, actor(ctx), in.Member)
		return versioned(m.Version, memberOf(m)), err
	})
	handle(s, huma.Operation{
		OperationID: "update-member", Method: http.MethodPut, Path: "/members/{member}", Tags: tags, Summary: "Edit a member", Errors: edit,
	}, func(ctx context.Context, in *struct {
		MemberPath
		Edit
		Body MemberDetails
	},
	) (*Versioned[ChamberMember], error) {
		v, err := in.version()
		if err != nil {
			return nil, err
		}
		m, err := s.Members.Change(ctx, actor(ctx), in.Member, v, func(d *chamber.Details) { *d = in.Body.details() })
		return versioned(m.Version, memberOf(m)), err
	})
	handle(s, huma.Operation{
		OperationID: "delete-member", Method: http.MethodDelete, Path: "/members/{member}", Tags: tags, Summary: "Remove a member and all that is kept of them",
		Description: "For good. The same list read in again does not bring them back by itself.", DefaultStatus: http.StatusNoContent, Errors: []int{401, 403, 404},
	}, func(ctx context.Context, in *MemberPath) (*Empty, error) {
		return nil, s.Members.Delete(ctx, actor(ctx), in.Member)
	})
	handle(s, huma.Operation{
		OperationID: "get-member-data", Method: http.MethodGet, Path: "/members/{member}/data", Tags: tags, Summary: "Gather what is kept of a member",
		Description: "For the member themselves, who may ask for it (PIPL Art. 45).", Errors: []int{401, 403, 404},
	}, func(ctx context.Context, in *MemberPath) (*Body[MemberData], error) {
		d, err := s.Members.Data(ctx, actor(ctx), in.Member)
		if err != nil {
			return nil, err
		}
		return &Body[MemberData]{MemberData{At: d.At, Member: memberOf(d.Member), More: d.More}}, nil
	})
}
