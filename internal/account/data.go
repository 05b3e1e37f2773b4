package account

import (
	"context"
	"fmt"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
)

// Keeper is a domain that tells somebody what it keeps of them.
type Keeper interface {
	// PersonData is what it keeps, under a name; nil for nothing.
	PersonData(ctx context.Context, person core.ID) (name string, data any, err error)
}

// PersonData is what is kept of somebody.
type PersonData struct {
	At     time.Time
	Person Person
	More   map[string]any // by what it is, as the domains name it
}

// AddKeepers adds domains that keep something of people.
func (s *Service) AddKeepers(k ...Keeper) { s.keepers = append(s.keepers, k...) }

// PersonData gathers what is kept of a person, for themselves or for whoever answers
// their request (PIPL Art. 45). It leaves an audit line.
func (s *Service) PersonData(ctx context.Context, actor core.Actor, id core.ID) (PersonData, error) {
	if err := s.staff(ctx, actor, "get-person-data", policy.Target{Owner: id}, "person", id); err != nil {
		return PersonData{}, err
	}
	p, err := s.Store.Person(ctx, id)
	if err != nil {
		return PersonData{}, err
	}
	out := PersonData{At: s.Clock(), Person: p, More: map[string]any{}}
	for _, k := range s.keepers {
		name, data, err := k.PersonData(ctx, id)
		if err != nil {
			return PersonData{}, fmt.Errorf("gather what is kept of a person: %w", err)
		}
		if data != nil {
			out.More[name] = data
		}
	}
	return out, s.Audit.Audit(ctx, actor.Audited("get-person-data", "person", id, "", nil))
}
