package room

import (
	"context"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
)

const (
	// OpensBefore is how long before the start guests may come in.
	OpensBefore = 10 * time.Minute
	// kickedFor is how long the door stays shut for somebody who was put out: long
	// enough to be felt, short enough for a mistake.
	kickedFor = time.Minute
	// seatKept is how long the seat of somebody who left stays theirs. Attendance is
	// written at least every thirty seconds, so nobody who is there looks gone.
	seatKept = 90 * time.Second
)

// opensAt is when guests may come in.
func (v view) opensAt() time.Time { return v.session.StartsAt.Add(-OpensBefore) }

// door says why the actor may not be in the room; nil when they may. Whether
// there is a seat left is asked by Enter alone.
func (s *Service) door(ctx context.Context, v view) error {
	now := s.Now()
	switch p := v.participant; {
	case !v.actor.SignedIn():
		if !v.session.Published || v.room.Kind == KindRehearsal {
			return core.NotFound("room_not_found", "There is no such room.")
		}
		return core.Unauthenticated("sign_in_required", "Sign in first.")
	case p != nil && !p.BannedAt.IsZero():
		return core.Forbidden("banned", "You have been banned from this room.")
	case p != nil && !p.ErasedAt.IsZero():
		return core.Forbidden("not_in_room", "Enter the room first.")
	case p != nil && p.KickedUntil.After(now):
		return core.Forbidden("kicked", "You were put out of the room. Wait a moment before you come back.").
			After(p.KickedUntil.Sub(now)).With("until", Stamp(p.KickedUntil))
	case v.role.Staff():
		return nil
	case !v.session.Published, v.room.Kind == KindRehearsal:
		return core.NotFound("room_not_found", "There is no such room.")
	case v.room.Phase == Ended:
		return core.Conflict("room_ended", "This session is over.")
	}
	if err := s.invited(ctx, v); err != nil {
		return err
	}
	if v.room.Phase == Waiting && now.Before(v.opensAt()) {
		return core.Conflict("room_not_open", "The room opens ten minutes before the start.").
			With("opensAt", Stamp(v.opensAt())).After(v.opensAt().Sub(now))
	}
	return nil
}

// invited checks the guest list.
func (s *Service) invited(ctx context.Context, v view) error {
	if v.session.Access == AccessPublic {
		return nil
	}
	st, err := s.Sessions.Standing(ctx, v.session.ID, v.actor.Person)
	switch {
	case err != nil:
		return err
	case v.session.Access == AccessInvited && !st.Invited:
		return core.Forbidden("invitation_required", "This session is by invitation. Ask the organiser to invite you.")
	case v.session.Access == AccessRegistered && !st.Registered && !st.Invited:
		return core.Forbidden("registration_required", "Register for the event first.")
	}
	return nil
}

// Enter lets a person into the room: it takes a seat and notes the attendance
// before anything else is shown to them.
func (s *Service) Enter(ctx context.Context, actor core.Actor, room core.ID) (Seat, error) {
	v, err := s.approach(ctx, actor, room)
	if err != nil {
		return Seat{}, err
	}
	now, seen := s.Now(), time.Time{}
	if v.participant != nil {
		seen = v.participant.SeenAt
	}
	here, counted := now.Sub(seen) < seatKept, v.role == policy.Guest && v.session.Capacity > 0
	switch {
	case here && !v.outdated(): // a tab more, or the same one after a gap: nothing to write
	case !counted && (v.participant == nil || !v.outdated()):
		err = s.comeIn(ctx, &v)
	default:
		err = s.Store.InTx(ctx, func(ctx context.Context) error {
			if err := s.admit(ctx, &v); err != nil || here { // the spans of the other tabs go on
				return err
			}
			if counted {
				if err := s.seatLeft(ctx, v, now); err != nil {
					return err
				}
			}
			return s.Store.Touch(ctx, room, []core.ID{v.participant.ID}, now)
		})
	}
	if err != nil {
		return Seat{}, err
	}
	return v.seat(), nil
}

// approach looks at who comes, a crowd of them together. A moment ago is good
// enough to let somebody in, but not to keep them out.
func (s *Service) approach(ctx context.Context, actor core.Actor, room core.ID) (view, error) {
	v, err := s.lookLately(ctx, actor, room, s.arriving)
	if err == nil {
		err = s.door(ctx, v)
	}
	if err != nil {
		if v, err = s.look(ctx, actor, room); err == nil {
			err = s.door(ctx, v)
		}
	}
	return v, err
}

// seatLeft refuses when the room is full. The locked room keeps two from taking
// the last seat.
func (s *Service) seatLeft(ctx context.Context, v view, now time.Time) error {
	if _, err := s.Store.LockRoom(ctx, v.room.ID); err != nil {
		return err
	}
	n, err := s.Store.GuestsSince(ctx, v.room.ID, now.Add(-seatKept))
	if err == nil && n >= v.session.Capacity {
		err = core.Conflict("room_full", "Every seat is taken. Try again when somebody has left.").
			With("capacity", v.session.Capacity).After(30 * time.Second)
	}
	return err
}

// Seat reads a person's place again, after their rights may have changed.
func (s *Service) Seat(ctx context.Context, actor core.Actor, room core.ID) (Seat, error) {
	v, err := s.member(ctx, actor, room)
	if err != nil {
		return Seat{}, err
	}
	if v.outdated() {
		if err := s.Store.InTx(ctx, func(ctx context.Context) error { return s.admit(ctx, &v) }); err != nil {
			return Seat{}, err
		}
	}
	return v.seat(), nil
}

// outdated reports whether the participant's row no longer says what is true.
func (v view) outdated() bool {
	p := v.participant
	return p == nil || p.Role != v.role || (v.actor.Name != "" && p.Name != v.actor.Name)
}

// admit makes or refreshes the participant's row.
func (s *Service) admit(ctx context.Context, v *view) error {
	if v.participant != nil {
		return s.refresh(ctx, v)
	}
	p, err := s.newcomer(ctx, *v)
	if err == nil {
		err = s.Store.AddParticipants(ctx, []Participant{p})
	}
	if err != nil {
		return err
	}
	v.participant, err = s.participantOf(ctx, v.room, p.Person) // somebody may have been quicker
	return err
}

// newcomer is the participant that somebody becomes.
func (s *Service) newcomer(ctx context.Context, v view) (Participant, error) {
	name, org, err := s.card(ctx, v)
	return Participant{
		ID: core.NewID(), Room: v.room.ID, Person: v.actor.Person, Name: name, Org: org, Role: v.role, CreatedAt: s.Now(),
	}, err
}

// refresh brings a participant's name and role up to date. It looks again with
// the room locked: somebody may be changing the same row.
func (s *Service) refresh(ctx context.Context, v *view) error {
	if !v.outdated() {
		return nil
	}
	if _, err := s.Store.LockRoom(ctx, v.room.ID); err != nil {
		return err
	}
	fresh, err := s.look(ctx, v.actor, v.room.ID)
	if err != nil {
		return err
	}
	if err := s.inside(ctx, fresh); err != nil {
		return err
	}
	p := fresh.participant
	was := p.Role
	p.Role = fresh.role
	if v.actor.Name != "" {
		p.Name = v.actor.Name
	}
	*v = fresh
	if err := s.Store.SaveParticipant(ctx, *p); err != nil || !was.Staff() || p.Role.Staff() {
		return err
	}
	return s.change(ctx, v.room.ID, func(ctx context.Context, e *edit) error { return s.offStage(ctx, e, nil, p.ID) })
}

// card is how the person is called in the room: the organisation as they
// registered it for this event, otherwise as their account has it.
func (s *Service) card(ctx context.Context, v view) (name, org string, err error) {
	st, err := s.Sessions.Standing(ctx, v.session.ID, v.actor.Person)
	if err != nil {
		return "", "", err
	}
	if name, org, err = s.Directory.Card(ctx, v.actor.Person); err != nil {
		return "", "", err
	}
	for _, better := range []string{st.Name, v.actor.Name} {
		if better != "" {
			name = better
		}
	}
	if st.Org != "" {
		org = st.Org
	}
	return name, org, nil
}

// Door tells a person whether they could come in.
type Door struct {
	Open    bool
	Code    string // why not
	OpensAt time.Time
	Replay  bool // the session is over, and they may watch it again
}

// Info is a room as everybody may see it from outside.
type Info struct {
	Room    Room
	Session Session
	Door    Door
	Live    core.ID // of a rehearsal: the room of the session itself
}

// Look is what a room looks like from outside.
func (s *Service) Look(ctx context.Context, actor core.Actor, room core.ID) (Info, error) {
	v, err := s.look(ctx, actor, room)
	if err != nil {
		return Info{}, err
	}
	info := Info{Room: v.room, Session: v.session, Door: Door{OpensAt: v.opensAt()}}
	if v.room.Phase == Ended {
		_, refused := s.replayer(ctx, actor, room, "get-replay")
		info.Door.Replay = refused == nil
	}
	if v.room.Kind == KindRehearsal {
		if info.Live, err = s.Store.RoomOf(ctx, v.session.ID, KindLive); err != nil {
			return Info{}, err
		}
	}
	err = s.door(ctx, v)
	if err == nil && v.role == policy.Guest && v.session.Capacity > 0 {
		err = s.roomLeft(ctx, v)
	}
	if err == nil {
		info.Door.Open = true
		return info, nil
	}
	e := core.AsError(err)
	if e.Kind == core.KindInternal || e.Kind == core.KindUnavailable || e.Code == "room_not_found" {
		return Info{}, err
	}
	info.Door.Code = e.Code
	return info, nil
}

// roomLeft is seatLeft for somebody who only looks.
func (s *Service) roomLeft(ctx context.Context, v view) error {
	now := s.Now()
	if v.participant != nil && now.Sub(v.participant.SeenAt) < seatKept {
		return nil
	}
	n, err := s.Store.GuestsSince(ctx, v.room.ID, now.Add(-seatKept))
	if err == nil && n >= v.session.Capacity {
		return core.Conflict("room_full", "Every seat is taken. Try again when somebody has left.")
	}
	return err
}
