package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"zhaoyun/internal/core"
	"zhaoyun/internal/event"
)

type getCalendarInput struct {
	EventPath
	Cachable
	Language string `query:"lang" enum:"zh-CN,en,zh-HK" doc:"Your own language when left out"`
}

type calendarFile struct {
	Status       int
	ETag         string `header:"ETag"`
	ContentType  string `header:"Content-Type"`
	Disposition  string `header:"Content-Disposition"`
	CacheControl string `header:"Cache-Control"`
	Vary         string `header:"Vary"`
	Body         []byte
}

func (s *Server) registerCalendar() {
	handle(s, huma.Operation{
		OperationID: "get-event-calendar", Method: http.MethodGet, Path: "/events/{event}/calendar.ics", Tags: []string{"Events"},
		Summary: "The agenda as a calendar file", Security: public,
		Description: "iCalendar (RFC 5545), one VEVENT for each session, with an alarm an hour before. A session keeps its UID and counts SEQUENCE up.",
		Errors:      []int{http.StatusNotFound, http.StatusUnprocessableEntity},
		Responses: map[string]*huma.Response{"200": {
			Description: "The calendar file",
			Content:     map[string]*huma.MediaType{"text/calendar": {Schema: &huma.Schema{Type: huma.TypeString}}},
		}},
	}, func(ctx context.Context, in *getCalendarInput) (*calendarFile, error) {
		language := in.Language
		if !core.IsLanguage(language) {
			language = actor(ctx).Language
		}
		e, file, err := s.Events.Calendar(ctx, actor(ctx), in.Event, language)
		if err != nil {
			return nil, err
		}
		out := &calendarFile{
			Status: http.StatusOK, ETag: digestTag(file), ContentType: event.CalendarType, Disposition: `attachment; filename="` + e.Slug + `.ics"`,
			CacheControl: "private, no-cache", Vary: "Cookie, Authorization, Accept-Language", Body: file,
		}
		if in.knows(out.ETag) {
			out.Status, out.Body = http.StatusNotModified, nil
		}
		return out, nil
	})
}
