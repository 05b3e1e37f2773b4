package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"zhaoyun/internal/core"
)

// MyHand is one's own raised hand.
type MyHand struct {
	At     string `json:"at" format:"date-time" doc:"When it was raised"`
	Called bool   `json:"called" doc:"The host has given the word"`
	Place  int    `json:"place,omitempty" doc:"Among those who wait, the first is 1"`
}

// HandPath names somebody's hand.
type HandPath struct {
	RoomPath
	Participant core.ID `path:"participant" maxLength:"40"`
}

func (s *Server) registerHands() {
	tags := []string{"rooms"}
	errs := []int{401, 403, 404, 409, 422}
	handle(s, huma.Operation{
		OperationID: "raise-hand", Method: http.MethodPut, Path: "/rooms/{room}/hand", Tags: tags, Summary: "Raise one's hand",
		Description: "The queue is for those who run the session: it is part of the staff lane's state. Raising again changes nothing.", Errors: errs,
	}, func(ctx context.Context, in *RoomPath) (*Body[MyHand], error) {
		h, err := s.Rooms.RaiseHand(ctx, actor(ctx), in.Room)
		return &Body[MyHand]{MyHand(h)}, err
	})
	handle(s, huma.Operation{
		OperationID: "lower-hand", Method: http.MethodDelete, Path: "/rooms/{room}/hand", Tags: tags, Summary: "Lower one's hand",
		DefaultStatus: http.StatusNoContent, Errors: errs,
	}, func(ctx context.Context, in *RoomPath) (*Empty, error) {
		return &Empty{}, s.Rooms.LowerHand(ctx, actor(ctx), in.Room)
	})
	handle(s, huma.Operation{
		OperationID: "call-hand", Method: http.MethodPut, Path: "/rooms/{room}/hands/{participant}/called", Tags: tags,
		Summary: "Give somebody the word", DefaultStatus: http.StatusNoContent, Errors: errs,
	}, func(ctx context.Context, in *HandPath) (*Empty, error) {
		return &Empty{}, s.Rooms.CallHand(ctx, actor(ctx), in.Room, in.Participant)
	})
	handle(s, huma.Operation{
		OperationID: "lower-hands", Method: http.MethodDelete, Path: "/rooms/{room}/hands", Tags: tags, Summary: "Lower hands",
		DefaultStatus: http.StatusNoContent, Errors: errs,
	}, func(ctx context.Context, in *struct {
		RoomPath
		Participant core.ID `query:"participant" maxLength:"40" doc:"Whose; everybody's when left out"`
	}) (*Empty, error) {
		return &Empty{}, s.Rooms.LowerHands(ctx, actor(ctx), in.Room, in.Participant)
	})
}
