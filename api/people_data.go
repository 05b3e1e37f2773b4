package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
)

// PersonData is what is kept of somebody.
type PersonData struct {
	At               time.Time      `json:"at"`
	Name             string         `json:"name"`
	OrganisationName string         `json:"organisationName"`
	Language         string         `json:"language"`
	TimeZone         string         `json:"timeZone"`
	Contacts         []Contact      `json:"contacts" nullable:"false"`
	CreatedAt        time.Time      `json:"createdAt"`
	LastSeenAt       *time.Time     `json:"lastSeenAt,omitempty"`
	More             map[string]any `json:"more" doc:"By what it is: registrations with the consent given, checkIns, attributions, memberships, leads"`
}

// PersonDataFile is handed out as a file, so that it can be kept.
type PersonDataFile struct {
	Disposition string `header:"Content-Disposition"`
	Body        PersonData
}

func (s *Server) registerPersonData(tags []string) {
	handle(s, huma.Operation{
		OperationID: "get-person-data", Method: http.MethodGet, Path: "/people/{person}/data", Tags: tags, Summary: "Gather what is kept of a person",
		Description: "For themselves, or for an administrator who answers their request (PIPL Art. 45). It leaves a line in the audit log.",
		Errors:      []int{401, 403, 404},
	}, func(ctx context.Context, in *PersonPath) (*PersonDataFile, error) {
		d, err := s.Accounts.PersonData(ctx, actor(ctx), in.Person)
		if err != nil {
			return nil, err
		}
		p := d.Person
		return &PersonDataFile{
			Disposition: disposition("zhaoyun "+d.At.Format(time.DateOnly)+".json", true),
			Body: PersonData{
				At: d.At, Name: p.Name, OrganisationName: p.OrganisationName, Language: p.Language, TimeZone: p.TimeZone, Contacts: contactsOf(p.Contacts, true),
				CreatedAt: p.CreatedAt, LastSeenAt: p.SeenAt, More: d.More,
			},
		}, nil
	})
}
