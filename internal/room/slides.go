package room

import (
	"context"
	"strings"

	"zhaoyun/internal/core"
)

// maxSlideFiles bounds how many files a room has at hand.
const maxSlideFiles = 50

// File is an uploaded file as the file domain knows it.
type File struct {
	ID     core.ID
	Name   string
	Type   string // its media type
	Ready  bool   // whole and checked
	Size   int64
	Pages  int
	Width  int
	Height int
}

// Files finds uploaded files; the file domain knows.
type Files interface {
	// File finds a file the actor may use.
	File(ctx context.Context, actor core.Actor, id core.ID) (File, error)
	// Attach lets those who may be in the scope, such as room:ID, read the file.
	Attach(ctx context.Context, actor core.Actor, id core.ID, scope string) error
	// Detach ends what Attach began.
	Detach(ctx context.Context, id core.ID, scope string) error
}

// Slides lists the files that can be shown in the room.
func (s *Service) Slides(ctx context.Context, actor core.Actor, room core.ID) ([]SlideFile, error) {
	if _, err := s.reader(ctx, actor, room); err != nil {
		return nil, err
	}
	return s.Store.Slides(ctx, room)
}

// AddSlides makes an uploaded document or picture one of the room's. Adding it
// again changes nothing.
func (s *Service) AddSlides(ctx context.Context, actor core.Actor, room, file core.ID) (SlideFile, error) {
	detail := map[string]any{"file": file}
	v, err := s.staff(ctx, actor, room, "add-slides", detail)
	if err != nil {
		return SlideFile{}, err
	}
	f, err := s.Files.File(ctx, actor, file)
	if err != nil {
		return SlideFile{}, err
	}
	if !f.Ready {
		return SlideFile{}, core.Conflict("file_not_ready", "The file is still being uploaded or checked, or was refused.").On("body.file")
	}
	slides := SlideFile{File: f.ID, Kind: StageSlides, Name: f.Name, Pages: f.Pages, Width: f.Width, Height: f.Height, Size: f.Size}
	switch kind, _, _ := strings.Cut(f.Type, "/"); kind {
	case "image":
		slides.Kind, slides.Pages = StagePicture, 0
	case "video":
		slides.Kind, slides.Pages = StageClip, 0
	}
	err = s.Store.InTx(ctx, func(ctx context.Context) error {
		have, err := s.Store.Slides(ctx, room)
		if err != nil {
			return err
		}
		if len(have) >= maxSlideFiles {
			return core.Conflict("too_many_slides", "A room holds at most 50 files. Remove one first.").With("limit", maxSlideFiles)
		}
		if err := s.Files.Attach(ctx, actor, file, "room:"+room); err != nil {
			return err
		}
		added, err := s.Store.AddSlides(ctx, room, slides, s.Now())
		if err != nil || !added {
			return err
		}
		return s.change(ctx, room, func(ctx context.Context, e *edit) error {
			if _, err := e.toStaff(TypeSlidesAdded, v.participant, slidesData{f.ID, f.Name}); err != nil {
				return err
			}
			return s.audit(ctx, v, "add-slides", detail)
		})
	})
	return slides, err
}

var errOnStage = core.Conflict("slides_on_stage", "This file is on the stage. Show something else first.")

// RemoveSlides takes a file from those at hand; one on the stage has to leave it first.
func (s *Service) RemoveSlides(ctx context.Context, actor core.Actor, room, file core.ID) error {
	detail := map[string]any{"file": file}
	v, err := s.staff(ctx, actor, room, "remove-slides", detail)
	if err != nil {
		return err
	}
	return s.change(ctx, room, func(ctx context.Context, e *edit) error {
		if e.Room.Stage != nil && strings.Contains(string(e.Room.Stage.Data), `"`+file+`"`) {
			return errOnStage
		}
		scene, err := s.Scene(ctx, room)
		if err != nil {
			return err
		}
		if scene.Hold != nil && scene.Hold.File == file {
			return errOnStage
		}
		removed, err := s.Store.RemoveSlides(ctx, room, file)
		if err != nil || !removed {
			return err
		}
		if _, err := s.takeBack(ctx, e, v.participant, file); err != nil {
			return err
		}
		if err := s.Files.Detach(ctx, file, "room:"+room); err != nil {
			return err
		}
		if _, err := e.toStaff(TypeSlidesRemoved, v.participant, slidesData{File: file}); err != nil {
			return err
		}
		return s.audit(ctx, v, "remove-slides", detail)
	})
}

// MayReadRoom tells the file domain who may read the files attached to a room.
func (s *Service) MayReadRoom(ctx context.Context, actor core.Actor, room core.ID) error {
	_, err := s.reader(ctx, actor, room)
	return err
}
