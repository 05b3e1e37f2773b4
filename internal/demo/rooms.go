package demo

import (
	"context"
	"encoding/json"

	"zhaoyun/internal/core"
	"zhaoyun/internal/file"
	"zhaoyun/internal/room"
)

// rooms puts the slides into the rooms to come, starts the promotion with its
// first slide on the stage, and ends the briefing that is over.
func (l *loader) rooms(ctx context.Context) error {
	slides, err := l.slides(ctx)
	if err != nil {
		return err
	}
	for _, s := range l.main.Sessions {
		switch {
		case s.Phase == string(room.Ended):
		case s.Title["zh-CN"] == briefing.title["zh-CN"]:
			if err := l.brief(ctx, s, slides); err != nil {
				return err
			}
		case s.ID == l.promotion.ID && s.Phase == string(room.Waiting):
			if err := l.present(ctx, s.Room, slides); err != nil {
				return err
			}
		case s.ID == l.showcase.ID && s.Phase == string(room.Waiting):
			if err := l.showParcels(ctx, s.Room); err != nil {
				return err
			}
		case s.ID == l.signing.ID && s.Phase == string(room.Waiting):
			if err := l.seal(ctx, s); err != nil {
				return err
			}
		case s.ID == l.ground.ID && s.Phase == string(room.Waiting):
			if err := l.breakGround(ctx, s); err != nil {
				return err
			}
		case s.ID == l.showcase.ID, s.ID == l.signing.ID, s.ID == l.ground.ID:
		default:
			if err := l.provide(ctx, s.Room, slides); err != nil {
				return err
			}
			if s.Title["zh-CN"] == talks.title["zh-CN"] {
				if err := l.plan(ctx, s.Room, slides, talksPlan); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// slides finds the slides in a room of the event, or uploads them.
func (l *loader) slides(ctx context.Context) (core.ID, error) {
	for _, s := range l.main.Sessions {
		have, err := l.Rooms.Slides(ctx, l.host(), s.Room)
		if err != nil {
			return "", err
		}
		for _, f := range have {
			if f.Kind == room.StageSlides {
				return f.File, nil
			}
		}
	}
	return l.upload(ctx, "slides.pdf", "杭港高端服务业示范区云推介（示例）.pdf", file.Slides)
}

// provide lays the slides ready in a room that has none.
func (l *loader) provide(ctx context.Context, id, slides core.ID) error {
	have, err := l.Rooms.Slides(ctx, l.host(), id)
	if err != nil || len(have) > 0 {
		return err
	}
	_, err = l.Rooms.AddSlides(ctx, l.host(), id, slides)
	return err
}

// present starts a room with the first item of its run of show, whose slide comes on
// the stage.
func (l *loader) present(ctx context.Context, id, slides core.ID) error {
	if err := l.provide(ctx, id, slides); err != nil {
		return err
	}
	if err := l.plan(ctx, id, slides, promotionPlan); err != nil {
		return err
	}
	if _, err := l.Rooms.SetPhase(ctx, l.host(), id, room.Live); err != nil {
		return err
	}
	if _, err := l.Rooms.CreatePoll(ctx, l.host(), id, poll); err != nil {
		return err
	}
	if _, err := l.Rooms.SetHandout(ctx, l.host(), id, slides); err != nil {
		return err
	}
	for _, line := range whispered {
		if _, err := l.Rooms.PostBackchannel(ctx, l.host(), id, line); err != nil {
			return err
		}
	}
	return l.ask(ctx, id, promotionAsked)
}

// whispered is what the host says to the others who run the promotion.
var whispered = []string{"规资的同事在线，土地问题请他答。", "下一页讲配套，讲完开投票。"}

// page puts a page of the slides on the stage.
func (l *loader) page(ctx context.Context, id, slides core.ID, page int) error {
	data, err := json.Marshal(map[string]any{"file": slides, "page": page})
	if err == nil {
		_, err = l.Rooms.ShowStage(ctx, l.host(), id, room.StageSlides, data)
	}
	return err
}
