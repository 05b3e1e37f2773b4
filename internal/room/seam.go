package room

import (
	"context"
	"time"

	"zhaoyun/internal/core"
)

var errSoon = core.Unavailable("unavailable", "Not here yet.")

// Service is the room log and everything on it.
type Service struct{}

// Enter lets a person into the room.
func (s *Service) Enter(ctx context.Context, actor core.Actor, room core.ID) (Seat, error) {
	return Seat{}, errSoon
}

// Seat reads a person's place again.
func (s *Service) Seat(ctx context.Context, actor core.Actor, room core.ID) (Seat, error) {
	return Seat{}, errSoon
}

// Snapshot is the room at its heads.
func (s *Service) Snapshot(ctx context.Context, seat Seat) (Snapshot, Heads, error) {
	return Snapshot{}, Heads{}, errSoon
}

// Tail lists entries after a sequence number, oldest first.
func (s *Service) Tail(ctx context.Context, seat Seat, lane Lane, after int64, limit int) ([]Entry, error) {
	return nil, errSoon
}

// Heads are the heads of the room.
func (s *Service) Heads(ctx context.Context, room core.ID) (Heads, error) { return Heads{}, errSoon }

// InboxHeads are the heads of participants' inboxes.
func (s *Service) InboxHeads(ctx context.Context, room core.ID, participants []core.ID) (map[core.ID]int64, error) {
	return nil, errSoon
}

// People finds participants by name.
func (s *Service) People(ctx context.Context, room core.ID, ids []core.ID) ([]Person, error) {
	return nil, errSoon
}

// AddReactions writes sums of reactions.
func (s *Service) AddReactions(ctx context.Context, room core.ID, counts map[string]int) error {
	return errSoon
}

// Attend extends attendance.
func (s *Service) Attend(ctx context.Context, room core.ID, spans []AttendanceDelta) error {
	return errSoon
}

// AuthorityChanges lists the changes noted at or after a time.
func (s *Service) AuthorityChanges(ctx context.Context, since time.Time) ([]AuthorityChange, error) {
	return nil, errSoon
}
