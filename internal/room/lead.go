package room

import (
	"context"
	"time"

	"zhaoyun/internal/core"
)

// TypeLead tells staff that somebody wants to talk about a parcel.
const TypeLead = "lead.noted"

type leadData struct {
	Participant core.ID `json:"participant"`
	parcelTopic
}

// Interest is where in a session somebody showed interest in a parcel.
type Interest struct {
	Session   Session
	Parcel    ParcelShown
	Rehearsal bool
	At        time.Time // the moment of the log
	Second    int       // of the session's clock, as its replay counts
}

// NoteInterest finds where in a session somebody is who wants to talk about a parcel,
// and tells its staff while the session goes on. Offset is where they are in the
// replay of one that is over. It joins the transaction of what is kept about it.
func (s *Service) NoteInterest(ctx context.Context, actor core.Actor, room, parcel core.ID, offset time.Duration) (Interest, error) {
	v, err := s.reader(ctx, actor, room)
	if err != nil {
		return Interest{}, err
	}
	in := Interest{Session: v.session, Rehearsal: v.room.Kind == KindRehearsal}
	if in.Parcel, err = s.parcelOf(ctx, room, parcel); err != nil {
		return in, err
	}
	clock, err := s.replayClock(ctx, room)
	if err != nil {
		return in, err
	}
	in.At = s.Now()
	if v.room.Phase == Ended {
		in.At = clock.Moment(offset)
	}
	if in.At.IsZero() {
		in.At = s.Now() // it never went live
	}
	in.Second = int(clock.Offset(in.At).Seconds())
	if v.room.Phase == Live && len(clock) > 0 {
		last := clock[len(clock)-1]
		in.Second = int((last.Offset + in.At.Sub(last.At)).Seconds())
	}
	if v.room.Phase == Ended || v.participant == nil {
		return in, nil
	}
	p := in.Parcel
	return in, s.change(ctx, room, func(_ context.Context, e *edit) error {
		_, err := e.toStaff(TypeLead, v.participant, leadData{v.participant.ID, parcelTopic{p.Parcel, p.Place, p.Number, p.Name}})
		return err
	})
}

// Moment is the moment of the log at a time of the replay.
func (c ReplayClock) Moment(offset time.Duration) time.Time {
	if len(c) == 0 {
		return time.Time{}
	}
	offset = min(max(0, offset), c.Length())
	for i := len(c) - 1; i > 0; i-- {
		from, to := c[i-1], c[i]
		if offset < from.Offset || to.Offset == from.Offset {
			continue
		}
		return from.At.Add(time.Duration(float64(to.At.Sub(from.At)) * float64(offset-from.Offset) / float64(to.Offset-from.Offset)))
	}
	return c[0].At
}

// AskAboutParcel asks about a parcel from its own page, in a room of an event that
// shows it, without entering. Such a question waits for review, whatever the room's
// rule, and once the session is over it is a line of the ledger at once: who asks gets
// the answer in their inbox.
func (s *Service) AskAboutParcel(ctx context.Context, actor core.Actor, room core.ID, ask Ask) (Question, error) {
	var none Question
	if err := ask.tidy(); err != nil {
		return none, err
	}
	v, err := s.look(ctx, actor, room)
	if err != nil {
		return none, err
	}
	p, err := s.parcelOf(ctx, room, ask.Parcel)
	if err != nil {
		return none, err
	}
	about, err := topicOf(p)
	if err != nil {
		return none, err
	}
	if v.participant == nil { // a place in the room's list of people is no attendance
		if err := s.Store.InTx(ctx, func(ctx context.Context) error { return s.admit(ctx, &v) }); err != nil {
			return none, err
		}
	}
	c := askCommand{Ask: ask, about: about, actor: actor, key: ParticipantKey{v.participant.ID, ask.Key}, from: &v}
	err = s.writer.submit(ctx, room, &command{asks: asks{key: c.key, question: true}, place: c.place})
	return c.result, err
}

// follow makes a line of the ledger of a question asked after the end.
func (e *edit) follow(v view, q Question) {
	on, at := dueDay(e.now, zoneOf(v.session), e.Settings.answerDays())
	e.followed = append(e.followed, FollowUp{
		ID: core.NewID(), Question: q.ID, Room: e.ID, Organisation: v.session.Organisation, DueOn: on, DueAt: at,
		Status: FollowUpOpen, Version: 1, CreatedAt: e.now,
	})
}
