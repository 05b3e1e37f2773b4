package bench

import (
	"context"
	"sync/atomic"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
	"zhaoyun/internal/room"
)

// stand is a room that lets everybody in and forgets everything: what is measured
// on it is the way of the frames alone.
type stand struct{ head atomic.Int64 }

func (s *stand) seat(a core.Actor, id core.ID) room.Seat {
	return room.Seat{Participant: a.Person, Person: a.Person, Role: policy.Guest, Room: id, Epoch: "1", Can: []string{"move-camera"}}
}

// Enter implements realtime.Rooms, as do the methods after it.
func (s *stand) Enter(_ context.Context, a core.Actor, id core.ID) (room.Seat, error) {
	return s.seat(a, id), nil
}

// Seat implements realtime.Rooms.
func (s *stand) Seat(_ context.Context, a core.Actor, id core.ID) (room.Seat, error) {
	return s.seat(a, id), nil
}

// Snapshot implements realtime.Rooms.
func (s *stand) Snapshot(ctx context.Context, _ room.Seat) (room.Snapshot, room.Heads, error) {
	h, err := s.Heads(ctx, "")
	return room.Snapshot{Public: room.NewState(), People: []room.Person{}}, h, err
}

// Tail implements realtime.Rooms.
func (s *stand) Tail(context.Context, room.Seat, room.Lane, int64, int) ([]room.Entry, error) {
	return nil, nil
}

// Heads implements realtime.Rooms.
func (s *stand) Heads(context.Context, core.ID) (room.Heads, error) {
	return room.Heads{Epoch: "1", Public: s.head.Load()}, nil
}

// InboxHeads implements realtime.Rooms.
func (s *stand) InboxHeads(context.Context, core.ID, []core.ID) (map[core.ID]int64, error) {
	return map[core.ID]int64{}, nil
}

// People implements realtime.Rooms.
func (s *stand) People(context.Context, core.ID, []core.ID) ([]room.Person, error) { return nil, nil }

// AddReactions implements realtime.Rooms.
func (s *stand) AddReactions(context.Context, core.ID, map[string]int) error { return nil }

// Attend implements realtime.Rooms.
func (s *stand) Attend(context.Context, core.ID, []room.AttendanceSpan) error { return nil }

// AuthorityChanges implements realtime.Rooms.
func (s *stand) AuthorityChanges(context.Context, time.Time) ([]core.AuthorityChange, error) {
	return nil, nil
}

// names takes every token for a sign-in of its own.
type names struct{}

// Authenticate implements realtime.Authenticator.
func (names) Authenticate(_ context.Context, token string) (core.Actor, error) {
	return core.Actor{Person: token, SignIn: token, Name: token, Kind: core.PersonGuest}, nil
}

// Identify implements realtime.Authenticator.
func (n names) Identify(ctx context.Context, signIn core.ID) (core.Actor, error) {
	return n.Authenticate(ctx, signIn)
}
