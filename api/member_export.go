package api

import (
	"context"
	"io"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"zhaoyun/internal/chamber"
)

func (s *Server) registerMemberExport() {
	handle(s, huma.Operation{
		OperationID: "export-members", Method: http.MethodGet, Path: "/members/export", Tags: []string{"Members"}, Summary: "Take members along as a file",
		Description: "What the filter leaves, under headings that an import reads. It leaves an audit line.", Errors: []int{401, 403, 422},
		Responses: fileResponses(chamber.ExportFormats),
	}, func(ctx context.Context, in *struct {
		MemberFilter
		Format string `query:"format" required:"true" enum:"xlsx,csv"`
	},
	) (*huma.StreamResponse, error) {
		return fileAnswer("会员", in.Format, chamber.ExportFormats[in.Format], func(w io.Writer) error {
			return s.Members.Export(ctx, actor(ctx), in.Chamber, in.filter(), in.Format, w)
		})
	})
}
