package room

import (
	"context"
	"time"

	"zhaoyun/internal/core"
)

// rehearsalKept is how long a rehearsal that nobody closes stays.
const rehearsalKept = 24 * time.Hour

// RehearsalStore keeps throw-away rooms.
type RehearsalStore interface {
	// RoomOf finds the room of a kind that a session has; none is no error.
	RoomOf(ctx context.Context, session core.ID, kind string) (core.ID, error)
	// AddRoom adds a room.
	AddRoom(ctx context.Context, r Room, at time.Time) error
	// DeleteRoom removes a room with everything that is in it.
	DeleteRoom(ctx context.Context, id core.ID) error
	// PastRehearsals lists those opened before a time, and those whose session has
	// begun or is gone.
	PastRehearsals(ctx context.Context, opened time.Time) ([]core.ID, error)
}

// OpenRehearsal opens a throw-away room of the same session, with the same files,
// rundown, drafts of polls, settings and crew, or finds the one that is open.
// Nothing that happens there counts: it is gone with the room.
func (s *Service) OpenRehearsal(ctx context.Context, actor core.Actor, room core.ID) (Info, error) {
	v, err := s.staff(ctx, actor, room, "open-rehearsal", nil)
	if err != nil {
		return Info{}, err
	}
	if v.room.Kind == KindRehearsal {
		return s.Look(ctx, actor, room)
	}
	var id core.ID
	err = s.Store.InTx(ctx, func(ctx context.Context) error {
		e, err := s.begin(ctx, room)
		if err != nil {
			return err
		}
		if id, err = s.Store.RoomOf(ctx, v.session.ID, KindRehearsal); err != nil || id != "" {
			return err
		}
		if e.Phase != Waiting {
			return core.Conflict("rehearsal_late", "The session has begun. Rehearse before the start.")
		}
		id = core.NewID()
		r := Room{
			ID: id, Session: e.Session, Kind: KindRehearsal, Epoch: core.NewID(), Phase: Waiting, Reactions: map[string]int64{},
			Settings: e.Settings, Version: 1,
		}
		if err := s.Store.AddRoom(ctx, r, e.now); err != nil {
			return err
		}
		if err := s.furnish(ctx, e.Room, id); err != nil {
			return err
		}
		if err := s.bringCrew(ctx, room, id, e.now); err != nil {
			return err
		}
		return s.audit(ctx, v, "open-rehearsal", map[string]any{"rehearsal": id})
	})
	if err != nil {
		return Info{}, err
	}
	return s.Look(ctx, actor, id)
}

// bringCrew gives those the roles who were given them in the room itself; others
// have them by the programme or their office.
func (s *Service) bringCrew(ctx context.Context, from, to core.ID, now time.Time) error {
	crew, err := s.Store.Crew(ctx, from)
	if err != nil {
		return err
	}
	var given []Participant
	for _, p := range crew {
		if p.Given == "" || !p.Role.Staff() || !p.BannedAt.IsZero() || !p.ErasedAt.IsZero() {
			continue
		}
		given = append(given, Participant{
			ID: core.NewID(), Room: to, Person: p.Person, Name: p.Name, Org: p.Org, Role: p.Role, Given: p.Given,
			GivenOver: p.GivenOver, CreatedAt: now,
		})
	}
	return s.Store.AddParticipants(ctx, given)
}

// CloseRehearsal ends the rehearsal of a session and removes it. None to be closed
// is no error. The room may be either of the two.
func (s *Service) CloseRehearsal(ctx context.Context, actor core.Actor, room core.ID) error {
	v, err := s.staff(ctx, actor, room, "close-rehearsal", nil)
	if err != nil {
		return err
	}
	id, err := s.Store.RoomOf(ctx, v.session.ID, KindRehearsal)
	if err != nil || id == "" {
		return err
	}
	return s.Store.InTx(ctx, func(ctx context.Context) error {
		if err := s.throwAway(ctx, id); err != nil {
			return err
		}
		return s.audit(ctx, v, "close-rehearsal", map[string]any{"rehearsal": id})
	})
}

// throwAway removes a rehearsal. Whoever is inside has their seat read again, which
// is not there any more.
func (s *Service) throwAway(ctx context.Context, id core.ID) error {
	return s.Store.InTx(ctx, func(ctx context.Context) error {
		r, err := s.Store.LockRoom(ctx, id)
		if core.HasCode(err, "room_not_found") {
			return nil // somebody was quicker
		}
		if err != nil {
			return err
		}
		if r.Kind != KindRehearsal {
			return core.Conflict("room_used", "This is no rehearsal.")
		}
		inside, err := s.Store.Crew(ctx, id)
		if err != nil {
			return err
		}
		for _, p := range inside {
			if err := s.Authority.Note(ctx, core.AuthorityChange{Room: id, Person: p.Person, Kind: AuthorityRole}); err != nil {
				return err
			}
		}
		files, err := s.Store.Slides(ctx, id)
		if err != nil {
			return err
		}
		for _, f := range files {
			if err := s.Files.Detach(ctx, f.File, "room:"+id); err != nil {
				return err
			}
		}
		core.AfterCommit(ctx, func(context.Context) {
			s.lately.Delete(id)
			s.words.Delete(id)
		})
		return s.Store.DeleteRoom(ctx, id)
	})
}

// EndRehearsals removes rehearsals that are over: the session itself has begun, or
// a day has passed. It is called now and then, on every node.
func (s *Service) EndRehearsals(ctx context.Context) error {
	past, err := s.Store.PastRehearsals(ctx, s.Now().Add(-rehearsalKept))
	if err != nil {
		return err
	}
	for _, id := range past {
		if err := s.throwAway(ctx, id); err != nil {
			return err
		}
	}
	return nil
}

// begun has a session's rehearsal go once the session itself has begun. Should it
// fail, EndRehearsals finds it.
func (s *Service) begun(ctx context.Context, session core.ID) {
	core.AfterCommit(ctx, func(ctx context.Context) {
		id, err := s.Store.RoomOf(ctx, session, KindRehearsal)
		if err == nil && id != "" {
			err = s.throwAway(ctx, id)
		}
		if err != nil {
			s.Log.Error("remove the rehearsal", "session", session, "error", err.Error())
		}
	})
}

// gone reports whether a room was removed meanwhile: what nodes still had to write
// about it is nobody's.
func (s *Service) gone(ctx context.Context, room core.ID) bool {
	_, err := s.Store.Room(ctx, room)
	return core.HasCode(err, "room_not_found")
}
