package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"zhaoyun/internal/core"
	"zhaoyun/internal/video"
)

// Encoder is a program or device that publishes for a room over WHIP, such as OBS.
type Encoder struct {
	ID        core.ID   `json:"id" format:"uuid"`
	Label     string    `json:"label" doc:"The place or device; everybody sees it when it is on stage"`
	URL       string    `json:"url" doc:"Where it posts to"`
	Key       string    `json:"key,omitempty" doc:"Its bearer token; shown once"`
	Connected bool      `json:"connected" doc:"Something arrives from it"`
	CreatedAt time.Time `json:"createdAt"`
}

// EncoderDraft names an encoder.
type EncoderDraft struct {
	Label string `json:"label" maxLength:"200" example:"江河汇现场"`
}

func (s *Server) encoderBody(e video.Encoder) Encoder {
	return Encoder{ID: e.ID, Label: e.Label, URL: s.PublicURL + "/whip/v1", Connected: e.Connected, CreatedAt: e.CreatedAt}
}

func (s *Server) registerEncoders() {
	tags := []string{"media"}
	errs := []int{401, 403, 404, 409, 422}
	handle(s, huma.Operation{
		OperationID: "list-encoders", Method: http.MethodGet, Path: "/rooms/{room}/encoders", Tags: tags, Summary: "List the encoders of a room", Errors: errs,
	}, func(ctx context.Context, in *RoomPath) (*Body[core.Page[Encoder]], error) {
		list, err := s.Video.Encoders(ctx, actor(ctx), in.Room)
		return &Body[core.Page[Encoder]]{core.Map(core.Page[video.Encoder]{Items: list}, s.encoderBody)}, err
	})
	create(s, huma.Operation{
		OperationID: "create-encoder", Method: http.MethodPost, Path: "/rooms/{room}/encoders", Tags: tags, Summary: "Make a key for an encoder",
		Description: "It sends H264 and Opus over WHIP (RFC 9725) with the key as bearer token. Bring it on stage by its id like a participant; before, nobody receives it.",
		Errors:      errs,
	}, func(ctx context.Context, in *struct {
		RoomPath
		Body EncoderDraft
	}) (*Body[Encoder], error) {
		e, key, err := s.Video.CreateEncoder(ctx, actor(ctx), in.Room, in.Body.Label)
		out := s.encoderBody(e)
		out.Key = key
		return &Body[Encoder]{out}, err
	})
	handle(s, huma.Operation{
		OperationID: "revoke-encoder", Method: http.MethodDelete, Path: "/rooms/{room}/encoders/{encoder}", Tags: tags,
		Summary: "Make the key of an encoder worthless", Description: "What it sends ends.", DefaultStatus: http.StatusNoContent, Errors: errs,
	}, func(ctx context.Context, in *struct {
		RoomPath
		Encoder core.ID `path:"encoder" maxLength:"40"`
	}) (*Empty, error) {
		return &Empty{}, s.Video.RevokeEncoder(ctx, actor(ctx), in.Room, in.Encoder)
	})
}
