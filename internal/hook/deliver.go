package hook

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/job"
)

// JobDeliver is the kind of job that delivers one message.
const JobDeliver = "webhook-deliver"

// Work is how such jobs are worked at: thirty attempts take a good day.
var Work = job.Options{AtOnce: 16, Tries: 30, Limit: 30 * time.Second}

// Patience is how long nothing may come through before a webhook is switched off.
const Patience = 72 * time.Hour

type deliverJob struct {
	Delivery core.ID `json:"delivery"`
}

// wire is a message as it is sent.
type wire struct {
	Type      Kind           `json:"type"`
	Timestamp time.Time      `json:"timestamp"`
	Data      map[string]any `json:"data"`
}

func message(h Happening) wire { return wire{h.Kind, h.At, h.Data} }

// Emit keeps a happening for every webhook of its bureau that wants to know, in the
// transaction of ctx: there is neither without the other.
func (s *Service) Emit(ctx context.Context, h Happening) error {
	hooks, err := s.Store.Hooks(ctx, h.Organisation)
	if err != nil {
		return fmt.Errorf("find who is told of %s: %w", h.Kind, err)
	}
	for _, hook := range hooks {
		if hook.Active && slices.Contains(hook.Kinds, h.Kind) {
			if _, err := s.order(ctx, hook, s.Clock(), message(h)); err != nil {
				return err
			}
		}
	}
	return nil
}

// order keeps a message to one webhook and has it delivered after the commit.
func (s *Service) order(ctx context.Context, h Hook, now time.Time, m wire) (Delivery, error) {
	body, err := json.Marshal(m)
	if err != nil {
		return Delivery{}, fmt.Errorf("write a message of %s: %w", m.Type, err)
	}
	d := Delivery{ID: core.NewID(), Hook: h.ID, Kind: m.Type, Body: string(body), State: Waiting, CreatedAt: now}
	if err := s.Store.InsertDelivery(ctx, d); err != nil {
		return d, err
	}
	return d, s.enqueue(ctx, d)
}

func (s *Service) enqueue(ctx context.Context, d Delivery) error {
	_, err := s.Jobs.Add(ctx, job.Order{Kind: JobDeliver, Payload: deliverJob{d.ID}, Key: d.ID})
	return err
}

// Deliver is the handler of JobDeliver. A receiver may be told twice, when this process
// dies between its answer and the note of it; it knows the message by its identifier.
func (s *Service) Deliver(ctx context.Context, j job.Job, _ func(int)) (any, error) {
	var payload deliverJob
	if err := j.Decode(&payload); err != nil {
		return nil, err
	}
	d, err := s.Store.Delivery(ctx, payload.Delivery)
	if core.HasCode(err, ErrNoDelivery.Code) {
		return nil, nil // removed with its webhook
	}
	if err != nil {
		return nil, err
	}
	h, err := s.Store.Hook(ctx, d.Hook)
	if err != nil {
		return nil, err
	}
	if !h.Active && d.Kind != Test {
		return nil, s.settle(ctx, j, d, Attempt{At: s.Clock(), Trouble: SwitchedOff}, true)
	}
	a := s.attempt(ctx, h, d)
	if a.ok() {
		return nil, s.settle(ctx, j, d, a, true)
	}
	last := j.Attempts >= Work.Tries || d.Kind == Test || a.Status == http.StatusGone
	if err := s.settle(ctx, j, d, a, last); err != nil || last {
		return nil, err
	}
	return nil, fmt.Errorf("deliver %s: %s", d.ID, a)
}

// settle notes what an attempt came to, and what follows for the webhook. After the last
// one the job is finished with it.
func (s *Service) settle(ctx context.Context, j job.Job, d Delivery, a Attempt, last bool) error {
	return s.Tx.InTx(ctx, func(ctx context.Context) error {
		h, err := s.Store.LockHook(ctx, d.Hook)
		if err != nil {
			return err
		}
		if d.Attempts = append(d.Attempts, a); len(d.Attempts) > maxAttempts {
			d.Attempts = d.Attempts[len(d.Attempts)-maxAttempts:]
		}
		switch {
		case a.ok():
			d.State = Delivered
		case last:
			d.State = Failed
		}
		if err := s.Store.UpdateDelivery(ctx, d); err != nil {
			return err
		}
		if err := s.judge(ctx, h, d, a); err != nil {
			return err
		}
		if !last {
			return nil
		}
		return s.Jobs.Finish(ctx, j, nil)
	})
}

// judge notes since when a webhook fails, and switches it off after Patience or when its
// address says that it is no more.
func (s *Service) judge(ctx context.Context, h Hook, d Delivery, a Attempt) error {
	switch {
	case a.ok() && h.FailingSince == nil, !a.ok() && (d.Kind == Test || !h.Active):
		return nil
	case a.ok():
		h.FailingSince = nil
		return s.Store.UpdateHook(ctx, h)
	}
	if h.FailingSince == nil {
		h.FailingSince = &a.At
	}
	switch {
	case a.Status == http.StatusGone:
		h.Stopped = StopGone
	case a.At.Sub(*h.FailingSince) >= Patience:
		h.Stopped = StopFailing
	}
	if h.Stopped == "" {
		return s.Store.UpdateHook(ctx, h)
	}
	h.Active = false
	h.Version++
	if err := s.Store.UpdateHook(ctx, h); err != nil {
		return err
	}
	if err := s.Notices.WebhookStopped(ctx, h); err != nil {
		return err
	}
	return s.Audit.Audit(ctx, core.System().Audited("update-webhook", "webhook", h.ID, h.Organisation, map[string]any{"active": false, "stopped": string(h.Stopped)}))
}

// attempt sends a message once.
func (s *Service) attempt(ctx context.Context, h Hook, d Delivery) (a Attempt) {
	at, start := s.Clock(), time.Now()
	a.At = at
	defer func() { a.Took = time.Since(start).Milliseconds() }()
	if s.Networks.CheckURL(h.URL) != nil { // the settings have changed since
		a.Trouble = Forbidden
		return a
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, h.URL, strings.NewReader(d.Body))
	if err != nil {
		a.Trouble = Unreachable
		return a
	}
	h.sign(req.Header, d.ID, at, d.Body)
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("User-Agent", "Zhaoyun/"+s.Version)
	res, err := s.client.Do(req)
	if err != nil {
		a.Trouble = troubleOf(err)
		return a
	}
	defer func() { _ = res.Body.Close() }()
	answer, _ := io.ReadAll(io.LimitReader(res.Body, 500)) // what more it says nobody reads
	a.Status, a.Answer = res.StatusCode, strings.ToValidUTF8(strings.ReplaceAll(string(answer), "\x00", ""), "")
	return a
}

func troubleOf(err error) Trouble {
	var slow interface{ Timeout() bool }
	switch {
	case errors.Is(err, errAddress):
		return Forbidden
	case errors.As(err, new(*tls.CertificateVerificationError)), errors.As(err, new(tls.RecordHeaderError)), errors.Is(err, http.ErrSchemeMismatch):
		return BadTLS
	case errors.As(err, &slow) && slow.Timeout():
		return Slow
	}
	return Unreachable
}

// ok reports whether the receiver took the message.
func (a Attempt) ok() bool { return a.Status >= 200 && a.Status <= 299 }

// String says for the log what came of it; not what the receiver said.
func (a Attempt) String() string {
	if a.Trouble != "" {
		return string(a.Trouble)
	}
	return fmt.Sprintf("the receiver answered %d", a.Status)
}
