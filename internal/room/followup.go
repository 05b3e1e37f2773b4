package room

import (
	"context"
	"time"
	"unicode/utf8"

	"zhaoyun/internal/core"
	"zhaoyun/internal/inbox"
	"zhaoyun/internal/policy"
)

// FollowUpStatus is how far a line of the ledger is.
type FollowUpStatus string

// The statuses of a follow-up.
const (
	FollowUpOpen     FollowUpStatus = "open"
	FollowUpAnswered FollowUpStatus = "answered"
	FollowUpClosed   FollowUpStatus = "closed" // without an answer, or answered in the room after all
)

// FollowUp is a line of the ledger (答复台账): a question that was open when its
// session ended, and who answers it until when.
type FollowUp struct {
	ID, Question, Room core.ID
	Organisation       core.ID // the bureau that answers
	Department         string
	DueOn              string    // the last day, in the session's zone
	DueAt              time.Time // when it is over
	Status             FollowUpStatus
	Answer             string
	Public             bool // the answer was told to everybody in the room
	OnPage             bool // and stands beside the event
	AnsweredAt         time.Time
	AnsweredBy         core.ID // person
	Note               string  // why it was closed
	EscalatedAt        time.Time
	Version            core.Version
	CreatedAt          time.Time
}

// Overdue reports whether the last day has passed without an answer.
func (f FollowUp) Overdue(now time.Time) bool {
	return f.Status == FollowUpOpen && !now.Before(f.DueAt)
}

// FollowUpItem is a follow-up with what it is about. Of an anonymous question it
// has no name, and no way to one.
type FollowUpItem struct {
	FollowUp
	Text         string
	Anonymous    bool
	Asker, Org   string
	Votes        int
	Seq          int64 // of the question in the public lane; 0: it was never published
	Stage        *Topic
	AskedAt      time.Time
	SessionTitle core.Text
	EventTitle   core.Text
	TimeZone     string
	Overdue      bool
}

// FollowUpFilter chooses follow-ups.
type FollowUpFilter struct {
	Organisations []core.ID // nil means all
	Room          core.ID
	Status        FollowUpStatus
	DueBefore     time.Time // zero means any
	core.Paging
}

// FollowUpStore keeps the ledger.
type FollowUpStore interface {
	// AddFollowUps adds lines, all or none.
	AddFollowUps(ctx context.Context, lines []FollowUp) error
	// FollowUp finds one; follow_up_not_found when there is none.
	FollowUp(ctx context.Context, id core.ID) (FollowUpItem, error)
	// SaveFollowUp keeps everything that changes.
	SaveFollowUp(ctx context.Context, f FollowUp) error
	// FollowUps lists those due first first.
	FollowUps(ctx context.Context, f FollowUpFilter) (core.Page[FollowUpItem], error)
	// FollowUpsOf finds those of questions.
	FollowUpsOf(ctx context.Context, questions []core.ID) (map[core.ID]FollowUp, error)
	// PageAnswers lists the answers that stand beside an event, latest first.
	PageAnswers(ctx context.Context, event core.ID, p core.Paging) (core.Page[PageAnswer], error)
	// UnansweredQuestions lists those of a room that are open or wait.
	UnansweredQuestions(ctx context.Context, room core.ID) ([]Question, error)
}

// keepQuestions makes a line of the ledger of every question that nobody has
// answered. It is part of the end of the session: neither is there without the other.
func (s *Service) keepQuestions(ctx context.Context, e *edit, v view) error {
	if e.Kind == KindRehearsal {
		return nil
	}
	if err := s.countVotes(ctx, e); err != nil {
		return err
	}
	questions, err := s.Store.UnansweredQuestions(ctx, e.ID)
	if err != nil || len(questions) == 0 {
		return err
	}
	on, at := dueDay(e.now, zoneOf(v.session), e.Settings.answerDays())
	lines := make([]FollowUp, len(questions))
	for i, q := range questions {
		lines[i] = FollowUp{
			ID: core.NewID(), Question: q.ID, Room: e.ID, Organisation: v.session.Organisation, DueOn: on, DueAt: at,
			Status: FollowUpOpen, Version: 1, CreatedAt: e.now,
		}
	}
	return s.Store.AddFollowUps(ctx, lines)
}

func zoneOf(session Session) *time.Location {
	zone, err := time.LoadLocation(session.TimeZone)
	if err != nil {
		return time.UTC
	}
	return zone
}

// dayLayout writes days.
const dayLayout = "2006-01-02"

// dueDay is the day that many working days after now, and when it is over. Of
// holidays it knows nothing: an official corrects the day.
func dueDay(now time.Time, zone *time.Location, days int) (string, time.Time) {
	day := now.In(zone)
	for days > 0 {
		day = day.AddDate(0, 0, 1)
		if day.Weekday() != time.Saturday && day.Weekday() != time.Sunday {
			days--
		}
	}
	return day.Format(dayLayout), endOf(day)
}

func endOf(day time.Time) time.Time {
	return time.Date(day.Year(), day.Month(), day.Day()+1, 0, 0, 0, 0, day.Location()).UTC()
}

// FollowUps lists the ledger of the actor's bureaus, what is due first first.
func (s *Service) FollowUps(ctx context.Context, actor core.Actor, f FollowUpFilter, overdue bool) (core.Page[FollowUpItem], error) {
	var none core.Page[FollowUpItem]
	if err := policy.Check(actor, "list-follow-ups", policy.Target{}); err != nil {
		return none, core.NoteRefusal(ctx, s.Audit, err, actor.Audited("list-follow-ups", "follow_up", "", "", nil))
	}
	f.Organisations = nil
	if !actor.Has(core.RoleAdministrator) && actor.Kind != core.PersonSystem {
		f.Organisations = []core.ID{}
		for _, m := range actor.Memberships {
			if m.Role == core.RoleOfficial {
				f.Organisations = append(f.Organisations, m.Organisation)
			}
		}
	}
	if overdue {
		f.Status, f.DueBefore = FollowUpOpen, s.Now()
	}
	page, err := s.Store.FollowUps(ctx, f)
	return core.Map(page, s.dated), err
}

func (s *Service) dated(f FollowUpItem) FollowUpItem {
	f.Overdue = f.FollowUp.Overdue(s.Now())
	return f
}

// ReadFollowUp reads one line of the ledger.
func (s *Service) ReadFollowUp(ctx context.Context, actor core.Actor, id core.ID) (FollowUpItem, error) {
	f, err := s.Store.FollowUp(ctx, id)
	if err != nil {
		return f, err
	}
	return s.dated(f), s.mayFollow(ctx, actor, "get-follow-up", f)
}

func (s *Service) mayFollow(ctx context.Context, actor core.Actor, op policy.Op, f FollowUpItem) error {
	err := policy.Check(actor, op, policy.Target{Organisation: f.Organisation})
	return core.NoteRefusal(ctx, s.Audit, err, actor.Audited(string(op), "follow_up", f.ID, f.Organisation, nil))
}

// editFollowUp changes a line of the ledger as of a version, with its room locked.
func (s *Service) editFollowUp(ctx context.Context, actor core.Actor, id core.ID, op policy.Op, version core.Version,
	do func(ctx context.Context, e *edit, f *FollowUpItem) (detail map[string]any, err error),
) (FollowUpItem, error) {
	f, err := s.Store.FollowUp(ctx, id)
	if err == nil {
		err = s.mayFollow(ctx, actor, op, f)
	}
	if err != nil {
		return f, err
	}
	err = s.change(ctx, f.Room, func(ctx context.Context, e *edit) error {
		if f, err = s.Store.FollowUp(ctx, id); err != nil {
			return err
		}
		if f.Version != version {
			return core.Stale(f.Version)
		}
		detail, err := do(ctx, e, &f)
		if err != nil {
			return err
		}
		f.Version++
		if err := s.Store.SaveFollowUp(ctx, f.FollowUp); err != nil {
			return err
		}
		if _, err := e.toStaff(TypeQuestionFollowed, nil, followedData{f.Question, f.Status}); err != nil {
			return err
		}
		return s.Audit.Audit(ctx, actor.Audited(string(op), "follow_up", id, f.Organisation, detail))
	})
	return s.dated(f), err
}

// FollowUpChange names what an edit changes.
type FollowUpChange struct {
	Department *string
	DueOn      *string
}

// UpdateFollowUp says which department answers, and until when.
func (s *Service) UpdateFollowUp(ctx context.Context, actor core.Actor, id core.ID, version core.Version, c FollowUpChange) (FollowUpItem, error) {
	return s.editFollowUp(ctx, actor, id, "update-follow-up", version, func(ctx context.Context, e *edit, f *FollowUpItem) (map[string]any, error) {
		if f.Status != FollowUpOpen {
			return nil, errFollowUpDone
		}
		if c.Department != nil {
			if f.Department = tidyLine(*c.Department); utf8.RuneCountInString(f.Department) > 60 {
				return nil, core.Invalid("too_long", "Name the department in at most 60 characters.").On("body.department")
			}
		}
		if c.DueOn != nil && *c.DueOn != f.DueOn {
			session, err := s.Sessions.Session(ctx, e.Session)
			if err != nil {
				return nil, err
			}
			day, err := time.ParseInLocation(dayLayout, *c.DueOn, zoneOf(session))
			if err != nil || endOf(day).Before(e.now) {
				return nil, core.Invalid("due_past", "Choose a day from today on, such as 2026-12-15.").On("body.dueOn")
			}
			f.DueOn, f.DueAt, f.EscalatedAt = *c.DueOn, endOf(day), time.Time{}
		}
		return map[string]any{"dueOn": f.DueOn, "question": f.Question}, nil
	})
}

var errFollowUpDone = core.Conflict("follow_up_done", "This question has been answered or closed.")

// AnswerFollowUp answers in writing: the asker finds it in their inbox, and when it
// is public everybody in the room and beside the event. Answering again corrects the
// answer; no longer public, it leaves the event's page, but was told in the room.
func (s *Service) AnswerFollowUp(ctx context.Context, actor core.Actor, id core.ID, version core.Version, text string, public bool) (FollowUpItem, error) {
	text, err := tidyAnswer(text, true)
	if err != nil {
		return FollowUpItem{}, err
	}
	return s.editFollowUp(ctx, actor, id, "answer-follow-up", version, func(ctx context.Context, e *edit, f *FollowUpItem) (map[string]any, error) {
		if f.Status == FollowUpClosed {
			return nil, errFollowUpDone
		}
		q, err := s.Store.Question(ctx, f.Room, f.Question)
		if err != nil {
			return nil, err
		}
		f.OnPage = public
		if public = public || f.Public; public && q.Seq == 0 {
			return nil, core.Conflict("question_not_public", "This question was never published: answer the asker alone.")
		}
		a := inbox.AnswerFact{How: AnsweredWritten, Answer: text, Department: f.Department, OnPage: f.OnPage}
		f.Status, f.Answer, f.Public, f.AnsweredAt, f.AnsweredBy = FollowUpAnswered, text, public, e.now, actor.Person
		if public {
			err = s.answerPublicly(ctx, e, actor, &q, a)
		} else {
			err = s.tellAnswered(ctx, e, q, a)
		}
		return map[string]any{"public": public, "onPage": f.OnPage, "question": f.Question}, err
	})
}

// answerPublicly answers in the room, in the official's name if they were there.
func (s *Service) answerPublicly(ctx context.Context, e *edit, actor core.Actor, q *Question, a inbox.AnswerFact) error {
	var by *Participant
	if found, err := s.Store.ParticipantsBy(ctx, e.ID, []core.ID{actor.Person}); err != nil {
		return err
	} else if len(found) > 0 {
		by = &found[0]
	}
	if err := s.answer(ctx, e, q, by, a); err != nil {
		return err
	}
	return s.Store.SaveQuestion(ctx, *q)
}

// CloseFollowUp ends a line of the ledger without an answer and says why.
func (s *Service) CloseFollowUp(ctx context.Context, actor core.Actor, id core.ID, version core.Version, note string) (FollowUpItem, error) {
	note, err := tidyReason(note)
	if err != nil {
		return FollowUpItem{}, err
	}
	if note == "" {
		return FollowUpItem{}, core.Invalid("required", "Say why it needs no answer.").On("body.reason")
	}
	return s.editFollowUp(ctx, actor, id, "close-follow-up", version, func(_ context.Context, _ *edit, f *FollowUpItem) (map[string]any, error) {
		if f.Status != FollowUpOpen {
			return nil, errFollowUpDone
		}
		f.Status, f.Note = FollowUpClosed, note
		return map[string]any{"question": f.Question}, nil
	})
}

// closeFollowUp ends a question's line after the question itself has come to an end.
func (s *Service) closeFollowUp(ctx context.Context, actor core.Actor, q Question, answer string) error {
	found, err := s.Store.FollowUpsOf(ctx, []core.ID{q.ID})
	f, ok := found[q.ID]
	if err != nil || !ok || f.Status == FollowUpClosed {
		return err
	}
	f.Status = FollowUpClosed
	if q.Status == QuestionAnswered {
		f.Status, f.Answer, f.Public, f.AnsweredAt, f.AnsweredBy = FollowUpAnswered, answer, true, s.Now(), actor.Person
	}
	f.Version++
	return s.Store.SaveFollowUp(ctx, f)
}
