package api

import (
	"context"
	"io"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"zhaoyun/internal/core"
	"zhaoyun/internal/credit"
)

func (s *Server) registerAttributionExport(tags []string) {
	handle(s, huma.Operation{
		OperationID: "export-attributions", Method: http.MethodGet, Path: "/attributions/export.xlsx", Tags: tags,
		Summary: "Take the ledger along as a spreadsheet", Description: "What the filter leaves. It leaves a line in the audit log.",
		Errors: []int{401, 403, 422}, Responses: fileResponses(credit.ExportFormats),
	}, func(ctx context.Context, in *struct {
		AttributionFilter
		Language string `query:"lang" enum:"zh-CN,en,zh-HK" default:"zh-CN"`
	},
	) (*huma.StreamResponse, error) {
		name := func(id core.ID) string {
			names, err := s.Land.OrganisationNames(ctx, id)
			if err != nil {
				return ""
			}
			return names[id].In(in.Language)
		}
		return fileAnswer(credit.Title.In(in.Language), "xlsx", credit.ExportFormats["xlsx"], func(w io.Writer) error {
			return s.Credit.Write(ctx, actor(ctx), in.filter(core.Paging{}), in.Language, name, w)
		})
	})
}
