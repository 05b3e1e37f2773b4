package api

import (
	"io"
	"os"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humafiber"
	"github.com/gofiber/fiber/v2"
)

// fileResponses are the answers of an operation that gives a file, in one of formats.
func fileResponses(formats map[string]string) map[string]*huma.Response {
	content := map[string]*huma.MediaType{}
	for _, t := range formats {
		content[t] = &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}
	}
	return map[string]*huma.Response{"200": {Description: "The file", Content: content}}
}

// fileAnswer writes a file to the disk first: an error in the middle is an error then,
// and not half a file.
func fileAnswer(name, format, mediaType string, write func(w io.Writer) error) (*huma.StreamResponse, error) {
	file, err := os.CreateTemp("", "zhaoyun-export-*")
	if err != nil {
		return nil, err
	}
	_ = os.Remove(file.Name()) // it goes with the last who reads it
	if err = write(file); err == nil {
		_, err = file.Seek(0, io.SeekStart)
	}
	if err != nil {
		_ = file.Close()
		return nil, err
	}
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	return &huma.StreamResponse{Body: func(h huma.Context) {
		c := humafiber.Unwrap(h)
		c.Set(fiber.HeaderContentType, mediaType)
		c.Set(fiber.HeaderXContentTypeOptions, "nosniff")
		c.Set(fiber.HeaderContentDisposition, disposition(name+" "+time.Now().Format(time.DateOnly)+"."+format, true))
		c.Set(fiber.HeaderCacheControl, "private, no-store")
		c.Context().SetBodyStream(file, int(info.Size())) // closes it
	}}, nil
}
