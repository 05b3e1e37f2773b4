package api

import (
	"context"
	"io"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"zhaoyun/internal/event"
)

// registrationsFile is which registrations go into the file, and in what language.
type registrationsFile struct {
	EventPath
	Status   string `query:"status" enum:"confirmed,waiting,cancelled" doc:"Only of this status"`
	OnSite   bool   `query:"onSite" doc:"Only who means to come in person"`
	Language string `query:"lang" enum:"zh-CN,en,zh-HK" default:"zh-CN"`
}

func (s *Server) registerRegistrationsExport(tags []string) {
	handle(s, huma.Operation{
		OperationID: "export-registrations", Method: http.MethodGet, Path: "/events/{event}/registrations/export.xlsx", Tags: tags,
		Summary:     "Take along who registered as a spreadsheet",
		Description: "With whole contacts and what has to be prepared for them; for officials of the organisation. It leaves a line in the audit log.",
		Errors:      []int{401, 403, 404, 422}, Responses: fileResponses(event.ExportFormats),
	}, func(ctx context.Context, in *registrationsFile) (*huma.StreamResponse, error) {
		f := event.RegistrationFilter{Status: event.RegistrationStatus(in.Status), OnSite: in.OnSite}
		return fileAnswer(event.ExportTitle.In(in.Language), "xlsx", event.ExportFormats["xlsx"], func(w io.Writer) error {
			return s.Events.Export(ctx, actor(ctx), in.Event, f, in.Language, w)
		})
	})
}
