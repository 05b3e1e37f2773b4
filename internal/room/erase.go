package room

import (
	"context"
	"slices"

	"zhaoyun/internal/core"
)

// ErasePerson takes a person out of every room: their name, what they wrote,
// their inbox and what staff wrote about them. Sequence numbers and digests stay,
// and so does what they showed on the stage, which says nothing about them. It
// joins the transaction of the account's own erasure, which decides and audits.
func (s *Service) ErasePerson(ctx context.Context, _ core.Actor, person core.ID) error {
	return s.Store.InTx(ctx, func(ctx context.Context) error {
		places, err := s.placesOf(ctx, person)
		if err != nil {
			return err
		}
		// In the order of rooms: two erasures never wait for each other.
		for _, p := range places {
			if err := s.eraseFrom(ctx, p.Room, p.ID); err != nil {
				return err
			}
		}
		return nil
	})
}

// placesOf are the rooms in which a person is known, in their order.
func (s *Service) placesOf(ctx context.Context, person core.ID) ([]Participant, error) {
	places, err := s.Store.ParticipantsOf(ctx, person)
	return slices.DeleteFunc(places, func(p Participant) bool { return !p.ErasedAt.IsZero() }), err
}

func (s *Service) eraseFrom(ctx context.Context, room, participant core.ID) error {
	return s.change(ctx, room, func(ctx context.Context, e *edit) error {
		p, err := s.Store.Participant(ctx, room, participant)
		if err != nil {
			return err
		}
		waiting, err := s.Store.WaitingLines(ctx, room, participant)
		if err != nil {
			return err
		}
		e.Waiting -= len(waiting)
		if err := s.Store.EraseLines(ctx, p.Room, p.ID); err != nil {
			return err
		}
		if err := s.Store.EraseQuestions(ctx, p.ID); err != nil {
			return err
		}
		if err := s.Store.DropVotes(ctx, p.ID); err != nil {
			return err
		}
		if err := s.Store.DropHandoutTaker(ctx, p.ID); err != nil {
			return err
		}
		if err := s.Store.LowerHands(ctx, room, []core.ID{p.ID}); err != nil {
			return err
		}
		if err := s.Store.SetReady(ctx, p.ID, false, Devices{}); err != nil {
			return err
		}
		if err := s.offStage(ctx, e, nil, p.ID); err != nil {
			return err
		}
		p.Name, p.Org, p.BanReason, p.ErasedAt = "", "", "", e.now
		if err := s.Store.SaveParticipant(ctx, p); err != nil {
			return err
		}
		e.name(p)
		if _, err := e.public(TypeErased, nil, aboutData{p.ID}); err != nil {
			return err
		}
		_, err = e.toStaff(TypeErased, nil, aboutData{p.ID})
		return err
	})
}
