package room

import (
	"context"
	"sort"

	"zhaoyun/internal/core"
)

// Attend adds spans of presence. Those of one participant may overlap, and so may
// the spans of other nodes: only their union counts. The store takes one span of a
// participant at a time, so those that are apart go in rounds, the earliest first.
func (s *Service) Attend(ctx context.Context, room core.ID, spans []AttendanceDelta) error {
	rest := union(spans)
	for len(rest) > 0 {
		var round, later []AttendanceDelta
		taken := map[core.ID]bool{}
		for _, d := range rest {
			if taken[d.Participant] {
				later = append(later, d)
				continue
			}
			taken[d.Participant] = true
			round = append(round, d)
		}
		if err := s.Store.ExtendAttendance(ctx, room, round); err != nil {
			if s.gone(ctx, room) {
				return nil
			}
			return err
		}
		rest = later
	}
	return nil
}

// union joins the spans of each participant that touch, and drops empty ones.
func union(spans []AttendanceDelta) []AttendanceDelta {
	sorted := append([]AttendanceDelta{}, spans...)
	sort.SliceStable(sorted, func(i, j int) bool { return sorted[i].Since.Before(sorted[j].Since) })
	var out []AttendanceDelta
	last := map[core.ID]int{}
	for _, d := range sorted {
		if !d.Until.After(d.Since) {
			continue
		}
		if i, ok := last[d.Participant]; ok && !d.Since.After(out[i].Until) {
			if d.Until.After(out[i].Until) {
				out[i].Until = d.Until
			}
			continue
		}
		last[d.Participant] = len(out)
		out = append(out, d)
	}
	return out
}
