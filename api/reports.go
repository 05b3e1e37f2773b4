package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humafiber"
	"github.com/gofiber/fiber/v2"

	"zhaoyun/internal/core"
	"zhaoyun/internal/report"
)

// SessionReport is how far the report of a session (活动小结) is, and what it says.
type SessionReport struct {
	Status       string         `json:"status" enum:"none,building,ready,failed"`
	Progress     int            `json:"progress" doc:"Percent, while building"`
	Phase        string         `json:"phase" enum:"waiting,live,paused,ended" doc:"Of the room"`
	Event        string         `json:"event" doc:"Slug of the event"`
	EventTitle   core.Text      `json:"eventTitle"`
	Title        core.Text      `json:"title" doc:"Of the session"`
	TimeZone     string         `json:"timeZone"`
	StartsAt     time.Time      `json:"startsAt"`
	Illustrative bool           `json:"illustrative"`
	BuiltAt      *time.Time     `json:"builtAt,omitempty"`
	Seq          int64          `json:"seq,omitempty" doc:"The last public entry it covers"`
	Behind       bool           `json:"behind" doc:"Things have happened since it was built"`
	Report       *report.Report `json:"report,omitempty" doc:"The last one built, also while another is"`
}

// ReportPerson is somebody behind a figure.
type ReportPerson struct {
	ID      core.ID    `json:"id" format:"uuid"`
	Name    string     `json:"name" doc:"Empty when the person was erased"`
	Org     string     `json:"org"`
	Role    string     `json:"role,omitempty" enum:"host,presenter,moderator,guest" doc:"Absent of a registration"`
	Region  string     `json:"region,omitempty"`
	FirstAt *time.Time `json:"firstAt,omitempty"`
	LastAt  *time.Time `json:"lastAt,omitempty"`
	Seconds int64      `json:"seconds,omitempty"`
	Count   int        `json:"count,omitempty" doc:"How often they did what the figure counts"`
}

func sessionReport(s report.State) *Body[SessionReport] {
	out := SessionReport{
		Status: s.Status, Progress: s.Progress, Phase: string(s.Phase), Event: s.Session.EventSlug, EventTitle: s.Session.EventTitle,
		Title: s.Session.Title, TimeZone: s.Session.TimeZone, StartsAt: s.Session.StartsAt, Illustrative: s.Session.Illustrative, Behind: s.Behind,
	}
	if s.Kept != nil {
		out.BuiltAt, out.Seq, out.Report = &s.Kept.BuiltAt, s.Kept.Public, &s.Kept.Report
	}
	return &Body[SessionReport]{out}
}

func reportPerson(m report.Member) ReportPerson {
	return ReportPerson{
		ID: m.ID, Name: m.Name, Org: m.Org, Role: m.Role, Region: m.Region, FirstAt: given(m.First), LastAt: given(m.Last), Seconds: m.Seconds,
		Count: m.Count,
	}
}

type reportPeopleInput struct {
	RoomPath
	Paged
	Figure   string    `query:"figure" required:"true" enum:"registered,interested,attended,staff,speakers,asked,answered,open,voters,hands"`
	At       time.Time `query:"at" doc:"Only who was there then"`
	Org      string    `query:"org" maxLength:"200" doc:"Only of this organisation"`
	Unnamed  bool      `query:"unnamed" doc:"Only who named no organisation"`
	Role     string    `query:"role" enum:"host,presenter,moderator,guest"`
	Region   string    `query:"region" maxLength:"2"`
	Interest string    `query:"interest" maxLength:"20"`
}

func (in reportPeopleInput) members() report.Members {
	m := report.Members{Figure: in.Figure, Role: in.Role, Region: in.Region, Interest: in.Interest, At: in.At, Paging: in.paging()}
	if in.Org != "" || in.Unnamed {
		m.Org = &in.Org
	}
	return m
}

func (s *Server) registerReports() {
	tags := []string{"reports"}
	handle(s, huma.Operation{
		OperationID: "get-report", Method: http.MethodGet, Path: "/rooms/{room}/report", Tags: tags,
		Summary: "Read the report of a session", Description: "One is built by itself when the session ends.",
	}, func(ctx context.Context, in *RoomPath) (*Body[SessionReport], error) {
		st, err := s.Reports.Read(ctx, actor(ctx), in.Room)
		return sessionReport(st), err
	})
	create(s, huma.Operation{
		OperationID: "build-report", Method: http.MethodPost, Path: "/rooms/{room}/report", Tags: tags,
		Summary: "Build the report, or build it again", Description: "In the background: read how far it is.",
		DefaultStatus: http.StatusAccepted,
	}, func(ctx context.Context, in *RoomPath) (*Body[SessionReport], error) {
		st, err := s.Reports.Build(ctx, actor(ctx), in.Room)
		return sessionReport(st), err
	})
	handle(s, huma.Operation{
		OperationID: "list-report-people", Method: http.MethodGet, Path: "/rooms/{room}/report/people", Tags: tags,
		Summary: "List the people behind a figure", Description: "Who asked anonymously is in none of these lists.",
	}, func(ctx context.Context, in *reportPeopleInput) (*Body[core.Page[ReportPerson]], error) {
		page, err := s.Reports.People(ctx, actor(ctx), in.Room, in.members())
		return &Body[core.Page[ReportPerson]]{core.Map(page, reportPerson)}, err
	})
	for _, format := range []string{"xlsx", "docx"} {
		handle(s, huma.Operation{
			OperationID: "get-report-" + format, Method: http.MethodGet, Path: "/rooms/{room}/report." + format, Tags: tags,
			Summary: "Take the report along (." + format + ")", Errors: []int{401, 403, 404, 409, 422},
			Responses: map[string]*huma.Response{"200": {Description: "The file", Content: map[string]*huma.MediaType{
				report.Formats[format]: {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}},
			}}},
		}, s.reportFile(format))
	}
}

type reportFileInput struct {
	RoomPath
	Language string `query:"lang" enum:"zh-CN,en,zh-HK" doc:"Your own language when left out"`
}

func (s *Server) reportFile(format string) func(context.Context, *reportFileInput) (*huma.StreamResponse, error) {
	return func(ctx context.Context, in *reportFileInput) (*huma.StreamResponse, error) {
		language := in.Language
		if !core.IsLanguage(language) {
			language = actor(ctx).Language
		}
		if !core.IsLanguage(language) {
			language = core.Languages[0]
		}
		f, err := s.Reports.Open(ctx, actor(ctx), in.Room, format, language)
		if err != nil {
			return nil, err
		}
		return &huma.StreamResponse{Body: func(h huma.Context) {
			c := humafiber.Unwrap(h)
			c.Set(fiber.HeaderContentType, report.Formats[format])
			c.Set(fiber.HeaderXContentTypeOptions, "nosniff")
			c.Set(fiber.HeaderContentDisposition, disposition(f.Name, true))
			c.Set(fiber.HeaderCacheControl, "private, no-store")
			c.Context().SetBodyStream(f, int(f.Size)) // closes it
		}}, nil
	}
}
