package event

import (
	"context"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
)

// Read returns an event with its agenda to somebody who may see it.
func (s *Service) Read(ctx context.Context, actor core.Actor, idOrSlug string) (Event, error) {
	e, err := s.Store.Event(ctx, idOrSlug)
	if err != nil {
		return Event{}, err
	}
	if err := visible(actor, "get-event", e); err != nil {
		return Event{}, err
	}
	if e.Sessions, err = s.sessionsOf(ctx, e.ID); err != nil {
		return Event{}, err
	}
	return e, s.markReplayable(ctx, actor, &e)
}

// Session returns one session to somebody who may see its event.
func (s *Service) Session(ctx context.Context, actor core.Actor, idOrSlug string, id core.ID) (Session, Event, error) {
	e, err := s.Read(ctx, actor, idOrSlug)
	if err != nil {
		return Session{}, Event{}, err
	}
	for _, se := range e.Sessions {
		if se.ID == id {
			return se, e, nil
		}
	}
	return Session{}, Event{}, ErrNoSession
}

// List lists published events to everybody and the others to their own staff.
func (s *Service) List(ctx context.Context, actor core.Actor, f Filter, p core.Paging) (core.Page[Event], error) {
	if err := policy.Check(actor, "list-events", policy.Target{}); err != nil {
		return core.Page[Event]{}, err
	}
	f.Now, f.Organisations = s.Clock(), nil
	f.All = actor.Kind == core.PersonSystem || actor.Has(core.RoleAdministrator)
	for _, m := range actor.Memberships {
		if m.Role == core.RoleOfficial {
			f.Organisations = append(f.Organisations, m.Organisation)
		}
	}
	page, err := s.Store.Events(ctx, f, p)
	if err != nil || len(page.Items) == 0 {
		return page, err
	}
	ids := make([]core.ID, len(page.Items))
	at := map[core.ID]int{}
	for i, e := range page.Items {
		ids[i], at[e.ID] = e.ID, i
	}
	sessions, err := s.sessionsOf(ctx, ids...)
	for _, se := range sessions {
		e := &page.Items[at[se.Event]]
		e.Sessions = append(e.Sessions, se)
	}
	return page, err
}

// OrganisationNames names the organisations of events.
func (s *Service) OrganisationNames(ctx context.Context, events []Event) (map[core.ID]core.Text, error) {
	names := map[core.ID]core.Text{}
	for _, e := range events {
		if _, known := names[e.Organisation]; known {
			continue
		}
		o, err := s.Accounts.Organisation(ctx, e.Organisation)
		if err != nil {
			return nil, err
		}
		names[e.Organisation] = o.Name
	}
	return names, nil
}

// Can lists what the actor may do to the event.
func Can(actor core.Actor, e Event) []string {
	return policy.Can(actor, e.target(), "update-event", "set-event-status", "create-session", "update-session", "delete-session",
		"set-session-people", "list-registrations", "read-contacts", "export-registrations", "create-registration", "cancel-registration", "create-check-in")
}

// IsStaff reports whether the actor works on the event.
func IsStaff(actor core.Actor, e Event) bool {
	return policy.Check(actor, "update-event", e.target()) == nil
}

// Facts is what a room needs to know of the session it belongs to. The room domain
// has the same fields.
type Facts struct {
	ID           core.ID
	Kind         string
	Title        core.Text
	Event        core.ID
	EventSlug    string
	EventTitle   core.Text
	Organisation core.ID
	StartsAt     time.Time
	EndsAt       time.Time
	TimeZone     string
	Languages    []string // of the event
	Access       string
	Replay       Replay
	Recording    Recording
	Capacity     int // of guests at one time; 0 is no limit
	Published    bool
	Illustrative bool
	People       map[core.ID]policy.RoomRole // the programme's own, by person
}

// Facts returns what a room needs to know of its session.
func (s *Service) Facts(ctx context.Context, session core.ID) (Facts, error) {
	se, err := s.Store.Session(ctx, session)
	if err != nil {
		return Facts{}, err
	}
	e, err := s.Store.Event(ctx, se.Event)
	if err != nil {
		return Facts{}, err
	}
	f := Facts{
		ID: se.ID, Kind: string(se.Kind), Title: se.Title, Event: e.ID, EventSlug: e.Slug, EventTitle: e.Title,
		Organisation: e.Organisation, StartsAt: se.StartsAt, EndsAt: se.EndsAt, TimeZone: se.TimeZone, Languages: e.Languages, Access: string(se.Access), Replay: se.Replay, Recording: se.Recording,
		Capacity: se.Capacity, Published: e.Status == StatusPublished, Illustrative: se.Illustrative || e.Illustrative,
		People: map[core.ID]policy.RoomRole{},
	}
	for _, c := range se.People {
		f.People[c.Person] = c.Role
	}
	return f, nil
}

// Standing is what a person is to a session. The room domain has the same fields.
type Standing struct {
	Registered bool   // with a place, not only waiting for one
	Invited    bool   // as a guest of the session
	Name, Org  string // as registered; empty when not
}

// Standing returns what a person is to a session.
func (s *Service) Standing(ctx context.Context, session, person core.ID) (Standing, error) {
	se, err := s.Store.Session(ctx, session)
	if err != nil || person == "" {
		return Standing{}, err
	}
	var st Standing
	for _, c := range se.People {
		st.Invited = st.Invited || c.Person == person && c.Role == policy.Guest
	}
	r, err := s.Store.RegistrationOf(ctx, se.Event, person)
	if core.HasCode(err, ErrNoRegistration.Code) {
		return st, nil
	}
	if err == nil && r.Status == Confirmed {
		st.Registered, st.Name, st.Org = true, r.Name, r.OrganisationName
	}
	return st, err
}
