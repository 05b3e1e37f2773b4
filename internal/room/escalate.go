package room

import (
	"context"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/inbox"
)

// Notices tells people what concerns them; inbox.Service.
type Notices interface {
	Tell(ctx context.Context, messages ...inbox.Message) error
}

// Officials are the officials of bureaus; the account domain knows.
type Officials interface {
	Officials(ctx context.Context, organisation core.ID) ([]core.ID, error)
}

// escalateAtOnce bounds one round: the rest comes with the next.
const escalateAtOnce = 200

// Escalate tells the officials of each bureau, once, which lines of the ledger are
// late. That they were told and the messages are one transaction.
func (s *Service) Escalate(ctx context.Context) error {
	return s.Store.InTx(ctx, func(ctx context.Context) error {
		late, err := s.Store.ClaimLate(ctx, s.Now(), escalateAtOnce)
		if err != nil {
			return err
		}
		byBureau := map[core.ID][]FollowUpItem{}
		for _, f := range late {
			byBureau[f.Organisation] = append(byBureau[f.Organisation], f)
		}
		for bureau, lines := range byBureau {
			if err := s.escalate(ctx, bureau, lines); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *Service) escalate(ctx context.Context, bureau core.ID, late []FollowUpItem) error {
	people, err := s.Officials.Officials(ctx, bureau)
	if err != nil {
		return err
	}
	var facts inbox.Facts
	for _, f := range late {
		facts.Late = append(facts.Late, inbox.LateFact{FollowUp: f.ID, Text: f.Text, Department: f.Department, DueOn: f.DueOn})
	}
	messages := make([]inbox.Message, len(people))
	for i, person := range people {
		messages[i] = inbox.Message{Person: person, Kind: inbox.Late, Key: "late:" + late[0].ID, Facts: facts}
	}
	if err := s.Notices.Tell(ctx, messages...); err != nil {
		return err
	}
	for _, f := range late {
		line := core.System().Audited("escalate-follow-up", "follow_up", f.ID, bureau, map[string]any{"dueOn": f.DueOn, "question": f.Question})
		if err := s.Audit.Audit(ctx, line); err != nil {
			return err
		}
	}
	return nil
}

// LateStore keeps of which late lines the officials were told.
type LateStore interface {
	// ClaimLate marks lines that are late as told, and returns them.
	ClaimLate(ctx context.Context, now time.Time, n int) ([]FollowUpItem, error)
}

// notify tells who asked that there is an answer, wherever they are by then.
func (s *Service) notify(ctx context.Context, e *edit, q Question, a inbox.AnswerFact) error {
	if q.Asker == "" || e.Kind == KindRehearsal || s.Notices == nil {
		return nil
	}
	asker, err := s.Store.Participant(ctx, e.ID, q.Asker)
	if err != nil {
		return err
	}
	session, err := s.Sessions.Session(ctx, e.Session)
	if err != nil {
		return err
	}
	a.ID, a.Text = q.ID, q.Text
	return s.Notices.Tell(ctx, inbox.Message{
		Person: asker.Person, Kind: inbox.Answer, Key: "answer:" + q.ID,
		Facts: inbox.Facts{
			Event: &inbox.EventFact{ID: session.Event, Slug: session.EventSlug, Title: session.EventTitle},
			Session: &inbox.SessionFact{
				ID: session.ID, Room: e.ID, Title: session.Title, TimeFact: inbox.TimeFact{StartsAt: session.StartsAt, EndsAt: session.EndsAt}, TimeZone: session.TimeZone,
			},
			Question: &a,
		},
	})
}
