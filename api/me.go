package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"zhaoyun/internal/account"
	"zhaoyun/internal/core"
)

// Me is the account of whoever asks.
type Me struct {
	ID               core.ID      `json:"id"`
	Name             string       `json:"name" doc:"Shown in rooms"`
	Kind             string       `json:"kind" enum:"member,guest" doc:"member: has an account with a verified contact; guest: known by name only"`
	Language         string       `json:"language" enum:"zh-CN,en,zh-HK" doc:"Of pages and messages"`
	TimeZone         string       `json:"timeZone" doc:"IANA time zone"`
	OrganisationName string       `json:"organisationName,omitempty" doc:"As the person wrote it"`
	Contacts         []Contact    `json:"contacts" nullable:"false" doc:"Masked"`
	Memberships      []Membership `json:"memberships" nullable:"false" doc:"Roles in organisations"`
	HasPassword      bool         `json:"hasPassword" doc:"Whether a password was set"`
	Can              []string     `json:"can" nullable:"false" doc:"Operations of the house this person may do, such as create-event"`
	Version          core.Version `json:"version" doc:"Goes into If-Match of an edit"`
}

// Contact is a mail address or phone number of a person.
type Contact struct {
	ID       core.ID `json:"id"`
	Kind     string  `json:"kind" enum:"mail,phone"`
	Value    string  `json:"value" doc:"Masked in the middle unless the reader administers accounts"`
	Verified bool    `json:"verified" doc:"Whether the person has shown that it is theirs"`
}

// Membership is a role in an organisation.
type Membership struct {
	Organisation OrganisationName `json:"organisation"`
	Role         string           `json:"role" enum:"administrator,official,secretary,investor"`
}

// OrganisationName is as much of an organisation as it takes to show it.
type OrganisationName struct {
	ID   core.ID   `json:"id"`
	Kind string    `json:"kind" enum:"bureau,chamber,company"`
	Name core.Text `json:"name" doc:"By language: zh-CN, en, zh-HK"`
}

// MeChange names what somebody changes about themselves.
type MeChange struct {
	Name             *string         `json:"name,omitempty" maxLength:"200" doc:"1 to 50 characters"`
	Language         *string         `json:"language,omitempty" enum:"zh-CN,en,zh-HK" doc:"Of pages and messages"`
	TimeZone         *string         `json:"timeZone,omitempty" maxLength:"64" doc:"IANA time zone"`
	OrganisationName *string         `json:"organisationName,omitempty" maxLength:"400" doc:"Free text; memberships are what counts"`
	Password         *PasswordChange `json:"password,omitempty" doc:"Ends all other sign-ins"`
}

// PasswordChange replaces a password.
type PasswordChange struct {
	Current string `json:"current,omitempty" maxLength:"512" format:"password" doc:"The present password; left out when there is none yet"`
	New     string `json:"new" maxLength:"512" format:"password" doc:"10 to 128 characters"`
}

type updateMeInput struct {
	Edit
	Body MeChange
}

func (s *Server) registerMe() {
	tags := []string{"Me"}
	handle(s, huma.Operation{
		OperationID: "get-me", Method: http.MethodGet, Path: "/me", Tags: tags, Summary: "Read my account",
		Description: "Answers 401 `sign_in_required` when nobody is signed in.", Errors: []int{http.StatusUnauthorized},
	}, func(ctx context.Context, _ *struct{}) (*Versioned[Me], error) {
		me, err := s.Accounts.Me(ctx, actor(ctx))
		if err != nil {
			return nil, err
		}
		return versioned(me.Version, meOf(me)), nil
	})
	handle(s, huma.Operation{
		OperationID: "update-me", Method: http.MethodPatch, Path: "/me", Tags: tags, Summary: "Change my account",
		Errors: []int{http.StatusUnauthorized, http.StatusConflict, http.StatusPreconditionFailed, http.StatusPreconditionRequired, http.StatusUnprocessableEntity},
	}, s.updateMe)
}

func (s *Server) updateMe(ctx context.Context, in *updateMeInput) (*Versioned[Me], error) {
	v, err := in.version()
	if err != nil {
		return nil, err
	}
	c := account.MeChange{PersonChange: account.PersonChange{
		Name: in.Body.Name, Language: in.Body.Language, TimeZone: in.Body.TimeZone, OrganisationName: in.Body.OrganisationName,
	}}
	if p := in.Body.Password; p != nil {
		c.Password = &account.PasswordChange{Current: p.Current, New: p.New}
	}
	me, err := s.Accounts.UpdateMe(ctx, actor(ctx), v, c)
	if err != nil {
		return nil, err
	}
	return versioned(me.Version, meOf(me)), nil
}

func meOf(m account.Me) Me {
	return Me{
		ID: m.ID, Name: m.Name, Kind: string(m.Kind), Language: m.Language, TimeZone: m.TimeZone, OrganisationName: m.OrganisationName,
		Contacts: contactsOf(m.Contacts, false), Memberships: membershipsOf(m.Memberships), HasPassword: m.Password != "",
		Can: m.Can, Version: m.Version,
	}
}

func contactsOf(cs []account.Contact, open bool) []Contact {
	out := make([]Contact, len(cs))
	for i, c := range cs {
		out[i] = Contact{ID: c.ID, Kind: string(c.Kind), Value: c.Masked(), Verified: c.Verified}
		if open {
			out[i].Value = c.Value
		}
	}
	return out
}

func membershipsOf(ms []account.Membership) []Membership {
	out := make([]Membership, len(ms))
	for i, m := range ms {
		out[i] = Membership{Organisation: OrganisationName{ID: m.Organisation, Kind: string(m.Kind), Name: m.Name}, Role: string(m.Role)}
	}
	return out
}
