package event

import (
	"zhaoyun/internal/core"
)

// Status is how far an event is.
type Status string

// The statuses of an event.
const (
	StatusDraft     Status = "draft"
	StatusReview    Status = "review"    // waits for a second official
	StatusPublished Status = "published" // everybody sees it
	StatusArchived  Status = "archived"  // over; only staff sees it
)

// step is one way from a status to another.
type step struct {
	to     Status
	action string // in the audit log
	ready  bool   // the event has to be ready for its audience
	second bool   // where the organisation wants it, not by who submitted it
	idle   bool   // no room of it may be live
}

// steps is the whole status machine: from a status, by the status asked for.
var steps = map[Status]map[Status]step{
	StatusDraft: {
		StatusReview:    {to: StatusReview, action: "submit-event", ready: true},
		StatusPublished: {to: StatusPublished, action: "publish-event", ready: true},
	},
	StatusReview: {
		StatusPublished: {to: StatusPublished, action: "approve-event", ready: true, second: true},
		StatusDraft:     {to: StatusDraft, action: "return-event"},
	},
	StatusPublished: {
		StatusArchived: {to: StatusArchived, action: "archive-event", idle: true},
	},
	StatusArchived: {
		StatusDraft: {to: StatusDraft, action: "reopen-event"},
	},
}

// stepTo finds the step to the status asked for. With twoPeople an official who
// publishes a draft only submits it.
func stepTo(from, asked Status, twoPeople bool) (step, error) {
	if from == StatusDraft && asked == StatusPublished && twoPeople {
		asked = StatusReview
	}
	st, ok := steps[from][asked]
	if !ok {
		return step{}, core.Conflict("event_status_order", "The event cannot go from its present status to this one.").
			With("from", string(from)).With("to", string(asked))
	}
	return st, nil
}

// mayApprove keeps one person from publishing alone where two are wanted.
func (st step) mayApprove(e Event, actor core.Actor, twoPeople bool) error {
	if st.second && twoPeople && e.Review != nil && e.Review.SubmittedBy == actor.Person {
		return core.Forbidden("second_official_required", "Another official has to approve what you submitted.")
	}
	return nil
}

// edited is what an edit does to the status: what was submitted is no longer what
// is there, so it has to be submitted again.
func (e *Event) edited() (returned bool) {
	if e.Status != StatusReview {
		return false
	}
	e.Status, e.Review = StatusDraft, nil
	return true
}
