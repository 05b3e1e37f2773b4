package api

import (
	"bytes"
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"zhaoyun/internal/core"
	"zhaoyun/internal/file"
	"zhaoyun/internal/room"
)

// AgreementPath names an agreement of a ceremony.
type AgreementPath struct {
	RoomPath
	Agreement core.ID `path:"agreement" maxLength:"40"`
}

// AgreementPages are the pages that everybody may read.
type AgreementPages struct {
	Pages [][]int `json:"pages" nullable:"false" maxItems:"50" doc:"Ranges, the last page of each included, such as [[1,3],[12,12]]; empty: none"`
}

// Venue is a place that takes part in a ground-breaking.
type Venue struct {
	ID          core.ID `json:"id,omitempty" maxLength:"40" doc:"Left out of a new one"`
	Kind        string  `json:"kind" enum:"government,company,site"`
	Label       string  `json:"label" maxLength:"240" example:"主会场"`
	Place       string  `json:"place,omitempty" maxLength:"240"`
	Participant core.ID `json:"participant,omitempty" maxLength:"40" doc:"Who speaks for it"`
	Encoder     core.ID `json:"encoder,omitempty" maxLength:"40" doc:"Whose picture is its"`
	Ready       bool    `json:"ready,omitempty" readOnly:"true"`
}

// Venues are all of them.
type Venues struct {
	Venues []Venue `json:"venues" nullable:"false" maxItems:"6"`
}

// VenuePath names a venue.
type VenuePath struct {
	RoomPath
	Venue core.ID `path:"venue" maxLength:"40"`
}

// VenueLight is whether a place is ready.
type VenueLight struct {
	Ready bool `json:"ready"`
}

// StartDraft begins a countdown.
type StartDraft struct {
	InSeconds int        `json:"inSeconds,omitempty" minimum:"5" maximum:"600" doc:"From now; this or at"`
	At        *time.Time `json:"at,omitempty" doc:"On the server's clock, five seconds to ten minutes from now; goes before inSeconds"`
	Label     core.Text  `json:"label,omitempty" doc:"What begins, by language"`
	Parcel    core.ID    `json:"parcel,omitempty" maxLength:"40" doc:"Whose outline is drawn at zero; one of the event's"`
}

// Start is a moment to which everybody counts down together.
type Start struct {
	Seq     int64     `json:"seq" doc:"The entry that set it"`
	At      time.Time `json:"at" doc:"On the server's clock"`
	Label   core.Text `json:"label,omitempty"`
	Parcel  core.ID   `json:"parcel,omitempty"`
	Presses []Press   `json:"presses" nullable:"false"`
}

// Press is somebody's hand on the button.
type Press struct {
	By     core.ID `json:"by" doc:"A participant"`
	Offset int64   `json:"offset" doc:"Milliseconds from zero; negative before it"`
}

// PressDraft says when it was pressed.
type PressDraft struct {
	At *time.Time `json:"at,omitempty" doc:"On the server's clock as measured over the socket, so that a slow net makes nobody late; left out: now"`
}

func venuesBody(list []room.Venue, err error) (*Body[Venues], error) {
	out := Venues{Venues: make([]Venue, len(list))}
	for i, v := range list {
		out.Venues[i] = Venue(v)
	}
	return &Body[Venues]{out}, err
}

func startBody(s room.Start, err error) (*Body[Start], error) {
	if err != nil {
		return nil, err
	}
	at, err := time.Parse(time.RFC3339, s.At)
	out := Start{Seq: s.Seq, At: at, Label: s.Label, Parcel: s.Parcel, Presses: make([]Press, len(s.Presses))}
	for i, p := range s.Presses {
		out.Presses[i] = Press(p)
	}
	return &Body[Start]{out}, err
}

func pageRanges(in [][]int) ([]room.PageRange, error) {
	out := make([]room.PageRange, len(in))
	for i, r := range in {
		if len(r) != 2 {
			return nil, core.Invalid("page_out_of_range", "A range is the first and the last page.").On("body.pages")
		}
		out[i] = room.PageRange(r)
	}
	return out, nil
}

func (s *Server) registerCeremony() {
	s.registerAgreementsShown()
	tags := []string{"ceremonies"}
	errs := []int{401, 403, 404, 409, 422}
	handle(s, huma.Operation{
		OperationID: "set-venues", Method: http.MethodPut, Path: "/rooms/{room}/venues", Tags: tags,
		Summary: "Say which places take part", Description: "All of them, in order. A place that stays keeps its light.", Errors: errs,
	}, func(ctx context.Context, in *struct {
		RoomPath
		Body Venues
	}) (*Body[Venues], error) {
		list := make([]room.Venue, len(in.Body.Venues))
		for i, v := range in.Body.Venues {
			list[i] = room.Venue(v)
		}
		return venuesBody(s.Rooms.SetVenues(ctx, actor(ctx), in.Room, list))
	})
	handle(s, huma.Operation{
		OperationID: "set-venue-ready", Method: http.MethodPut, Path: "/rooms/{room}/venues/{venue}/ready", Tags: tags,
		Summary: "Turn the light of a place on or off", Description: "Who speaks for the place may, and those who run the session.", Errors: errs,
	}, func(ctx context.Context, in *struct {
		VenuePath
		Body VenueLight
	}) (*Body[Venues], error) {
		return venuesBody(s.Rooms.SetVenueReady(ctx, actor(ctx), in.Room, in.Venue, in.Body.Ready))
	})
	create(s, huma.Operation{
		OperationID: "set-start", Method: http.MethodPost, Path: "/rooms/{room}/start", Tags: tags,
		Summary: "Count down to a moment together", Description: "The moment is absolute; clients show it by the clock they measure over the socket.", Errors: errs,
	}, func(ctx context.Context, in *struct {
		RoomPath
		Body StartDraft
	}) (*Body[Start], error) {
		draft := room.StartDraft{In: time.Duration(in.Body.InSeconds) * time.Second, Label: in.Body.Label, Parcel: in.Body.Parcel}
		if in.Body.At != nil {
			draft.At = *in.Body.At
		}
		return startBody(s.Rooms.SetStart(ctx, actor(ctx), in.Room, draft))
	})
	handle(s, huma.Operation{
		OperationID: "cancel-start", Method: http.MethodDelete, Path: "/rooms/{room}/start", Tags: tags,
		Summary: "Stop the countdown", DefaultStatus: http.StatusNoContent, Errors: errs,
	}, func(ctx context.Context, in *RoomPath) (*Empty, error) {
		return &Empty{}, s.Rooms.CancelStart(ctx, actor(ctx), in.Room)
	})
	handle(s, huma.Operation{
		OperationID: "press-start", Method: http.MethodPost, Path: "/rooms/{room}/presses", Tags: tags, DefaultStatus: http.StatusOK,
		Summary:     "Press the button at zero",
		Description: "For those on stage and who speaks for a place, from three seconds before zero to ten seconds after it. Pressing again changes nothing.", Errors: errs,
	}, func(ctx context.Context, in *struct {
		RoomPath
		Body PressDraft
	}) (*Body[Start], error) {
		var at time.Time
		if in.Body.At != nil {
			at = *in.Body.At
		}
		return startBody(s.Rooms.PressStart(ctx, actor(ctx), in.Room, at))
	})
}

func (s *Server) registerAgreementsShown() {
	tags := []string{"ceremonies"}
	handle(s, huma.Operation{
		OperationID: "release-agreement-pages", Method: http.MethodPut, Path: "/rooms/{room}/agreements/{agreement}/pages", Tags: tags,
		Summary:     "Let everybody in the room read pages of an agreement",
		Description: "These and no others. Without it the audience sees the number of the page on stage, not the page.",
		Errors:      []int{401, 403, 404, 409, 422},
	}, func(ctx context.Context, in *struct {
		AgreementPath
		Body AgreementPages
	}) (*Body[AgreementPages], error) {
		ranges, err := pageRanges(in.Body.Pages)
		if err != nil {
			return nil, err
		}
		a, err := s.Rooms.ReleaseAgreementPages(ctx, actor(ctx), in.Room, in.Agreement, ranges)
		out := AgreementPages{Pages: make([][]int, len(a.Open))}
		for i, r := range a.Open {
			out.Pages[i] = r[:]
		}
		return &Body[AgreementPages]{out}, err
	})
	handle(s, huma.Operation{
		OperationID: "get-agreement-page", Method: http.MethodGet, Path: "/rooms/{room}/agreements/{agreement}/pages/{page}", Tags: tags,
		Summary:     "Read one page of an agreement of the ceremony",
		Description: "As a PDF of that page alone: for those who run the session, and for everybody what the host let out. The whole is never given here.",
		Errors:      []int{401, 403, 404, 409},
		Responses: map[string]*huma.Response{"200": {Description: "The page", Content: map[string]*huma.MediaType{
			file.PDF: {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}},
		}}},
	}, func(ctx context.Context, in *struct {
		AgreementPath
		Page int `path:"page" minimum:"1" maximum:"10000"`
	}) (*huma.StreamResponse, error) {
		pdf, err := s.Rooms.AgreementPage(ctx, actor(ctx), in.Room, in.Agreement, in.Page)
		if err != nil {
			return nil, err
		}
		return &huma.StreamResponse{Body: func(ctx huma.Context) {
			ctx.SetHeader("Content-Type", file.PDF)
			// Another moment it may be private again.
			ctx.SetHeader("Cache-Control", "private, no-store")
			_, _ = bytes.NewReader(pdf).WriteTo(ctx.BodyWriter())
		}}, nil
	})
}
