package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"zhaoyun/internal/core"
	"zhaoyun/internal/event"
)

// CopyOrder says when a copy starts.
type CopyOrder struct {
	StartsAt time.Time `json:"startsAt" doc:"Of the first session; the others keep their distance to it"`
}

// ChecklistItem is one thing to see to before an event is published.
type ChecklistItem struct {
	Level   string `json:"level" enum:"blocks,warns" doc:"blocks: it cannot be published"`
	Field   string `json:"field" doc:"Where, as in the errors of event_not_ready, such as sessions[0].people"`
	Code    string `json:"code"`
	Message string `json:"message"`
}

// Checklist is what is missing before an event is published.
type Checklist struct {
	Items []ChecklistItem `json:"items" nullable:"false" doc:"Empty when nothing is"`
}

func checklistItem(i event.ChecklistItem) ChecklistItem {
	return ChecklistItem{Level: string(i.Level), Field: i.Field, Code: i.Code, Message: i.Message}
}

func (s *Server) registerEventCopies() {
	copies := []int{401, 403, 404, 409, 422}
	create(s, huma.Operation{
		OperationID: "copy-event", Method: http.MethodPost, Path: "/events/{event}/copies", Tags: []string{"Events"},
		Summary: "Make a draft like an event",
		Description: "Copies what was prepared: texts, cover, sessions, their people, and the settings, files, polls (as drafts), links and " +
			"handouts of their rooms. Nothing of what happened.",
		Errors: copies,
	}, func(ctx context.Context, in *struct {
		EventPath
		Body CopyOrder
	}) (*Versioned[Event], error) {
		e, err := s.Events.Copy(ctx, actor(ctx), in.Event, in.Body.StartsAt)
		return s.eventAnswer(ctx, e, err)
	})
	create(s, huma.Operation{
		OperationID: "copy-session", Method: http.MethodPost, Path: "/events/{event}/sessions/{session}/copies", Tags: []string{"Sessions"},
		Summary: "Add a session like another one", Description: "With its people and what is laid ready in its room.", Errors: copies,
	}, func(ctx context.Context, in *struct {
		SessionPath
		Body CopyOrder
	}) (*Versioned[Session], error) {
		se, err := s.Events.CopySession(ctx, actor(ctx), in.Event, in.Session, in.Body.StartsAt)
		return s.sessionAnswer(ctx, se, err)
	})
	handle(s, huma.Operation{
		OperationID: "get-event-checklist", Method: http.MethodGet, Path: "/events/{event}/checklist", Tags: []string{"Events"},
		Summary:     "See what is missing before an event is published",
		Description: "What blocks is refused by set-event-status as `event_not_ready`; what warns is not.",
		Errors:      []int{401, 403, 404},
	}, func(ctx context.Context, in *EventPath) (*Body[Checklist], error) {
		items, err := s.Events.Checklist(ctx, actor(ctx), in.Event)
		return &Body[Checklist]{Checklist{core.Map(core.Page[event.ChecklistItem]{Items: items}, checklistItem).Items}}, err
	})
}
