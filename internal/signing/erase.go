package signing

import (
	"context"

	"zhaoyun/internal/core"
)

// ErasePerson implements account.Eraser. A person's passkeys go, and that they can open
// agreements goes with the account. What they signed stays as it is: it is evidence
// that others rely on (PIPL Art. 47 no. 2 and Art. 13), and a chain of which a line is
// changed proves nothing to anybody. The page where people erase themselves says so.
func (s *Service) ErasePerson(ctx context.Context, _ core.Actor, person core.ID) error {
	return s.Store.ErasePasskeys(ctx, person)
}
