package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"zhaoyun/internal/core"
	"zhaoyun/internal/room"
)

// RoomSlides is a file that can be shown in a room.
type RoomSlides struct {
	File   core.ID `json:"file" format:"uuid"`
	Kind   string  `json:"kind" enum:"slides,picture,clip"`
	Name   string  `json:"name"`
	Pages  int     `json:"pages" doc:"0 for a picture or a clip"`
	Width  int     `json:"width,omitempty"`
	Height int     `json:"height,omitempty"`
	Size   int64   `json:"size" doc:"Bytes"`
	URL    string  `json:"url"`
}

// SlidesDraft makes an uploaded file one of the room's.
type SlidesDraft struct {
	File core.ID `json:"file" maxLength:"40"`
}

func roomSlides(f room.SlideFile) RoomSlides {
	return RoomSlides{
		File: f.File, Kind: f.Kind, Name: f.Name, Pages: f.Pages, Width: f.Width, Height: f.Height, Size: f.Size,
		URL: prefix + "/files/" + f.File + "/content",
	}
}

func (s *Server) registerSlides() {
	tags := []string{"rooms"}
	handle(s, huma.Operation{
		OperationID: "list-slides", Method: http.MethodGet, Path: "/rooms/{room}/slides", Tags: tags,
		Summary: "List the files that can be shown", Errors: []int{401, 403, 404, 409, 422},
	}, func(ctx context.Context, in *RoomPath) (*Body[core.Page[RoomSlides]], error) {
		files, err := s.Rooms.Slides(ctx, actor(ctx), in.Room)
		page := core.Map(core.Page[room.SlideFile]{Items: files}, roomSlides)
		return &Body[core.Page[RoomSlides]]{page}, err
	})
	create(s, huma.Operation{
		OperationID: "add-slides", Method: http.MethodPost, Path: "/rooms/{room}/slides", Tags: tags,
		Summary: "Make an uploaded file one of the room's", Description: "Whoever may be in the room may read it from then on.",
		Errors: []int{401, 403, 404, 409, 422},
	}, func(ctx context.Context, in *struct {
		RoomPath
		Body SlidesDraft
	}) (*Body[RoomSlides], error) {
		f, err := s.Rooms.AddSlides(ctx, actor(ctx), in.Room, in.Body.File)
		return &Body[RoomSlides]{roomSlides(f)}, err
	})
	handle(s, huma.Operation{
		OperationID: "remove-slides", Method: http.MethodDelete, Path: "/rooms/{room}/slides/{file}", Tags: tags,
		Summary: "Take a file from the room's", DefaultStatus: http.StatusNoContent, Errors: []int{401, 403, 404, 409, 422},
	}, func(ctx context.Context, in *struct {
		RoomPath
		File core.ID `path:"file" maxLength:"40"`
	}) (*Empty, error) {
		return &Empty{}, s.Rooms.RemoveSlides(ctx, actor(ctx), in.Room, in.File)
	})
}
