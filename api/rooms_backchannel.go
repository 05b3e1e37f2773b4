package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"zhaoyun/internal/core"
)

// BackchannelDraft is a line for those who run the session.
type BackchannelDraft struct {
	Text string `json:"text" minLength:"1" maxLength:"500"`
}

// BackchannelLine is a line among those who run the session.
type BackchannelLine struct {
	Seq    int64   `json:"seq" doc:"Sequence number in the staff lane"`
	At     string  `json:"at" format:"date-time"`
	By     core.ID `json:"by" doc:"A participant"`
	Text   string  `json:"text,omitempty" doc:"Of a posted line"`
	Status string  `json:"status" enum:"posted,retracted,erased"`
}

// Backchannel is what was said in it lately.
type Backchannel struct {
	Items  []BackchannelLine `json:"items" nullable:"false" doc:"The latest 500, oldest first"`
	People []RoomPerson      `json:"people" nullable:"false" doc:"Who wrote"`
}

func (s *Server) registerBackchannel() {
	tags := []string{"rooms"}
	errs := []int{401, 403, 404, 409, 422}
	handle(s, huma.Operation{
		OperationID: "list-backchannel", Method: http.MethodGet, Path: "/rooms/{room}/backchannel", Tags: tags,
		Summary: "Read what those who run the session say among themselves", Errors: errs,
	}, func(ctx context.Context, in *RoomPath) (*Body[Backchannel], error) {
		said, err := s.Rooms.Backchannel(ctx, actor(ctx), in.Room)
		out := Backchannel{Items: []BackchannelLine{}, People: roomPeople(said.People)}
		for _, l := range said.Items {
			out.Items = append(out.Items, BackchannelLine(l))
		}
		return &Body[Backchannel]{out}, err
	})
	create(s, huma.Operation{
		OperationID: "post-backchannel", Method: http.MethodPost, Path: "/rooms/{room}/backchannel", Tags: tags,
		Summary:     "Write to those who run the session",
		Description: "Before the start and after the end as well. The audience never reads it. 429 `backchannel_slow`: five lines in five seconds.",
		Errors:      errs,
	}, func(ctx context.Context, in *struct {
		RoomPath
		Body BackchannelDraft
	}) (*Body[BackchannelLine], error) {
		l, err := s.Rooms.PostBackchannel(ctx, actor(ctx), in.Room, in.Body.Text)
		return &Body[BackchannelLine]{BackchannelLine(l)}, err
	})
	handle(s, huma.Operation{
		OperationID: "retract-backchannel", Method: http.MethodDelete, Path: "/rooms/{room}/backchannel/{staffSeq}", Tags: tags,
		Summary: "Take a line of one's own back", DefaultStatus: http.StatusNoContent, Errors: errs,
	}, func(ctx context.Context, in *struct {
		RoomPath
		Seq int64 `path:"staffSeq" minimum:"1" doc:"Sequence number in the staff lane"`
	}) (*Empty, error) {
		return &Empty{}, s.Rooms.RetractBackchannel(ctx, actor(ctx), in.Room, in.Seq)
	})
}
