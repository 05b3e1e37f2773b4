package account

import (
	"context"
	"fmt"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
)

// ErasePerson removes what is known about a person everywhere (PIPL Art. 47): the
// account, registrations, words and names in rooms, in one transaction. What stays
// is that somebody was there: identifiers, sequence numbers, audit lines.
func (s *Service) ErasePerson(ctx context.Context, actor core.Actor, id core.ID) error {
	if err := s.staff(ctx, actor, "erase-person", policy.Target{Owner: id}, "person", id); err != nil {
		return err
	}
	return s.Tx.InTx(ctx, func(ctx context.Context) error {
		p, err := s.Store.Person(ctx, id)
		if err != nil {
			return err
		}
		if err := s.keepAnAdministrator(ctx, id, nil); err != nil {
			return err
		}
		if err := s.endSignIns(ctx, id, "", "erased"); err != nil {
			return err
		}
		for _, e := range s.Erasers {
			if err := e.ErasePerson(ctx, actor, id); err != nil {
				return fmt.Errorf("erase person: %w", err)
			}
		}
		if err := s.Store.ErasePerson(ctx, p, s.Clock()); err != nil {
			return err
		}
		if err := s.Authority.Note(ctx, core.AuthorityChange{Person: id, Kind: core.AuthorityPersonErased}); err != nil {
			return err
		}
		return s.Audit.Audit(ctx, actor.Audited("erase-person", "person", id, "", nil))
	})
}
