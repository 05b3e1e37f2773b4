package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
)

func (s *Server) registerRehearsals() {
	tags := []string{"rooms"}
	create(s, huma.Operation{
		OperationID: "open-rehearsal", Method: http.MethodPost, Path: "/rooms/{room}/rehearsal", Tags: tags, Summary: "Rehearse a session",
		Description: "Opens a throw-away room with the same files, run of show, drafts of polls, settings and crew, or gives the one that is open. " +
			"Only the crew may enter. Nothing of it counts; it goes when it is closed, when the session begins or after a day.",
		Errors: []int{401, 403, 404, 409, 422},
	}, func(ctx context.Context, in *RoomPath) (*Body[Room], error) {
		info, err := s.Rooms.OpenRehearsal(ctx, actor(ctx), in.Room)
		return &Body[Room]{roomBody(info)}, err
	})
	handle(s, huma.Operation{
		OperationID: "close-rehearsal", Method: http.MethodDelete, Path: "/rooms/{room}/rehearsal", Tags: tags, Summary: "Throw the rehearsal away",
		Description: "The room may be the session's or the rehearsal itself.", DefaultStatus: http.StatusNoContent,
		Errors: []int{401, 403, 404, 409, 422},
	}, func(ctx context.Context, in *RoomPath) (*Empty, error) {
		return &Empty{}, s.Rooms.CloseRehearsal(ctx, actor(ctx), in.Room)
	})
}
