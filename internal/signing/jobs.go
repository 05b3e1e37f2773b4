package signing

import (
	"context"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/evidence"
	"zhaoyun/internal/job"
)

// The kinds of job that wait for a time.
const (
	JobExpire = "agreement-expire"
	JobRemind = "agreement-remind"
)

const (
	finishAfter = 3 * time.Second
	// absentAfter is how long somebody has not been seen who is reminded.
	absentAfter = time.Minute
)

// reminders come after these pauses, while signatures are waited for.
var reminders = []time.Duration{5 * time.Minute, time.Hour, 24 * time.Hour, 24 * time.Hour, 24 * time.Hour, 24 * time.Hour, 24 * time.Hour}

type remindJob struct {
	Agreement core.ID `json:"agreement"`
	Times     int     `json:"times"`
}

// orderExpiry has the agreement expire when its time has come. What was ordered for
// another time finds that it is not yet, or over.
func (s *Service) orderExpiry(ctx context.Context, a *Agreement) error {
	if a.ExpiresAt.IsZero() {
		return nil
	}
	_, err := s.Jobs.Add(ctx, job.Order{
		Kind: JobExpire, Key: a.ID + a.ExpiresAt.Format(time.RFC3339Nano), Payload: agreementJob{a.ID}, RunAt: a.ExpiresAt,
	})
	return err
}

// RunExpire is the handler of JobExpire. When every signature is in, the release is
// only a matter of seconds: nobody's time runs out any more.
func (s *Service) RunExpire(ctx context.Context, j job.Job, _ func(int)) (any, error) {
	var p agreementJob
	if err := j.Decode(&p); err != nil {
		return nil, err
	}
	a, err := s.Store.Agreement(ctx, p.Agreement)
	if core.HasCode(err, ErrNoAgreement.Code) {
		return "gone", nil
	}
	if err != nil || !s.due(&a) {
		return "not now", err
	}
	_, err = s.changing(ctx, p.Agreement, func(ctx context.Context, c *change) error {
		if !s.due(c.Agreement) {
			c.quiet = true
			return nil
		}
		if err := c.move(Expire); err != nil {
			return err
		}
		c.end(evidence.KindExpired, "", evidence.Expired{}, Ended{At: s.Clock()})
		return s.tellAll(ctx, c.Agreement, tellExpired, "")
	})
	return "done", err
}

// due reports whether the time of an agreement is over.
func (s *Service) due(a *Agreement) bool {
	_, no := a.State.Next(Expire)
	return no == nil && !a.ExpiresAt.IsZero() && !s.Clock().Before(a.ExpiresAt) && !(a.State == Sealing && a.allSealed())
}

// orderReminder begins to remind those whose signature is waited for.
func (s *Service) orderReminder(ctx context.Context, a *Agreement) error {
	_, err := s.Jobs.Add(ctx, job.Order{Kind: JobRemind, Key: a.ID, Payload: remindJob{a.ID, 0}, RunAt: s.Clock().Add(reminders[0])})
	return err
}

// RunRemind is the handler of JobRemind: whoever has not signed and is not there is
// told that their signature is waited for.
func (s *Service) RunRemind(ctx context.Context, j job.Job, _ func(int)) (any, error) {
	var p remindJob
	if err := j.Decode(&p); err != nil {
		return nil, err
	}
	a, err := s.Store.Agreement(ctx, p.Agreement)
	if core.HasCode(err, ErrNoAgreement.Code) {
		return "gone", nil
	}
	if err != nil || a.State != Confirmed && a.State != Sealing {
		return "over", err
	}
	seen, err := s.Store.Seen(ctx, a.ID)
	if err != nil {
		return nil, err
	}
	since := s.Clock().Add(-absentAfter)
	return "told", s.Tx.InTx(ctx, func(ctx context.Context) error {
		err := s.tellSigners(ctx, &a, tellSeal, func(x Signer) bool { return x.State == SignerConfirmed && seen[x.ID].Before(since) })
		if err != nil || p.Times+1 >= len(reminders) {
			return err
		}
		next := job.Order{Kind: JobRemind, Payload: remindJob{a.ID, p.Times + 1}, RunAt: s.Clock().Add(reminders[p.Times+1])}
		_, err = s.Jobs.Add(ctx, next)
		return err
	})
}

// Sweep drops registrations of passkeys that were given up.
func (s *Service) Sweep(ctx context.Context) error {
	return s.Store.DropRegistrations(ctx, s.Clock())
}
