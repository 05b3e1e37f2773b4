package video

import (
	"context"
	"time"

	"zhaoyun/internal/core"
)

// Quality is how well picture and sound arrive at somebody in a minute: the worst of what they reported, and the latest picture.
type Quality struct {
	Room        core.ID
	Participant core.ID
	Minute      time.Time
	At          time.Time // of the latest report
	Mode        string
	RTTMs       int
	LossPercent float64
	Width       int
	Height      int
	FPS         int
}

// QualityStore keeps one row a participant and minute.
type QualityStore interface {
	PutQuality(ctx context.Context, q Quality) error
	// QualitySince lists the latest row of each participant who reported at or after a time.
	QualitySince(ctx context.Context, room core.ID, at time.Time) ([]Quality, error)
}

// qualityShown is how long a report says something about now; one comes every ten seconds.
const qualityShown = 45 * time.Second

// Report notes how well it arrives at the actor.
func (s *Service) Report(ctx context.Context, actor core.Actor, room core.ID, q Quality) error {
	may, err := s.Rooms.OnAir(ctx, actor, room)
	if err != nil {
		return err
	}
	q.Room, q.Participant, q.At = room, may.Participant, s.Now()
	q.Minute = q.At.Truncate(time.Minute)
	return s.Store.PutQuality(ctx, q)
}

// Qualities lists how well it arrives at everybody who said so lately.
func (s *Service) Qualities(ctx context.Context, actor core.Actor, room core.ID) ([]Quality, error) {
	if _, err := s.Rooms.StaffAct(ctx, actor, room, "list-quality", nil); err != nil {
		return nil, err
	}
	return s.Store.QualitySince(ctx, room, s.Now().Add(-qualityShown))
}
