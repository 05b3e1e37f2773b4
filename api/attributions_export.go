package api

import (
	"context"
	"net/http"
	"os"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"zhaoyun/internal/core"
	"zhaoyun/internal/credit"
)

const xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

func (s *Server) registerAttributionExport(tags []string) {
	handle(s, huma.Operation{
		OperationID: "export-attributions", Method: http.MethodGet, Path: "/attributions/export.xlsx", Tags: tags,
		Summary: "Take the ledger along as a spreadsheet", Description: "What the filter leaves. It leaves a line in the audit log.",
		Errors: []int{401, 403, 422},
		Responses: map[string]*huma.Response{"200": {Description: "The file", Content: map[string]*huma.MediaType{
			xlsxType: {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}},
		}}},
	}, func(ctx context.Context, in *struct {
		AttributionFilter
		Language string `query:"lang" enum:"zh-CN,en,zh-HK" default:"zh-CN"`
	}) (*huma.StreamResponse, error) {
		file, err := os.CreateTemp("", "zhaoyun-export-*")
		if err != nil {
			return nil, err
		}
		_ = os.Remove(file.Name()) // it goes with the last who reads it
		name := func(id core.ID) string {
			names, err := s.Land.OrganisationNames(ctx, id)
			if err != nil {
				return ""
			}
			return names[id].In(in.Language)
		}
		if err := s.Credit.Write(ctx, actor(ctx), in.filter(core.Paging{}), in.Language, name, file); err != nil {
			_ = file.Close()
			return nil, err
		}
		return sendFile(file, xlsxType, credit.Title.In(in.Language)+" "+time.Now().Format(time.DateOnly)+".xlsx")
	})
}
