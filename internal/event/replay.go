package event

import (
	"context"

	"zhaoyun/internal/core"
)

// Replay says who of the audience may watch a session again once it is over. Its
// staff always may.
type Replay string

// Who may watch again.
const (
	ReplayStaff      Replay = "staff"      // nobody else
	ReplayAttended   Replay = "attended"   // who was in the room
	ReplayRegistered Replay = "registered" // also who had a place or an invitation
)

var replays = []string{string(ReplayStaff), string(ReplayAttended), string(ReplayRegistered)}

// Opens reports whether the replay is open to somebody who was in the room, or
// had a place in the session.
func (r Replay) Opens(attended, placed bool) bool {
	return attended && r != ReplayStaff || placed && r == ReplayRegistered
}

// markReplayable notes which sessions of an event the actor may watch again.
func (s *Service) markReplayable(ctx context.Context, actor core.Actor, e *Event) error {
	rooms := []core.ID{}
	for _, se := range e.Sessions {
		if se.Phase == "ended" {
			rooms = append(rooms, se.Room)
		}
	}
	if len(rooms) == 0 || !actor.SignedIn() {
		return nil
	}
	staff := IsStaff(actor, *e)
	attended, err := s.Rooms.Attended(ctx, actor.Person, rooms)
	if err != nil {
		return err
	}
	for i := range e.Sessions {
		se := &e.Sessions[i]
		if se.Phase != "ended" {
			continue
		}
		placed := false
		if se.Replay == ReplayRegistered && !staff {
			st, err := s.Standing(ctx, se.ID, actor.Person)
			if err != nil {
				return err
			}
			placed = st.Registered || st.Invited
		}
		se.Replayable = staff || se.staffed(actor.Person) || se.Replay.Opens(attended[se.Room], placed)
	}
	return nil
}

// staffed reports whether the programme has the person run the session.
func (s Session) staffed(person core.ID) bool {
	for _, c := range s.People {
		if c.Person == person && c.Role.Staff() {
			return true
		}
	}
	return false
}
