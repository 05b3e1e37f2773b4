package room

import (
	"context"
	"encoding/json"
	"slices"

	"zhaoyun/internal/core"
)

// follows says which phases may come after which. The end is for good.
var follows = map[Phase][]Phase{
	Waiting: {Live, Ended},
	Live:    {Paused, Ended},
	Paused:  {Live, Ended},
	Ended:   {},
}

// SetPhase starts, pauses, resumes or ends the session. Asking for the phase that
// is there changes nothing, so two hosts pressing start at once start it once.
func (s *Service) SetPhase(ctx context.Context, actor core.Actor, room core.ID, to Phase) (Phase, error) {
	detail := map[string]any{"state": string(to)}
	v, err := s.staff(ctx, actor, room, "set-room-state", detail)
	if err != nil {
		return "", err
	}
	return to, s.change(ctx, room, func(ctx context.Context, e *edit) error {
		if e.Phase == to {
			return nil
		}
		first := e.Phase == Waiting && to == Live
		if err := s.turn(ctx, e, v, to); err != nil {
			return err
		}
		if first {
			if err := s.startFirst(ctx, e, v); err != nil {
				return err
			}
		}
		return s.audit(ctx, v, "set-room-state", detail)
	})
}

// turn brings the room from one phase to another, with all that belongs to it.
func (s *Service) turn(ctx context.Context, e *edit, v view, to Phase) error {
	if !slices.Contains(follows[e.Phase], to) {
		return core.Conflict("room_state_order", "The room cannot go there from where it is.").With("state", string(e.Phase))
	}
	if to == Ended {
		if err := s.closeOpenPolls(ctx, e, v.participant); err != nil {
			return err
		}
		if err := s.lowerAll(ctx, e, v.participant); err != nil {
			return err
		}
		if err := s.endRundown(ctx, e, v.participant); err != nil {
			return err
		}
		if err := s.emptyStage(ctx, e, v.participant); err != nil {
			return err
		}
	}
	if e.Phase == Waiting && e.Kind == KindLive {
		s.begun(ctx, e.Session)
	}
	first := e.Phase == Waiting
	e.Phase = to
	if _, err := e.public(TypeState, v.participant, stateData{to}); err != nil {
		return err
	}
	if err := s.emitPhase(ctx, e, v.session, first); err != nil {
		return err
	}
	if to != Ended {
		return nil
	}
	if err := s.keepQuestions(ctx, e, v); err != nil {
		return err
	}
	if s.Ended != nil && e.Kind != KindRehearsal {
		return s.Ended(ctx, e.ID)
	}
	return nil
}

// emitPhase tells other programmes that a session has begun, for the first time, or is over.
func (s *Service) emitPhase(ctx context.Context, e *edit, session Session, first bool) error {
	switch {
	case s.Emitter == nil || e.Kind == KindRehearsal:
	case e.Phase == Ended:
		return s.Emitter.SessionEnded(ctx, session, e.ID)
	case e.Phase == Live && first:
		return s.Emitter.SessionStarted(ctx, session, e.ID)
	}
	return nil
}

// ShowStage puts something on the stage for everyone. Showing what is there
// already changes nothing.
func (s *Service) ShowStage(ctx context.Context, actor core.Actor, room core.ID, kind string, data json.RawMessage) (Stage, error) {
	v, err := s.staff(ctx, actor, room, "set-stage", map[string]any{"kind": kind})
	if err != nil {
		return Stage{}, err
	}
	body, err := s.checkStage(ctx, room, kind, data)
	if err != nil {
		return Stage{}, err
	}
	var shown Stage
	err = s.change(ctx, room, func(ctx context.Context, e *edit) error {
		if e.Phase == Ended {
			return core.Conflict("room_ended", "This session is over.")
		}
		fresh, err := e.show(kind, body, v.participant)
		if err != nil {
			return err
		}
		shown = *e.Stage
		if !fresh {
			return nil
		}
		return s.audit(ctx, v, "set-stage", map[string]any{"kind": kind, "seq": shown.Seq})
	})
	return shown, err
}

// slideIn finds files of the room.
func (s *Service) slideIn(room core.ID) func(context.Context, core.ID) (SlideFile, error) {
	return func(ctx context.Context, file core.ID) (SlideFile, error) {
		files, err := s.Store.Slides(ctx, room)
		if err != nil {
			return SlideFile{}, err
		}
		for _, f := range files {
			if f.File == file {
				return f, nil
			}
		}
		return SlideFile{}, core.Invalid("slides_not_found", "This file has not been added to the room.").On("body.data.file")
	}
}

// AddReactions writes the sum of reactions since the last time. They come from
// the realtime side, which has checked that those who react are in the room.
func (s *Service) AddReactions(ctx context.Context, room core.ID, counts map[string]int) error {
	sum := map[string]int64{}
	for kind, n := range counts {
		if n > 0 {
			sum[kind] = int64(n)
		}
	}
	if len(sum) == 0 {
		return nil
	}
	err := s.writer.submit(ctx, room, &command{place: func(e *edit, _ *known) error {
		for kind, n := range sum {
			e.Reactions[kind] += n
		}
		_, err := e.public(TypeReactions, nil, sum)
		return err
	}})
	if core.HasCode(err, "room_not_found") {
		return nil // a rehearsal that was removed meanwhile
	}
	return err
}

// Settings are the rules of the room's chat, with their version.
func (s *Service) Settings(ctx context.Context, actor core.Actor, room core.ID) (Settings, core.Version, error) {
	v, err := s.staff(ctx, actor, room, "get-room-settings", nil)
	return v.room.Settings.filled(), v.room.Version, err
}

// UpdateSettings changes the rules of the room's chat.
func (s *Service) UpdateSettings(ctx context.Context, actor core.Actor, room core.ID, version core.Version, u SettingsUpdate) (Settings, core.Version, error) {
	v, err := s.staff(ctx, actor, room, "update-room-settings", nil)
	if err != nil {
		return Settings{}, 0, err
	}
	var after Room
	err = s.change(ctx, room, func(ctx context.Context, e *edit) error {
		if e.Version != version {
			return core.Stale(e.Version)
		}
		settings, err := u.apply(e.Settings)
		if err != nil {
			return err
		}
		known := e.Settings.public()
		e.Settings = settings
		e.Version++
		after = e.Room
		if now := settings.public(); now != known {
			if _, err := e.public(TypeSettings, v.participant, now); err != nil {
				return err
			}
		}
		return s.audit(ctx, v, "update-room-settings", map[string]any{
			"chat": settings.Chat, "slowSeconds": settings.SlowSeconds, "linesPerSecond": settings.LinesPerSecond,
			"words": len(settings.Words), "onWord": settings.OnWord, "questions": settings.Questions, "answerDays": settings.AnswerDays,
		})
	})
	return after.Settings, after.Version, err
}
