package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"zhaoyun/internal/core"
	"zhaoyun/internal/room"
)

// AnnouncementDraft is a line for everybody.
type AnnouncementDraft struct {
	Text string `json:"text" minLength:"1" maxLength:"200"`
}

// Announcement is a line that everybody sees.
type Announcement struct {
	Seq  int64   `json:"seq" doc:"Sequence number in the public lane"`
	At   string  `json:"at" format:"date-time"`
	By   core.ID `json:"by,omitempty"`
	Text string  `json:"text"`
}

// RoomLink is an address to take away.
type RoomLink struct {
	Title string `json:"title" minLength:"1" maxLength:"60"`
	URL   string `json:"url" maxLength:"500" doc:"Begins with https://"`
}

// RoomLinks are the links to take away from a room.
type RoomLinks struct {
	Links []RoomLink `json:"links" maxItems:"20" nullable:"false"`
}

func roomLinks(links []room.Link, v core.Version, err error) (*Versioned[RoomLinks], error) {
	out := RoomLinks{Links: []RoomLink{}}
	for _, l := range links {
		out.Links = append(out.Links, RoomLink(l))
	}
	return versioned(v, out), err
}

func (s *Server) registerAnnouncements() {
	tags := []string{"rooms"}
	errs := []int{401, 403, 404, 409, 422}
	create(s, huma.Operation{
		OperationID: "post-announcement", Method: http.MethodPost, Path: "/rooms/{room}/announcements", Tags: tags,
		Summary: "Show everybody a line", Description: "It takes the place of the one before.", Errors: errs,
	}, func(ctx context.Context, in *struct {
		RoomPath
		Body AnnouncementDraft
	}) (*Body[Announcement], error) {
		a, err := s.Rooms.Announce(ctx, actor(ctx), in.Room, in.Body.Text)
		return &Body[Announcement]{Announcement(a)}, err
	})
	handle(s, huma.Operation{
		OperationID: "withdraw-announcement", Method: http.MethodDelete, Path: "/rooms/{room}/announcements/{seq}", Tags: tags,
		Summary: "Withdraw an announcement", Description: "It stays in the log. One that is not shown any more is left as it is.",
		DefaultStatus: http.StatusNoContent, Errors: errs,
	}, func(ctx context.Context, in *struct {
		RoomPath
		Seq int64 `path:"seq" minimum:"1" doc:"Sequence number in the public lane"`
	}) (*Empty, error) {
		return &Empty{}, s.Rooms.Withdraw(ctx, actor(ctx), in.Room, in.Seq)
	})
	handle(s, huma.Operation{
		OperationID: "list-links", Method: http.MethodGet, Path: "/rooms/{room}/links", Tags: tags, Summary: "List the links to take away",
		Errors: errs,
	}, func(ctx context.Context, in *RoomPath) (*Versioned[RoomLinks], error) {
		return roomLinks(s.Rooms.Links(ctx, actor(ctx), in.Room))
	})
	handle(s, huma.Operation{
		OperationID: "set-links", Method: http.MethodPut, Path: "/rooms/{room}/links", Tags: tags, Summary: "Set the links to take away",
		Description: "Replaces the whole list.", Errors: []int{401, 403, 404, 412, 422, 428},
	}, func(ctx context.Context, in *struct {
		RoomPath
		Edit
		Body RoomLinks
	}) (*Versioned[RoomLinks], error) {
		version, err := in.version()
		if err != nil {
			return nil, err
		}
		links := []room.Link{}
		for _, l := range in.Body.Links {
			links = append(links, room.Link(l))
		}
		return roomLinks(s.Rooms.SetLinks(ctx, actor(ctx), in.Room, version, links))
	})
}
