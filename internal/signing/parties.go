package signing

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"zhaoyun/internal/core"
)

// SetParties replaces parties and witnesses. The page for signatures names them, so a
// document that is there gets a new version, and everybody reads that.
func (s *Service) SetParties(ctx context.Context, actor core.Actor, id core.ID, v core.Version, parties []Party, witnesses []Witness) (Agreement, error) {
	before, err := s.Store.Agreement(ctx, id)
	if err != nil {
		return Agreement{}, err
	}
	if err := s.known(ctx, actor, "set-parties", &before); err != nil {
		return Agreement{}, core.NoteRefusal(ctx, s.Audit, err, actor.Audited("set-parties", "agreement", id, before.Organisation, nil))
	}
	if before.Version != v {
		return Agreement{}, core.Stale(before.Version)
	}
	if _, no := before.State.Next(Edit); no != nil {
		return Agreement{}, no
	}
	next := before
	if next.Parties, next.Witnesses, err = before.merge(parties, witnesses); err != nil {
		return Agreement{}, err
	}
	if err := checkPeople(next.Parties, next.Witnesses); err != nil {
		return Agreement{}, err
	}
	made, err := s.recompose(ctx, next)
	if err != nil {
		return Agreement{}, err
	}
	return s.working(ctx, actor, "set-parties", id, nil, func(ctx context.Context, c *change) error {
		if c.Version != v {
			return core.Stale(c.Version)
		}
		if err := c.move(Edit); err != nil {
			return err
		}
		// What signers did meanwhile is as it is now.
		var err error
		if c.Parties, c.Witnesses, err = c.Agreement.merge(parties, witnesses); err != nil {
			return err
		}
		if err := checkPeople(c.Parties, c.Witnesses); err != nil {
			return err
		}
		if err := s.attachLetters(ctx, actor, c.Agreement); err != nil {
			return err
		}
		c.Version++
		if made != nil {
			if err := s.addVersion(ctx, c, made); err != nil {
				return err
			}
		}
		if c.State == Proposed {
			return s.invite(ctx, c)
		}
		return nil
	})
}

// merge gives the list as it will be: who keeps their id stays who they are, and who
// is new or has another name or contact begins anew.
func (a *Agreement) merge(parties []Party, witnesses []Witness) ([]Party, []Witness, error) {
	hadParty, hadSigner, hadWitness := map[core.ID]Party{}, map[core.ID]Signer{}, map[core.ID]Witness{}
	for _, p := range a.Parties {
		hadParty[p.ID] = p
		for _, x := range p.Signers {
			hadSigner[x.ID] = x
		}
	}
	for _, w := range a.Witnesses {
		hadWitness[w.ID] = w
	}
	outP, outW := make([]Party, 0, len(parties)), make([]Witness, 0, len(witnesses))
	for _, p := range parties {
		if _, ok := hadParty[p.ID]; p.ID != "" && !ok {
			return nil, nil, core.Invalid("party_unknown", "One of the parties is not there any more.").On("body.parties")
		} else if p.ID == "" {
			p.ID = core.NewID()
		}
		delete(hadParty, p.ID)
		signers := make([]Signer, 0, len(p.Signers))
		for _, x := range p.Signers {
			was, ok := hadSigner[x.ID]
			switch {
			case x.ID == "":
				x.ID, x.State = core.NewID(), Invited
			case !ok:
				return nil, nil, core.Invalid("signer_unknown", "One of the signers is not there any more.").On("body.parties")
			default:
				x = was.becomes(x)
			}
			delete(hadSigner, x.ID)
			signers = append(signers, x)
		}
		p.Signers = signers
		outP = append(outP, p)
	}
	for _, w := range witnesses {
		was, ok := hadWitness[w.ID]
		switch {
		case w.ID == "":
			w.ID = core.NewID()
		case !ok:
			return nil, nil, core.Invalid("witness_unknown", "One of the witnesses is not there any more.").On("body.witnesses")
		default:
			contact, _, err := checkContact("body.witnesses", w.Contact, w.Language)
			if err == nil && contact == was.Contact {
				w.Person, w.InvitedAt = was.Person, was.InvitedAt
			}
		}
		delete(hadWitness, w.ID)
		outW = append(outW, w)
	}
	return outP, outW, nil
}

// becomes is a signer with other fields; with another contact they are somebody else.
func (x Signer) becomes(d Signer) Signer {
	out := d
	out.State = Invited
	contact, _, err := checkContact("", d.Contact, d.Language)
	if err == nil && contact == x.Contact && d.Name == x.Name {
		out.Person, out.State, out.Pages, out.Accepted, out.InvitedAt, out.AcceptedAt = x.Person, x.State, x.Pages, x.Accepted, x.InvitedAt, x.AcceptedAt
	}
	if d.Letter == x.Letter {
		out.LetterSum = x.LetterSum
	}
	return out
}

// attachLetters ties letters of authority to the agreement.
func (s *Service) attachLetters(ctx context.Context, actor core.Actor, a *Agreement) error {
	for i := range a.Parties {
		for j := range a.Parties[i].Signers {
			x := &a.Parties[i].Signers[j]
			if x.Letter == "" || x.LetterSum != "" || x.State == SignerReplaced {
				continue
			}
			u, err := s.Files.Attach(ctx, actor, x.Letter, "agreement:"+a.ID)
			if err != nil {
				return core.AsError(err).On("body.parties")
			}
			x.LetterSum = u.Digest
		}
	}
	return nil
}

// signatories is a digest of what the page for signatures says.
func (a *Agreement) signatories() string {
	type signer struct{ Name, Position, Capacity string }
	type party struct {
		Role, Name, USCC, Number, Place string
		Signers                         []signer
	}
	var list []party
	for _, p := range a.Parties {
		one := party{p.Role, p.Name, p.USCC, p.RegistrationNumber, p.Place, nil}
		for _, x := range p.Signers {
			if x.State != SignerReplaced {
				one.Signers = append(one.Signers, signer{x.Name, x.Position, string(x.Capacity)})
			}
		}
		list = append(list, one)
	}
	raw, _ := json.Marshal(list) // strings alone
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:16])
}

// drop lets go of what was embedded so far: each signature contains those before. The
// confirmations of the others hold, as they are over the same document.
func (c *change) drop() {
	for i := range c.Parties {
		for j := range c.Parties[i].Signers {
			if x := &c.Parties[i].Signers[j]; x.State == SignerSealed {
				x.State, _ = x.State.Next(SignerDropped)
				x.SealedAt = noTime
			}
		}
	}
	if len(c.Closing.Sealed) > 0 || c.Closing.Slot != nil {
		c.Closing = Closing{Round: c.Closing.Round + 1}
	}
}
