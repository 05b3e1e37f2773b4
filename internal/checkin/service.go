package checkin

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/width"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
)

// Store keeps check-ins; every method joins the transaction of its context.
type Store interface {
	// Registrant finds who registered; check_in_unknown when there is none.
	Registrant(ctx context.Context, registration core.ID) (Registrant, error)
	// RegistrantsBy finds who has these last digits in their contact, or this in their name.
	RegistrantsBy(ctx context.Context, event core.ID, digits, name string, limit int) ([]Registrant, error)
	// AddCheckIn keeps a check-in; false and the first one when the registration has been
	// checked in already.
	AddCheckIn(ctx context.Context, c CheckIn) (CheckIn, bool, error)
	// CheckIn finds one; check_in_not_found when there is none.
	CheckIn(ctx context.Context, id core.ID) (CheckIn, error)
	DeleteCheckIn(ctx context.Context, id core.ID) error
	// CheckIns lists those of an event, latest first.
	CheckIns(ctx context.Context, event core.ID, p core.Paging) (core.Page[CheckIn], error)
	CountCheckIns(ctx context.Context, event core.ID) (Counts, error)
	// CheckInsOf lists a person's, the first one first.
	CheckInsOf(ctx context.Context, person core.ID) ([]CheckIn, error)
	// EraseCheckIns takes out of check-ins whose they are.
	EraseCheckIns(ctx context.Context, person core.ID) error
}

// Events finds events; an error like those of the event domain when the actor may not see it.
type Events interface {
	Find(ctx context.Context, actor core.Actor, idOrSlug string) (event, organisation core.ID, err error)
}

// Emitter tells programmes outside of what happened; it joins the transaction.
type Emitter interface {
	CheckedIn(ctx context.Context, c CheckIn) error
}

// Deps is what a Service works with.
type Deps struct {
	Store   Store
	Tx      core.Transactor
	Audit   core.Auditor
	Events  Events
	Emitter Emitter    // nil: nobody is told
	Clock   core.Clock // core.Now when nil
}

// Service is the domain of check-ins.
type Service struct{ Deps }

// New makes the service.
func New(d Deps) *Service {
	if d.Clock == nil {
		d.Clock = core.Now
	}
	return &Service{d}
}

// ErrNoCheckIn is what the store answers when there is none.
var ErrNoCheckIn = core.NotFound("check_in_not_found", "There is no such check-in.")

// Create checks somebody in. Doing so again, from any phone, answers the first
// check-in with again set and counts nobody twice.
func (s *Service) Create(ctx context.Context, actor core.Actor, idOrSlug string, d Draft) (c CheckIn, again bool, err error) {
	err = s.Tx.InTx(ctx, func(ctx context.Context) error {
		event, organisation, err := s.door(ctx, actor, "create-check-in", idOrSlug)
		if err != nil {
			return err
		}
		registration := d.Registration
		if d.Code != "" {
			registration = read(d.Code)
		}
		if registration == "" {
			return core.Invalid("check_in_code_missing", "Scan a code or choose a person.").On("body.code")
		}
		r, err := s.Store.Registrant(ctx, registration)
		if err != nil {
			return err
		}
		if err := admits(r, event, d.AdmitWaiting); err != nil {
			return err
		}
		var fresh bool
		c, fresh, err = s.Store.AddCheckIn(ctx, CheckIn{
			ID: core.NewID(), Event: event, Organisation: organisation, Registration: r.Registration, Person: r.Person, Name: r.Name, Company: r.Company,
			Method: d.Method, By: actor.Person, At: s.Clock(),
		})
		if again = !fresh; err != nil || again {
			return err
		}
		if s.Emitter != nil {
			if err := s.Emitter.CheckedIn(ctx, c); err != nil {
				return err
			}
		}
		return s.Audit.Audit(ctx, actor.Audited("create-check-in", "check-in", c.ID, organisation, map[string]any{"event": event, "method": string(d.Method)}))
	})
	return c, again, err
}

// admits says why somebody who registered may not be checked in to an event.
func admits(r Registrant, event core.ID, waiting bool) error {
	switch {
	case r.Event != event:
		return core.Conflict("check_in_other_event", "This code is for another event.").On("body.code")
	case r.Status == "cancelled":
		return core.Conflict("check_in_cancelled", "This registration was cancelled. They can register again on the event's page.").On("body.code")
	case r.Status == "waiting" && !waiting:
		return core.Conflict("check_in_waiting", "This person is on the waiting list. Let them in only where there is room.").
			On("body.code").With("registration", r.Registration).With("name", r.Name)
	}
	return nil
}

// maxFound bounds who is shown for four digits or a name.
const maxFound = 20

// Find looks up who registered, by the last four digits of a number or by name.
func (s *Service) Find(ctx context.Context, actor core.Actor, idOrSlug, query string) ([]Registrant, error) {
	event, _, err := s.door(ctx, actor, "find-registrants", idOrSlug)
	if err != nil {
		return nil, err
	}
	query = strings.Join(strings.Fields(width.Narrow.String(query)), " ")
	if strings.Trim(query, "0123456789") == "" {
		if len(query) != 4 {
			return nil, core.Invalid("check_in_digits", "Type exactly the last four digits of the number, or a name.").On("query.q")
		}
		return s.Store.RegistrantsBy(ctx, event, query, "", maxFound)
	}
	if n := utf8.RuneCountInString(query); n > 50 {
		return nil, core.Invalid("too_long", "Type at most 50 characters.").On("query.q")
	}
	return s.Store.RegistrantsBy(ctx, event, "", query, maxFound)
}

// List lists who came, latest first, and how many.
func (s *Service) List(ctx context.Context, actor core.Actor, idOrSlug string, p core.Paging) (core.Page[CheckIn], Counts, error) {
	event, _, err := s.door(ctx, actor, "list-check-ins", idOrSlug)
	if err != nil {
		return core.Page[CheckIn]{}, Counts{}, err
	}
	page, err := s.Store.CheckIns(ctx, event, p)
	if err != nil {
		return page, Counts{}, err
	}
	counts, err := s.Store.CountCheckIns(ctx, event)
	return page, counts, err
}

// Undo takes back a check-in that was a mistake.
func (s *Service) Undo(ctx context.Context, actor core.Actor, idOrSlug string, id core.ID) error {
	return s.Tx.InTx(ctx, func(ctx context.Context) error {
		event, organisation, err := s.door(ctx, actor, "undo-check-in", idOrSlug)
		if err != nil {
			return err
		}
		c, err := s.Store.CheckIn(ctx, id)
		if err == nil && c.Event != event {
			err = ErrNoCheckIn
		}
		if err != nil {
			return err
		}
		if err := s.Store.DeleteCheckIn(ctx, id); err != nil {
			return err
		}
		return s.Audit.Audit(ctx, actor.Audited("undo-check-in", "check-in", id, organisation, map[string]any{"event": event, "registration": c.Registration}))
	})
}

// ErasePerson implements account.Eraser: that somebody came stays, in figures.
func (s *Service) ErasePerson(ctx context.Context, _ core.Actor, person core.ID) error {
	return s.Store.EraseCheckIns(ctx, person)
}

// ownCheckIn is a check-in as the person themselves is told of it.
type ownCheckIn struct {
	Event  core.ID   `json:"event"`
	Method Method    `json:"method"`
	At     time.Time `json:"at"`
}

// PersonData implements account.Keeper.
func (s *Service) PersonData(ctx context.Context, person core.ID) (string, any, error) {
	came, err := s.Store.CheckInsOf(ctx, person)
	if err != nil || len(came) == 0 {
		return "", nil, err
	}
	list := make([]ownCheckIn, len(came))
	for i, c := range came {
		list[i] = ownCheckIn{c.Event, c.Method, c.At}
	}
	return "checkIns", list, nil
}

// door finds the event for somebody who works at its door.
func (s *Service) door(ctx context.Context, actor core.Actor, op policy.Op, idOrSlug string) (event, organisation core.ID, err error) {
	if event, organisation, err = s.Events.Find(ctx, actor, idOrSlug); err != nil {
		return "", "", err
	}
	err = policy.Check(actor, op, policy.Target{Organisation: organisation})
	return event, organisation, core.NoteRefusal(ctx, s.Audit, err, actor.Audited(string(op), "event", event, organisation, nil))
}
