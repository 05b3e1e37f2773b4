package signing

import (
	"context"
	"fmt"
	"strings"

	"zhaoyun/internal/core"
	"zhaoyun/internal/evidence"
)

// Freeze fixes the document: the empty fields of all signers and the platform's
// certification. Its digest is what everybody confirms.
func (s *Service) Freeze(ctx context.Context, actor core.Actor, id core.ID, terms []Acknowledged) (Agreement, error) {
	a, err := s.Store.Agreement(ctx, id)
	if err != nil {
		return Agreement{}, err
	}
	if err := s.known(ctx, actor, "freeze-agreement", &a); err != nil {
		return Agreement{}, core.NoteRefusal(ctx, s.Audit, err, actor.Audited("freeze-agreement", "agreement", id, a.Organisation, nil))
	}
	v, terms, err := s.freezable(ctx, actor, &a, terms)
	if err != nil {
		return Agreement{}, err
	}
	pdf, err := s.load(ctx, v.Digest)
	if err != nil {
		return Agreement{}, err
	}
	fields, places := a.fields(v)
	now := s.Clock()
	frozen, err := s.Press.Freeze(ctx, pdf, a.Title.In(core.Languages[0]), places, now)
	if err != nil {
		return Agreement{}, err
	}
	digest, err := s.keep(ctx, frozen)
	if err != nil {
		return Agreement{}, err
	}
	sum := evidence.Sum(frozen)
	return s.working(ctx, actor, "freeze-agreement", id, map[string]any{"digest": digest, "version": v.Number}, func(ctx context.Context, c *change) error {
		// Everything is looked at again: somebody may have declined meanwhile.
		again, _, err := s.freezable(ctx, actor, c.Agreement, terms)
		if err != nil {
			return err
		}
		if again.Number != v.Number || c.signatories() != v.Made {
			return errBusy
		}
		if err := c.move(Freeze); err != nil {
			return err
		}
		c.Frozen = &Frozen{Version: v.Number, Digest: digest, Size: int64(len(frozen)), Pages: v.Pages, At: now, Fields: fields, Terms: terms}
		c.Version++
		line := evidence.Frozen{
			Title: c.Title.In(core.Languages[0]), Version: v.Number, SHA256: sum, Length: int64(len(frozen)), Pages: v.Pages,
		}
		for _, f := range fields {
			line.Slots = append(line.Slots, evidence.Slot{Field: f.Name, Who: f.Signer})
		}
		c.line(evidence.KindFrozen, "", line)
		if err := s.orderExpiry(ctx, c.Agreement); err != nil {
			return err
		}
		return s.tellSigners(ctx, c.Agreement, tellConfirm, func(x Signer) bool { return x.State == HasAccepted })
	})
}

// freezable checks what freezing needs and returns the version, with who acknowledged
// its doubtful terms.
func (s *Service) freezable(ctx context.Context, actor core.Actor, a *Agreement, terms []Acknowledged) (Version, []Acknowledged, error) {
	if _, no := a.State.Next(Freeze); no != nil {
		return Version{}, nil, no
	}
	if !a.ExpiresAt.After(s.Clock()) {
		return Version{}, nil, core.Conflict("agreement_expiry_missing", "Say until when it can be signed, a time to come.").On("body.expiresAt")
	}
	v, err := s.Store.Version(ctx, a.ID, a.Latest)
	if err != nil {
		return v, nil, err
	}
	var waiting []string
	for _, x := range a.Required() {
		if x.State != HasAccepted || x.Accepted != v.Number {
			waiting = append(waiting, x.Name)
		}
	}
	if len(waiting) > 0 {
		return v, nil, core.Conflict("agreement_not_accepted", "Not everybody has accepted the latest version.").With("names", strings.Join(waiting, "、"))
	}
	out := []Acknowledged{}
	for _, t := range v.Terms {
		found := false
		for _, k := range terms {
			if k.Code == t.Code && k.Text == t.Text && !found {
				if k.Reason, err = reasonOf(k.Reason); err != nil {
					return v, nil, core.AsError(err).On("body.terms")
				}
				k.By, found = actor.Person, true
				out = append(out, k)
			}
		}
		if !found {
			return v, nil, core.Conflict("terms_unacknowledged", "A term may promise what the law forbids. Change it, or say why it stays.").With("text", t.Text)
		}
	}
	return v, out, nil
}

// fields gives every signer a field, at the place of the version.
func (a *Agreement) fields(v Version) ([]Field, []FieldPlace) {
	var fields []Field
	var places []FieldPlace
	for i, p := range a.Parties {
		n := 0
		for _, x := range p.Signers {
			if x.State == SignerReplaced {
				continue
			}
			name := FieldName(i, n)
			at := Place{Party: i, Signer: n}
			for _, pl := range v.Places {
				if pl.Party == i && pl.Signer == n {
					at = pl
				}
			}
			fields = append(fields, Field{Name: name, Party: p.ID, Signer: x.ID, Width: at.Width, Height: at.Height})
			places = append(places, FieldPlace{Name: name, Place: at})
			n++
		}
	}
	return fields, places
}

// FieldName is the name of a signer's field; both count from 0.
func FieldName(party, signer int) string {
	return fmt.Sprintf("party-%d-%d", party+1, signer+1)
}
