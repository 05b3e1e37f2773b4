package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"zhaoyun/internal/core"
	"zhaoyun/internal/room"
)

// PageAnswer is an answer that stands beside an event. Who asked is never named.
type PageAnswer struct {
	ID         core.ID   `json:"id" format:"uuid"`
	Session    core.Text `json:"session" doc:"Title"`
	Question   string    `json:"question"`
	Answer     string    `json:"answer"`
	Department string    `json:"department" doc:"Who answered; may be empty"`
	AnsweredAt time.Time `json:"answeredAt"`
}

func pageAnswerOf(a room.PageAnswer) PageAnswer {
	return PageAnswer{
		ID: a.FollowUp, Session: a.SessionTitle, Question: a.Question, Answer: a.Answer, Department: a.Department, AnsweredAt: a.AnsweredAt,
	}
}

func (s *Server) registerAnswers() {
	handle(s, huma.Operation{
		OperationID: "list-event-answers", Method: http.MethodGet, Path: "/events/{event}/answers", Tags: []string{"Events"}, Security: public,
		Summary:     "List the answers that stand beside an event",
		Description: "Questions that stayed open in its sessions and were answered publicly in writing since (`answer-follow-up` with `public`). Latest first.",
		Errors:      []int{http.StatusNotFound, http.StatusUnprocessableEntity},
	}, func(ctx context.Context, in *struct {
		EventPath
		Paged
		Cachable
	},
	) (*Cached[core.Page[PageAnswer]], error) {
		e, err := s.Events.Read(ctx, actor(ctx), in.Event)
		if err != nil {
			return nil, err
		}
		page, err := s.Rooms.PageAnswers(ctx, e.ID, in.paging())
		if err != nil {
			return nil, err
		}
		return cached(ctx, in.Cachable, "", core.Map(page, pageAnswerOf))
	})
}
