package signing

import (
	"context"
	"crypto/ecdsa"
	"crypto/sha256"
	"crypto/x509"
	"math/big"
	"slices"
	"time"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"

	"zhaoyun/internal/core"
)

// longestWait bounds how long a request waits for its turn.
const longestWait = 15 * time.Second

// errTurnOver says that a turn went to somebody else.
var errTurnOver = core.Conflict("sealing_turn_over", "Your turn is over, it has gone to somebody else. It comes again.")

// Turn asks whether it is the actor's turn to sign, waiting for it. Who asks is there:
// turns go to those who are.
func (s *Service) Turn(ctx context.Context, actor core.Actor, id core.ID, wait time.Duration) (Turn, error) {
	until := time.Now().Add(min(wait, longestWait))
	for first := true; ; first = false {
		t, more, err := s.turn(ctx, actor, id, first)
		if err != nil || !more || t.Slot != "" || !time.Now().Before(until) {
			return t, err
		}
		pause := time.NewTimer(s.Poll)
		select {
		case <-ctx.Done():
			pause.Stop()
			return t, nil
		case <-pause.C:
		}
	}
}

// turn looks once. More says that something may come.
func (s *Service) turn(ctx context.Context, actor core.Actor, id core.ID, first bool) (t Turn, more bool, err error) {
	a, err := s.read(ctx, actor, "get-sealing", id)
	if err != nil {
		return t, false, err
	}
	_, x, err := a.signing(actor.Person)
	if err != nil {
		return t, false, err
	}
	if first {
		if err := s.Store.See(ctx, id, x.ID, s.Clock()); err != nil {
			return t, false, err
		}
	}
	if slot, pending := a.free(x.ID, s.Clock()); pending {
		if slot == nil {
			if a, err = s.take(ctx, a, x.ID); err != nil {
				return t, false, err
			}
		}
	}
	return a.turn(x.ID), !a.State.Over(), nil
}

// free says whether it can be a signer's turn: pending, with the turn when it is theirs
// already.
func (a *Agreement) free(signer core.ID, now time.Time) (*Slot, bool) {
	x := a.signer(signer)
	if _, no := a.State.Next(Take); no != nil || x.State != SignerConfirmed {
		return nil, false
	}
	slot := a.Closing.Slot
	switch {
	case slot == nil:
		return nil, true
	case slot.Signature != nil: // the server is finishing it
		return nil, false
	case slot.Signer == signer && now.Before(slot.Until):
		return slot, true
	case now.Before(slot.Until):
		return nil, false
	}
	return nil, true // whoever had it is gone
}

// turn sums up for a signer.
func (a *Agreement) turn(signer core.ID) Turn {
	t := Turn{State: a.State, Sealed: len(a.Closing.Sealed)}
	for _, x := range a.Required() {
		t.Signers++
		if !slices.Contains(a.Closing.Sealed, x.ID) && !a.State.Over() {
			t.Waiting = append(t.Waiting, x.Name)
		}
	}
	if a.State == Done {
		t.Sealed = t.Signers
	}
	if slot := a.Closing.Slot; slot != nil && slot.Signer == signer && slot.Signature == nil {
		t.Slot, t.Attributes, t.Until = slot.ID, slot.Attributes, slot.Until
	}
	switch a.State {
	case Confirmed, Sealing:
		t.RetryAfter = 500 * time.Millisecond
	case FrozenNow, Proposed:
		t.RetryAfter = 3 * time.Second
	}
	return t
}

// take gives the turn to a signer. The revision is prepared before the agreement is
// locked: whoever comes second finds the turn taken and drops what they prepared.
func (s *Service) take(ctx context.Context, a Agreement, signer core.ID) (Agreement, error) {
	slot, err := s.prepare(ctx, a, signer)
	if err != nil {
		return a, err
	}
	return s.changing(ctx, a.ID, func(_ context.Context, c *change) error {
		c.quiet = c.State == Sealing
		was, pending := c.free(signer, s.Clock())
		x := c.signer(signer)
		if !pending || was != nil || c.base() != slot.Base || x.Confirmed.KeySHA256 != slot.Key {
			c.quiet = true
			return nil // too late; or it is theirs already
		}
		if err := c.move(Take); err != nil {
			return err
		}
		if err := x.step(SignerTakes); err != nil {
			return err
		}
		c.Closing.Slot = slot
		return nil
	})
}

// base is the digest of the document so far.
func (a *Agreement) base() string {
	if a.Closing.Revision != "" {
		return a.Closing.Revision
	}
	return a.Frozen.Digest
}

// prepare makes the revision that waits for a signer's signature.
func (s *Service) prepare(ctx context.Context, a Agreement, signer core.ID) (*Slot, error) {
	x, now := a.signer(signer), s.Clock()
	pdf, err := s.load(ctx, a.base())
	if err != nil {
		return nil, err
	}
	t := Turning{Field: a.FieldOf(signer), Signer: *x, Certificate: x.Confirmed.Certificate, At: now}
	for _, p := range a.Parties {
		if slices.ContainsFunc(p.Signers, func(y Signer) bool { return y.ID == signer }) {
			t.Party = p
		}
	}
	for _, f := range a.Frozen.Fields {
		if f.Signer == signer {
			t.Width, t.Height = f.Width, f.Height
		}
	}
	pending, attributes, err := s.Press.Begin(ctx, pdf, t)
	if err != nil {
		return nil, err
	}
	kept, err := s.keep(ctx, pending)
	if err != nil {
		return nil, err
	}
	return &Slot{
		ID: core.NewID(), Signer: signer, Field: t.Field, Base: a.base(), Pending: kept, Attributes: attributes, Key: x.Confirmed.KeySHA256, Until: now.Add(s.Lease),
	}, nil
}

// Seal gives the signature of the actor's turn. Once it is kept the server can finish
// by itself, whatever becomes of the browser or of this process.
func (s *Service) Seal(ctx context.Context, actor core.Actor, id, slot core.ID, raw []byte) (Turn, error) {
	var me core.ID
	a, err := s.taking(ctx, actor, "seal-agreement", id, func(ctx context.Context, c *change) error {
		c.quiet = true
		_, x, err := c.signing(actor.Person)
		if err != nil {
			return err
		}
		me = x.ID
		if x.SlotDone == slot && slot != "" {
			return nil // sent again
		}
		if _, no := c.State.Next(Seal); no != nil {
			return no
		}
		own := c.Closing.Slot
		if own == nil || own.ID != slot || own.Signer != x.ID {
			return errTurnOver
		}
		if own.Signature != nil {
			return nil // sent again, while it is being finished
		}
		if own.Signature, err = checkSignature(x.Confirmed.Certificate, own.Attributes, raw); err != nil {
			return err
		}
		own.Until = s.Clock().Add(s.Lease)
		return s.orderFinish(ctx, c.Agreement, own)
	})
	if err != nil {
		return Turn{}, err
	}
	if done, err := s.finish(ctx, id); err != nil {
		return Turn{}, err
	} else if done != nil {
		a = *done
	}
	return a.turn(me), nil
}

// checkSignature holds r‖s against the attributes and the key of the certificate, and
// returns it as DER.
func checkSignature(certificate, attributes, raw []byte) ([]byte, error) {
	wrong := core.Invalid("signature_refused", "This is not a signature by the key of your confirmation. If it is lost, confirm again.").On("body.signature")
	cert, err := x509.ParseCertificate(certificate)
	if err != nil {
		return nil, err
	}
	key, ok := cert.PublicKey.(*ecdsa.PublicKey)
	if !ok || len(raw) != 64 {
		return nil, wrong
	}
	var b cryptobyte.Builder
	b.AddASN1(asn1.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddASN1BigInt(new(big.Int).SetBytes(raw[:32]))
		b.AddASN1BigInt(new(big.Int).SetBytes(raw[32:]))
	})
	der, err := b.Bytes()
	if err != nil {
		return nil, err
	}
	digest := sha256.Sum256(attributes)
	if !ecdsa.VerifyASN1(key, digest[:], der) {
		return nil, wrong
	}
	return der, nil
}
