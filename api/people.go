package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"zhaoyun/internal/account"
	"zhaoyun/internal/core"
)

// Person is somebody as staff sees them.
type Person struct {
	ID               core.ID      `json:"id"`
	Name             string       `json:"name"`
	Kind             string       `json:"kind" enum:"member,guest"`
	Language         string       `json:"language" enum:"zh-CN,en,zh-HK"`
	TimeZone         string       `json:"timeZone"`
	OrganisationName string       `json:"organisationName,omitempty" doc:"As the person wrote it"`
	Contacts         []Contact    `json:"contacts" nullable:"false"`
	Memberships      []Membership `json:"memberships" nullable:"false" doc:"Roles in organisations"`
	Locked           bool         `json:"locked" doc:"Whether too many sign-ins failed a moment ago"`
	LastSeenAt       *time.Time   `json:"lastSeenAt,omitempty" doc:"When a sign-in was last started or renewed"`
	CreatedAt        time.Time    `json:"createdAt"`
	Version          core.Version `json:"version" doc:"Goes into If-Match of an edit"`
}

// PersonDraft describes a person to add. The administrator vouches for the contacts.
type PersonDraft struct {
	Name             string            `json:"name" maxLength:"200"`
	Contacts         []string          `json:"contacts" minItems:"1" maxItems:"10" nullable:"false" doc:"Mail addresses and phone numbers; they count as verified"`
	Language         string            `json:"language,omitempty" enum:"zh-CN,en,zh-HK"`
	TimeZone         string            `json:"timeZone,omitempty" maxLength:"64"`
	OrganisationName string            `json:"organisationName,omitempty" maxLength:"400"`
	Password         string            `json:"password,omitempty" maxLength:"512" format:"password" doc:"Left out: the person signs in with a code"`
	Memberships      []MembershipDraft `json:"memberships,omitempty" maxItems:"50" nullable:"false"`
}

// MembershipDraft asks for a role in an organisation.
type MembershipDraft struct {
	Organisation core.ID `json:"organisation" maxLength:"40" doc:"Id of the organisation"`
	Role         string  `json:"role" enum:"administrator,official,secretary,investor" doc:"administrator and official: bureau; secretary: chamber; investor: company or chamber"`
}

// PersonChange names what an edit changes.
type PersonChange struct {
	Name             *string `json:"name,omitempty" maxLength:"200"`
	Language         *string `json:"language,omitempty" enum:"zh-CN,en,zh-HK"`
	TimeZone         *string `json:"timeZone,omitempty" maxLength:"64"`
	OrganisationName *string `json:"organisationName,omitempty" maxLength:"400"`
}

// Memberships replaces all roles of a person.
type Memberships struct {
	Memberships []MembershipDraft `json:"memberships" maxItems:"50" nullable:"false"`
}

// PersonPath names a person.
type PersonPath struct {
	Person string `path:"person" maxLength:"40" doc:"Id of the person"`
}

type listPeopleInput struct {
	Paged
	Query        string `query:"q" maxLength:"100" doc:"Part of the name, or a whole mail address or phone number"`
	Organisation string `query:"organisation" maxLength:"40" doc:"Only members of this organisation"`
	Role         string `query:"role" enum:"administrator,official,secretary,investor" doc:"Only with this role"`
	Kind         string `query:"kind" enum:"member,guest" default:"member" doc:"Members, or guests known by name only"`
}

type createPersonInput struct{ Body PersonDraft }

type updatePersonInput struct {
	PersonPath
	Edit
	Body PersonChange
}

type setMembershipsInput struct {
	PersonPath
	Edit
	Body Memberships
}

func (s *Server) registerPeople() {
	tags := []string{"People"}
	edit := []int{
		http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound, http.StatusConflict,
		http.StatusPreconditionFailed, http.StatusPreconditionRequired, http.StatusUnprocessableEntity,
	}
	handle(s, huma.Operation{
		OperationID: "list-people", Method: http.MethodGet, Path: "/people", Tags: tags, Summary: "List people, latest first",
		Errors: []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusUnprocessableEntity},
	}, s.listPeople)
	create(s, huma.Operation{
		OperationID: "create-person", Method: http.MethodPost, Path: "/people", Tags: tags, Summary: "Add a person",
		Errors: []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusConflict, http.StatusUnprocessableEntity},
	}, s.createPerson)
	handle(s, huma.Operation{
		OperationID: "get-person", Method: http.MethodGet, Path: "/people/{person}", Tags: tags, Summary: "Read a person",
	}, func(ctx context.Context, in *PersonPath) (*Versioned[Person], error) {
		p, err := s.Accounts.ReadPerson(ctx, actor(ctx), in.Person)
		return personOutput(ctx, p, err)
	})
	handle(s, huma.Operation{
		OperationID: "update-person", Method: http.MethodPatch, Path: "/people/{person}", Tags: tags, Summary: "Correct a person's data", Errors: edit,
	}, func(ctx context.Context, in *updatePersonInput) (*Versioned[Person], error) {
		v, err := in.version()
		if err != nil {
			return nil, err
		}
		p, err := s.Accounts.UpdatePerson(ctx, actor(ctx), in.Person, v, account.PersonChange(in.Body))
		return personOutput(ctx, p, err)
	})
	s.registerPersonData(tags)
	handle(s, huma.Operation{
		OperationID: "erase-person", Method: http.MethodDelete, Path: "/people/{person}", Tags: tags, DefaultStatus: http.StatusNoContent,
		Summary:     "Erase a person everywhere",
		Description: "Removes the account, registrations, and names and words in every room. What remains are identifiers without a name. It cannot be undone.",
		Errors:      []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound, http.StatusConflict},
	}, func(ctx context.Context, in *PersonPath) (*Empty, error) {
		return nil, s.Accounts.ErasePerson(ctx, actor(ctx), in.Person)
	})
	handle(s, huma.Operation{
		OperationID: "sign-out-person", Method: http.MethodPost, Path: "/people/{person}/sign-out", Tags: tags, DefaultStatus: http.StatusNoContent,
		Summary: "End all sign-ins of a person", Errors: []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound},
	}, func(ctx context.Context, in *PersonPath) (*Empty, error) {
		return nil, s.Accounts.SignOutPerson(ctx, actor(ctx), in.Person)
	})
	handle(s, huma.Operation{
		OperationID: "set-memberships", Method: http.MethodPut, Path: "/people/{person}/memberships", Tags: tags,
		Summary: "Replace the roles of a person", Errors: edit,
		Description: "Takes effect within two seconds on every server, on open rooms too. The last administrator keeps the role.",
	}, s.setMemberships)
}

func (s *Server) listPeople(ctx context.Context, in *listPeopleInput) (*Body[core.Page[Person]], error) {
	p, err := s.Accounts.People(ctx, actor(ctx), account.PersonFilter{
		Query: in.Query, Organisation: in.Organisation, Role: core.Role(in.Role), Kind: core.PersonKind(in.Kind),
	}, in.paging())
	if err != nil {
		return nil, err
	}
	return &Body[core.Page[Person]]{core.Map(p, func(p account.Person) Person { return personOf(ctx, p) })}, nil
}

func (s *Server) createPerson(ctx context.Context, in *createPersonInput) (*Versioned[Person], error) {
	b := in.Body
	p, err := s.Accounts.CreatePerson(ctx, actor(ctx), account.PersonDraft{
		Name: b.Name, Language: b.Language, TimeZone: b.TimeZone, OrganisationName: b.OrganisationName,
		Contacts: b.Contacts, Password: b.Password, Memberships: membershipDrafts(b.Memberships),
	})
	return personOutput(ctx, p, err)
}

func (s *Server) setMemberships(ctx context.Context, in *setMembershipsInput) (*Versioned[Person], error) {
	v, err := in.version()
	if err != nil {
		return nil, err
	}
	p, err := s.Accounts.SetMemberships(ctx, actor(ctx), in.Person, v, membershipDrafts(in.Body.Memberships))
	return personOutput(ctx, p, err)
}

func membershipDrafts(ms []MembershipDraft) []account.MembershipDraft {
	out := make([]account.MembershipDraft, len(ms))
	for i, m := range ms {
		out[i] = account.MembershipDraft{Organisation: m.Organisation, Role: core.Role(m.Role)}
	}
	return out
}

func personOutput(ctx context.Context, p account.Person, err error) (*Versioned[Person], error) {
	if err != nil {
		return nil, err
	}
	return versioned(p.Version, personOf(ctx, p)), nil
}

// personOf shows whole contacts to administrators only.
func personOf(ctx context.Context, p account.Person) Person {
	return Person{
		ID: p.ID, Name: p.Name, Kind: string(p.Kind), Language: p.Language, TimeZone: p.TimeZone, OrganisationName: p.OrganisationName,
		Contacts: contactsOf(p.Contacts, actor(ctx).Has(core.RoleAdministrator)), Memberships: membershipsOf(p.Memberships),
		Locked: p.Locked, LastSeenAt: p.SeenAt, CreatedAt: p.CreatedAt, Version: p.Version,
	}
}
