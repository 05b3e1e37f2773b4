package api

import (
	"context"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humafiber"
	"github.com/gofiber/fiber/v2"

	"zhaoyun/internal/core"
	"zhaoyun/internal/recording"
)

// Recording is what was, or is being, recorded of a room.
type Recording struct {
	ID        core.ID         `json:"id" format:"uuid"`
	Room      core.ID         `json:"room" format:"uuid"`
	State     string          `json:"state" enum:"running,stopping,ended"`
	Since     time.Time       `json:"since"`
	EndedAt   *time.Time      `json:"endedAt,omitempty"`
	Spans     []RecordingSpan `json:"spans" nullable:"false" doc:"When there are pictures, so far"`
	Seconds   int64           `json:"seconds" doc:"Of pictures"`
	Bytes     int64           `json:"bytes" doc:"On disk, once it has ended"`
	URL       string          `json:"url" doc:"Playlist (HLS) of all of it; who has the address may watch"`
	File      bool            `json:"file" doc:"It can be taken along as one file"`
	Keep      bool            `json:"keep" doc:"It stays when its time is over"`
	ExpiresAt *time.Time      `json:"expiresAt,omitempty" doc:"When it is deleted by itself"`
	Version   core.Version    `json:"version"`
}

// RecordingSpan is a stretch of time of which there are pictures.
type RecordingSpan struct {
	From  string `json:"from" format:"date-time"`
	Until string `json:"until" format:"date-time"`
}

// ReplayRecording is a recording that a replay plays beside the log: moments of the
// log are the times of its EXT-X-PROGRAM-DATE-TIME.
type ReplayRecording struct {
	ID    core.ID         `json:"id" format:"uuid"`
	URL   string          `json:"url" doc:"Playlist (HLS)"`
	Spans []RecordingSpan `json:"spans" nullable:"false" doc:"When there are pictures"`
	File  bool            `json:"file" doc:"You may take it along as one file"`
}

// RoomRecording is whether a room is being recorded.
type RoomRecording struct {
	On        bool       `json:"on"`
	Recording *Recording `json:"recording,omitempty" doc:"The one that runs, or that was just stopped"`
}

func recordingSpans(spans []recording.Span) (out []RecordingSpan, seconds int64) {
	out = make([]RecordingSpan, len(spans))
	var all time.Duration
	for i, s := range spans {
		out[i] = RecordingSpan{s.From.UTC().Format(replayStamp), s.Until.UTC().Format(replayStamp)}
		all += s.Until.Sub(s.From)
	}
	return out, int64(all.Seconds())
}

const replayStamp = "2006-01-02T15:04:05.000Z"

func (s *Server) recordingBody(r recording.Recording) Recording {
	out := Recording{
		ID: r.ID, Room: r.Room, State: string(r.State), Since: r.BeganAt, EndedAt: given(r.EndedAt), Bytes: r.Bytes, URL: r.Prefix() + "index.m3u8",
		File: r.Film, Keep: r.Protected, Version: r.Version,
	}
	out.Spans, out.Seconds = recordingSpans(r.Spans)
	if s.Recordings != nil {
		out.ExpiresAt = given(s.Recordings.ExpiresAt(r))
	}
	return out
}

// RecordingPath names a recording.
type RecordingPath struct {
	Recording core.ID `path:"recording"`
}

func (s *Server) registerRecordings() {
	tags := []string{"recordings"}
	handle(s, huma.Operation{
		OperationID: "set-recording", Method: http.MethodPut, Path: "/rooms/{room}/recording", Tags: tags, Summary: "Begin or end the recording",
		Description: "Of a session that is live. What was ended by hand does not begin by itself again. 409: `recording_unavailable` without ffmpeg, " +
			"`recording_not_live`, `recording_off`, `recording_rehearsal`, `recording_stopping`.",
		Errors: []int{401, 403, 404, 409, 422},
	}, func(ctx context.Context, in *struct {
		RoomPath
		Body struct {
			On bool `json:"on"`
		}
	}) (*Body[RoomRecording], error) {
		r, err := s.Recordings.Set(ctx, actor(ctx), in.Room, in.Body.On)
		out := RoomRecording{On: in.Body.On}
		if r != nil {
			body := s.recordingBody(*r)
			out.Recording = &body
		}
		return &Body[RoomRecording]{out}, err
	})
	handle(s, huma.Operation{
		OperationID: "list-recordings", Method: http.MethodGet, Path: "/rooms/{room}/recordings", Tags: tags, Summary: "List what was recorded of a session",
	}, func(ctx context.Context, in *RoomPath) (*Body[core.Page[Recording]], error) {
		all, err := s.Recordings.List(ctx, actor(ctx), in.Room)
		page := core.Page[Recording]{Items: make([]Recording, len(all))}
		for i, r := range all {
			page.Items[i] = s.recordingBody(r)
		}
		return &Body[core.Page[Recording]]{page}, err
	})
	handle(s, huma.Operation{
		OperationID: "get-recording", Method: http.MethodGet, Path: "/recordings/{recording}", Tags: tags, Summary: "See a recording",
	}, func(ctx context.Context, in *RecordingPath) (*Versioned[Recording], error) {
		r, err := s.Recordings.Read(ctx, actor(ctx), in.Recording)
		return versioned(r.Version, s.recordingBody(r)), err
	})
	handle(s, huma.Operation{
		OperationID: "update-recording", Method: http.MethodPut, Path: "/recordings/{recording}", Tags: tags, Summary: "Keep a recording beyond its time, or not",
		Errors: []int{401, 403, 404, 412, 422, 428},
	}, func(ctx context.Context, in *struct {
		RecordingPath
		Edit
		Body struct {
			Keep bool `json:"keep"`
		}
	}) (*Versioned[Recording], error) {
		v, err := in.version()
		if err != nil {
			return nil, err
		}
		r, err := s.Recordings.Protect(ctx, actor(ctx), in.Recording, v, in.Body.Keep)
		return versioned(r.Version, s.recordingBody(r)), err
	})
	handle(s, huma.Operation{
		OperationID: "delete-recording", Method: http.MethodDelete, Path: "/recordings/{recording}", Tags: tags, Summary: "Delete a recording",
		Description: "Its pictures are gone at once and for good; the audit log has that it was there.", Errors: []int{401, 403, 404, 409, 422},
	}, func(ctx context.Context, in *RecordingPath) (*Empty, error) {
		return &Empty{}, s.Recordings.Delete(ctx, actor(ctx), in.Recording)
	})
	handle(s, huma.Operation{
		OperationID: "get-recording-file", Method: http.MethodGet, Path: "/recordings/{recording}/file", Tags: tags, Summary: "Take a recording along as one file",
		Description: "MP4. 409 `recording_not_ready` for a while after its end, until the file is made.", Errors: []int{401, 403, 404, 409, 416},
		Responses: map[string]*huma.Response{
			"200": {Description: "The file", Content: map[string]*huma.MediaType{"video/mp4": {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}}},
			"206": {Description: "The part asked for", Content: map[string]*huma.MediaType{"video/mp4": {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}}},
		},
	}, s.getRecordingFile)
}

func (s *Server) getRecordingFile(ctx context.Context, in *struct {
	RecordingPath
	Range string `header:"Range" doc:"One range of bytes, such as bytes=0-65535"`
},
) (*huma.StreamResponse, error) {
	f, err := s.Recordings.Open(ctx, actor(ctx), in.Recording, in.Range == "")
	if err != nil {
		return nil, err
	}
	part, ranged, ok := parseRange(in.Range, f.Size)
	return &huma.StreamResponse{Body: func(h huma.Context) {
		c := humafiber.Unwrap(h)
		c.Set(fiber.HeaderContentType, "video/mp4")
		c.Set(fiber.HeaderXContentTypeOptions, "nosniff")
		c.Set(fiber.HeaderCacheControl, "private, no-store")
		c.Set(fiber.HeaderAcceptRanges, "bytes")
		name := f.Session.Title.In(core.Languages[0]) + " " + f.BeganAt.In(zone(f.Session.TimeZone)).Format("2006-01-02 1504") + ".mp4"
		c.Set(fiber.HeaderContentDisposition, disposition(name, true))
		switch _, err := f.Seek(part.from, io.SeekStart); {
		case !ok:
			c.Set(fiber.HeaderContentRange, "bytes */"+strconv.FormatInt(f.Size, 10))
			c.Status(http.StatusRequestedRangeNotSatisfiable)
		case err != nil:
			c.Status(http.StatusInternalServerError)
		default:
			if ranged {
				c.Set(fiber.HeaderContentRange, part.header(f.Size))
				c.Status(http.StatusPartialContent)
			}
			c.Context().SetBodyStream(&limitedFile{Reader: io.LimitReader(f, part.length), Closer: f}, int(part.length)) // closes it
			return
		}
		_ = f.Close()
	}}, nil
}

func zone(name string) *time.Location {
	if z, err := time.LoadLocation(name); err == nil {
		return z
	}
	return time.UTC
}

// segments serves playlists and segments of recordings. Nobody is asked who they are:
// the address is the permission, so that any web server or CDN can do the same.
func (s *Server) segments(c *fiber.Ctx) error {
	if s.Arrived != nil {
		s.Arrived(c.Context().Conn())
	}
	c.Set(fiber.HeaderXContentTypeOptions, "nosniff")
	c.Set(fiber.HeaderAccessControlAllowOrigin, "*")
	c.Set("Cross-Origin-Resource-Policy", "cross-origin")
	ctx, cancel := context.WithTimeout(c.UserContext(), requestTimeout)
	defer cancel()
	f, err := s.Recordings.Serve(ctx, c.Params("recording"), c.Params("secret"), c.Params("file"))
	if err != nil {
		c.Set(fiber.HeaderCacheControl, "no-store")
		return s.onError(c, err)
	}
	c.Set(fiber.HeaderContentType, f.Type)
	c.Set(fiber.HeaderLastModified, f.Modified.UTC().Format(http.TimeFormat))
	c.Set(fiber.HeaderCacheControl, "no-cache")
	data := f.Data
	if f.Lasting {
		c.Set(fiber.HeaderCacheControl, "public, max-age=31536000, immutable")
		c.Set(fiber.HeaderAcceptRanges, "bytes")
		part, ranged, ok := parseRange(c.Get(fiber.HeaderRange), int64(len(data)))
		if !ok {
			c.Set(fiber.HeaderContentRange, "bytes */"+strconv.Itoa(len(data)))
			c.Set(fiber.HeaderCacheControl, "no-store")
			return c.SendStatus(http.StatusRequestedRangeNotSatisfiable)
		}
		if ranged {
			c.Set(fiber.HeaderContentRange, part.header(int64(len(data))))
			c.Status(http.StatusPartialContent)
			data = data[part.from : part.from+part.length]
		}
	}
	c.Response().SetBodyRaw(data)
	return nil
}
