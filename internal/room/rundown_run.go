package room

import (
	"bytes"
	"context"
	"errors"

	"zhaoyun/internal/core"
)

// RunItem makes an item the one that is on, whichever it is: the one before ends
// with it, and what it shows comes on the stage. Before the session this starts it.
// No item ends the one that is on and leaves the time open. From is the item that
// is on as the caller sees it, so that two hosts who press next at once move on once.
func (s *Service) RunItem(ctx context.Context, actor core.Actor, room, item, from core.ID) (Rundown, error) {
	detail := map[string]any{"item": item}
	v, err := s.staff(ctx, actor, room, "run-rundown", detail)
	if err != nil {
		return Rundown{}, err
	}
	err = s.change(ctx, room, func(ctx context.Context, e *edit) error {
		p, err := s.planOf(ctx, room)
		if err != nil {
			return err
		}
		switch current := p.Shown.current(); {
		case current == item:
			return nil
		case current != from:
			return core.Conflict("rundown_moved", "Somebody else has moved the run of show on. Look where it is now.").With("item", current)
		case e.Phase == Ended:
			return core.Conflict("room_ended", "This session is over.")
		case item == "":
			if err := e.endItem(p, v.participant); err != nil {
				return err
			}
			return s.audit(ctx, v, "run-rundown", detail)
		}
		i := p.index(item)
		if i < 0 {
			return errNoItem
		}
		if e.Phase == Waiting {
			if err := s.turn(ctx, e, v, Live); err != nil {
				return err
			}
		}
		if err := s.startItem(ctx, e, v, p, i); err != nil {
			return err
		}
		return s.audit(ctx, v, "run-rundown", detail)
	})
	if err != nil {
		return Rundown{}, err
	}
	return s.rundown(ctx, v)
}

// startFirst starts the first item of the rundown together with the session.
func (s *Service) startFirst(ctx context.Context, e *edit, v view) error {
	p, err := s.planOf(ctx, e.ID)
	if err != nil || len(p.items) == 0 {
		return err
	}
	return s.startItem(ctx, e, v, p, 0)
}

func (s *Service) startItem(ctx context.Context, e *edit, v view, p *plan, i int) error {
	it := p.items[i]
	d := rundownStartedData{Item: it.ID, Title: it.Title, Minutes: it.Minutes, Speaker: it.Speaker, Next: nextAfter(p.items, it.ID)}
	if it.Person != "" {
		who, err := s.placeOf(ctx, v, it.Person)
		if err != nil {
			return err
		}
		if who != nil {
			d.Participant = who.ID
			e.name(*who)
		}
	}
	if _, err := e.public(TypeRundownStarted, v.participant, d); err != nil {
		return err
	}
	if !it.Begun {
		it.Begun = true
		if err := s.Store.PutRundownItem(ctx, it); err != nil {
			return err
		}
	}
	if it.Stage == nil {
		return nil
	}
	// A session does not stop for a file that has been taken away: the item starts,
	// what is shown stays, and the light of the item tells.
	body, err := s.checkStage(ctx, e.ID, it.Stage.Kind, it.Stage.Data)
	if refused := (*core.Error)(nil); errors.As(err, &refused) && refused.Kind == core.KindInvalid {
		return nil
	}
	if err != nil {
		return err
	}
	_, err = e.show(it.Stage.Kind, body, v.participant)
	return err
}

// endItem ends the item that is on, if one is.
func (e *edit) endItem(p *plan, by *Participant) error {
	current := p.Shown.current()
	if current == "" {
		return nil
	}
	_, err := e.public(TypeRundownEnded, by, rundownEndedData{current})
	return err
}

// endRundown ends the item that is on together with the session.
func (s *Service) endRundown(ctx context.Context, e *edit, by *Participant) error {
	p, err := s.planOf(ctx, e.ID)
	if err != nil {
		return err
	}
	return e.endItem(p, by)
}

// show puts something on the stage; false when it is there already.
func (e *edit) show(kind string, body raw, by *Participant) (bool, error) {
	if e.Stage != nil && e.Stage.Kind == kind && bytes.Equal(e.Stage.Data, body) {
		return false, nil
	}
	l, err := e.public(TypeStage, by, stageData{kind, body})
	if err != nil {
		return false, err
	}
	e.Stage = &Stage{Kind: kind, Data: body, Seq: l.Seq, At: Stamp(l.At), By: l.Participant}
	return true, nil
}
