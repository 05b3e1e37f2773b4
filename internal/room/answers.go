package room

import (
	"context"
	"time"

	"zhaoyun/internal/core"
)

// PageAnswer is an answer of the ledger that an official has put beside the event
// (答复公示). It never says who asked.
type PageAnswer struct {
	FollowUp     core.ID
	SessionTitle core.Text
	Question     string
	Answer       string
	Department   string
	AnsweredAt   time.Time
}

// PageAnswers lists the answers beside an event, latest first. What was hidden,
// taken back or erased since is not among them. Who may see the event is decided
// by the caller.
func (s *Service) PageAnswers(ctx context.Context, event core.ID, p core.Paging) (core.Page[PageAnswer], error) {
	return s.Store.PageAnswers(ctx, event, p)
}
