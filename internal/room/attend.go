package room

import (
	"context"

	"zhaoyun/internal/core"
)

// Attend writes down spans of presence. A stay is told again and again while it
// lasts, with the same beginning; the stays of one participant may overlap, on this
// node and others: only their union counts.
func (s *Service) Attend(ctx context.Context, room core.ID, spans []AttendanceSpan) error {
	type stay struct {
		participant core.ID
		since       int64
	}
	longest := map[stay]int{} // index into told
	var told []AttendanceSpan
	for _, d := range spans {
		if !d.Until.After(d.Since) {
			continue
		}
		key := stay{d.Participant, d.Since.UnixMilli()}
		i, ok := longest[key]
		switch {
		case !ok:
			longest[key] = len(told)
			told = append(told, d)
		case d.Until.After(told[i].Until):
			told[i].Until = d.Until
		}
	}
	err := s.Store.ExtendAttendance(ctx, room, told)
	if err != nil && s.gone(ctx, room) {
		return nil // with everything that was in it
	}
	return err
}
