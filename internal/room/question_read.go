package room

import (
	"context"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
)

// QuestionStore keeps what has become of questions.
type QuestionStore interface {
	// AddQuestions adds questions, all or none.
	AddQuestions(ctx context.Context, questions []Question) error
	// UnlistQuestions notes that questions left the list everybody has.
	UnlistQuestions(ctx context.Context, room core.ID, seqs []int64) error
	// Question finds one; question_not_found when there is none.
	Question(ctx context.Context, room, id core.ID) (Question, error)
	// SaveQuestion keeps everything that changes but the votes.
	SaveQuestion(ctx context.Context, q Question) error
	// Questions lists a room's, or those of all rooms when none is named.
	Questions(ctx context.Context, room core.ID, f QuestionFilter) (core.Page[Question], error)
	// ListedQuestions lists those everybody has, and what was left of those taken
	// away, in the order of asking.
	ListedQuestions(ctx context.Context, room core.ID) ([]Question, error)
	// MergedQuestions lists what was merged into a question.
	MergedQuestions(ctx context.Context, id core.ID) ([]Question, error)
	// KeyedQuestions finds those that were asked under keys.
	KeyedQuestions(ctx context.Context, room core.ID, keys []ParticipantKey) ([]Question, error)
	// RecentQuestions tells what participants have asked so far.
	RecentQuestions(ctx context.Context, askers []core.ID) (map[core.ID]Recent, error)
	CountQuestions(ctx context.Context, room core.ID, status QuestionStatus) (int, error)
	// EraseQuestions empties what somebody asked under their name and cuts the tie to
	// what they asked anonymously, and their votes' tie to them.
	EraseQuestions(ctx context.Context, participant core.ID) error

	// CastVotes writes votes in their order and returns the counts of the open questions among them.
	CastVotes(ctx context.Context, votes []Vote, at time.Time) (map[core.ID]int, error)
	// MoveVotes gives a question's votes to another.
	MoveVotes(ctx context.Context, from, to core.ID) error
	// CountVotes returns, by public number, the votes of those whose count everybody was
	// told is another, and notes that they are told now.
	CountVotes(ctx context.Context, room core.ID) (map[int64]int, error)
	// VotedQuestions lists the questions of a room for which a participant has voted.
	VotedQuestions(ctx context.Context, room, participant core.ID) ([]core.ID, error)
}

// QuestionFilter chooses questions and their order.
type QuestionFilter struct {
	Statuses []QuestionStatus
	Askers   []core.ID // only these participants'
	ByVotes  bool      // most votes first; otherwise latest first
	core.Paging
}

// ListedQuestion is a question as it is shown in a list.
type ListedQuestion struct {
	Question
	Mine bool
}

// QuestionList is a page of questions and who asked them, as far as that is said.
type QuestionList struct {
	core.Page[ListedQuestion]
	People []Person
}

// What a list of questions holds.
const (
	FilterAll      = "all" // open and answered
	FilterOpen     = "open"
	FilterAnswered = "answered"
	FilterWaiting  = "waiting" // for staff
	FilterMine     = "mine"
)

// ListQuestions lists questions of the room.
func (s *Service) ListQuestions(ctx context.Context, actor core.Actor, room core.ID, filter string, byVotes bool, p core.Paging) (QuestionList, error) {
	var list QuestionList
	v, err := s.member(ctx, actor, room)
	if err != nil {
		return list, err
	}
	if err := policy.Check(actor, "list-questions", v.target()); err != nil {
		return list, err
	}
	f := QuestionFilter{ByVotes: byVotes, Paging: p, Statuses: map[string][]QuestionStatus{
		FilterAll: {QuestionOpen, QuestionAnswered}, FilterOpen: {QuestionOpen}, FilterAnswered: {QuestionAnswered},
		FilterWaiting: {QuestionWaiting},
	}[filter]}
	switch filter {
	case FilterMine:
		f.Askers = []core.ID{v.participant.ID}
	case FilterWaiting:
		if err := policy.Check(actor, "read-staff-lane", v.target()); err != nil {
			return list, err
		}
	}
	err = s.Store.InReadTx(ctx, func(ctx context.Context) error {
		page, err := s.Store.Questions(ctx, room, f)
		if err != nil {
			return err
		}
		me := v.participant.ID
		list.Page = core.Map(page, func(q Question) ListedQuestion {
			mine := ListedQuestion{q, q.Asker == me}
			if mine.Asker = q.by(); mine.Mine {
				mine.Asker = me
			}
			return mine
		})
		named := make([]Entry, 0, 2*len(list.Items))
		for _, q := range list.Items {
			named = append(named, Entry{By: q.Asker})
			if q.Answer != nil {
				named = append(named, Entry{By: q.Answer.By})
			}
		}
		list.People, err = s.named(ctx, room, named...)
		return err
	})
	return list, err
}

// questionState adds the questions to what everybody has of the room.
func (s *Service) questionState(ctx context.Context, room core.ID, state *State) (named []Entry, err error) {
	listed, err := s.Store.ListedQuestions(ctx, room)
	for _, q := range listed {
		shown := q.shown()
		state.Questions = append(state.Questions, shown)
		named = append(named, Entry{By: shown.By})
		if shown.Answer != nil {
			named = append(named, Entry{By: shown.Answer.By})
		}
	}
	return named, err
}

// waitingQuestions adds those that wait for review.
func (s *Service) waitingQuestions(ctx context.Context, room core.ID, state *StaffState) (named []Entry, err error) {
	lines, err := s.Store.WaitingQuestionLines(ctx, room)
	named = entries(lines)
	for _, e := range named {
		if q, ok := waitingQuestion(e); ok {
			state.Questions = append(state.Questions, q)
		}
	}
	return named, err
}

// MyQuestion is a question of one's own and its line of the ledger.
type MyQuestion struct {
	Question
	FollowUp *FollowUp
}

// myQuestions are a participant's own, latest first.
func (s *Service) myQuestions(ctx context.Context, room, participant core.ID) ([]MyQuestion, error) {
	page, err := s.Store.Questions(ctx, room, QuestionFilter{Askers: []core.ID{participant}, Paging: core.Paging{Limit: 100}})
	if err != nil {
		return nil, err
	}
	return s.withAnswers(ctx, page.Items)
}

// AllMyQuestions lists the actor's questions of all rooms, latest first: what was
// answered after the end is found here.
func (s *Service) AllMyQuestions(ctx context.Context, actor core.Actor, p core.Paging) (core.Page[MyQuestion], error) {
	var mine core.Page[MyQuestion]
	if err := policy.Check(actor, "list-my-questions", policy.Target{}); err != nil {
		return mine, err
	}
	places, err := s.Store.ParticipantsOf(ctx, actor.Person)
	if err != nil || len(places) == 0 {
		return mine, err
	}
	f := QuestionFilter{Paging: p}
	for _, place := range places {
		f.Askers = append(f.Askers, place.ID)
	}
	page, err := s.Store.Questions(ctx, "", f)
	if err != nil {
		return mine, err
	}
	mine.Next = page.Next
	mine.Items, err = s.withAnswers(ctx, page.Items)
	return mine, err
}

// withAnswers adds to questions their lines of the ledger, and to merged ones the
// answer that was given to the other.
func (s *Service) withAnswers(ctx context.Context, questions []Question) ([]MyQuestion, error) {
	ids := make([]core.ID, 0, 2*len(questions))
	for _, q := range questions {
		ids = append(ids, q.ID, q.Into)
	}
	followed, err := s.Store.FollowUpsOf(ctx, ids)
	if err != nil {
		return nil, err
	}
	mine := make([]MyQuestion, len(questions))
	for i, q := range questions {
		mine[i] = MyQuestion{Question: q}
		for _, id := range []core.ID{q.Into, q.ID} {
			if f, ok := followed[id]; ok {
				mine[i].FollowUp = &f
			}
		}
		if q.Status == QuestionMerged {
			if to, err := s.Store.Question(ctx, q.Room, q.Into); err == nil {
				mine[i].Answer = to.Answer
			}
		}
	}
	return mine, nil
}

// writeQuestions keeps the questions that an edit asked, and what else they bring.
func (e *edit) writeQuestions(ctx context.Context) error {
	if len(e.asked) > 0 {
		if err := e.s.Store.AddQuestions(ctx, e.asked); err != nil {
			return err
		}
	}
	if len(e.followed) > 0 {
		if err := e.s.Store.AddFollowUps(ctx, e.followed); err != nil {
			return err
		}
	}
	if len(e.unlisted) > 0 {
		if err := e.s.Store.UnlistQuestions(ctx, e.ID, e.unlisted); err != nil {
			return err
		}
	}
	for _, l := range e.audits {
		if err := e.s.Audit.Audit(ctx, l); err != nil {
			return err
		}
	}
	return nil
}
