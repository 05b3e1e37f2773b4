package event

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
)

// sessionStore keeps sessions and their people.
type sessionStore interface {
	InsertSession(ctx context.Context, s Session) error
	// UpdateSession stores s when its version still is the one given, and counts
	// the version up; else version_conflict.
	UpdateSession(ctx context.Context, s Session, version core.Version) error
	DeleteSession(ctx context.Context, id core.ID) error
	// Session fails with session_not_found.
	Session(ctx context.Context, id core.ID) (Session, error)
	// Sessions lists the sessions of events by start, with their people.
	Sessions(ctx context.Context, events []core.ID) ([]Session, error)
	SetCast(ctx context.Context, session core.ID, cast []Cast, at time.Time) error
	DropCastOf(ctx context.Context, person core.ID) error
}

// CreateSession adds a session with its live room to an event.
func (s *Service) CreateSession(ctx context.Context, actor core.Actor, idOrSlug string, d SessionDraft) (Session, error) {
	var made Session
	_, err := s.changing(ctx, actor, "create-session", idOrSlug, func(ctx context.Context, e *Event) error {
		if err := mayAddSession(*e); err != nil {
			return err
		}
		now := s.Clock()
		made = Session{
			ID: core.NewID(), Event: e.ID, Kind: d.Kind, Title: d.Title, Description: d.Description, StartsAt: d.StartsAt,
			EndsAt: d.EndsAt, TimeZone: d.TimeZone, Capacity: d.Capacity, Access: d.Access, Replay: cmp.Or(d.Replay, ReplayAttended),
			Recording: cmp.Or(d.Recording, RecordingAuto), Illustrative: d.Illustrative,
			Version: 1, CreatedAt: now, UpdatedAt: now, Phase: "waiting",
		}
		if made.TimeZone == "" {
			made.TimeZone = e.TimeZone
		}
		if err := made.check(); err != nil {
			return err
		}
		if err := s.addSession(ctx, &made); err != nil {
			return err
		}
		e.Sessions = append(e.Sessions, made)
		return s.agendaChanged(ctx, actor, e, "create-session", made, nil)
	})
	return made, err
}

// addSession stores a new session with its room.
func (s *Service) addSession(ctx context.Context, made *Session) (err error) {
	if err := s.Store.InsertSession(ctx, *made); err != nil {
		return err
	}
	if made.Room, err = s.Rooms.Create(ctx, made.ID); err != nil {
		return fmt.Errorf("make the room of a session: %w", err)
	}
	if err := s.Store.UpdateSession(ctx, *made, made.Version); err != nil {
		return err
	}
	made.Version++
	return nil
}

// mayAddSession is mayChangeAgenda for one session more.
func mayAddSession(e Event) error {
	if len(e.Sessions) >= maxSessions {
		return core.Conflict("too_many_sessions", "The event has as many sessions as it can.").With("limit", maxSessions)
	}
	return mayChangeAgenda(e)
}

// mayChangeAgenda keeps the record of an archived event as it was.
func mayChangeAgenda(e Event) error {
	if e.Status == StatusArchived {
		return core.Conflict("event_archived", "The event is archived. Take it back to draft before changing its agenda.")
	}
	return nil
}

// agendaChanged stores what a change of a session means for its event: the span,
// the version, the way back from review, and places that became free.
func (s *Service) agendaChanged(ctx context.Context, actor core.Actor, e *Event, action string, se Session, detail map[string]any) error {
	e.span()
	if e.edited() {
		if detail == nil {
			detail = map[string]any{}
		}
		detail["returned"] = true
	}
	if err := s.Store.UpdateEvent(ctx, *e, e.Version); err != nil {
		return err
	}
	e.Version++
	if err := s.fill(ctx, *e); err != nil {
		return err
	}
	return s.Audit.Audit(ctx, actor.Audited(action, "session", se.ID, e.Organisation, detail))
}

// changingSession runs f on one session of an event.
func (s *Service) changingSession(ctx context.Context, actor core.Actor, op policy.Op, idOrSlug string, session core.ID,
	f func(ctx context.Context, e *Event, se *Session) error,
) (Session, error) {
	var found Session
	_, err := s.changing(ctx, actor, op, idOrSlug, func(ctx context.Context, e *Event) error {
		if err := mayChangeAgenda(*e); err != nil {
			return err
		}
		for i := range e.Sessions {
			if e.Sessions[i].ID == session {
				err := f(ctx, e, &e.Sessions[i])
				if i < len(e.Sessions) {
					found = e.Sessions[i]
				}
				return err
			}
		}
		return ErrNoSession
	})
	return found, err
}

// UpdateSession edits the version of a session that was read. Registrations stay;
// who registered is told when the time of a published session changes.
func (s *Service) UpdateSession(ctx context.Context, actor core.Actor, idOrSlug string, id core.ID, v core.Version, c SessionChange) (Session, error) {
	return s.changingSession(ctx, actor, "update-session", idOrSlug, id, func(ctx context.Context, e *Event, se *Session) error {
		if se.Version != v {
			return core.Stale(se.Version)
		}
		before := *se
		se.apply(c)
		if err := se.check(); err != nil {
			return err
		}
		se.UpdatedAt = s.Clock()
		if err := s.Store.UpdateSession(ctx, *se, v); err != nil {
			return err
		}
		se.Version = v + 1
		detail := map[string]any{}
		if moved := timeChange(before, *se); moved != nil {
			detail["time"] = moved
			if e.Status == StatusPublished {
				if err := s.tellMoved(ctx, actor, *e, before, *se); err != nil {
					return err
				}
			}
		}
		if before.Access != se.Access {
			detail["access"] = map[string]any{"from": string(before.Access), "to": string(se.Access)}
		}
		return s.agendaChanged(ctx, actor, e, "update-session", *se, detail)
	})
}

// timeChange describes for the audit log how the time of a session changed; nil
// when it did not.
func timeChange(before, after Session) map[string]any {
	if before.StartsAt.Equal(after.StartsAt) && before.EndsAt.Equal(after.EndsAt) {
		return nil
	}
	span := func(s Session) []string {
		return []string{s.StartsAt.Format(time.RFC3339), s.EndsAt.Format(time.RFC3339)}
	}
	return map[string]any{"from": span(before), "to": span(after)}
}

// DeleteSession takes a session out of the agenda, unless somebody was in its room.
func (s *Service) DeleteSession(ctx context.Context, actor core.Actor, idOrSlug string, id core.ID) error {
	_, err := s.changingSession(ctx, actor, "delete-session", idOrSlug, id, func(ctx context.Context, e *Event, se *Session) error {
		gone := *se
		if e.Status == StatusPublished && len(e.Sessions) == 1 {
			return core.Conflict("last_session", "A published event keeps at least one session. Archive the event instead.")
		}
		if err := s.tellOff(ctx, actor, *e, gone); err != nil {
			return err
		}
		if err := s.Rooms.Remove(ctx, gone.Room); err != nil {
			return err
		}
		if err := s.Store.DeleteSession(ctx, id); err != nil {
			return err
		}
		kept := e.Sessions[:0]
		for _, other := range e.Sessions {
			if other.ID != id {
				kept = append(kept, other)
			}
		}
		e.Sessions = kept
		return s.agendaChanged(ctx, actor, e, "delete-session", gone, nil)
	})
	return err
}

// SetSessionPeople replaces the people of a session: hosts, presenters,
// moderators and invited guests. Whose role changed learns of it at once.
func (s *Service) SetSessionPeople(ctx context.Context, actor core.Actor, idOrSlug string, id core.ID, v core.Version, cast []Cast) (Session, error) {
	return s.changingSession(ctx, actor, "set-session-people", idOrSlug, id, func(ctx context.Context, e *Event, se *Session) error {
		if se.Version != v {
			return core.Stale(se.Version)
		}
		if err := s.checkCast(ctx, cast); err != nil {
			return err
		}
		if err := s.Store.SetCast(ctx, id, cast, s.Clock()); err != nil {
			return err
		}
		changed := recast(se.People, cast)
		for _, person := range changed {
			if err := s.Authority.Note(ctx, core.AuthorityChange{Room: se.Room, Person: person, Kind: core.AuthorityPersonChanged}); err != nil {
				return err
			}
		}
		if e.Status == StatusPublished {
			named := slices.DeleteFunc(slices.Clone(cast), func(c Cast) bool { return !slices.Contains(changed, c.Person) })
			if err := s.tellCast(ctx, actor, *e, *se, named); err != nil {
				return err
			}
		}
		se.People = cast
		if err := s.Store.UpdateSession(ctx, *se, v); err != nil {
			return err
		}
		se.Version = v + 1
		return s.agendaChanged(ctx, actor, e, "set-session-people", *se, map[string]any{"changed": changed})
	})
}

func (s *Service) checkCast(ctx context.Context, cast []Cast) error {
	if len(cast) > maxCast {
		return core.Invalid("too_many", "Too many people for one session.").On("body.people").With("limit", maxCast)
	}
	people := make([]core.ID, 0, len(cast))
	for _, c := range cast {
		people = append(people, c.Person)
	}
	names, err := s.Accounts.PersonNames(ctx, people)
	if err != nil {
		return err
	}
	var f faults
	seen := map[core.ID]bool{}
	for i, c := range cast {
		at := fmt.Sprintf("body.people[%d]", i)
		f.oneOf(at+".role", string(c.Role), castRoles)
		if _, known := names[c.Person]; !known {
			f.add(at+".person", "person_not_found", "There is no such person.")
		}
		if seen[c.Person] {
			f.add(at+".person", "person_twice", "Each person has one role in a session.")
		}
		seen[c.Person] = true
	}
	return f.err()
}

// recast lists whose role differs between two casts.
func recast(before, after []Cast) []core.ID {
	roles := map[core.ID]policy.RoomRole{}
	for _, c := range before {
		roles[c.Person] = c.Role
	}
	changed := []core.ID{}
	for _, c := range after {
		if roles[c.Person] != c.Role {
			changed = append(changed, c.Person)
		}
		delete(roles, c.Person)
	}
	for _, c := range before {
		if _, gone := roles[c.Person]; gone {
			changed = append(changed, c.Person)
		}
	}
	return changed
}
