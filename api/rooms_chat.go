package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"zhaoyun/internal/room"
)

// ChatPost is a chat line to write.
type ChatPost struct {
	Text    string `json:"text" minLength:"1" maxLength:"1000"`
	ReplyTo int64  `json:"replyTo,omitempty" minimum:"1" doc:"Sequence number of the line it answers"`
}

// ChatPosted says where a chat line went.
type ChatPosted struct {
	Status  string    `json:"status" enum:"posted,waiting" doc:"waiting: somebody looks at it first"`
	Seq     int64     `json:"seq,omitempty" doc:"In the public lane, when posted"`
	Waiting int64     `json:"waiting,omitempty" doc:"In the staff lane, when it waits"`
	At      time.Time `json:"at"`
}

// Reason says why.
type Reason struct {
	Reason string `json:"reason,omitempty" maxLength:"200"`
}

// text is the reason, if one was given.
func (r *Reason) text() string {
	if r == nil {
		return ""
	}
	return r.Reason
}

// ChatReview decides about a waiting line.
type ChatReview struct {
	Decision string `json:"decision" enum:"publish,reject"`
	Reason   string `json:"reason,omitempty" maxLength:"200" doc:"Told to the author"`
}

// ChatPath names a line of the chat.
type ChatPath struct {
	RoomPath
	Seq int64 `path:"seq" minimum:"1" doc:"Sequence number in the public lane"`
}

func (s *Server) registerChat() {
	tags := []string{"rooms"}
	handle(s, huma.Operation{
		OperationID: "post-chat", Method: http.MethodPost, Path: "/rooms/{room}/chat", Tags: tags, Summary: "Write a chat line",
		Description: "The room itself keeps the Idempotency-Key with the line: repeating a request answers the same line.",
		// 429: chat_slow, chat_budget.
		DefaultStatus: http.StatusCreated, Errors: []int{401, 403, 404, 409, 422, 503}, Parameters: []*huma.Param{idempotencyKey()},
	}, func(ctx context.Context, in *struct {
		RoomPath
		Body ChatPost
	}) (*Body[ChatPosted], error) {
		r, err := s.Rooms.PostChat(ctx, actor(ctx), in.Room, room.ChatPost{
			Text: in.Body.Text, ReplyTo: in.Body.ReplyTo, Key: requestOf(ctx).key,
		})
		return &Body[ChatPosted]{ChatPosted(r)}, err
	})
	handle(s, huma.Operation{
		OperationID: "retract-chat", Method: http.MethodDelete, Path: "/rooms/{room}/chat/{seq}", Tags: tags,
		Summary: "Take a line of one's own back", DefaultStatus: http.StatusNoContent, Errors: []int{401, 403, 404, 409, 422},
	}, func(ctx context.Context, in *ChatPath) (*Empty, error) {
		return &Empty{}, s.Rooms.RetractChat(ctx, actor(ctx), in.Room, in.Seq)
	})
	handle(s, huma.Operation{
		OperationID: "hide-chat", Method: http.MethodPut, Path: "/rooms/{room}/chat/{seq}/hidden", Tags: tags,
		Summary: "Take a line away from everybody", Description: "The reason is for those who run the session.",
		DefaultStatus: http.StatusNoContent, Errors: []int{401, 403, 404, 409, 422},
	}, func(ctx context.Context, in *struct {
		ChatPath
		Body *Reason
	}) (*Empty, error) {
		return &Empty{}, s.Rooms.HideChat(ctx, actor(ctx), in.Room, in.Seq, in.Body.text())
	})
	handle(s, huma.Operation{
		OperationID: "review-chat", Method: http.MethodPut, Path: "/rooms/{room}/chat-reviews/{staffSeq}", Tags: tags,
		Summary: "Publish or reject a waiting line", DefaultStatus: http.StatusNoContent, Errors: []int{401, 403, 404, 409, 422},
	}, func(ctx context.Context, in *struct {
		RoomPath
		Seq  int64 `path:"staffSeq" minimum:"1" doc:"Sequence number in the staff lane"`
		Body ChatReview
	}) (*Empty, error) {
		return &Empty{}, s.Rooms.ReviewChat(ctx, actor(ctx), in.Room, in.Seq, room.Review(in.Body))
	})
}
