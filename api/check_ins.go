package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"zhaoyun/internal/checkin"
	"zhaoyun/internal/core"
)

// CheckInDraft lets somebody in: a scanned code, or a chosen registration.
type CheckInDraft struct {
	Code         string  `json:"code,omitempty" maxLength:"500" doc:"What the scanner read from the person's QR code"`
	Registration core.ID `json:"registration,omitempty" maxLength:"40" doc:"In place of a code: somebody found by digits or name"`
	Method       string  `json:"method" enum:"scan,digits,name"`
	AdmitWaiting bool    `json:"admitWaiting,omitempty" doc:"Let in who is on the waiting list"`
}

// CheckIn says that a registered person came to the hall.
type CheckIn struct {
	ID               core.ID   `json:"id" format:"uuid"`
	Registration     core.ID   `json:"registration"`
	Name             string    `json:"name"`
	OrganisationName string    `json:"organisationName"`
	Method           string    `json:"method" enum:"scan,digits,name"`
	At               time.Time `json:"at"`
	Again            bool      `json:"again,omitempty" doc:"They were checked in before, at this time; nothing was counted"`
}

// CheckIns are who came, and how many.
type CheckIns struct {
	core.Page[CheckIn]
	Expected int `json:"expected" doc:"Registrations with a place"`
	Came     int `json:"came"`
}

// Registrant is somebody who registered, as the door needs to know them.
type Registrant struct {
	Registration     core.ID    `json:"registration"`
	Name             string     `json:"name"`
	OrganisationName string     `json:"organisationName"`
	Contact          string     `json:"contact" doc:"Masked in the middle"`
	Status           string     `json:"status" enum:"confirmed,waiting"`
	CheckedInAt      *time.Time `json:"checkedInAt,omitempty"`
}

// Registrants are who was found.
type Registrants struct {
	Items []Registrant `json:"items" nullable:"false"`
}

func checkInOf(c checkin.CheckIn) CheckIn {
	return CheckIn{ID: c.ID, Registration: c.Registration, Name: c.Name, OrganisationName: c.Company, Method: string(c.Method), At: c.At}
}

func (s *Server) registerCheckIns() {
	tags := []string{"Check-ins"}
	create(s, huma.Operation{
		OperationID: "create-check-in", Method: http.MethodPost, Path: "/events/{event}/check-ins", Tags: tags, Summary: "Check somebody in to the hall",
		Description: "By the code on their phone, or a registration that was looked up. Doing it again counts nobody twice and answers the first check-in.",
		Errors:      []int{401, 403, 404, 409, 422},
	}, func(ctx context.Context, in *struct {
		EventPath
		Body CheckInDraft
	}) (*Body[CheckIn], error) {
		b := in.Body
		c, again, err := s.CheckIns.Create(ctx, actor(ctx), in.Event, checkin.Draft{
			Code: b.Code, Registration: b.Registration, Method: checkin.Method(b.Method), AdmitWaiting: b.AdmitWaiting,
		})
		out := checkInOf(c)
		out.Again = again
		return &Body[CheckIn]{out}, err
	})
	handle(s, huma.Operation{
		OperationID: "list-check-ins", Method: http.MethodGet, Path: "/events/{event}/check-ins", Tags: tags, Summary: "List who came to the hall",
		Description: "Latest first.", Errors: []int{401, 403, 404, 422},
	}, func(ctx context.Context, in *struct {
		EventPath
		Paged
	}) (*Body[CheckIns], error) {
		page, counts, err := s.CheckIns.List(ctx, actor(ctx), in.Event, in.paging())
		return &Body[CheckIns]{CheckIns{Page: core.Map(page, checkInOf), Expected: counts.Expected, Came: counts.Came}}, err
	})
	handle(s, huma.Operation{
		OperationID: "find-registrants", Method: http.MethodGet, Path: "/events/{event}/registrants", Tags: tags, Summary: "Look up who registered, at the door",
		Description: "By the last four digits of a number, or by part of a name or organisation.", Errors: []int{401, 403, 404, 422},
	}, func(ctx context.Context, in *struct {
		EventPath
		Query string `query:"q" minLength:"1" maxLength:"100" required:"true"`
	}) (*Body[Registrants], error) {
		found, err := s.CheckIns.Find(ctx, actor(ctx), in.Event, in.Query)
		out := Registrants{Items: make([]Registrant, len(found))}
		for i, r := range found {
			out.Items[i] = Registrant{
				Registration: r.Registration, Name: r.Name, OrganisationName: r.Company, Contact: r.Contact, Status: r.Status, CheckedInAt: r.CheckedInAt,
			}
		}
		return &Body[Registrants]{out}, err
	})
	handle(s, huma.Operation{
		OperationID: "undo-check-in", Method: http.MethodDelete, Path: "/events/{event}/check-ins/{checkIn}", Tags: tags, Summary: "Take a mistaken check-in back",
		DefaultStatus: http.StatusNoContent, Errors: []int{401, 403, 404},
	}, func(ctx context.Context, in *struct {
		EventPath
		CheckIn core.ID `path:"checkIn" maxLength:"40"`
	}) (*Empty, error) {
		return nil, s.CheckIns.Undo(ctx, actor(ctx), in.Event, in.CheckIn)
	})
}
