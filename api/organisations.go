package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"zhaoyun/internal/account"
	"zhaoyun/internal/core"
)

// Organisation is a bureau, a chamber of commerce or a company.
type Organisation struct {
	ID                 core.ID      `json:"id"`
	Kind               string       `json:"kind" enum:"bureau,chamber,company"`
	Name               core.Text    `json:"name" doc:"By language: zh-CN, en, zh-HK"`
	USCC               string       `json:"uscc,omitempty" doc:"Unified social credit code (统一社会信用代码), 18 characters"`
	RegistrationNumber string       `json:"registrationNumber,omitempty" doc:"Number in another register, such as a Hong Kong BR or CR number"`
	Region             string       `json:"region,omitempty" doc:"Where it is registered, ISO 3166-1: CN, HK, …"`
	TwoPersonPublish   bool         `json:"twoPersonPublish" doc:"Whether a second official approves before an event is published"`
	Version            core.Version `json:"version" doc:"Goes into If-Match of an edit"`
}

// OrganisationDraft describes an organisation to add.
type OrganisationDraft struct {
	Kind               string    `json:"kind" enum:"bureau,chamber,company"`
	Name               core.Text `json:"name" doc:"By language; zh-CN is required"`
	USCC               string    `json:"uscc,omitempty" maxLength:"40" doc:"Needed for mainland companies; of a chamber it starts with 51"`
	RegistrationNumber string    `json:"registrationNumber,omitempty" maxLength:"40" doc:"Needed for Hong Kong companies"`
	Region             string    `json:"region,omitempty" maxLength:"2" doc:"ISO 3166-1; CN when left out"`
	TwoPersonPublish   bool      `json:"twoPersonPublish,omitempty"`
}

// OrganisationChange names what an edit changes.
type OrganisationChange struct {
	Name               core.Text `json:"name,omitempty" doc:"By language; replaces all languages"`
	USCC               *string   `json:"uscc,omitempty" maxLength:"40"`
	RegistrationNumber *string   `json:"registrationNumber,omitempty" maxLength:"40"`
	Region             *string   `json:"region,omitempty" maxLength:"2"`
	TwoPersonPublish   *bool     `json:"twoPersonPublish,omitempty"`
}

// OrganisationPath names an organisation.
type OrganisationPath struct {
	Organisation string `path:"organisation" maxLength:"40" doc:"Id of the organisation"`
}

type createOrganisationInput struct{ Body OrganisationDraft }

type updateOrganisationInput struct {
	OrganisationPath
	Edit
	Body OrganisationChange
}

type listOrganisationsInput struct {
	Paged
	Query string `query:"q" maxLength:"100" doc:"Part of the name, or a whole register number"`
	Kind  string `query:"kind" enum:"bureau,chamber,company" doc:"Only of this kind"`
}

func (s *Server) registerOrganisations() {
	tags := []string{"Organisations"}
	edit := []int{
		http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound, http.StatusConflict,
		http.StatusPreconditionFailed, http.StatusPreconditionRequired, http.StatusUnprocessableEntity,
	}
	handle(s, huma.Operation{
		OperationID: "list-organisations", Method: http.MethodGet, Path: "/organisations", Tags: tags, Summary: "List organisations by name",
		Errors: []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusUnprocessableEntity},
	}, func(ctx context.Context, in *listOrganisationsInput) (*Body[core.Page[Organisation]], error) {
		p, err := s.Accounts.Organisations(ctx, actor(ctx), account.OrganisationFilter{Query: in.Query, Kind: core.OrgKind(in.Kind)}, in.paging())
		if err != nil {
			return nil, err
		}
		return &Body[core.Page[Organisation]]{core.Map(p, organisationOf)}, nil
	})
	create(s, huma.Operation{
		OperationID: "create-organisation", Method: http.MethodPost, Path: "/organisations", Tags: tags, Summary: "Add an organisation",
		Errors: []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusConflict, http.StatusUnprocessableEntity},
	}, func(ctx context.Context, in *createOrganisationInput) (*Versioned[Organisation], error) {
		b := in.Body
		o, err := s.Accounts.CreateOrganisation(ctx, actor(ctx), account.Organisation{
			Kind: core.OrgKind(b.Kind), Name: b.Name, USCC: b.USCC, RegistrationNumber: b.RegistrationNumber,
			Region: b.Region, TwoPersonPublish: b.TwoPersonPublish,
		})
		return organisationOutput(o, err)
	})
	handle(s, huma.Operation{
		OperationID: "get-organisation", Method: http.MethodGet, Path: "/organisations/{organisation}", Tags: tags, Summary: "Read an organisation",
	}, func(ctx context.Context, in *OrganisationPath) (*Versioned[Organisation], error) {
		return organisationOutput(s.Accounts.ReadOrganisation(ctx, actor(ctx), in.Organisation))
	})
	handle(s, huma.Operation{
		OperationID: "update-organisation", Method: http.MethodPatch, Path: "/organisations/{organisation}", Tags: tags,
		Summary: "Change an organisation", Errors: edit,
	}, func(ctx context.Context, in *updateOrganisationInput) (*Versioned[Organisation], error) {
		v, err := in.version()
		if err != nil {
			return nil, err
		}
		return organisationOutput(s.Accounts.UpdateOrganisation(ctx, actor(ctx), in.Organisation, v, account.OrganisationChange(in.Body)))
	})
}

func organisationOutput(o account.Organisation, err error) (*Versioned[Organisation], error) {
	if err != nil {
		return nil, err
	}
	return versioned(o.Version, organisationOf(o)), nil
}

func organisationOf(o account.Organisation) Organisation {
	return Organisation{
		ID: o.ID, Kind: string(o.Kind), Name: o.Name, USCC: o.USCC, RegistrationNumber: o.RegistrationNumber,
		Region: o.Region, TwoPersonPublish: o.TwoPersonPublish, Version: o.Version,
	}
}

// namesOf looks up what the organisations of things are called, all at once.
func namesOf[T any](ctx context.Context, s *Server, things []T, of func(T) core.ID) (map[core.ID]core.Text, error) {
	ids := make([]core.ID, len(things))
	for i, t := range things {
		ids[i] = of(t)
	}
	return s.Land.OrganisationNames(ctx, ids...)
}
