package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"zhaoyun/internal/core"
	"zhaoyun/internal/room"
)

// Handout is one of a room's files that the audience may take away.
type Handout struct {
	File  core.ID `json:"file" format:"uuid"`
	Kind  string  `json:"kind" enum:"slides,picture,clip"`
	Name  string  `json:"name"`
	Pages int     `json:"pages,omitempty"`
	Size  int64   `json:"size" doc:"Bytes"`
	URL   string  `json:"url" doc:"Where to take it"`
	Taken *int    `json:"taken,omitempty" doc:"How many people took it; for those who run the session"`
}

// HandoutTaker is somebody who took a file away.
type HandoutTaker struct {
	RoomPerson
	At time.Time `json:"at" doc:"The first time"`
}

// HandoutPath names a file of a room.
type HandoutPath struct {
	RoomPath
	File core.ID `path:"file" maxLength:"40"`
}

func handoutBody(room core.ID, h room.HandoutTaken) Handout {
	return Handout{
		File: h.File, Kind: h.Kind, Name: h.Name, Pages: h.Pages, Size: h.Size, Taken: h.Taken,
		URL: prefix + "/rooms/" + room + "/handouts/" + h.File + "/content",
	}
}

func (s *Server) registerHandouts() {
	tags := []string{"rooms"}
	errs := []int{401, 403, 404, 409, 422}
	handle(s, huma.Operation{
		OperationID: "list-handouts", Method: http.MethodGet, Path: "/rooms/{room}/handouts", Tags: tags,
		Summary: "List the files to take away", Errors: errs,
	}, func(ctx context.Context, in *RoomPath) (*Body[core.Page[Handout]], error) {
		list, err := s.Rooms.Handouts(ctx, actor(ctx), in.Room)
		page := core.Map(core.Page[room.HandoutTaken]{Items: list}, func(h room.HandoutTaken) Handout { return handoutBody(in.Room, h) })
		return &Body[core.Page[Handout]]{page}, err
	})
	handle(s, huma.Operation{
		OperationID: "set-handout", Method: http.MethodPut, Path: "/rooms/{room}/handouts/{file}", Tags: tags,
		Summary:     "Let the audience take one of the room's files away",
		Description: "The file has been added to the room with add-slides.", Errors: errs,
	}, func(ctx context.Context, in *HandoutPath) (*Body[Handout], error) {
		h, err := s.Rooms.SetHandout(ctx, actor(ctx), in.Room, in.File)
		return &Body[Handout]{handoutBody(in.Room, room.HandoutTaken{Handout: h})}, err
	})
	handle(s, huma.Operation{
		OperationID: "remove-handout", Method: http.MethodDelete, Path: "/rooms/{room}/handouts/{file}", Tags: tags,
		Summary: "Let the audience take a file away no longer", DefaultStatus: http.StatusNoContent, Errors: errs,
	}, func(ctx context.Context, in *HandoutPath) (*Empty, error) {
		return &Empty{}, s.Rooms.RemoveHandout(ctx, actor(ctx), in.Room, in.File)
	})
	handle(s, huma.Operation{
		OperationID: "get-handout-content", Method: http.MethodGet, Path: "/rooms/{room}/handouts/{file}/content", Tags: tags,
		Summary: "Take a file away", Description: "That somebody of the audience took it is kept, once a person.",
		Errors: []int{401, 403, 404, 409, 416},
		Responses: map[string]*huma.Response{
			"200": {Description: "The file", Content: contentTypes()},
			"206": {Description: "The part asked for", Content: contentTypes()},
			"304": {Description: "The copy at hand is the file"},
		},
	}, func(ctx context.Context, in *struct {
		RoomPath
		FileContentInput
	}) (*huma.StreamResponse, error) {
		if err := s.Rooms.TakeHandout(ctx, actor(ctx), in.Room, in.File); err != nil {
			return nil, err
		}
		return s.fileContent(ctx, in.FileContentInput, true)
	})
	handle(s, huma.Operation{
		OperationID: "list-handout-takers", Method: http.MethodGet, Path: "/rooms/{room}/handouts/{file}/takers", Tags: tags,
		Summary: "List who took a file away", Errors: errs,
	}, func(ctx context.Context, in *struct {
		HandoutPath
		Paged
	}) (*Body[core.Page[HandoutTaker]], error) {
		page, err := s.Rooms.HandoutTakers(ctx, actor(ctx), in.Room, in.File, in.paging())
		return &Body[core.Page[HandoutTaker]]{core.Map(page, func(t room.HandoutTaker) HandoutTaker {
			return HandoutTaker{RoomPerson: roomPeople([]room.Person{t.Person})[0], At: t.At}
		})}, err
	})
}
