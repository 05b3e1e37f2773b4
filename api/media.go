package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"zhaoyun/internal/core"
	"zhaoyun/internal/video"
)

// Media is the live video of a room.
type Media struct {
	On      bool      `json:"on"`
	Why     string    `json:"why,omitempty" doc:"A code that says why there is none"`
	Mode    string    `json:"mode" enum:"webrtc,hls" doc:"How one more would watch"`
	Viewers int       `json:"viewers" doc:"Who watch over WebRTC"`
	Limit   int       `json:"limit" doc:"How many do at most before others are served HLS"`
	HLS     *MediaHLS `json:"hls,omitempty"`
}

// MediaHLS is the live picture as files.
type MediaHLS struct {
	URL string `json:"url" doc:"The playlist"`
}

// MediaTokenDraft asks for a token.
type MediaTokenDraft struct {
	As string `json:"as" enum:"stage,viewer" doc:"stage: for who is on stage, or works in the session; the later of two windows takes over"`
}

// MediaToken lets somebody connect to the media server.
type MediaToken struct {
	Mode      string    `json:"mode" enum:"webrtc,hls"`
	URL       string    `json:"url" doc:"Where LiveKit's client connects: this server itself"`
	Token     string    `json:"token,omitempty"`
	Identity  string    `json:"identity,omitempty" doc:"A participant's id; with a tail for who watches"`
	Publish   bool      `json:"publish" doc:"Whether they may send now; the media server tells of changes"`
	ExpiresAt time.Time `json:"expiresAt"`
	HLS       *MediaHLS `json:"hls,omitempty"`
}

// QualityReport is how well picture and sound arrive.
type QualityReport struct {
	RTTMs       int     `json:"rttMs" minimum:"0" maximum:"60000"`
	LossPercent float64 `json:"lossPercent" minimum:"0" maximum:"100"`
	Width       int     `json:"width" minimum:"0" maximum:"10000"`
	Height      int     `json:"height" minimum:"0" maximum:"10000"`
	FPS         int     `json:"fps" minimum:"0" maximum:"240"`
	Mode        string  `json:"mode" enum:"publish,webrtc,hls,audio" doc:"audio: the network carries no picture"`
}

// Quality is how well it arrives at a participant.
type Quality struct {
	Participant core.ID   `json:"participant"`
	At          time.Time `json:"at" doc:"Of the latest report"`
	QualityReport
}

func hlsBody(url string) *MediaHLS {
	if url == "" {
		return nil
	}
	return &MediaHLS{url}
}

func (s *Server) registerMedia() {
	tags := []string{"media"}
	errs := []int{401, 403, 404, 409, 422}
	handle(s, huma.Operation{
		OperationID: "get-media", Method: http.MethodGet, Path: "/rooms/{room}/media", Tags: tags,
		Summary: "See whether there is live video, and how one would watch it", Errors: errs,
	}, func(ctx context.Context, in *RoomPath) (*Body[Media], error) {
		m, err := s.Video.Media(ctx, actor(ctx), in.Room)
		return &Body[Media]{Media{On: m.On, Why: m.Why, Mode: m.Mode, Viewers: m.Viewers, Limit: m.Limit, HLS: hlsBody(m.HLS)}}, err
	})
	handle(s, huma.Operation{
		OperationID: "create-media-token", Method: http.MethodPost, Path: "/rooms/{room}/media/tokens", Tags: tags,
		Summary: "Ask for a token of the media server",
		Description: "It says who one is, for ten minutes; what one may do is asked anew whenever it is used, and enforced while one is connected. " +
			"Past the limit of viewers the mode is hls, without a token. When the connection is refused, ask for another token.",
		DefaultStatus: http.StatusCreated, Errors: errs,
	}, func(ctx context.Context, in *struct {
		RoomPath
		Body MediaTokenDraft
	}) (*Body[MediaToken], error) {
		t, err := s.Video.Connect(ctx, actor(ctx), in.Room, video.Kind(in.Body.As))
		return &Body[MediaToken]{MediaToken{
			Mode: t.Mode, URL: "/", Token: t.Token, Identity: t.Identity, Publish: t.Publish, ExpiresAt: t.ExpiresAt, HLS: hlsBody(t.HLS),
		}}, err
	})
	handle(s, huma.Operation{
		OperationID: "report-quality", Method: http.MethodPost, Path: "/rooms/{room}/media/quality", Tags: tags,
		Summary: "Say how well picture and sound arrive", Description: "Every ten seconds while connected. The worst of each minute is kept with the session.",
		DefaultStatus: http.StatusNoContent, Errors: errs,
	}, func(ctx context.Context, in *struct {
		RoomPath
		Body QualityReport
	}) (*Empty, error) {
		b := in.Body
		return &Empty{}, s.Video.Report(ctx, actor(ctx), in.Room, video.Quality{
			Mode: b.Mode, RTTMs: b.RTTMs, LossPercent: b.LossPercent, Width: b.Width, Height: b.Height, FPS: b.FPS,
		})
	})
	handle(s, huma.Operation{
		OperationID: "list-quality", Method: http.MethodGet, Path: "/rooms/{room}/media/quality", Tags: tags,
		Summary: "List how well picture and sound arrive at those who are connected", Errors: errs,
	}, func(ctx context.Context, in *RoomPath) (*Body[core.Page[Quality]], error) {
		list, err := s.Video.Qualities(ctx, actor(ctx), in.Room)
		return &Body[core.Page[Quality]]{core.Map(core.Page[video.Quality]{Items: list}, func(q video.Quality) Quality {
			return Quality{Participant: q.Participant, At: q.At, QualityReport: QualityReport{
				RTTMs: q.RTTMs, LossPercent: q.LossPercent, Width: q.Width, Height: q.Height, FPS: q.FPS, Mode: q.Mode,
			}}
		})}, err
	})
}
