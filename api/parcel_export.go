package api

import (
	"context"
	"io"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"zhaoyun/internal/land"
)

func (s *Server) registerParcelExport() {
	handle(s, huma.Operation{
		OperationID: "export-parcels", Method: http.MethodGet, Path: "/parcels/export", Tags: []string{"Parcels"}, Summary: "Take parcels along as a file",
		Description: "What the filter leaves, by number, under headings that an import reads. Cells that a spreadsheet would take for formulas are quoted.",
		Errors:      []int{401, 403, 422},
		Responses:   fileResponses(land.ExportFormats),
	}, func(ctx context.Context, in *struct {
		ParcelFilter
		Format string `query:"format" required:"true" enum:"geojson,xlsx,csv"`
	},
	) (*huma.StreamResponse, error) {
		f, err := s.parcelFilter(ctx, in.ParcelFilter)
		if err != nil {
			return nil, err
		}
		return fileAnswer("地块", in.Format, land.ExportFormats[in.Format], func(w io.Writer) error {
			return s.Land.Export(ctx, actor(ctx), f, in.Format, w)
		})
	})
}
