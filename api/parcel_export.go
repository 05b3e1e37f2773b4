package api

import (
	"context"
	"io"
	"net/http"
	"os"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humafiber"
	"github.com/gofiber/fiber/v2"

	"zhaoyun/internal/land"
)

func (s *Server) registerParcelExport() {
	content := map[string]*huma.MediaType{}
	for _, t := range land.ExportFormats {
		content[t] = &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}
	}
	handle(s, huma.Operation{
		OperationID: "export-parcels", Method: http.MethodGet, Path: "/parcels/export", Tags: []string{"Parcels"}, Summary: "Take parcels along as a file",
		Description: "What the filter leaves, by number, under headings that an import reads. Cells that a spreadsheet would take for formulas are quoted.",
		Errors:      []int{401, 403, 422},
		Responses:   map[string]*huma.Response{"200": {Description: "The file", Content: content}},
	}, func(ctx context.Context, in *struct {
		ParcelFilter
		Format string `query:"format" required:"true" enum:"geojson,xlsx,csv"`
	},
	) (*huma.StreamResponse, error) {
		f, err := s.parcelFilter(ctx, in.ParcelFilter)
		if err != nil {
			return nil, err
		}
		return s.exported(ctx, f, in.Format)
	})
}

// exported writes the file to the disk first: an error in the middle is an error
// then, and not half a file.
func (s *Server) exported(ctx context.Context, f land.Filter, format string) (*huma.StreamResponse, error) {
	file, err := os.CreateTemp("", "zhaoyun-export-*")
	if err != nil {
		return nil, err
	}
	_ = os.Remove(file.Name()) // it goes with the last who reads it
	if err = s.Land.Export(ctx, actor(ctx), f, format, file); err != nil {
		_ = file.Close()
		return nil, err
	}
	return sendFile(file, land.ExportFormats[format], "地块 "+time.Now().Format(time.DateOnly)+"."+format)
}

// sendFile sends a file that was written for one answer.
func sendFile(file *os.File, kind, name string) (*huma.StreamResponse, error) {
	size, err := file.Seek(0, io.SeekCurrent)
	if err == nil {
		_, err = file.Seek(0, io.SeekStart)
	}
	if err != nil {
		_ = file.Close()
		return nil, err
	}
	return &huma.StreamResponse{Body: func(h huma.Context) {
		c := humafiber.Unwrap(h)
		c.Set(fiber.HeaderContentType, kind)
		c.Set(fiber.HeaderXContentTypeOptions, "nosniff")
		c.Set(fiber.HeaderContentDisposition, disposition(name, true))
		c.Set(fiber.HeaderCacheControl, "private, no-store")
		c.Context().SetBodyStream(file, int(size)) // closes it
	}}, nil
}
