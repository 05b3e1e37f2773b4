package signing

import (
	"context"
	"slices"

	"zhaoyun/internal/core"
	"zhaoyun/internal/evidence"
)

// ReplaceSigner has somebody else sign for a party. Once it is frozen the document
// stays as everybody confirmed it: the new signer reads and accepts it, takes the
// field, and the chain says who took whose place. Before that the page for signatures
// is made anew, and everybody reads again.
func (s *Service) ReplaceSigner(ctx context.Context, actor core.Actor, id, signer core.ID, by Signer, reason string) (Agreement, error) {
	reason, err := reasonOf(reason)
	if err != nil {
		return Agreement{}, err
	}
	by.ID, by.State = core.NewID(), Invited
	if err := checkSigner("body", &by); err != nil {
		return Agreement{}, err
	}
	before, err := s.Store.Agreement(ctx, id)
	if err != nil {
		return Agreement{}, err
	}
	if err := s.known(ctx, actor, "replace-signer", &before); err != nil {
		return Agreement{}, core.NoteRefusal(ctx, s.Audit, err, actor.Audited("replace-signer", "agreement", id, before.Organisation, nil))
	}
	var made *Version
	if before.State == Proposed {
		if err := before.replace(signer, by, reason); err != nil {
			return Agreement{}, err
		}
		if made, err = s.recompose(ctx, before); err != nil {
			return Agreement{}, err
		}
	}
	detail := map[string]any{"signer": signer, "by": by.ID}
	return s.working(ctx, actor, "replace-signer", id, detail, func(ctx context.Context, c *change) error {
		if err := c.move(Replace); err != nil {
			return err
		}
		field := c.FieldOf(signer)
		if err := c.replace(signer, by, reason); err != nil {
			return err
		}
		if err := s.attachLetters(ctx, actor, c.Agreement); err != nil {
			return core.AsError(err).On("body.letter")
		}
		c.line(evidence.KindReplaced, signer, evidence.Replaced{By: by.ID, Field: field, Reason: reason})
		c.drop()
		c.Version++
		if c.State == Proposed {
			if made == nil {
				return errBusy
			}
			if err := s.addVersion(ctx, c, made); err != nil {
				return err
			}
		}
		return s.invite(ctx, c)
	})
}

// errBusy says that the agreement has moved on since it was looked at.
var errBusy = core.Conflict("agreement_busy", "The agreement has changed in the meantime. Load it again.")

// replace puts somebody into a signer's place and field.
func (a *Agreement) replace(signer core.ID, by Signer, reason string) error {
	old := a.signer(signer)
	if old == nil {
		return core.NotFound("signer_not_found", "There is no such signer.")
	}
	if err := old.step(SignerReplace); err != nil { // also one who was replaced already
		return err
	}
	old.Replaced = reason
	for i := range a.Parties {
		p := &a.Parties[i]
		if at := slices.IndexFunc(p.Signers, func(x Signer) bool { return x.ID == signer }); at >= 0 {
			p.Signers = slices.Insert(slices.Clone(p.Signers), at+1, by)
		}
	}
	if f := a.Frozen; f != nil {
		for i := range f.Fields {
			if f.Fields[i].Signer == signer {
				f.Fields[i].Signer = by.ID
			}
		}
	}
	if err := checkPeople(a.Parties, a.Witnesses); err != nil {
		return core.AsError(err).On("body.contact")
	}
	return nil
}
