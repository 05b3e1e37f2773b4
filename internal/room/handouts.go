package room

import (
	"context"
	"slices"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
)

// Handout is one of the room's files that the audience may take away.
type Handout struct {
	File  core.ID `json:"file"`
	Kind  string  `json:"kind"` // StageSlides, StagePicture or StageClip
	Name  string  `json:"name"`
	Pages int     `json:"pages,omitempty"`
	Size  int64   `json:"size"` // bytes
}

type handoutsData struct {
	Handouts []Handout `json:"handouts"`
}

func (s *State) handedOut(e Entry) {
	if d, ok := payload[handoutsData](e); ok && d.Handouts != nil {
		s.Handouts = d.Handouts
	}
}

// HandoutStore keeps who took what away.
type HandoutStore interface {
	// AddHandoutTaker notes the first time a participant takes a file.
	AddHandoutTaker(ctx context.Context, room, file, participant core.ID, at time.Time) error
	// CountHandoutTakers counts who took the files of a room, by file.
	CountHandoutTakers(ctx context.Context, room core.ID) (map[core.ID]int, error)
	// HandoutTakers lists who took a file, in the order in which they came to the room.
	HandoutTakers(ctx context.Context, room, file core.ID, p core.Paging) (core.Page[HandoutTaker], error)
	// DropHandoutTaker forgets what a participant took.
	DropHandoutTaker(ctx context.Context, participant core.ID) error
}

// HandoutTaker is somebody who took a file away.
type HandoutTaker struct {
	Person
	At time.Time
}

// HandoutTaken is a file to take away with how many people did: a sign of interest
// that is for those who run the session.
type HandoutTaken struct {
	Handout
	Taken *int // nil for the audience
}

// Handouts lists the files to take away.
func (s *Service) Handouts(ctx context.Context, actor core.Actor, room core.ID) ([]HandoutTaken, error) {
	v, err := s.reader(ctx, actor, room)
	if err != nil {
		return nil, err
	}
	handouts, err := s.handouts(ctx, room)
	if err != nil {
		return nil, err
	}
	counts := map[core.ID]int{}
	if v.role.Staff() {
		if counts, err = s.Store.CountHandoutTakers(ctx, room); err != nil {
			return nil, err
		}
	}
	out := make([]HandoutTaken, len(handouts))
	for i, h := range handouts {
		out[i].Handout = h
		if n := counts[h.File]; v.role.Staff() {
			out[i].Taken = &n
		}
	}
	return out, nil
}

// handouts are those of the latest entry.
func (s *Service) handouts(ctx context.Context, room core.ID) ([]Handout, error) {
	state := NewState()
	lines, err := s.Store.LatestLines(ctx, room, string(Public), TypeHandouts, 1)
	for _, e := range entries(lines) {
		state.Fold(e)
	}
	return state.Handouts, err
}

// SetHandout lets the audience take one of the room's files away. Doing it again
// changes nothing.
func (s *Service) SetHandout(ctx context.Context, actor core.Actor, room, file core.ID) (Handout, error) {
	detail := map[string]any{"file": file}
	v, err := s.staff(ctx, actor, room, "set-handout", detail)
	if err != nil {
		return Handout{}, err
	}
	var made Handout
	err = s.change(ctx, room, func(ctx context.Context, e *edit) error {
		files, err := s.Store.Slides(ctx, room)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(files, func(f SlideFile) bool { return f.File == file })
		if i < 0 {
			return core.NotFound("handout_not_found", "This file is not one of the room's. Add it first.")
		}
		f := files[i]
		made = Handout{File: f.File, Kind: f.Kind, Name: f.Name, Pages: f.Pages, Size: f.Size}
		have, err := s.handouts(ctx, room)
		if err != nil || slices.Contains(have, made) {
			return err
		}
		if _, err := e.public(TypeHandouts, v.participant, handoutsData{append(have, made)}); err != nil {
			return err
		}
		return s.audit(ctx, v, "set-handout", detail)
	})
	return made, err
}

// RemoveHandout ends what SetHandout began. Doing it again changes nothing.
func (s *Service) RemoveHandout(ctx context.Context, actor core.Actor, room, file core.ID) error {
	detail := map[string]any{"file": file}
	v, err := s.staff(ctx, actor, room, "remove-handout", detail)
	if err != nil {
		return err
	}
	return s.change(ctx, room, func(ctx context.Context, e *edit) error {
		removed, err := s.takeBack(ctx, e, v.participant, file)
		if err != nil || !removed {
			return err
		}
		return s.audit(ctx, v, "remove-handout", detail)
	})
}

// takeBack takes a file from those to take away, if it is one.
func (s *Service) takeBack(ctx context.Context, e *edit, by *Participant, file core.ID) (bool, error) {
	have, err := s.handouts(ctx, e.ID)
	if err != nil {
		return false, err
	}
	left := slices.DeleteFunc(slices.Clone(have), func(h Handout) bool { return h.File == file })
	if len(left) == len(have) {
		return false, nil
	}
	_, err = e.public(TypeHandouts, by, handoutsData{left})
	return true, err
}

// TakeHandout notes that somebody in the room takes a file away.
func (s *Service) TakeHandout(ctx context.Context, actor core.Actor, room, file core.ID) error {
	v, err := s.reader(ctx, actor, room)
	if err == nil && v.participant != nil {
		err = policy.Check(actor, "get-handout-content", v.target())
	}
	if err != nil {
		return err
	}
	have, err := s.handouts(ctx, room)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(have, func(h Handout) bool { return h.File == file }) {
		return core.NotFound("handout_not_found", "This file is not to be taken away.")
	}
	if v.role.Staff() || v.participant == nil {
		return nil // their own files; or a replay, of which nobody takes note
	}
	return s.Store.AddHandoutTaker(ctx, room, file, v.participant.ID, s.Now())
}

// HandoutTakers lists who took a file away.
func (s *Service) HandoutTakers(ctx context.Context, actor core.Actor, room, file core.ID, p core.Paging) (core.Page[HandoutTaker], error) {
	if _, err := s.staff(ctx, actor, room, "list-handout-takers", map[string]any{"file": file}); err != nil {
		return core.Page[HandoutTaker]{}, err
	}
	return s.Store.HandoutTakers(ctx, room, file, p)
}
