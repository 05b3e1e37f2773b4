package room

import (
	"context"
	"slices"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
)

const (
	// maxHands bounds the queue: more is nobody's to call.
	maxHands = 200
	// handKept is how long the hand of somebody who left stays up. Attendance is
	// written at least every thirty seconds.
	handKept = 2 * time.Minute
)

// Hand is a raised hand.
type Hand struct {
	Participant core.ID
	Seq         int64 // of its raising in the staff lane: the order of the queue
	RaisedAt    time.Time
	Called      bool
}

// HandStore keeps the raised hands of rooms.
type HandStore interface {
	// Hands lists the hands of a room in the order of raising.
	Hands(ctx context.Context, room core.ID) ([]Hand, error)
	AddHand(ctx context.Context, room core.ID, h Hand) error
	CallHand(ctx context.Context, room, participant core.ID) error
	LowerHands(ctx context.Context, room core.ID, participants []core.ID) error
	// HandsAway lists, by room, the hands of people not seen since a time.
	HandsAway(ctx context.Context, since time.Time) (map[core.ID][]core.ID, error)
}

// MyHand is one's own hand.
type MyHand struct {
	At     string
	Called bool
	Place  int // in the queue of those who wait to be called, the first is 1; 0 when called
}

// RaiseHand puts a person into the queue. Raising it again changes nothing.
func (s *Service) RaiseHand(ctx context.Context, actor core.Actor, room core.ID) (MyHand, error) {
	v, err := s.member(ctx, actor, room)
	if err == nil {
		err = policy.Check(actor, "raise-hand", v.target())
	}
	if err != nil {
		return MyHand{}, err
	}
	err = s.change(ctx, room, func(ctx context.Context, e *edit) error {
		hands, err := s.Store.Hands(ctx, room)
		switch {
		case err != nil || raised(hands, v.participant.ID):
			return err
		case e.Phase == Ended:
			return core.Conflict("room_ended", "This session is over.")
		case len(hands) >= maxHands:
			return core.Conflict("hands_full", "Too many hands are up. Try again in a moment.").With("limit", maxHands)
		}
		l, err := e.toStaff(TypeHandRaised, v.participant, aboutData{v.participant.ID})
		if err != nil {
			return err
		}
		if err := s.Store.AddHand(ctx, room, Hand{Participant: v.participant.ID, Seq: l.Seq, RaisedAt: l.At}); err != nil {
			return err
		}
		return e.tell(ctx, v.participant.ID, TypeHandRaised, nil, struct{}{})
	})
	if err != nil {
		return MyHand{}, err
	}
	hand, err := s.myHand(ctx, v)
	if err != nil || hand == nil {
		return MyHand{}, err // lowered by somebody in the same moment
	}
	return *hand, nil
}

func raised(hands []Hand, participant core.ID) bool {
	return slices.ContainsFunc(hands, func(h Hand) bool { return h.Participant == participant })
}

// myHand is the hand of a participant; nil when it is down.
func (s *Service) myHand(ctx context.Context, v view) (*MyHand, error) {
	hands, err := s.Store.Hands(ctx, v.room.ID)
	place := 1
	for _, h := range hands {
		switch {
		case h.Participant == v.participant.ID && h.Called:
			return &MyHand{At: Stamp(h.RaisedAt), Called: true}, nil
		case h.Participant == v.participant.ID:
			return &MyHand{At: Stamp(h.RaisedAt), Place: place}, nil
		case !h.Called:
			place++
		}
	}
	return nil, err
}

// LowerHand takes one's own hand down. Doing it again changes nothing.
func (s *Service) LowerHand(ctx context.Context, actor core.Actor, room core.ID) error {
	v, err := s.member(ctx, actor, room)
	if err == nil {
		err = policy.Check(actor, "lower-hand", v.target())
	}
	if err != nil {
		return err
	}
	return s.change(ctx, room, func(ctx context.Context, e *edit) error {
		return s.lowerThese(ctx, e, v.participant, v.participant.ID)
	})
}

// CallHand gives somebody in the queue the word. Calling them again changes nothing.
func (s *Service) CallHand(ctx context.Context, actor core.Actor, room, participant core.ID) error {
	detail := map[string]any{"participant": participant}
	v, err := s.staff(ctx, actor, room, "call-hand", detail)
	if err != nil {
		return err
	}
	return s.change(ctx, room, func(ctx context.Context, e *edit) error {
		hands, err := s.Store.Hands(ctx, room)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(hands, func(h Hand) bool { return h.Participant == participant })
		if i < 0 {
			return core.NotFound("hand_not_raised", "This hand is not up any more.")
		}
		if hands[i].Called {
			return nil
		}
		who, err := s.Store.Participant(ctx, room, participant)
		if err != nil {
			return err
		}
		e.name(who)
		if err := s.Store.CallHand(ctx, room, participant); err != nil {
			return err
		}
		if err := e.about(TypeHandCalled, v.participant, participant); err != nil {
			return err
		}
		if err := e.tell(ctx, participant, TypeHandCalled, nil, struct{}{}); err != nil {
			return err
		}
		return s.audit(ctx, v, "call-hand", detail)
	})
}

// LowerHands takes somebody's hand down, or all when no participant is given.
func (s *Service) LowerHands(ctx context.Context, actor core.Actor, room, participant core.ID) error {
	detail := map[string]any{"participant": participant}
	v, err := s.staff(ctx, actor, room, "lower-hands", detail)
	if err != nil {
		return err
	}
	return s.change(ctx, room, func(ctx context.Context, e *edit) error {
		if participant == "" {
			err = s.lowerAll(ctx, e, v.participant)
		} else {
			err = s.lowerThese(ctx, e, v.participant, participant)
		}
		if err != nil || len(e.lines) == 0 {
			return err
		}
		return s.audit(ctx, v, "lower-hands", detail)
	})
}

func (s *Service) lowerAll(ctx context.Context, e *edit, by *Participant) error {
	hands, err := s.Store.Hands(ctx, e.ID)
	ids := make([]core.ID, len(hands))
	for i, h := range hands {
		ids[i] = h.Participant
	}
	if err != nil || len(ids) == 0 {
		return err
	}
	return s.lowerThese(ctx, e, by, ids...)
}

// lowerThese takes down those of the hands that are up.
func (s *Service) lowerThese(ctx context.Context, e *edit, by *Participant, ids ...core.ID) error {
	hands, err := s.Store.Hands(ctx, e.ID)
	if err != nil {
		return err
	}
	ids = slices.DeleteFunc(slices.Clone(ids), func(id core.ID) bool { return !raised(hands, id) })
	people, err := s.Store.Participants(ctx, e.ID, ids)
	if err != nil || len(people) == 0 {
		return err
	}
	for _, p := range people { // by id, so that inboxes are always locked in one order
		e.name(p)
		if err := e.about(TypeHandLowered, by, p.ID); err != nil {
			return err
		}
		if err := e.tell(ctx, p.ID, TypeHandLowered, nil, struct{}{}); err != nil {
			return err
		}
	}
	return s.Store.LowerHands(ctx, e.ID, ids)
}

// about adds a line to the staff lane that names a participant and no more.
func (e *edit) about(kind string, by *Participant, participant core.ID) error {
	_, err := e.toStaff(kind, by, aboutData{participant})
	return err
}

// LowerAbsentHands takes down the hands of people who left. It is called now and
// then, on every node.
func (s *Service) LowerAbsentHands(ctx context.Context) error {
	away, err := s.Store.HandsAway(ctx, s.Now().Add(-handKept))
	if err != nil {
		return err
	}
	for room, ids := range away {
		err := s.change(ctx, room, func(ctx context.Context, e *edit) error { return s.lowerThese(ctx, e, nil, ids...) })
		if err != nil {
			return err
		}
	}
	return nil
}
