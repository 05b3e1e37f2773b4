package invite

import (
	"context"

	"zhaoyun/internal/core"
)

// What follows is for other domains: it asks nobody for permission, which is theirs to do.

// Invitation finds one; invitation_not_found.
func (s *Service) Invitation(ctx context.Context, id core.ID) (Invitation, error) {
	return s.Store.Invitation(ctx, id)
}

// OfRegistration finds the invitation by which a registration came; invitation_not_found.
func (s *Service) OfRegistration(ctx context.Context, registration core.ID) (Invitation, error) {
	return s.Store.InvitationOf(ctx, registration)
}

// Campaign finds one; campaign_not_found.
func (s *Service) Campaign(ctx context.Context, id core.ID) (Campaign, error) {
	return s.Store.Campaign(ctx, id)
}

// Each walks through invitations in the order in which they were made.
func (s *Service) Each(ctx context.Context, f Filter, do func(Invitation) error) error {
	p := core.Paging{Limit: 500}
	for {
		page, err := s.Store.Invitations(ctx, f, p)
		if err != nil {
			return err
		}
		for _, i := range page.Items {
			if err := do(i); err != nil {
				return err
			}
		}
		if page.Next == "" {
			return nil
		}
		p.Cursor = page.Next
	}
}
