package signing

import (
	"context"
	"fmt"

	"zhaoyun/internal/core"
	"zhaoyun/internal/evidence"
	"zhaoyun/internal/policy"
)

// change is an agreement that is locked and being changed.
type change struct {
	*Agreement

	s     *Service
	steps []step
	quiet bool // nothing that a ceremony shows has changed
}

// step is a line of evidence to be written.
type step struct {
	kind evidence.Kind
	who  core.ID
	data any
}

// line adds a line of evidence.
func (c *change) line(kind evidence.Kind, who core.ID, data any) {
	c.steps = append(c.steps, step{kind, who, data})
}

// move applies an event by the table.
func (c *change) move(e Event) error {
	to, no := c.State.Next(e)
	if no != nil {
		return no
	}
	c.State = to
	return nil
}

// step applies an event to a signer by the table.
func (x *Signer) step(e SignerEvent) error {
	to, no := x.State.Next(e)
	if no != nil {
		return no
	}
	x.State = to
	return nil
}

// changing locks an agreement, changes it and keeps it, with its lines of evidence and
// what its ceremony shows, in one transaction.
func (s *Service) changing(ctx context.Context, id core.ID, f func(ctx context.Context, c *change) error) (Agreement, error) {
	var out Agreement
	err := s.Tx.InTx(ctx, func(ctx context.Context) error {
		a, err := s.Store.LockAgreement(ctx, id)
		if err != nil {
			return err
		}
		c := &change{Agreement: &a, s: s}
		if err := f(ctx, c); err != nil {
			return err
		}
		if err := c.save(ctx); err != nil {
			return err
		}
		out = a
		return nil
	})
	return out, err
}

// save writes what has changed.
func (c *change) save(ctx context.Context) error {
	now := c.s.Clock()
	c.UpdatedAt = now
	if err := c.write(ctx); err != nil {
		return err
	}
	if err := c.s.Store.SaveAgreement(ctx, *c.Agreement); err != nil {
		return err
	}
	if c.quiet || c.s.Ceremony == nil || c.Session == "" || c.State == Draft {
		return nil
	}
	return c.s.Ceremony.SetAgreement(ctx, c.Session, c.shown())
}

// write appends the lines of evidence.
func (c *change) write(ctx context.Context) error {
	if len(c.steps) == 0 {
		return nil
	}
	head, err := c.s.head(ctx, c.ID)
	if err != nil {
		return err
	}
	for _, st := range c.steps {
		who := st.who
		if who == "" {
			who = evidence.Platform
		}
		l, err := head.Next(c.s.Clock(), st.kind, who, st.data)
		if err != nil {
			return err
		}
		if err := c.s.Store.AddLine(ctx, c.ID, l); err != nil {
			return err
		}
		head = l.Head()
		c.public(st, l.At)
	}
	c.steps = nil
	return nil
}

// head is where the chain of an agreement goes on.
func (s *Service) head(ctx context.Context, id core.ID) (evidence.Head, error) {
	raw, err := s.Store.LastLine(ctx, id)
	if err != nil || raw == nil {
		return evidence.Genesis(id), err
	}
	l, err := evidence.ParseLine(raw)
	if err != nil {
		return evidence.Head{}, fmt.Errorf("the chain of agreement %s: %w", id, err)
	}
	return l.Head(), nil
}

// working changes an agreement for the bureau, with an audit line.
func (s *Service) working(
	ctx context.Context, actor core.Actor, op policy.Op, id core.ID, detail map[string]any, f func(ctx context.Context, c *change) error,
) (Agreement, error) {
	return s.changing(ctx, id, func(ctx context.Context, c *change) error {
		if err := s.known(ctx, actor, op, c.Agreement); err != nil {
			return core.NoteRefusal(ctx, s.Audit, err, actor.Audited(string(op), "agreement", id, c.Organisation, detail))
		}
		if err := f(ctx, c); err != nil {
			return err
		}
		return s.Audit.Audit(ctx, actor.Audited(string(op), "agreement", id, c.Organisation, detail))
	})
}
