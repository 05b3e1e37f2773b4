package signing

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/evidence"
	"zhaoyun/internal/job"
)

// finish embeds the signature that was given, if one waits. It may be done by any
// process, any number of times: whoever is first advances the document. Nil says that
// there was nothing to do.
func (s *Service) finish(ctx context.Context, id core.ID) (*Agreement, error) {
	a, err := s.Store.Agreement(ctx, id)
	if err != nil {
		return nil, err
	}
	slot := a.Closing.Slot
	if a.State != Sealing || slot == nil || slot.Signature == nil {
		return nil, nil
	}
	pending, err := s.load(ctx, slot.Pending)
	if err != nil {
		return nil, err
	}
	revision, err := s.Press.Finish(ctx, pending, slot.Signature)
	if err != nil {
		return nil, core.Unavailable("sealing_away", "The signature cannot be finished at the moment. It is kept, and finished later.").Wrap(err)
	}
	digest, err := s.keep(ctx, revision)
	if err != nil {
		return nil, err
	}
	done, err := s.changing(ctx, id, func(ctx context.Context, c *change) error {
		now := c.Closing.Slot
		if c.State != Sealing || now == nil || now.ID != slot.ID || !bytes.Equal(now.Signature, slot.Signature) {
			c.quiet = true
			return nil // finished by another, or dropped
		}
		if err := c.move(Seal); err != nil {
			return err
		}
		x := c.signer(slot.Signer)
		if err := x.step(SignerSeals); err != nil {
			return err
		}
		x.SealedAt, x.SlotDone = s.Clock(), slot.ID
		c.Closing.Revision, c.Closing.Slot, c.Closing.LastAt = digest, nil, x.SealedAt
		c.Closing.Sealed = append(c.Closing.Sealed, x.ID)
		c.line(evidence.KindSealed, x.ID, evidence.Sealed{
			// The document's own revisions come first: as it was made, its fields, the certification.
			Field: slot.Field, Revision: len(c.Closing.Sealed), SHA256: evidence.Sum(revision), Length: int64(len(revision)),
			Certificate: evidence.Sum(x.Confirmed.Certificate),
		})
		if !c.allSealed() {
			return nil
		}
		return s.orderRelease(ctx, c.Agreement)
	})
	return &done, err
}

// allSealed reports whether every signature is in.
func (a *Agreement) allSealed() bool {
	for _, x := range a.Required() {
		if x.State != SignerSealed {
			return false
		}
	}
	return len(a.Closing.Sealed) > 0
}

// errMoved says that the chain has grown while the package was made.
var errMoved = errors.New("the agreement has moved on")

// release closes the document, makes the package and lets everybody have both, in one
// transaction. Until that is committed there is nothing to be had, and after it all.
func (s *Service) release(ctx context.Context, id core.ID) error {
	for try := 0; ; try++ {
		err := s.releaseOnce(ctx, id)
		if !errors.Is(err, errMoved) || try == 4 {
			return err
		}
	}
}

func (s *Service) releaseOnce(ctx context.Context, id core.ID) error {
	a, err := s.Store.Agreement(ctx, id)
	if err != nil || a.State != Sealing || !a.allSealed() {
		return err // somebody has stepped back, or it is released
	}
	pdf, err := s.load(ctx, a.Closing.Revision)
	if err != nil {
		return err
	}
	document, err := s.Press.Close(ctx, pdf)
	if err != nil {
		return err
	}
	chain, err := s.chain(ctx, id)
	if err != nil {
		return err
	}
	line, err := chain.Add(s.Clock(), evidence.KindReleased, evidence.Platform, evidence.Released{SHA256: evidence.Sum(document), Length: int64(len(document))})
	if err != nil {
		return err
	}
	pack, err := s.Press.Pack(ctx, document, chain)
	if err != nil {
		return err
	}
	r := &Released{At: line.At, Size: int64(len(document)), PackageSize: int64(len(pack)), Root: chain.Root().String()}
	if r.Digest, err = s.keep(ctx, document); err != nil {
		return err
	}
	if r.Package, err = s.keep(ctx, pack); err != nil {
		return err
	}
	_, err = s.changing(ctx, id, func(ctx context.Context, c *change) error {
		head, err := s.head(ctx, id)
		if err != nil {
			return err
		}
		if c.State != Sealing || !c.allSealed() || c.Closing.Revision != a.Closing.Revision || head.Seq != line.Seq || head.Digest != line.Prev {
			return errMoved
		}
		if err := c.move(Release); err != nil {
			return err
		}
		c.Released = r
		c.Version++
		if err := s.Store.AddLine(ctx, id, line); err != nil {
			return err
		}
		c.public(step{kind: evidence.KindReleased}, line.At)
		if s.Emitter != nil {
			if err := s.Emitter.AgreementReleased(ctx, *c.Agreement); err != nil {
				return err
			}
		}
		return s.tellAll(ctx, c.Agreement, tellReleased, "")
	})
	return err
}

// chain reads the lines of evidence.
func (s *Service) chain(ctx context.Context, id core.ID) (evidence.Chain, error) {
	raw, err := s.Store.Lines(ctx, id)
	if err != nil {
		return evidence.Chain{}, err
	}
	c := evidence.Chain{Agreement: id}
	for _, r := range raw {
		l, err := evidence.ParseLine(r)
		if err != nil {
			return c, err
		}
		c.Lines = append(c.Lines, l)
	}
	return c, nil
}

// JobClose is the kind of job that goes on with closings: it finishes what a request
// began, and releases.
const JobClose = "agreement-close"

type agreementJob struct {
	Agreement core.ID `json:"agreement"`
}

// RunClose is the handler of JobClose.
func (s *Service) RunClose(ctx context.Context, j job.Job, _ func(int)) (any, error) {
	var p agreementJob
	if err := j.Decode(&p); err != nil {
		return nil, err
	}
	return "done", s.advance(ctx, p.Agreement)
}

// advance does what is left for the server: it finishes the signature that was given,
// and releases when that was the last.
func (s *Service) advance(ctx context.Context, id core.ID) error {
	if _, err := s.finish(ctx, id); err != nil {
		return err
	}
	return s.release(ctx, id)
}

// stuck reports whether what is left for the server has waited for long.
func (a *Agreement) stuck(now time.Time) bool {
	if a.State != Sealing {
		return false
	}
	if slot := a.Closing.Slot; slot != nil {
		return slot.Signature != nil && now.Sub(slot.SignedAt) > stuckAfter
	}
	return a.allSealed() && now.Sub(a.Closing.LastAt) > stuckAfter
}

// orderFinish has the job finish a signature should the request that gave it not.
func (s *Service) orderFinish(ctx context.Context, a *Agreement, slot *Slot) error {
	_, err := s.Jobs.Add(ctx, job.Order{Kind: JobClose, Key: "finish:" + slot.ID, Payload: agreementJob{a.ID}, RunAt: s.Clock().Add(finishAfter)})
	return err
}

func (s *Service) orderRelease(ctx context.Context, a *Agreement) error {
	sum := sha256.Sum256([]byte(a.Closing.Revision))
	_, err := s.Jobs.Add(ctx, job.Order{Kind: JobClose, Key: "release:" + hex.EncodeToString(sum[:8]), Payload: agreementJob{a.ID}})
	return err
}
