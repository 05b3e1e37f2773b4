package signing

import (
	"context"
	"slices"

	"zhaoyun/internal/core"
	"zhaoyun/internal/evidence"
)

// ReadPage notes that a page of the latest version was on the signer's screen. Again
// changes nothing.
func (s *Service) ReadPage(ctx context.Context, actor core.Actor, id core.ID, version, page int) (Mine, error) {
	a, err := s.taking(ctx, actor, "read-page", id, func(ctx context.Context, c *change) error {
		_, x, err := c.signing(actor.Person)
		if err != nil {
			return err
		}
		if err := c.move(ReadPage); err != nil {
			return err
		}
		v, err := s.current(ctx, c.Agreement, version)
		if err != nil {
			return err
		}
		if page < 1 || page > v.Pages {
			return core.Invalid("page_unknown", "The version has no such page.").On("body.page").With("pages", v.Pages)
		}
		if slices.Contains(x.Pages, page) {
			c.quiet = true
			return nil
		}
		x.Pages = append(slices.Clone(x.Pages), page)
		e := SignerReads
		if len(x.Pages) == v.Pages {
			e = SignerReadAll
		}
		c.quiet = e == SignerReads
		c.line(evidence.KindRead, x.ID, evidence.Read{Version: version, Page: page, Pages: v.Pages})
		return x.step(e)
	})
	return s.mine(ctx, actor, a, err)
}

// current finds the version that is to be read, when it is the one named.
func (s *Service) current(ctx context.Context, a *Agreement, version int) (Version, error) {
	if version != a.Latest {
		return Version{}, core.Conflict("version_outdated", "There is a newer version. Read that one.").With("latest", a.Latest)
	}
	return s.Store.Version(ctx, a.ID, version)
}

// Accept accepts a version, once every page of it was read.
func (s *Service) Accept(ctx context.Context, actor core.Actor, id core.ID, version int) (Mine, error) {
	a, err := s.taking(ctx, actor, "accept-version", id, func(ctx context.Context, c *change) error {
		_, x, err := c.signing(actor.Person)
		if err != nil {
			return err
		}
		if err := c.move(Accept); err != nil {
			return err
		}
		v, err := s.current(ctx, c.Agreement, version)
		if err != nil {
			return err
		}
		again := x.State == HasAccepted
		if err := x.step(SignerAccepts); err != nil {
			return err
		}
		if again {
			return nil
		}
		x.Accepted, x.AcceptedAt = version, s.Clock()
		line := evidence.Accepted{Version: version}
		if err := line.SHA256.UnmarshalText([]byte(v.Digest)); err != nil {
			return err
		}
		c.line(evidence.KindAccepted, x.ID, line)
		return nil
	})
	return s.mine(ctx, actor, a, err)
}

// Unconfirm takes the actor's confirmation back. What was embedded is dropped; the
// others' confirmations hold, because the document is the same.
func (s *Service) Unconfirm(ctx context.Context, actor core.Actor, id core.ID) (Mine, error) {
	a, err := s.taking(ctx, actor, "withdraw-confirmation", id, func(ctx context.Context, c *change) error {
		_, x, err := c.signing(actor.Person)
		if err != nil {
			return err
		}
		if err := c.move(Unconfirm); err != nil {
			return err
		}
		if err := x.step(SignerUnconfirm); err != nil {
			return err
		}
		x.Confirmed, x.SealedAt = nil, noTime
		c.drop()
		c.line(evidence.KindWithdrawn, x.ID, evidence.Withdrawn{})
		return nil
	})
	return s.mine(ctx, actor, a, err)
}

// Withdraw ends the agreement for the signer's whole party, for good.
func (s *Service) Withdraw(ctx context.Context, actor core.Actor, id core.ID, reason string) (Mine, error) {
	reason, err := reasonOf(reason)
	if err != nil {
		return Mine{}, err
	}
	a, err := s.taking(ctx, actor, "withdraw-agreement", id, func(ctx context.Context, c *change) error {
		p, x, err := c.signing(actor.Person)
		if err != nil {
			return err
		}
		if err := c.move(Withdraw); err != nil {
			return err
		}
		if err := x.step(SignerDeclines); err != nil {
			return err
		}
		x.Confirmed = nil
		c.end(evidence.KindWithdrawn, x.ID, evidence.Withdrawn{Agreement: true, Reason: reason}, Ended{At: s.Clock(), By: p.ID, Name: p.Name, Reason: reason})
		return s.tellAll(ctx, c.Agreement, tellWithdrawn, reason)
	})
	return s.mine(ctx, actor, a, err)
}

// Witness confirms having witnessed. Again changes nothing.
func (s *Service) Witness(ctx context.Context, actor core.Actor, id core.ID) (Mine, error) {
	a, err := s.taking(ctx, actor, "witness-agreement", id, func(_ context.Context, c *change) error {
		w := c.witnessing(actor.Person)
		if w == nil {
			return core.Forbidden("witness_unknown", "You are not one of the witnesses of this agreement.")
		}
		if err := c.move(Witnessed); err != nil {
			return err
		}
		if w.WitnessedAt.IsZero() {
			w.WitnessedAt = s.Clock()
			c.line(evidence.KindWitnessed, w.ID, evidence.Witnessed{Name: w.Name})
		}
		return nil
	})
	return s.mine(ctx, actor, a, err)
}
