package event

import (
	"context"

	"zhaoyun/internal/core"
	"zhaoyun/internal/inbox"
)

// tell puts a message about an event, or one of its sessions, into inboxes.
func (s *Service) tell(ctx context.Context, e Event, kind inbox.Kind, key string, more func(*inbox.Facts), people ...core.ID) error {
	messages := make([]inbox.Message, len(people))
	for i, person := range people {
		m := inbox.Message{Person: person, Kind: kind, Key: key}
		m.Facts.Event = &inbox.EventFact{ID: e.ID, Slug: e.Slug, Title: e.Title}
		if more != nil {
			more(&m.Facts)
		}
		messages[i] = m
	}
	return s.Inbox.Tell(ctx, messages...)
}

// facts is a session as a message names it.
func (s Session) facts() *inbox.SessionFact {
	return &inbox.SessionFact{ID: s.ID, Room: s.Room, Title: s.Title, TimeFact: inbox.TimeFact{StartsAt: s.StartsAt, EndsAt: s.EndsAt}, TimeZone: s.TimeZone}
}

// concerned are those to whom a session matters: who has a place, and its own people.
func (s *Service) concerned(ctx context.Context, actor core.Actor, event core.ID, sessions ...Session) ([]core.ID, error) {
	placed, err := s.Store.Placed(ctx, event)
	var people []core.ID
	for _, r := range placed {
		people = append(people, r.Person)
	}
	for _, se := range sessions {
		for _, c := range se.People {
			if c.Person != actor.Person {
				people = append(people, c.Person)
			}
		}
	}
	return people, err
}

// tellMoved tells that a session of a published event has another time.
func (s *Service) tellMoved(ctx context.Context, actor core.Actor, e Event, before, after Session) error {
	people, err := s.concerned(ctx, actor, e.ID, after)
	if err != nil {
		return err
	}
	err = s.tell(ctx, e, inbox.Moved, "time:"+after.ID, func(f *inbox.Facts) {
		f.Session, f.Before = after.facts(), &inbox.TimeFact{StartsAt: before.StartsAt, EndsAt: before.EndsAt}
	}, people...)
	if err != nil {
		return err
	}
	return s.mailMoved(ctx, e.ID)
}

// tellOff tells that a session of a published event, which is not over, does not
// take place.
func (s *Service) tellOff(ctx context.Context, actor core.Actor, e Event, off Session) error {
	if e.Status != StatusPublished || !off.EndsAt.After(s.Clock()) {
		return nil
	}
	people, err := s.concerned(ctx, actor, e.ID, off)
	if err != nil {
		return err
	}
	return s.tell(ctx, e, inbox.Cancelled, "time:"+off.ID, func(f *inbox.Facts) { f.Session = off.facts() }, people...)
}

// tellAllOff tells that an event that was published, and is not over, does not take place.
func (s *Service) tellAllOff(ctx context.Context, actor core.Actor, e Event) error {
	if e.over(s.Clock()) {
		return nil
	}
	people, err := s.concerned(ctx, actor, e.ID, e.Sessions...)
	if err != nil {
		return err
	}
	return s.tell(ctx, e, inbox.Cancelled, "off:"+e.ID, nil, people...)
}

// tellCast tells people which role they have in a session of a published event.
func (s *Service) tellCast(ctx context.Context, actor core.Actor, e Event, se Session, cast []Cast) error {
	for _, c := range cast {
		if c.Person == actor.Person {
			continue
		}
		err := s.tell(ctx, e, inbox.Cast, "cast:"+se.ID, func(f *inbox.Facts) { f.Session, f.Role = se.facts(), string(c.Role) }, c.Person)
		if err != nil {
			return err
		}
	}
	return nil
}

// tellStep tells what a step of the status machine means for others: the first
// publication names the people of the sessions, the archive takes away what was to come.
func (s *Service) tellStep(ctx context.Context, actor core.Actor, e Event, first bool) error {
	switch {
	case e.Status == StatusArchived:
		return s.tellAllOff(ctx, actor, e)
	case e.Status == StatusPublished && first:
		for _, se := range e.Sessions {
			if err := s.tellCast(ctx, actor, e, se, se.People); err != nil {
				return err
			}
		}
	}
	return nil
}
