package account

import (
	"context"
	"regexp"
	"strings"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
)

// Organisation is a bureau that holds events, a chamber that invites to them or
// a company that comes.
type Organisation struct {
	ID                 core.ID
	Kind               core.OrgKind
	Name               core.Text
	USCC               string // unified social credit code, mainland only
	RegistrationNumber string // of another register, such as a Hong Kong BR number
	Region             string // ISO 3166-1 alpha-2 of the register; CN unless said otherwise
	TwoPersonPublish   bool   // a second official approves before an event is published
	Version            core.Version
	CreatedAt          time.Time
}

// OrganisationFilter narrows a list of organisations.
type OrganisationFilter struct {
	Query string // part of the name, or a whole register number
	Kind  core.OrgKind
}

// organisationStore keeps organisations.
type organisationStore interface {
	// InsertOrganisation fails with uscc_taken when another one has the code.
	InsertOrganisation(ctx context.Context, o Organisation) error
	// UpdateOrganisation stores o when its version still is the one given,
	// and counts the version up; else it fails with version_conflict.
	UpdateOrganisation(ctx context.Context, o Organisation, version core.Version) error
	Organisation(ctx context.Context, id core.ID) (Organisation, error)
	// OrganisationNamed finds one by its Chinese name or its code; organisation_not_found when there is none.
	OrganisationNamed(ctx context.Context, nameOrCode string) (Organisation, error)
	Organisations(ctx context.Context, f OrganisationFilter, p core.Paging) (core.Page[Organisation], error)
}

// ErrNoOrganisation is what the store answers about an unknown organisation.
var ErrNoOrganisation = core.NotFound("organisation_not_found", "There is no such organisation.")

// ErrUSCCTaken is what the store answers when another organisation has the code.
var ErrUSCCTaken = core.Conflict("uscc_taken", "Another organisation has this unified social credit code.").On("body.uscc")

var regionForm = regexp.MustCompile(`^[A-Z]{2}$`)

// normalise brings o into its stored form or lists what is wrong with it.
func (o *Organisation) normalise() error {
	wrong := core.CheckText("body.name", o.Name, true, 200)
	for tag, s := range o.Name {
		o.Name[tag] = strings.TrimSpace(s)
	}
	switch o.Kind {
	case core.OrgBureau, core.OrgChamber, core.OrgCompany:
	default:
		wrong = append(wrong, core.FieldError{Field: "body.kind", Code: "not_an_option", Message: "Use bureau, chamber or company."})
	}
	if o.Region = strings.ToUpper(strings.TrimSpace(o.Region)); o.Region == "" {
		o.Region = "CN"
	}
	if !regionForm.MatchString(o.Region) {
		wrong = append(wrong, core.FieldError{Field: "body.region", Code: "wrong_form", Message: "Use a two-letter country or region code."})
	}
	wrong = append(wrong, o.normaliseNumbers()...)
	if len(wrong) > 0 {
		return core.InvalidFields(wrong...)
	}
	return nil
}

// normaliseNumbers checks the register numbers: a mainland company needs its
// code, a Hong Kong company its BR or CR number; others may leave them out.
func (o *Organisation) normaliseNumbers() (wrong []core.FieldError) {
	note := func(field string, err error) {
		e := core.AsError(err)
		wrong = append(wrong, core.FieldError{Field: field, Code: e.Code, Message: e.Message})
	}
	company := o.Kind == core.OrgCompany
	if o.USCC != "" {
		code, err := CheckUSCC(o.USCC)
		switch {
		case err != nil:
			note("body.uscc", err)
		case o.Kind == core.OrgChamber && !strings.HasPrefix(code, socialPrefix):
			note("body.uscc", core.Invalid("uscc_not_social", "The code of a chamber of commerce starts with 51."))
		default:
			o.USCC = code
		}
	} else if company && o.Region == "CN" {
		note("body.uscc", core.Invalid("required", "A mainland company needs its unified social credit code."))
	}
	if o.RegistrationNumber != "" {
		number, err := CheckRegistrationNumber(o.Region, o.RegistrationNumber)
		if err != nil {
			note("body.registrationNumber", err)
		}
		o.RegistrationNumber = number
	} else if company && o.Region == "HK" {
		note("body.registrationNumber", core.Invalid("required", "A Hong Kong company needs its BR or CR number."))
	}
	return wrong
}

// CreateOrganisation adds an organisation. ID, Version and CreatedAt are filled in.
func (s *Service) CreateOrganisation(ctx context.Context, actor core.Actor, o Organisation) (Organisation, error) {
	if err := s.staff(ctx, actor, "create-organisation", policy.Target{}, "organisation", ""); err != nil {
		return Organisation{}, err
	}
	if err := o.normalise(); err != nil {
		return Organisation{}, err
	}
	o.ID, o.Version, o.CreatedAt = core.NewID(), 1, s.Clock()
	return o, s.Tx.InTx(ctx, func(ctx context.Context) error {
		if err := s.Store.InsertOrganisation(ctx, o); err != nil {
			return err
		}
		return s.Audit.Audit(ctx, actor.Audited("create-organisation", "organisation", o.ID, o.ID, map[string]any{"kind": o.Kind}))
	})
}

// OrganisationChange names what an edit changes; nil leaves a field as it is.
type OrganisationChange struct {
	Name               core.Text
	USCC               *string
	RegistrationNumber *string
	Region             *string
	TwoPersonPublish   *bool
}

// UpdateOrganisation edits the version of an organisation that was read.
func (s *Service) UpdateOrganisation(ctx context.Context, actor core.Actor, id core.ID, v core.Version, c OrganisationChange) (Organisation, error) {
	if err := s.staff(ctx, actor, "update-organisation", policy.Target{Organisation: id}, "organisation", id); err != nil {
		return Organisation{}, err
	}
	var o Organisation
	err := s.Tx.InTx(ctx, func(ctx context.Context) (err error) {
		if o, err = s.Store.Organisation(ctx, id); err != nil {
			return err
		}
		if c.Name != nil {
			o.Name = c.Name
		}
		set(&o.USCC, c.USCC)
		set(&o.RegistrationNumber, c.RegistrationNumber)
		set(&o.Region, c.Region)
		set(&o.TwoPersonPublish, c.TwoPersonPublish)
		if err := o.normalise(); err != nil {
			return err
		}
		if err := s.Store.UpdateOrganisation(ctx, o, v); err != nil {
			return err
		}
		o.Version = v + 1
		return s.Audit.Audit(ctx, actor.Audited("update-organisation", "organisation", id, id, nil))
	})
	return o, err
}

// Organisation returns one. It is open to other domains; ReadOrganisation asks the policy.
func (s *Service) Organisation(ctx context.Context, id core.ID) (Organisation, error) {
	return s.Store.Organisation(ctx, id)
}

// ReadOrganisation returns one to somebody who may see it.
func (s *Service) ReadOrganisation(ctx context.Context, actor core.Actor, id core.ID) (Organisation, error) {
	if err := policy.Check(actor, "get-organisation", policy.Target{Organisation: id}); err != nil {
		return Organisation{}, err
	}
	return s.Store.Organisation(ctx, id)
}

// Organisations lists organisations by name.
func (s *Service) Organisations(ctx context.Context, actor core.Actor, f OrganisationFilter, p core.Paging) (core.Page[Organisation], error) {
	if err := policy.Check(actor, "list-organisations", policy.Target{}); err != nil {
		return core.Page[Organisation]{}, err
	}
	return s.Store.Organisations(ctx, f, p)
}

// staff checks an operation that only staff does; a refusal is audited.
func (s *Service) staff(ctx context.Context, actor core.Actor, op policy.Op, t policy.Target, kind string, id core.ID) error {
	return core.NoteRefusal(ctx, s.Audit, policy.Check(actor, op, t), actor.Audited(string(op), kind, id, t.Organisation, nil))
}

// set copies a given value.
func set[T any](to *T, value *T) {
	if value != nil {
		*to = *value
	}
}
