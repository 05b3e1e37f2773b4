package credit

import (
	"context"
	"slices"

	"zhaoyun/internal/core"
)

// Arrival is that somebody registered by a chamber's invitation.
type Arrival struct {
	Bureau, Event, Chamber   core.ID
	Registration, Invitation core.ID
	Source                   Source
	Person                   core.ID
	Name                     string
	Company                  string
	USCC                     string
}

// Arrived makes a claim of a registration that came by an invitation, in the transaction
// of the registration. The first claim on an investor is credited and protects it for the
// time of the bureau's rules; another chamber's claim within that time collides with it,
// another one of the same chamber joins it. Nobody is credited for themselves.
func (s *Service) Arrived(ctx context.Context, a Arrival) error {
	return s.Tx.InTx(ctx, func(ctx context.Context) error {
		now := s.Clock()
		c := Claim{
			ID: core.NewID(), Bureau: a.Bureau, Event: a.Event, Chamber: a.Chamber, Person: a.Person, Registration: a.Registration, Invitation: a.Invitation,
			Source: a.Source, Status: Credited, Share: Whole, ClaimedAt: now, Version: 1,
			Investor: Investor{Key: KeyOf(a.USCC, a.Company, a.Person), Name: a.Company},
		}
		if c.Investor.Name == "" {
			c.Investor.Name = a.Name
		}
		if err := s.Store.LockInvestor(ctx, c.Bureau, c.Investor.Key); err != nil {
			return err
		}
		if err := s.judge(ctx, &c, a); err != nil {
			return err
		}
		fresh, err := s.Store.AddClaim(ctx, c)
		if err != nil || !fresh {
			return err
		}
		return s.Store.AddLine(ctx, Line{Claim: c.ID, Stage: Registered, At: now, Kind: "registration", Object: a.Registration})
	})
}

// judge says what a new claim is worth.
func (s *Service) judge(ctx context.Context, c *Claim, a Arrival) error {
	why, err := s.refused(ctx, a)
	if err != nil {
		return err
	}
	if why != "" {
		c.Status, c.Share, c.Why = Refused, 0, why
		return nil
	}
	earlier, err := s.Store.ClaimsOn(ctx, c.Bureau, c.Investor.Key)
	if err != nil {
		return err
	}
	var held []Claim
	for _, e := range earlier {
		if e.protects(c.ClaimedAt) {
			held = append(held, e)
		}
	}
	if len(held) == 0 {
		rules, err := s.Store.RulesOf(ctx, c.Bureau)
		c.ProtectedUntil = c.ClaimedAt.AddDate(0, 0, rules.ProtectDays)
		return err
	}
	for _, e := range held {
		if e.Chamber == c.Chamber { // joins its own, as the credit was split by then
			c.Share, c.ProtectedUntil = e.Share, e.ProtectedUntil
			return nil
		}
	}
	c.Status, c.Share, c.Why = Colliding, 0, WhyProtected
	return nil
}

// refused says why nobody may be credited for an arrival.
func (s *Service) refused(ctx context.Context, a Arrival) (Why, error) {
	own, err := s.Directory.Secretaries(ctx, a.Chamber)
	if err != nil {
		return "", err
	}
	uscc, name, err := s.Directory.Organisation(ctx, a.Chamber)
	if err != nil {
		return "", err
	}
	itself := foldName(a.Company) != "" && slices.ContainsFunc(core.Languages, func(l string) bool { return foldName(name[l]) == foldName(a.Company) })
	if slices.Contains(own, a.Person) || a.USCC != "" && a.USCC == uscc || itself {
		return WhySelf, nil
	}
	staff, err := s.Directory.Officials(ctx, a.Bureau)
	if err == nil && slices.Contains(staff, a.Person) {
		return WhyStaff, nil
	}
	return "", err
}
