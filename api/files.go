package api

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humafiber"
	"github.com/gofiber/fiber/v2"

	"zhaoyun/internal/core"
	"zhaoyun/internal/file"
)

// File is an upload, under way or done.
type File struct {
	ID        core.ID      `json:"id" format:"uuid"`
	Name      string       `json:"name" doc:"As given, made harmless; for people to read only"`
	Purpose   string       `json:"purpose" enum:"slides,cover,picture,clip"`
	Size      int64        `json:"size" doc:"Bytes, as announced"`
	Offset    int64        `json:"offset" doc:"Bytes received; where the next piece begins"`
	State     string       `json:"state" enum:"uploading,checking,ready,refused"`
	Problem   *FileProblem `json:"problem,omitempty" doc:"Why it was refused"`
	Type      string       `json:"type,omitempty" doc:"MIME type, told by the content"`
	Pages     int          `json:"pages,omitempty" doc:"Of a PDF"`
	Width     int          `json:"width,omitempty" doc:"Of a picture, in pixels"`
	Height    int          `json:"height,omitempty" doc:"Of a picture, in pixels"`
	URL       string       `json:"url,omitempty" doc:"Where the content is, once it is ready"`
	CreatedAt time.Time    `json:"createdAt"`
	Version   core.Version `json:"version"`
}

// FileProblem says why a file was refused.
type FileProblem struct {
	Code   string `json:"code" doc:"Stable code, such as pdf_encrypted"`
	Detail string `json:"detail" doc:"What to do, in English"`
}

func fileBody(f file.File) *Versioned[File] {
	out := File{
		ID: f.ID, Name: f.Name, Purpose: string(f.Purpose), Size: f.Size, Offset: f.Offset, State: string(f.State), Problem: (*FileProblem)(f.Problem),
		Type: f.Type, Pages: f.Pages, Width: f.Width, Height: f.Height, CreatedAt: f.CreatedAt, Version: f.Version,
	}
	if f.State == file.Ready {
		out.URL = prefix + "/files/" + f.ID + "/content"
	}
	return versioned(f.Version, out)
}

type createFileInput struct {
	Body struct {
		Name    string `json:"name" minLength:"1" maxLength:"500" example:"招商推介.pdf"`
		Size    int64  `json:"size" minimum:"0" doc:"Bytes"`
		Purpose string `json:"purpose" enum:"slides,cover,picture,clip"`
	}
}

type fileInput struct {
	File core.ID `path:"file"`
}

type appendFileInput struct {
	File   core.ID `path:"file"`
	Offset int64   `header:"Upload-Offset" required:"true" minimum:"0" doc:"Where in the file the piece begins: the offset of the last answer"`

	body []byte
}

// Resolve implements huma.Resolver. The piece is taken as it came: Fiber has
// read it whole, capped by bodyLimit, so it is neither copied nor unpacked here.
func (in *appendFileInput) Resolve(ctx huma.Context) []error {
	in.body = humafiber.Unwrap(ctx).Request().Body()
	return nil
}

func (s *Server) registerFiles() {
	tags := []string{"files"}
	create(s, huma.Operation{
		OperationID: "create-file", Method: http.MethodPost, Path: "/files", Tags: tags, Summary: "Announce an upload",
		Description: "Then send the bytes in pieces of at most 4 MiB with append-file. Slides are PDF of at most 100 MiB, pictures PNG, JPEG or WebP of at most 10 MiB, clips MP4 of at most 200 MiB.",
		Errors:      []int{401, 403, 413, 422},
	}, func(ctx context.Context, in *createFileInput) (*Versioned[File], error) {
		f, err := s.Files.Create(ctx, actor(ctx), file.Announcement{
			Name: in.Body.Name, Size: in.Body.Size, Purpose: file.Purpose(in.Body.Purpose),
		})
		return fileBody(f), err
	})
	handle(s, huma.Operation{
		OperationID: "append-file", Method: http.MethodPatch, Path: "/files/{file}", Tags: tags, Summary: "Send a piece of an upload",
		Description: "After an interruption ask get-file for the offset and go on there; 409 offset_mismatch says the right one as well. The piece that completes the file has it checked.",
		Errors:      []int{401, 403, 404, 409, 413, 422},
		RequestBody: &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{
			fiber.MIMEOctetStream: {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}},
		}},
	}, func(ctx context.Context, in *appendFileInput) (*Versioned[File], error) {
		f, err := s.Files.Append(ctx, actor(ctx), in.File, in.Offset, bytes.NewReader(in.body), int64(len(in.body)))
		return fileBody(f), err
	})
	handle(s, huma.Operation{
		OperationID: "get-file", Method: http.MethodGet, Path: "/files/{file}", Tags: tags, Summary: "See how far an upload has come",
	}, func(ctx context.Context, in *fileInput) (*Versioned[File], error) {
		f, err := s.Files.Get(ctx, actor(ctx), in.File)
		return fileBody(f), err
	})
	handle(s, huma.Operation{
		OperationID: "get-file-content", Method: http.MethodGet, Path: "/files/{file}/content", Tags: tags, Security: public,
		Summary:     "Read a file",
		Description: "Open to whoever may see what the file is attached to. The content under an id never changes.",
		Errors:      []int{401, 403, 404, 409, 416},
		Responses: map[string]*huma.Response{
			"200": {Description: "The file", Content: contentTypes()},
			"206": {Description: "The part asked for", Content: contentTypes()},
			"304": {Description: "The copy at hand is the file"},
		},
	}, s.getFileContent)
}

func contentTypes() map[string]*huma.MediaType {
	types := map[string]*huma.MediaType{}
	for _, t := range []string{file.PDF, file.PNG, file.JPEG, file.WebP, file.MP4} {
		types[t] = &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}
	}
	return types
}

type getFileContentInput struct {
	FileContentInput
	Download bool `query:"download" doc:"Have the browser save it under its name instead of showing it"`
}

// FileContentInput asks for a file or a part of it.
type FileContentInput struct {
	File        core.ID `path:"file"`
	Range       string  `header:"Range" doc:"One range of bytes, such as bytes=0-65535"`
	IfRange     string  `header:"If-Range"`
	IfNoneMatch string  `header:"If-None-Match"`
}

func (s *Server) getFileContent(ctx context.Context, in *getFileContentInput) (*huma.StreamResponse, error) {
	return s.fileContent(ctx, in.FileContentInput, in.Download)
}

func (s *Server) fileContent(ctx context.Context, in FileContentInput, download bool) (*huma.StreamResponse, error) {
	f, content, err := s.Files.Open(ctx, actor(ctx), in.File)
	if err != nil {
		return nil, err
	}
	tag := strconv.Quote(f.Digest)
	part := span{length: f.Size}
	ranged, ok := false, true
	if in.Range != "" && (in.IfRange == "" || in.IfRange == tag) {
		part, ranged, ok = parseRange(in.Range, f.Size)
	}
	return &huma.StreamResponse{Body: func(h huma.Context) {
		c := humafiber.Unwrap(h)
		contentHeaders(c, f, tag, download)
		switch {
		case matches(in.IfNoneMatch, tag):
			c.Status(http.StatusNotModified)
		case !ok:
			c.Set(fiber.HeaderContentRange, "bytes */"+strconv.FormatInt(f.Size, 10))
			c.Set(fiber.HeaderCacheControl, "no-store")
			c.Status(http.StatusRequestedRangeNotSatisfiable)
		default:
			if ranged {
				c.Set(fiber.HeaderContentRange, part.header(f.Size))
				c.Status(http.StatusPartialContent)
			}
			if _, err := content.Seek(part.from, io.SeekStart); err == nil {
				// It is closed when it is sent. The writer of Huma would hold it all in memory.
				c.Context().SetBodyStream(&limitedFile{Reader: io.LimitReader(content, part.length), Closer: content}, int(part.length))
				return
			}
			c.Status(http.StatusInternalServerError)
		}
		_ = content.Close()
	}}, nil
}

type limitedFile struct {
	io.Reader
	io.Closer
}

// contentHeaders make sure that what was uploaded never runs on our origin.
func contentHeaders(c *fiber.Ctx, f file.File, tag string, download bool) {
	c.Set(fiber.HeaderContentType, f.Type)
	c.Set(fiber.HeaderXContentTypeOptions, "nosniff")
	c.Set(fiber.HeaderContentSecurityPolicy, "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'")
	c.Set("Cross-Origin-Resource-Policy", "same-origin")
	c.Set(fiber.HeaderCacheControl, "private, max-age=31536000, immutable")
	c.Set(fiber.HeaderETag, tag)
	c.Set(fiber.HeaderAcceptRanges, "bytes")
	c.Set(fiber.HeaderContentDisposition, disposition(f.Name, download))
}

// disposition names a file for saving: plainly for old programs, in full for the
// others (RFC 6266 and 5987).
func disposition(name string, download bool) string {
	kind := "inline"
	if download {
		kind = "attachment"
	}
	plain := strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' || strings.ContainsRune(`"\%;`, r) {
			return '_'
		}
		return r
	}, name)
	return kind + `; filename="` + plain + `"; filename*=UTF-8''` + strings.ReplaceAll(url.QueryEscape(name), "+", "%20")
}

func matches(header, tag string) bool {
	for part := range strings.SplitSeq(header, ",") {
		if p := strings.TrimSpace(part); p == "*" || strings.TrimPrefix(p, "W/") == tag {
			return true
		}
	}
	return false
}
