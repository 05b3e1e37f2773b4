package room

import (
	"context"
	"slices"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
)

// Encoders finds the programs and devices that publish for a room, such as OBS.
type Encoders interface {
	// EncoderLabel is what an encoder of the room is called, such as the place where it stands; encoder_not_found when there
	// is none, or none any more.
	EncoderLabel(ctx context.Context, room, encoder core.ID) (string, error)
}

// SceneUpdate changes what is set. An empty speaker or screen takes it back.
type SceneUpdate struct {
	Layout  *string
	Speaker *core.ID
	Screen  *core.ID
}

var errNotOnStage = core.Conflict("not_on_stage", "This person is not on stage. Bring them on first.")

// restage changes the scene of a room for somebody who has been asked for.
func (s *Service) restage(ctx context.Context, v view, op policy.Op, detail map[string]any,
	f func(ctx context.Context, e *edit, scene Scene) (Scene, error),
) (after Scene, err error) {
	err = s.change(ctx, v.room.ID, func(ctx context.Context, e *edit) error {
		if e.Phase == Ended {
			return core.Conflict("room_ended", "This session is over.")
		}
		before, err := s.Scene(ctx, e.ID)
		if err != nil {
			return err
		}
		draft := before
		draft.People = slices.Clone(before.People)
		if after, err = f(ctx, e, draft); err != nil {
			return err
		}
		if len(after.People) > MostOnStage {
			return core.Conflict("scene_full", "At most nine are on stage at a time. Send somebody off first.").With("limit", MostOnStage)
		}
		changed, err := s.stageAs(ctx, e, v.participant, before, after)
		if err != nil || !changed {
			return err
		}
		return s.audit(ctx, v, op, detail)
	})
	return after, err
}

// SetScene chooses the layout, puts somebody forward, or shows the screen of somebody on stage.
func (s *Service) SetScene(ctx context.Context, actor core.Actor, room core.ID, u SceneUpdate) (Scene, error) {
	v, err := s.staff(ctx, actor, room, "set-scene", nil)
	if err != nil {
		return Scene{}, err
	}
	detail := map[string]any{}
	return s.restage(ctx, v, "set-scene", detail, func(_ context.Context, _ *edit, scene Scene) (Scene, error) {
		if u.Layout != nil {
			if !slices.Contains(layouts, *u.Layout) {
				return scene, core.Invalid("not_one_of", "Use speaker, speaker-slides, side-by-side, three-venues or gallery.").On("body.layout")
			}
			scene.Layout, detail["layout"] = *u.Layout, *u.Layout
		}
		if u.Speaker != nil {
			if *u.Speaker != "" && !scene.Has(*u.Speaker) {
				return scene, errNotOnStage.On("body.speaker")
			}
			scene.Speaker, detail["speaker"] = *u.Speaker, *u.Speaker
		}
		if u.Screen != nil {
			if i := scene.index(*u.Screen); *u.Screen != "" && (i < 0 || scene.People[i].Encoder != "") {
				return scene, errNotOnStage.On("body.screen")
			}
			scene.Screen, detail["screen"] = *u.Screen, *u.Screen
		}
		return scene, nil
	})
}

// BringOnStage gives a participant or an encoder a seat on the stage, or mutes and unmutes who is there. A hand that was up
// comes down with it.
func (s *Service) BringOnStage(ctx context.Context, actor core.Actor, room, id core.ID, muted bool) (Scene, error) {
	detail := map[string]any{"participant": id, "muted": muted}
	v, err := s.staff(ctx, actor, room, "bring-on-stage", detail)
	if err != nil {
		return Scene{}, err
	}
	return s.restage(ctx, v, "bring-on-stage", detail, func(ctx context.Context, e *edit, scene Scene) (Scene, error) {
		if i := scene.index(id); i >= 0 {
			scene.People[i].Muted = muted
			return scene, nil
		}
		seat, err := s.seatOnStage(ctx, e, v, id)
		seat.Muted = muted
		scene.People = append(scene.People, seat)
		return scene, err
	})
}

// GoLive brings several on stage at once, in the order given, after those who are there.
func (s *Service) GoLive(ctx context.Context, actor core.Actor, room core.ID, ids []core.ID, layout string) (Scene, error) {
	detail := map[string]any{"participants": ids}
	v, err := s.staff(ctx, actor, room, "go-live", detail)
	if err != nil {
		return Scene{}, err
	}
	if layout != "" && !slices.Contains(layouts, layout) {
		return Scene{}, core.Invalid("not_one_of", "Use speaker, speaker-slides, side-by-side, three-venues or gallery.").On("body.layout")
	}
	return s.restage(ctx, v, "go-live", detail, func(ctx context.Context, e *edit, scene Scene) (Scene, error) {
		for _, id := range ids {
			if scene.Has(id) {
				continue
			}
			seat, err := s.seatOnStage(ctx, e, v, id)
			if err != nil {
				return scene, err
			}
			scene.People = append(scene.People, seat)
		}
		if layout != "" {
			scene.Layout = layout
		}
		return scene, nil
	})
}

// seatOnStage is the seat of somebody who may be on stage, or of an encoder.
func (s *Service) seatOnStage(ctx context.Context, e *edit, v view, id core.ID) (ScenePerson, error) {
	p, err := s.Store.Participant(ctx, e.ID, id)
	if core.HasCode(err, "participant_not_found") && s.Encoders != nil {
		label, unknown := s.Encoders.EncoderLabel(ctx, e.ID, id)
		if unknown == nil {
			return ScenePerson{Encoder: id, Label: label}, nil
		}
		if !core.HasCode(unknown, "encoder_not_found") {
			return ScenePerson{}, unknown
		}
	}
	if err != nil {
		return ScenePerson{}, err
	}
	if !p.ErasedAt.IsZero() || !p.BannedAt.IsZero() || p.KickedUntil.After(e.now) {
		return ScenePerson{}, core.Conflict("not_in_the_room", "This person may not be in the room at the moment.")
	}
	if err := s.knowSigners(ctx, e, v.session.ID); err != nil {
		return ScenePerson{}, err
	}
	return ScenePerson{ID: id}, s.lowerThese(ctx, e, v.participant, id)
}

// SendOffStage takes somebody, or an encoder, off the stage. One may leave it oneself.
func (s *Service) SendOffStage(ctx context.Context, actor core.Actor, room, id core.ID) (Scene, error) {
	detail := map[string]any{"participant": id}
	v, err := s.member(ctx, actor, room)
	if err == nil {
		t := v.target()
		if v.participant.ID == id {
			t.Owner = actor.Person
		}
		err = policy.Check(actor, "send-off-stage", t)
	}
	if err := s.refusal(ctx, v, room, "send-off-stage", detail, err); err != nil {
		return Scene{}, err
	}
	return s.restage(ctx, v, "send-off-stage", detail, func(_ context.Context, _ *edit, scene Scene) (Scene, error) {
		return scene.without(id), nil
	})
}

// SetHold covers the stage with a picture or a clip of the room's files.
func (s *Service) SetHold(ctx context.Context, actor core.Actor, room, file core.ID) (Scene, error) {
	detail := map[string]any{"file": file}
	v, err := s.staff(ctx, actor, room, "set-hold", detail)
	if err != nil {
		return Scene{}, err
	}
	return s.restage(ctx, v, "set-hold", detail, func(ctx context.Context, _ *edit, scene Scene) (Scene, error) {
		f, err := s.slideIn(room)(ctx, file)
		if err != nil {
			return scene, core.AsError(err).On("body.file")
		}
		kind := map[string]string{StagePicture: HoldPicture, StageClip: HoldClip}[f.Kind]
		if kind == "" {
			return scene, core.Invalid("hold_file_kind", "Hold a picture or a clip on stage, no document.").On("body.file")
		}
		scene.Hold = &Hold{Kind: kind, File: f.File, Name: f.Name}
		return scene, nil
	})
}

// ClearHold shows the people on stage again.
func (s *Service) ClearHold(ctx context.Context, actor core.Actor, room core.ID) (Scene, error) {
	v, err := s.staff(ctx, actor, room, "clear-hold", nil)
	if err != nil {
		return Scene{}, err
	}
	return s.restage(ctx, v, "clear-hold", nil, func(_ context.Context, _ *edit, scene Scene) (Scene, error) {
		scene.Hold = nil
		return scene, nil
	})
}
