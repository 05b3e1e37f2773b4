package signing

import (
	"context"
	"crypto/subtle"
	"strings"

	"golang.org/x/text/width"

	"zhaoyun/internal/core"
	"zhaoyun/internal/evidence"
)

// Confirm confirms an intent. With it the signer's certificate is issued, which binds
// the browser's key to what was confirmed and how. Again, with another intent, when
// the key is lost.
func (s *Service) Confirm(ctx context.Context, actor core.Actor, id core.ID, p Proof) (Mine, error) {
	a, err := s.Store.Agreement(ctx, id)
	if err != nil {
		return Mine{}, err
	}
	if err := s.known(ctx, actor, "confirm-agreement", &a); err != nil {
		return Mine{}, err
	}
	if _, _, err := a.signing(actor.Person); err != nil {
		return Mine{}, err
	}
	var wrong error // counting a wrong code must not be rolled back
	a, err = s.taking(ctx, actor, "confirm-agreement", id, func(ctx context.Context, c *change) error {
		wrong = nil
		party, x, err := c.signing(actor.Person)
		if err != nil {
			return err
		}
		i, err := s.intent(ctx, actor, id, x.ID, p.Intent)
		if err != nil {
			return err
		}
		if !i.UsedAt.IsZero() && x.Confirmed != nil && x.Confirmed.Intent == i.ID {
			c.quiet = true
			return nil // sent again
		}
		if err := s.mayConfirm(c, x, i); err != nil {
			return err
		}
		proof, used, refused, err := s.prove(ctx, actor, &i, p)
		if err != nil {
			return err
		}
		if refused != nil {
			wrong, c.quiet = refused, true
			return s.Store.SaveIntent(ctx, i)
		}
		return s.confirmed(ctx, c, party, x, i, proof, used)
	})
	if err == nil {
		err = wrong
	}
	return s.mine(ctx, actor, a, err)
}

func (s *Service) intent(ctx context.Context, actor core.Actor, agreement, signer, id core.ID) (Intent, error) {
	i, err := s.Store.LockIntent(ctx, id)
	if err == nil && (i.Agreement != agreement || i.Signer != signer || i.Person != actor.Person) {
		err = ErrNoIntent
	}
	return i, err
}

// mayConfirm holds an intent against what is frozen now.
func (s *Service) mayConfirm(c *change, x *Signer, i Intent) error {
	if _, no := c.State.Next(Confirm); no != nil {
		return no
	}
	if _, no := x.State.Next(SignerConfirms); no != nil {
		return no
	}
	read, err := evidence.ParseIntent(i.Text)
	if err != nil {
		return err
	}
	if !i.UsedAt.IsZero() || !s.Clock().Before(i.CreatedAt.Add(intentLife)) || read.DocSHA256.String() != c.Frozen.Digest || read.Field != c.FieldOf(x.ID) {
		return core.Conflict("intent_over", "This confirmation is no longer good. Start it again.")
	}
	return nil
}

// prove checks the proof of an intent: by a passkey, or by a code and the browser's
// key. A wrong code is refused apart from err.
func (s *Service) prove(ctx context.Context, actor core.Actor, i *Intent, p Proof) (proof evidence.Assertion, used *Passkey, refused, err error) {
	if i.Level == ByPasskey {
		if p.Assertion == nil {
			return proof, nil, nil, core.Invalid("required", "Give the answer of the passkey.").On("body.assertion")
		}
		h, err := s.holding(ctx, actor)
		if err != nil {
			return proof, nil, nil, err
		}
		proof, used, err = s.site.asserted(h, i.Text, i.Session, p.Assertion)
		return proof, used, nil, err
	}
	if i.Tries >= codeTries {
		return proof, nil, nil, core.Invalid("code_expired", "This code is no longer good. Ask for a new one.").On("body.code")
	}
	code := strings.Join(strings.Fields(width.Narrow.String(p.Code)), "")
	if subtle.ConstantTimeCompare([]byte(evidence.CodeHash(i.Text, code).String()), []byte(i.CodeHash)) != 1 {
		i.Tries++
		return proof, nil, core.Invalid("code_wrong", "The code is wrong. Compare it with the message.").On("body.code").With("left", codeTries-i.Tries), nil
	}
	c := &evidence.CodeProof{Contact: masked(i.Contact), SentAt: i.CreatedAt, CheckedAt: s.Clock(), Key: i.Key, Signature: p.Signature}
	if err := c.Hash.UnmarshalText([]byte(i.CodeHash)); err != nil {
		return proof, nil, nil, err
	}
	proof.Code = c
	if err := proof.Check(i.Text); err != nil {
		return proof, nil, nil, core.Invalid("proof_refused", "The key of this browser did not sign the confirmation.").On("body.proof").Wrap(err)
	}
	return proof, nil, nil, nil
}

// confirmed issues the certificate and keeps the confirmation.
func (s *Service) confirmed(ctx context.Context, c *change, party *Party, x *Signer, i Intent, proof evidence.Assertion, used *Passkey) error {
	text, err := proof.Text()
	if err != nil {
		return err
	}
	key, err := publicKey(i.Key)
	if err != nil {
		return err
	}
	cert, err := s.Press.Issue(ctx, *party, *x, key, evidence.Binding(i.Text, text))
	if err != nil {
		return err
	}
	i.UsedAt = s.Clock()
	if err := s.Store.SaveIntent(ctx, i); err != nil {
		return err
	}
	if used != nil {
		used.UsedAt = i.UsedAt
		if err := s.Store.SavePasskey(ctx, *used); err != nil {
			return err
		}
		k := proof.Passkey
		c.line(evidence.KindPasskey, x.ID, evidence.Passkey{CredentialID: k.CredentialID, PublicKey: k.PublicKey, RPID: k.RPID})
	}
	if err := x.step(SignerConfirms); err != nil {
		return err
	}
	x.Confirmed = &Confirmation{Intent: i.ID, Level: i.Level, At: i.UsedAt, KeySHA256: evidence.Sum(i.Key).String(), Certificate: cert}
	c.line(evidence.KindConfirmed, x.ID, evidence.Confirmed{Intent: i.Text, Assertion: text, Level: proof.Level(), Certificate: cert})
	if slot := c.Closing.Slot; slot != nil && slot.Signer == x.ID {
		c.Closing.Slot = nil // it was for the key that is lost
	}
	e := Confirm
	if c.allConfirmed() {
		e = ConfirmLast
	}
	was := c.State
	if err := c.move(e); err != nil {
		return err
	}
	if e != ConfirmLast || was != FrozenNow {
		return nil
	}
	if err := s.orderReminder(ctx, c.Agreement); err != nil {
		return err
	}
	return s.tellSigners(ctx, c.Agreement, tellSeal, func(y Signer) bool { return y.ID != x.ID })
}

// allConfirmed reports whether everybody who is needed has confirmed.
func (a *Agreement) allConfirmed() bool {
	for _, x := range a.Required() {
		if x.State != SignerConfirmed && x.State != SignerSealed {
			return false
		}
	}
	return true
}
