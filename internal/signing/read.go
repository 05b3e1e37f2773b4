package signing

import (
	"context"
	"slices"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/evidence"
	"zhaoyun/internal/policy"
	"zhaoyun/internal/room"
)

// Involves reports whether the person signs or witnesses.
func (a Agreement) Involves(person core.ID) bool {
	if person == "" {
		return false
	}
	for _, p := range a.Parties {
		for _, x := range p.Signers {
			if x.Person == person && x.State != SignerReplaced {
				return true
			}
		}
	}
	for _, w := range a.Witnesses {
		if w.Person == person {
			return true
		}
	}
	return false
}

// Required lists the signers whose signature is needed.
func (a Agreement) Required() []Signer {
	var out []Signer
	for _, p := range a.Parties {
		for _, x := range p.Signers {
			if x.State != SignerReplaced {
				out = append(out, x)
			}
		}
	}
	return out
}

// TurnOf names whose turn it is; empty when it is nobody's.
func (a Agreement) TurnOf() string {
	if a.Closing.Slot == nil {
		return ""
	}
	if x := a.signer(a.Closing.Slot.Signer); x != nil {
		return x.Name
	}
	return ""
}

// FieldOf is the name of a signer's field; empty before it is frozen.
func (a Agreement) FieldOf(signer core.ID) string {
	if a.Frozen != nil {
		for _, f := range a.Frozen.Fields {
			if f.Signer == signer {
				return f.Name
			}
		}
	}
	return ""
}

// signer finds one to be changed; nil when there is none.
func (a *Agreement) signer(id core.ID) *Signer {
	for i := range a.Parties {
		for j := range a.Parties[i].Signers {
			if a.Parties[i].Signers[j].ID == id {
				return &a.Parties[i].Signers[j]
			}
		}
	}
	return nil
}

// Get reads one, for its bureau and whoever takes part.
func (s *Service) Get(ctx context.Context, actor core.Actor, id core.ID) (Agreement, error) {
	return s.read(ctx, actor, "get-agreement", id)
}

// read finds an agreement for whoever may read it.
func (s *Service) read(ctx context.Context, actor core.Actor, op policy.Op, id core.ID) (Agreement, error) {
	a, err := s.Store.Agreement(ctx, id)
	if err != nil {
		return Agreement{}, err
	}
	if err := s.known(ctx, actor, op, &a); err != nil {
		return Agreement{}, err
	}
	return a, nil
}

// ListMine lists the agreements that the actor signs or witnesses, latest first.
// Drafts are the bureau's own.
func (s *Service) ListMine(ctx context.Context, actor core.Actor, p core.Paging) (core.Page[Agreement], error) {
	var none core.Page[Agreement]
	if err := policy.Check(actor, "list-my-agreements", policy.Target{}); err != nil {
		return none, err
	}
	contacts, err := s.People.Contacts(ctx, actor.Person)
	if err != nil || len(contacts) == 0 {
		return core.Page[Agreement]{Items: []Agreement{}}, err
	}
	page, err := s.Store.Agreements(ctx, Filter{Contacts: contacts, Paging: p})
	for i := range page.Items {
		page.Items[i].bind(actor.Person, contacts)
	}
	return page, err
}

// Me says where the actor stands.
func (s *Service) Me(ctx context.Context, actor core.Actor, id core.ID) (Mine, error) {
	a, err := s.read(ctx, actor, "get-my-signing", id)
	if err == nil && a.State == Draft {
		err = ErrNoAgreement
	}
	return s.mine(ctx, actor, a, err)
}

// mine sums up where the actor stands in an agreement that was read for them.
func (s *Service) mine(ctx context.Context, actor core.Actor, a Agreement, err error) (Mine, error) {
	if err != nil {
		return Mine{}, err
	}
	m := Mine{Person: actor.Person, Agreement: a, Witness: a.witnessing(actor.Person)}
	party, signer, no := a.signing(actor.Person)
	if no == nil {
		m.Party, m.Signer = party, signer
		m.KeepKey = !a.State.Over() && signer.Confirmed != nil
		if _, no := a.State.Next(Intend); no != nil {
			m.Refused = no.Code
		} else if _, no := signer.State.Next(SignerIntends); no != nil {
			m.Refused = no.Code
		}
		list, err := s.Store.Passkeys(ctx, actor.Person)
		if err != nil {
			return Mine{}, err
		}
		m.Passkeys = len(list)
	}
	if a.Latest == 0 {
		return m, nil
	}
	v, err := s.Store.Version(ctx, a.ID, a.Latest)
	m.Pages = v.Pages
	if signer != nil {
		for page := 1; page <= v.Pages; page++ {
			if !slices.Contains(signer.Pages, page) {
				m.Unread = append(m.Unread, page)
			}
		}
	}
	return m, err
}

// Chain lists the lines of evidence.
func (s *Service) Chain(ctx context.Context, actor core.Actor, id core.ID) ([]Line, error) {
	a, err := s.read(ctx, actor, "list-chain", id)
	if err != nil {
		return nil, err
	}
	c, err := s.chain(ctx, id)
	lines := make([]Line, len(c.Lines))
	for i, l := range c.Lines {
		lines[i] = Line{Seq: l.Seq, At: l.At, Kind: string(l.Kind), Who: l.Who, Hash: l.Head().Digest.String(), Raw: l.Raw()}
		// What somebody signed is not handed out before everybody has.
		if a.State != Done && l.Kind == evidence.KindConfirmed {
			lines[i].Raw = nil
		}
	}
	return lines, err
}

// Document reads the signed document once it is released.
func (s *Service) Document(ctx context.Context, actor core.Actor, id core.ID) (Content, error) {
	a, err := s.released(ctx, actor, "get-signed-document", id)
	if err != nil {
		return Content{}, err
	}
	return s.open(ctx, a.Released.Digest, a.Title.In(actor.Language)+".pdf", pdfType)
}

// Evidence reads the evidence package once it is released.
func (s *Service) Evidence(ctx context.Context, actor core.Actor, id core.ID) (Content, error) {
	a, err := s.released(ctx, actor, "get-evidence", id)
	if err != nil {
		return Content{}, err
	}
	return s.open(ctx, a.Released.Package, a.Title.In(actor.Language)+".zip", zipType)
}

func (s *Service) released(ctx context.Context, actor core.Actor, op policy.Op, id core.ID) (Agreement, error) {
	a, err := s.read(ctx, actor, op, id)
	if err != nil {
		return a, err
	}
	if _, no := a.State.Next(Fetch); no != nil {
		return a, no
	}
	return a, nil
}

// Frozen is the frozen document of an agreement of a session, for its ceremony: no
// party has signed it. It implements room.Documents.
func (s *Service) Frozen(ctx context.Context, session, agreement core.ID) ([]byte, error) {
	a, err := s.Store.Agreement(ctx, agreement)
	if err != nil {
		return nil, err
	}
	if a.Frozen == nil || session == "" || a.Session != session {
		return nil, ErrNoAgreement
	}
	return s.load(ctx, a.Frozen.Digest)
}

// Progress is how an agreement of a session stands, for its ceremony. It implements
// room.Documents.
func (s *Service) Progress(ctx context.Context, session, agreement core.ID) (room.AgreementShown, error) {
	a, err := s.Store.Agreement(ctx, agreement)
	if err != nil {
		return room.AgreementShown{}, err
	}
	if session == "" || a.Session != session {
		return room.AgreementShown{}, ErrNoAgreement
	}
	return a.shown(), nil
}

// Released lists the agreements that were released at or after a time, oldest first,
// with the parties' codes: what a ledger of results is built from.
func (s *Service) Released(ctx context.Context, since time.Time, limit int) ([]Agreement, error) {
	return s.Store.ReleasedSince(ctx, since, limit)
}

// MayReadAgreement tells who may read what is attached to an agreement: the upload of a
// version and letters of authority are its bureau's. The parties read versions, which
// nothing but this domain serves.
func (s *Service) MayReadAgreement(ctx context.Context, actor core.Actor, id core.ID) error {
	a, err := s.Store.Agreement(ctx, id)
	if err != nil {
		return err
	}
	return policy.Check(actor, "add-version", policy.Target{Organisation: a.Organisation})
}
