package event

import (
	"context"
	"time"

	"zhaoyun/internal/account"
	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
)

// Store is what the package keeps; every method joins the transaction of its context.
type Store interface {
	eventStore
	sessionStore
	registrationStore
	reminderStore
}

// Rooms are the live sides of sessions; the room domain has them. Every method
// joins the transaction of its context.
type Rooms interface {
	// Create makes the live room of a session, which is stored already.
	Create(ctx context.Context, session core.ID) (room core.ID, err error)
	// Phases tells how far rooms are: waiting, live, paused or ended.
	Phases(ctx context.Context, rooms []core.ID) (map[core.ID]string, error)
	// Attended tells in which rooms a person has been.
	Attended(ctx context.Context, person core.ID, rooms []core.ID) (map[core.ID]bool, error)
	// Remove takes away a room in which nobody ever was; room_used otherwise.
	Remove(ctx context.Context, room core.ID) error
	// CopyPrepared lays ready in a new room what was prepared in another.
	CopyPrepared(ctx context.Context, from, to core.ID) error
	// SlideCounts counts the files laid ready in rooms.
	SlideCounts(ctx context.Context, rooms []core.ID) (map[core.ID]int, error)
}

// Accounts are the people and organisations behind events; account.Service.
type Accounts interface {
	Organisation(ctx context.Context, id core.ID) (account.Organisation, error)
	PersonNames(ctx context.Context, people []core.ID) (map[core.ID]string, error)
}

// Guests takes in who registers; account.Service. It joins the transaction of its
// context: somebody signed in is kept, everybody else becomes a guest who is
// signed in from now on.
type Guests interface {
	EnrolGuest(ctx context.Context, actor core.Actor, g account.Guest) (account.Issued, error)
}

// Covers ties an uploaded picture to an event; the file domain knows pictures.
type Covers interface {
	AttachCover(ctx context.Context, actor core.Actor, file, event core.ID) (Cover, error)
}

// Deps is what a Service works with.
type Deps struct {
	Store     Store
	Tx        core.Transactor
	Audit     core.Auditor
	Authority core.Authority
	Rooms     Rooms
	Accounts  Accounts
	Guests    Guests
	Covers    Covers // nil: events have no covers
	Parcels   Parcels
	Notifier  Notifier
	Jobs      Jobs
	Inbox     Inbox
	Emitter   Emitter // nil: no other programme is told
	// Invitations may be set after New; nobody is invited while it is nil.
	Invitations Invitations
	PublicURL   string // scheme and host, for the addresses in mail and calendars
	Clock       core.Clock
}

// Emitter tells other programmes what becomes of registrations; it joins the transaction.
type Emitter interface {
	// Registered is told of a registration that has a place, Withdrawn of one that is given back.
	Registered(ctx context.Context, e Event, r Registration) error
	Withdrawn(ctx context.Context, e Event, r Registration) error
}

// Service is the event domain.
type Service struct{ Deps }

// New makes the service.
func New(d Deps) *Service {
	if d.Clock == nil {
		d.Clock = core.Now
	}
	if d.Invitations == nil {
		d.Invitations = uninvited{}
	}
	return &Service{d}
}

// eventStore keeps events.
type eventStore interface {
	// InsertEvent fails with slug_taken.
	InsertEvent(ctx context.Context, e Event) error
	// UpdateEvent stores e when its version still is the one given, and counts the
	// version up; else version_conflict. It fails with slug_taken.
	UpdateEvent(ctx context.Context, e Event, version core.Version) error
	// Event finds by id or slug; event_not_found.
	Event(ctx context.Context, idOrSlug string) (Event, error)
	// LockEvent is Event; other transactions that lock it wait until this one ends.
	LockEvent(ctx context.Context, idOrSlug string) (Event, error)
	Events(ctx context.Context, f Filter, p core.Paging) (core.Page[Event], error)
}

// staff checks an operation that only staff does; a refusal is audited.
func (s *Service) staff(ctx context.Context, actor core.Actor, op policy.Op, e Event, kind string, id core.ID) error {
	return core.NoteRefusal(ctx, s.Audit, policy.Check(actor, op, e.target()), actor.Audited(string(op), kind, id, e.Organisation, nil))
}

// target is the event as deciding needs to know it.
func (e Event) target() policy.Target {
	return policy.Target{Organisation: e.Organisation, Public: e.Status == StatusPublished}
}

// visible hides what somebody may not see: it is not there for them.
func visible(actor core.Actor, op policy.Op, e Event) error {
	if policy.Check(actor, op, e.target()) != nil {
		return ErrNoEvent
	}
	return nil
}

// changing runs f on an event in a transaction, to somebody who may do op to it.
// Who may not even see it learns that there is none.
func (s *Service) changing(ctx context.Context, actor core.Actor, op policy.Op, idOrSlug string, f func(ctx context.Context, e *Event) error) (Event, error) {
	var e Event
	err := s.Tx.InTx(ctx, func(ctx context.Context) (err error) {
		if e, err = s.Store.LockEvent(ctx, idOrSlug); err != nil {
			return err
		}
		if err := visible(actor, "get-event", e); err != nil {
			return err
		}
		if err := s.staff(ctx, actor, op, e, "event", e.ID); err != nil {
			return err
		}
		if e.Sessions, err = s.sessionsOf(ctx, e.ID); err != nil {
			return err
		}
		return f(ctx, &e)
	})
	return e, err
}

// sessionsOf loads the agenda of an event with its people and phases.
func (s *Service) sessionsOf(ctx context.Context, events ...core.ID) ([]Session, error) {
	list, err := s.Store.Sessions(ctx, events)
	if err != nil || len(list) == 0 {
		return list, err
	}
	rooms := make([]core.ID, 0, len(list))
	for _, se := range list {
		rooms = append(rooms, se.Room)
	}
	phases, err := s.Rooms.Phases(ctx, rooms)
	for i := range list {
		list[i].Phase = phases[list[i].Room]
	}
	return list, err
}

// span notes when an event starts and ends.
func (e *Event) span() {
	e.StartsAt, e.EndsAt = nil, nil
	for _, s := range e.Sessions {
		if start := s.StartsAt; e.StartsAt == nil || start.Before(*e.StartsAt) {
			e.StartsAt = &start
		}
		if end := s.EndsAt; e.EndsAt == nil || end.After(*e.EndsAt) {
			e.EndsAt = &end
		}
	}
}

// over reports whether all of the event has passed.
func (e Event) over(now time.Time) bool { return e.EndsAt != nil && !e.EndsAt.After(now) }
