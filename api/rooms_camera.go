package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"zhaoyun/internal/room"
)

// RoomCamera is how the presenter looks at the map on stage.
type RoomCamera struct {
	Stage   int64    `json:"stage" minimum:"1" doc:"The entry that put the map there"`
	Lng     float64  `json:"lng" minimum:"-180" maximum:"180"`
	Lat     float64  `json:"lat" minimum:"-85" maximum:"85"`
	Zoom    float64  `json:"zoom" minimum:"0" maximum:"24"`
	Pitch   float64  `json:"pitch" minimum:"0" maximum:"85" doc:"Degrees from looking straight down"`
	Bearing float64  `json:"bearing" minimum:"-180" maximum:"180" doc:"Degrees, clockwise from north"`
	Layers  []string `json:"layers" nullable:"false" maxItems:"8" enum:"massing,around,ground" doc:"What is switched on"`
}

func (s *Server) registerCamera() {
	handle(s, huma.Operation{
		OperationID: "set-camera", Method: http.MethodPut, Path: "/rooms/{room}/camera", Tags: []string{"rooms"},
		Summary:     "Keep the view at which the presenter's map has come to rest",
		Description: "What moves is told as the sticky value camera. Who comes later starts from the kept view, and the replay repeats it.",
		// 429: camera_pace.
		Errors: []int{401, 403, 404, 409, 422},
	}, func(ctx context.Context, in *struct {
		RoomPath
		Body RoomCamera
	}) (*Body[RoomCamera], error) {
		c, err := s.Rooms.SetCamera(ctx, actor(ctx), in.Room, room.Camera(in.Body))
		return &Body[RoomCamera]{RoomCamera(c)}, err
	})
}
