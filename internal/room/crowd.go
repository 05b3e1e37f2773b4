package room

import (
	"context"

	"zhaoyun/internal/core"
)

// A crowd comes at once: when a session begins, and when a server dies that
// thousands were on. Who comes is looked up and written down with those who come
// at the same moment.

// arriving finds a participant as of now, together with others who come.
func (s *Service) arriving(ctx context.Context, room Room, person core.ID) (*Participant, error) {
	p, err := s.arrivals.Ask(ctx, arrival{room.ID, person})
	if p == nil {
		return nil, err
	}
	theirs := *p // several tabs share the answer
	return &theirs, err
}

// arrival is somebody at the door of a room.
type arrival struct{ room, person core.ID }

func (s *Service) readArrivals(ctx context.Context, who []arrival) (map[arrival]*Participant, error) {
	persons := map[core.ID][]core.ID{}
	for _, a := range who {
		persons[a.room] = append(persons[a.room], a.person)
	}
	all := map[arrival]*Participant{}
	for room, some := range persons {
		found, err := s.Store.ParticipantsBy(ctx, room, some)
		if err != nil {
			return nil, err
		}
		for i, p := range found {
			all[arrival{room, p.Person}] = &found[i]
		}
	}
	return all, nil
}

// comeIn takes the seat of somebody whom the door has let in, in a room that does
// not count its seats.
func (s *Service) comeIn(ctx context.Context, v *view) error {
	p := Participant{}
	if v.participant != nil {
		p = *v.participant
	} else {
		var err error
		if p, err = s.newcomer(ctx, *v); err != nil {
			return err
		}
	}
	p, err := s.entrants.Ask(ctx, p)
	v.participant = &p
	return err
}

// seatEntrants adds those who are new to their rooms and notes that all are here. It
// returns the participants that are there in the end: of two tabs of a newcomer one
// is quicker.
func (s *Service) seatEntrants(ctx context.Context, all []Participant) (map[Participant]Participant, error) {
	rooms := map[core.ID][]Participant{}
	for _, p := range all {
		rooms[p.Room] = append(rooms[p.Room], p)
	}
	there := map[Participant]Participant{}
	for room, some := range rooms {
		err := s.Store.InTx(ctx, func(ctx context.Context) error {
			seated, err := s.seatAll(ctx, room, some)
			for _, p := range some {
				there[p] = seated[p.Person]
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return there, nil
}

func (s *Service) seatAll(ctx context.Context, room core.ID, some []Participant) (map[core.ID]Participant, error) {
	var persons, ids []core.ID
	for _, p := range some {
		persons = append(persons, p.Person)
	}
	if err := s.Store.AddParticipants(ctx, some); err != nil {
		return nil, err
	}
	found, err := s.Store.ParticipantsBy(ctx, room, persons)
	if err != nil {
		return nil, err
	}
	seated := map[core.ID]Participant{}
	for _, p := range found {
		seated[p.Person] = p
		ids = append(ids, p.ID)
	}
	return seated, s.Store.Touch(ctx, room, ids, s.Now())
}
