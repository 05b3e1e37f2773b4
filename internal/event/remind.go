package event

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"zhaoyun/internal/core"
)

// reminderStore keeps what people were reminded of.
type reminderStore interface {
	// StartingWithin lists published events with a session that starts in a span.
	StartingWithin(ctx context.Context, from, to time.Time) ([]core.ID, error)
	// Unreminded lists who has a place and was not reminded of this start of a session,
	// after a registration; those told of an earlier plan with when that was.
	Unreminded(ctx context.Context, event core.ID, of Reminding, after core.ID, n int) ([]Reminded, error)
	// NoteReminded keeps that somebody was reminded, or need not be.
	NoteReminded(ctx context.Context, registration core.ID, of Reminding, at time.Time) error
}

// Reminding is one reminder of one start.
type Reminding struct {
	Session  core.ID
	Kind     NoticeKind
	StartsAt time.Time
}

// Reminded is a registration, and when it was reminded of another time of the session.
type Reminded struct {
	Registration
	Before *time.Time
}

// sittingGap is the break after which the programme begins anew, with a reminder.
const sittingGap = 3 * time.Hour

// dayGap is within what stretches belong to one day, which is announced once.
const dayGap = 12 * time.Hour

// sittings are the first sessions of each stretch of the programme, as far as registered
// people may attend it.
func sittings(all []Session) []Session {
	open := slices.DeleteFunc(slices.Clone(all), func(s Session) bool { return s.Access == AccessInvited })
	slices.SortStableFunc(open, func(a, b Session) int { return a.StartsAt.Compare(b.StartsAt) })
	var first []Session
	var until time.Time
	for _, s := range open {
		if len(first) == 0 || s.StartsAt.Sub(until) > sittingGap {
			first = append(first, s)
		}
		if s.EndsAt.After(until) {
			until = s.EndsAt
		}
	}
	return first
}

// zone is where a person is, or else where the event is.
func (r Registration) zone(e Event) string { return cmp.Or(r.TimeZone, e.TimeZone) }

// localTime writes a time as the clock of a person shows it, and as that of the event
// where it is another.
func (r Registration) localTime(t time.Time, e Event, language string) string {
	own, there := local(t, r.zone(e), language), local(t, e.TimeZone, language)
	if own == there {
		return there
	}
	return fmt.Sprintf(ownAndThere.In(language), own, there)
}

// due is when a reminder is to go out: an hour before, or at the same time of the day
// before by the clock of the person, whatever that clock did in the night.
func (k NoticeKind) due(start time.Time, zone string) time.Time {
	if k == NoticeHour {
		return start.Add(-time.Hour)
	}
	loc, err := time.LoadLocation(zone)
	if err != nil {
		loc = time.UTC
	}
	t := start.In(loc)
	return time.Date(t.Year(), t.Month(), t.Day()-1, t.Hour(), t.Minute(), t.Second(), 0, loc).UTC()
}

// latest is when a reminder makes sense no more: a server may have been away.
func (k NoticeKind) latest(start time.Time) time.Time {
	if k == NoticeDay {
		return start.Add(-3 * time.Hour)
	}
	return start
}

// longestDay is how far ahead the day before can begin: a night with its clock put back.
const longestDay = 26 * time.Hour

// Remind has those reminded whose reminder is due. It runs every minute on every server;
// the event's lock has each remind of what the others have not.
func (s *Service) Remind(ctx context.Context) error {
	now := s.Clock()
	events, err := s.Store.StartingWithin(ctx, now, now.Add(longestDay))
	if err != nil {
		return err
	}
	for _, id := range events {
		sessions, err := s.Store.Sessions(ctx, []core.ID{id})
		if err != nil {
			return err
		}
		var before time.Time
		for _, se := range sittings(sessions) {
			sameDay := se.StartsAt.Sub(before) < dayGap
			before = se.StartsAt
			for _, kind := range []NoticeKind{NoticeDay, NoticeHour} {
				of := Reminding{se.ID, kind, se.StartsAt}
				// No zone's day before begins earlier than this.
				if kind == NoticeDay && sameDay {
					continue
				}
				if now.Before(se.StartsAt.Add(-longestDay)) || kind == NoticeHour && now.Before(se.StartsAt.Add(-time.Hour)) || !now.Before(kind.latest(se.StartsAt)) {
					continue
				}
				if err := s.remindOf(ctx, id, of); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// remindOf gives one reminder to everybody for whom it is due, some at a time.
func (s *Service) remindOf(ctx context.Context, event core.ID, of Reminding) error {
	const most = 200
	after := ""
	for {
		n := 0
		err := s.Tx.InTx(ctx, func(ctx context.Context) error {
			e, err := s.Store.LockEvent(ctx, event)
			if err != nil || e.Status != StatusPublished {
				return err
			}
			list, err := s.Store.Unreminded(ctx, event, of, after, most)
			if err != nil || len(list) == 0 {
				return err
			}
			n, after = len(list), list[len(list)-1].ID
			for _, r := range list {
				if err := s.remind(ctx, e, r, of); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil || n < most {
			return err
		}
	}
}

// remind reminds one person, when it is time. Who registered after that time knows, and
// so does who was reminded of a time that was not much else.
func (s *Service) remind(ctx context.Context, e Event, r Reminded, of Reminding) error {
	now, due := s.Clock(), of.Kind.due(of.StartsAt, r.zone(e))
	if now.Before(due) {
		return nil
	}
	if err := s.Store.NoteReminded(ctx, r.ID, of, now); err != nil {
		return err
	}
	if r.QueuedAt.After(due) || r.Before != nil && !due.After(*r.Before) {
		return nil
	}
	return s.order(ctx, r.Registration, noticeJob{Registration: r.ID, Kind: of.Kind, Session: of.Session, StartsAt: &of.StartsAt})
}

// stillSo reports whether the session starts when the reminder says, and is to come.
func (n noticeJob) stillSo(e Event, now time.Time) bool {
	for _, se := range e.Sessions {
		if se.ID == n.Session {
			return e.Status == StatusPublished && n.StartsAt != nil && se.StartsAt.Equal(*n.StartsAt) && se.EndsAt.After(now)
		}
	}
	return false
}

// text writes a notice as a text message.
func (s *Service) text(e Event, r Registration, n noticeJob) string {
	lang, start := r.Language, e.StartsAt
	if n.StartsAt != nil {
		start = n.StartsAt
	}
	when := ""
	if start != nil {
		when = local(*start, r.zone(e), lang)
	}
	return fmt.Sprintf(noticeWords[n.Kind].sms.In(lang), oneLine(e.Title.In(lang)), when, s.PageURL(e))
}
