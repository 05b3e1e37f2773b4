package room

import (
	"cmp"
	"context"
	"slices"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
)

// CrewMember is somebody who works in a session: named by its programme, or in the
// room as more than a guest.
type CrewMember struct {
	Person      core.ID
	Participant core.ID // empty: never came
	Name, Org   string
	Role        policy.RoomRole
	Online      bool
	Ready       bool // said so
	Devices     Devices
}

// crew lists who works in the session, hosts first.
func (s *Service) crew(ctx context.Context, v view) ([]CrewMember, error) {
	came, err := s.Store.Crew(ctx, v.room.ID)
	if err != nil {
		return nil, err
	}
	online, err := s.online(ctx, v.room.ID)
	if err != nil {
		online = nil // just nobody is marked
	}
	list, known := []CrewMember{}, map[core.ID]bool{}
	for _, p := range came {
		known[p.Person] = true
		if p.ErasedAt.IsZero() && p.Role.Staff() {
			list = append(list, CrewMember{p.Person, p.ID, p.Name, p.Org, p.Role, online[p.ID], p.Ready, p.Devices})
		}
	}
	for person, role := range v.session.People {
		if known[person] || !role.Staff() {
			continue
		}
		name, org, err := s.Directory.Card(ctx, person)
		if err != nil {
			if core.AsError(err).Kind == core.KindNotFound {
				continue // erased a moment ago
			}
			return nil, err
		}
		list = append(list, CrewMember{Person: person, Name: name, Org: org, Role: role})
	}
	slices.SortFunc(list, func(a, b CrewMember) int {
		return cmp.Or(cmp.Compare(rank[b.Role], rank[a.Role]), cmp.Compare(a.Role, b.Role), cmp.Compare(a.Person, b.Person))
	})
	return list, nil
}

// inCrew reports whether a person works in the session.
func (s *Service) inCrew(ctx context.Context, v view, person core.ID) (bool, error) {
	if v.session.People[person].Staff() {
		return true, nil
	}
	found, err := s.Store.ParticipantsBy(ctx, v.room.ID, []core.ID{person})
	return len(found) > 0 && found[0].Role.Staff(), err
}

// placeOf is the participant that a person of the crew is or becomes; nil when
// they are not of the crew any more. Names are read from there alone.
func (s *Service) placeOf(ctx context.Context, v view, person core.ID) (*Participant, error) {
	p, err := s.participantOf(ctx, v.room, person)
	if err != nil || p != nil {
		return p, err
	}
	role := v.session.People[person]
	if !role.Staff() {
		return nil, nil
	}
	v.actor, v.role = core.Actor{Person: person}, role
	fresh, err := s.newcomer(ctx, v)
	if err != nil {
		return nil, err
	}
	if err := s.Store.AddParticipants(ctx, []Participant{fresh}); err != nil {
		return nil, err
	}
	return s.participantOf(ctx, v.room, person)
}

// SetReady has somebody of the crew say that they are ready, or not any more, and how their devices are unless devices is nil.
func (s *Service) SetReady(ctx context.Context, actor core.Actor, room core.ID, ready bool, devices *Devices) error {
	if devices != nil {
		if err := devices.check(); err != nil {
			return err
		}
	}
	v, err := s.staff(ctx, actor, room, "set-ready", nil)
	if err != nil {
		return err
	}
	return s.change(ctx, room, func(ctx context.Context, e *edit) error {
		p, err := s.Store.Participant(ctx, room, v.participant.ID)
		if err != nil || p.Ready == ready && (devices == nil || *devices == p.Devices) {
			return err
		}
		if devices != nil {
			p.Devices = *devices
		}
		if err := s.Store.SetReady(ctx, p.ID, ready, p.Devices); err != nil {
			return err
		}
		if _, err := e.toStaff(TypeReady, &p, readyData{p.ID, ready, devices}); err != nil {
			return err
		}
		return s.audit(ctx, v, "set-ready", map[string]any{"ready": ready})
	})
}

// readyState adds who is ready, and the latest change of the plan, to what staff has.
func (s *Service) readyState(ctx context.Context, room core.ID, state *StaffState) (named []Entry, err error) {
	crew, err := s.Store.Crew(ctx, room)
	if err != nil {
		return nil, err
	}
	for _, p := range crew {
		if p.Ready {
			state.Ready = append(state.Ready, p.ID)
			named = append(named, Entry{By: p.ID})
		}
		if p.Devices != (Devices{}) {
			state.equip(p.ID, p.Devices)
			named = append(named, Entry{By: p.ID})
		}
	}
	changed, err := s.Store.LatestLines(ctx, room, string(Staff), TypeRundownChanged, 1)
	for _, e := range entries(changed) {
		state.Fold(e)
	}
	return named, err
}
